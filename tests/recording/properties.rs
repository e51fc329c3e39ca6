//! Whatever is typed into whichever form: what is written can be meant, and what is wrong is named once.

use std::collections::BTreeSet;

use proptest::prelude::*;
use redthread::domain::ids::{PatientId, ProfessionalId, RecordId, SourceId, UnitId};
use redthread::domain::intake::{
    Leave, LegalPeriod, Measure, Patient, Plan, Record, Relationship, Request, Rupture,
    TreatmentPeriod,
};
use redthread::domain::recording::{Before, Edit, Fields, Held, Scene, VERBS};
use redthread::domain::time::{Instant, local_date};
use redthread::domain::trajectory::{Directory, Professional, Unit};
use redthread::domain::vocabulary::{
    ContactStatus, PlanKind, Profession, RelationshipKind, RuptureStatus, RuptureType, Setting,
};
use uuid::Uuid;

const NOW: &str = "2026-03-02T11:00:00Z";

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn directory() -> Directory {
    let mut directory = Directory::empty(chrono_tz::Europe::Oslo);
    for (n, setting) in [
        (1, Setting::AcuteWard),
        (2, Setting::SubacuteWard),
        (3, Setting::OutpatientClinic),
    ] {
        let unit = Unit {
            id: UnitId(id(n)),
            source: SourceId::new("local", n.to_string()),
            name: n.to_string(),
            setting,
            zone: chrono_tz::Europe::Oslo,
            parent: None,
        };
        directory.units.insert(unit.id, unit);
    }
    for n in [11, 12] {
        let person = Professional {
            id: ProfessionalId(id(n)),
            source: SourceId::new("local", n.to_string()),
            name: n.to_string(),
            profession: Profession::Nurse,
        };
        directory.professionals.insert(person.id, person);
    }
    directory
}

fn patient() -> Patient {
    Patient {
        id: "p".to_owned(),
        identifiers: Vec::new(),
        family_name: None,
        given_name: None,
        birth_date: chrono::NaiveDate::from_ymd_opt(1980, 5, 1),
        sex: None,
        language: None,
        in_service_from: None,
        in_service_to: None,
        deceased_at: None,
        recorded_at: None,
    }
}

/// A record of each kind that can be changed.
fn records(is_away: bool, is_open: bool) -> Vec<Held> {
    let stay = TreatmentPeriod {
        id: "s".to_owned(),
        patient_id: "p".to_owned(),
        unit_id: "local|1".to_owned(),
        from: at("2026-02-20T09:00:00Z"),
        to: (!is_open).then(|| at("2026-03-01T09:00:00Z")),
        admission_kind: None,
        planned_from: None,
        planned_to: None,
        room: None,
        end_reason: None,
        leave: if is_away {
            vec![Leave {
                from: at("2026-02-25T09:00:00Z"),
                to: (!is_open).then(|| at("2026-02-26T09:00:00Z")),
            }]
        } else {
            Vec::new()
        },
        recorded_at: None,
    };
    let tie = Relationship {
        id: "r".to_owned(),
        patient_id: "p".to_owned(),
        kind: RelationshipKind::Therapist,
        from: at("2024-02-20T09:00:00Z"),
        professional_id: Some("local|11".to_owned()),
        person_name: None,
        unit_id: None,
        to: (!is_open).then(|| at("2026-03-01T09:00:00Z")),
        planned_end: None,
        end_reason: None,
        told_in_time: None,
        goodbye: None,
        joint_meeting: None,
        successor_known: None,
        successor_id: None,
        agreed_interval_days: None,
        important_to_patient: is_away,
        mode: None,
        is_temporary_cover: false,
        deputy_id: None,
        recorded_at: None,
    };
    let contact = redthread::domain::intake::Contact {
        id: "c".to_owned(),
        patient_id: "p".to_owned(),
        unit_id: "local|3".to_owned(),
        at: at("2026-03-02T09:00:00Z"),
        minutes: None,
        mode: None,
        status: if is_open {
            ContactStatus::Planned
        } else {
            ContactStatus::Attended
        },
        main_professional_id: Some("local|11".to_owned()),
        other_professional_ids: Vec::new(),
        patient_present: None,
        purpose: None,
        recorded_at: None,
    };
    let shift = redthread::domain::intake::ShiftAssignment {
        id: "h".to_owned(),
        patient_id: "p".to_owned(),
        professional_id: "local|11".to_owned(),
        unit_id: "local|1".to_owned(),
        from: at("2026-03-02T07:00:00Z"),
        to: None,
        recorded_at: None,
    };
    [
        Record::TreatmentPeriod(stay),
        Record::Relationship(tie),
        Record::Contact(contact),
        Record::ShiftAssignment(shift),
        Record::Plan(plan(is_open)),
    ]
    .into_iter()
    .chain(about_the_patient(is_away))
    .chain(compulsion(is_open))
    .zip(100..)
    .map(|(record, n)| Held {
        id: RecordId(id(n)),
        version: 1,
        record,
    })
    .collect()
}

