//! Puts a timeline together.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};

use super::ledger::Ledger;
use super::people::{self, People};
use super::window::Known;
use super::{
    Agreed, Agreement, Axis, Choices, End, Handover, Lane, Person, Place, Request, Timeline, Who,
    Window, compulsion, places, reference,
};
use crate::domain::flags::Case;
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory;
use crate::domain::vocabulary::{ContactStatus, Setting};

/// What a patient's record shows in a window, as the case stands.
///
/// Days and months are local dates of the service's clock; nights are counted by the ward's.
pub fn build(case: &Case<'_>, request: &Request) -> Timeline {
    let died = case.trajectory.patient.deceased_at;
    let reach = died.map_or(case.as_of, |died| died.min(case.as_of));
    let (from, to) = request.window.resolve(&known(case));
    let axis = axis(case, request.window, from, to);
    let window = (
        time::start_of_day(from, case.zone),
        time::start_of_day(to, case.zone),
    );
    let evidence = &request.focus.records;
    let mut ledger = Ledger::new(
        window,
        (reach, died.is_none()),
        &request.filter,
        case.directory,
        evidence,
    );
    let admissions = places::bands(case, &mut ledger);
    let places = places::places(case, &mut ledger);
    let compulsion = compulsion::compulsion(case, &mut ledger);
    let handovers = handovers_in_view(case, &mut ledger);
    let People { rows, choices } = people::people(case, &mut ledger, &handovers);
    let handovers = handovers
        .into_iter()
        .filter(|(_, is_shown)| *is_shown)
        .map(|(handover, _)| handover);
    let handovers = connect(case, &mut ledger, handovers, &rows, &places);
    let agreed = agreed(case, &mut ledger);
    Timeline {
        patient: case.trajectory.patient.id,
        from,
        to,
        axis,
        now: case.as_of,
        died,
        admissions,
        places,
        compulsion,
        people: rows,
        handovers,
        agreed,
        shown: ledger.shown,
        before: ledger.before,
        after: ledger.after,
        filtered: ledger.filtered,
        evidence: evidence.clone(),
        tint: tint(request.focus.span.or(ledger.spanned), window),
        references: reference::references(case),
        choices: Choices {
            people: choices,
            ..units(case, &ledger)
        },
    }
}

fn known(case: &Case<'_>) -> Known {
    let instants = || case.trajectory.instants(case.zone);
    let bookings = case
        .trajectory
        .contacts
        .iter()
        .filter(|contact| contact.status == ContactStatus::Planned && contact.at > case.as_of)
        .map(|contact| case.date(contact.at));
    Known {
        anchor: case.last_day(),
        first: instants().min().map(|at| case.date(at)),
        last: instants().max().map(|at| case.date(at)),
        bookings: bookings.collect(),
    }
}

/// The axis, without empty years where the window leaves them out.
fn axis(case: &Case<'_>, window: Window, from: NaiveDate, to: NaiveDate) -> Axis {
    if !window.leaves_out_empty_years() {
        return Axis::new(from, to, case.zone, |_| false);
    }
    let years = Years::of(case);
    Axis::new(from, to, case.zone, |year| !years.hold(year))
}

/// Years in which something happened: runs of them, each from its first to its last.
struct Years(BTreeMap<i32, i32>);

impl Years {
    fn of(case: &Case<'_>) -> Self {
        let trajectory = &case.trajectory;
        let year = |at: Instant| case.date(at).year();
        let today = case.last_day().year();
        let mut runs = vec![(today, today)];
        for period in &trajectory.periods {
            runs.push((year(period.from), period.to.map_or(today, year)));
        }
        let ties = trajectory.relationships.iter();
        let ties = ties.flat_map(|tie| [Some(tie.from), tie.to]);
        let handovers = trajectory.handovers.iter();
        let handovers = handovers.flat_map(|h| [Some(h.offered_at), h.accepted_at]);
        let shifts = trajectory.shifts.iter().map(|shift| Some(shift.from));
        let decisions = trajectory.decisions.iter().map(|d| Some(d.decided_at));
        let reviews = trajectory.reviews.iter().map(|r| Some(r.held_at));
        let statuses = trajectory.legal_periods.iter();
        let statuses = statuses.flat_map(|p| [Some(p.from), p.to]);
        let measures = trajectory.measures.iter();
        let measures = measures.flat_map(|m| [Some(m.from), m.to]);
        let others = ties
            .chain(statuses)
            .chain(measures)
            .chain(handovers)
            .chain(shifts)
            .chain(decisions)
            .chain(reviews)
            .chain([trajectory.patient.deceased_at]);
        runs.extend(others.flatten().map(|at| (year(at), year(at))));
        let mut contacts = trajectory.contacts.as_slice();
        while let Some(contact) = contacts.first() {
            let this = year(contact.at);
            runs.push((this, this));
            let over = NaiveDate::from_ymd_opt(this + 1, 1, 1)
                .map_or(Instant::MAX_UTC, |day| time::start_of_day(day, case.zone));
            contacts = &contacts[contacts.partition_point(|c| c.at < over)..];
        }
        runs.sort_unstable();
        let mut merged: BTreeMap<i32, i32> = BTreeMap::new();
        for (first, last) in runs {
            match merged.last_entry() {
                Some(mut run) if first <= *run.get() => {
                    let until = last.max(*run.get());
                    run.insert(until);
                }
                _ => {
                    merged.insert(first, last);
                }
            }
        }
        Self(merged)
    }

    fn hold(&self, year: i32) -> bool {
        let run = self.0.range(..=year).next_back();
        run.is_some_and(|(_, last)| year <= *last)
    }
}

