//! The rule behind a flag, in words with its numbers.

use chrono_tz::Tz;

use super::pages::policy::sentence;
use super::text::Text;
use crate::app::flags::Thresholds;
use crate::domain::flags::policy::THRESHOLDS;

/// The thresholds of a rule as they were when the flag was raised, and by whose word they held.
pub fn sentences(code: &str, by: &Thresholds, zone: Tz, text: Text) -> Vec<String> {
    let own = THRESHOLDS
        .iter()
        .filter(|threshold| threshold.group == code);
    let mut said: Vec<String> = own
        .map(|threshold| sentence(threshold, &threshold.of(&by.policy), text))
        .collect();
    said.push(match &by.version {
        None => text.say("life-rule-default"),
        Some(version) => text.with(
            "life-rule-version",
            [
                ("date", text.time(version.valid_from, zone).into()),
                ("reason", version.reason.as_str().into()),
            ],
        ),
    });
    said
}
