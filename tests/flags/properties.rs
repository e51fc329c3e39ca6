//! What must hold for every patient, on random ones.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use chrono_tz::Europe::Oslo;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use redthread::domain::admission;
use redthread::domain::flags::Evaluation;
use redthread::domain::flags::rules::RULES;
use redthread::domain::time::{self, Instant};
use redthread::domain::vocabulary::{
    AdmissionKind, ContactPurpose, ContactStatus, DebriefOutcome, DecisionOutcome, DecisionSubject,
    EndReason, HandoverType, MeasureKind, NarrativeKind, PlanKind, RelationshipKind, RuptureStatus,
    RuptureType, Setting,
};

use super::build::{World, at, on, who};

pub(super) const START: &str = "2024-01-01T00:00";
pub(super) const HOURS: i64 = 3 * 365 * 24;

/// One record at an hour of three years, lasting some hours, in one of a few forms.
pub(super) type Seed = (u8, i64, i64, u8, u8);

pub(super) fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    prop::collection::vec((0_u8..19, 0..HOURS, 1_i64..5000, 0_u8..8, 0_u8..8), 0..60)
}

pub(super) fn hour(n: i64) -> String {
    time::to_rfc3339(at(START) + TimeDelta::hours(n), Oslo)
}

fn pick<T: Copy>(from: &[T], n: u8) -> T {
    from[usize::from(n) % from.len()]
}

pub(super) fn world(seeds: &[Seed]) -> World {
    let mut world = World::new();
    if seeds.len().is_multiple_of(3) {
        world.patient.patient.in_service_from = None;
    }
    for (form, from, length, a, b) in seeds {
        let to = (b % 3 != 0).then(|| hour(from + length));
        let (from, to, name) = (hour(*from), to.as_deref(), format!("p{}", a % 5));
        match form {
            0 | 1 => {
                let settings = [
                    Setting::AcuteWard,
                    Setting::DpsInpatient,
                    Setting::GeneralHospital,
                    Setting::OutpatientClinic,
                    Setting::AssertiveOutreach,
                ];
                let kinds = [
                    None,
                    Some(AdmissionKind::Planned),
                    Some(AdmissionKind::PatientControlled),
                ];
                world.stay(pick(&settings, *a), &from, to).admission_kind = pick(&kinds, *b);
            }
            2 | 3 => {
                let relation =
                    world.relation(&name, pick(RelationshipKind::ALL, a * 3 + b), &from, to);
                relation.important_to_patient = a % 4 == 0;
                relation.is_temporary_cover = b % 5 == 0;
                relation.agreed_interval_days = (a % 3 == 0).then_some(60);
                relation.planned_end = (b % 2 == 0).then(|| on(&hour(i64::from(*a) * 3000)[..10]));
                relation.end_reason = (a % 2 == 0).then_some(EndReason::ProfessionalLeft);
            }
            4 => {
                world
                    .handover(pick(HandoverType::ALL, *a), &from)
                    .accepted_at = to.map(at);
            }
            5 if a % 4 == 0 => world.review(&from),
            8 => {
                let outcomes = DecisionOutcome::ALL;
                world.decide(pick(DecisionSubject::ALL, *a), pick(outcomes, *b), &from);
            }
            9..=15 => late_record(&mut world, (*form, *a, *b), &name, &from, to),
            16..=18 => pattern(&mut world, (*form, *a, *b), &name, &from),
            _ => {
                let contact = world.met(&name, &from);
                contact.others = if b % 4 == 0 {
                    vec![who("p9")]
                } else {
                    Vec::new()
                };
                contact.status = if b % 7 == 1 {
                    ContactStatus::Planned
                } else {
                    ContactStatus::Attended
                };
                contact.purpose = (b % 5 == 2).then_some(ContactPurpose::Farewell);
            }
        }
    }
    world
}

