//! What may be chosen of a report: the unit and the period.

use super::period_words;
use crate::app::report::Answer;
use crate::domain::report::Period;
use crate::domain::report::period::Span;
use crate::web::Text;

#[derive(Debug)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

/// Periods of one length.
#[derive(Debug)]
pub(super) struct Periods {
    pub(super) label: String,
    pub(super) choices: Vec<Choice>,
}

pub(super) fn units(answer: &Answer, whole: String) -> Vec<Choice> {
    let chosen = answer.report.unit;
    let mut units: Vec<Choice> = Vec::new();
    if answer.is_whole_offered {
        units.push(Choice {
            value: String::new(),
            label: whole,
            is_chosen: chosen.is_none(),
        });
    }
    units.extend(answer.units.iter().map(|(id, name)| Choice {
        value: id.0.to_string(),
        label: name.clone(),
        is_chosen: chosen == Some(*id),
    }));
    units
}

pub(super) fn periods(answer: &Answer, text: Text) -> Vec<Periods> {
    let period = answer.report.period;
    let own = (!answer.periods.contains(&period)).then_some(period);
    let offered: Vec<Period> = own
        .into_iter()
        .chain(answer.periods.iter().copied())
        .collect();
    [
        (Span::Quarter, "report-quarters"),
        (Span::Year, "report-years"),
        (Span::Month, "report-months"),
    ]
    .map(|(span, key)| Periods {
        label: text.say(key),
        choices: offered
            .iter()
            .filter(|each| each.span() == span)
            .map(|each| Choice {
                value: each.to_string(),
                label: period_words(*each, text),
                is_chosen: *each == period,
            })
            .collect(),
    })
    .into()
}
