//! Facts added up by unit and period.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::facts::{AdmissionFact, Begun, DEBRIEF_DAYS, Ended, MeasureFact, Outcome, nights};
use super::handed::HandoverFact;
use super::measure::{Measure, Shape};
use super::period::{Period, Span};
use crate::domain::continuity::measures::turnover_per_30;
use crate::domain::continuity::measures::warm_handover::Handed;
use crate::domain::ids::UnitId;
use crate::domain::survival::Watched;
use crate::domain::time::{add_days, days_between};
use crate::domain::trajectory::Employment;

/// One measure of one unit in one period. Everything but the length of days adds up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// Patients, admissions or endings that were judged.
    pub n: i64,
    /// Of these, such as something is so of.
    pub hits: i64,
    /// What is divided, where that is no count of hits.
    pub numerator: i64,
    /// By what.
    pub denominator: i64,
    /// What belongs to the question and could not be judged.
    pub missing: i64,
    /// Those judged, by bands of contacts.
    pub bands: [i64; 3],
}

impl Sum {
    /// Adds another.
    pub fn add(&mut self, other: &Self) {
        self.n += other.n;
        self.hits += other.hits;
        self.numerator += other.numerator;
        self.denominator += other.denominator;
        self.missing += other.missing;
        for (band, more) in self.bands.iter_mut().zip(other.bands) {
            *band += more;
        }
    }

    /// The counts of people or events in it that have to be enough to be shown.
    pub fn counts(&self, measure: Measure) -> Vec<i64> {
        match measure.shape() {
            Shape::Share | Shape::Wait => vec![self.hits, self.n - self.hits],
            Shape::Rate => vec![self.n, self.numerator],
            Shape::Count | Shape::Days | Shape::Spread | Shape::Fives | Shape::Load => {
                vec![self.n]
            }
        }
    }
}

/// One of something.
const ONE: Sum = Sum {
    n: 1,
    hits: 0,
    numerator: 0,
    denominator: 0,
    missing: 0,
    bands: [0; 3],
};

/// Values of single patients or admissions, for distributions: contacts behind each, and the value.
pub type Values = BTreeMap<(Measure, Period), Vec<(i32, f64)>>;

/// The sums of a whole service over some calendar years.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    /// What is counted over a period as a whole.
    by: HashMap<(Option<UnitId>, Period, Measure), Sum>,
    /// What happened on a day, by month: a quarter and a year are what their months add up to.
    on: HashMap<(Option<UnitId>, Period), BTreeMap<Measure, Sum>>,
    values: Values,
    waits: BTreeMap<Period, Vec<Watched>>,
}

impl Sums {
    /// The sum of a unit's own; `None` is of what belongs to no unit.
    pub fn of(&self, unit: Option<UnitId>, period: Period, measure: Measure) -> Sum {
        let whole = self.by.get(&(unit, period, measure));
        let mut sum = whole.copied().unwrap_or_default();
        for month in period.parts(Span::Month) {
            let of_month = self.on.get(&(unit, month));
            if let Some(more) = of_month.and_then(|measures| measures.get(&measure)) {
                sum.add(more);
            }
        }
        sum
    }

    /// Adds to a unit's own.
    pub fn add(&mut self, unit: Option<UnitId>, period: Period, measure: Measure, sum: &Sum) {
        self.by.entry((unit, period, measure)).or_default().add(sum);
    }

    /// Notes a value of one patient or admission.
    pub fn note(&mut self, measure: Measure, period: Period, contacts: i32, value: f64) {
        self.note_all(measure, period, (contacts, value), 1);
    }

    /// Notes a value that several have, and the contacts that it rests on.
    pub fn note_all(&mut self, measure: Measure, period: Period, value: (i32, f64), times: usize) {
        let values = self.values.entry((measure, period)).or_default();
        values.extend(std::iter::repeat_n(value, times));
    }

    /// The values of a measure, in no order.
    pub fn values(&self, measure: Measure, period: Period) -> &[(i32, f64)] {
        self.values
            .get(&(measure, period))
            .map_or(&[], Vec::as_slice)
    }

    /// The waits after the discharges of a period, of the units that are looked at.
    pub fn waits(&self, period: Period) -> &[Watched] {
        self.waits.get(&period).map_or(&[], Vec::as_slice)
    }

    /// Adds to the month of a day, and so to its quarter and its year.
    pub fn on(&mut self, unit: Option<UnitId>, day: NaiveDate, measure: Measure, sum: &Sum) {
        let month = Period::around(Span::Month, day);
        let measures = self.on.entry((unit, month)).or_default();
        measures.entry(measure).or_default().add(sum);
    }

