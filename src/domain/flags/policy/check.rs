//! Whether a policy can be meant: every threshold within its range, and none against another.

use std::fmt;

use super::Policy;
use super::table::{Amount, Kind, THRESHOLDS, Threshold};
use crate::domain::vocabulary::{Setting, SettingClass};

/// What is wrong with one threshold, and what would be accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The threshold's key; as it was given, where there is no such threshold.
    pub key: String,
    /// What would be accepted.
    pub expected: Expected,
}

/// What would be accepted of a threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Expected {
    /// One of the keys of the table.
    KnownKey,
    /// What its kind says.
    Kind(Kind),
    /// At most what another is set to, or less than that: the policy as a whole would contradict
    /// itself.
    Order(&'static Order),
}

/// Two thresholds of which the first may not pass the second.
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    /// The key of the smaller one.
    pub smaller: &'static str,
    /// The key of the larger one.
    pub larger: &'static str,
    /// Whether they may be equal.
    pub or_equal: bool,
}

const fn at_most(smaller: &'static str, larger: &'static str) -> Order {
    Order {
        smaller,
        larger,
        or_equal: true,
    }
}

const fn below(smaller: &'static str, larger: &'static str) -> Order {
    Order {
        smaller,
        larger,
        or_equal: false,
    }
}

/// Thresholds that would contradict each other.
pub static ORDERS: &[Order] = &[
    // Urgent from fewer days left than attention, attention within the days that are looked ahead.
    at_most("loss_urgent_days", "loss_attention_days"),
    at_most("loss_attention_days", "loss_horizon_days"),
    // A marker before attention, from fewer clinicians.
    at_most("turnover_info_distinct", "turnover_distinct"),
    // The second rule takes over from the first, and must have days of its own.
    below("fu_days_1", "fu_days_2"),
    below("fu_days_2", "fu_close_days"),
    // In a ward days are short.
    at_most("named_gap_inpatient_days", "named_gap_days"),
    at_most("rupture_inpatient_days", "rupture_days"),
    // It cannot stand for another after it is gone.
    at_most("abrupt_mutes_days", "abrupt_lookback_days"),
];

impl Policy {
    /// What cannot be meant, in the order of the table; nothing when all is well.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = THRESHOLDS
            .iter()
            .filter(|threshold| !threshold.kind.accepts(&threshold.of(self)))
            .map(Threshold::fault)
            .collect();
        // One that is out of its range is told once.
        let is_wrong = |key| faults.iter().any(|fault| fault.key == key);
        let broken: Vec<&Order> = ORDERS
            .iter()
            .filter(|order| !is_wrong(order.smaller) && !is_wrong(order.larger))
            .filter(|order| !order.holds(self))
            .collect();
        faults.extend(broken.into_iter().map(|order| Fault {
            key: order.smaller.to_owned(),
            expected: Expected::Order(order),
        }));
        faults
    }
}

impl Threshold {
    /// That it is set to what its kind does not accept.
    pub fn fault(&self) -> Fault {
        Fault {
            key: self.key.to_owned(),
            expected: Expected::Kind(self.kind),
        }
    }
}

impl Order {
    fn holds(&self, policy: &Policy) -> bool {
        let number = |key| match Threshold::find(key).map(|threshold| threshold.of(policy)) {
            Some(Amount::Number(number)) => Some(number),
            _ => None,
        };
        match (number(self.smaller), number(self.larger)) {
            (Some(smaller), Some(larger)) => smaller < larger || self.or_equal && smaller == larger,
            _ => true,
        }
    }
}

impl Kind {
    /// Whether an amount is of this kind and within its range.
    pub fn accepts(&self, amount: &Amount) -> bool {
        match (self, amount) {
            (Self::Number { least, most, .. }, Amount::Number(number)) => {
                (least..=most).contains(&number)
            }
            (Self::Number { or_never, .. }, Amount::Never) => *or_never,
            (Self::Share { least, most, .. }, Amount::Share(share)) => {
                (least..=most).contains(&share)
            }
            (Self::YesNo, Amount::YesNo(_)) => true,
            (Self::Settings, Amount::Settings(settings)) => are_counted(settings),
            _ => false,
        }
    }
}

/// At least one, each once, and all of those that form admissions.
fn are_counted(settings: &[Setting]) -> bool {
    let is_first = |place: usize, setting| !settings[..place].contains(setting);
    !settings.is_empty()
        && settings.iter().enumerate().all(|(place, setting)| {
            setting.class() == SettingClass::Inpatient && is_first(place, setting)
        })
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.expected {
            // What was given is not repeated: it is somebody's typing.
            Expected::KnownKey => f.write_str("there is no such threshold"),
            expected => write!(f, "{} must be {expected}", self.key),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KnownKey => f.write_str("the key of a threshold"),
            Self::Kind(kind) => write!(f, "{kind}"),
            Self::Order(order) if order.or_equal => write!(f, "at most {}", order.larger),
            Self::Order(order) => write!(f, "less than {}", order.larger),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number {
                of,
                least,
                most,
                or_never,
            } => {
                write!(f, "a whole number from {least} to {most}")?;
                if *of != super::Measure::Count {
                    write!(f, " ({})", of.code())?;
                }
                f.write_str(if *or_never { ", or `never`" } else { "" })
            }
            Self::Share { least, most, .. } => write!(f, "a share from {least} to {most}"),
            Self::YesNo => f.write_str("`true` or `false`"),
            Self::Settings => f
                .write_str("at least one inpatient setting, each once: ")
                .and_then(|()| f.write_str(&inpatient().collect::<Vec<_>>().join(", "))),
        }
    }
}

/// The codes of the settings that may count.
fn inpatient() -> impl Iterator<Item = &'static str> {
    Setting::ALL
        .iter()
        .filter(|setting| setting.class() == SettingClass::Inpatient)
        .map(|setting| setting.code())
}
