//! `seclusion_many_staff`: in three days of seclusion or more, with at least twelve recorded visits,
//! the three most frequent staff made less than half of them.
//!
//! Source: Wang-Iversen et al. 2025 (a stream of strangers when it is hardest); the numbers are this
//! project's. Needs attention while the seclusion lasts, when a small team can still be fixed;
//! afterwards it is context until a conversation about the measure has been offered. A small team over
//! the last three days of the seclusion settles it, where these hold so many visits that three people
//! who came once each would not reach the share.
//!
//! | case | severity |
//! |---|---|
//! | third day, 12 visits by 12 people | `attention` |
//! | second day, or 11 visits | none |
//! | three people made exactly half of the visits | none |
//! | over the last three days seven visits, four of them by three people | none |
//! | over the last three days six visits by one person | `attention`: too few to tell |
//! | ended, no conversation offered | `info` |
//! | ended, a conversation offered | none |

use super::coercion_without_debrief;
use crate::domain::compulsion::{self, TEAM, Visit, by_person, share_of_team};
use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::trajectory::Measure;
use crate::domain::vocabulary::{MeasureKind, Severity};

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let seclusions = case.trajectory.measures.iter();
    for measure in seclusions.filter(|m| m.kind == MeasureKind::Seclusion) {
        if measure.to.is_some() && coercion_without_debrief::is_offered(measure, case) {
            continue;
        }
        judge_seclusion(measure, case, &mut verdict);
    }
    verdict
}

fn judge_seclusion(measure: &Measure, case: &Case<'_>, verdict: &mut Verdict) {
    let policy = case.policy;
    let zone = case.directory.zone(measure.unit);
    let from = time::local_date(measure.from, zone);
    let ended = measure.to.map(|to| time::local_date(to, zone));
    let last_day = ended.unwrap_or(case.today);
    let visits = compulsion::visits(measure, zone);
    verdict.again_on(time::add_days(from, policy.secl_min_days));
    if ended.is_none() {
        for (_, day) in &visits {
            verdict.again_on(time::add_days(*day, policy.secl_recent_days));
        }
    }
    if time::days_between(from, last_day) < policy.secl_min_days
        || visits.len() < policy.secl_min_visits
    {
        return;
    }
    let opens = time::add_days(last_day, 1 - policy.secl_recent_days);
    let recent: Vec<Visit> = visits
        .iter()
        .copied()
        .filter(|(_, day)| *day >= opens)
        .collect();
    let share = share_of_team(&visits);
    if share >= policy.secl_top3_below || is_settled(&recent, policy.secl_top3_below) {
        return;
    }
    let severity = match ended {
        None => Severity::Attention,
        Some(_) => Severity::Info,
    };
    let evidence = Evidence::new()
        .with("staff", by_person(&visits).len())
        .with("visits", visits.len())
        .with("top3_share", Value::Ratio(share))
        .with("from", from)
        .with("ended", ended);
    verdict.find(Subject::Measure(measure.id), severity, evidence);
}

/// Whether a small team made enough of these visits. Where three people who came once each would
/// reach the share, it says nothing.
#[expect(
    clippy::cast_precision_loss,
    reason = "the visits of a measure are far below 2^52"
)]
fn is_settled(visits: &[Visit], share: f64) -> bool {
    let once_each = TEAM as f64 / visits.len().max(1) as f64;
    once_each < share && share_of_team(visits) >= share
}

/// Nothing besides the measure, whose visits are part of it.
pub fn basis(_: Subject, _: &Case<'_>) -> Vec<RecordId> {
    Vec::new()
}
