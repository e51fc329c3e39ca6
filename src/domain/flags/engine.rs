//! Applies every rule to one patient at one instant, and shows one flag where several would say
//! the same.

use chrono::NaiveDate;

use super::case::Case;
use super::evidence::Evidence;
use super::policy::Policy;
use super::rules::{RULES, abrupt_ending};
use super::verdict::{Finding, Subject, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time::Instant;
use crate::domain::trajectory::{Directory, Trajectory};
use crate::domain::vocabulary::{FlagKind, OwnerRole, Severity};

/// A rule: its code, who owns what it finds, and how it judges.
pub struct Rule {
    /// The code, for schema, files and API. People read a sentence.
    pub code: &'static str,
    /// Its number in the domain's list: stable, and opaque to people.
    pub number: u8,
    /// What people read: about the service, never about the person.
    pub sentence: &'static str,
    /// Whether it tells what was not done, or what is possible.
    pub kind: FlagKind,
    /// Who owns the task.
    pub owner: OwnerRole,
    /// Judges a case.
    pub judge: fn(&Case<'_>) -> Verdict,
    /// The records that a finding about this subject rests on besides the subject itself, in no
    /// order: what a timeline highlights.
    pub basis: fn(Subject, &Case<'_>) -> Vec<RecordId>,
}

/// A finding of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// The rule's code.
    pub code: &'static str,
    /// How soon someone should look.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// What it rests on.
    pub evidence: Evidence,
    /// Who owns the task.
    pub owner: OwnerRole,
}

impl Flag {
    /// Whether it tells what was not done, or what is possible.
    pub fn kind(&self) -> FlagKind {
        RULES
            .iter()
            .find(|rule| rule.code == self.code)
            .map_or(FlagKind::Gap, |rule| rule.kind)
    }

    /// A key that stays the same for as long as the flag lives, and that says nothing to people:
    /// the rule's number and the subject's record.
    pub fn key(&self) -> String {
        let number = RULES
            .iter()
            .find(|rule| rule.code == self.code)
            .map_or(0, |rule| rule.number);
        match self.subject.record() {
            None => number.to_string(),
            Some(record) => format!("{number}-{}", record.0.simple()),
        }
    }

    /// The records that the flag rests on, each once and in order of identity: its subject and
    /// what else its rule reads as evidence.
    pub fn basis(&self, case: &Case<'_>) -> Vec<RecordId> {
        let rule = RULES.iter().find(|rule| rule.code == self.code);
        let mut records: Vec<RecordId> = rule
            .map(|rule| (rule.basis)(self.subject, case))
            .unwrap_or_default();
        records.extend(self.subject.record());
        records.sort_unstable();
        records.dedup();
        records
    }
}

/// Everything the rules say about one patient at one instant.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// What to show: at most one flag per rule and subject.
    pub flags: Vec<Flag>,
    /// What another flag stands for, with that flag's code: kept in history, not shown.
    pub muted: Vec<(Flag, &'static str)>,
    /// The next instant at which time alone could change the flags apart from their day counts;
    /// may come early, never late.
    pub next: Option<Instant>,
}

/// Judges a patient (with everything known, also ahead) as of an instant.
pub fn evaluate(
    trajectory: Trajectory,
    directory: &Directory,
    policy: &Policy,
    as_of: Instant,
) -> Evaluation {
    judge(&Case::new(trajectory, directory, policy, as_of))
}

/// Applies every rule to a case. Nobody who has died has flags.
pub fn judge(case: &Case<'_>) -> Evaluation {
    if case.trajectory.patient.deceased_at.is_some() {
        return Evaluation {
            flags: Vec::new(),
            muted: Vec::new(),
            next: case.next_record,
        };
    }
    let mut flags = Vec::new();
    let mut when = Verdict::on(case);
    case.next_record
        .into_iter()
        .for_each(|at| when.again_at(at));
    for day in service_days(case) {
        when.again_on(day);
    }
    for rule in &RULES {
        let verdict = (rule.judge)(case);
        verdict.next.into_iter().for_each(|at| when.again_at(at));
        flags.extend(
            verdict
                .findings
                .into_iter()
                .map(|finding| flag(rule, finding)),
        );
    }
    let (muted, flags): (Vec<_>, Vec<_>) = flags
        .iter()
        .map(|flag| (flag.clone(), muted_by(flag, &flags, case)))
        .partition(|(_, by)| by.is_some());
    Evaluation {
        flags: flags.into_iter().map(|(flag, _)| flag).collect(),
        muted: muted
            .into_iter()
            .filter_map(|(flag, by)| by.map(|by| (flag, by)))
            .collect(),
        next: when.next,
    }
}

/// Flags as a list shows them: the most pressing first, then by the rule's number and the subject.
/// An urgent one stands for a marker about the same subject, which is then left out.
pub fn in_order(mut flags: Vec<Flag>) -> Vec<Flag> {
    let urgent: Vec<Subject> = flags
        .iter()
        .filter(|flag| flag.severity == Severity::Urgent)
        .map(|flag| flag.subject)
        .collect();
    flags.retain(|flag| flag.severity != Severity::Info || !urgent.contains(&flag.subject));
    flags.sort_by_key(|flag| {
        let place = RULES.iter().position(|rule| rule.code == flag.code);
        (std::cmp::Reverse(flag.severity), place, flag.subject)
    });
    flags
}

fn flag(rule: &Rule, finding: Finding) -> Flag {
    Flag {
        code: rule.code,
        severity: finding.severity,
        subject: finding.subject,
        evidence: finding.evidence,
        owner: rule.owner,
    }
}

/// Days on which being in service begins or ends by the calendar.
fn service_days(case: &Case<'_>) -> impl Iterator<Item = NaiveDate> {
    let patient = &case.trajectory.patient;
    [patient.in_service_from, patient.in_service_to]
        .into_iter()
        .flatten()
}

/// The code of the flag that stands for this one, if any does.
fn muted_by(flag: &Flag, all: &[Flag], case: &Case<'_>) -> Option<&'static str> {
    let by = match flag.code {
        "tipping_point" => "extensive_hospitalisation",
        "no_follow_up_72h" => "no_follow_up_7d",
        "single_thread" => "upcoming_loss",
        "no_named_contact" => "abrupt_ending",
        _ => return None,
    };
    all.iter()
        .filter(|other| other.code == by)
        .any(|other| {
            other.code != "abrupt_ending"
                || abrupt_ending::explains_missing_contact(other.subject, case)
        })
        .then_some(by)
}
