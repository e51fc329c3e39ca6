//! Formal status and restrictive measures.

use std::collections::HashSet;

use super::ledger::Ledger;
use super::{Compelled, Compulsion, Lane};
use crate::domain::flags::Case;
use crate::domain::ids::{RecordId, UnitId};
use crate::domain::time::Instant;

/// Those in the window. A status belongs to no unit, and stays whatever units are chosen.
pub(super) fn compulsion(case: &Case<'_>, ledger: &mut Ledger<'_>) -> Vec<Compulsion> {
    let trajectory = &case.trajectory;
    let mut all = Vec::new();
    for period in &trajectory.legal_periods {
        let what = || Compelled::Status(period.status.clone(), period.felt_forced);
        let span = (period.from, period.to);
        all.extend(seen(ledger, period.id, span, None, what));
    }
    for measure in &trajectory.measures {
        let what = || {
            let people = measure.visits.iter().map(|visit| visit.professional);
            let people: HashSet<_> = people.collect();
            Compelled::Measure(measure.kind, people.len())
        };
        let span = (measure.from, measure.to);
        all.extend(seen(ledger, measure.id, span, measure.unit, what));
    }
    all
}

fn seen(
    ledger: &mut Ledger<'_>,
    id: RecordId,
    (from, to): (Instant, Option<Instant>),
    unit: Option<UnitId>,
    what: impl Fn() -> Compelled,
) -> Option<Compulsion> {
    if !ledger.meets(from, to) {
        ledger.count_outside(from);
        return None;
    }
    let passes = unit.is_none_or(|unit| ledger.passes_unit(Some(unit)));
    let is_shown = ledger.filter().shows(Lane::Compulsion) && passes;
    ledger.count_inside(is_shown).then(|| Compulsion {
        id,
        what: what(),
        span: ledger.span(from, to),
        is_evidence: ledger.is_evidence(id, from, to),
    })
}
