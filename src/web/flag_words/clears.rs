//! What ends a flag, with the numbers of the policy.

use fluent_bundle::FluentValue;

use super::Teller;
use super::rest::Argument;
use crate::domain::flags::Policy;

impl Teller<'_> {
    /// What ends the flags of a rule.
    pub fn clears(&self, code: &str) -> String {
        self.text
            .with(&format!("flag-{code}-clears"), numbers(code, self.policy))
    }
}

/// The numbers that a rule's end depends on.
fn numbers(code: &str, policy: &Policy) -> Vec<Argument<'static>> {
    let days = |days: i64| vec![("days", FluentValue::from(days))];
    match code {
        "extensive_hospitalisation" => {
            let years = policy.ext_recency_years.unwrap_or(0);
            vec![("years", years.into())]
        }
        "tipping_point" => days(policy.tipping_active_days),
        "high_clinician_turnover" => vec![
            ("days", policy.turnover_settled_days.into()),
            ("tail", policy.turnover_tail_days.into()),
        ],
        "fragmented_care" => days(policy.frag_review_days),
        "abrupt_ending" => days(policy.abrupt_lookback_days),
        "no_follow_up_7d" => days(policy.fu_close_days),
        "readmission_30d" => days(policy.readmit_days),
        "no_crisis_plan" => vec![("months", policy.crisis_ask_again_months.into())],
        "coercion_without_debrief" => days(policy.debrief_again_days),
        "seclusion_many_staff" => vec![
            ("days", policy.secl_recent_days.into()),
            (
                "share",
                format!("{:.0}", policy.secl_top3_below * 100.0).into(),
            ),
        ],
        _ => Vec::new(),
    }
}