/// What was done against the patient's will, over or not, and under which law.
fn compulsion(is_open: bool) -> [Record; 2] {
    let to = (!is_open).then(|| at("2026-02-25T09:00:00Z"));
    let measure = Measure {
        id: "m".to_owned(),
        patient_id: "p".to_owned(),
        kind: redthread::domain::vocabulary::MeasureKind::Seclusion,
        from: at("2026-02-22T09:00:00Z"),
        to,
        unit_id: Some("local|1".to_owned()),
        legal_basis: None,
        decided_by_id: None,
        known_person_present: None,
        debrief_offered_at: None,
        debrief_outcome: None,
        recorded_at: None,
    };
    let period = LegalPeriod {
        id: "l".to_owned(),
        patient_id: "p".to_owned(),
        status: "no-3-2".to_owned(),
        from: at("2026-02-20T09:00:00Z"),
        to,
        felt_forced: None,
        recorded_at: None,
    };
    [Record::Measure(measure), Record::LegalPeriod(period)]
}

/// A crisis plan, in force or not.
fn plan(is_open: bool) -> Plan {
    let day = |text: &str| text.parse().unwrap();
    Plan {
        id: "k".to_owned(),
        patient_id: "p".to_owned(),
        kind: redthread::domain::vocabulary::PlanKind::CrisisPlan,
        agreed_on: day("2026-01-10"),
        edition: 1,
        reviewed_on: None,
        review_by: None,
        valid_to: (!is_open).then(|| day("2026-02-10")),
        text_patient: Some("What helps:\nMusic".to_owned()),
        text_staff: None,
        max_nights: None,
        quarantine_days: None,
        unit_id: None,
        recorded_at: None,
    }
}

/// What the patient asked for, what broke, and who they are.
fn about_the_patient(is_away: bool) -> [Record; 3] {
    let request = Request {
        id: "q".to_owned(),
        patient_id: "p".to_owned(),
        subject: "room".to_owned(),
        text: "A room of my own".to_owned(),
        asked_at: at("2026-02-25T09:00:00Z"),
        received_by_id: None,
        decider_id: None,
        due_on: None,
        answered_at: None,
        answer: None,
        reason: None,
        recorded_at: None,
    };
    let rupture = Rupture {
        id: "b".to_owned(),
        patient_id: "p".to_owned(),
        professional_id: "local|11".to_owned(),
        kind: RuptureType::Withdrawal,
        noticed_on: chrono::NaiveDate::from_ymd_opt(2026, 2, 20).unwrap(),
        noticed_by: None,
        status: RuptureStatus::Open,
        closed_on: None,
        recorded_at: None,
    };
    let mut who = patient();
    who.family_name = Some("Moen".to_owned());
    who.deceased_at = is_away.then(|| at("2026-03-01T10:00:00Z"));
    who.identifiers = vec![SourceId::new("nin", "1")];
    [
        Record::Request(request),
        Record::Rupture(rupture),
        Record::Patient(who),
    ]
}

