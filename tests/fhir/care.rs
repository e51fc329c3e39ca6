//! Encounters, episodes of care, care teams.

use redthread::domain::intake::{Contact, Leave, Reason, Record, Relationship, TreatmentPeriod};
use redthread::domain::vocabulary::{
    AdmissionKind, ContactMode, ContactStatus, PeriodEndReason, RelationshipKind, Setting,
};
use redthread::interop::fhir::{Mapping, Note};
use serde_json::{Value, json};

use super::{Run, at, encounter, merge, with_registry, with_registry_mapped};

const PARTICIPATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

fn taking_part(reference: &str, part: Option<&str>) -> Value {
    let mut participant = json!({"individual": {"reference": reference}});
    if let Some(part) = part {
        participant["type"] = json!([{"coding": [{"system": PARTICIPATION, "code": part}]}]);
    }
    participant
}

fn contact(run: &Run) -> &Contact {
    match &run.records[..] {
        [Record::Unit(unit), Record::Contact(contact)] => {
            assert_eq!(unit.id, contact.unit_id);
            contact
        }
        other => panic!("{other:#?} {:#?}", run.rejections),
    }
}

fn stay(run: &Run) -> (&TreatmentPeriod, Vec<&Relationship>) {
    let [
        Record::Unit(unit),
        Record::TreatmentPeriod(period),
        rest @ ..,
    ] = &run.records[..]
    else {
        panic!("{run:#?}")
    };
    assert_eq!(unit.id, period.unit_id);
    (period, relationships(rest))
}

fn relationships(records: &[Record]) -> Vec<&Relationship> {
    let mut found = Vec::new();
    for record in records {
        match record {
            Record::Relationship(relationship) => found.push(relationship),
            other => panic!("{other:#?}"),
        }
    }
    found
}

#[test]
fn classes() {
    for (class, unit, setting, mode) in [
        ("AMB", "o#outpatient", Setting::OutpatientClinic, None),
        (
            "VR",
            "o#outpatient",
            Setting::OutpatientClinic,
            Some(ContactMode::Video),
        ),
        (
            "HH",
            "o#outpatient",
            Setting::OutpatientClinic,
            Some(ContactMode::HomeVisit),
        ),
        (
            "FLD",
            "o#outpatient",
            Setting::OutpatientClinic,
            Some(ContactMode::InPerson),
        ),
        ("EMER", "o#emergency", Setting::EmergencyRoom, None),
    ] {
        let run = with_registry(encounter(class, &json!({})));
        assert!(run.notes.is_empty());
        let Record::Unit(place) = &run.records[0] else {
            panic!()
        };
        assert_eq!(
            (place.name.as_str(), place.setting),
            ("Clinic North", setting)
        );
        let contact = contact(&run);
        assert_eq!((contact.unit_id.as_str(), contact.mode), (unit, mode));
        assert_eq!(
            (contact.id.as_str(), contact.patient_id.as_str()),
            ("e", "p")
        );
        assert_eq!(
            (contact.at, contact.minutes),
            (at("2026-03-02T11:00:00Z"), Some(60))
        );
        assert_eq!(contact.status, ContactStatus::Attended);
    }
    for class in ["IMP", "ACUTE", "NONAC", "SS", "OBSENC"] {
        let run = with_registry(encounter(class, &json!({})));
        let Record::Unit(place) = &run.records[0] else {
            panic!()
        };
        assert_eq!(place.setting, Setting::GeneralHospital);
        let (period, relationships) = stay(&run);
        assert_eq!(
            (period.id.as_str(), period.unit_id.as_str()),
            ("e", "o#inpatient")
        );
        assert_eq!(
            (period.from, period.to),
            (at("2026-03-02T11:00:00Z"), Some(at("2026-03-02T12:00:00Z")))
        );
        assert_eq!((period.admission_kind, period.end_reason), (None, None));
        assert!(relationships.is_empty());
    }
}

type Refused = (&'static str, Value, &'static str, Reason);

fn assert_refused(cases: impl IntoIterator<Item = Refused>) {
    for (class, patch, field, reason) in cases {
        let run = with_registry(encounter(class, &patch));
        let rejection = run.only_rejection();
        let told = (rejection.field.as_deref(), rejection.reason);
        assert_eq!(told, (Some(field), reason), "{patch}");
    }
}

