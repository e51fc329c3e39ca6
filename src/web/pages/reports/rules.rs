//! What is told of each rule, in one table.

use super::figures::{figure_words, is_any_shown, value_words, words};
use super::period_words;
use crate::app::report::Answer;
use crate::domain::report::Figure;
use crate::domain::report::kept::Kept;
use crate::domain::report::measure::Measure;
use crate::web::Text;

/// A table of the rules: a line each, with what is told of it now and, beneath, what was before and a year
/// before.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) columns: Vec<(String, String)>,
    pub(super) rows: Vec<(String, Vec<(String, String)>)>,
    /// What stands beneath each figure.
    pub(super) before: String,
    pub(super) left_out: Option<String>,
}

/// The table of the rules; those of which nothing is shown in any of the three periods are only counted.
pub(super) fn rules(answer: &Answer, kept: Option<&Kept>, text: Text) -> Rules {
    let (report, period) = (&answer.report, answer.report.period);
    let raised = report.rows.iter().filter_map(|row| match row.measure {
        Measure::FlagsRaised(rule) => Some((rule, row)),
        _ => None,
    });
    // Of a year the one before is also a year before.
    let is_same = period.previous() == period.last_year();
    let (told, few): (Vec<_>, Vec<_>) = raised.partition(|(_, row)| is_any_shown(row));
    let cell = |measure: Measure| {
        let Some(row) = report.row(measure) else {
            return (text.say("life-noise-not-told"), String::new());
        };
        let short = |figure: &Figure| {
            let value = figure.shown().and_then(|shown| shown.value);
            value.map_or_else(
                || text.say("life-noise-not-told"),
                |value| value_words(measure, value, text),
            )
        };
        let before = if is_same {
            short(&row.previous)
        } else {
            text.with(
                "report-before",
                [
                    ("previous", short(&row.previous).into()),
                    ("year", short(&row.last_year).into()),
                ],
            )
        };
        (figure_words(measure, &row.now, text).0, before)
    };
    Rules {
        columns: [
            "flags_raised",
            "flags_acted_on",
            "flags_rested",
            "flags_not_applicable",
        ]
        .map(|code| words(code, kept, text))
        .into(),
        rows: told
            .into_iter()
            .map(|(rule, _)| {
                let of_rule = [
                    Measure::FlagsRaised(rule),
                    Measure::FlagsActedOn(rule),
                    Measure::FlagsRested(rule),
                    Measure::FlagsUnfit(rule),
                ];
                let title = text.say(&format!("flag-{rule}-title"));
                (title, of_rule.map(cell).into())
            })
            .collect(),
        before: if is_same {
            let previous = period_words(period.previous(), text);
            text.with("report-before-only", [("previous", previous.into())])
        } else {
            text.with(
                "report-before-what",
                [
                    ("previous", period_words(period.previous(), text).into()),
                    ("year", period_words(period.last_year(), text).into()),
                ],
            )
        },
        left_out: (!few.is_empty()).then(|| text.count("report-few-rules", few.len() as u64)),
    }
}
