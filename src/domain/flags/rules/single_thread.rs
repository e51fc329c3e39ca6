//! `single_thread`: exactly one helping relationship lasts, it holds at least 80 % of at least four
//! contacts in 365 days, and it has no deputy.
//!
//! Source: Wang-Iversen et al. 2025, discussion (privatised relationships and burn-out); the
//! numbers are this project's. Shown only while `upcoming_loss` is not.
//!
//! | case | fires |
//! |---|---|
//! | one therapist, 4 of 4 contacts | yes |
//! | the same, with a deputy | no |
//! | 3 of 3 contacts | no: too few |
//! | a coordinator beside the therapist | no |
//! | a responsible clinician beside the therapist | yes: that is formal responsibility |

use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::vocabulary::Severity;

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let policy = case.policy;
    let mut helping = case.active_relationships().filter(|r| r.kind.is_helping());
    let (Some(only), None) = (helping.next(), helping.next()) else {
        return verdict;
    };
    let Some(who) = only.holder.professional() else {
        return verdict;
    };
    if only.deputy.is_some() || case.in_service_since().is_none() {
        return verdict;
    }
    let contacts = case.recent(policy.contact_days).count();
    let with_them = case
        .recent(policy.contact_days)
        .filter(|m| m.provider == who)
        .count();
    if let Some(oldest) = case.recent(policy.contact_days).map(|m| m.day).min() {
        verdict.again_on(time::add_days(oldest, policy.contact_days));
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a patient's contacts are far below 2^52"
    )]
    let share = with_them as f64 / contacts.max(1) as f64;
    if contacts >= policy.single_min_contacts && share >= policy.single_share {
        let evidence = Evidence::new()
            .with("who", who)
            .with("share", Value::Ratio(share))
            .with("contacts", contacts);
        verdict.find(Subject::Relationship(only.id), Severity::Info, evidence);
    }
    verdict
}

/// The contacts with whom the relationship is with.
pub fn basis(subject: Subject, case: &Case<'_>) -> Vec<RecordId> {
    let holder = case
        .active_relationships()
        .find(|r| subject == Subject::Relationship(r.id))
        .and_then(|r| r.holder.professional());
    case.recent(case.policy.contact_days)
        .filter(|m| Some(m.provider) == holder)
        .filter_map(|m| case.trajectory.contacts.get(m.place))
        .map(|contact| contact.id)
        .collect()
}
