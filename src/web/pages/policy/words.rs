//! Thresholds in the reader's language.

use std::fmt::Write as _;

use fluent_bundle::FluentValue;

use crate::app::policy::Wrong;
use crate::domain::flags::Policy;
use crate::domain::flags::policy::{Amount, Change, Expected, Fault, Kind, Threshold};
use crate::domain::vocabulary::Setting;
use crate::web::Text;

/// Stands for the number where a sentence is cut into what is before it and after it.
const HERE: &str = "\u{1}";

/// A sentence around its number.
pub(super) fn around(threshold: &Threshold, text: Text) -> (String, String) {
    let whole = sentence_with(threshold, HERE.into(), text);
    match whole.split_once(HERE) {
        Some((before, after)) => (before.trim_end().to_owned(), joined(after)),
        None => (whole, String::new()),
    }
}

/// What follows a number, as it follows an input: a full stop at once, a sign on the same line.
fn joined(after: &str) -> String {
    match after.trim_start() {
        after if after.starts_with('%') => format!("\u{a0}{after}"),
        after if after.starts_with('.') => after.to_owned(),
        after => format!(" {after}"),
    }
}

/// A sentence with its number.
pub(in crate::web) fn sentence(threshold: &Threshold, amount: &Amount, text: Text) -> String {
    match amount {
        Amount::Never => text.say(&format!("policy-t-{}-never", threshold.text_key())),
        Amount::Number(number) => sentence_with(threshold, (*number).into(), text),
        _ => sentence_with(threshold, short(threshold, amount, text).into(), text),
    }
}

fn sentence_with(threshold: &Threshold, value: FluentValue<'_>, text: Text) -> String {
    let key = format!("policy-t-{}", threshold.text_key());
    text.with(&key, [("n", value)])
}

/// What a threshold is set to, by itself.
pub(super) fn short(threshold: &Threshold, amount: &Amount, text: Text) -> String {
    match amount {
        Amount::Number(number) => number.to_string(),
        Amount::Share(_) => text.0.decimal_mark(&typed(threshold, amount)),
        Amount::YesNo(yes) => text.say(&format!("policy-{}-{yes}", threshold.key)),
        Amount::Settings(settings) => {
            let words = settings.iter().map(|of| text.word("setting", of.code()));
            words.collect::<Vec<_>>().join(", ")
        }
        Amount::Never => text.say("policy-never"),
    }
}

/// [`short`] with the sign that its sentence has.
pub(super) fn short_with_sign(threshold: &Threshold, amount: &Amount, text: Text) -> String {
    let mut short = short(threshold, amount, text);
    if is_percent(threshold.kind) {
        let _ = write!(short, " %");
    }
    short
}

/// As it stands in an input.
pub(super) fn typed(threshold: &Threshold, amount: &Amount) -> String {
    match amount {
        Amount::Share(share) if is_percent(threshold.kind) => {
            // Halves of a percent are more than anybody sets; 0.07 must not become 7.000000000000001.
            ((share * 1e6).round() / 1e4).to_string()
        }
        Amount::Never => String::new(),
        amount => amount.to_text(),
    }
}

/// Reads what [`typed`] wrote, and what somebody made of it.
pub(super) fn read(threshold: &Threshold, text: &str) -> Option<Amount> {
    match threshold.kind.from_text(text)? {
        Amount::Share(percent) if is_percent(threshold.kind) => {
            Some(Amount::Share(percent / 100.0))
        }
        amount => Some(amount),
    }
}

/// Shares are read as percent, indices as they are.
pub(super) const fn is_percent(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Share {
            is_index: false,
            ..
        }
    )
}

/// What is different, threshold by threshold.
pub(super) fn changes(change: &Change, before: &Policy, text: Text) -> Vec<String> {
    let lines = change.iter().map(|(threshold, amount)| {
        let what = sentence(threshold, amount, text);
        let before = short_with_sign(threshold, &threshold.of(before), text);
        let rule = text.word("policy-group", threshold.group);
        text.with(
            "policy-change",
            [
                ("rule", rule.into()),
                ("what", what.into()),
                ("before", before.into()),
            ],
        )
    });
    lines.collect()
}

/// What is wrong with a change: the key that it is about, and what would be accepted.
pub(super) fn wrong(wrong: &Wrong, policy: &Policy, text: Text) -> (String, String) {
    let words = match wrong {
        Wrong::Threshold(fault) => expected(fault, policy, text),
        Wrong::Within { name, fault, .. } => text.with(
            "policy-wrong-within",
            [
                ("what", expected(fault, policy, text).into()),
                ("unit", name.as_str().into()),
            ],
        ),
        other => text.say(&format!("policy-wrong-{}", other.field())),
    };
    (wrong.field().to_owned(), words)
}

fn expected(fault: &Fault, policy: &Policy, text: Text) -> String {
    match fault.expected {
        Expected::KnownKey => text.say("policy-wrong-unknown"),
        Expected::Kind(kind) => of_kind(kind, text),
        Expected::Order(order) => {
            let other = Threshold::find(order.larger).map_or_else(String::new, |other| {
                sentence(other, &other.of(policy), text)
            });
            let key = if order.or_equal {
                "policy-wrong-at-most"
            } else {
                "policy-wrong-below"
            };
            text.with(key, [("other", other.into())])
        }
    }
}

fn of_kind(kind: Kind, text: Text) -> String {
    let range = |key, least: String, most: String| {
        text.with(key, [("least", least.into()), ("most", most.into())])
    };
    match kind {
        Kind::Number {
            least,
            most,
            or_never,
            ..
        } => {
            let key = if or_never {
                "policy-wrong-number-never"
            } else {
                "policy-wrong-number"
            };
            range(key, least.to_string(), most.to_string())
        }
        Kind::Share {
            least,
            most,
            is_index: true,
        } => range("policy-wrong-share", least.to_string(), most.to_string()),
        Kind::Share { least, most, .. } => {
            let [least, most] = [least, most].map(|share| (share * 100.0).round().to_string());
            range("policy-wrong-percent", least, most)
        }
        Kind::YesNo => text.say("policy-wrong-choice"),
        Kind::Settings => text.say("policy-wrong-settings"),
    }
}

/// Who did something, of the form in the audit trail.
pub(super) fn who(author: &str, text: Text) -> String {
    match author.split_once(':') {
        Some(("account", name)) => name.to_owned(),
        Some((_, name)) => format!("{} ({name})", text.say("policy-by-command-line")),
        None => text.say("policy-by-command-line"),
    }
}

/// The settings that may count, with their words.
pub(super) fn countable(text: Text) -> impl Iterator<Item = (Setting, String)> {
    let settings = Setting::ALL.iter().copied();
    settings
        .filter(|setting| Kind::Settings.accepts(&Amount::Settings(vec![*setting])))
        .map(move |setting| (setting, text.capital_word("setting", setting.code())))
}
