//! Figures from sums: what may be shown, and as what.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::float;
use super::length::fives;
use super::measure::{BANDS, Book, Measure, Shape, band};
use super::period::{Period, Span};
use super::sums::{Sum, Sums};
use crate::domain::disclosure::{Node, Quarter, shown, shown_by_month, shown_in_year};
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::survival::{Curve, Median};
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::Profession;

/// Fewest patients of a unit with figures.
pub const FEWEST_PATIENTS: i64 = 10;

/// Fewest clinicians of a unit with figures.
pub const FEWEST_CLINICIANS: usize = 3;

/// Fewest of a group whose distribution is told, and smallest denominator of a share.
pub const FEWEST_TOLD: i64 = 10;

/// A service's units, from the whole service (`None`) downwards.
#[derive(Debug, Clone)]
pub struct Tree {
    units: Vec<Option<UnitId>>,
    parents: Vec<Option<usize>>,
}

impl Tree {
    /// The units of a directory. Those in a circle stand below the whole.
    pub fn of(directory: &Directory) -> Self {
        let mut ids: Vec<(usize, UnitId)> = directory
            .units
            .keys()
            .map(|unit| (directory.upwards(*unit).count(), *unit))
            .collect();
        ids.sort_unstable();
        let mut tree = Self {
            units: vec![None],
            parents: vec![None],
        };
        for (_, unit) in ids {
            let above = directory.upwards(unit).nth(1);
            let parent = above.and_then(|above| tree.place(Some(above)));
            tree.units.push(Some(unit));
            tree.parents.push(Some(parent.unwrap_or(0)));
        }
        tree
    }

    /// The place of a unit.
    pub fn place(&self, unit: Option<UnitId>) -> Option<usize> {
        self.units.iter().position(|known| *known == unit)
    }

    /// The units, in order.
    pub fn units(&self) -> &[Option<UnitId>] {
        &self.units
    }

    /// A unit and all below it; for the whole service also what belongs to none.
    pub fn within(&self, unit: Option<UnitId>) -> BTreeSet<Option<UnitId>> {
        let Some(top) = self.place(unit) else {
            return BTreeSet::new();
        };
        let mut is_within = vec![false; self.units.len()];
        for place in 0..self.units.len() {
            let above = self.parents[place].is_some_and(|above| is_within[above]);
            is_within[place] = place == top || above;
        }
        let units = self.units.iter().zip(is_within);
        units
            .filter_map(|(unit, is_within)| is_within.then_some(*unit))
            .collect()
    }

    fn nodes(&self, own: impl Fn(Option<UnitId>) -> Vec<i64>, admissible: &[bool]) -> Vec<Node> {
        let units = self.units.iter().zip(&self.parents).zip(admissible);
        units
            .map(|((unit, parent), is_admissible)| Node {
                parent: *parent,
                own: own(*unit),
                is_admissible: *is_admissible,
            })
            .collect()
    }

    /// How many professionals were employed in a period at each unit or below it: all, or those of a
    /// profession.
    fn employed(
        &self,
        directory: &Directory,
        period: Period,
        profession: Option<Profession>,
    ) -> Vec<usize> {
        let mut people: Vec<BTreeSet<ProfessionalId>> = vec![BTreeSet::new(); self.units.len()];
        let places: HashMap<_, _> = self.units.iter().zip(0..).collect();
        let is_wanted = |id: &ProfessionalId| {
            let known = directory.professionals.get(id);
            profession.is_none_or(|wanted| known.is_some_and(|who| who.profession == wanted))
        };
        let employments = directory.employments.iter();
        let employments = employments.filter(|(id, _)| is_wanted(id));
        for employment in employments.flat_map(|(_, employments)| employments) {
            let overlaps =
                employment.from < period.to() && employment.to.is_none_or(|to| to > period.from());
            if let Some(place) = places.get(&Some(employment.unit))
                && overlaps
            {
                people[*place].insert(employment.professional);
            }
        }
        for place in (1..self.units.len()).rev() {
            if let Some(above) = self.parents[place] {
                let below = people[place].clone();
                people[above].extend(below);
            }
        }
        people.iter().map(BTreeSet::len).collect()
    }