/// Names of fields, and what somebody may type into any of them.
const NAMES: [&str; 67] = [
    "unit",
    "main",
    "others",
    "mode",
    "purpose",
    "minutes",
    "at",
    "status",
    "patient_present",
    "reason",
    "kind",
    "professional",
    "person_name",
    "from",
    "to",
    "planned_end",
    "deputy",
    "successor",
    "agreed_interval_days",
    "is_temporary_cover",
    "important_to_patient",
    "patients_wish",
    "end_reason",
    "goodbye",
    "admission_kind",
    "room",
    "planned_to",
    "contact_at",
    "contact_main",
    "contact_unit",
    "follow_up",
    "follow_up_reason",
    "subject",
    "outcome",
    "answer",
    "answered_at",
    "closed_on",
    "family_name",
    "given_name",
    "birth_date",
    "sex",
    "language",
    "in_service_from",
    "in_service_to",
    "identifier_system",
    "identifier",
    "withdraw",
    "confirmed",
    "helps",
    "call",
    "outside",
    "staff",
    "agreed_on",
    "review_by",
    "reviewed_on",
    "text",
    "decider",
    "due_on",
    "asked_at",
    "max_nights",
    "quarantine_days",
    "valid_to",
    "goals",
    "if_unable",
    "felt_forced",
    "offered_at",
    "known_person_present",
];

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (1_u128..=12).prop_map(|n| id(n).to_string()),
        4 => (-900_i64..900).prop_map(|hours| {
            let at = at(NOW) + chrono::TimeDelta::hours(hours);
            at.format("%Y-%m-%dT%H:%M").to_string()
        }),
        1 => (-90_000_i64..9_000).prop_map(|days| {
            let at = at(NOW) + chrono::TimeDelta::days(days);
            at.format("%Y-%m-%d").to_string()
        }),
        4 => prop::sample::select(vec![
            "", "true", "false", "attended", "planned", "no_show", "cancelled", "in_person",
            "therapist", "coordinator", "home", "died", "retired", "agreed", "not_offered",
            "declined_by_patient", "crisis_plan", "individual_plan", "advance_statement", "maintenance", "planned", "7", "14", "yes", "no",
            "repaired", "female", "nin|1", "seclusion", "held", "no-3-3-in",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn what_is_written_can_be_meant(
        verb in 0..VERBS.len(),
        typed in prop::collection::vec((prop::sample::select(&NAMES[..]), value()), 0..9),
        is_away in any::<bool>(),
        is_open in any::<bool>(),
    ) {
        let (directory, patient, records) = (directory(), patient(), records(is_away, is_open));
        let verb = VERBS[verb];
        let before = before(&records);
        let about = verb.changes.map(|kind| {
            records.iter().find(|held| held.record.kind() == kind).unwrap()
        });
        let scene = Scene {
            now: at(NOW),
            id: PatientId(id(50)),
            patient: &patient,
            who: Some(ProfessionalId(id(11))),
            directory: &directory,
            records: &records,
            about,
            before: &before,
        };
        let pairs = typed.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let fields = Fields::new(pairs.collect());
        match verb.edits(&fields, &scene) {
            Err(faults) => {
                prop_assert!(!faults.is_empty(), "{}", verb.code);
                let names: BTreeSet<_> = faults.iter().map(|fault| fault.field).collect();
                prop_assert_eq!(names.len(), faults.len());
            }
            Ok(edits) => {
                prop_assert!(!edits.is_empty(), "{}", verb.code);
                for edit in edits {
                    can_be_meant(&edit, &records)?;
                }
            }
        }
    }
}

/// The records as a death may have found them.
fn before(records: &[Held]) -> Vec<Before> {
    let before = records.iter().map(|held| Before {
        id: held.id,
        version: 0,
        to: None,
        leave: Vec::new(),
    });
    before.collect()
}

/// What every record holds, whoever wrote it.
fn can_be_meant(edit: &Edit, records: &[Held]) -> Result<(), TestCaseError> {
    let now = at(NOW);
    let born = chrono::NaiveDate::from_ymd_opt(1980, 5, 1).unwrap();
    let lived = |at: Instant| local_date(at, chrono_tz::Europe::Oslo) >= born;
    let (record, was) = match edit {
        Edit::Add(record) => (record, None),
        Edit::Replace(id, record) => {
            let was = records.iter().find(|held| held.id == *id).unwrap();
            prop_assert_eq!(was.record.kind(), record.kind());
            (record, Some(&was.record))
        }
    };
    match record {
        Record::TreatmentPeriod(one) => {
            prop_assert!(lived(one.from) && one.from <= now);
            prop_assert!(one.to.is_none_or(|to| to >= one.from && to <= now));
            for leave in &one.leave {
                prop_assert!(leave.from >= one.from);
                prop_assert!(leave.to.is_none_or(|to| to >= leave.from));
                prop_assert!(
                    one.to
                        .is_none_or(|to| leave.to.is_some_and(|back| back <= to))
                );
            }
        }
        Record::Relationship(one) => {
            prop_assert!(lived(one.from) && one.from <= now);
            prop_assert!(one.to.is_none_or(|to| to >= one.from && to <= now));
            prop_assert!(one.professional_id.is_some() != one.person_name.is_some());
            prop_assert!(one.deputy_id.is_none() || one.deputy_id != one.professional_id);
            prop_assert!(one.to.is_some() || one.end_reason.is_none());
        }
        Record::Contact(one) => {
            let is_over = matches!(one.status, ContactStatus::Attended | ContactStatus::NoShow);
            prop_assert!(!is_over || one.at <= now);
            let is_new_booking = was.is_none() && one.status == ContactStatus::Planned;
            prop_assert!(!is_new_booking || one.at > now);
            let main = one.main_professional_id.as_ref();
            prop_assert!(main.is_none_or(|main| !one.other_professional_ids.contains(main)));
        }
        Record::ShiftAssignment(one) => {
            prop_assert!(one.to.is_none_or(|to| to >= one.from));
        }
        Record::Decision(one) => prop_assert!(one.decided_at <= now && lived(one.decided_at)),
        Record::RelationalReview(one) => prop_assert!(one.held_at <= now && lived(one.held_at)),
        Record::Request(one) => {
            let at = one.answered_at;
            prop_assert!(one.answer.is_some() == at.is_some());
            prop_assert!(at.is_none_or(|at| at >= one.asked_at && at <= now));
        }
        Record::Plan(one) => {
            let today = local_date(now, chrono_tz::Europe::Oslo);
            prop_assert!(one.agreed_on <= today);
            // An agreement has its terms, and may say nothing besides.
            let is_agreement = one.kind == PlanKind::PatientControlledAdmissionAgreement;
            let says = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
            prop_assert!(is_agreement || says(&one.text_patient));
            prop_assert!(!is_agreement || one.unit_id.is_some() && one.max_nights.is_some());
            prop_assert!(one.valid_to.is_none_or(|to| to >= one.agreed_on));
            prop_assert!(
                one.reviewed_on
                    .is_none_or(|day| day >= one.agreed_on && day <= today)
            );
            prop_assert!(one.review_by.is_some() || one.valid_to.is_some());
        }
        Record::Rupture(one) => {
            let is_open = one.status == RuptureStatus::Open;
            prop_assert!(is_open == one.closed_on.is_none());
            prop_assert!(one.closed_on.is_none_or(|day| day >= one.noticed_on));
        }
        Record::Patient(one) => {
            prop_assert!(
                one.deceased_at
                    .is_none_or(|died| lived(died) && died <= now)
            );
            let days = one.in_service_from.zip(one.in_service_to);
            prop_assert!(days.is_none_or(|(from, to)| from <= to));
            let first = at("2024-02-20T09:00:00Z").date_naive();
            prop_assert!(one.birth_date.is_none_or(|born| born <= first));
            let is_named = [&one.family_name, &one.given_name]
                .into_iter()
                .flatten()
                .any(|name| !name.is_empty());
            prop_assert!(is_named);
            let each: BTreeSet<_> = one.identifiers.iter().collect();
            prop_assert_eq!(each.len(), one.identifiers.len());
        }
        other => of_compulsion(other, records)?,
    }
    Ok(())
}

fn of_compulsion(record: &Record, records: &[Held]) -> Result<(), TestCaseError> {
    let now = at(NOW);
    let born = chrono::NaiveDate::from_ymd_opt(1980, 5, 1).unwrap();
    let lived = |at: Instant| local_date(at, chrono_tz::Europe::Oslo) >= born;
    match record {
        Record::Measure(one) => {
            prop_assert!(lived(one.from) && one.from <= now);
            prop_assert!(one.to.is_none_or(|to| to >= one.from && to <= now));
            prop_assert!(one.debrief_offered_at.is_none_or(|at| at <= now));
            prop_assert!(one.debrief_outcome.is_none() || one.debrief_offered_at.is_some());
        }
        Record::MeasureVisit(one) => {
            let measure = records.iter().find_map(|held| match &held.record {
                Record::Measure(measure) => Some(measure),
                _ => None,
            });
            let measure = measure.unwrap();
            prop_assert!(one.at >= measure.from && one.at <= measure.to.unwrap_or(now));
        }
        Record::LegalPeriod(one) => {
            prop_assert!(lived(one.from) && one.from <= now && !one.status.is_empty());
            prop_assert!(one.to.is_none_or(|to| to >= one.from && to <= now));
        }
        other => prop_assert!(false, "nobody records {:?}", other.kind()),
    }
    Ok(())
}