/// What single records make too rarely: a chain of doctors, many teams, one person who carries all.
fn pattern(world: &mut World, (form, a, b): (u8, u8, u8), name: &str, from: &str) {
    let days = |days: i64| time::to_rfc3339(at(from) + TimeDelta::days(days), Oslo);
    match form {
        16 => {
            world.stay(Setting::AcuteWard, from, Some(&days(40)));
            let step = i64::from(a) + 3;
            for n in 0..=i64::from(b % 5) {
                let kind = RelationshipKind::ResponsibleClinician;
                let to = days(n * step + step);
                world.relation(&format!("d{n}"), kind, &days(n * step), Some(&to));
            }
        }
        17 => {
            for n in 0..=b {
                let unit = format!("team {n}");
                let (from, to) = (days(i64::from(n * a)), days(100));
                world.stay_at(&unit, Setting::OutpatientClinic, &from, Some(&to));
            }
        }
        _ => {
            world.relation(name, RelationshipKind::Therapist, from, None);
            for n in 0..=i64::from(b) {
                world.met(name, &days(n * 20));
            }
        }
    }
}

/// Measures, plans, requests, scores, breaks, words and employments.
fn late_record(
    world: &mut World,
    (form, a, b): (u8, u8, u8),
    name: &str,
    from: &str,
    to: Option<&str>,
) {
    match form {
        9 => {
            // Mostly seclusion, visited by few or by many.
            let kind = pick(MeasureKind::ALL, a % 2);
            let measure = world.measure(kind, from, to);
            measure.debrief_offered_at = (b % 4 == 0).then(|| at(from) + TimeDelta::hours(300));
            measure.debrief_outcome = (b % 8 == 0).then_some(DebriefOutcome::Declined);
            for n in 0..20 {
                let hours = i64::from(n) * i64::from(a + 1);
                let when = time::to_rfc3339(at(from) + TimeDelta::hours(hours), Oslo);
                world.visit(&format!("n{}", n % (3 * b + 1)), &when);
            }
        }
        10 => {
            let plan = world.plan(pick(PlanKind::ALL, 3 * (a % 2)), &from[..10]);
            plan.valid_to = to.map(|to| on(&to[..10]));
            plan.reviewed_on = (b % 2 == 0).then(|| time::add_days(plan.agreed_on, 100));
        }
        11 => world.request("something", from).answered_at = to.map(at),
        12 => {
            for n in 0..=i64::from(b % 4) {
                let when = time::to_rfc3339(at(from) + TimeDelta::hours(n * 200), Oslo);
                let score = 38 - (i64::from(a) * n) % 9;
                world.rate(name, &score.to_string(), &when);
            }
        }
        13 => {
            let rupture = world.rupture(name, pick(RuptureType::ALL, a), &from[..10]);
            rupture.closed_on = to.map(|to| on(&to[..10]));
            if to.is_some() {
                rupture.status = RuptureStatus::Repaired;
            }
        }
        14 => {
            let entry = world.entry(from);
            entry.level = a % 5;
            entry.withdrawn_at = to.filter(|_| b == 7).map(at);
            if a % 3 == 0 {
                entry.kind = NarrativeKind::Promise;
            }
            if b % 2 == 0 {
                world.opened(name, from, to);
            }
        }
        _ => {
            let unit = if a % 2 == 0 { "clinic" } else { "acute_ward" };
            let to = to.map(|to| &to[..10]);
            world.employ_from(name, unit, &from[..10], to);
        }
    }
}

/// The flags without the numbers that are counted when read.
fn lasting(evaluation: &Evaluation) -> BTreeMap<String, String> {
    evaluation
        .flags
        .iter()
        .map(|f| {
            let evidence = serde_json::to_string(&f.evidence).unwrap();
            (
                format!("{} {:?}", f.code, f.subject),
                format!("{} {evidence}", f.severity),
            )
        })
        .collect()
}

/// Were a rule silent on all of them, what is said below would say nothing about it.
#[test]
fn the_random_patients_meet_every_rule() {
    let mut runner = TestRunner::deterministic();
    let mut silent: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
    for _ in 0..1500 {
        let world = world(&seeds().new_tree(&mut runner).unwrap().current());
        for days in [400, 700, 1000] {
            let found = world.judge_at(at(START) + TimeDelta::days(days));
            let muted = found.muted.iter().map(|(flag, _)| flag);
            for flag in found.flags.iter().chain(muted) {
                silent.remove(flag.code);
            }
        }
        if silent.is_empty() {
            return;
        }
    }
    panic!("never met: {silent:?}");
}

