//! The choices around the picture: what an address asks, and what is kept of it.

use askama::Template;
use redthread::domain::timeline::Focus;
use redthread::web::timeline::Query;

use super::{of_world, query, worlds};

fn html(asked: &[(&str, &str)]) -> String {
    let world = worlds::everything();
    of_world(&world, asked, Focus::default()).render().unwrap()
}

#[test]
fn an_address_is_read_as_pairs_of_which_ours_are_kept() {
    let pairs = [
        ("lane", "places"),
        ("lane", "people"),
        ("x", "y"),
        ("from", " "),
    ];
    let query = query(&pairs);
    assert_eq!(query.with(&[], &[]), "?lane=places&lane=people");
    assert_eq!(
        query.with(&["lane"], &[("window", "å/b")]),
        "?window=%C3%A5%2Fb"
    );
    assert_eq!(Query::default().with(&[], &[]), "");
}

#[test]
fn dates_that_make_no_window_are_kept_and_explained() {
    for (from, to, said) in [
        (
            "2026-01-01",
            "2025-01-01",
            "The last day is earlier than the first.",
        ),
        (
            "yester&day",
            "2025-01-01",
            "The first day is not a date that can be read.",
        ),
        (
            "2025-01-01",
            "",
            "The last day is not a date that can be read.",
        ),
        (
            "2025-01-01T10:00",
            "2025-02-01",
            "A day is wanted without a time.",
        ),
    ] {
        let html = html(&[("from", from), ("to", to)]);
        assert!(html.contains(said), "{from} {to}");
        let kept = format!("value=\"{}\"", from.replace('&', "&#38;"));
        assert!(html.contains(&kept), "{from} {to}");
        assert!(html.contains("aria-invalid"));
        // The picture is still there: of the last year.
        assert!(html.contains("data-first=\"2025-03-03\""), "{from} {to}");
    }
}

#[test]
fn two_dates_are_shown_and_stay_in_the_form() {
    let html = html(&[("from", "2025-05-01"), ("to", "2025-05-31")]);
    assert!(html.contains("data-first=\"2025-05-01\" data-last=\"2025-06-01\""));
    assert!(html.contains("name=\"from\" value=\"2025-05-01\""));
    assert!(!html.contains("aria-invalid"));
}

#[test]
fn a_choice_keeps_the_others() {
    let html = html(&[
        ("window", "5y"),
        ("lane", "people"),
        ("since", "discharge"),
        ("flag", "k"),
    ]);
    assert!(html.contains("?lane=people&#38;since=discharge&#38;flag=k&#38;window=30d#timeline"));
    assert!(html.contains("<input type=\"hidden\" name=\"flag\" value=\"k\">"));
    assert!(html.contains("value=\"people\" checked"));
    assert!(html.contains("entries left out by the filter"));
}

#[test]
fn what_is_out_of_view_is_counted_and_leads_there() {
    let html = html(&[("from", "2025-06-01"), ("to", "2025-06-30")]);
    assert!(html.contains("earlier entries</a>"));
    assert!(html.contains("later entries</a>"));
    assert!(html.contains("?window=all#timeline"));
}

#[test]
fn the_table_comes_before_the_picture_and_opens_on_request() {
    let html = html(&[("table", "open")]);
    assert!(html.find("<table>").unwrap() < html.find("<svg").unwrap());
    assert!(html.contains("id=\"timeline-table\" open"));
}

#[test]
fn not_recorded_looks_different_from_no_contact() {
    let html = html(&[]);
    assert!(html.contains("class=\"nothing\""));
    assert!(html.contains(">nothing recorded</text>"));
}
