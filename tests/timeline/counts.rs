//! What must hold for every patient and every request, on random ones.

use std::collections::HashSet;

use chrono::TimeDelta;
use proptest::prelude::*;
use redthread::domain::ids::RecordId;
use redthread::domain::intake::Leave;
use redthread::domain::timeline::{
    Dates, Entry, Filter, Focus, Lane, Request, Span, Timeline, Who, Window, build, csv, rows,
};
use redthread::domain::trajectory::{LegalPeriod, Measure, ShiftAssignment};
use redthread::domain::vocabulary::{
    ContactPurpose, ContactStatus, DecisionOutcome, DecisionSubject, EndReason, HandoverType,
    MeasureKind, RelationshipKind, Setting,
};

use super::{NOW, with_case};
use crate::flags::build::{World, at, on, record, who};

const SETTINGS: [Setting; 4] = [
    Setting::AcuteWard,
    Setting::DpsInpatient,
    Setting::OutpatientClinic,
    Setting::AssertiveOutreach,
];
/// Hours of the eight years up to now in which records lie.
const HOURS: i64 = 8 * 365 * 24;

type Seed = (u8, i64, i64, u8, u8);

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    let seed = (0_u8..12, 0..HOURS, 0_i64..20_000, 0_u8..8, 0_u8..8);
    prop::collection::vec(seed, 0..60)
}

fn pick<T: Copy>(from: &[T], n: u8) -> T {
    from[usize::from(n) % from.len()]
}

fn hour(n: i64) -> String {
    let when = at(NOW) + TimeDelta::hours(n - HOURS);
    redthread::domain::time::to_rfc3339(when, chrono_tz::Europe::Oslo)
}

fn world(seeds: &[Seed]) -> World {
    let mut world = World::new();
    for name in ["p0", "p1", "p2", "p3", "p4", "p9"] {
        world.professional(name);
    }
    for (form, from, length, a, b) in seeds {
        let to = (b % 3 != 0).then(|| hour(from + length));
        let (from, to, name) = (hour(*from), to.as_deref(), format!("p{}", a % 5));
        match form {
            0 | 1 => {
                let stay = world.stay(pick(&SETTINGS, *a), &from, to);
                if b % 4 == 1 {
                    stay.leave = vec![Leave {
                        from: at(&from),
                        to: None,
                    }];
                }
            }
            2 | 3 => {
                let tie = world.relation(&name, pick(RelationshipKind::ALL, a * 3 + b), &from, to);
                tie.important_to_patient = a % 4 == 0;
                tie.end_reason = (b % 2 == 0).then_some(EndReason::ProfessionalLeft);
            }
            4 => {
                let handover = world.handover(pick(HandoverType::ALL, *a), &from);
                handover.accepted_at = to.map(at);
                handover.from_professional = (a % 2 == 0).then(|| who("p1"));
                handover.to_professional = (b % 2 == 0).then(|| who("p9"));
            }
            5 => world.review(&from),
            6 => world.decide(DecisionSubject::CrisisPlan, DecisionOutcome::Agreed, &from),
            7 => {
                let unit = world.unit("acute_ward", Setting::AcuteWard);
                let shift = ShiftAssignment {
                    id: record(&format!("s{}", world.patient.shifts.len())),
                    professional: who(&name),
                    unit,
                    from: at(&from),
                    to: to.map(at),
                };
                world.patient.shifts.push(shift);
            }
            8 if a % 2 == 0 => {
                let period = LegalPeriod {
                    id: record(&format!("l{}", world.patient.legal_periods.len())),
                    source: "l".to_owned(),
                    status: "no-3-2".to_owned(),
                    from: at(&from),
                    to: to.map(at),
                    felt_forced: None,
                };
                world.patient.legal_periods.push(period);
            }
            8 => {
                let measure = Measure {
                    id: record(&format!("m{}", world.patient.measures.len())),
                    source: "m".to_owned(),
                    kind: pick(MeasureKind::ALL, *b),
                    from: at(&from),
                    to: to.map(at),
                    unit: Some(world.unit("acute_ward", Setting::AcuteWard)),
                    decided_by: None,
                    known_person_present: None,
                    debrief_offered_at: None,
                    debrief_outcome: None,
                    visits: Vec::new(),
                };
                world.patient.measures.push(measure);
            }
            _ => {
                let setting = pick(&SETTINGS, *b);
                let contact = world.met_at(setting.code(), setting, &name, &from);
                contact.status = pick(ContactStatus::ALL, *a);
                contact.purpose = (b % 5 == 2).then_some(ContactPurpose::Farewell);
                contact.others = match b % 4 {
                    0 => vec![who("p9"), who("p1")],
                    1 => vec![who("p9"), who("p9")],
                    _ => Vec::new(),
                };
                if a % 6 == 5 {
                    contact.main = None;
                }
            }
        }
    }
    world
}

