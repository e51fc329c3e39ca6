//! The lines of the scale: dates, or days since something.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::axis::Axis;
use super::reference::Reference;
use crate::domain::time::{self, Instant};

/// How far apart the lines of a scale are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Every day.
    Day,
    /// Every Monday.
    Week,
    /// Every first of a month.
    Month,
    /// Every first of January, April, July and October.
    Quarter,
    /// Every first of January of years that this number divides.
    Years(i32),
    /// Days since a reference: multiples of this number.
    Days(i64),
}

/// What stands at a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// This local date, to be written as finely as the step asks for.
    Date(NaiveDate),
    /// Days since a reference; negative before it.
    DaysSince(i64),
}

/// A line of the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    /// Where, in 0..1 of the width.
    pub at: f64,
    /// What stands there.
    pub label: Label,
    /// How far apart the lines are.
    pub step: Step,
    /// The first line of its year: the year is to be written too.
    pub opens_year: bool,
    /// Not a first of month, Monday or whatever the step asks for, but where a segment begins.
    pub is_edge: bool,
}

/// Steps by calendar, finest first, each with its length in days at least.
const STEPS: [(Step, i64); 13] = [
    (Step::Day, 1),
    (Step::Week, 7),
    (Step::Month, 28),
    (Step::Quarter, 90),
    (Step::Years(1), 365),
    (Step::Years(2), 730),
    (Step::Years(5), 1826),
    (Step::Years(10), 3652),
    (Step::Years(20), 7304),
    (Step::Years(50), 18262),
    (Step::Years(100), 36524),
    (Step::Years(200), 73048),
    (Step::Years(1000), 365_242),
];

/// Steps in days since a reference, finest first.
const DAYS: [i64; 15] = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000,
];

impl Axis {
    /// Lines by the calendar, at most about as many as `fit`: the finest step for which they do. A
    /// segment begins with a line even where the calendar has none, so that no year stays unnamed;
    /// lines that would stand too close to another are left out.
    pub fn ticks(&self, fit: usize) -> Vec<Tick> {
        let fit = fit.max(1);
        let days = self.days();
        let step = STEPS
            .iter()
            .find(|(_, length)| days / length <= whole(fit))
            .map_or(Step::Years(1000), |(step, _)| *step);
        let mut ticks = Vec::new();
        for segment in &self.segments {
            let first = time::local_date(segment.from, self.zone);
            let last = time::local_date(segment.to, self.zone);
            let mut day = first;
            let mut is_first = true;
            while day < last {
                let at = time::start_of_day(day, self.zone).max(segment.from);
                ticks.push((
                    Tick {
                        at: self.place(at),
                        label: Label::Date(day),
                        step,
                        opens_year: false,
                        is_edge: !step.begins_on(day),
                    },
                    is_first,
                ));
                is_first = false;
                day = step.after(day);
            }
        }
        let mut ticks = spaced(ticks, 0.6 / float(fit));
        mark_years(&mut ticks);
        ticks
    }

    /// Lines by days since a reference, at most about as many as `fit`. Days in breaks are counted,
    /// so the numbers jump there.
    pub fn ticks_since(&self, reference: Reference, fit: usize) -> Vec<Tick> {
        let fit = fit.max(1);
        let days = self.days();
        let step = DAYS
            .into_iter()
            .find(|length| days / length <= whole(fit))
            .unwrap_or(1_000_000);
        let mut ticks = Vec::new();
        for segment in &self.segments {
            let first = reference.days_to(segment.from, self.zone);
            let mut count = first.div_euclid(step) * step;
            loop {
                let at: Instant =
                    time::start_of_day(time::add_days(reference.on, count), self.zone);
                if at >= segment.to {
                    break;
                }
                if at >= segment.from {
                    let tick = Tick {
                        at: self.place(at),
                        label: Label::DaysSince(count),
                        step: Step::Days(step),
                        opens_year: false,
                        is_edge: false,
                    };
                    ticks.push((tick, false));
                }
                count += step;
            }
        }
        spaced(ticks, 0.6 / float(fit))
    }

    /// Days drawn, breaks left out.
    fn days(&self) -> i64 {
        self.segments
            .iter()
            .map(|segment| (segment.to - segment.from).num_days())
            .sum()
    }
}

impl Step {
    fn begins_on(self, day: NaiveDate) -> bool {
        let is_first = day.day() == 1;
        match self {
            Self::Day | Self::Days(_) => true,
            Self::Week => day.weekday() == Weekday::Mon,
            Self::Month => is_first,
            Self::Quarter => is_first && day.month0().is_multiple_of(3),
            Self::Years(n) => day.ordinal() == 1 && day.year() % n == 0,
        }
    }

    /// The first day after this one on which the step begins.
    fn after(self, day: NaiveDate) -> NaiveDate {
        let month = day.with_day(1).unwrap_or(day);
        let next = match self {
            Self::Day | Self::Days(_) => day.checked_add_days(Days::new(1)),
            Self::Week => {
                let ahead = 7 - u64::from(day.weekday().num_days_from_monday());
                day.checked_add_days(Days::new(ahead))
            }
            Self::Month => month.checked_add_months(Months::new(1)),
            Self::Quarter => month.checked_add_months(Months::new(3 - month.month0() % 3)),
            Self::Years(n) => {
                NaiveDate::from_ymd_opt((day.year().div_euclid(n) + 1).saturating_mul(n), 1, 1)
            }
        };
        next.unwrap_or(NaiveDate::MAX)
    }
}

/// Leaves out lines nearer than `gap` to another. A line by the calendar stands for an edge beside it,
/// and the first line of a segment for one of the segment before.
fn spaced(ticks: Vec<(Tick, bool)>, gap: f64) -> Vec<Tick> {
    let mut kept: Vec<(Tick, bool)> = Vec::new();
    for (tick, opens_segment) in ticks {
        let crowded = kept
            .last()
            .copied()
            .filter(|(last, _)| tick.at - last.at < gap);
        let Some((last, last_opens)) = crowded else {
            kept.push((tick, opens_segment));
            continue;
        };
        let stands_for_edge = last.is_edge && !tick.is_edge && !opens_segment;
        if stands_for_edge || opens_segment && !last_opens {
            kept.pop();
            kept.push((tick, true));
        }
    }
    kept.into_iter().map(|(tick, _)| tick).collect()
}

/// Marks the first line of each year.
fn mark_years(ticks: &mut [Tick]) {
    let mut last = None;
    for tick in ticks {
        if let Label::Date(day) = tick.label {
            tick.opens_year = last != Some(day.year());
            last = Some(day.year());
        }
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "a count of labels is small")]
fn float(count: usize) -> f64 {
    count as f64
}
