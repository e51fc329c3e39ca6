//! `fragmented_care`: in the last 365 days five or more teams, or six or more setting moves, or a
//! COC below 0.20 over ten or more contacts, and no relational review in the last 180 days.
//!
//! The thresholds are this project's. *Teams* are distinct units with a treatment period in the
//! window; the wards of one admission count once. A *setting move* is a treatment period that
//! starts in another setting than the one before it by start; an admission counts once, at its
//! start; coming back to a period that stayed open is none. Patient-controlled stays never count.
//! For the COC, a team that shares its caseload on purpose (assertive outreach, crisis resolution)
//! is one provider: many faces there are the model working, not failing.
//!
//! | case | fires |
//! |---|---|
//! | six teams in a year | yes |
//! | the same, relational review 179 days ago | no |
//! | COC 0.19 over nine contacts | no |
//! | two wards of one admission | one team |

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use crate::domain::continuity::coc::coc;
use crate::domain::flags::{Case, Evidence, Subject, Verdict};
use crate::domain::ids::{RecordId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::TreatmentPeriod;
use crate::domain::vocabulary::{AdmissionKind, Setting, Severity};

/// A treatment period outside hospital, or a whole admission.
struct Step {
    from: Instant,
    unit: UnitId,
    setting: Option<Setting>,
    from_on: NaiveDate,
    /// First day no longer there.
    to_on: Option<NaiveDate>,
}

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let policy = case.policy;
    if case.in_service_since().is_none() {
        return verdict;
    }
    let last_review = case.trajectory.reviews.last().map(|r| case.date(r.held_at));
    if let Some(held) = last_review {
        let answered_until = time::add_days(held, policy.frag_review_days);
        verdict.again_on(answered_until);
        if case.today < answered_until {
            return verdict;
        }
    }
    let steps = steps(case);
    let opens = time::add_days(case.today, 1 - policy.frag_days);
    let teams = teams(&steps, opens);
    let moves = moves(&steps, opens);
    let (contacts, coc) = providers(case);
    let fires = teams >= policy.frag_teams
        || moves >= policy.frag_moves
        || is_scattered((contacts, coc), case);
    if fires {
        let evidence = Evidence::new()
            .with("teams", teams)
            .with("moves", moves)
            .with("coc", coc.map(crate::domain::flags::Value::Ratio))
            .with("contacts", contacts);
        verdict.find(Subject::Patient, Severity::Attention, evidence);
    }
    // Days only take things out of the window: teams and moves can only clear, while the COC can
    // also fall, as long as enough contacts remain.
    if fires || contacts > policy.frag_min_contacts {
        for day in leaving_days(case, &steps) {
            verdict.again_on(day);
        }
    }
    verdict
}

/// The treatment periods of the window that do not count as the patient's own choice, and the
/// contacts of the window where it is they that are scattered.
pub fn basis(_: Subject, case: &Case<'_>) -> Vec<RecordId> {
    let opens = time::add_days(case.today, 1 - case.policy.frag_days);
    let periods = case
        .trajectory
        .periods
        .iter()
        .filter(|p| p.admission_kind != Some(AdmissionKind::PatientControlled))
        .filter(|p| {
            let zone = case.directory.zone(Some(p.unit));
            p.to.is_none_or(|to| time::local_date(to, zone) >= opens)
        })
        .map(|p| p.id);
    let meetings = case
        .recent(case.policy.frag_days)
        .filter_map(|m| case.trajectory.contacts.get(m.place))
        .map(|contact| contact.id);
    if is_scattered(providers(case), case) {
        periods.chain(meetings).collect()
    } else {
        periods.collect()
    }
}

/// Distinct teams and setting moves in the window, whether or not they are many.
pub fn teams_and_moves(case: &Case<'_>) -> (usize, usize) {
    let steps = steps(case);
    let opens = time::add_days(case.today, 1 - case.policy.frag_days);
    (teams(&steps, opens), moves(&steps, opens))
}

/// The teams that have the patient on their books today, where there are two or more, and the first
/// day since which there have been two or more without a break, whichever they were.
pub fn at_once(case: &Case<'_>) -> Option<(BTreeSet<UnitId>, NaiveDate)> {
    let steps = steps(case);
    let on = |day: NaiveDate| -> BTreeSet<UnitId> {
        steps
            .iter()
            .filter(|s| s.from_on <= day && s.to_on.is_none_or(|to| to > day))
            .map(|s| s.unit)
            .collect()
    };
    let teams = on(case.today);
    if teams.len() < 2 {
        return None;
    }
    // Who is there changes on these days only.
    let mut changes: Vec<NaiveDate> = steps
        .iter()
        .flat_map(|s| [Some(s.from_on), s.to_on])
        .flatten()
        .filter(|day| *day <= case.today)
        .collect();
    changes.sort_unstable_by(|a, b| b.cmp(a));
    let since = changes
        .into_iter()
        .take_while(|day| on(*day).len() >= 2)
        .last();
    Some((teams, since?))
}

