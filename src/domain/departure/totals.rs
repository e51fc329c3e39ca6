//! What a plan comes to: sums by which two plans are compared.

use super::Outlook;

/// How one patient fares with a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fate {
    /// Before.
    pub before: Outlook,
    /// With nobody.
    pub without: Outlook,
    /// With whom the plan gives them; as with nobody where it gives them nobody.
    pub with: Outlook,
    /// How well they know whom the plan gives them; `None` is nobody.
    pub familiarity: Option<f64>,
    /// Whether no other relationship lasts.
    pub is_only: bool,
    /// Whether the patient marked what they lose as important.
    pub is_important: bool,
}

/// Sums over all patients of a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Totals {
    /// Patients who lose a relationship.
    pub patients: usize,
    /// Of these, such as lose their only one.
    pub only: usize,
    /// Of these, such as marked it as important.
    pub important: usize,
    /// Patients who have a successor.
    pub placed: usize,
    /// Of these, such as have met their successor in the last 730 days.
    pub known: usize,
    /// Familiarity of patients with their successors, summed.
    pub familiarity: f64,
    /// The mean share of days with a named contact: before, with nobody, with the plan.
    pub coverage: [Option<f64>; 3],
    /// The median COC of those who have one: before, with nobody, with the plan.
    pub coc: [Option<f64>; 3],
    /// Successors who have more patients with the plan than they may have.
    pub over_limit: usize,
}

impl Totals {
    /// The sums of a plan.
    pub fn of(fates: &[Fate], over_limit: usize) -> Self {
        let count = |is_so: fn(&Fate) -> bool| fates.iter().filter(|fate| is_so(fate)).count();
        let parts: [fn(&Fate) -> Outlook; 3] =
            [|fate| fate.before, |fate| fate.without, |fate| fate.with];
        Self {
            patients: fates.len(),
            only: count(|fate| fate.is_only),
            important: count(|fate| fate.is_important),
            placed: count(|fate| fate.familiarity.is_some()),
            known: count(|fate| fate.familiarity.is_some_and(|known| known > 0.0)),
            // Over nobody, a sum of floats is minus zero.
            familiarity: 0.0
                + fates
                    .iter()
                    .filter_map(|fate| fate.familiarity)
                    .sum::<f64>(),
            coverage: parts.map(|part| mean(fates.iter().map(|fate| part(fate).coverage))),
            coc: parts.map(|part| median(fates.iter().filter_map(|fate| part(fate).coc))),
            over_limit,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "patients of one plan")]
fn mean(values: impl ExactSizeIterator<Item = f64>) -> Option<f64> {
    let n = values.len();
    (n > 0).then(|| values.sum::<f64>() / n as f64)
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(values[middle - 1], upper))
}