    /// Whether each unit has enough patients and clinicians in a period.
    fn admissible(&self, directory: &Directory, sums: &Sums, period: Period) -> Vec<bool> {
        let mut patients: Vec<i64> = self
            .units
            .iter()
            .map(|unit| sums.of(*unit, period, Measure::Patients).n)
            .collect();
        for place in (1..self.units.len()).rev() {
            if let Some(above) = self.parents[place] {
                patients[above] += patients[place];
            }
        }
        self.employed(directory, period, None)
            .into_iter()
            .zip(patients)
            .map(|(people, patients)| people >= FEWEST_CLINICIANS && patients >= FEWEST_PATIENTS)
            .collect()
    }
}

/// One figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// A small group could be recognised, here or by subtracting.
    Hidden,
    /// The figure.
    Shown(Shown),
}

impl Figure {
    /// The figure of what may be shown.
    pub const fn of(shown: Option<Shown>) -> Self {
        match shown {
            None => Self::Hidden,
            Some(shown) => Self::Shown(shown),
        }
    }

    /// The figure, where it is shown.
    pub const fn shown(&self) -> Option<&Shown> {
        match self {
            Self::Hidden => None,
            Self::Shown(shown) => Some(shown),
        }
    }
}

/// A figure that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The value: a share, a median, a rate or a length in days; `None` where it is undefined.
    pub value: Option<f64>,
    /// What was divided; for distributions how many there are.
    pub numerator: i64,
    /// By what.
    pub denominator: i64,
    /// Patients, admissions or endings behind it.
    pub n: i64,
    /// Such as could not be judged, to the nearest five.
    pub missing: i64,
    /// A median's interval, where it has one.
    pub interval: Option<(Option<i64>, Option<i64>)>,
}

/// A distribution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// How many.
    pub n: i64,
    /// First quartile, median, third quartile; `None` below ten.
    pub quartiles: Option<[f64; 3]>,
}

/// One measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which.
    pub measure: Measure,
    /// In the period.
    pub now: Figure,
    /// In the period before.
    pub previous: Figure,
    /// In the same period a year before.
    pub last_year: Figure,
    /// The distribution, where every patient or admission has a value.
    pub spread: Option<Spread>,
    /// The same by bands of contacts: all of them, or none.
    pub bands: Option<[Spread; 3]>,
}

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Which.
    pub book: Book,
    /// The unit; `None` is the whole service.
    pub unit: Option<UnitId>,
    /// The period.
    pub period: Period,
    /// Whether the unit has enough patients and clinicians for figures.
    pub is_admissible: bool,
    /// The measures.
    pub rows: Vec<Row>,
}

impl Report {
    /// The periods whose sums a report reads.
    pub fn periods(period: Period) -> [Period; 3] {
        [period, period.previous(), period.last_year()]
    }

    /// The periods whose sums say what a report shows of its own.
    pub fn looked_at(period: Period) -> Vec<Period> {
        let each = Self::periods(period).into_iter();
        let all: BTreeSet<Period> = each.flat_map(Period::decided_with).collect();
        all.into_iter().collect()
    }

    /// Puts a report together. `sums` are of the whole service in the periods that are looked at.
    pub fn of(
        directory: &Directory,
        tree: &Tree,
        sums: &Sums,
        (book, unit, period): (Book, Option<UnitId>, Period),
    ) -> Self {
        let place = tree.place(unit).unwrap_or(0);
        let within = tree.within(unit);
        let looks = Self::periods(period).map(|period| Look::new(directory, tree, sums, period));
        let is_long_enough =
            |measure: &Measure| period.span() != Span::Month || measure.has_months();
        let measures = book.measures().into_iter().filter(is_long_enough);
        let rows = measures.map(|measure| {
            let figures = looks
                .each_ref()
                .map(|look| look.figure(measure, place, &within));
            let [now, previous, last_year] = figures;
            let is_spread = measure.shape() == Shape::Spread && now.shown().is_some();
            Row {
                measure,
                now,
                previous,
                last_year,
                spread: is_spread.then(|| spread(sums.values(measure, period).to_vec())),
                bands: (is_spread && measure.has_bands())
                    .then(|| looks[0].bands(measure, place))
                    .flatten(),
            }
        });
        Self {
            book,
            unit,
            period,
            is_admissible: looks[0].admits(period)[place],
            rows: rows.collect(),
        }
    }

