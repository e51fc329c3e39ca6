//! Every way in which one resource names another.

use redthread::domain::intake::{Reason, Record};
use serde_json::{Value, json};

use super::{Run, encounter, import, merge, registry, with_registry};
use redthread::interop::fhir::Mapping;

fn seen_by(individual: &Value) -> Run {
    with_registry(encounter(
        "AMB",
        &json!({"participant": [{"individual": individual}]}),
    ))
}

fn main_professional(run: &Run) -> Option<String> {
    run.records.iter().find_map(|record| match record {
        Record::Contact(contact) => contact.main_professional_id.clone(),
        _ => None,
    })
}

#[test]
fn references_that_resolve() {
    for individual in [
        json!({"reference": "Practitioner/d1"}),
        json!({"reference": "https://example.org/fhir/Practitioner/d1"}),
        json!({"reference": "Practitioner/d1/_history/3"}),
        json!({"reference": "https://example.org/fhir/Practitioner/d1/_history/3"}),
        json!({"reference": "Practitioner?identifier=urn:npi|1"}),
        json!({"reference": "Practitioner?identifier=urn%3Anpi%7C1"}),
        json!({"reference": "https://example.org/fhir/Practitioner?identifier=urn:npi|1"}),
        json!({"identifier": {"system": "urn:npi", "value": "1"}}),
        json!({"identifier": {"system": "urn:npi", "value": "1"}, "type": "Practitioner"}),
        json!({"reference": "Practitioner/gone", "identifier": {"system": "urn:npi", "value": "1"}}),
    ] {
        let run = seen_by(&individual);
        assert_eq!(
            main_professional(&run).as_deref(),
            Some("d1"),
            "{individual}: {run:#?}"
        );
        assert!(run.notes.is_empty() && run.rejections.is_empty());
    }
}

#[test]
fn references_that_do_not_resolve() {
    for (individual, style) in [
        (json!({"reference": "Practitioner/x"}), "literal"),
        (
            json!({"reference": "https://example.org/fhir/Practitioner/x"}),
            "literal",
        ),
        (json!({"reference": "urn:uuid:0c3f"}), "urn"),
        (json!({"reference": "urn:oid:1.2.3"}), "urn"),
        (json!({"reference": "#x"}), "contained"),
        (
            json!({"identifier": {"system": "urn:npi", "value": "2"}}),
            "identifier",
        ),
        (json!({"identifier": {"value": "1"}}), "identifier"),
        (
            json!({"reference": "Practitioner?identifier=urn:npi|2"}),
            "conditional",
        ),
        (
            json!({"reference": "Practitioner?name=Berg"}),
            "conditional",
        ),
        (
            json!({"reference": "Practitioner?identifier=urn:npi|1&active=true"}),
            "conditional",
        ),
    ] {
        let run = seen_by(&individual);
        let rejection = run.only_rejection();
        assert_eq!(rejection.reason, Reason::UnknownReference, "{individual}");
        assert_eq!(
            rejection.field.as_deref(),
            Some("participant[0].individual")
        );
        let message = format!("the {style}");
        assert!(
            rejection.message.starts_with(&message),
            "{}",
            rejection.message
        );
        assert!(!rejection.message.contains("npi"));
    }
}

#[test]
fn a_name_without_an_identity_is_only_counted() {
    let contained = json!({
        "contained": [{"resourceType": "Practitioner", "id": "x", "name": [{"family": "Lie"}]}],
        "participant": [{"individual": {"reference": "#x"}}]
    });
    for patch in [
        contained,
        json!({"participant": [{"individual": {"display": "Lie"}}]}),
        json!({"participant": [{"type": [{"text": "translator"}]}]}),
    ] {
        let run = with_registry(encounter("AMB", &patch));
        assert_eq!(run.notes, [redthread::interop::fhir::Note::NamedOnly]);
        assert!(run.rejections.is_empty());
        assert_eq!(main_professional(&run), None);
    }
}

#[test]
fn a_contained_practitioner_is_found_by_identifier() {
    let run = with_registry(encounter(
        "AMB",
        &json!({
            "contained": [{"resourceType": "Practitioner", "id": "x",
                           "identifier": [{"system": "urn:npi", "value": "1"}]}],
            "participant": [{"individual": {"reference": "#x"}}]
        }),
    ));
    assert_eq!(main_professional(&run).as_deref(), Some("d1"));
}

#[test]
fn one_name_for_two_resources_is_ambiguous() {
    let mut resources = registry();
    let mut double = resources[1].clone();
    merge(&mut double, &json!({"id": "d9"}));
    resources.push(double);
    resources.push(encounter(
        "AMB",
        &json!({"participant": [{"individual": {"reference": "Practitioner?identifier=urn:npi|1"}}]}),
    ));
    let run = super::run(&resources);
    assert_eq!(run.rejections.len(), 1);
    assert_eq!(run.rejections[0].1.reason, Reason::AmbiguousReference);
    // The same resource twice is one.
    let mut resources = registry();
    resources.push(resources[1].clone());
    resources.push(encounter(
        "AMB",
        &json!({"participant": [{"individual": {"reference": "Practitioner?identifier=urn:npi|1"}}]}),
    ));
    assert!(super::run(&resources).rejections.is_empty());
}

#[test]
fn a_bundle_names_its_entries_by_url() {
    let visit = encounter(
        "AMB",
        &json!({"subject": {"reference": "urn:uuid:1"}, "participant": [{"individual": {"reference": "urn:uuid:2"}}],
                "serviceProvider": {"reference": "https://a.example/fhir/Organization/o"}}),
    );
    let entries = [
        (visit, Some("urn:uuid:4")),
        // Resources without an id take the last part of their URL.
        (json!({"resourceType": "Patient"}), Some("urn:uuid:1")),
        (json!({"resourceType": "Practitioner"}), Some("urn:uuid:2")),
        (
            json!({"resourceType": "Organization", "name": "N"}),
            Some("https://a.example/fhir/Organization/o"),
        ),
    ];
    let run = import(|| entries.iter().cloned(), &Mapping::default());
    assert!(run.rejections.is_empty(), "{run:#?}");
    assert_eq!(main_professional(&run).as_deref(), Some("2"));
    let ids = run.records.iter().filter_map(|record| match record {
        Record::Patient(patient) => Some(patient.id.as_str()),
        Record::Contact(contact) => Some(contact.patient_id.as_str()),
        Record::Unit(unit) => Some(unit.id.as_str()),
        _ => None,
    });
    assert_eq!(ids.collect::<Vec<_>>(), ["1", "o#outpatient", "1"]);
}

#[test]
fn the_patient_must_be_a_known_patient() {
    for (subject, reason) in [
        (json!({"reference": "Patient/x"}), Reason::UnknownReference),
        (json!({"reference": "Group/x"}), Reason::Unmappable),
        (json!({"display": "someone"}), Reason::Missing),
        (json!(null), Reason::Missing),
    ] {
        let mut visit = encounter("AMB", &json!({"subject": null}));
        if !subject.is_null() {
            visit["subject"] = subject;
        }
        let run = with_registry(visit);
        let rejection = run.only_rejection();
        assert_eq!(rejection.reason, reason);
        assert_eq!(rejection.field.as_deref(), Some("subject"));
    }
}
