//! `high_clinician_turnover`: four or more distinct responsible clinicians within 30 days of one
//! admission (three: `info`), the admission open or ended at most 30 days ago.
//!
//! Source: Wang-Iversen et al. 2025 ("four or five doctors during that period"). Temporary cover of
//! at most 72 hours and on-call are left out; a planned rotation that lasts longer still counts,
//! since the patient met one more doctor. Assignments are `[start date, end date)`.
//!
//! | case | fires |
//! |---|---|
//! | four within 30 days, one of them 55 hours of weekend cover | `info`: three remain |
//! | four within 30 days, the present one for 14 days | `attention` |
//! | the same, the present one for 15 days | no: settled |
//! | discharged 31 days ago | no |

use chrono::{NaiveDate, TimeDelta};

use crate::domain::admission::Admission;
use crate::domain::continuity::measures;
use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::time;
use crate::domain::trajectory::Relationship;
use crate::domain::vocabulary::{RelationshipKind, RelationshipMode, Severity};

/// A responsible clinician's days in an admission.
struct Assignment {
    record: RecordId,
    who: ProfessionalId,
    from: NaiveDate,
    to: Option<NaiveDate>,
}

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let clinicians: Vec<&Relationship> = responsible(case).collect();
    for cover in clinicians
        .iter()
        .filter(|r| r.is_temporary_cover && r.to.is_none())
    {
        verdict.again_at(cover.from + longest_cover(case) + TimeDelta::microseconds(1));
    }
    let counted: Vec<&Relationship> = clinicians
        .into_iter()
        .filter(|r| !is_short_cover(r, case))
        .collect();
    for present in counted.iter().filter(|r| r.to.is_none()) {
        let (from, _) = present.dates(case.directory);
        verdict.again_on(time::add_days(from, case.policy.turnover_settled_days + 1));
    }
    if is_settled(&counted, case) {
        return verdict;
    }
    for admission in &case.admissions {
        judge_admission(admission, &counted, case, &mut verdict);
    }
    verdict
}

fn judge_admission(
    admission: &Admission,
    clinicians: &[&Relationship],
    case: &Case<'_>,
    verdict: &mut Verdict,
) {
    let policy = case.policy;
    if let Some(to) = admission.to_on {
        verdict.again_on(time::add_days(to, policy.turnover_tail_days + 1));
        if case.days_since(to) > policy.turnover_tail_days {
            return;
        }
    }
    let assignments = assignments(admission, clinicians, case);
    let days: Vec<_> = assignments
        .iter()
        .map(|a| (a.who, a.from, a.to.unwrap_or(NaiveDate::MAX)))
        .collect();
    let distinct = measures::max_distinct_in_window(&days, policy.turnover_window_days);
    let severity = if distinct >= policy.turnover_distinct {
        Severity::Attention
    } else if distinct >= policy.turnover_info_distinct {
        Severity::Info
    } else {
        return;
    };
    let evidence = Evidence::new()
        .with("distinct", distinct)
        .with("window_days", policy.turnover_window_days)
        .with("who", assignments.iter().map(span).collect::<Value>());
    verdict.find(Subject::Admission(admission.first), severity, evidence);
}

fn span(assignment: &Assignment) -> Evidence {
    Evidence::new()
        .with("who", assignment.who)
        .with("from", assignment.from)
        .with("to", assignment.to)
}

/// The assignments that fall on days of the admission, cut to it.
fn assignments(
    admission: &Admission,
    clinicians: &[&Relationship],
    case: &Case<'_>,
) -> Vec<Assignment> {
    // The day of admission belongs to the admission even when it is also the day of discharge.
    let last = admission
        .to_on
        .map(|to| to.max(time::add_days(admission.from_on, 1)));
    clinicians
        .iter()
        .filter_map(|r| {
            let (from, to) = r.dates(case.directory);
            let from = from.max(admission.from_on);
            let to = [to, last].into_iter().flatten().min();
            let who = r.holder.professional()?;
            to.is_none_or(|to| from < to).then_some(Assignment {
                record: r.id,
                who,
                from,
                to,
            })
        })
        .collect()
}

/// The admission's ward stays, and the relationships of its responsible clinicians.
pub fn basis(subject: Subject, case: &Case<'_>) -> Vec<RecordId> {
    let Some(admission) = subject.record().and_then(|first| case.admission(first)) else {
        return Vec::new();
    };
    let counted: Vec<&Relationship> = responsible(case)
        .filter(|r| !is_short_cover(r, case))
        .collect();
    let assignments = assignments(admission, &counted, case);
    case.ward_stays(admission)
        .chain(assignments.into_iter().map(|a| a.record))
        .collect()
}

fn responsible<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Relationship> {
    case.trajectory
        .relationships
        .iter()
        .filter(|r| is_responsible(r))
}

fn is_responsible(relationship: &Relationship) -> bool {
    relationship.kind == RelationshipKind::ResponsibleClinician
        && relationship.mode != Some(RelationshipMode::OnCall)
}

fn longest_cover(case: &Case<'_>) -> TimeDelta {
    TimeDelta::hours(case.policy.cover_max_hours)
}

fn is_short_cover(relationship: &Relationship, case: &Case<'_>) -> bool {
    let until = relationship.to.unwrap_or(case.as_of);
    relationship.is_temporary_cover && until - relationship.from <= longest_cover(case)
}

/// Whether the present responsible clinician has been so for long enough.
fn is_settled(clinicians: &[&Relationship], case: &Case<'_>) -> bool {
    clinicians
        .iter()
        .filter(|r| r.to.is_none())
        .any(|r| case.days_since(r.dates(case.directory).0) > case.policy.turnover_settled_days)
}
