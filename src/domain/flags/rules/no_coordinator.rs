//! `no_coordinator`: much time in hospital, or two or more teams at once for 28 days, and nobody
//! coordinates.
//!
//! Source: the Norwegian right to a coordinator (pasient- og brukerrettighetsloven § 2-5 b); the days
//! are this project's. Teams are those of `fragmented_care`: units with an open treatment period, the
//! wards of one admission being one, patient-controlled stays none. They need not be the same two all
//! along. A patient's "no" answers it for good, until they say yes.
//!
//! | case | fires |
//! |---|---|
//! | a clinic and an outreach team, together for 28 days | yes |
//! | together for 27 days | no |
//! | two teams until yesterday, one today | no |
//! | `extensive_hospitalisation` holds | yes |
//! | a coordinator, or declined by the patient | no |

use super::{extensive_hospitalisation, fragmented_care};
use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::vocabulary::{DecisionSubject, RelationshipKind, Severity};

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    if case.in_service_since().is_none() || is_answered(case) {
        return verdict;
    }
    for day in fragmented_care::team_days(case) {
        verdict.again_on(day);
    }
    let overlap = case.policy.coord_overlap_days;
    let teams = fragmented_care::at_once(case);
    if let Some((_, since)) = &teams {
        verdict.again_on(time::add_days(*since, overlap));
    }
    let teams = teams.filter(|(_, since)| case.days_since(*since) >= overlap);
    let is_much = extensive_hospitalisation::holds(case);
    if teams.is_some() || is_much {
        let reasons = [
            (is_much, "extensive_hospitalisation"),
            (teams.is_some(), "teams"),
        ];
        let reasons = reasons
            .into_iter()
            .filter_map(|(is, why)| is.then_some(why));
        let since = teams.as_ref().map(|(_, since)| *since);
        let teams = teams.into_iter().flat_map(|(teams, _)| teams);
        let evidence = Evidence::new()
            .with("teams", teams.map(Value::Unit).collect::<Value>())
            .with("since", since)
            .with("because", reasons.collect::<Value>());
        verdict.find(Subject::Patient, Severity::Info, evidence);
    }
    verdict
}

fn is_answered(case: &Case<'_>) -> bool {
    case.active_relationships()
        .any(|r| r.kind == RelationshipKind::Coordinator)
        || case.declined(DecisionSubject::Coordinator).is_some()
}

/// The open treatment periods of teams that are there at once, and what much time in hospital rests
/// on.
pub fn basis(subject: Subject, case: &Case<'_>) -> Vec<RecordId> {
    let overlap = case.policy.coord_overlap_days;
    let teams = fragmented_care::at_once(case);
    let is_long = teams.is_some_and(|(_, since)| case.days_since(since) >= overlap);
    let open = case.trajectory.periods.iter();
    let open = open.filter(|p| is_long && p.to.is_none()).map(|p| p.id);
    open.chain(extensive_hospitalisation::basis(subject, case))
        .collect()
}
