//! `lapsed_maintenance`: a relationship with an agreed longest interval has had no contact for that
//! interval and 14 days of grace, and nothing is booked.
//!
//! Source: Wang-Iversen et al. 2025 (a therapist kept at two sessions a year "so I don't lose
//! her"); twice a year is an agreed interval of 213 days.
//!
//! | case | fires |
//! |---|---|
//! | interval 213, last contact 228 days ago | yes |
//! | interval 213, last contact 227 days ago | no: within the grace |
//! | a booking ahead | no |
//! | no contact ever | counted from the start of the relationship |

use crate::domain::flags::{Case, Evidence, Subject, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::vocabulary::Severity;

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    if case.in_service_since().is_none() {
        return verdict;
    }
    for relationship in case.active_relationships() {
        let (Some(interval), Some(who)) = (
            relationship.agreed_interval_days,
            relationship.holder.professional(),
        ) else {
            continue;
        };
        let last = case.meetings_with(who).last().map(|c| case.contact_date(c));
        let since = last.unwrap_or(relationship.dates(case.directory).0);
        let due = time::add_days(since, i64::from(interval) + case.policy.maint_grace_days);
        verdict.again_on(time::add_days(due, 1));
        if case.today > due && !case.is_booked_with(who) {
            let evidence = Evidence::new()
                .with("who", who)
                .with("last", last)
                .with("days", crate::domain::flags::Value::DaysSince(since))
                .with("agreed_interval_days", i64::from(interval));
            verdict.find(
                Subject::Relationship(relationship.id),
                Severity::Attention,
                evidence,
            );
        }
    }
    verdict
}

/// The last contact with whom the relationship is with.
pub fn basis(subject: Subject, case: &Case<'_>) -> Vec<RecordId> {
    case.active_relationships()
        .filter(|r| subject == Subject::Relationship(r.id))
        .filter_map(|r| r.holder.professional())
        .filter_map(|who| case.meetings_with(who).last())
        .map(|contact| contact.id)
        .collect()
}
