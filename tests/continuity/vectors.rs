//! `tests/vectors/indices.json`: every sequence vector, and the interval vectors on dates.

use chrono::NaiveDate;
use chrono_tz::Europe::Oslo;
use redthread::domain::continuity::days::{Days, Span};
use redthread::domain::continuity::measures::{
    coverage, first_contact_after, followed_up, longest_gap_days, max_distinct_in_window,
    time_concentration, turnover_per_30,
};
use redthread::domain::continuity::wolinsky::LONGEST_SILENCE_DAYS;
use redthread::domain::continuity::{Report, Step, licon, lisecon, wolinsky};
use redthread::domain::time::{Instant, local_date, parse_time};
use serde_json::{Value, json};

use super::assert_six;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../vectors/indices.json")).unwrap()
}

#[test]
fn every_sequence_vector_to_six_decimals() {
    let vectors = vectors();
    let sequences = vectors["sequence_vectors"].as_array().unwrap();
    assert_eq!(sequences.len(), 18);
    for vector in sequences {
        check_sequence(vector);
    }
}

fn check_sequence(vector: &Value) {
    let named = vector["named"].as_str();
    let sequence: Vec<&str> = vector["sequence"]
        .as_array()
        .unwrap()
        .iter()
        .map(|provider| provider.as_str().unwrap())
        .collect();
    let report = Report::of(sequence.iter().map(|provider| Step {
        provider: *provider,
        with_named: named.map(|named| named == *provider),
    }));
    let expected = &vector["expected"];
    let tally = report.tally;
    let case = vector["id"].as_str().unwrap();
    assert_eq!(Some(tally.contacts), expected["n"].as_u64(), "{case}: n");
    assert_eq!(Some(tally.providers), expected["k"].as_u64(), "{case}: k");
    for (name, value) in report.indices().by_name() {
        assert_six(&format!("{case}: {name}"), value, expected[name].as_f64());
    }
    let small = |count: u64| u32::try_from(count).unwrap();
    let (n, m) = (
        small(tally.contacts),
        small(vector["m_available"].as_u64().unwrap()),
    );
    assert_six(
        &format!("{case}: licon"),
        licon(n, small(tally.providers), m),
        expected["licon"].as_f64(),
    );
    assert_six(
        &format!("{case}: lisecon"),
        lisecon(n, small(tally.same_pairs), m),
        expected["lisecon"].as_f64(),
    );
}

#[test]
fn interval_vectors_on_dates() {
    let vectors = vectors();
    let mut checked = 0;
    for vector in vectors["interval_vectors"].as_array().unwrap() {
        let args = &vector["args"];
        let found = match vector["function"].as_str().unwrap() {
            "followed_up" => json!(followed_up(
                local(&args["discharge"]).1,
                contacts(args).into_iter().map(|(_, day)| day),
                args["days"].as_i64().unwrap(),
            )),
            "first_contact_after" => {
                let (at, on) = local(&args["discharge"]);
                let first = first_contact_after(at, on, contacts(args)).unwrap();
                json!([first.hours, first.days])
            }
            "coverage" => json!(six(coverage(intervals(args), from(args), to(args)))),
            "longest_gap_days" => json!(longest_gap_days(
                args["dates"].as_array().unwrap().iter().map(date),
                from(args),
                to(args),
                &Days::default(),
            )),
            "max_distinct_in_window" => json!(max_distinct_in_window(
                &assignments(args),
                args["days"].as_i64().unwrap()
            )),
            "turnover_per_30" => json!(six(turnover_per_30(
                args["distinct"].as_u64().unwrap(),
                args["nights"].as_i64().unwrap()
            ))),
            "time_concentration" => json!(six(time_concentration(
                &assignments(args),
                from(args),
                to(args)
            ))),
            "wolinsky_continuous" => duration(args),
            _ => continue,
        };
        assert_eq!(found, vector["expected"], "{}", vector["id"]);
        checked += 1;
    }
    assert_eq!(checked, 15, "I15 to I29");
}

fn duration(args: &Value) -> Value {
    let visits: Vec<(&str, NaiveDate)> = args["visits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|visit| (visit[0].as_str().unwrap(), date(&visit[1])))
        .collect();
    let found = wolinsky(&visits, from(args), to(args), LONGEST_SILENCE_DAYS).unwrap();
    json!({
        "continuous": found.is_continuous,
        "provider": found.provider,
        "longest_gap": found.longest_gap_days,
    })
}

fn six(value: Option<f64>) -> Option<f64> {
    value.map(|value| format!("{value:.6}").parse().unwrap())
}

fn date(value: &Value) -> NaiveDate {
    value.as_str().unwrap().parse().unwrap()
}

fn from(args: &Value) -> NaiveDate {
    date(&args["from"])
}

fn to(args: &Value) -> NaiveDate {
    date(&args["to"])
}

fn local(value: &Value) -> (Instant, NaiveDate) {
    let at = parse_time(value.as_str().unwrap(), Oslo).unwrap();
    (at, local_date(at, Oslo))
}

fn contacts(args: &Value) -> Vec<(Instant, NaiveDate)> {
    args["contacts"]
        .as_array()
        .unwrap()
        .iter()
        .map(local)
        .collect()
}

fn intervals(args: &Value) -> Vec<Span> {
    args["intervals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| {
            (
                date(&span[0]),
                span[1].as_str().map(|to| to.parse().unwrap()),
            )
        })
        .collect()
}

fn assignments(args: &Value) -> Vec<(&str, NaiveDate, NaiveDate)> {
    args["assignments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let to = row[2]
                .as_str()
                .map_or(NaiveDate::MAX, |to| to.parse().unwrap());
            (row[0].as_str().unwrap(), date(&row[1]), to)
        })
        .collect()
}
