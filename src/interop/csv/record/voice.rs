//! Rows about what the patient agreed to, asked for, thought of working together, and told.

use chrono_tz::Tz;

use super::super::cells::{Cells, bad, missing, not_before};
use crate::domain::intake::{
    AllianceScore, NarrativeEntry, NarrativeRead, Plan, Reason, Rejection, Request, Rupture,
    ZoneBook,
};
use crate::domain::points::Points;
use crate::domain::time;
use crate::domain::vocabulary::RuptureStatus;

/// The highest level of a narrative entry.
const HIGHEST_LEVEL: u8 = 4;

pub(super) fn plan(cells: &Cells<'_>, zones: &ZoneBook) -> Result<Plan, Rejection> {
    let unit_id = cells.id("unit_id")?;
    let zone = zones.zone(unit_id.as_deref());
    let plan = Plan {
        id: cells.required_id("id")?,
        patient_id: cells.required_id("patient_id")?,
        kind: cells.required_code("kind")?,
        agreed_on: cells.required_date("agreed_on")?,
        edition: cells.number("version", 1)?.unwrap_or(1),
        reviewed_on: cells.date("reviewed_on")?,
        review_by: cells.date("review_by")?,
        valid_to: cells.date("valid_to")?,
        text_patient: cells.text("text_patient"),
        text_staff: cells.text("text_staff"),
        max_nights: cells.number("max_nights", 0)?,
        quarantine_days: cells.number("quarantine_days", 0)?,
        unit_id,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    let agreed_on = Some(plan.agreed_on);
    not_before("reviewed_on", agreed_on, plan.reviewed_on)?;
    not_before("review_by", agreed_on, plan.review_by)?;
    not_before("valid_to", agreed_on, plan.valid_to)?;
    Ok(plan)
}

pub(super) fn request(cells: &Cells<'_>, zone: Tz) -> Result<Request, Rejection> {
    let request = Request {
        id: cells.required_id("id")?,
        patient_id: cells.required_id("patient_id")?,
        subject: cells.required_id("subject")?,
        text: cells.required_text("text"),
        asked_at: cells.required_time("asked_at", zone)?,
        received_by_id: cells.id("received_by_id")?,
        decider_id: cells.id("decider_id")?,
        due_on: cells.date("due_on")?,
        answered_at: cells.time("answered_at", zone)?,
        answer: cells.code("answer")?,
        reason: cells.text("reason"),
        recorded_at: cells.time("recorded_at", zone)?,
    };
    not_before("answered_at", Some(request.asked_at), request.answered_at)?;
    let asked_on = time::local_date(request.asked_at, zone);
    not_before("due_on", Some(asked_on), request.due_on)?;
    match (request.answered_at, request.answer) {
        (Some(_), None) => Err(Rejection::field(
            Reason::Missing,
            "answer",
            "answered, and not how; write yes, partly or no, or leave answered_at empty",
        )),
        (None, Some(_)) => Err(Rejection::field(
            Reason::Missing,
            "answered_at",
            "an answer, and not when; write when it was given, or leave answer empty",
        )),
        _ => Ok(request),
    }
}

pub(super) fn alliance_score(cells: &Cells<'_>, zone: Tz) -> Result<AllianceScore, Rejection> {
    let score = AllianceScore {
        id: cells.required_id("id")?,
        patient_id: cells.required_id("patient_id")?,
        professional_id: cells.required_id("professional_id")?,
        instrument: cells.required_id("instrument")?,
        score: cells.required_points("score")?,
        at: cells.required_time("at", zone)?,
        min: cells.points("min")?,
        max: cells.points("max")?,
        cut: cells.points("cut")?,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    if score.min.zip(score.max).is_some_and(|(min, max)| max < min) {
        return Err(bad(
            "max",
            "below min; write the lowest and the highest score of the instrument",
        ));
    }
    let is_possible = |points: Points| {
        score.min.is_none_or(|min| points >= min) && score.max.is_none_or(|max| points <= max)
    };
    if !is_possible(score.score) {
        return Err(bad(
            "score",
            "outside min and max; write a score between them",
        ));
    }
    if !score.cut.is_none_or(is_possible) {
        return Err(bad("cut", "outside min and max; write a cut between them"));
    }
    Ok(score)
}

pub(super) fn rupture(cells: &Cells<'_>, zone: Tz) -> Result<Rupture, Rejection> {
    let rupture = Rupture {
        id: cells.required_id("id")?,
        patient_id: cells.required_id("patient_id")?,
        professional_id: cells.required_id("professional_id")?,
        kind: cells.required_code("type")?,
        noticed_on: cells.required_date("noticed_on")?,
        noticed_by: cells.code("noticed_by")?,
        status: cells.code("status")?.unwrap_or(RuptureStatus::Open),
        closed_on: cells.date("closed_on")?,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    not_before("closed_on", Some(rupture.noticed_on), rupture.closed_on)?;
    if rupture.status == RuptureStatus::Open && rupture.closed_on.is_some() {
        return Err(bad(
            "closed_on",
            "closed, and open; write in status how it was closed (repaired, agreed_to_differ, \
             patient_ended, not_pursued), or leave closed_on empty",
        ));
    }
    Ok(rupture)
}

pub(super) fn narrative_entry(cells: &Cells<'_>, zone: Tz) -> Result<NarrativeEntry, Rejection> {
    let entry = NarrativeEntry {
        id: cells.required_id("id")?,
        patient_id: cells.required_id("patient_id")?,
        kind: cells.required_code("kind")?,
        authorship: cells.required_code("authorship")?,
        written_at: cells.required_time("written_at", zone)?,
        level: level(cells)?,
        text: cells.text("text").unwrap_or_default(),
        author_id: cells.id("author_id")?,
        from: cells.date("from")?,
        to: cells.date("to")?,
        precision: cells.code("precision")?,
        edition: cells.number("version", 1)?.unwrap_or(1),
        withdrawn_at: cells.time("withdrawn_at", zone)?,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    not_before("to", entry.from, entry.to)?;
    not_before("withdrawn_at", Some(entry.written_at), entry.withdrawn_at)?;
    match entry.withdrawn_at {
        // What the patient took back is not taken in, whoever still has it.
        Some(_) => Ok(NarrativeEntry {
            text: String::new(),
            ..entry
        }),
        None if entry.text.trim().is_empty() => Err(missing("text")),
        None => Ok(entry),
    }
}

fn level(cells: &Cells<'_>) -> Result<u8, Rejection> {
    cells
        .number("level", 0)?
        .and_then(|level| u8::try_from(level).ok())
        .filter(|level| *level <= HIGHEST_LEVEL)
        .ok_or_else(|| {
            bad(
                "level",
                format!("not a whole number from 0 to {HIGHEST_LEVEL}"),
            )
        })
}

pub(super) fn narrative_read(cells: &Cells<'_>, zone: Tz) -> Result<NarrativeRead, Rejection> {
    let read = NarrativeRead {
        patient_id: cells.required_id("patient_id")?,
        entry_id: cells.required_id("entry_id")?,
        professional_id: cells.required_id("professional_id")?,
        opened_at: cells.required_time("opened_at", zone)?,
        told_patient_at: cells.time("told_patient_at", zone)?,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    not_before(
        "told_patient_at",
        Some(read.opened_at),
        read.told_patient_at,
    )?;
    Ok(read)
}
