//! Patients, professionals, employments.

use redthread::domain::ids::SourceId;
use redthread::domain::intake::{Patient, Reason, Record};
use redthread::domain::vocabulary::{Profession, Sex};
use redthread::interop::fhir::Note;
use serde_json::{Value, json};

use super::{Run, at, merge, registry, run};

fn patient(patch: &Value) -> Run {
    let mut patient = json!({"resourceType": "Patient", "id": "p"});
    merge(&mut patient, patch);
    run(&[patient])
}

fn only_patient(run: &Run) -> &Patient {
    match &run.records[..] {
        [Record::Patient(patient)] => patient,
        other => panic!("{other:#?} {:#?}", run.rejections),
    }
}

#[test]
fn a_patient_with_everything() {
    let run = patient(&json!({
        "meta": {"lastUpdated": "2026-01-02T03:04:05Z"},
        "identifier": [{"system": "urn:a", "value": "1"}, {"system": "urn:b", "value": "2"},
                       {"system": "urn:a", "value": "1"}],
        "name": [{"use": "maiden", "family": "Old"}, {"use": "usual", "given": ["Jim"]},
                 {"use": "official", "family": "Moe", "given": ["Ada", "Eva"]}],
        "birthDate": "1974-12-25", "gender": "female", "deceasedDateTime": "2025-06-01T10:00:00+02:00",
        "communication": [{"language": {"coding": [{"code": "en"}]}},
                          {"language": {"coding": [{"code": "nb"}]}, "preferred": true}]
    }));
    assert!(run.notes.is_empty() && run.rejections.is_empty());
    assert_eq!(
        *only_patient(&run),
        Patient {
            id: "p".into(),
            identifiers: vec![SourceId::new("urn:a", "1"), SourceId::new("urn:b", "2")],
            family_name: Some("Moe".into()),
            given_name: Some("Ada Eva".into()),
            birth_date: "1974-12-25".parse().ok(),
            sex: Some(Sex::Female),
            language: Some("nb".into()),
            in_service_from: None,
            in_service_to: None,
            deceased_at: Some(at("2025-06-01T08:00:00Z")),
            recorded_at: Some(at("2026-01-02T03:04:05Z")),
        }
    );
}

#[test]
fn what_a_patient_leaves_open_stays_open() {
    for (patch, note) in [
        (json!({"birthDate": "1974"}), Some(Note::PartialBirthDate)),
        (
            json!({"birthDate": "1974-12"}),
            Some(Note::PartialBirthDate),
        ),
        (
            json!({"deceasedBoolean": true}),
            Some(Note::DeathWithoutTime),
        ),
        (
            json!({"deceasedDateTime": "2020-05"}),
            Some(Note::DeathWithoutTime),
        ),
        (
            json!({"identifier": [{"value": "1"}]}),
            Some(Note::IdentifierWithoutSystem),
        ),
        (json!({"deceasedBoolean": false}), None),
        (
            json!({"communication": [{"language": {"coding": [{"code": "en"}]}}, {"language": {"coding": [{"code": "nb"}]}}]}),
            None,
        ),
    ] {
        let run = patient(&patch);
        assert_eq!(run.notes, note.into_iter().collect::<Vec<_>>());
        let patient = only_patient(&run);
        assert_eq!((patient.birth_date, patient.deceased_at), (None, None));
        assert_eq!(patient.language, None);
        assert!(patient.identifiers.is_empty());
    }
}

#[test]
fn what_a_patient_may_not_say() {
    for (patch, field, reason) in [
        (
            json!({"birthDate": "25.12.1974"}),
            "birthDate",
            Reason::BadTime,
        ),
        (
            json!({"birthDate": "1974-13"}),
            "birthDate",
            Reason::BadTime,
        ),
        (json!({"birthDate": 1974}), "birthDate", Reason::BadTime),
        (
            json!({"birthDate": "1974-12-25T10:00:00Z"}),
            "birthDate",
            Reason::BadTime,
        ),
        (json!({"gender": "F"}), "gender", Reason::UnknownCode),
        (json!({"name": {"family": "Moe"}}), "name", Reason::BadValue),
        (
            json!({"deceasedDateTime": "yesterday"}),
            "deceasedDateTime",
            Reason::BadTime,
        ),
        (json!({"id": null}), "id", Reason::Missing),
    ] {
        let run = patient(&patch);
        let rejection = run.only_rejection();
        assert_eq!(
            (rejection.field.as_deref(), rejection.reason),
            (Some(field), reason)
        );
        for value in ["1974", "F\"", "yesterday"] {
            assert!(!rejection.message.contains(value), "{}", rejection.message);
        }
    }
}

#[test]
fn names_without_parts_stay_in_one_piece() {
    let run = patient(&json!({"name": [{"text": "Ada Moe"}]}));
    let patient = only_patient(&run);
    assert_eq!(patient.family_name.as_deref(), Some("Ada Moe"));
    assert_eq!(patient.given_name, None);
}

