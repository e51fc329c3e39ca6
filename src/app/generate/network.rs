//! Those around the patient besides the therapist: coordinator, prescriber, next of kin.

use super::chart::Chart;
use super::community::Tie;
use super::names::Name;
use super::person::Use;
use super::posts::Place;
use crate::domain::intake::Relationship;
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{
    DecisionOutcome, DecisionSubject, Profession, RelationshipKind, Sex,
};

/// Writes them into the chart.
pub(super) fn write(chart: &mut Chart<'_>, ties: &[Tie]) {
    coordinator(chart);
    if let Some(tie) = ties.last() {
        prescriber(chart, tie);
    }
    next_of_kin(chart);
}

/// A moment in the first year of service, or `None` when the chart ends before.
fn early(chart: &mut Chart<'_>) -> Option<Instant> {
    let day = time::add_days(chart.person.entry, chart.draw.between(10, 365));
    let at = chart.office_hours(day);
    chart.tells(at).then_some(at)
}

fn ends_with_chart(chart: &Chart<'_>, mut record: Relationship) -> Relationship {
    record.to = chart.person.exit.map(|(at, _)| at);
    record.end_reason = chart.last_reason();
    record
}

fn coordinator(chart: &mut Chart<'_>) {
    let share = match chart.person.usage {
        Use::Low => 0.06,
        Use::Medium => 0.30,
        Use::High => 0.60,
    };
    let Some(from) = early(chart) else { return };
    if chart.draw.chance(share) {
        let day = chart.calendar.date(from);
        let staff = chart.site.coordinators(day);
        if let Some(holder) = chart.draw.pick(&staff) {
            let kind = RelationshipKind::Coordinator;
            let record = chart.relationship(kind, holder.post, Place::Poliklinikk, from);
            let record = ends_with_chart(chart, record);
            chart.relationships.push(record);
            let subject = DecisionSubject::Coordinator;
            chart.decide(subject, DecisionOutcome::Agreed, from, None);
        }
    } else if chart.draw.chance(0.1) {
        let outcome = DecisionOutcome::DeclinedByPatient;
        chart.decide(DecisionSubject::Coordinator, outcome, from, None);
    }
}

/// A doctor who sees to the medicines of someone whose therapist is no doctor.
fn prescriber(chart: &mut Chart<'_>, tie: &Tie) {
    let from = chart.calendar.at(tie.from, 10 * 60);
    if !chart.tells(from) || !chart.draw.chance(0.4) {
        return;
    }
    let doctors = [Profession::Psychiatrist, Profession::ResidentDoctor];
    let place = tie.care.place();
    let staff: Vec<_> = chart
        .site
        .staff(place, tie.from, &doctors)
        .into_iter()
        .filter(|p| p.post != tie.post && p.to.is_none())
        .collect();
    if let Some(holder) = chart.draw.pick(&staff) {
        let kind = RelationshipKind::MedicationResponsible;
        let record = chart.relationship(kind, holder.post, place, from);
        let record = ends_with_chart(chart, record);
        chart.relationships.push(record);
    }
}

fn next_of_kin(chart: &mut Chart<'_>) {
    let Some(from) = early(chart) else { return };
    if !chart.draw.chance(0.25) {
        return;
    }
    let sex = chart.draw.pick(&[Sex::Female, Sex::Male]);
    let given = Name::draw(&mut chart.draw, sex.unwrap_or(Sex::Female)).given;
    let kind = RelationshipKind::NextOfKin;
    let mut record = chart.relationship(kind, 0, Place::Poliklinikk, from);
    record.professional_id = None;
    record.unit_id = None;
    record.person_name = Some(format!("{given} {}", chart.person.name.family));
    let record = ends_with_chart(chart, record);
    chart.relationships.push(record);
}
