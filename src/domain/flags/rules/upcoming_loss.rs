//! `upcoming_loss`: a relationship the patient marked as important will end within 90 days, and no
//! successor has yet met the patient together with the one who leaves.
//!
//! The planned end is the earlier of the relationship's own and of the professional's employment at
//! its unit. Where the patient marked nothing, the relationship that holds at least half of the
//! last year's contacts stands in (then never urgent). Horizon and steps are this project's.
//!
//! | case | severity |
//! |---|---|
//! | 60 days left | `info` |
//! | 42 days left | `attention` |
//! | 14 days left, marked | `urgent` |
//! | 14 days left, unmarked, 60 % of contacts | `attention` |
//! | a joint contact with the successor | none |
//! | 91 days left, or the day has passed | none |

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::time;
use crate::domain::trajectory::Relationship;
use crate::domain::vocabulary::Severity;

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    if case.in_service_since().is_none() {
        return verdict;
    }
    let most_met = most_met(case);
    for relationship in case.active_relationships() {
        let Some(who) = relationship.holder.professional() else {
            continue;
        };
        for day in employment_days(relationship, who, case) {
            verdict.again_on(day);
        }
        let Some(end) = planned_end(relationship, who, case) else {
            continue;
        };
        let days_left = time::days_between(case.today, end);
        if days_left < 0 {
            continue;
        }
        for days in steps(case) {
            verdict.again_on(time::add_days(end, -days));
        }
        if days_left > case.policy.loss_horizon_days {
            continue;
        }
        let is_marked = relationship.important_to_patient;
        if !is_marked {
            // Its share of contacts changes as days leave the window.
            if let Some(oldest) = case.recent(case.policy.contact_days).map(|m| m.day).min() {
                verdict.again_on(time::add_days(oldest, case.policy.contact_days));
            }
        }
        let matters = is_marked || (relationship.kind.is_helping() && most_met == Some(who));
        if matters && !has_met_successor(relationship, who, case) {
            let evidence = Evidence::new()
                .with("who", who)
                .with("planned_end", end)
                .with("days_left", Value::DaysUntil(end))
                .with("other_active", case.active_relationships().count() - 1);
            verdict.find(
                Subject::Relationship(relationship.id),
                severity(days_left, is_marked, case),
                evidence,
            );
        }
    }
    verdict
}

fn severity(days_left: i64, is_marked: bool, case: &Case<'_>) -> Severity {
    if is_marked && days_left <= case.policy.loss_urgent_days {
        Severity::Urgent
    } else if days_left <= case.policy.loss_attention_days {
        Severity::Attention
    } else {
        Severity::Info
    }
}

/// Days left at which the answer changes: entering the horizon, each step, and the day after.
fn steps(case: &Case<'_>) -> [i64; 4] {
    let policy = case.policy;
    [
        policy.loss_horizon_days,
        policy.loss_attention_days,
        policy.loss_urgent_days,
        -1,
    ]
}

fn planned_end(
    relationship: &Relationship,
    who: ProfessionalId,
    case: &Case<'_>,
) -> Option<NaiveDate> {
    let employment = employments(relationship, who, case)
        .filter(|e| e.from <= case.today && e.to.is_none_or(|to| to > case.today))
        .filter_map(|e| e.planned_end)
        .min();
    [relationship.planned_end, employment]
        .into_iter()
        .flatten()
        .min()
}

fn employments<'c>(
    relationship: &Relationship,
    who: ProfessionalId,
    case: &'c Case<'_>,
) -> impl Iterator<Item = &'c crate::domain::trajectory::Employment> {
    let unit = relationship.unit;
    case.directory
        .employments
        .get(&who)
        .into_iter()
        .flatten()
        .filter(move |e| Some(e.unit) == unit)
}

/// Days on which an employment begins or ends.
fn employment_days(
    relationship: &Relationship,
    who: ProfessionalId,
    case: &Case<'_>,
) -> impl Iterator<Item = NaiveDate> {
    employments(relationship, who, case)
        .flat_map(|e| [Some(e.from), e.to])
        .flatten()
}

/// The professional who holds at least the policy's share of the recent contacts, and the most of
/// them: of equals the one met last.
fn most_met(case: &Case<'_>) -> Option<ProfessionalId> {
    let mut counts: HashMap<ProfessionalId, (usize, usize)> = HashMap::new();
    let mut total = 0_usize;
    for meeting in case.recent(case.policy.contact_days) {
        total += 1;
        let entry = counts.entry(meeting.provider).or_default();
        *entry = (entry.0 + 1, total);
    }
    let (who, (count, _)) = counts.into_iter().max_by_key(|(_, rank)| *rank)?;
    #[expect(
        clippy::cast_precision_loss,
        reason = "a patient's contacts are far below 2^52"
    )]
    let share = count as f64 / total as f64;
    (share >= case.policy.loss_share).then_some(who)
}

/// Whether someone who takes over has met the patient together with the one who leaves.
fn has_met_successor(relationship: &Relationship, who: ProfessionalId, case: &Case<'_>) -> bool {
    let same_role = case
        .active_relationships()
        .filter(|r| r.kind == relationship.kind && r.from > relationship.from)
        .filter_map(|r| r.holder.professional());
    let successors: Vec<ProfessionalId> = relationship
        .successor
        .into_iter()
        .chain(same_role)
        .filter(|successor| *successor != who)
        .collect();
    case.meetings_with(who)
        .any(|c| successors.iter().any(|successor| c.involves(*successor)))
}

/// Nothing besides the relationship that will end.
pub fn basis(_: Subject, _: &Case<'_>) -> Vec<RecordId> {
    Vec::new()
}
