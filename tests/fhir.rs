//! FHIR R4 in.

mod care;
mod damage;
mod files;
mod people;
mod real;
mod references;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use redthread::domain::intake::{Record, Rejection};
use redthread::interop::fhir::{
    Context, Mapped, Mapping, Note, Reader, RefKey, Resolved, Resolver, Stage, keys, map,
};
use serde_json::Value;

/// The aliases of a run, in memory. It only answers what was asked for beforehand, so that a key
/// that `keys` forgets is found out.
#[derive(Default)]
struct Table {
    aliases: HashMap<RefKey, BTreeMap<String, Option<String>>>,
}

impl Table {
    fn keep(&mut self, mapped: &Mapped) {
        for alias in &mapped.aliases {
            self.aliases
                .entry(alias.key.clone())
                .or_default()
                .insert(alias.target.clone(), alias.label.clone());
        }
    }
}

struct Chunk<'a> {
    table: &'a Table,
    asked: BTreeSet<RefKey>,
}

impl Resolver for Chunk<'_> {
    fn resolve(&self, key: &RefKey) -> Resolved {
        assert!(
            self.asked.contains(key),
            "a key of kind {} was not announced by keys()",
            key.kind.code()
        );
        let Some(targets) = self.table.aliases.get(key) else {
            return Resolved::None;
        };
        match targets.iter().collect::<Vec<_>>()[..] {
            [(id, label)] => Resolved::One {
                id: id.clone(),
                label: label.clone(),
            },
            [] => Resolved::None,
            _ => Resolved::Several,
        }
    }
}

/// What a whole run made of its resources.
#[derive(Debug, Default, PartialEq)]
struct Run {
    records: Vec<Record>,
    notes: Vec<Note>,
    rejections: Vec<(String, Rejection)>,
}

impl Run {
    fn note_count(&self, note: Note) -> usize {
        self.notes.iter().filter(|own| **own == note).count()
    }

    fn only_rejection(&self) -> &Rejection {
        assert_eq!(self.rejections.len(), 1, "{self:#?}");
        assert!(self.records.is_empty(), "{self:#?}");
        &self.rejections[0].1
    }
}

const ZONE: chrono_tz::Tz = chrono_tz::Europe::Oslo;

fn import<'a, I, F>(again: F, mapping: &Mapping) -> Run
where
    F: Fn() -> I,
    I: Iterator<Item = (Value, Option<&'a str>)>,
{
    let context = Context {
        zone: ZONE,
        mapping,
    };
    let mut table = Table::default();
    let mut run = Run::default();
    for stage in Stage::ALL {
        for (resource, full_url) in again() {
            let mut asked: BTreeSet<_> = keys(&resource, full_url, stage).into_iter().collect();
            asked.extend(mapping.keys());
            let chunk = Chunk {
                table: &table,
                asked,
            };
            match map(&resource, full_url, stage, &context, &chunk) {
                Ok(mapped) => {
                    table.keep(&mapped);
                    run.records.extend(mapped.records);
                    run.notes.extend(mapped.notes);
                }
                Err(rejection) => {
                    let label = format!("{}/{}", resource["resourceType"], resource["id"]);
                    run.rejections.push((label, rejection));
                }
            }
        }
    }
    run
}

/// Imports resources without a Bundle.
fn run(resources: &[Value]) -> Run {
    run_mapped(resources, &Mapping::default())
}

fn run_mapped(resources: &[Value], mapping: &Mapping) -> Run {
    import(
        || resources.iter().map(|resource| (resource.clone(), None)),
        mapping,
    )
}

/// Imports files; what the reader rejects comes first.
fn run_files(paths: &[PathBuf]) -> Run {
    let read = || {
        paths
            .iter()
            .flat_map(|path| Reader::open(path).expect("a file that is there"))
            .map(|item| item.unwrap())
    };
    let mut rejections = Vec::new();
    let mut good = Vec::new();
    for item in read() {
        match item.outcome {
            Ok(resource) => good.push((resource, item.full_url)),
            Err(rejection) => rejections.push((item.label, rejection)),
        }
    }
    let mut run = import(
        || {
            good.iter()
                .map(|(resource, url)| (resource.clone(), url.as_deref()))
        },
        &Mapping::default(),
    );
    rejections.append(&mut run.rejections);
    run.rejections = rejections;
    run
}

/// A small registry: a patient, two practitioners, an organisation, a location.
fn registry() -> Vec<Value> {
    use serde_json::json;
    vec![
        json!({"resourceType": "Patient", "id": "p", "identifier": [{"system": "urn:sys", "value": "77"}]}),
        json!({"resourceType": "Practitioner", "id": "d1", "name": [{"family": "Berg"}],
               "identifier": [{"system": "urn:npi", "value": "1"}]}),
        json!({"resourceType": "Practitioner", "id": "d2", "name": [{"family": "Dahl"}]}),
        json!({"resourceType": "Organization", "id": "o", "name": "Clinic North",
               "identifier": [{"system": "urn:org", "value": "9"}]}),
        json!({"resourceType": "Location", "id": "l", "name": "Room 4"}),
    ]
}

/// An encounter over one hour with everything that is needed, changed by `patch` (a JSON merge
/// patch: null takes an element away).
fn encounter(class: &str, patch: &Value) -> Value {
    let mut encounter = serde_json::json!({
        "resourceType": "Encounter", "id": "e", "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": class},
        "subject": {"reference": "Patient/p"},
        "period": {"start": "2026-03-02T12:00:00+01:00", "end": "2026-03-02T13:00:00+01:00"},
        "serviceProvider": {"reference": "Organization/o"}
    });
    merge(&mut encounter, patch);
    encounter
}

fn merge(target: &mut Value, patch: &Value) {
    match patch.as_object() {
        Some(fields) => {
            for (name, value) in fields {
                if value.is_null() {
                    target.as_object_mut().unwrap().remove(name);
                } else {
                    merge(&mut target[name], value);
                }
            }
        }
        None => *target = patch.clone(),
    }
}

/// What the registry and one further resource make, without the registry's own records.
fn with_registry(resource: Value) -> Run {
    with_registry_mapped(resource, &Mapping::default())
}

fn with_registry_mapped(resource: Value, mapping: &Mapping) -> Run {
    let mut resources = registry();
    resources.push(resource);
    let mut run = run_mapped(&resources, mapping);
    run.records
        .retain(|record| !matches!(record, Record::Patient(_) | Record::Professional(_)));
    run
}

fn at(text: &str) -> redthread::domain::time::Instant {
    redthread::domain::time::parse_time(text, ZONE).unwrap()
}

#[test]
fn a_stage_takes_only_what_is_its_own() {
    let mapping = Mapping::default();
    let context = Context {
        zone: ZONE,
        mapping: &mapping,
    };
    let nobody = Chunk {
        table: &Table::default(),
        asked: BTreeSet::new(),
    };
    let patient = &registry()[0];
    for stage in [Stage::People, Stage::Care] {
        let mapped = map(patient, None, stage, &context, &nobody).unwrap();
        assert_eq!(mapped, Mapped::default());
    }
    let visit = encounter("AMB", &serde_json::json!({}));
    for stage in [Stage::Registry, Stage::People] {
        assert!(keys(&visit, None, stage).is_empty());
        let mapped = map(&visit, None, stage, &context, &nobody).unwrap();
        assert_eq!(mapped, Mapped::default());
    }
}
