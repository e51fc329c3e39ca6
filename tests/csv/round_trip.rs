//! What is written is read back equal, whatever the texts hold, and written again to the same bytes.

use std::fs;

use chrono::{DateTime, NaiveDate, TimeDelta};
use chrono_tz::Tz;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use redthread::domain::ids::SourceId;
use redthread::domain::intake::*;
use redthread::domain::points::Points;
use redthread::domain::time::{Instant, local_date};
use redthread::domain::vocabulary::*;
use redthread::interop::csv::{FolderWriter, plan};

use super::{OSLO, drain};

/// An id: no blanks around it and no control characters, else anything.
fn id() -> BoxedStrategy<String> {
    let hard = select(vec![
        "a;b", "a|b", "a\\", "\\;", "=1+1", "\"", ",", "007", "ø", "a b", "|", ";", "#",
    ]);
    prop_oneof![hard.prop_map(str::to_owned), "[a-z0-9;|\\\\\",#-]{1,6}"].boxed()
}

/// A text: anything but NUL.
fn text() -> BoxedStrategy<Option<String>> {
    let hard = select(vec![
        "a, b",
        "\"q\"",
        "l1\nl2",
        "l1\r\nl2",
        "\r",
        " x",
        "x\t",
        "\u{a0}x",
        "=A1",
        "@x",
        ";",
        "\u{feff}x",
        "👩‍⚕️",
        "\n",
    ]);
    of(prop_oneof![hard.prop_map(str::to_owned), "[^\\x00]{1,12}"]).boxed()
}

fn name() -> BoxedStrategy<String> {
    text()
        .prop_filter_map("a name", |text| text.filter(|text| !text.trim().is_empty()))
        .boxed()
}

fn instant() -> BoxedStrategy<Instant> {
    // 1840 to 2200, microseconds now and then.
    (
        -4_102_444_800_i64..7_258_118_400,
        prop_oneof![Just(0), 0..1_000_000_u32],
    )
        .prop_map(|(seconds, micros)| DateTime::from_timestamp(seconds, micros * 1000).unwrap())
        .boxed()
}

/// A start and an end at or after it, or none.
fn span() -> BoxedStrategy<(Instant, Option<Instant>)> {
    (instant(), of(0..100_000_000_i64))
        .prop_map(|(from, length)| (from, length.map(|s| from + TimeDelta::seconds(s))))
        .boxed()
}

fn date() -> BoxedStrategy<NaiveDate> {
    (1900..2200_i32, 1..=365_u32)
        .prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).unwrap())
        .boxed()
}

fn dates() -> BoxedStrategy<(NaiveDate, Option<NaiveDate>)> {
    (date(), of(0..4000_i64))
        .prop_map(|(from, days)| (from, days.map(|d| from + TimeDelta::days(d))))
        .boxed()
}

fn one<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> BoxedStrategy<T> {
    select(all).boxed()
}

fn ids() -> BoxedStrategy<Vec<String>> {
    proptest::collection::vec(id(), 0..4)
        .prop_map(|mut ids| {
            ids.sort();
            ids.dedup();
            ids
        })
        .boxed()
}

fn leaves() -> BoxedStrategy<Vec<(i64, i64)>> {
    proptest::collection::vec((0..1000_i64, 0..1000_i64), 0..3).boxed()
}

fn place() -> BoxedStrategy<Record> {
    let unit = (
        (id(), name(), one(Setting::ALL), of(id())),
        of(select(vec![OSLO, chrono_tz::America::New_York])),
        of(0..99_i32),
    )
        .prop_map(|((id, name, setting, parent_id), time_zone, beds)| {
            Record::Unit(Unit {
                id,
                name,
                setting,
                parent_id,
                time_zone,
                beds,
            })
        });
    let professional = (id(), name(), one(Profession::ALL)).prop_map(|(id, name, profession)| {
        Record::Professional(Professional {
            id,
            name,
            profession,
        })
    });
    let employment = (id(), id(), dates(), any::<bool>(), of(0..99_i32)).prop_map(
        |(professional_id, unit_id, (from, to), is_locum, caseload_limit)| {
            Record::Employment(Employment {
                professional_id,
                unit_id,
                from,
                to,
                planned_end: to,
                is_locum,
                caseload_limit,
            })
        },
    );
    prop_oneof![unit, professional, employment].boxed()
}

