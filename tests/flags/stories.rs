//! The story-patients: exactly the expected flags, with their severities and evidence.

use std::collections::{BTreeMap, HashMap};

use redthread::domain::flags::Flag;
use redthread::domain::time;
use redthread::domain::vocabulary::{HandoverState, RequestAnswer, Setting};
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
    later_records(&mut world, story);
    world
}

fn list<'s>(story: &'s Value, name: &str) -> impl Iterator<Item = &'s Value> {
    story[name].as_array().into_iter().flatten()
}

/// Measures, plans, requests, scores, breaks and the patient's words.
fn later_records(world: &mut World, story: &Value) {
    for item in list(story, "measures") {
        let from = item["from"].as_str().unwrap();
        let to = item["to"].as_str().unwrap();
        let measure = world.measure(code(&item["kind"]).unwrap(), from, Some(to));
        measure.debrief_offered_at = item["debrief_offered_at"].as_str().map(at);
        // Spread over the measure, everybody's first before anybody's second.
        let staff: Vec<u64> = list(item, "visits_by_staff")
            .filter_map(Value::as_u64)
            .collect();
        let most = staff.iter().copied().max().unwrap_or(0);
        let rounds = (0..most).flat_map(|round| {
            let staff = staff.iter().enumerate();
            staff.filter_map(move |(who, visits)| (*visits > round).then_some(who))
        });
        let order: Vec<usize> = rounds.collect();
        let step = (at(to) - at(from)) / i32::try_from(order.len().max(1)).unwrap();
        for (place, who) in (0_i32..).zip(order) {
            let when = time::to_rfc3339(at(from) + step * place, chrono_tz::Europe::Oslo);
            world.visit(&format!("staff {who}"), &when);
        }
    }
    for item in list(story, "plans") {
        let reviewed = item["reviewed_on"].as_str().unwrap();
        world
            .plan(code(&item["kind"]).unwrap(), reviewed)
            .reviewed_on = Some(on(reviewed));
    }
    for item in list(story, "requests") {
        let asked = item["asked_on"].as_str().unwrap();
        let request = world.request(item["text"].as_str().unwrap(), asked);
        request.answer = code::<RequestAnswer>(&item["answer"]);
    }
    for item in list(story, "alliance_scores") {
        for score in list(item, "scores") {
            let who = item["professional"].as_str().unwrap();
            let rated = world.rate(who, &score[1].to_string(), score[0].as_str().unwrap());
            let instrument = item["instrument"].as_str().unwrap();
            instrument.clone_into(&mut rated.instrument);
            let told = |name: &str| Some(item[name].to_string().parse().unwrap());
            (rated.min, rated.max, rated.cut) = (told("min"), told("max"), told("cut"));
        }
    }
    for item in list(story, "ruptures") {
        // With the one who holds the relationship.
        let who = story["relationships"][0]["professional"].as_str().unwrap();
        let noticed = item["noticed_on"].as_str().unwrap();
        let rupture = world.rupture(who, code(&item["type"]).unwrap(), noticed);
        rupture.status = code(&item["status"]).unwrap();
    }
    let unread = story["narrative_shared_for_next_and_not_opened"].as_u64();
    for day in 0..unread.unwrap_or(0) {
        world.entry(&format!("2026-01-1{day}T10:00"));
    }
}

/// The flag of a code whose record is the oldest: rules judge records in their order in time.
fn oldest<'f>(flags: &'f [Flag], code: &str) -> &'f Flag {
    flags.iter().find(|flag| flag.code == code).unwrap()
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
            .collect();
        let mut codes: Vec<&str> = raised.iter().map(|f| f.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes, expected.keys().collect::<Vec<_>>(), "{patient}");
        for (code, expected) in &expected {
            let flag = oldest(&raised, code);
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
