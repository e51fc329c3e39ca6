//! The cohort is shaped as its parameters say, within the tolerance of two thousand patients.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use chrono_tz::Europe::Oslo;
use redthread::domain::admission::{Admission, admissions};
use redthread::domain::flags::{Policy, evaluate};
use redthread::domain::intake::{self, Record};
use redthread::domain::time::{days_between, local_date};
use redthread::domain::trajectory::{Directory, Plan, Trajectory};
use redthread::domain::vocabulary::{
    AdmissionKind, ContactStatus, DecisionOutcome, DecisionSubject, HandoverGrade, HandoverType,
    MeasureKind, PlanKind, RelationshipKind, Setting, SettingClass,
};

use super::known::{directory, trajectory};
use super::{at, cohort};

const PATIENTS: u64 = 2000;

struct Sample {
    directory: Directory,
    patients: Vec<(Vec<Record>, Trajectory)>,
}

impl Sample {
    fn draw() -> Self {
        let cohort = cohort(PATIENTS, 2026);
        Self {
            directory: directory(&cohort, Oslo),
            patients: cohort
                .patients()
                .skip(8)
                .map(|records| {
                    let trajectory = trajectory(&records);
                    (records, trajectory)
                })
                .collect(),
        }
    }

    fn records(&self) -> impl Iterator<Item = &Record> {
        self.patients.iter().flat_map(|(records, _)| records)
    }

    fn contacts(&self) -> impl Iterator<Item = &intake::Contact> {
        self.records().filter_map(|record| match record {
            Record::Contact(r) => Some(r),
            _ => None,
        })
    }

    fn relationships(&self) -> impl Iterator<Item = &intake::Relationship> {
        self.records().filter_map(|record| match record {
            Record::Relationship(r) => Some(r),
            _ => None,
        })
    }

    fn admissions(&self, trajectory: &Trajectory) -> Vec<Admission> {
        admissions(&trajectory.periods, &self.directory, TimeDelta::hours(24))
    }
}

fn share<T>(items: impl IntoIterator<Item = T>, is_one: impl Fn(&T) -> bool) -> f64 {
    let (mut hits, mut all) = (0_u32, 0_u32);
    for item in items {
        all += 1;
        hits += u32::from(is_one(&item));
    }
    assert!(all > 50, "only {all} to count");
    f64::from(hits) / f64::from(all)
}

fn near(name: &str, found: f64, expected: f64, tolerance: f64) {
    println!("{name}: {found:.3} (expected {expected} +- {tolerance})");
    assert!((found - expected).abs() <= tolerance, "{name}: {found:.3}");
}

#[test]
fn shares_are_those_of_the_parameters() {
    let sample = Sample::draw();
    lengths_of_stay(&sample);
    follow_up(&sample);
    what_is_missing(&sample);
    agreements(&sample);
    passing_on(&sample);
    contacts(&sample);
    compulsion(&sample);
    voice(&sample);
    flags(&sample);
}

/// Per admission, by the ward it began on.
fn compulsion(sample: &Sample) {
    let (mut acute, mut district, mut secluded) = (Vec::new(), Vec::new(), Vec::new());
    let (mut debriefed, mut visited) = (Vec::new(), Vec::new());
    for (_, trajectory) in &sample.patients {
        for admission in sample.admissions(trajectory) {
            let during = |at| admission.from <= at && admission.to.is_none_or(|to| at < to);
            let mut periods = trajectory.legal_periods.iter();
            let is_involuntary = periods.any(|p| during(p.from) && p.status != "no-2-1");
            let first = &trajectory.periods[admission.stays[0]];
            match sample.directory.setting(first.unit) {
                _ if admission.is_patient_controlled() => assert!(!is_involuntary),
                Some(Setting::DpsInpatient) => district.push(is_involuntary),
                _ => acute.push(is_involuntary),
            }
            if is_involuntary {
                let mut measures = trajectory.measures.iter();
                secluded.push(measures.any(|m| m.kind == MeasureKind::Seclusion && during(m.from)));
            }
        }
        for measure in &trajectory.measures {
            let inside = |at| measure.from <= at && measure.to.is_none_or(|to| at < to);
            assert!(measure.visits.iter().all(|visit| inside(visit.at)));
            assert!(
                measure
                    .to
                    .is_none_or(|to| (to - measure.from).num_days() <= 28)
            );
            if measure
                .to
                .is_some_and(|to| to + TimeDelta::days(30) < at(super::AS_OF))
            {
                debriefed.push(measure.debrief_offered_at.is_some());
            }
            if measure.kind == MeasureKind::Seclusion {
                visited.push(!measure.visits.is_empty());
            }
        }
    }
    near(
        "involuntary on acute wards",
        share(&acute, |is| **is),
        0.40,
        0.03,
    );
    near(
        "involuntary on the district ward",
        share(&district, |is| **is),
        0.05,
        0.03,
    );
    near(
        "secluded of involuntary stays",
        share(&secluded, |is| **is),
        0.12,
        0.04,
    );
    near("debrief offered", share(&debriefed, |is| **is), 0.75, 0.10);
    near(
        "seclusions with visits",
        share(&visited, |is| **is),
        0.97,
        0.04,
    );
}

