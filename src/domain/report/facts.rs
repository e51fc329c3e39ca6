//! What reports need of one patient, as integers and dates.
//!
//! Outcomes are as if all days had passed and nothing more were recorded; the reader leaves out what is
//! not yet due. Counters are of whole calendar months, quarters and years that are over.

use chrono::{NaiveDate, TimeDelta};

use crate::domain::admission::Admission;
use crate::domain::continuity::days::Days;
use crate::domain::continuity::measures::warm_handover::{Handed, handed};
use crate::domain::continuity::measures::{
    self, ClockMode, Measure, Observed, fu7, fu30, fu72, known_at_admission, readmit30,
    same_professional_across_discharge, waits,
};
use crate::domain::continuity::named::{NamedSpan, is_named, named_spans};
use crate::domain::continuity::sequence::{Meeting, meetings};
use crate::domain::continuity::tally::Counter;
use crate::domain::continuity::{Step, Window};
use crate::domain::flags::Case;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::time::{self, Instant, add_days, days_between};
use crate::domain::trajectory::Relationship;
use crate::domain::vocabulary::{EndReason, RelationshipKind, SettingClass};

use super::period::{Period, Span};

/// More days than any outcome waits for.
const LONG: TimeDelta = TimeDelta::days(60);

/// Days within which a conversation about a measure is to be offered.
pub const DEBRIEF_DAYS: i64 = 7;

/// What became of something that reports ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It did not happen.
    No,
    /// It did.
    Yes,
    /// It can never be known: the patient died before.
    Missing,
}

/// An admission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdmissionFact {
    /// The first ward stay, which stands for it.
    pub first: RecordId,
    /// The discharging unit; of an open one that of its last stay.
    pub unit: UnitId,
    /// The day of admission.
    pub from: NaiveDate,
    /// The day of discharge; `None` while it lasts.
    pub to: Option<NaiveDate>,
    /// Whether a known professional was met within 72 hours; `None` is left out.
    pub known: Option<Outcome>,
    /// Whether the patient was met by D+3; `None` is left out, here and in the following.
    pub met_72h: Option<Outcome>,
    /// By D+7.
    pub met_7d: Option<Outcome>,
    /// By D+30.
    pub met_30d: Option<Outcome>,
    /// Whether somebody stayed across the discharge.
    pub across: Option<Outcome>,
    /// Whether the patient came back unplanned within 30 days.
    pub returned: Option<Outcome>,
    /// Distinct responsible clinicians.
    pub responsible: i32,
    /// Days of it with a restrictive measure.
    pub measure_days: i32,
    /// Days from discharge to the first community contact, or to what ended the waiting; `None` while it
    /// lasts.
    pub waited_days: Option<i32>,
    /// Whether the waiting ended with a contact.
    pub is_met: bool,
}

/// A helping relationship with a professional.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelationshipFact {
    /// Which.
    pub id: RecordId,
    /// Whose.
    pub unit: Option<UnitId>,
    /// What the holder is to the patient.
    pub kind: RelationshipKind,
    /// The first day.
    pub from: NaiveDate,
    /// The first day no longer.
    pub to: Option<NaiveDate>,
    /// Whether its end was planned.
    pub is_planned: bool,
    /// How it was handed over; `None` where it did not end, or needed no successor.
    pub handed: Option<Handed>,
}

/// How many relationships of a unit began in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// Whose.
    pub unit: Option<UnitId>,
    /// The first day of the month.
    pub month: NaiveDate,
    /// How many.
    pub n: i64,
}

/// How many relationships of a unit ended in a month, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// Whose.
    pub unit: Option<UnitId>,
    /// The first day of the month.
    pub month: NaiveDate,
    /// Whether their end was planned.
    pub is_planned: bool,
    /// How they were handed over; `None` where they needed no successor.
    pub handed: Option<Handed>,
    /// Whether so many days have passed since that it is known how they were handed over.
    pub is_due: bool,
    /// How many.
    pub n: i64,
}

/// A restrictive measure that ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeasureFact {
    /// Which.
    pub id: RecordId,
    /// Where.
    pub unit: Option<UnitId>,
    /// When.
    pub ended: NaiveDate,
    /// Whether a conversation about it was offered within seven days.
    pub debriefed: bool,
}

