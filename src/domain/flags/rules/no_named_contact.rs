//! `no_named_contact`: in service, and nobody has been the patient's named contact for seven days
//! (three while admitted).
//!
//! Source: the Norwegian duty to appoint a contact doctor or psychologist (spesialisthelsetjeneste-
//! loven § 2-5 c); the numbers of days are this project's. Days run from the last end (or the start
//! in service) through today, both included.
//!
//! | case | fires |
//! |---|---|
//! | the last one ended six days ago | yes: seven days, both ends included |
//! | five days ago | no |
//! | three days into a first admission | yes |
//! | a primary nurse while admitted | no; after discharge yes |

use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::vocabulary::Severity;

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let named = case.named_contact();
    let Some(in_service) = case.in_service_since().filter(|_| !named.is_present) else {
        return verdict;
    };
    let since = named.last_end.map_or(in_service, |end| end.max(in_service));
    let limit = if case.open_admission().is_some() {
        case.policy.named_gap_inpatient_days
    } else {
        case.policy.named_gap_days
    };
    verdict.again_on(time::add_days(since, limit - 1));
    if case.days_since(since) + 1 >= limit {
        let evidence = Evidence::new()
            .with("since", since)
            .with("days_without", Value::DaysSince(time::add_days(since, -1)))
            .with("last", named.last);
        verdict.find(Subject::Patient, Severity::Attention, evidence);
    }
    verdict
}

/// The relationship of whoever was the last.
pub fn basis(_: Subject, case: &Case<'_>) -> Vec<RecordId> {
    let Some(last) = case.named_contact().last else {
        return Vec::new();
    };
    case.trajectory
        .relationships
        .iter()
        .filter(|r| r.kind.is_named_contact(true) && r.holder.professional() == Some(last))
        .max_by_key(|r| (r.to, r.from))
        .map(|r| r.id)
        .into_iter()
        .collect()
}
