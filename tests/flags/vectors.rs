//! The interval vectors on admissions and the sliding year, from `tests/vectors/indices.json`.

use chrono::TimeDelta;
use redthread::domain::admission::{self, Admission};
use redthread::domain::flags::Policy;
use redthread::domain::flags::rules::extensive_hospitalisation::{fullest_year, longest};
use redthread::domain::time;
use redthread::domain::vocabulary::Setting;
use serde_json::{Value, json};

use super::build::{World, at, on};

const GAP: TimeDelta = TimeDelta::hours(24);

fn vectors() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("../vectors/indices.json")).unwrap();
    file["interval_vectors"].as_array().unwrap().clone()
}

/// A patient with one ward stay per segment.
fn world(segments: &Value) -> World {
    let mut world = World::new();
    for segment in segments.as_array().unwrap() {
        let unit = segment[2].as_str().unwrap_or("ward");
        let (from, to) = (segment[0].as_str().unwrap(), segment[1].as_str());
        world.stay_at(unit, Setting::AcuteWard, from, to);
    }
    world
}

fn admissions(world: &World) -> Vec<Admission> {
    let mut patient = world.patient.clone();
    patient.sort();
    admission::admissions(&patient.periods, &world.directory, GAP)
}

fn merged(args: &Value) -> Value {
    let world = world(&args["segments"]);
    admissions(&world)
        .iter()
        .map(|a| {
            let units: Vec<&str> = a
                .stays
                .iter()
                .map(|s| {
                    world.directory.units[&world.patient.periods[*s].unit]
                        .name
                        .as_str()
                })
                .collect();
            json!([a.from_on, a.to_on, units])
        })
        .collect()
}

fn extensive(args: &Value) -> Value {
    let world = world(&args["spells"]);
    let today = time::local_date(
        at(args["as_of"].as_str().unwrap()),
        world.directory.service_zone,
    );
    let admissions = admissions(&world);
    let counted: Vec<&Admission> = admissions.iter().collect();
    let by_count = !fullest_year(&counted, &Policy::default(), today).is_empty();
    let by_weeks = longest(&counted, &Policy::default(), today).is_some();
    json!({"extensive": by_count || by_weeks, "by_count": by_count, "by_weeks": by_weeks})
}

fn answer(vector: &Value) -> Option<Value> {
    let args = &vector["args"];
    Some(match vector["function"].as_str().unwrap() {
        "merge_spells" => merged(args),
        "spell_nights" => {
            let today =
                time::local_date(at(args["as_of"].as_str().unwrap()), chrono_tz::Europe::Oslo);
            admissions(&world(&args["segments"]))
                .iter()
                .map(|a| a.nights(today))
                .collect()
        }
        "is_extensive" => extensive(args),
        "add_years" => {
            let years = i32::try_from(args["years"].as_i64().unwrap()).unwrap();
            json!(time::add_years(on(args["date"].as_str().unwrap()), years))
        }
        _ => return None,
    })
}

#[test]
fn interval_vectors_on_admissions_hold() {
    let mut seen = 0;
    for vector in vectors() {
        if let Some(answer) = answer(&vector) {
            assert_eq!(answer, vector["expected"], "{}", vector["id"]);
            seen += 1;
        }
    }
    assert_eq!(seen, 14, "I01 to I14");
}
