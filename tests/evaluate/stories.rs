//! The story-patients through the whole program: generated, imported, evaluated, printed.

use std::collections::{BTreeMap, BTreeSet};

use redthread::domain::flags::rules::RULES;
use redthread::domain::time;
use serde_json::Value;

use super::{Cli, OSLO, TOLD};
use crate::support::both;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../vectors/story_patients.json")).unwrap()
}

/// Source ids by name, from the generated file.
fn people(cli: &Cli) -> BTreeMap<String, String> {
    let file = cli.folder.path().join("cohort/professionals.csv");
    let mut ids = BTreeMap::new();
    for row in csv::Reader::from_path(file).unwrap().records() {
        let row = row.unwrap();
        ids.entry(row[1].to_owned()).or_insert(row[0].to_owned());
    }
    ids
}

/// Names as source ids and local times as instants, wherever they stand.
fn normal(value: &Value, people: &BTreeMap<String, String>) -> Value {
    match value {
        Value::String(text) if people.contains_key(text) => people[text].clone().into(),
        Value::String(text) if text.len() > 10 && text.contains('T') => {
            time::parse_time(text, OSLO).map_or_else(|_| value.clone(), |at| at.to_rfc3339().into())
        }
        Value::Array(values) => values.iter().map(|v| normal(v, people)).collect(),
        Value::Object(map) => map
            .iter()
            .map(|(key, v)| (key.clone(), normal(v, people)))
            .collect(),
        other => other.clone(),
    }
}

fn agree(found: &Value, expected: &Value) -> bool {
    match (found.as_f64(), expected.as_f64()) {
        (Some(found), Some(expected)) => (found - expected).abs() < 5e-7,
        _ => found == expected,
    }
}

#[tokio::test]
async fn generated_imported_and_evaluated_they_raise_exactly_the_expected_flags() {
    both(|db| async move {
        let cli = Cli::on(&db.url);
        cli.ok(&[
            "generate",
            "--patients",
            "30",
            "--seed",
            "11",
            "--out",
            "cohort",
        ]);
        cli.ok(&["import", "csv", "cohort"]);
        let lines = cli.parsed(&["evaluate", "--as-of", TOLD, "--format", "json"]);
        assert_eq!(lines.len(), 30);
        let people = people(&cli);
        let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
        let vectors = vectors();
        for story in vectors["patients"].as_array().unwrap() {
            let id = story["id"].as_str().unwrap();
            let line = lines.iter().find(|line| line["patient"] == id).unwrap();
            let flags = line["flags"].as_array().unwrap();
            let mut raised: Vec<&str> = flags.iter().map(|f| f["code"].as_str().unwrap()).collect();
            raised.dedup();
            let expected = story["expected"].as_object().unwrap();
            let mut codes: Vec<&str> = expected.keys().map(String::as_str).collect();
            codes.retain(|code| rules.contains(code));
            codes.sort_unstable();
            assert_eq!(raised, codes, "{id}");
            for unwanted in story["must_not"].as_array().unwrap() {
                assert!(!raised.contains(&unwanted.as_str().unwrap()), "{id}");
            }
            // Where several records raise one code, the vectors tell of the oldest.
            for code in raised {
                let flag = flags.iter().filter(|flag| flag["code"] == code);
                let flag = flag.min_by_key(|flag| flag["evidence"]["asked"].to_string());
                let flag = flag.unwrap();
                let expected = &expected[code];
                assert_eq!(flag["severity"], expected["severity"], "{id} {code}");
                for (key, value) in expected["evidence"].as_object().unwrap() {
                    let found = normal(&flag["evidence"][key], &people);
                    let value = normal(value, &people);
                    assert!(agree(&found, &value), "{id} {code} {key}: {found} {value}");
                }
            }
        }
    })
    .await;
}