/// The counters of one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are the schema's: see docs/schema.md"
)]
pub struct PeriodFact {
    pub period: Period,
    pub unit: Option<UnitId>,
    pub service_days: i32,
    pub covered_days: i32,
    pub contacts: i32,
    pub providers: i32,
    pub sum_squares: i64,
    pub same_pairs: i32,
    pub named_hits: i32,
    pub named_contacts: i32,
    pub team_changes: i32,
    pub setting_moves: i32,
    /// Helping relationships that ended in it.
    pub endings: i32,
}

/// Everything of one patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Whose.
    pub patient: PatientId,
    /// Admissions.
    pub admissions: Vec<AdmissionFact>,
    /// Relationships.
    pub relationships: Vec<RelationshipFact>,
    /// Restrictive measures.
    pub measures: Vec<MeasureFact>,
    /// Periods.
    pub periods: Vec<PeriodFact>,
}

impl Facts {
    /// The facts of a patient.
    pub fn of(case: &Case<'_>) -> Self {
        let relationships = relationships(case);
        Self {
            patient: case.trajectory.patient.id,
            admissions: case.admissions.iter().map(|a| admission(case, a)).collect(),
            measures: restrictive(case),
            periods: periods(case, &relationships),
            relationships,
        }
    }
}

/// The next instant at which time alone adds a fact: the first of the next month, for those of whom this one
/// will have counters.
pub fn next(case: &Case<'_>) -> Option<Instant> {
    let running = Period::around(Span::Month, case.today);
    let ahead = Days::between(running.from(), NaiveDate::MAX);
    let lasts = observed(case, Window::EVERYTHING, LONG * 12)
        .service_days()
        .and(&ahead)
        .count()
        > 0;
    let met = || {
        let zone = |unit| case.directory.zone(Some(unit));
        let mut contacts = case.trajectory.contacts.iter().rev();
        contacts.any(|c| time::local_date(c.at, zone(c.unit)) >= running.from())
    };
    (lasts || met()).then(|| time::start_of_day(running.to(), case.zone))
}

fn observed<'a>(case: &'a Case<'_>, window: Window, later: TimeDelta) -> Observed<'a> {
    Observed {
        trajectory: &case.trajectory,
        directory: case.directory,
        admissions: &case.admissions,
        as_of: case.as_of + later,
        window,
        count_messages: case.policy.count_messages,
    }
}

fn on(day: NaiveDate) -> Window {
    Window::between(day, add_days(day, 1))
}

/// What a measure over the day of one admission or discharge says of it.
fn outcome(measure: Measure) -> Option<Outcome> {
    if measure.n_missing > 0 {
        return Some(Outcome::Missing);
    }
    let is_yes = measure.value? > 0.0;
    Some(if is_yes { Outcome::Yes } else { Outcome::No })
}

fn admission(case: &Case<'_>, admission: &Admission) -> AdmissionFact {
    let periods = &case.trajectory.periods;
    let last = admission
        .stays
        .iter()
        .map(|place| &periods[*place])
        .max_by_key(|stay| stay.to.unwrap_or(Instant::MAX_UTC));
    let arrived = observed(case, on(admission.from_on), LONG);
    let mut fact = AdmissionFact {
        first: admission.first,
        unit: last.map_or(periods[admission.stays[0]].unit, |stay| stay.unit),
        from: admission.from_on,
        to: admission.to_on,
        known: outcome(known_at_admission(&arrived)),
        met_72h: None,
        met_7d: None,
        met_30d: None,
        across: None,
        returned: None,
        responsible: small(responsible(case, admission)),
        measure_days: small(measure_days(case, admission)),
        waited_days: None,
        is_met: false,
    };
    let Some(left) = admission.to_on else {
        return fact;
    };
    let after = observed(case, on(left), LONG);
    fact.met_72h = outcome(fu72(&after, ClockMode::Dates));
    fact.met_7d = outcome(fu7(&after));
    fact.met_30d = outcome(fu30(&after));
    fact.across = outcome(same_professional_across_discharge(&after).either);
    fact.returned = outcome(readmit30(&after));
    if let Some(wait) = waits(&after).first() {
        let is_cut = after
            .discharges()
            .any(|discharge| discharge.next.is_some() || after.died_on().is_some());
        fact.is_met = wait.is_over;
        fact.waited_days = (wait.is_over || is_cut).then(|| small(wait.days));
    }
    fact
}