fn voice(sample: &Sample) {
    let with_stay = || {
        let patients = sample.patients.iter().map(|(_, trajectory)| trajectory);
        patients.filter(|t| !sample.admissions(t).is_empty())
    };
    let crisis_plan = |t: &Trajectory| {
        let mut plans = t.plans.iter();
        plans
            .find(|plan| plan.kind == PlanKind::CrisisPlan)
            .cloned()
    };
    let has_plan = share(with_stay(), |t| crisis_plan(t).is_some());
    near("crisis plans of those with a stay", has_plan, 0.45, 0.04);
    let as_of = at(super::AS_OF);
    let in_service = with_stay().filter(|t| t.patient.in_service_to.is_none());
    let plans: Vec<_> = in_service.filter_map(crisis_plan).collect();
    let is_old = |plan: &Plan| {
        let on = plan.reviewed_on.unwrap_or(plan.agreed_on);
        days_between(on, local_date(as_of, Oslo)) > 365
    };
    near(
        "plans older than a year",
        share(&plans, |p| is_old(p)),
        0.30,
        0.06,
    );
    for (_, trajectory) in &sample.patients {
        let mut agreements = trajectory.plans.iter();
        let agreed = agreements.any(|p| p.kind == PlanKind::PatientControlledAdmissionAgreement);
        let mut stays = sample.admissions(trajectory).into_iter();
        assert!(agreed || !stays.any(|a| a.is_patient_controlled()));
    }
    let scores = sample.patients.iter().flat_map(|(_, t)| &t.alliance_scores);
    let scores: Vec<f64> = scores.map(|score| score.score.value()).collect();
    near("check-in score", median(scores), 7.6, 0.4);
    let ties = sample.relationships().filter(|r| {
        matches!(
            r.kind,
            RelationshipKind::Therapist | RelationshipKind::CaseManager
        )
    });
    let ties = u32::try_from(ties.count()).unwrap();
    let ruptures = sample
        .patients
        .iter()
        .map(|(_, t)| t.ruptures.len())
        .sum::<usize>();
    let ruptures = f64::from(u32::try_from(ruptures).unwrap());
    near(
        "ruptures per relationship",
        ruptures / f64::from(ties),
        0.15,
        0.03,
    );
    let requests = sample.patients.iter().flat_map(|(_, t)| &t.requests);
    let answered = share(requests, |request| request.answer.is_some());
    near("answered requests", answered, 0.72, 0.06);
    let entries = || sample.patients.iter().flat_map(|(_, t)| &t.narrative);
    near(
        "entries kept to oneself",
        share(entries(), |n| n.level == 0),
        0.30,
        0.05,
    );
    assert!(entries().all(|n| n.reads.is_empty() || n.level >= 2));
    let shared = entries().filter(|n| n.level >= 2);
    near(
        "shared entries opened",
        share(shared, |n| !n.reads.is_empty()),
        0.55,
        0.08,
    );
}

