//! Some thresholds, and what they are to be set to: what a unit keeps for itself, and what one version
//! changes against another.

use serde_json::{Map, Value};

use super::Policy;
use super::check::{Expected, Fault};
use super::table::{Amount, Kind, THRESHOLDS, Threshold};
use crate::domain::vocabulary::Setting;

/// Some thresholds with new amounts, in the order of the table, each once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change(Vec<(&'static Threshold, Amount)>);

impl PartialEq for Threshold {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Change {
    /// Every threshold, as a policy sets it.
    pub fn of(policy: &Policy) -> Self {
        let all = THRESHOLDS.iter();
        Self(
            all.map(|threshold| (threshold, threshold.of(policy)))
                .collect(),
        )
    }

    /// What is different in the second.
    pub fn between(before: &Policy, after: &Policy) -> Self {
        let changed = THRESHOLDS.iter().filter_map(|threshold| {
            let amount = threshold.of(after);
            (amount != threshold.of(before)).then_some((threshold, amount))
        });
        Self(changed.collect())
    }

    /// Reads an object with the keys of a policy, some of them.
    ///
    /// # Errors
    /// Keys that do not exist, and amounts that are of another kind. Whether they are within their
    /// ranges is asked of the whole, by [`Policy::check`].
    pub fn from_json(object: &Map<String, Value>) -> Result<Self, Vec<Fault>> {
        let mut change = Self::default();
        let mut faults = Vec::new();
        for (key, value) in flat(object) {
            match Threshold::find(&key) {
                None => faults.push(Fault {
                    key,
                    expected: Expected::KnownKey,
                }),
                Some(threshold) => match threshold.kind.read_json(value) {
                    Some(amount) => change.put(threshold, amount),
                    None => faults.push(threshold.fault()),
                },
            }
        }
        if faults.is_empty() {
            Ok(change)
        } else {
            Err(faults)
        }
    }

    /// Reads keys with typed texts.
    ///
    /// # Errors
    /// Keys that do not exist, and texts that cannot be read.
    pub fn from_texts<'t>(
        texts: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Self, Vec<Fault>> {
        let mut change = Self::default();
        let mut faults = Vec::new();
        for (key, text) in texts {
            match Threshold::find(key) {
                None => faults.push(Fault {
                    key: key.to_owned(),
                    expected: Expected::KnownKey,
                }),
                Some(threshold) => match threshold.kind.from_text(text) {
                    Some(amount) => change.put(threshold, amount),
                    None => faults.push(threshold.fault()),
                },
            }
        }
        if faults.is_empty() {
            Ok(change)
        } else {
            Err(faults)
        }
    }

    /// The object that [`Self::from_json`] reads.
    pub fn to_json(&self) -> Map<String, Value> {
        let mut object = Map::new();
        for (threshold, amount) in &self.0 {
            match threshold.key.split_once('.') {
                None => {
                    object.insert(threshold.key.to_owned(), amount.to_json());
                }
                Some((outer, inner)) => {
                    let held = object
                        .entry(outer)
                        .or_insert_with(|| Value::Object(Map::new()));
                    if let Value::Object(held) = held {
                        held.insert(inner.to_owned(), amount.to_json());
                    }
                }
            }
        }
        object
    }

    /// A policy with these thresholds set.
    #[must_use]
    pub fn applied_to(&self, policy: &Policy) -> Policy {
        let mut policy = policy.clone();
        for (threshold, amount) in &self.0 {
            threshold.set(&mut policy, amount);
        }
        policy
    }

    /// These thresholds, and then those of another: where both set one, the other's.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        for (threshold, amount) in &other.0 {
            self.put(threshold, amount.clone());
        }
        self
    }

    /// The amount of one of them.
    pub fn get(&self, threshold: &Threshold) -> Option<&Amount> {
        let held = self.0.iter().find(|(held, _)| *held == threshold);
        held.map(|(_, amount)| amount)
    }

    /// All of them, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Threshold, &Amount)> {
        self.0
            .iter()
            .map(|(threshold, amount)| (*threshold, amount))
    }

    /// Whether it sets nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets one, over what was said of it before.
    pub fn put(&mut self, threshold: &'static Threshold, amount: Amount) {
        self.0.retain(|(held, _)| *held != threshold);
        self.0.push((threshold, amount));
        self.0
            .sort_by_key(|(held, _)| THRESHOLDS.iter().position(|threshold| threshold == *held));
    }

    /// Leaves one as it is.
    pub fn leave(&mut self, threshold: &Threshold) {
        self.0.retain(|(held, _)| *held != threshold);
    }
}

/// The keys of an object, those within another as `outer.inner`.
fn flat(object: &Map<String, Value>) -> impl Iterator<Item = (String, &Value)> {
    object.iter().flat_map(|(outer, value)| match value {
        Value::Object(held) => held
            .iter()
            .map(|(inner, value)| (format!("{outer}.{inner}"), value))
            .collect(),
        value => vec![(outer.clone(), value)],
    })
}

impl Amount {
    /// As it stands in a policy's object.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Number(number) => (*number).into(),
            Self::Share(share) => (*share).into(),
            Self::YesNo(yes) => (*yes).into(),
            Self::Settings(settings) => settings.iter().map(|setting| setting.code()).collect(),
            Self::Never => Value::Null,
        }
    }

    /// As it is typed.
    pub fn to_text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Share(share) => share.to_string(),
            Self::YesNo(yes) => yes.to_string(),
            Self::Settings(settings) => {
                let codes: Vec<_> = settings.iter().map(|setting| setting.code()).collect();
                codes.join(",")
            }
            Self::Never => "never".to_owned(),
        }
    }
}

impl Kind {
    fn read_json(self, value: &Value) -> Option<Amount> {
        match self {
            Self::Number { or_never: true, .. } if value.is_null() => Some(Amount::Never),
            Self::Number { .. } => value.as_i64().map(Amount::Number),
            Self::Share { .. } => value.as_f64().map(Amount::Share),
            Self::YesNo => value.as_bool().map(Amount::YesNo),
            Self::Settings => {
                let codes = value.as_array()?.iter().map(Value::as_str);
                settings(codes)
            }
        }
    }

    /// Reads what somebody typed: a decimal comma is one, and nothing at all is no limit.
    pub fn from_text(self, text: &str) -> Option<Amount> {
        let text = text.trim();
        match self {
            Self::Number { or_never: true, .. } if matches!(text, "" | "never") => {
                Some(Amount::Never)
            }
            Self::Number { .. } => text.parse().ok().map(Amount::Number),
            Self::Share { .. } => {
                let share: f64 = text.replace(',', ".").parse().ok()?;
                share.is_finite().then_some(Amount::Share(share))
            }
            Self::YesNo => text.parse().ok().map(Amount::YesNo),
            Self::Settings => {
                let codes = text.split([',', ';', ' ']).filter(|code| !code.is_empty());
                settings(codes.map(Some))
            }
        }
    }
}

/// Settings by their codes, in the order of the vocabulary: the order they come in says nothing.
fn settings<'c>(codes: impl Iterator<Item = Option<&'c str>>) -> Option<Amount> {
    let mut settings: Vec<Setting> = codes
        .map(|code| code.and_then(|code| code.parse().ok()))
        .collect::<Option<_>>()?;
    settings.sort_unstable();
    Some(Amount::Settings(settings))
}
