//! From a chart to records: order, ids, what is missing, and when each was recorded.
//!
//! A record's `recorded_at` tells when it was first entered: soon after it began, for one in twenty
//! one to fourteen days late, and for a booking when it was booked. What happened to it later (an
//! end, an answer) has no time of its own here.

use chrono::TimeDelta;

use super::chart::Chart;
use super::compulsion::Act;
use super::draw::Draw;
use super::voice::Entry;
use crate::domain::intake::{LegalPeriod, Record};
use crate::domain::time::Instant;
use crate::domain::vocabulary::ContactStatus;

/// Turns the chart into the patient's records: the patient, then each kind in order of time.
pub(super) fn records(mut chart: Chart<'_>, draw: Draw) -> Vec<Record> {
    let id = chart.person.id.clone();
    lose(&mut chart);
    sort(&mut chart);
    let mut clerk = Clerk {
        as_of: chart.calendar.as_of,
        draw,
    };
    let mut records = vec![Record::Patient(chart.person.record(chart.calendar))];
    for (number, mut period) in (1..).zip(chart.periods) {
        period.id = format!("{id}-t{number}");
        period.recorded_at = Some(clerk.after(period.from));
        records.push(Record::TreatmentPeriod(period));
    }
    for (number, mut contact) in (1..).zip(chart.contacts) {
        contact.id = format!("{id}-c{number}");
        contact.recorded_at = Some(if contact.status == ContactStatus::Planned {
            clerk.before()
        } else {
            clerk.after(contact.at)
        });
        records.push(Record::Contact(contact));
    }
    for (number, mut tie) in (1..).zip(chart.relationships) {
        tie.id = format!("{id}-r{number}");
        tie.recorded_at = Some(clerk.after(tie.from));
        records.push(Record::Relationship(tie));
    }
    for (number, mut shift) in (1..).zip(chart.shifts) {
        shift.id = format!("{id}-s{number}");
        shift.recorded_at = Some(clerk.after(shift.from));
        records.push(Record::ShiftAssignment(shift));
    }
    for (number, mut handover) in (1..).zip(chart.handovers) {
        handover.id = format!("{id}-h{number}");
        handover.recorded_at = Some(clerk.after(handover.offered_at));
        records.push(Record::Handover(handover));
    }
    for (number, mut decision) in (1..).zip(chart.decisions) {
        decision.id = format!("{id}-d{number}");
        decision.recorded_at = Some(clerk.after(decision.decided_at));
        records.push(Record::Decision(decision));
    }
    for (number, mut review) in (1..).zip(chart.reviews) {
        review.id = format!("{id}-v{number}");
        review.recorded_at = Some(clerk.after(review.held_at));
        records.push(Record::RelationalReview(review));
    }
    compulsion(
        &id,
        chart.legal_periods,
        chart.measures,
        &mut clerk,
        &mut records,
    );
    for (number, mut plan) in (1..).zip(chart.plans) {
        plan.id = format!("{id}-p{number}");
        plan.recorded_at = Some(clerk.after(chart.calendar.at(plan.agreed_on, 12 * 60)));
        records.push(Record::Plan(plan));
    }
    for (number, mut request) in (1..).zip(chart.requests) {
        request.id = format!("{id}-q{number}");
        request.recorded_at = Some(clerk.after(request.asked_at));
        records.push(Record::Request(request));
    }
    for (number, mut score) in (1..).zip(chart.alliance_scores) {
        score.id = format!("{id}-a{number}");
        score.recorded_at = Some(clerk.after(score.at));
        records.push(Record::AllianceScore(score));
    }
    for (number, mut rupture) in (1..).zip(chart.ruptures) {
        rupture.id = format!("{id}-b{number}");
        rupture.recorded_at = Some(clerk.after(chart.calendar.at(rupture.noticed_on, 12 * 60)));
        records.push(Record::Rupture(rupture));
    }
    narrative(&id, chart.narrative, &mut clerk, &mut records);
    records
}