fn responsible(case: &Case<'_>, admission: &Admission) -> i64 {
    let observed = observed(case, Window::EVERYTHING, TimeDelta::zero());
    measures::responsible::people(&observed, admission)
}

fn measure_days(case: &Case<'_>, admission: &Admission) -> i64 {
    let spans = case.trajectory.measures.iter().map(|measure| {
        let zone = case.directory.zone(measure.unit);
        let from = time::local_date(measure.from, zone);
        // A measure of an hour takes its day.
        let last = measure
            .to
            .map_or(case.today, |to| time::local_date(to, zone));
        let to = add_days(last, 1);
        (from, Some(to))
    });
    let to = admission.to_on.unwrap_or(case.today);
    let stay = Days::between(admission.from_on, to);
    Days::of(spans).and(&stay).count()
}

fn relationships(case: &Case<'_>) -> Vec<RelationshipFact> {
    let observed = observed(case, Window::EVERYTHING, LONG);
    let helping = case.trajectory.relationships.iter().filter(|tie| {
        tie.kind.is_helping() && tie.holder.professional().is_some() && !tie.is_temporary_cover
    });
    helping
        .map(|tie| {
            let (from, to) = tie.dates(case.directory);
            RelationshipFact {
                id: tie.id,
                unit: tie.unit,
                kind: tie.kind,
                from,
                to,
                is_planned: to.is_some() && is_planned(tie),
                handed: handed(&observed, tie),
            }
        })
        .collect()
}

/// Whether an end was planned: announced with its date, told in time, or agreed as a completion. What is
/// not recorded was not.
fn is_planned(tie: &Relationship) -> bool {
    tie.planned_end.is_some()
        || tie.told_in_time == Some(true)
        || tie.end_reason == Some(EndReason::AgreedCompletion)
}

fn restrictive(case: &Case<'_>) -> Vec<MeasureFact> {
    let measures = case.trajectory.measures.iter();
    measures
        .filter_map(|measure| {
            let at = measure.to?;
            let unit = measure.unit.or_else(|| ward(case, measure.from));
            let zone = case.directory.zone(unit);
            let ended = time::local_date(at, zone);
            let offered = measure
                .debrief_offered_at
                .map(|at| time::local_date(at, zone));
            Some(MeasureFact {
                id: measure.id,
                unit,
                ended,
                debriefed: offered.is_some_and(|on| on <= add_days(ended, DEBRIEF_DAYS)),
            })
        })
        .collect()
}

/// Where the patient was admitted at an instant.
fn ward(case: &Case<'_>, at: Instant) -> Option<UnitId> {
    let mut stays = case.trajectory.periods.iter().rev();
    let stay = stays.find(|stay| {
        case.directory.class(stay.unit) == SettingClass::Inpatient
            && stay.from <= at
            && stay.to.is_none_or(|to| at < to)
    });
    stay.map(|stay| stay.unit)
}

/// What several periods are counted from.
struct Ground<'a> {
    case: &'a Case<'a>,
    service: Days,
    covered: Days,
    named: Vec<NamedSpan>,
    meetings: Vec<Meeting>,
    /// The days on which relationships ended.
    endings: Vec<NaiveDate>,
    /// Local dates of relationships and treatment periods with a unit, those of named contacts first.
    places: Vec<Place>,
}

/// Where a patient belonged for a while: the rank of the tie, its unit and its days.
struct Place {
    rank: u8,
    unit: UnitId,
    from: NaiveDate,
    to: Option<NaiveDate>,
}

fn periods(case: &Case<'_>, relationships: &[RelationshipFact]) -> Vec<PeriodFact> {
    let observed = observed(case, Window::EVERYTHING, TimeDelta::zero());
    let service = observed.service_days();
    let mut named = Vec::new();
    named_spans(
        &case.trajectory.relationships,
        &case.admissions,
        case.directory,
        &mut named,
    );
    let covered = service.and(&Days::of(named.iter().map(|span| (span.from, span.to))));
    let everything = Window::EVERYTHING;
    let messages = case.policy.count_messages;
    let ground = Ground {
        meetings: meetings(&case.trajectory, case.directory, everything, messages),
        endings: relationships.iter().filter_map(|tie| tie.to).collect(),
        places: places(case),
        case,
        service,
        covered,
        named,
    };
    let met = ground.meetings.iter().map(|meeting| meeting.day).min();
    let Some(first) = [ground.service.first(), met].into_iter().flatten().min() else {
        return Vec::new();
    };
    // Of a record that says "in service since 1900" nobody asks for the months.
    let first = first.max(add_days(case.today, -YEARS_BACK * 366));
    let mut counter = Counter::default();
    let mut facts = Vec::new();
    for span in Span::ALL {
        let mut period = Period::around(span, first);
        while period.is_over(case.today) {
            facts.extend(ground.fact(period, &mut counter));
            period = Period::around(span, period.to());
        }
    }
    facts
}

