//! The picture as it is written, and what must hold for every one.

use std::collections::BTreeSet;

use askama::Template;
use redthread::domain::timeline::Focus;
use redthread::web::Language;
use redthread::web::timeline::Section;

use super::{of_world, query, shown, stories, worlds};
use crate::flags::build::World;
use crate::support::on_sqlite;

/// The part of a page that is the picture, a mark a line, ids as numbers in order of appearance.
fn svg(section: &Section) -> String {
    let html = section.render().unwrap();
    let from = html.find("<svg class=\"tl-svg\"").unwrap();
    let to = from + html[from..].find("</svg>").unwrap();
    let drawn = html[from..to].replace("><", ">\n<");
    let mut known: Vec<String> = Vec::new();
    let mut written = String::new();
    let mut rest = drawn.as_str();
    while let Some(at) = (0..rest.len()).find(|at| is_id(rest, *at)) {
        written += &rest[..at];
        let id = rest[at..at + 36].to_owned();
        let number = known.iter().position(|one| *one == id).unwrap_or_else(|| {
            known.push(id);
            known.len() - 1
        });
        written += "id";
        written += &number.to_string();
        rest = &rest[at + 36..];
    }
    written + rest
}

fn is_id(text: &str, at: usize) -> bool {
    text.get(at..at + 36).is_some_and(|text| {
        let mut bytes = text.bytes().enumerate();
        bytes.all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
    })
}

/// Every value of an attribute, and that none comes twice.
fn values(html: &str, before: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in html.split(before).skip(1) {
        let value = part.split('"').next().unwrap().to_owned();
        assert!(found.insert(value.clone()), "{value} is there twice");
    }
    found
}

fn every_mark_has_its_row(html: &str) {
    let marks = values(html, "data-key=\"");
    assert_eq!(marks, values(html, "<tr id=\"row-"));
    assert!(!html.contains("style="));
}

#[test]
fn a_year_with_one_of_everything() {
    let world = worlds::everything();
    let focus = worlds::focus(&world);
    insta::assert_snapshot!(svg(&of_world(&world, &[], focus)));
}

#[test]
fn nothing_at_all() {
    insta::assert_snapshot!(svg(&of_world(&World::new(), &[], Focus::default())));
}

#[test]
fn years_without_anything_are_a_gap() {
    let mut world = World::new();
    world.patient.patient.in_service_from = None;
    world.met("Moe", "1962-05-01T10:00");
    world.met("Moe", "2026-02-01T10:00");
    let all = [("window", "all")];
    insta::assert_snapshot!(svg(&of_world(&world, &all, Focus::default())));
}

#[test]
fn days_since_a_discharge() {
    let world = worlds::everything();
    let since = [("since", "discharge"), ("window", "5y")];
    insta::assert_snapshot!(svg(&of_world(&world, &since, Focus::default())));
}

#[tokio::test]
async fn the_story_patients() {
    on_sqlite(|db| async move {
        let stories = stories::opened(&db).await;
        assert_eq!(stories.len(), 8);
        for (name, opened) in stories {
            let case = opened.case();
            let year = shown(&case, query(&[]), Focus::default(), Language::English);
            insta::assert_snapshot!(format!("story_{name}"), svg(&year));
            for window in ["30d", "1y", "5y", "all"] {
                for language in [Language::English, Language::Bokmal] {
                    let asked = query(&[("window", window)]);
                    let section = shown(&case, asked, Focus::default(), language);
                    every_mark_has_its_row(&section.render().unwrap());
                }
            }
        }
    })
    .await;
}

#[test]
fn every_mark_has_a_row_and_every_row_a_mark() {
    for world in [
        worlds::everything(),
        worlds::busy(500),
        worlds::busy(20_000),
        World::new(),
    ] {
        for window in ["30d", "1y", "5y", "all"] {
            let asked = [("window", window)];
            let html = of_world(&world, &asked, Focus::default()).render().unwrap();
            every_mark_has_its_row(&html);
        }
    }
}

#[test]
fn a_lane_alone_has_marks_and_rows_of_its_own() {
    let world = worlds::everything();
    for (lane, marks) in [
        ("admissions", 1),
        ("places", 5),
        ("handovers", 3),
        ("agreed", 4),
    ] {
        let asked = [("lane", lane)];
        let html = of_world(&world, &asked, Focus::default()).render().unwrap();
        every_mark_has_its_row(&html);
        assert_eq!(values(&html, "data-key=\"").len(), marks, "{lane}");
    }
}

#[test]
fn a_page_stays_small_however_many_contacts() {
    // Kilobytes of a month, a year, five years and everything: a page has 100 for a year and 250 for
    // more, with all else that stands on it.
    for (contacts, year, more) in [(500, 60, 180), (20_000, 70, 180)] {
        let world = worlds::busy(contacts);
        for (window, most) in [("30d", year), ("1y", year), ("5y", more), ("all", more)] {
            let asked = [("window", window)];
            let html = of_world(&world, &asked, Focus::default()).render().unwrap();
            assert!(
                html.len() < most * 1000,
                "{contacts} {window}: {}",
                html.len()
            );
        }
    }
}

#[test]
fn names_are_text_and_never_markup() {
    let mut world = World::new();
    world.relation(
        "<b>\"Moe\" & co",
        redthread::domain::vocabulary::RelationshipKind::Therapist,
        "2025-06-01",
        None,
    );
    let html = of_world(&world, &[], Focus::default()).render().unwrap();
    assert!(!html.contains("<b>\""));
    every_mark_has_its_row(&html);
}