/// The handovers in the window, each with whether the filter shows it.
fn handovers_in_view<'c>(
    case: &'c Case<'_>,
    ledger: &mut Ledger<'_>,
) -> Vec<(&'c trajectory::Handover, bool)> {
    let mut inside = Vec::new();
    for handover in &case.trajectory.handovers {
        let last = handover.accepted_at.unwrap_or(handover.offered_at);
        if handover.offered_at >= ledger.to || last < ledger.from {
            ledger.count_outside(handover.offered_at);
            continue;
        }
        let ends = [handover.from_professional, handover.to_professional];
        let is_chosen = !ledger.chooses_people()
            || ends
                .into_iter()
                .flatten()
                .any(|end| ledger.passes_person(&Who::Professional(end)));
        let is_shown = ledger.filter().shows(Lane::Handovers)
            && is_chosen
            && (ledger.passes_unit(handover.from_unit) || ledger.passes_unit(handover.to_unit));
        inside.push((handover, ledger.count_inside(is_shown)));
    }
    inside
}

/// Ties the ends of handovers to the rows of people and units.
fn connect<'c>(
    case: &Case<'_>,
    ledger: &mut Ledger<'_>,
    handovers: impl Iterator<Item = &'c trajectory::Handover>,
    people: &[Person],
    places: &[Place],
) -> Vec<Handover> {
    let professional = |person: &Person| match person.who {
        Who::Professional(id) => Some(id),
        _ => None,
    };
    let people: HashMap<ProfessionalId, usize> = people
        .iter()
        .zip(0..)
        .filter_map(|(person, at)| professional(person).map(|id| (id, at)))
        .collect();
    let places: HashMap<UnitId, usize> = places.iter().map(|place| place.unit).zip(0..).collect();
    let directory = case.directory;
    let end = |professional: Option<ProfessionalId>, unit: Option<UnitId>| End {
        professional: professional
            .and_then(|id| directory.professionals.get(&id))
            .map(|known| known.name.clone()),
        unit: unit
            .and_then(|id| directory.units.get(&id))
            .map(|known| known.name.clone()),
        person: professional.and_then(|id| people.get(&id).copied()),
        place: unit.and_then(|id| places.get(&id).copied()),
    };
    handovers
        .map(|handover| Handover {
            id: handover.id,
            kind: handover.kind,
            offered_at: handover.offered_at,
            accepted_at: handover.accepted_at,
            state: handover.state,
            grade: handover.grade,
            from: end(handover.from_professional, handover.from_unit),
            to: end(handover.to_professional, handover.to_unit),
            is_evidence: ledger.is_evidence(
                handover.id,
                handover.offered_at,
                Some(handover.accepted_at.unwrap_or(handover.offered_at)),
            ),
        })
        .collect()
}

fn agreed(case: &Case<'_>, ledger: &mut Ledger<'_>) -> Vec<Agreed> {
    let decisions = case.trajectory.decisions.iter().map(|decision| {
        let what = Agreement::Decision(decision.subject, decision.outcome);
        (decision.id, decision.decided_at, what)
    });
    let reviews = case.trajectory.reviews.iter();
    let reviews = reviews.map(|review| (review.id, review.held_at, Agreement::Review));
    let mut agreed = Vec::new();
    for (id, at, what) in decisions.chain(reviews) {
        if !ledger.holds(at) {
            ledger.count_outside(at);
        } else if ledger.count_inside(ledger.filter().shows(Lane::Agreed)) {
            let is_evidence = ledger.is_evidence(id, at, Some(at));
            agreed.push(Agreed {
                id,
                at,
                what,
                is_evidence,
            });
        }
    }
    agreed.sort_by_key(|agreed| (agreed.at, agreed.id));
    agreed
}

/// The part of a time that lies in the window.
fn tint(
    span: Option<(Instant, Instant)>,
    (from, to): (Instant, Instant),
) -> Option<(Instant, Instant)> {
    let (first, last) = span?;
    (first < to && last >= from).then(|| (first.max(from), last.min(to)))
}

/// The units and settings that the window holds, filtered or not.
fn units(case: &Case<'_>, ledger: &Ledger<'_>) -> Choices {
    let trajectory = &case.trajectory;
    let periods = trajectory.periods.iter();
    let periods = periods
        .filter(|p| ledger.meets(p.from, p.to))
        .map(|p| p.unit);
    let ties = trajectory.relationships.iter();
    let ties = ties.filter(|r| ledger.meets(r.from, r.to));
    let contacts = trajectory.contacts.iter();
    let contacts = contacts.filter(|c| ledger.holds(c.at)).map(|c| c.unit);
    let shifts = trajectory.shifts.iter();
    let shifts = shifts
        .filter(|s| ledger.meets(s.from, s.to))
        .map(|s| s.unit);
    let mut ids: Vec<UnitId> = Vec::new();
    for unit in periods
        .chain(ties.filter_map(|r| r.unit))
        .chain(contacts)
        .chain(shifts)
    {
        if ids.last() != Some(&unit) {
            ids.push(unit);
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let known = || ids.iter().filter_map(|id| case.directory.units.get(id));
    let mut units: Vec<(String, UnitId)> = known().map(|u| (u.name.clone(), u.id)).collect();
    units.sort_unstable();
    let mut settings: Vec<Setting> = known().map(|unit| unit.setting).collect();
    settings.sort_unstable();
    settings.dedup();
    Choices {
        units: units.into_iter().map(|(name, id)| (id, name)).collect(),
        settings,
        people: Vec::new(),
    }
}
