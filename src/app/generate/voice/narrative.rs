//! Narrative entries, and who has opened them.

use chrono::TimeDelta;

use super::{some_time, tie_at};
use crate::app::generate::chart::Chart;
use crate::app::generate::community::Tie;
use crate::app::generate::words;
use crate::domain::intake::{NarrativeEntry, NarrativeRead};
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{Authorship, NarrativeKind, Precision};

/// An entry, and who opened it.
pub(in crate::app::generate) type Entry = (NarrativeEntry, Vec<NarrativeRead>);

/// One in five has written something, those with a stay one in three.
pub(super) fn write(chart: &mut Chart<'_>, ties: &[Tie]) {
    let has_stay = chart.admissions.iter().any(|a| chart.tells(a.from()));
    if !chart.draw.chance(if has_stay { 0.35 } else { 0.20 }) {
        return;
    }
    for _ in 0..chart.draw.between(1, 3) {
        if let Some(written_at) = some_time(chart) {
            let entry = entry(chart, ties, written_at);
            let reads = reads(chart, ties, &entry);
            chart.narrative.push((entry, reads));
        }
    }
}

fn entry(chart: &mut Chart<'_>, ties: &[Tie], written_at: Instant) -> NarrativeEntry {
    let kinds = NarrativeKind::ALL.iter().copied();
    let kinds: Vec<NarrativeKind> = kinds
        .filter(|kind| !words::told(*kind).is_empty())
        .collect();
    let kind = chart.draw.pick(&kinds);
    let kind = kind.unwrap_or(NarrativeKind::WhatMatters);
    let text = chart.draw.pick(words::told(kind)).unwrap_or_default();
    let authorship = chart.draw.weighted(&[
        (Authorship::PatientVerbatim, 0.80),
        (Authorship::ToldToStaff, 0.15),
        (Authorship::CoWritten, 0.05),
    ]);
    let authorship = authorship.unwrap_or(Authorship::PatientVerbatim);
    let writer = tie_at(chart, ties, written_at).map(|tie| chart.site.professional_id(tie.post));
    let level = chart
        .draw
        .weighted(&[(0, 0.30), (1, 0.15), (2, 0.35), (3, 0.15), (4, 0.05)]);
    let is_dated = chart.draw.chance(0.3);
    let before = chart.draw.between(30, 3000);
    let precision = chart.draw.weighted(&[
        (Precision::Season, 0.4),
        (Precision::Year, 0.3),
        (Precision::Approximate, 0.3),
    ]);
    let about = time::add_days(chart.calendar.date(written_at), -before);
    let withdrawn_at = written_at + TimeDelta::days(chart.draw.between(1, 200));
    let is_withdrawn = chart.draw.chance(0.05) && chart.tells(withdrawn_at);
    NarrativeEntry {
        id: String::new(),
        patient_id: chart.person.id.clone(),
        kind,
        authorship,
        written_at,
        level: level.unwrap_or_default(),
        text: if is_withdrawn {
            String::new()
        } else {
            text.to_owned()
        },
        author_id: writer.filter(|_| authorship != Authorship::PatientVerbatim),
        from: is_dated.then_some(about),
        to: is_dated.then(|| time::add_days(about, before.min(90) - 30)),
        precision: precision.filter(|_| is_dated),
        edition: 1,
        withdrawn_at: is_withdrawn.then_some(withdrawn_at),
        recorded_at: None,
    }
}

/// Of what is shared, three in five entries are opened within three weeks by the patient's own
/// professional, who mostly says so.
fn reads(chart: &mut Chart<'_>, ties: &[Tie], entry: &NarrativeEntry) -> Vec<NarrativeRead> {
    let is_opened = chart.draw.chance(0.6);
    let opened_at = entry.written_at + TimeDelta::hours(chart.draw.between(2, 500));
    let is_told = chart.draw.chance(0.6);
    let told_at = opened_at + TimeDelta::hours(chart.draw.between(1, 300));
    let reader = tie_at(chart, ties, opened_at).map(|tie| tie.post);
    let is_there = entry.withdrawn_at.is_none_or(|at| opened_at < at);
    let Some(reader) = reader.filter(|_| is_opened && entry.level >= 2 && is_there) else {
        return Vec::new();
    };
    if !chart.tells(opened_at) {
        return Vec::new();
    }
    vec![NarrativeRead {
        patient_id: chart.person.id.clone(),
        entry_id: String::new(),
        professional_id: chart.site.professional_id(reader),
        opened_at,
        told_patient_at: Some(told_at).filter(|at| is_told && chart.tells(*at)),
        recorded_at: None,
    }]
}