fn patient() -> BoxedStrategy<Record> {
    let identifiers = proptest::collection::vec((id(), id()), 0..3);
    (
        (id(), identifiers, text(), text(), of(one(Sex::ALL)), text()),
        (of(date()), dates(), of(instant()), of(instant())),
    )
        .prop_map(
            |(
                (id, pairs, family_name, given_name, sex, language),
                (born, service, died, recorded_at),
            )| {
                Record::Patient(Patient {
                    id,
                    identifiers: pairs
                        .into_iter()
                        .map(|(s, v)| SourceId::new(s, v))
                        .collect(),
                    family_name,
                    given_name,
                    birth_date: born
                        .filter(|born| died.is_none_or(|died| *born <= local_date(died, OSLO))),
                    sex,
                    language,
                    in_service_from: Some(service.0),
                    in_service_to: service.1,
                    deceased_at: died,
                    recorded_at,
                })
            },
        )
        .boxed()
}

fn period() -> BoxedStrategy<Record> {
    (
        (id(), id(), id(), span(), leaves()),
        (
            of(one(AdmissionKind::ALL)),
            span(),
            text(),
            of(one(PeriodEndReason::ALL)),
            of(instant()),
        ),
    )
        .prop_map(
            |(
                (id, patient_id, unit_id, (from, to), away),
                (admission_kind, planned, room, end_reason, recorded_at),
            )| {
                let length = to.map_or(1_000_000, |to| (to - from).num_seconds());
                let at = |share: i64| from + TimeDelta::seconds(length * share / 1000);
                let mut leave: Vec<Leave> = away
                    .into_iter()
                    .map(|(a, b)| Leave {
                        from: at(a.min(b)),
                        to: (a != b).then(|| at(a.max(b))),
                    })
                    .collect();
                leave.sort();
                Record::TreatmentPeriod(TreatmentPeriod {
                    id,
                    patient_id,
                    unit_id,
                    from,
                    to,
                    admission_kind,
                    planned_from: Some(planned.0),
                    planned_to: planned.1,
                    room,
                    end_reason,
                    leave,
                    recorded_at,
                })
            },
        )
        .boxed()
}

fn contact() -> BoxedStrategy<Record> {
    (
        (
            id(),
            id(),
            id(),
            instant(),
            of(0..600_i32),
            of(one(ContactMode::ALL)),
        ),
        (
            one(ContactStatus::ALL),
            of(id()),
            ids(),
            of(any::<bool>()),
            of(one(ContactPurpose::ALL)),
            of(instant()),
        ),
    )
        .prop_map(
            |(
                (id, patient_id, unit_id, at, minutes, mode),
                (status, main, others, present, purpose, recorded_at),
            )| {
                Record::Contact(Contact {
                    id,
                    patient_id,
                    unit_id,
                    at,
                    minutes,
                    mode,
                    status,
                    main_professional_id: main,
                    other_professional_ids: others,
                    patient_present: present,
                    purpose,
                    recorded_at,
                })
            },
        )
        .boxed()
}

fn relationship() -> BoxedStrategy<Record> {
    (
        (
            id(),
            id(),
            one(RelationshipKind::ALL),
            span(),
            id(),
            name(),
            any::<bool>(),
            of(id()),
        ),
        (
            of(0..4000_i64),
            of(one(EndReason::ALL)),
            any::<[Option<bool>; 4]>(),
            of(id()),
            of(1..400_i32),
        ),
        (
            any::<[bool; 2]>(),
            of(one(RelationshipMode::ALL)),
            of(id()),
            of(instant()),
        ),
    )
        .prop_map(
            |(
                (id, patient_id, kind, (from, to), holder, person, is_professional, unit_id),
                ending,
                rest,
            )| {
                let (
                    planned,
                    end_reason,
                    [told_in_time, goodbye, joint_meeting, successor_known],
                    successor_id,
                    interval,
                ) = ending;
                let ([important_to_patient, is_temporary_cover], mode, deputy_id, recorded_at) =
                    rest;
                Record::Relationship(Relationship {
                    id,
                    patient_id,
                    kind,
                    from,
                    professional_id: is_professional.then_some(holder),
                    person_name: (!is_professional).then_some(person),
                    unit_id,
                    to,
                    planned_end: planned.map(|days| local_date(from, OSLO) + TimeDelta::days(days)),
                    end_reason,
                    told_in_time,
                    goodbye,
                    joint_meeting,
                    successor_known,
                    successor_id,
                    agreed_interval_days: interval,
                    important_to_patient,
                    mode,
                    is_temporary_cover,
                    deputy_id,
                    recorded_at,
                })
            },
        )
        .boxed()
}