#[test]
fn classes_and_statuses_that_cannot_be_taken() {
    let class = |value: Value| json!({"class": value});
    assert_refused([
        (
            "AMB",
            class(json!({"code": "XYZ"})),
            "class",
            Reason::UnknownCode,
        ),
        (
            "AMB",
            class(json!({"code": "PRENC"})),
            "class",
            Reason::Unmappable,
        ),
        (
            "AMB",
            class(json!({"system": "urn:local"})),
            "class.system",
            Reason::UnknownCode,
        ),
        (
            "AMB",
            class(json!([{"coding": [{"code": "AMB"}]}])),
            "class",
            Reason::Unmappable,
        ),
        ("AMB", class(json!(null)), "class", Reason::Missing),
        (
            "AMB",
            json!({"status": "entered-in-error"}),
            "status",
            Reason::Unmappable,
        ),
        (
            "AMB",
            json!({"status": "unknown"}),
            "status",
            Reason::Unmappable,
        ),
        (
            "AMB",
            json!({"status": "completed"}),
            "status",
            Reason::UnknownCode,
        ),
        ("AMB", json!({"status": null}), "status", Reason::Missing),
        (
            "IMP",
            json!({"status": "planned"}),
            "status",
            Reason::Unmappable,
        ),
        (
            "IMP",
            json!({"status": "cancelled"}),
            "status",
            Reason::Unmappable,
        ),
    ]);
}

#[test]
fn times_and_places_that_cannot_be_taken() {
    assert_refused([
        (
            "AMB",
            json!({"participant": {"individual": {}}}),
            "participant",
            Reason::BadValue,
        ),
        (
            "AMB",
            json!({"period": null}),
            "period.start",
            Reason::Missing,
        ),
        (
            "AMB",
            json!({"period": {"start": "2026-03"}}),
            "period.start",
            Reason::BadTime,
        ),
        (
            "AMB",
            json!({"period": {"start": 2026}}),
            "period.start",
            Reason::BadTime,
        ),
        (
            "AMB",
            json!({"period": {"end": "2026-03-01T12:00:00Z"}}),
            "period.end",
            Reason::EndBeforeStart,
        ),
        (
            "IMP",
            json!({"period": {"end": null}}),
            "period.end",
            Reason::Missing,
        ),
        (
            "AMB",
            json!({"serviceProvider": null}),
            "serviceProvider, location",
            Reason::Missing,
        ),
        (
            "AMB",
            json!({"serviceProvider": {"reference": "Organization/x"}}),
            "serviceProvider",
            Reason::UnknownReference,
        ),
        ("AMB", json!({"id": null}), "id", Reason::Missing),
    ]);
}

#[test]
fn the_life_of_a_contact() {
    for (status, expected, minutes) in [
        ("planned", ContactStatus::Planned, Some(60)),
        ("cancelled", ContactStatus::Cancelled, Some(60)),
        ("finished", ContactStatus::Attended, Some(60)),
        ("arrived", ContactStatus::Attended, None),
        ("triaged", ContactStatus::Attended, None),
        ("in-progress", ContactStatus::Attended, None),
    ] {
        let run = with_registry(encounter("AMB", &json!({"status": status})));
        let contact = contact(&run);
        assert_eq!((contact.status, contact.minutes), (expected, minutes));
        assert_eq!(
            run.note_count(Note::EndOfOpen),
            usize::from(minutes.is_none())
        );
    }
    let open = with_registry(encounter("AMB", &json!({"period": {"end": null}})));
    assert_eq!(contact(&open).minutes, None);
}

#[test]
fn the_life_of_a_stay() {
    for status in ["arrived", "triaged", "in-progress"] {
        let run = with_registry(encounter(
            "IMP",
            &json!({"status": status, "period": {"end": null}}),
        ));
        assert_eq!(stay(&run).0.to, None);
        assert!(run.notes.is_empty());
    }
    let run = with_registry(encounter("IMP", &json!({"status": "in-progress"})));
    assert_eq!(stay(&run).0.to, None);
    assert_eq!(run.notes, [Note::EndOfOpen]);
}

