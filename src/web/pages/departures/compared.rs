//! Two plans beside each other, in words.

use super::drawn::{index, percent};
use crate::app::departures::{Comparison, Taken};
use crate::domain::departure::Totals;
use crate::web::{Text, names};

/// What two plans come to, and where they differ.
#[derive(Debug)]
pub(super) struct ComparedView {
    /// What each plan is.
    pub heads: [String; 2],
    /// A figure's name, and its value in each.
    pub rows: Vec<(String, [String; 2])>,
    /// A patient, and who takes over in each.
    pub differences: Vec<(String, [String; 2])>,
}

impl ComparedView {
    pub(super) fn new(both: &Comparison, heads: [String; 2], text: Text) -> Self {
        let [one, other] = both.plans.each_ref().map(|plan| &plan.totals);
        let row =
            |key: &str, told: &dyn Fn(&Totals) -> String| (text.say(key), [told(one), told(other)]);
        let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
        let rows = vec![
            row("leaving-compare-patients", &|t| t.patients.to_string()),
            row("leaving-compare-placed", &|t| t.placed.to_string()),
            row("leaving-compare-known", &|t| t.known.to_string()),
            row("leaving-compare-familiarity", &|t| {
                text.decimal(t.familiarity, 1)
            }),
            row("leaving-compare-coverage", &|t| share(t.coverage[2])),
            row("leaving-compare-coc", &|t| index(t.coc[2], text)),
            row("leaving-compare-over", &|t| t.over_limit.to_string()),
        ];
        let directory = &both.plans[0].directory;
        let to = |taken: Taken| match taken {
            Taken::NotConcerned => text.say("leaving-not-concerned"),
            Taken::ByNobody => text.say("leaving-nobody"),
            Taken::By(who) => names::professional(directory, who, text),
        };
        let differences = both.differences.iter().map(|one| {
            let name = names::patient(one.patient.name(), text);
            (name, one.to.map(to))
        });
        Self {
            heads,
            rows,
            differences: differences.collect(),
        }
    }
}