fn handover() -> BoxedStrategy<Record> {
    let texts = (text(), text(), text(), text(), text(), text());
    (
        (
            id(),
            id(),
            one(HandoverType::ALL),
            span(),
            of(id()),
            of(id()),
            of(id()),
            of(id()),
        ),
        (
            of(one(HandoverGrade::ALL)),
            of(one(HandoverSeverity::ALL)),
            of(one(HandoverState::ALL)),
        ),
        texts,
        (
            text(),
            text(),
            text(),
            text(),
            text(),
            of(id()),
            of(instant()),
        ),
    )
        .prop_map(|(who, (grade, severity, state), a, b)| {
            let (id, patient_id, kind, (offered_at, accepted_at), from_p, to_p, from_u, to_u) = who;
            Record::Handover(Handover {
                id,
                patient_id,
                kind,
                offered_at,
                from_professional_id: from_p,
                to_professional_id: to_p,
                from_unit_id: from_u,
                to_unit_id: to_u,
                grade,
                severity,
                texts: HandoverTexts {
                    severity_reason: a.0,
                    summary: a.1,
                    actions: a.2,
                    contingency: a.3,
                    synthesis: a.4,
                    know_me: a.5,
                    builds_trust: b.0,
                    breaks_trust: b.1,
                    promises: b.2,
                    trusts: b.3,
                    goodbye: b.4,
                },
                accepted_at,
                accepted_by_id: b.5,
                state,
                recorded_at: b.6,
            })
        })
        .boxed()
}

fn others() -> BoxedStrategy<Record> {
    let shift = (id(), id(), id(), id(), span(), of(instant())).prop_map(
        |(id, patient_id, professional_id, unit_id, (from, to), recorded_at)| {
            Record::ShiftAssignment(ShiftAssignment {
                id,
                patient_id,
                professional_id,
                unit_id,
                from,
                to,
                recorded_at,
            })
        },
    );
    let decision = (
        id(),
        id(),
        one(DecisionSubject::ALL),
        one(DecisionOutcome::ALL),
        instant(),
        text(),
        of(instant()),
    )
        .prop_map(
            |(id, patient_id, subject, outcome, decided_at, reason, recorded_at)| {
                Record::Decision(Decision {
                    id,
                    patient_id,
                    subject,
                    outcome,
                    decided_at,
                    reason,
                    recorded_at,
                })
            },
        );
    let review = (id(), id(), instant(), of(id()), of(instant())).prop_map(
        |(id, patient_id, held_at, professional_id, recorded_at)| {
            Record::RelationalReview(RelationalReview {
                id,
                patient_id,
                held_at,
                professional_id,
                recorded_at,
            })
        },
    );
    prop_oneof![shift, decision, review].boxed()
}

fn points() -> BoxedStrategy<Points> {
    (-999_999_999..=999_999_999_i64)
        .prop_map(Points::from_thousandths)
        .boxed()
}