    /// The rules of whose flags, as far as that is shown, more than half do not fit, of at least ten.
    pub fn mostly_unfit(&self) -> impl Iterator<Item = &'static str> {
        self.rows.iter().filter_map(|row| {
            let Measure::FlagsUnfit(rule) = row.measure else {
                return None;
            };
            let shown = row.now.shown()?;
            let is_so = shown.n >= FEWEST_TOLD && shown.numerator * 2 > shown.n;
            is_so.then_some(rule)
        })
    }

    /// The row of a measure.
    pub fn row(&self, measure: Measure) -> Option<&Row> {
        self.rows.iter().find(|row| row.measure == measure)
    }
}

/// One period of the whole service.
struct Look<'a> {
    directory: &'a Directory,
    tree: &'a Tree,
    sums: &'a Sums,
    period: Period,
    /// Which units have enough patients and clinicians, in each of the periods that this one is decided
    /// with.
    admissible: BTreeMap<Period, Vec<bool>>,
}

impl<'a> Look<'a> {
    fn new(directory: &'a Directory, tree: &'a Tree, sums: &'a Sums, period: Period) -> Self {
        let admissible = period.decided_with().into_iter();
        Self {
            directory,
            tree,
            sums,
            period,
            admissible: admissible
                .map(|each| (each, tree.admissible(directory, sums, each)))
                .collect(),
        }
    }

    fn admits(&self, period: Period) -> Vec<bool> {
        let known = self.admissible.get(&period).cloned();
        known.unwrap_or_else(|| vec![false; self.tree.units.len()])
    }

    /// The units that a measure may be told of at all.
    fn open(&self, measure: Measure, period: Period) -> Vec<bool> {
        let mut open = self.admits(period);
        if let Some(base) = measure.base() {
            and(&mut open, &self.shown(base, period));
        }
        if let Measure::FlagLoad(profession) = measure {
            let people = self.tree.employed(self.directory, period, Some(profession));
            let enough: Vec<bool> = people.iter().map(|n| *n >= FEWEST_CLINICIANS).collect();
            and(&mut open, &enough);
        }
        open
    }

    /// The units with what is counted in some periods, one after the other.
    fn nodes(&self, measure: Measure, periods: &[Period], open: &[bool]) -> Vec<Node> {
        let own = |unit| {
            let mut counts = Vec::new();
            for period in periods {
                for measure in [Some(measure), measure.together()].into_iter().flatten() {
                    counts.extend(self.sums.of(unit, *period, measure).counts(measure));
                }
            }
            counts
        };
        self.tree.nodes(own, open)
    }

    /// The units of which a measure is shown in a period.
    fn shown(&self, measure: Measure, period: Period) -> Vec<bool> {
        let alone = |period: Period| {
            let open = self.open(measure, period);
            self.nodes(measure, &[period], &open)
        };
        match period.span() {
            Span::Year if measure.adds_up() => {
                let quarters = period.parts(Span::Quarter).into_iter();
                let quarters: Vec<Quarter> =
                    quarters.map(|each| Quarter::of(alone(each))).collect();
                shown_in_year(&alone(period), &quarters).units
            }
            Span::Quarter | Span::Year => shown(&alone(period)).units,
            // The three months of a quarter are told together, and only where the quarter is: so they never
            // take a figure from it, nor from the year.
            Span::Month => {
                let months = period.quarter().parts(Span::Month);
                let mut open = self.open(measure, period);
                for month in &months {
                    and(&mut open, &self.open(measure, *month));
                }
                let quarter = self.shown(measure, period.quarter());
                shown_by_month(self.nodes(measure, &months, &open), &quarter).units
            }
        }
    }

    /// Whether a measure of a unit is shown.
    fn is_shown(&self, measure: Measure, place: usize) -> bool {
        self.shown(measure, self.period)[place]
    }

