//! What the rules say of one patient, as it is stored.

use chrono::NaiveDate;

use crate::domain::admission::Admission;
use crate::domain::continuity::{Gatherer, Tally, Window};
use crate::domain::flags::policy::unit_of;
use crate::domain::flags::{self, Case, Flag};
use crate::domain::ids::PatientId;
use crate::domain::news::{self, News};
use crate::domain::report::{Facts, facts};
use crate::domain::time::{self, Instant};
use crate::store::Ground;
use crate::store::evaluations::Known;
use crate::store::flags::{Findings, NewFlag, StoredFlag};
use crate::store::summaries::{Counters, Mark, Summary};

/// Days that a summary's counters reach back.
const SUMMARY_DAYS: i64 = 365;

/// What is to be stored of a patient.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    /// How far the patient was when read; `None` where nothing was ever said about them.
    pub mark: Option<Mark>,
    /// The flags.
    pub findings: Findings,
    /// The rest.
    pub summary: Summary,
    /// What reports read.
    pub facts: Facts,
    /// The flags that lived when the patient was read.
    pub living: Vec<StoredFlag>,
    /// What those who belong to the patient are to be told, unless they were.
    pub news: Vec<News>,
}

impl Judged {
    /// Whose.
    pub const fn patient(&self) -> PatientId {
        self.summary.patient
    }

    /// The living flag that a finding is about.
    pub fn living(&self, found: &NewFlag) -> Option<&StoredFlag> {
        self.living
            .iter()
            .find(|flag| flag.code == found.code && flag.subject_id == found.subject_id)
    }

    /// The rules whose flags are found and did not live.
    pub fn raised(&self) -> impl Iterator<Item = &'static str> {
        let found = self.findings.flags.iter();
        found
            .filter(|found| self.living(found).is_none())
            .map(|found| found.code)
    }

    /// The flags that live and are not found.
    pub fn gone(&self) -> impl Iterator<Item = &StoredFlag> {
        self.living.iter().filter(|flag| {
            !self
                .findings
                .flags
                .iter()
                .any(|found| flag.code == found.code && flag.subject_id == found.subject_id)
        })
    }
}

/// Judges a patient as of an instant.
pub(super) fn judge(now: Instant, ground: &Ground, known: Known) -> Judged {
    let Known {
        mark,
        trajectory,
        living,
    } = known;
    let Ground {
        directory,
        policies,
        ..
    } = ground;
    let patient = trajectory.patient.id;
    let so_far = mark.unwrap_or_default();
    let before = so_far.evaluated_at.map(|at| (at, trajectory.clone()));
    let in_force = policies.of_patient(&trajectory, directory, now);
    let policy_unit = unit_of(&trajectory, directory, now);
    let case = Case::new(trajectory, directory, &in_force.policy, now);
    let evaluation = flags::judge(&case);
    let key = |flag: &Flag| (flag.code, subject_id(flag, patient));
    let is_new = |flag: &Flag| {
        let (code, subject) = key(flag);
        !living
            .iter()
            .any(|known| known.code == code && known.subject_id == subject)
    };
    // A flag that is new now, but would have been found last time, by the thresholds of then, had the
    // record been as it is, comes late only because the record did.
    let late: Vec<_> = match before {
        Some((before, trajectory)) if evaluation.flags.iter().any(is_new) => {
            let then = policies.of_patient(&trajectory, directory, before);
            flags::evaluate(trajectory, directory, &then.policy, before)
                .flags
                .iter()
                .map(key)
                .collect()
        }
        _ => Vec::new(),
    };
    let flags = evaluation
        .flags
        .iter()
        .map(|flag| NewFlag {
            code: flag.code,
            subject_kind: flag.subject.kind(),
            subject_id: subject_id(flag, patient),
            severity: flag.severity,
            evidence: serde_json::to_value(&flag.evidence).unwrap_or_default(),
            owner_role: flag.owner,
            owner: flags::owner::owner(flag, &case),
            is_private: flags::audience::is_private(flag.code),
            raised_at: now,
            is_recorded_late: late.contains(&key(flag)),
        })
        .collect();
    let summary = Summary {
        patient,
        evaluated_at: now,
        next_evaluation_at: [
            evaluation.next,
            in_force.until,
            news::next(&case),
            facts::next(&case),
        ]
        .into_iter()
        .chain(living.iter().map(|flag| flag.state.wakes_after(now)))
        .flatten()
        .min(),
        counters: counters(&case),
        policy: in_force.version,
        policy_unit,
        held_by: flags::owner::held_by(&case, &evaluation.flags),
        revision: so_far.revision,
    };
    Judged {
        mark,
        findings: Findings { patient, flags },
        summary,
        facts: Facts::of(&case),
        living,
        news: news::news(&case),
    }
}

/// A flag about the patient's care as a whole has the patient for its subject.
fn subject_id(flag: &Flag, patient: PatientId) -> uuid::Uuid {
    flag.subject.record().map_or(patient.0, |record| record.0)
}

fn counters(case: &Case<'_>) -> Counters {
    let window = Window::last_days(SUMMARY_DAYS, case.today);
    let Tally {
        contacts,
        providers,
        sum_of_squares,
        most,
        same_pairs,
        with_named,
        contacts_when_named,
    } = Gatherer::new(case.directory, case.policy.count_messages)
        .report(&case.trajectory, &case.admissions, window)
        .tally;
    let nights = case.admissions.iter().map(|a| nights_since(a, case)).sum();
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Counters {
        admissions: count(case.admissions.len() as u64),
        nights_365: nights,
        contacts_365: count(contacts),
        providers_365: count(providers),
        sum_squares: count(sum_of_squares),
        max_with_one: count(most),
        same_pairs: count(same_pairs),
        named_hits: count(with_named),
        named_contacts: count(contacts_when_named),
    }
}

/// Nights of an admission that fall within the summary's days.
fn nights_since(admission: &Admission, case: &Case<'_>) -> i64 {
    let opens: NaiveDate = time::add_days(case.today, 1 - SUMMARY_DAYS);
    let from = admission.from_on.max(opens);
    let to = admission.to_on.unwrap_or_else(|| case.last_day());
    time::days_between(from, to).max(0)
}
