//! `request_unanswered`: the patient asked for something more than 14 days ago, and has no answer.
//!
//! Source: Wang-Iversen et al. 2025 (requests that nobody answers); the days are this project's. Any
//! request counts, whatever it is about, and any answer is one: yes, partly, no.
//!
//! | case | fires |
//! |---|---|
//! | asked 15 days ago | yes |
//! | asked 14 days ago | no |
//! | answered, whatever the answer | no |
//! | to be answered by a later day, asked 15 days ago | yes: an appointment is no answer |

use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::vocabulary::Severity;

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    for request in &case.trajectory.requests {
        if request.answered_at.is_some() || request.answer.is_some() {
            continue;
        }
        let asked = case.date(request.asked_at);
        let days = case.policy.request_days;
        verdict.again_on(time::add_days(asked, days + 1));
        if case.days_since(asked) > days {
            let evidence = Evidence::new()
                .with("request", Value::Text(request.text.clone()))
                .with("asked", asked)
                .with("days", Value::DaysSince(asked))
                .with("received_by", request.received_by)
                .with("decider", request.decider);
            verdict.find(Subject::Request(request.id), Severity::Attention, evidence);
        }
    }
    verdict
}

/// Nothing besides the request.
pub fn basis(_: Subject, _: &Case<'_>) -> Vec<RecordId> {
    Vec::new()
}