    fn figure(&self, measure: Measure, place: usize, within: &BTreeSet<Option<UnitId>>) -> Figure {
        if !self.is_shown(measure, place) {
            return Figure::Hidden;
        }
        let mut sum = Sum::default();
        for unit in within {
            sum.add(&self.sums.of(*unit, self.period, measure));
        }
        Figure::Shown(self.told(measure, place, &sum))
    }

    fn told(&self, measure: Measure, place: usize, sum: &Sum) -> Shown {
        let quotient = |numerator, denominator| {
            let value = (denominator > 0).then(|| float(numerator) / float(denominator));
            (value, numerator, denominator)
        };
        let mut interval = None;
        let mut n = sum.n;
        let (value, numerator, denominator) = match measure.shape() {
            Shape::Count => (Some(float(sum.n)), sum.n, 1),
            Shape::Share => quotient(sum.hits, sum.n),
            Shape::Days => {
                let (value, above, below) = quotient(sum.numerator, sum.denominator);
                (value.filter(|_| sum.n >= FEWEST_TOLD), above, below)
            }
            Shape::Rate => {
                let years = float(sum.denominator) / 365.25;
                let value = (sum.denominator > 0).then(|| float(sum.numerator) / years);
                (value, sum.numerator, sum.denominator)
            }
            Shape::Spread => {
                let values = self.sums.values(measure, self.period).to_vec();
                let median = spread(values).quartiles.map(|quartiles| quartiles[1]);
                (median, sum.n, sum.n)
            }
            Shape::Wait => {
                let median: Median = Curve::of(self.sums.waits(self.period)).median();
                interval = Some((median.low, median.high));
                (median.days.map(float), sum.hits, sum.n)
            }
            Shape::Fives => {
                n = fives(sum.n);
                (Some(float(n)), n, 1)
            }
            Shape::Load => {
                n = fives(sum.n);
                let profession = match measure {
                    Measure::FlagLoad(profession) => Some(profession),
                    _ => None,
                };
                let people = self.tree.employed(self.directory, self.period, profession);
                quotient(n, i64::try_from(people[place]).unwrap_or(i64::MAX))
            }
        };
        Shown {
            value,
            numerator,
            denominator,
            n,
            missing: fives(sum.missing),
            interval,
        }
    }

    /// The distributions by bands of contacts, where all of them may be told; in no month anybody has many.
    fn bands(&self, measure: Measure, place: usize) -> Option<[Spread; 3]> {
        if self.period.span() == Span::Month {
            return None;
        }
        let own = |unit| self.sums.of(unit, self.period, measure).bands.to_vec();
        let shown = shown(&self.tree.nodes(own, &self.admits(self.period)));
        let values = self.sums.values(measure, self.period);
        (shown.units[place] && self.is_shown(measure, place)).then(|| {
            [0, 1, 2].map(|wanted| {
                let of_band = values.iter().filter(|(n, _)| band(*n) == Some(wanted));
                spread(of_band.copied().collect())
            })
        })
    }
}

fn and(open: &mut [bool], other: &[bool]) {
    for (open, other) in open.iter_mut().zip(other) {
        *open &= other;
    }
}

/// The labels of the bands.
pub fn band_labels() -> [&'static str; 3] {
    BANDS.map(|(label, _, _)| label)
}

fn spread(values: Vec<(i32, f64)>) -> Spread {
    let mut values: Vec<f64> = values.into_iter().map(|(_, value)| value).collect();
    let n = i64::try_from(values.len()).unwrap_or(i64::MAX);
    Spread {
        n,
        quartiles: (n >= FEWEST_TOLD).then(|| quartiles(&mut values)),
    }
}

/// The quartiles of at least one value, by linear interpolation between order statistics (type 7 of
/// Hyndman & Fan, Am Stat 1996;50:361).
pub fn quartiles(values: &mut [f64]) -> [f64; 3] {
    values.sort_unstable_by(f64::total_cmp);
    [0.25, 0.5, 0.75].map(|share| quantile(values, share))
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a list of patients, within 0..len"
)]
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    sorted[below] + (sorted[above] - sorted[below]) * (place - place.floor())
}
