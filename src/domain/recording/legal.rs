//! Formal status over time: what it is on paper, and how it felt.

use super::desk::{Desk, Told};
use super::{Edit, Edits, Held, Verb, Wrong};
use crate::domain::intake::{Kind, LegalPeriod, Record};
use crate::domain::time::Instant;

/// The most characters of a status.
const STATUS_MAX: usize = 40;

/// A status begins; one that lasts ends with it.
pub(super) const START: Verb = Verb {
    code: "legal-status",
    action: "legal_period.start",
    changes: None,
    looks_at: &[Kind::LegalPeriod],
    edits: start,
};

/// A status ends, and no other begins.
pub(super) const END: Verb = Verb {
    code: "legal-status-end",
    action: "legal_period.end",
    changes: Some(Kind::LegalPeriod),
    looks_at: &[],
    edits: end,
};

/// A status is put right.
pub(super) const CORRECT: Verb = Verb {
    code: "legal-status-correct",
    action: "legal_period.correct",
    changes: Some(Kind::LegalPeriod),
    looks_at: &[],
    edits: correct,
};

fn of(held: Option<&Held>) -> Option<(&Held, &LegalPeriod)> {
    held.and_then(|held| match &held.record {
        Record::LegalPeriod(period) => Some((held, period)),
        _ => None,
    })
}

fn start(mut desk: Desk<'_>) -> Edits {
    let zone = desk.zone(None);
    let status = desk.text("status", STATUS_MAX);
    let status = desk.need("status", status);
    let from = desk.time("from", zone).value().unwrap_or(desk.scene.now);
    desk.happened("from", from, zone);
    let felt_forced = desk.yes("felt_forced").value();
    let open: Vec<(&Held, &LegalPeriod)> = desk
        .scene
        .records
        .iter()
        .filter_map(|held| of(Some(held)))
        .filter(|(_, period)| period.to.is_none_or(|to| to > from))
        .collect();
    if open
        .iter()
        .any(|(_, period)| Some(&period.status) == status.as_ref() && period.from <= from)
    {
        desk.fault("status", Wrong::AlreadyThere);
    }
    let Some(status) = status else {
        return desk.refuse();
    };
    let ended = open
        .into_iter()
        .filter(|(_, period)| period.from < from)
        .map(|(held, period)| replaced(held, period, Some(from)));
    let mut edits: Vec<Edit> = vec![Edit::Add(Record::LegalPeriod(LegalPeriod {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        status,
        from,
        to: None,
        felt_forced,
        recorded_at: None,
    }))];
    edits.extend(ended);
    desk.write(edits)
}

fn replaced(held: &Held, was: &LegalPeriod, to: Option<Instant>) -> Edit {
    let ended = LegalPeriod { to, ..was.clone() };
    Edit::Replace(held.id, Record::LegalPeriod(ended))
}

fn end(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    if was.to.is_some() {
        desk.fault("to", Wrong::StatusOver);
    }
    let zone = desk.zone(None);
    let to = desk.time("to", zone).value().unwrap_or(desk.scene.now);
    desk.happened("to", to, zone);
    desk.follows("to", to, was.from);
    let felt_forced = desk.yes("felt_forced").over(was.felt_forced);
    let ended = LegalPeriod {
        to: Some(to),
        felt_forced,
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::LegalPeriod(ended))])
}

fn correct(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    let zone = desk.zone(None);
    let status = match desk.text("status", STATUS_MAX) {
        Told::Untold => was.status.clone(),
        told => desk.need("status", told).unwrap_or_default(),
    };
    let from = desk.time("from", zone).value().unwrap_or(was.from);
    if from != was.from {
        desk.happened("from", from, zone);
    }
    let to = desk.time("to", zone).over(was.to);
    if let Some(to) = to {
        desk.follows("to", to, from);
        if Some(to) != was.to {
            desk.happened("to", to, zone);
        }
    }
    let felt_forced = desk.yes("felt_forced").over(was.felt_forced);
    desk.words("reason");
    let corrected = LegalPeriod {
        status,
        from,
        to,
        felt_forced,
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::LegalPeriod(corrected))])
}