fn compulsion() -> BoxedStrategy<Record> {
    let legal = (id(), id(), id(), span(), of(any::<bool>()), of(instant())).prop_map(
        |(id, patient_id, status, (from, to), felt_forced, recorded_at)| {
            Record::LegalPeriod(LegalPeriod {
                id,
                patient_id,
                status,
                from,
                to,
                felt_forced,
                recorded_at,
            })
        },
    );
    let measure = (
        (id(), id(), one(MeasureKind::ALL), span(), of(id()), text()),
        (of(id()), of(any::<bool>())),
        of((0..9_000_000_i64, of(one(DebriefOutcome::ALL)))),
        of(instant()),
    )
        .prop_map(
            |(
                (id, patient_id, kind, (from, to), unit_id, legal_basis),
                (decided_by_id, known_person_present),
                debrief,
                recorded_at,
            )| {
                Record::Measure(Measure {
                    id,
                    patient_id,
                    kind,
                    from,
                    to,
                    unit_id,
                    legal_basis,
                    decided_by_id,
                    known_person_present,
                    debrief_offered_at: debrief.map(|(s, _)| from + TimeDelta::seconds(s)),
                    debrief_outcome: debrief.and_then(|(_, outcome)| outcome),
                    recorded_at,
                })
            },
        );
    let visit = (id(), id(), id(), instant(), of(instant())).prop_map(
        |(patient_id, measure_id, professional_id, at, recorded_at)| {
            Record::MeasureVisit(MeasureVisit {
                patient_id,
                measure_id,
                professional_id,
                at,
                recorded_at,
            })
        },
    );
    prop_oneof![legal, measure, visit].boxed()
}

fn agreement() -> BoxedStrategy<Record> {
    let later = |from: NaiveDate| move |days: i64| from + TimeDelta::days(days);
    let plan = (
        (id(), id(), one(PlanKind::ALL), date(), 1..i32::MAX),
        (of(0..4000_i64), of(0..4000_i64), of(0..4000_i64)),
        (text(), text(), of(0..i32::MAX), of(0..i32::MAX)),
        (of(id()), of(instant())),
    )
        .prop_map(
            move |(
                (id, patient_id, kind, agreed_on, edition),
                (reviewed, review, valid),
                (text_patient, text_staff, max_nights, quarantine_days),
                (unit_id, recorded_at),
            )| {
                Record::Plan(Plan {
                    id,
                    patient_id,
                    kind,
                    agreed_on,
                    edition,
                    reviewed_on: reviewed.map(later(agreed_on)),
                    review_by: review.map(later(agreed_on)),
                    valid_to: valid.map(later(agreed_on)),
                    text_patient,
                    text_staff,
                    max_nights,
                    quarantine_days,
                    unit_id,
                    recorded_at,
                })
            },
        );
    let request = (
        (id(), id(), id(), name(), instant()),
        (of(id()), of(id()), of(0..4000_i64)),
        of((0..9_000_000_i64, one(RequestAnswer::ALL))),
        (text(), of(instant())),
    )
        .prop_map(
            |(
                (id, patient_id, subject, text, asked_at),
                (received_by_id, decider_id, due),
                answered,
                (reason, recorded_at),
            )| {
                Record::Request(Request {
                    id,
                    patient_id,
                    subject,
                    text,
                    asked_at,
                    received_by_id,
                    decider_id,
                    due_on: due.map(|days| local_date(asked_at, OSLO) + TimeDelta::days(days)),
                    answered_at: answered.map(|(s, _)| asked_at + TimeDelta::seconds(s)),
                    answer: answered.map(|(_, answer)| answer),
                    reason,
                    recorded_at,
                })
            },
        );
    prop_oneof![plan, request].boxed()
}

fn alliance() -> BoxedStrategy<Record> {
    let score = (
        (id(), id(), id(), id(), instant()),
        [points(), points(), points(), points()],
        any::<[bool; 3]>(),
        of(instant()),
    )
        .prop_map(
            |((id, patient_id, professional_id, instrument, at), mut points, told, recorded_at)| {
                points.sort();
                let [min, score, cut, max] = points;
                Record::AllianceScore(AllianceScore {
                    id,
                    patient_id,
                    professional_id,
                    instrument,
                    score,
                    at,
                    min: told[0].then_some(min),
                    max: told[1].then_some(max),
                    cut: told[2].then_some(cut),
                    recorded_at,
                })
            },
        );
    let rupture = (
        (id(), id(), id(), one(RuptureType::ALL), dates()),
        (of(one(NoticedBy::ALL)), one(RuptureStatus::ALL)),
        of(instant()),
    )
        .prop_map(
            |(
                (id, patient_id, professional_id, kind, (noticed_on, closed_on)),
                (noticed_by, status),
                recorded_at,
            )| {
                Record::Rupture(Rupture {
                    id,
                    patient_id,
                    professional_id,
                    kind,
                    noticed_on,
                    noticed_by,
                    status,
                    closed_on: closed_on.filter(|_| status != RuptureStatus::Open),
                    recorded_at,
                })
            },
        );
    prop_oneof![score, rupture].boxed()
}