proptest! {
    // Each of these looks at a patient thousands of times.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn stepping_by_next_instants_sees_every_day(seeds in seeds()) {
        let world = world(&seeds);
        let end = at(START) + TimeDelta::days(800);
        let mut now = at(START) + TimeDelta::days(700);
        let mut seen = world.judge_at(now);
        let mut steps = 0;
        let mut day: Instant = now;
        while day < end {
            while let Some(next) = seen.next.filter(|next| *next <= day) {
                now = next;
                seen = world.judge_at(now);
                steps += 1;
            }
            prop_assert_eq!(lasting(&seen), lasting(&world.judge_at(day)), "{}", day);
            day += TimeDelta::hours(7);
        }
        prop_assert!(steps < 1000);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn between_two_next_instants_nothing_changes(seeds in seeds(), hour in 0..HOURS, share in 0.0_f64..1.0) {
        let world = world(&seeds);
        let now = at(START) + TimeDelta::hours(hour);
        let first = world.judge_at(now);
        let last = first.next.unwrap_or(now + TimeDelta::days(2000)) - TimeDelta::microseconds(1);
        prop_assert!(last >= now, "the next instant lies ahead");
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a moment in between")]
        let between = now + TimeDelta::microseconds(((last - now).num_microseconds().unwrap() as f64 * share) as i64);
        for later in [between, last] {
            prop_assert_eq!(lasting(&first), lasting(&world.judge_at(later)), "{} -> {}", now, later);
        }
    }

    #[test]
    fn the_future_does_not_reach_back(seeds in seeds(), cut in 0..HOURS) {
        let now = at(START) + TimeDelta::hours(cut);
        let all = world(&seeds);
        let mut known = all.clone();
        known.patient.periods.retain(|p| p.from <= now);
        known.patient.relationships.retain(|r| r.from <= now);
        known.patient.handovers.retain(|h| h.offered_at <= now);
        known.patient.reviews.retain(|r| r.held_at <= now);
        known.patient.contacts.retain(|c| c.at <= now || c.status == ContactStatus::Planned);
        known.patient.decisions.retain(|d| d.decided_at <= now);
        known.patient.measures.retain(|m| m.from <= now);
        for measure in &mut known.patient.measures {
            measure.to = measure.to.filter(|to| *to <= now);
            measure.visits.retain(|visit| visit.at <= now);
        }
        let today = time::local_date(now, Oslo);
        known.patient.plans.retain(|p| p.agreed_on <= today);
        known.patient.requests.retain(|r| r.asked_at <= now);
        for request in &mut known.patient.requests {
            request.answered_at = request.answered_at.filter(|at| *at <= now);
        }
        known.patient.alliance_scores.retain(|s| s.at <= now);
        known.patient.ruptures.retain(|r| r.noticed_on <= today);
        known.patient.narrative.retain(|n| n.written_at <= now);
        let periods = known.patient.periods.iter_mut().map(|p| &mut p.to);
        let relationships = known.patient.relationships.iter_mut().map(|r| &mut r.to);
        let ahead = periods.chain(relationships).filter(|to| to.is_some_and(|to| to > now));
        ahead.for_each(|to| *to = None);
        prop_assert_eq!(lasting(&all.judge_at(now)), lasting(&known.judge_at(now)));
    }

    #[test]
    fn merging_is_idempotent_and_ignores_the_order_of_records(
        mut stays in prop::collection::vec((0_i64..2000, 1_i64..300, any::<bool>()), 0..12),
        swaps in prop::collection::vec((0_usize..12, 0_usize..12), 0..8),
    ) {
        let gap = TimeDelta::hours(24);
        let build = |stays: &[(i64, i64, bool)]| {
            let mut world = World::new();
            for (from, length, open) in stays {
                let to = (!open).then(|| hour(from + length));
                world.stay(Setting::AcuteWard, &hour(*from), to.as_deref());
            }
            world.patient.sort();
            world
        };
        let spans = |world: &World| -> Vec<(Instant, Option<Instant>)> {
            admission::admissions(&world.patient.periods, &world.directory, gap)
                .iter()
                .map(|a| (a.from, a.to))
                .collect()
        };
        let once = spans(&build(&stays));
        let again = admission::merge(once.iter().copied(), gap);
        prop_assert_eq!(again.len(), once.len(), "no two admissions merge again");
        for (a, b) in swaps {
            if a < stays.len() && b < stays.len() {
                stays.swap(a, b);
            }
        }
        prop_assert_eq!(spans(&build(&stays)), once);
    }
}