#[test]
fn leaves_come_from_the_status_history() {
    let history = json!({"status": "in-progress", "period": {"end": null}, "statusHistory": [
        {"status": "onleave", "period": {"start": "2026-03-05T08:00:00Z", "end": "2026-03-06T08:00:00Z"}},
        {"status": "in-progress", "period": {"start": "2026-03-02T11:00:00Z"}},
        {"status": "onleave", "period": {"start": "2026-03-03T08:00:00Z", "end": "2026-03-03T18:00:00Z"}}
    ]});
    let run = with_registry(encounter("IMP", &history));
    let day = |day: &str, to: &str| Leave {
        from: at(day),
        to: Some(at(to)),
    };
    assert_eq!(
        stay(&run).0.leave,
        [
            day("2026-03-03T08:00:00Z", "2026-03-03T18:00:00Z"),
            day("2026-03-05T08:00:00Z", "2026-03-06T08:00:00Z")
        ]
    );
    let run = with_registry(encounter(
        "IMP",
        &json!({"status": "onleave", "period": {"end": null}}),
    ));
    assert!(stay(&run).0.leave.is_empty());
    assert_eq!(run.notes, [Note::LeaveWithoutStart]);
}

#[test]
fn who_is_the_main_professional() {
    let (one, two) = ("Practitioner/d1", "Practitioner/d2");
    let named = json!({"individual": {"display": "Lie"}});
    let relative = taking_part("RelatedPerson/r", None);
    for (participants, main, others) in [
        (json!([]), None, vec![]),
        (json!([taking_part(one, None)]), Some("d1"), vec![]),
        (
            json!([taking_part(one, None), relative]),
            Some("d1"),
            vec![],
        ),
        (
            json!([taking_part(one, None), taking_part(two, None)]),
            None,
            vec!["d1", "d2"],
        ),
        (
            json!([
                taking_part(one, Some("CON")),
                taking_part(two, Some("PPRF"))
            ]),
            Some("d2"),
            vec!["d1"],
        ),
        (
            json!([taking_part(one, None), taking_part(one, Some("PPRF"))]),
            Some("d1"),
            vec![],
        ),
        (
            json!([
                taking_part(one, Some("PPRF")),
                taking_part(two, Some("PPRF"))
            ]),
            None,
            vec!["d1", "d2"],
        ),
        // Whoever has a name only may have been the main one: nobody else is taken for it.
        (json!([taking_part(one, None), named]), None, vec!["d1"]),
    ] {
        let run = with_registry(encounter("AMB", &json!({"participant": participants})));
        let contact = contact(&run);
        assert_eq!(
            contact.main_professional_id.as_deref(),
            main,
            "{participants}"
        );
        assert_eq!(contact.other_professional_ids, others);
    }
}

#[test]
fn who_is_responsible_for_a_stay() {
    let mut attender = taking_part("Practitioner/d1", Some("ATND"));
    attender["period"] = json!({"start": "2026-03-02T12:15:00+01:00"});
    let participants = json!([
        attender,
        taking_part("Practitioner/d2", Some("PPRF")),
        taking_part("Practitioner/gone", Some("CON")),
        {"individual": {"display": "Lie"}, "type": [{"coding": [{"code": "ATND"}]}]}
    ]);
    let run = with_registry(encounter("IMP", &json!({"participant": participants})));
    assert_eq!(run.notes, [Note::OtherPartInStay, Note::NamedOnly]);
    let (period, relationships) = stay(&run);
    let told: Vec<_> = relationships
        .iter()
        .map(|one| {
            (
                one.id.as_str(),
                one.professional_id.as_deref(),
                one.from,
                one.to,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "e/responsible_clinician/d1",
                Some("d1"),
                at("2026-03-02T11:15:00Z"),
                period.to
            ),
            (
                "e/responsible_clinician/d2",
                Some("d2"),
                at("2026-03-02T11:00:00Z"),
                period.to
            ),
        ]
    );
    for one in relationships {
        assert_eq!(one.kind, RelationshipKind::ResponsibleClinician);
        assert_eq!(
            (one.patient_id.as_str(), one.unit_id.as_deref()),
            ("p", Some("o#inpatient"))
        );
    }
}

#[test]
fn two_times_of_one_clinician_are_two_relationships() {
    let mut first = taking_part("Practitioner/d1", Some("ATND"));
    first["period"] =
        json!({"start": "2026-03-02T12:00:00+01:00", "end": "2026-03-02T12:20:00+01:00"});
    let mut second = first.clone();
    second["period"] = json!({"start": "2026-03-02T12:40:00+01:00"});
    let participants = json!([first, second, first]);
    let run = with_registry(encounter("IMP", &json!({"participant": participants})));
    let ids: Vec<_> = stay(&run).1.iter().map(|one| one.id.clone()).collect();
    assert_eq!(
        ids,
        ["e/responsible_clinician/d1", "e/responsible_clinician/d1/2"]
    );
}