    /// Adds an admission; `is_looked_at` says whether its unit is among those whose distributions are
    /// wanted.
    pub fn admission(&mut self, fact: &AdmissionFact, today: NaiveDate, is_looked_at: bool) {
        let unit = Some(fact.unit);
        // Seventy-two hours have passed on the fourth day.
        let known = judged(fact.known, fact.from, 3, today);
        self.on(unit, fact.from, Measure::KnownAtAdmission, &known);
        let Some(left) = fact.to else {
            return;
        };
        for (measure, outcome, days) in [
            (Measure::FollowUp72h, fact.met_72h, 3),
            (Measure::FollowUp7d, fact.met_7d, 7),
            (Measure::FollowUp30d, fact.met_30d, 30),
            (Measure::SameProfessionalAcrossDischarge, fact.across, 30),
            (Measure::Readmission30d, fact.returned, 30),
        ] {
            self.on(unit, left, measure, &judged(outcome, left, days, today));
        }
        self.wait(fact, left, today, is_looked_at);
        let nights = nights(fact).unwrap_or(0);
        let days = Sum {
            n: i64::from(nights > 0),
            numerator: fact.measure_days.into(),
            denominator: nights,
            ..Sum::default()
        };
        self.on(unit, left, Measure::MeasureDayShare, &days);
        let distinct = u64::try_from(fact.responsible).unwrap_or(0);
        if let Some(rate) = turnover_per_30(distinct, nights) {
            let is_known = distinct > 0;
            let sum = Sum {
                n: is_known.into(),
                missing: (!is_known).into(),
                ..Sum::default()
            };
            self.on(unit, left, Measure::ResponsiblePer30d, &sum);
            for span in Span::ALL {
                if is_looked_at && is_known {
                    let period = Period::around(span, left);
                    self.note(Measure::ResponsiblePer30d, period, 0, rate);
                }
            }
        }
    }

    fn wait(
        &mut self,
        fact: &AdmissionFact,
        left: NaiveDate,
        today: NaiveDate,
        is_looked_at: bool,
    ) {
        let sum = Sum {
            n: 1,
            hits: fact.is_met.into(),
            ..Sum::default()
        };
        self.on(Some(fact.unit), left, Measure::DaysToFirstContact, &sum);
        if !is_looked_at {
            return;
        }
        let so_far = days_between(left, today).max(0);
        let watched = Watched {
            days: fact.waited_days.map_or(so_far, i64::from),
            end: fact.is_met.then_some(0),
        };
        for span in Span::ALL {
            let waits = self.waits.entry(Period::around(span, left)).or_default();
            waits.push(watched);
        }
    }

    /// Adds relationships that ended.
    pub fn ended(&mut self, ended: &Ended) {
        let planned = Sum {
            n: ended.n,
            hits: if ended.is_planned { ended.n } else { 0 },
            ..Sum::default()
        };
        self.on(ended.unit, ended.month, Measure::PlannedEndings, &planned);
        let Some(handed) = ended.handed else {
            return;
        };
        let warm = match (ended.is_due, handed) {
            (false, _) => Sum {
                missing: ended.n,
                ..Sum::default()
            },
            (true, Handed::Warm) => Sum {
                n: ended.n,
                hits: ended.n,
                ..Sum::default()
            },
            (true, Handed::Not | Handed::Written) => Sum {
                n: ended.n,
                ..Sum::default()
            },
        };
        self.on(ended.unit, ended.month, Measure::WarmHandoverRate, &warm);
    }

    /// Adds relationships that began.
    pub fn begun(&mut self, begun: &Begun) {
        let sum = Sum {
            n: begun.n,
            ..Sum::default()
        };
        self.on(begun.unit, begun.month, Measure::RelationshipsBegun, &sum);
    }

    /// Adds an employment: to when it began and ended, and to each of these periods on whose last day it
    /// lasted.
    pub fn employment(&mut self, employment: &Employment, periods: &[Period]) {
        let unit = Some(employment.unit);
        self.on(unit, employment.from, Measure::EmploymentsBegun, &ONE);
        if let Some(to) = employment.to {
            self.on(unit, to, Measure::EmploymentsEnded, &ONE);
        }
        for period in periods {
            let last = period.last_day();
            if employment.from <= last && employment.to.is_none_or(|to| to > last) {
                self.add(unit, *period, Measure::Employed, &ONE);
            }
        }
    }

    /// Adds a handover, by when it was offered.
    pub fn handover(&mut self, fact: &HandoverFact) {
        let HandoverFact {
            unit, kind, day, ..
        } = *fact;
        self.on(unit, day, Measure::HandoversOffered(kind), &ONE);
        for (measure, is_so) in [
            (Measure::HandoversInTime(kind), fact.is_in_time),
            (Measure::HandoversLate(kind), fact.is_late),
            (Measure::HandoversQuestioned(kind), fact.is_questioned),
            (Measure::HandoversReturned(kind), fact.is_returned),
            (Measure::HandoversWarm(kind), fact.is_warm),
        ] {
            let sum = Sum {
                n: 1,
                hits: is_so.into(),
                ..Sum::default()
            };
            self.on(unit, day, measure, &sum);
        }
    }

    /// Adds a restrictive measure.
    pub fn measure(&mut self, fact: &MeasureFact, today: NaiveDate) {
        let outcome = if fact.debriefed {
            Outcome::Yes
        } else {
            Outcome::No
        };
        let offered = judged(Some(outcome), fact.ended, DEBRIEF_DAYS, today);
        self.on(fact.unit, fact.ended, Measure::DebriefOfferedRate, &offered);
    }
}

/// What becomes of an outcome that is due after some days.
fn judged(outcome: Option<Outcome>, from: NaiveDate, days: i64, today: NaiveDate) -> Sum {
    let Some(outcome) = outcome else {
        return Sum::default();
    };
    let is_due = today > add_days(from, days);
    if !is_due || outcome == Outcome::Missing {
        return Sum {
            missing: 1,
            ..Sum::default()
        };
    }
    Sum {
        n: 1,
        hits: i64::from(outcome == Outcome::Yes),
        ..Sum::default()
    }
}