fn lengths_of_stay(sample: &Sample) {
    let nights: Vec<i64> = sample
        .patients
        .iter()
        .flat_map(|(_, trajectory)| sample.admissions(trajectory))
        .filter(|a| a.to.is_some() && !a.is_patient_controlled())
        .map(|a| a.nights(a.from_on))
        .collect();
    near("0-8 nights", share(&nights, |n| **n <= 8), 0.50, 0.05);
    near(
        "9-30 nights",
        share(&nights, |n| (9..=30).contains(*n)),
        0.28,
        0.05,
    );
    near(
        "31-90 nights",
        share(&nights, |n| (31..=90).contains(*n)),
        0.15,
        0.04,
    );
    near("over 90 nights", share(&nights, |n| **n > 90), 0.07, 0.03);
    assert!(nights.iter().all(|n| *n <= 422), "beyond the cap");
    let kinds: Vec<_> = sample
        .patients
        .iter()
        .flat_map(|(_, trajectory)| sample.admissions(trajectory))
        .map(|a| a.kind)
        .collect();
    let planned = share(&kinds, |kind| **kind == Some(AdmissionKind::Planned));
    near("planned admissions", planned, 0.20, 0.05);
}

/// Discharges followed for at least thirty days without another admission.
fn follow_up(sample: &Sample) {
    let as_of = at(super::AS_OF);
    let mut days: Vec<Option<i64>> = Vec::new();
    let mut returned: Vec<Option<i64>> = Vec::new();
    for (_, trajectory) in &sample.patients {
        let admissions = sample.admissions(trajectory);
        let patient = &trajectory.patient;
        for (n, admission) in admissions.iter().enumerate() {
            let Some(left) = admission.to else { continue };
            let observed = left + TimeDelta::days(31) < as_of
                && patient.in_service_to.is_none()
                && patient.deceased_at.is_none();
            if !observed {
                continue;
            }
            let left_on = local_date(left, Oslo);
            let next = admissions
                .get(n + 1)
                .map(|a| days_between(left_on, a.from_on));
            returned.push(next.filter(|days| *days <= 30));
            if next.is_some_and(|days| days <= 30) {
                continue;
            }
            days.push(
                trajectory
                    .contacts
                    .iter()
                    .filter(|c| c.status == ContactStatus::Attended && c.patient_present)
                    .filter(|c| sample.directory.class(c.unit) == SettingClass::Community)
                    .map(|c| days_between(left_on, local_date(c.at, Oslo)))
                    .find(|days| *days >= 1),
            );
        }
    }
    let within = |limit: i64| share(&days, |found| found.is_some_and(|d| d <= limit));
    near("contact within 3 days", within(3), 0.78, 0.04);
    near("contact within 7 days", within(7), 0.86, 0.04);
    near("contact within 30 days", within(30), 0.93, 0.04);
    let rate = share(&returned, |days| days.is_some());
    near("readmitted within 30 days", rate, 0.151, 0.03);
}

fn what_is_missing(sample: &Sample) {
    let held = || {
        sample
            .contacts()
            .filter(|c| c.status != ContactStatus::Planned)
    };
    let nobody = share(held(), |c| c.main_professional_id.is_none());
    near("contacts without main professional", nobody, 0.08, 0.01);
    let ended = sample.relationships().filter(|r| r.to.is_some());
    let unexplained = share(ended, |r| r.end_reason.is_none());
    near("endings without reason", unexplained, 0.10, 0.02);
    let late = share(held(), |c| {
        c.recorded_at.unwrap() - c.at >= TimeDelta::hours(24)
    });
    near("late entries", late, 0.05, 0.01);
    let overlapping = share(
        sample.patients.iter().flat_map(|(_, t)| {
            sample.admissions(t).into_iter().map(|a| {
                let stays: Vec<_> = a.stays.iter().map(|s| &t.periods[*s]).collect();
                stays
                    .windows(2)
                    .any(|pair| pair[0].to.is_some_and(|to| pair[1].from < to))
            })
        }),
        |overlaps| *overlaps,
    );
    near("overlapping stays", overlapping, 0.01, 0.008);
}

