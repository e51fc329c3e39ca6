//! Rows about what was done without the patient's consent.

use chrono_tz::Tz;

use super::super::cells::{Cells, not_before};
use crate::domain::intake::{LegalPeriod, Measure, MeasureVisit, Reason, Rejection, ZoneBook};
use crate::domain::time;

pub(super) fn legal_period(cells: &Cells<'_>, zone: Tz) -> Result<LegalPeriod, Rejection> {
    let period = LegalPeriod {
        id: cells.required_id("id")?,
        patient_id: cells.required_id("patient_id")?,
        status: cells.required_id("status")?,
        from: cells.required_time("from", zone)?,
        to: cells.time("to", zone)?,
        felt_forced: cells.boolean("felt_forced")?,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    not_before("to", Some(period.from), period.to)?;
    Ok(period)
}

pub(super) fn measure(cells: &Cells<'_>, zones: &ZoneBook) -> Result<Measure, Rejection> {
    let unit_id = cells.id("unit_id")?;
    let zone = zones.zone(unit_id.as_deref());
    let measure = Measure {
        id: cells.required_id("id")?,
        patient_id: cells.required_id("patient_id")?,
        kind: cells.required_code("kind")?,
        from: cells.required_time("from", zone)?,
        to: cells.time("to", zone)?,
        unit_id,
        legal_basis: cells.text("legal_basis"),
        decided_by_id: cells.id("decided_by_id")?,
        known_person_present: cells.boolean("known_person_present")?,
        debrief_offered_at: cells.time("debrief_offered_at", zone)?,
        debrief_outcome: cells.code("debrief_outcome")?,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    not_before("to", Some(measure.from), measure.to)?;
    // By days: an offer may be told by its date alone.
    let day = |at| time::local_date(at, zone);
    not_before(
        "debrief_offered_at",
        Some(day(measure.from)),
        measure.debrief_offered_at.map(day),
    )?;
    if measure.debrief_outcome.is_some() && measure.debrief_offered_at.is_none() {
        return Err(Rejection::field(
            Reason::Missing,
            "debrief_offered_at",
            "an outcome without an offer; write when the conversation was offered, or leave \
             debrief_outcome empty",
        ));
    }
    Ok(measure)
}

pub(super) fn measure_visit(cells: &Cells<'_>, zone: Tz) -> Result<MeasureVisit, Rejection> {
    Ok(MeasureVisit {
        patient_id: cells.required_id("patient_id")?,
        measure_id: cells.required_id("measure_id")?,
        professional_id: cells.required_id("professional_id")?,
        at: cells.required_time("at", zone)?,
        recorded_at: cells.time("recorded_at", zone)?,
    })
}