fn requests() -> impl Strategy<Value = Request> {
    let windows = prop_oneof![
        Just(Window::Days30),
        Just(Window::Year),
        Just(Window::FiveYears),
        Just(Window::All),
        (0_u16..3000, 0_u16..3000).prop_map(|(start, length)| {
            let first = on("2018-01-01") + chrono::Days::new(start.into());
            let last = first + chrono::Days::new(length.into());
            Window::Between(Dates::new(first, last).unwrap())
        }),
    ];
    let filter = (
        prop::collection::vec(prop::sample::select(Lane::ALL.to_vec()), 0..2),
        prop::collection::vec(prop::sample::select(SETTINGS.to_vec()), 0..2),
        prop::collection::vec(0_u8..5, 0..2),
    );
    (windows, filter, any::<bool>()).prop_map(
        |(window, (hidden, settings, people), is_filtered)| {
            let people = people
                .iter()
                .map(|n| Who::Professional(who(&format!("p{n}"))));
            let filter = Filter {
                hidden,
                settings,
                people: people.collect(),
                units: Vec::new(),
            };
            Request {
                window,
                filter: if is_filtered {
                    filter
                } else {
                    Filter::default()
                },
                focus: Focus::on([record("t000"), record("c0001"), record("r000")]),
            }
        },
    )
}

/// Ids of records that the rows name, and how many times a contact stands in a group.
fn told(timeline: &Timeline) -> (usize, usize) {
    let (mut records, mut contacts) = (0, 0);
    for row in rows(timeline) {
        match row.entry {
            Entry::Admission(_) => {}
            Entry::Contacts(_, group) => contacts += group.count(),
            Entry::Shifts(_, shifts) => records += shifts.spans.len(),
            Entry::Stay(..)
            | Entry::Compulsion(_)
            | Entry::Tie(..)
            | Entry::Handover(_)
            | Entry::Agreed(_) => {
                records += 1;
            }
        }
    }
    (records, contacts)
}