#[test]
fn where_a_stay_led() {
    let nubc = "http://www.nubc.org/patient-discharge";
    let hl7 = "http://terminology.hl7.org/CodeSystem/discharge-disposition";
    for (system, code, reason) in [
        (nubc, "01", Some(PeriodEndReason::Home)),
        (nubc, "1", Some(PeriodEndReason::Home)),
        (nubc, "20", Some(PeriodEndReason::Died)),
        (nubc, "65", Some(PeriodEndReason::OtherService)),
        (hl7, "home", Some(PeriodEndReason::Home)),
        (hl7, "aadvice", Some(PeriodEndReason::LeftWithoutAgreement)),
        (hl7, "exp", Some(PeriodEndReason::Died)),
        (hl7, "psy", Some(PeriodEndReason::OtherService)),
        (hl7, "oth", None),
        ("urn:local", "home", None),
    ] {
        let coding = json!({"coding": [{"system": system, "code": code}]});
        let patch = json!({"hospitalization": {"dischargeDisposition": coding}});
        let run = with_registry(encounter("IMP", &patch));
        assert_eq!(stay(&run).0.end_reason, reason, "{code}");
        assert_eq!(
            run.note_count(Note::DispositionNotMapped),
            usize::from(reason.is_none())
        );
    }
}

#[test]
fn how_an_admission_came_about() {
    let source = json!({"hospitalization": {"admitSource": {"coding": [
        {"system": "http://terminology.hl7.org/CodeSystem/admit-source", "code": "emd"}]}}});
    let elective = json!({"priority": {"coding": [
        {"system": "http://terminology.hl7.org/CodeSystem/v3-ActPriority", "code": "EL"}]}});
    let routine = json!({"priority": {"coding": [
        {"system": "http://terminology.hl7.org/CodeSystem/v3-ActPriority", "code": "R"}]}});
    let mut both = source.clone();
    merge(&mut both, &elective);
    for (patch, kind, notes) in [
        (source, Some(AdmissionKind::Unplanned), vec![]),
        (elective, Some(AdmissionKind::Planned), vec![]),
        (routine, None, vec![]),
        (both, None, vec![Note::AdmissionKindContradicts]),
    ] {
        let run = with_registry(encounter("IMP", &patch));
        assert_eq!(stay(&run).0.admission_kind, kind);
        assert_eq!(run.notes, notes);
    }
}

#[test]
fn where_it_was() {
    let location = json!([{"location": {"reference": "Location/l"}}]);
    let run = with_registry(encounter(
        "AMB",
        &json!({"serviceProvider": null, "location": location}),
    ));
    let Record::Unit(unit) = &run.records[0] else {
        panic!()
    };
    assert_eq!(
        (unit.id.as_str(), unit.name.as_str()),
        ("Location/l#outpatient", "Room 4")
    );
    // The provider comes first, and its locations need not be known then.
    let location = json!([{"location": {"reference": "Location/x"}}]);
    let run = with_registry(encounter("AMB", &json!({"location": location})));
    assert_eq!(contact(&run).unit_id, "o#outpatient");
}

#[test]
fn ends_without_a_time_of_day() {
    let days = json!({"period": {"start": "2026-03-02", "end": "2026-03-04"}});
    let run = with_registry(encounter("IMP", &days));
    let (period, _) = stay(&run);
    assert_eq!(
        (period.from, period.to),
        (at("2026-03-02"), Some(at("2026-03-04")))
    );
    // FHIR counts the whole of the last day in: this end does not lie before the start.
    let run = with_registry(encounter("IMP", &json!({"period": {"end": "2026-03-02"}})));
    let (period, _) = stay(&run);
    assert_eq!(period.to, Some(period.from));
}

