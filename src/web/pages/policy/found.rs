//! What a change would change, in words: the same for an estimate and for the exact answer.

use crate::app::policy::preview::{Count, Estimated, Exact, Scaled};
use crate::domain::vocabulary::Severity;
use crate::web::Text;

/// What was found, in words.
#[derive(Debug)]
pub(super) struct Found {
    /// Whom it rests on.
    pub(super) rests_on: String,
    pub(super) rows: Vec<Row>,
    /// Whether more could be known.
    pub(super) is_estimate: bool,
}

/// Flags of one rule and severity.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) rule: String,
    pub(super) severity: String,
    pub(super) now: String,
    pub(super) appear: String,
    pub(super) disappear: String,
}

impl Found {
    pub(super) fn estimated(found: &Estimated, text: Text) -> Self {
        let key = if found.is_exact() {
            "policy-preview-all"
        } else {
            "policy-preview-estimate"
        };
        let mut arguments = vec![("everyone", found.everyone.into())];
        if !found.is_exact() {
            arguments.push(("sample", found.sample.into()));
        }
        let rows = found.rows.iter().map(|row| {
            Row::new(row.code, row.severity, text).with(
                scaled(row.now, text),
                scaled(row.appear, text),
                scaled(row.disappear, text),
            )
        });
        Self {
            rests_on: text.with(key, arguments),
            rows: rows.collect(),
            is_estimate: !found.is_exact(),
        }
    }

    pub(super) fn exact(found: &Exact, text: Text) -> Self {
        let rows = found.rows.iter().map(|row| {
            Row::new(row.code, row.severity, text).with(
                number(row.now),
                number(row.appear),
                number(row.disappear),
            )
        });
        Self {
            rests_on: text.with("policy-preview-all", [("everyone", found.patients.into())]),
            rows: rows.collect(),
            is_estimate: false,
        }
    }

    #[cfg(test)]
    pub(super) fn sample(text: Text) -> Self {
        let row = Row::new("upcoming_loss", Severity::Urgent, text);
        Self {
            rests_on: text.with("policy-preview-all", [("everyone", 9.into())]),
            rows: vec![row.with("12".to_owned(), "<5".to_owned(), "0".to_owned())],
            is_estimate: true,
        }
    }
}

impl Row {
    fn new(code: &str, severity: Severity, text: Text) -> Self {
        Self {
            rule: text.say(&format!("flag-{code}-title")),
            severity: text.capital_word("severity", severity.code()),
            now: String::new(),
            appear: String::new(),
            disappear: String::new(),
        }
    }

    fn with(self, now: String, appear: String, disappear: String) -> Self {
        Self {
            now,
            appear,
            disappear,
            ..self
        }
    }
}

fn number(count: Count) -> String {
    let shown = count.shown();
    shown.map_or_else(|| "<5".to_owned(), |count| count.to_string())
}

fn scaled(scaled: Scaled, text: Text) -> String {
    if scaled.from == scaled.about && scaled.to == scaled.about {
        return number(scaled.about);
    }
    text.with(
        "policy-preview-about",
        [
            ("about", number(scaled.about).into()),
            ("from", number(scaled.from).into()),
            ("to", number(scaled.to).into()),
        ],
    )
}