/// Days on which a team's time with the patient begins or ends.
pub fn team_days(case: &Case<'_>) -> impl Iterator<Item = NaiveDate> {
    let steps = steps(case).into_iter();
    steps.flat_map(|s| [Some(s.from_on), s.to_on]).flatten()
}

fn is_scattered((contacts, coc): (usize, Option<f64>), case: &Case<'_>) -> bool {
    contacts >= case.policy.frag_min_contacts
        && coc.is_some_and(|coc| coc < case.policy.frag_coc_below)
}

/// The patient's path, an admission being one step, in order of start.
fn steps(case: &Case<'_>) -> Vec<Step> {
    let periods = &case.trajectory.periods;
    let in_admission: HashSet<usize> = case
        .admissions
        .iter()
        .flat_map(|a| a.stays.iter().copied())
        .collect();
    let admissions = case
        .admissions
        .iter()
        .filter(|a| !a.is_patient_controlled())
        .map(|a| {
            let first = &periods[a.stays[0]];
            (first.source.as_str(), step(case, first, a.to_on))
        });
    let others = periods
        .iter()
        .enumerate()
        .filter(|(place, _)| !in_admission.contains(place))
        .filter(|(_, p)| p.admission_kind != Some(AdmissionKind::PatientControlled))
        .map(|(_, p)| {
            let zone = case.directory.zone(Some(p.unit));
            let to_on = p.to.map(|to| time::local_date(to, zone));
            (p.source.as_str(), step(case, p, to_on))
        });
    let mut steps: Vec<(&str, Step)> = admissions.chain(others).collect();
    steps.sort_by(|(a_id, a), (b_id, b)| (a.from, a_id).cmp(&(b.from, b_id)));
    steps.into_iter().map(|(_, step)| step).collect()
}

fn step(case: &Case<'_>, first: &TreatmentPeriod, to_on: Option<NaiveDate>) -> Step {
    let from_on = time::local_date(first.from, case.directory.zone(Some(first.unit)));
    Step {
        from: first.from,
        unit: first.unit,
        setting: case.directory.setting(first.unit),
        from_on,
        to_on: to_on.map(|to| to.max(time::add_days(from_on, 1))),
    }
}

fn teams(steps: &[Step], opens: NaiveDate) -> usize {
    let units: HashSet<UnitId> = steps
        .iter()
        .filter(|s| s.to_on.is_none_or(|to| to > opens))
        .map(|s| s.unit)
        .collect();
    units.len()
}

fn moves(steps: &[Step], opens: NaiveDate) -> usize {
    steps
        .windows(2)
        .filter(|pair| pair[0].setting != pair[1].setting && pair[1].from_on >= opens)
        .count()
}

/// Contacts in the window and their COC, a team with a shared caseload being one provider.
fn providers(case: &Case<'_>) -> (usize, Option<f64>) {
    let mut counts: HashMap<Uuid, u64> = HashMap::new();
    let mut contacts = 0;
    for meeting in case.recent(case.policy.frag_days) {
        let shares = case
            .directory
            .setting(meeting.unit)
            .is_some_and(Setting::shares_caseload);
        let provider = if shares {
            meeting.unit.0
        } else {
            meeting.provider.0
        };
        *counts.entry(provider).or_default() += 1;
        contacts += 1;
    }
    let squares = counts.values().map(|n| n * n).sum();
    (contacts, coc(contacts as u64, squares))
}

/// Days on which something leaves the window.
fn leaving_days(case: &Case<'_>, steps: &[Step]) -> impl Iterator<Item = NaiveDate> {
    let days = case.policy.frag_days;
    let contacts = case.recent(days).map(|m| m.day).min();
    let steps = steps.iter().flat_map(move |s| {
        let last_day = s.to_on.map(|to| time::add_days(to, -1));
        [Some(s.from_on), last_day].into_iter().flatten()
    });
    contacts
        .into_iter()
        .chain(steps)
        .map(move |day| time::add_days(day, days))
        .collect::<Vec<_>>()
        .into_iter()
}
