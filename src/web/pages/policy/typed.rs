//! The form of a change as it was sent. Whatever is not in it is left as it is.

use std::collections::HashMap;

use super::words;
use crate::app::policy::{Shown, Wish, Wrong};
use crate::domain::flags::policy::{Amount, Change, Kind, THRESHOLDS, Threshold};
use crate::domain::ids::UnitId;
use crate::domain::time;
use crate::web::Fault;

/// What was sent, by field; fields that are there more than once are boxes.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed(HashMap<String, Vec<String>>);

impl Typed {
    pub(super) fn new(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in fields {
            typed.0.entry(name).or_default().push(value);
        }
        typed
    }

    /// One field; empty where it was not sent.
    pub(super) fn of(&self, name: &str) -> &str {
        let values = self.0.get(name).and_then(|values| values.first());
        values.map_or("", |value| value.trim())
    }

    pub(super) fn unit(&self) -> Result<Option<UnitId>, Fault> {
        super::unit_of(self.of("unit"))
    }

    /// What was typed for a threshold, where it was sent; settings joined by commas.
    pub(super) fn text_of(&self, threshold: &Threshold) -> Option<String> {
        let values = self.0.get(threshold.key)?;
        Some(match threshold.kind {
            Kind::Settings => {
                let chosen = values.iter().filter(|value| !value.is_empty());
                chosen.map(String::as_str).collect::<Vec<_>>().join(",")
            }
            _ => values.first()?.trim().to_owned(),
        })
    }

    /// What is wanted, and what of it cannot be read: against what holds now.
    pub(super) fn wish(&self, shown: &Shown) -> (Wish, Vec<Wrong>) {
        let mut wrong = Vec::new();
        let mut change = Change::default();
        for threshold in THRESHOLDS {
            let Some(text) = self.text_of(threshold) else {
                continue;
            };
            match words::read(threshold, &text) {
                Some(amount) if is_different(&amount, &threshold.of(&shown.policy)) => {
                    change.put(threshold, amount);
                }
                Some(_) => {}
                None => wrong.push(Wrong::Threshold(threshold.fault())),
            }
        }
        let from = self.of("valid_from");
        let valid_from = (!from.is_empty()).then(|| {
            let zone = shown.directory.service_zone;
            time::parse_time(from, zone).map_err(|_| wrong.push(Wrong::ValidFrom))
        });
        let wish = Wish {
            unit: shown.unit,
            change,
            takes_back: self.of("action") == "take_back",
            reason: self.of("reason").to_owned(),
            valid_from: valid_from.and_then(Result::ok),
            // One that cannot be read is of no state that there was.
            seen: Some(self.of("mark").parse().unwrap_or(u64::MAX)),
        };
        (wish, wrong)
    }
}

/// A share that was written and read again may have lost what nobody sees.
fn is_different(one: &Amount, other: &Amount) -> bool {
    match (one, other) {
        (Amount::Share(one), Amount::Share(other)) => (one - other).abs() > 1e-7,
        (one, other) => one != other,
    }
}