fn is_true_to_window(span: &Span, timeline: &Timeline) -> bool {
    let axis = &timeline.axis;
    let first = redthread::domain::time::start_of_day(timeline.from, axis.zone);
    let end = redthread::domain::time::start_of_day(timeline.to, axis.zone);
    let ended_in_time = span.to.is_some_and(|to| to <= end);
    span.from < end
        && span.to.is_none_or(|to| to > first || to == span.from)
        && span.enters == (span.from < first)
        && span.leaves != (ended_in_time || span.to.is_none() && timeline.died.is_some())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn every_record_is_accounted_for(seeds in seeds(), request in requests()) {
        let world = world(&seeds);
        with_case(&world, NOW, |case| {
            let timeline = build(case, &request);
            let record = &case.trajectory;
            let all = record.periods.len() + record.contacts.len() + record.relationships.len()
                + record.handovers.len() + record.shifts.len() + record.decisions.len() + record.reviews.len()
                + record.legal_periods.len() + record.measures.len();
            prop_assert_eq!(
                timeline.shown + timeline.before + timeline.after + timeline.filtered,
                all as u64
            );
            // What is counted as shown is what the rows tell.
            let (records, in_groups) = told(&timeline);
            let shown_contacts = timeline.shown - records as u64;
            prop_assert!(in_groups as u64 >= shown_contacts);
            let first = redthread::domain::time::start_of_day(timeline.from, case.zone);
            let end = redthread::domain::time::start_of_day(timeline.to, case.zone);
            if request.filter == Filter::default() {
                prop_assert_eq!(timeline.filtered, 0);
                let inside: HashSet<RecordId> = record.contacts.iter()
                    .filter(|c| first <= c.at && c.at < end).map(|c| c.id).collect();
                prop_assert_eq!(shown_contacts, inside.len() as u64);
            }
            if request.window == Window::All {
                prop_assert_eq!((timeline.before, timeline.after), (0, 0));
            }
            Ok(())
        })?;
    }

    #[test]
    fn every_mark_has_one_row_that_a_picture_can_name(seeds in seeds(), request in requests()) {
        let world = world(&seeds);
        let timeline = with_case(&world, NOW, |case| build(case, &request));
        let rows = rows(&timeline);
        let keys: HashSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
        prop_assert_eq!(keys.len(), rows.len(), "no two rows share a key");
        for key in keys {
            prop_assert!(key.starts_with(|c: char| c.is_ascii_lowercase()));
            prop_assert!(key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{}", key);
        }
        prop_assert!(rows.is_sorted_by_key(|row| row.lane));
        let marks = timeline.admissions.len() + timeline.handovers.len() + timeline.agreed.len()
            + timeline.compulsion.len()
            + timeline.places.iter().map(|p| p.stays.len()).sum::<usize>()
            + timeline.people.iter().map(|p| p.ties.len() + p.contacts.len() + p.shifts.len()).sum::<usize>();
        prop_assert_eq!(rows.len(), marks);
        prop_assert_eq!(csv::csv(&timeline).lines().count(), rows.len() + 1);
        for place in &timeline.places {
            prop_assert!(place.stays.is_sorted_by_key(|stay| stay.span.from));
            for stay in &place.stays {
                prop_assert!(is_true_to_window(&stay.span, &timeline), "{:?}", stay.span);
            }
        }
        for one in &timeline.compulsion {
            prop_assert!(is_true_to_window(&one.span, &timeline), "{:?}", one.span);
        }
        for person in &timeline.people {
            for tie in &person.ties {
                prop_assert!(is_true_to_window(&tie.span, &timeline), "{:?}", tie.span);
                prop_assert_eq!(tie.ending.is_some(), tie.span.to.is_some());
            }
            for group in &person.contacts {
                prop_assert!(group.count() > 0);
                let tie = person.ties.iter().find(|tie| Some(tie.id) == group.tie);
                prop_assert_eq!(tie.is_some(), group.tie.is_some());
                if let Some(tie) = tie {
                    let (first, last) = group.extent();
                    prop_assert!(tie.span.from <= first && tie.span.to.is_none_or(|to| last < to));
                }
            }
        }
        for handover in &timeline.handovers {
            for end in [&handover.from, &handover.to] {
                prop_assert!(end.person.is_none_or(|at| Some(&timeline.people[at].name) == end.professional.as_ref()));
                prop_assert!(end.place.is_none_or(|at| Some(&timeline.places[at].name) == end.unit.as_ref()));
            }
        }
    }

    #[test]
    fn zooming_changes_no_record(seeds in seeds()) {
        let world = world(&seeds);
        with_case(&world, NOW, |case| {
            let of = |window| build(case, &Request { window, ..Request::default() });
            let (year, all) = (of(Window::Year), of(Window::All));
            prop_assert!(year.shown <= all.shown);
            for row in rows(&year) {
                match row.entry {
                    Entry::Stay(_, stay) => {
                        let same = all.places.iter().flat_map(|p| &p.stays).find(|s| s.id == stay.id).unwrap();
                        prop_assert_eq!((same.span.from, same.span.to, same.nights), (stay.span.from, stay.span.to, stay.nights));
                    }
                    Entry::Tie(_, tie) => {
                        let same = all.people.iter().flat_map(|p| &p.ties).find(|t| t.id == tie.id).unwrap();
                        prop_assert_eq!(same.ending, tie.ending);
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
    }
}

#[test]
fn twenty_thousand_contacts_stay_a_few_groups_a_month() {
    let mut world = World::new();
    for n in 0..10 {
        world.relation(
            &format!("p{n}"),
            RelationshipKind::Therapist,
            "2016-01-01T00:00",
            None,
        );
    }
    for n in 0..20_000_i64 {
        let when = hour(HOURS - n * 3);
        world.met(&format!("p{}", n % 10), &when);
    }
    with_case(&world, NOW, |case| {
        let asked = Request {
            window: Window::All,
            ..Request::default()
        };
        let timeline = build(case, &asked);
        assert_eq!(timeline.shown, 20_010);
        let months = rows(&timeline).len() - 10;
        assert!(months <= 10 * 84, "{months}");
    });
}