#[test]
fn the_operator_sets_settings() {
    let mapping = |rule: &str| Mapping::from_toml(rule).unwrap();
    let acute = "setting = \"acute_ward\"";
    for (rule, holds) in [
        ("organization = \"o\"", true),
        ("organization = \"x\"", false),
        ("location = \"o\"", false),
        ("name = \"Clinic North\"", true),
        ("name = \"Clinic\"", false),
        ("identifier = \"urn:org|9\"", true),
        ("identifier = \"urn:org|8\"", false),
        ("class = \"inpatient\"", true),
        ("class = \"outpatient\"", false),
        ("organization = \"o\"\nclass = \"emergency\"", false),
    ] {
        let mapping = mapping(&format!("[[unit]]\n{rule}\n{acute}"));
        let run = with_registry_mapped(encounter("IMP", &json!({})), &mapping);
        let Record::Unit(unit) = &run.records[0] else {
            panic!()
        };
        assert_eq!(unit.setting == Setting::AcuteWard, holds, "{rule}");
    }
    let first_wins = format!(
        "[[unit]]\nname = \"Clinic North\"\nsetting = \"rehab_ward\"\n[[unit]]\nclass = \"inpatient\"\n{acute}"
    );
    let run = with_registry_mapped(encounter("IMP", &json!({})), &mapping(&first_wins));
    let Record::Unit(unit) = &run.records[0] else {
        panic!()
    };
    assert_eq!(unit.setting, Setting::RehabWard);
    for bad in [
        "[[unit]]\nsetting = \"acute_ward\"",
        "[[unit]]\nname = \"x\"\nsetting = \"ward\"",
        "[[unit]]\nnom = \"x\"\nsetting = \"acute_ward\"",
        "[[unit]]\nidentifier = \"9\"\nsetting = \"acute_ward\"",
        "[[unit]]\norganization = \"o\"\nlocation = \"l\"\nsetting = \"acute_ward\"",
        "[[role]]\nkind = \"therapist\"",
        "[units]",
    ] {
        assert!(Mapping::from_toml(bad).is_err(), "{bad}");
    }
}

fn episode(patch: &Value) -> Value {
    let mut episode = json!({
        "resourceType": "EpisodeOfCare", "id": "e", "status": "active",
        "patient": {"reference": "Patient/p"}, "managingOrganization": {"reference": "Organization/o"},
        "period": {"start": "2026-01-01"}, "careManager": {"reference": "Practitioner/d1"}
    });
    merge(&mut episode, patch);
    episode
}

#[test]
fn an_episode_of_care_is_a_treatment_period_and_a_coordinator() {
    let run = with_registry(episode(&json!({})));
    let (period, relationships) = stay(&run);
    assert_eq!(
        (period.id.as_str(), period.unit_id.as_str()),
        ("EpisodeOfCare/e", "o#community")
    );
    assert_eq!((period.from, period.to), (at("2026-01-01"), None));
    let [manager] = relationships[..] else {
        panic!()
    };
    assert_eq!(manager.id, "EpisodeOfCare/e/coordinator/d1");
    assert_eq!(
        (manager.kind, manager.from, manager.to),
        (RelationshipKind::Coordinator, period.from, None)
    );

    let over = json!({"status": "finished", "period": {"end": "2026-02-01"}, "careManager": null});
    let run = with_registry(episode(&over));
    let (period, relationships) = stay(&run);
    assert_eq!(period.to, Some(at("2026-02-01")));
    assert!(relationships.is_empty());
}

#[test]
fn episodes_that_cannot_be_taken() {
    for (patch, field, reason) in [
        (json!({"status": "planned"}), "status", Reason::Unmappable),
        (json!({"status": "waitlist"}), "status", Reason::Unmappable),
        (
            json!({"status": "entered-in-error"}),
            "status",
            Reason::Unmappable,
        ),
        (json!({"status": "x"}), "status", Reason::UnknownCode),
        (json!({"status": "finished"}), "period.end", Reason::Missing),
        (json!({"period": null}), "period.start", Reason::Missing),
        (
            json!({"managingOrganization": null}),
            "managingOrganization",
            Reason::Missing,
        ),
        (
            json!({"managingOrganization": {"reference": "Organization/x"}}),
            "managingOrganization",
            Reason::UnknownReference,
        ),
        (
            json!({"careManager": {"reference": "Practitioner/x"}}),
            "careManager",
            Reason::UnknownReference,
        ),
        (
            json!({"patient": {"reference": "Patient/x"}}),
            "patient",
            Reason::UnknownReference,
        ),
    ] {
        let run = with_registry(episode(&patch));
        let rejection = run.only_rejection();
        assert_eq!(
            (rejection.field.as_deref(), rejection.reason),
            (Some(field), reason),
            "{patch}"
        );
    }
}

fn team(participants: &Value, patch: &Value) -> Value {
    let mut team = json!({
        "resourceType": "CareTeam", "id": "t", "status": "active",
        "subject": {"reference": "Patient/p"}, "period": {"start": "2026-01-01T00:00:00Z"},
        "participant": participants
    });
    merge(&mut team, patch);
    team
}