fn professionals(run: &Run) -> Vec<(&str, &str, Profession)> {
    let found = run.records.iter().filter_map(|record| match record {
        Record::Professional(one) => Some((one.id.as_str(), one.name.as_str(), one.profession)),
        _ => None,
    });
    found.collect()
}

fn role(patch: &Value) -> Value {
    let mut role = json!({
        "resourceType": "PractitionerRole", "id": "r",
        "practitioner": {"identifier": {"system": "urn:npi", "value": "1"}},
        "organization": {"reference": "Organization/o"},
        "code": [{"coding": [{"system": "http://nucc.org/provider-taxonomy", "code": "2084P0800X"}]}]
    });
    merge(&mut role, patch);
    role
}

#[test]
fn a_role_tells_the_profession_wherever_it_stands() {
    for first in [true, false] {
        let mut resources = registry();
        resources.insert(if first { 0 } else { 5 }, role(&json!({})));
        let run = run(&resources);
        assert_eq!(
            professionals(&run),
            [
                ("d1", "Berg", Profession::Psychiatrist),
                ("d2", "Dahl", Profession::Other)
            ]
        );
        assert_eq!(run.notes, [Note::RoleWithoutPeriod]);
    }
}

#[test]
fn roles_that_contradict_tell_nothing() {
    let nurse = json!({"id": "r2", "practitioner": {"reference": "Practitioner/d1", "identifier": null},
        "code": [{"coding": [{"system": "http://snomed.info/sct", "code": "224535009"}]}]});
    let mut resources = registry();
    resources.extend([role(&json!({})), role(&nurse)]);
    let several = run(&resources);
    assert_eq!(professionals(&several)[0].2, Profession::Other);
    assert_eq!(several.note_count(Note::SeveralProfessions), 1);

    let mut resources = registry();
    resources.push(role(
        &json!({"code": [{"coding": [{"system": "urn:x", "code": "RP"}]}]}),
    ));
    let unknown = run(&resources);
    assert_eq!(professionals(&unknown)[0].2, Profession::Other);
    assert_eq!(unknown.note_count(Note::RoleWithoutProfession), 1);
}

#[test]
fn a_role_with_a_start_is_an_employment() {
    let mut resources = registry();
    resources.push(role(
        &json!({"period": {"start": "2012-01-01", "end": "2012-03-31"}}),
    ));
    let run = run(&resources);
    assert!(
        run.notes.is_empty() && run.rejections.is_empty(),
        "{run:#?}"
    );
    let last = &run.records[run.records.len() - 2..];
    let [Record::Unit(unit), Record::Employment(employment)] = last else {
        panic!("{last:#?}")
    };
    assert_eq!(unit.id, "o#community");
    assert_eq!(employment.unit_id, unit.id);
    assert_eq!(employment.professional_id, "d1");
    assert_eq!(employment.from, "2012-01-01".parse().unwrap());
    // The last day of a FHIR period is in it.
    assert_eq!(employment.to, "2012-04-01".parse().ok());
}

#[test]
fn roles_that_cannot_be_taken() {
    for (patch, field, reason) in [
        (
            json!({"practitioner": {"identifier": {"value": "5"}}}),
            "practitioner",
            Reason::UnknownReference,
        ),
        (
            json!({"period": {"start": "2012-01-01"}, "organization": {"reference": "Organization/x"}}),
            "organization",
            Reason::UnknownReference,
        ),
        (
            json!({"period": {"start": "2012-01-01", "end": "2011-01-01"}}),
            "period.end",
            Reason::EndBeforeStart,
        ),
        (
            json!({"period": {"start": "2012-01-01", "end": "later"}}),
            "period.end",
            Reason::BadTime,
        ),
    ] {
        let mut resources = registry();
        resources.push(role(&patch));
        let run = run(&resources);
        assert_eq!(run.rejections.len(), 1);
        let rejection = &run.rejections[0].1;
        assert_eq!(
            (rejection.field.as_deref(), rejection.reason),
            (Some(field), reason)
        );
    }
}

#[test]
fn what_is_no_resource_that_is_read() {
    let run = run(&[
        json!({"resourceType": "Observation", "id": "1"}),
        json!({"resourceType": "CarePlan"}),
        json!({"resourceType": "Encouter", "id": "1"}),
        json!({"resourceType": "Bundle"}),
        json!({"id": "1"}),
    ]);
    assert!(run.records.is_empty());
    assert_eq!(
        run.notes,
        [
            Note::TypeNotRead("Observation"),
            Note::TypeNotRead("CarePlan")
        ]
    );
    let reasons: Vec<_> = run
        .rejections
        .iter()
        .map(|(_, fault)| fault.reason)
        .collect();
    assert_eq!(
        reasons,
        [Reason::UnknownCode, Reason::Unmappable, Reason::Missing]
    );
}