/// Years of which counters are kept at most.
const YEARS_BACK: i64 = 30;

impl Ground<'_> {
    /// The counters of a period; `None` where nothing was.
    fn fact(&self, period: Period, counter: &mut Counter<ProfessionalId>) -> Option<PeriodFact> {
        let window = period.window();
        let days = Days::between(period.from(), period.to());
        let service_days = self.service.and(&days).count();
        let met = self.meetings.iter().filter(|m| window.contains(m.day));
        let tally = counter.count(met.map(|meeting| Step {
            provider: meeting.provider,
            with_named: is_named(&self.named, meeting.provider, meeting.day),
        }));
        if service_days == 0 && tally.contacts == 0 {
            return None;
        }
        let observed = observed(self.case, window, TimeDelta::zero());
        let endings = self.endings.iter().filter(|day| window.contains(**day));
        Some(PeriodFact {
            period,
            unit: self.unit(period),
            service_days: small(service_days),
            covered_days: small(self.covered.and(&days).count()),
            contacts: count(tally.contacts),
            providers: count(tally.providers),
            sum_squares: i64::try_from(tally.sum_of_squares).unwrap_or(i64::MAX),
            same_pairs: count(tally.same_pairs),
            named_hits: count(tally.with_named),
            named_contacts: count(tally.contacts_when_named),
            team_changes: count(measures::moves::team_changes(&observed) as u64),
            setting_moves: count(measures::moves::setting_moves(&observed) as u64),
            endings: count(endings.count() as u64),
        })
    }

    /// The unit that a person's figures belong to: that of the named contact on the last day, else of where
    /// the patient was treated on it, outside hospital before within, else of whatever ended last. Those
    /// without a named contact would be nobody's otherwise, and the units' coverage complete.
    fn unit(&self, period: Period) -> Option<UnitId> {
        let last = period.last_day();
        let on_last = self
            .places
            .iter()
            .filter(|place| place.from <= last && place.to.is_none_or(|to| to > last));
        let held = on_last.max_by_key(|place| (place.rank, place.from, place.unit));
        let before = || {
            let ended = self.places.iter().filter(|place| place.from <= last);
            ended.max_by_key(|place| (place.to, place.rank, place.from, place.unit))
        };
        held.or_else(before).map(|place| place.unit)
    }
}

fn places(case: &Case<'_>) -> Vec<Place> {
    let ties = case.trajectory.relationships.iter();
    let named = ties.filter_map(|tie| {
        let unit = tie.unit?;
        let (from, to) = tie.dates(case.directory);
        let is_always = tie.kind.is_named_contact(false);
        tie.kind.is_named_contact(true).then_some(Place {
            rank: if is_always { 3 } else { 1 },
            unit,
            from,
            to,
        })
    });
    let treated = case.trajectory.periods.iter().map(|period| {
        let zone = case.directory.zone(Some(period.unit));
        let is_ward = case.directory.class(period.unit) == SettingClass::Inpatient;
        Place {
            rank: if is_ward { 0 } else { 2 },
            unit: period.unit,
            from: time::local_date(period.from, zone),
            to: period.to.map(|to| time::local_date(to, zone)),
        }
    });
    let mut places: Vec<Place> = named.chain(treated).collect();
    places.retain(|place| place.to.is_none_or(|to| to > place.from));
    places
}

fn small(n: i64) -> i32 {
    i32::try_from(n.max(0)).unwrap_or(i32::MAX)
}

fn count(n: u64) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// Nights of an admission that is over.
pub fn nights(fact: &AdmissionFact) -> Option<i64> {
    Some(days_between(fact.from, fact.to?).max(0))
}