fn member(reference: &str, role: &Value) -> Value {
    json!({"member": {"reference": reference}, "role": role})
}

#[test]
fn roles_in_a_team() {
    let sct =
        |code: &str| json!([{"coding": [{"system": "http://snomed.info/sct", "code": code}]}]);
    for (role, kinds) in [
        (sct("223366009"), vec!["team_member"]),
        (sct("768820003"), vec!["coordinator"]),
        (json!([{"text": "Case Manager"}]), vec!["case_manager"]),
        (
            json!([{"coding": [{"display": "Psychotherapist (occupation)"}]}]),
            vec!["therapist"],
        ),
        (
            json!([{"text": "GP"}, {"text": "Coordinator"}, {"text": "gp"}]),
            vec!["gp", "coordinator"],
        ),
        (json!([{"text": "adviser"}]), vec!["team_member"]),
        (json!([]), vec!["team_member"]),
    ] {
        let run = with_registry(team(&json!([member("Practitioner/d1", &role)]), &json!({})));
        let found: Vec<_> = relationships(&run.records)
            .iter()
            .map(|one| one.kind.code())
            .collect();
        assert_eq!(found, kinds, "{role}");
        assert_eq!(
            relationships(&run.records)[0].id,
            format!("CareTeam/t/{}/d1", kinds[0])
        );
    }
    let mapping =
        Mapping::from_toml("[[role]]\ntext = \"Adviser\"\nkind = \"contact_person\"").unwrap();
    let members = json!([member("Practitioner/d1", &json!([{"text": "adviser"}]))]);
    let run = with_registry_mapped(team(&members, &json!({})), &mapping);
    assert_eq!(
        relationships(&run.records)[0].kind,
        RelationshipKind::ContactPerson
    );
}

#[test]
fn members_who_are_no_practitioners() {
    let members = json!([
        member("Patient/p", &json!([])),
        member("Organization/x", &json!([])),
        member("CareTeam/x", &json!([])),
        member("RelatedPerson/r", &json!([])),
        {"member": {"display": "someone"}},
        {"member": {"reference": "RelatedPerson/r", "display": "Eva Moe"}}
    ]);
    let run = with_registry(team(&members, &json!({})));
    assert_eq!(run.note_count(Note::NotAPractitioner), 4);
    assert_eq!(run.note_count(Note::NamedOnly), 1);
    let [relative] = relationships(&run.records)[..] else {
        panic!("{run:#?}")
    };
    assert_eq!(
        (relative.kind, relative.person_name.as_deref()),
        (RelationshipKind::NextOfKin, Some("Eva Moe"))
    );
    assert_eq!(relative.professional_id, None);
}

#[test]
fn when_a_member_belonged() {
    let mut own = member("Practitioner/d1", &json!([]));
    own["period"] = json!({"start": "2026-02-01T00:00:00Z", "end": "2026-03-01T00:00:00Z"});
    let members = json!([own, member("Practitioner/d2", &json!([]))]);
    let patch = json!({"status": "inactive", "period": {"end": "2026-04-01T00:00:00Z"}});
    let run = with_registry(team(&members, &patch));
    let times: Vec<_> = relationships(&run.records)
        .iter()
        .map(|one| (one.from, one.to))
        .collect();
    assert_eq!(
        times,
        [
            (at("2026-02-01T00:00:00Z"), Some(at("2026-03-01T00:00:00Z"))),
            (at("2026-01-01T00:00:00Z"), Some(at("2026-04-01T00:00:00Z")))
        ]
    );
    let one = json!([member("Practitioner/d1", &json!([]))]);
    for (patch, field, reason) in [
        (
            json!({"period": null}),
            "participant[0].period.start",
            Reason::Missing,
        ),
        (json!({"status": "inactive"}), "period.end", Reason::Missing),
        (json!({"status": "proposed"}), "status", Reason::Unmappable),
        (
            json!({"status": "entered-in-error"}),
            "status",
            Reason::Unmappable,
        ),
        (json!({"subject": null}), "subject", Reason::Missing),
    ] {
        let run = with_registry(team(&one, &patch));
        let rejection = run.only_rejection();
        assert_eq!(
            (rejection.field.as_deref(), rejection.reason),
            (Some(field), reason),
            "{patch}"
        );
    }
    let gone = json!([member("Practitioner/x", &json!([]))]);
    let run = with_registry(team(&gone, &json!({})));
    assert_eq!(run.only_rejection().reason, Reason::UnknownReference);
}
