//! The story-patients: exactly the expected flags, for the rules that exist.

use std::collections::{BTreeMap, HashMap};

use redthread::domain::flags::rules::RULES;
use redthread::domain::time;
use redthread::domain::vocabulary::{HandoverState, Setting};
use serde_json::Value;

use super::build::{World, at, on};

pub fn stories() -> Value {
    serde_json::from_str(include_str!("../vectors/story_patients.json")).unwrap()
}

fn code<T: std::str::FromStr>(value: &Value) -> Option<T> {
    value
        .as_str()
        .map(|code| code.parse().ok().expect("a code of the vocabulary"))
}

/// Settings of the units, as far as periods and contacts tell; relationships name units only.
fn settings(story: &Value) -> HashMap<String, Setting> {
    let mut settings = HashMap::new();
    for list in ["treatment_periods", "contacts"] {
        for item in story[list].as_array().unwrap() {
            let unit = item["unit"].as_str().unwrap().to_owned();
            settings.insert(unit, code(&item["setting"]).unwrap());
        }
    }
    settings
}

pub fn world(story: &Value) -> World {
    let mut world = World::new();
    let settings = settings(story);
    world.patient.patient.in_service_from = story["in_service_from"].as_str().map(on);
    for item in story["treatment_periods"].as_array().unwrap() {
        let setting = code(&item["setting"]).unwrap();
        let unit = item["unit"].as_str().unwrap();
        let period = world.stay_at(
            unit,
            setting,
            item["from"].as_str().unwrap(),
            item["to"].as_str(),
        );
        period.admission_kind = code(&item["admission_kind"]);
    }
    for item in story["contacts"].as_array().unwrap() {
        let setting = code(&item["setting"]).unwrap();
        let unit = item["unit"].as_str().unwrap();
        world.met_at(
            unit,
            setting,
            item["professional"].as_str().unwrap(),
            item["at"].as_str().unwrap(),
        );
    }
    for item in story["relationships"].as_array().unwrap() {
        let unit_name = item["unit"].as_str().unwrap();
        let setting = settings
            .get(unit_name)
            .copied()
            .unwrap_or(Setting::OutpatientClinic);
        let unit = world.unit(unit_name, setting);
        let relationship = world.relation(
            item["professional"].as_str().unwrap(),
            code(&item["kind"]).unwrap(),
            item["from"].as_str().unwrap(),
            item["to"].as_str(),
        );
        relationship.unit = Some(unit);
        relationship.planned_end = item["planned_end"].as_str().map(on);
        relationship.important_to_patient = item["important_to_patient"] == true;
        relationship.is_temporary_cover = item["is_temporary_cover"] == true;
        relationship.end_reason = code(&item["end_reason"]);
        relationship.agreed_interval_days = item["agreed_interval_days"]
            .as_i64()
            .map(|d| i32::try_from(d).unwrap());
    }
    for item in story["handovers"].as_array().into_iter().flatten() {
        let handover = world.handover(
            code(&item["type"]).unwrap(),
            item["offered_at"].as_str().unwrap(),
        );
        if let Some(accepted) = item["accepted_at"].as_str() {
            handover.accepted_at = Some(at(accepted));
            handover.state = HandoverState::Accepted;
        }
    }
    for item in story["decisions"].as_array().into_iter().flatten() {
        world.decide(
            code(&item["subject"]).unwrap(),
            code(&item["outcome"]).unwrap(),
            item["decided_on"].as_str().unwrap(),
        );
    }
    world
}

fn is_built(code: &str) -> bool {
    RULES.iter().any(|rule| rule.code == code)
}

/// Instants as instants: the vectors write them locally.
fn normal(value: &Value) -> Value {
    match value.as_str() {
        Some(text) if text.len() > 10 => time::parse_time(text, chrono_tz::Europe::Oslo)
            .map_or_else(|_| value.clone(), |at| Value::String(at.to_rfc3339())),
        _ => value.clone(),
    }
}

#[test]
fn story_patients_raise_exactly_the_expected_flags() {
    let file = stories();
    let as_of = file["as_of"].as_str().unwrap();
    for story in file["patients"].as_array().unwrap() {
        let patient = story["id"].as_str().unwrap();
        let world = world(story);
        let raised = world.flags(as_of);
        let expected: BTreeMap<String, Value> = story["expected"]
            .as_object()
            .unwrap()
            .clone()
            .into_iter()
            .filter(|(code, _)| is_built(code))
            .collect();
        let mut codes: Vec<&str> = raised.iter().map(|f| f.code).collect();
        codes.sort_unstable();
        assert_eq!(codes, expected.keys().collect::<Vec<_>>(), "{patient}");
        for flag in &raised {
            let expected = &expected[flag.code];
            assert_eq!(
                flag.severity.code(),
                expected["severity"],
                "{patient} {}",
                flag.code
            );
            let evidence = world.read(&flag.evidence, as_of);
            for (key, value) in expected["evidence"].as_object().unwrap() {
                let found = &evidence[key];
                if let (Some(found), Some(value)) = (found.as_f64(), value.as_f64()) {
                    assert!(
                        (found - value).abs() < 5e-7,
                        "{patient} {} {key}",
                        flag.code
                    );
                } else {
                    assert_eq!(
                        normal(found),
                        normal(value),
                        "{patient} {} {key}",
                        flag.code
                    );
                }
            }
        }
    }
}

#[test]
fn what_must_not_fire_does_not() {
    let file = stories();
    for story in file["patients"].as_array().unwrap() {
        let world = world(story);
        for code in story["must_not"].as_array().unwrap() {
            let code = code.as_str().unwrap();
            assert!(
                !world.fires(code, file["as_of"].as_str().unwrap()),
                "{} {code}",
                story["id"]
            );
        }
    }
}