fn narrative() -> BoxedStrategy<Record> {
    let entry = (
        (id(), id(), one(NarrativeKind::ALL), one(Authorship::ALL)),
        (span(), 0..=4_u8, name(), of(id())),
        (of(dates()), of(one(Precision::ALL)), 1..i32::MAX),
        of(instant()),
    )
        .prop_map(
            |(
                (id, patient_id, kind, authorship),
                ((written_at, withdrawn_at), level, text, author_id),
                (about, precision, edition),
                recorded_at,
            )| {
                // What was taken back has no words.
                let text = withdrawn_at.map_or(text, |_| String::new());
                Record::NarrativeEntry(NarrativeEntry {
                    id,
                    patient_id,
                    kind,
                    authorship,
                    written_at,
                    level,
                    text,
                    author_id,
                    from: about.map(|(from, _)| from),
                    to: about.and_then(|(_, to)| to),
                    precision,
                    edition,
                    withdrawn_at,
                    recorded_at,
                })
            },
        );
    let read = (id(), id(), id(), span(), of(instant())).prop_map(
        |(patient_id, entry_id, professional_id, (opened_at, told_patient_at), recorded_at)| {
            Record::NarrativeRead(NarrativeRead {
                patient_id,
                entry_id,
                professional_id,
                opened_at,
                told_patient_at,
                recorded_at,
            })
        },
    );
    prop_oneof![entry, read].boxed()
}

fn record() -> impl Strategy<Value = Record> {
    prop_oneof![
        2 => place(),
        1 => patient(),
        1 => period(),
        1 => contact(),
        1 => relationship(),
        1 => handover(),
        2 => others(),
        2 => compulsion(),
        1 => agreement(),
        1 => alliance(),
        1 => narrative(),
    ]
}

/// The bytes of all files, one after another.
fn bytes(folder: &std::path::Path) -> Vec<u8> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    names.sort();
    names
        .iter()
        .flat_map(|path| fs::read(path).unwrap())
        .collect()
}

fn write(records: &[Record], zone: Tz) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = FolderWriter::create(folder.path()).unwrap();
    for record in records {
        writer.write(record, zone).unwrap();
    }
    writer.finish().unwrap();
    folder
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn records_survive(
        mut records in proptest::collection::vec(record(), 1..60),
        zone in select(vec![OSLO, Tz::UTC, chrono_tz::America::New_York, chrono_tz::Asia::Kathmandu]),
    ) {
        records.sort_by_key(Record::kind);
        let folder = write(&records, zone);
        let plan = plan(&[folder.path().to_owned()], None).unwrap();
        prop_assert_eq!(plan.jobs.len(), Kind::ALL.len());
        prop_assert!(plan.left_out.is_empty());
        let mut read = Vec::new();
        for job in &plan.jobs {
            let mut reader = job.open().unwrap();
            for row in drain(&mut reader, &ZoneBook::new(OSLO)) {
                match row.outcome {
                    Ok(record) => read.push(record),
                    Err(rejection) => prop_assert!(false, "{:?} {:?}", rejection, row.content),
                }
            }
            prop_assert_eq!(reader.position(), job.bytes);
            // Another reader agrees on what is a row and what is a field: it would fail on a row
            // of another width.
            let rows = csv::Reader::from_path(&job.path).unwrap().into_records();
            let widths: Vec<usize> = rows.map(|row| row.unwrap().len()).collect();
            let expected = records.iter().filter(|record| record.kind() == job.kind).count();
            prop_assert_eq!(widths.len(), expected);
        }
        prop_assert_eq!(&read, &records);
        let again = write(&read, zone);
        prop_assert_eq!(bytes(folder.path()), bytes(again.path()));
    }
}