/// Patient-controlled stays follow an agreement, are short, and keep their distance.
fn agreements(sample: &Sample) {
    let mut stays = 0;
    for (_, trajectory) in &sample.patients {
        let agreed = trajectory
            .decisions
            .iter()
            .find(|d| d.subject == DecisionSubject::PatientControlledAdmission)
            .filter(|d| d.outcome == DecisionOutcome::Agreed);
        let mut before = None;
        for admission in sample.admissions(trajectory) {
            if admission.is_patient_controlled() {
                stays += 1;
                assert!(agreed.is_some_and(|d| d.decided_at < admission.from));
                let nights = admission.to.map(|_| admission.nights(admission.from_on));
                let cut_short = trajectory.patient.deceased_at.is_some()
                    || trajectory.patient.in_service_to.is_some();
                assert!(cut_short || nights.is_none_or(|n| (3..=5).contains(&n)));
                let rest = before.map(|to| days_between(to, admission.from_on));
                assert!(rest.is_none_or(|days| days >= 14), "{rest:?}");
            }
            before = admission.to_on;
        }
    }
    assert!(stays > 50, "only {stays}");
}

fn passing_on(sample: &Sample) {
    let grades = sample.records().filter_map(|record| match record {
        Record::Handover(r) if r.kind != HandoverType::TemporaryCover => Some(r.grade),
        _ => None,
    });
    // A quarter of the occasions leave no record at all; of the others a third is warm.
    let warm = share(grades, |grade| *grade == Some(HandoverGrade::Warm));
    near("warm among handovers", warm, 1.0 / 3.0, 0.03);
    let answers = sample.records().filter_map(|record| match record {
        Record::Handover(r) => Some(r.accepted_at.is_some()),
        _ => None,
    });
    near("accepted handovers", share(answers, |a| *a), 0.92, 0.04);
}

fn contacts(sample: &Sample) {
    let mut shares = Vec::new();
    for (_, trajectory) in &sample.patients {
        let managers = trajectory
            .relationships
            .iter()
            .filter(|r| r.kind == RelationshipKind::CaseManager);
        for manager in managers {
            let until = manager.to.unwrap_or(at(super::AS_OF));
            let mains: Vec<_> = trajectory
                .contacts
                .iter()
                .filter(|c| manager.from <= c.at && c.at < until)
                .filter(|c| Some(c.unit) == manager.unit)
                .filter_map(|c| c.main)
                .collect();
            if mains.len() >= 60 {
                shares.push(share(&mains, |main| {
                    Some(**main) == manager.holder.professional()
                }));
            }
        }
    }
    near("case manager's share", median(shares), 0.54, 0.06);
    let mut gaps = Vec::new();
    for (_, trajectory) in &sample.patients {
        let therapists: Vec<_> = trajectory
            .relationships
            .iter()
            .filter(|r| r.kind == RelationshipKind::Therapist && r.agreed_interval_days.is_none())
            .collect();
        for therapist in therapists {
            let until = therapist.to.unwrap_or(at(super::AS_OF));
            let days: Vec<_> = trajectory
                .contacts
                .iter()
                .filter(|c| therapist.from <= c.at && c.at < until)
                .filter(|c| Some(c.unit) == therapist.unit)
                .map(|c| local_date(c.at, Oslo))
                .collect();
            gaps.extend(days.windows(2).map(|pair| days_between(pair[0], pair[1])));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "days are small")]
    let gaps = gaps.into_iter().map(|days| days as f64).collect();
    near("days between outpatient contacts", median(gaps), 14.0, 3.0);
}

fn median(mut values: Vec<f64>) -> f64 {
    assert!(values.len() > 30, "only {} to rank", values.len());
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The share of patients in service whom each rule marks; `extensive_hospitalisation` of all.
fn flags(sample: &Sample) {
    let policy = Policy::default();
    let mut marked: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, trajectory) in &sample.patients {
        let evaluation = evaluate(
            trajectory.clone(),
            &sample.directory,
            &policy,
            at(super::AS_OF),
        );
        let mut codes: Vec<&str> = evaluation.flags.iter().map(|flag| flag.code).collect();
        codes.dedup();
        for code in codes {
            *marked.entry(code).or_default() += 1;
        }
    }
    let all = f64::from(u32::try_from(sample.patients.len()).unwrap());
    for (code, count) in &marked {
        println!("{code}: {:.3} of all", f64::from(*count) / all);
    }
    let extensive = f64::from(marked["extensive_hospitalisation"]) / all;
    near("extensive hospitalisation", extensive, 0.25, 0.05);
    // Every rule has something to find (the four days between 72 hours and a week may be empty),
    // and none marks most patients.
    assert!(marked.len() >= 12, "{:?}", marked.keys());
    assert!(marked.values().all(|count| f64::from(*count) / all < 0.35));
}