/// Legal status, measures, then the visits during them.
fn compulsion(
    id: &str,
    legal_periods: Vec<LegalPeriod>,
    measures: Vec<Act>,
    clerk: &mut Clerk,
    records: &mut Vec<Record>,
) {
    for (number, mut period) in (1..).zip(legal_periods) {
        period.id = format!("{id}-l{number}");
        period.recorded_at = Some(clerk.after(period.from));
        records.push(Record::LegalPeriod(period));
    }
    let mut all_visits = Vec::new();
    for (number, (mut measure, mut visits)) in (1..).zip(measures) {
        measure.id = format!("{id}-m{number}");
        measure.recorded_at = Some(clerk.after(measure.from));
        for visit in &mut visits {
            visit.measure_id.clone_from(&measure.id);
            visit.recorded_at = Some(clerk.after(visit.at));
        }
        all_visits.extend(visits);
        records.push(Record::Measure(measure));
    }
    records.extend(all_visits.into_iter().map(Record::MeasureVisit));
}

/// Narrative entries, then who opened them.
fn narrative(id: &str, entries: Vec<Entry>, clerk: &mut Clerk, records: &mut Vec<Record>) {
    let mut all_reads = Vec::new();
    for (number, (mut entry, mut reads)) in (1..).zip(entries) {
        entry.id = format!("{id}-n{number}");
        entry.recorded_at = Some(clerk.after(entry.written_at));
        for read in &mut reads {
            read.entry_id.clone_from(&entry.id);
            read.recorded_at = Some(clerk.after(read.opened_at));
        }
        all_reads.extend(reads);
        records.push(Record::NarrativeEntry(entry));
    }
    records.extend(all_reads.into_iter().map(Record::NarrativeRead));
}

/// Who enters records, and when.
struct Clerk {
    as_of: Instant,
    draw: Draw,
}

impl Clerk {
    /// Soon after it happened, or late; never after the moment of telling.
    fn after(&mut self, at: Instant) -> Instant {
        let wait = if self.draw.chance(0.05) {
            TimeDelta::hours(self.draw.between(24, 14 * 24))
        } else {
            TimeDelta::minutes(self.draw.between(5, 300))
        };
        (at + wait).min(self.as_of)
    }

    /// Some weeks before now.
    fn before(&mut self) -> Instant {
        self.as_of - TimeDelta::hours(self.draw.between(1, 30 * 24))
    }
}

/// What was never recorded: one main professional in twelve, one reason for an ending in ten.
fn lose(chart: &mut Chart<'_>) {
    let booked = ContactStatus::Planned;
    let mut contacts = std::mem::take(&mut chart.contacts);
    for contact in contacts.iter_mut().filter(|c| c.status != booked) {
        if chart.draw.chance(0.08)
            && let Some(main) = contact.main_professional_id.take()
            && chart.draw.chance(0.5)
        {
            contact.other_professional_ids.insert(0, main);
        }
    }
    chart.contacts = contacts;
    let mut ties = std::mem::take(&mut chart.relationships);
    for tie in ties.iter_mut().filter(|r| r.to.is_some()) {
        if chart.draw.chance(0.10) {
            tie.end_reason = None;
        }
    }
    chart.relationships = ties;
}

/// In order of time; the sorts are stable, so that ties keep the order of writing.
fn sort(chart: &mut Chart<'_>) {
    chart.periods.sort_by_key(|r| r.from);
    chart.contacts.sort_by_key(|r| r.at);
    chart.relationships.sort_by_key(|r| r.from);
    chart.shifts.sort_by_key(|r| r.from);
    chart.handovers.sort_by_key(|r| r.offered_at);
    chart.decisions.sort_by_key(|r| r.decided_at);
    chart.reviews.sort_by_key(|r| r.held_at);
    chart.legal_periods.sort_by_key(|r| r.from);
    chart.measures.sort_by_key(|(r, _)| r.from);
    chart.plans.sort_by_key(|r| r.agreed_on);
    chart.requests.sort_by_key(|r| r.asked_at);
    chart.alliance_scores.sort_by_key(|r| r.at);
    chart.ruptures.sort_by_key(|r| r.noticed_on);
    chart.narrative.sort_by_key(|(r, _)| r.written_at);
}
