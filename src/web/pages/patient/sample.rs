//! The page of an invented patient, for the checks that every page passes.

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

use super::page;
use crate::app::flags::{Lived, Thresholds};
use crate::app::record::{Details, Naming, Opened, PatientRef};
use crate::app::story::Quote;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, SourceId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::{
    Contact, Directory, Holder, Patient, Professional, Relationship, Trajectory, TreatmentPeriod,
    Unit,
};
use crate::domain::vocabulary::{
    ContactMode, ContactStatus, EndReason, NarrativeKind, Profession, RelationshipKind, Setting,
};
use crate::web::Shell;
use crate::web::pages::recording::{Menu, Said};

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn source(value: &str) -> SourceId {
    SourceId {
        system: "local".to_owned(),
        value: value.to_owned(),
    }
}

/// Nothing recorded at all.
fn empty() -> Opened {
    let patient = PatientId(id(1));
    Opened {
        patient: Details {
            reference: PatientRef {
                id: patient,
                source: source("hedda"),
                source_key: "local|hedda".to_owned(),
            },
            family_name: Some("<Moen>".to_owned()),
            given_name: Some("Hedda".to_owned()),
            birth_date: NaiveDate::from_ymd_opt(2003, 4, 19),
            sex: None,
            language: None,
            version: 1,
        },
        trajectory: Trajectory::of(Patient {
            id: patient,
            in_service_from: None,
            in_service_to: None,
            deceased_at: None,
        }),
        directory: Arc::new(Directory::empty(chrono_tz::Europe::Oslo)),
        policy: Arc::default(),
        policy_version: None,
        naming: Naming::Value,
        onlooker: crate::domain::flags::Onlooker::Everything,
        allowed: None,
        now: at("2026-03-02T11:00:00Z"),
    }
}

fn tie(n: u128, to: Option<&str>) -> Relationship {
    Relationship {
        id: RecordId(id(n)),
        source: n.to_string(),
        kind: RelationshipKind::Therapist,
        holder: Holder::Professional(ProfessionalId(id(3))),
        unit: Some(UnitId(id(2))),
        from: at("2025-09-01T08:00:00Z"),
        to: to.map(at),
        planned_end: None,
        end_reason: to.map(|_| EndReason::ProfessionalLeft),
        told_in_time: None,
        goodbye: Some(false),
        joint_meeting: None,
        successor_known: Some(false),
        successor: None,
        agreed_interval_days: Some(7),
        important_to_patient: to.is_some(),
        mode: None,
        is_temporary_cover: to.is_none(),
        deputy: None,
    }
}

/// Somebody with a stay, contacts, a relationship that broke and one that lasts.
fn full() -> Opened {
    let mut opened = empty();
    let mut directory = Directory::empty(chrono_tz::Europe::Oslo);
    for (n, name, setting) in [
        (2, "<FACT>", Setting::AssertiveOutreach),
        (4, "Ward", Setting::AcuteWard),
    ] {
        let unit = Unit {
            id: UnitId(id(n)),
            source: source(name),
            name: name.to_owned(),
            setting,
            zone: chrono_tz::Europe::Oslo,
            parent: None,
        };
        directory.units.insert(unit.id, unit);
    }
    let professional = Professional {
        id: ProfessionalId(id(3)),
        source: source("tveit"),
        name: "<Tveit>".to_owned(),
        profession: Profession::Psychologist,
    };
    directory
        .professionals
        .insert(professional.id, professional);
    opened.directory = Arc::new(directory);
    let period = |n: u128, unit, from, to: Option<&str>| TreatmentPeriod {
        id: RecordId(id(n)),
        source: n.to_string(),
        unit: UnitId(id(unit)),
        from: at(from),
        to: to.map(at),
        admission_kind: None,
        leave: Vec::new(),
    };
    let trajectory = &mut opened.trajectory;
    trajectory.periods = vec![
        period(10, 2, "2025-09-01T08:00:00Z", None),
        period(11, 4, "2025-10-01T08:00:00Z", Some("2025-10-12T08:00:00Z")),
    ];
    trajectory.relationships = vec![tie(20, Some("2026-01-30T12:00:00Z")), tie(21, None)];
    trajectory.contacts = (1..=9)
        .map(|n| Contact {
            id: RecordId(id(30 + n)),
            source: n.to_string(),
            unit: UnitId(id(2)),
            at: at(&format!("2025-11-0{n}T10:00:00Z")),
            minutes: Some(45),
            mode: Some(ContactMode::InPerson),
            status: ContactStatus::Attended,
            main: Some(ProfessionalId(id(3))),
            others: Vec::new(),
            patient_present: true,
            purpose: None,
        })
        .collect();
    trajectory.sort();
    opened
}

/// The flags as they are found; nothing is stored of them.
fn living(opened: &Opened) -> Vec<Lived> {
    let thresholds = Thresholds {
        policy: Arc::clone(&opened.policy),
        version: None,
    };
    let found = crate::domain::flags::in_order(opened.visible(&opened.case()));
    let lived = |flag| Lived {
        flag,
        stored: None,
        events: Vec::new(),
        thresholds: thresholds.clone(),
    };
    found.into_iter().map(lived).collect()
}

/// Something that the patient tells, on the day on which the record is looked at.
fn quote(n: u128, is_read: bool, opened: &Opened) -> Quote {
    Quote {
        entry: RecordId(id(n)),
        kind: NarrativeKind::Promise,
        when: None,
        written_at: opened.now,
        words: is_read.then(|| "<De skulle ringe>".to_owned()),
    }
}

/// Without any record, with records, with a flag that is no more, and with dates that make no window.
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let sample = |opened: &Opened, pairs: &[(&str, &str)]| {
        let pairs: Vec<(String, String)> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let mut page = page(
            shell.clone(),
            opened,
            (&living(opened), &crate::app::own::Marks::new()),
            (
                vec![quote(600, true, opened), quote(601, false, opened)],
                &[],
            ),
            pairs.into(),
        );
        page.differs = vec![crate::web::voice_words::differing_sample()];
        let units = [UnitId(id(2))];
        let (trajectory, directory) = (&opened.trajectory, &opened.directory);
        let key = ("k".to_owned(), opened.now);
        let who = (&units[..], Some(ProfessionalId(id(11))));
        let said = vec![shell.text.say("since-nothing")];
        page.since = Some((shell.text.say("since-label"), said));
        page.record = Menu::new("0190", trajectory, directory, who, key, shell.text);
        page.words = vec![("<Hvem jeg er>".to_owned(), "Jeg <spiller>".to_owned())];
        page.recorded = Said::of("discharge", "0190", shell.text);
        page.render().unwrap()
    };
    vec![
        sample(&empty(), &[]),
        sample(&full(), &[]),
        sample(&full(), &[("flag", "gone"), ("since", "discharge")]),
        sample(
            &full(),
            &[
                ("from", "2026-02-01"),
                ("to", "2026-01-01"),
                ("lane", "people"),
            ],
        ),
    ]
}
