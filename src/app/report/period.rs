//! A report of a unit over a calendar month, quarter or year: aggregates only.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;

use super::sums::{Wanted, sums};
use super::units_of;
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::ids::UnitId;
use crate::domain::report::length::{Drawn, draw};
use crate::domain::report::period::{Period, Span};
use crate::domain::report::{Book, Report, Tree};
use crate::domain::survival::Watched;
use crate::domain::time::{self, add_years};
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::RelationshipKind;
use crate::store::facts;

/// Years back from the end of a period in which relationships began whose length is told.
pub const YEARS_BACK: i32 = 5;

/// Days between two points of a curve of relationships, and of one of waits.
const EVERY: (i64, i64) = (91, 5);

/// Days up to which waits are drawn.
const LONGEST_WAIT: i64 = 90;

/// Periods that are offered to be chosen from.
const OFFERED: usize = 12;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The report.
    pub book: Book,
    /// The unit, with all below it; `None` is the whole service, and for service managers the first of
    /// their units.
    pub unit: Option<UnitId>,
    /// The period; `None` is the last quarter that is over.
    pub period: Option<Period>,
}

/// A report, and what else may be asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The figures.
    pub report: Report,
    /// How long relationships last, by kind; `None` in front is all of them. A part of continuity.
    pub lengths: Vec<(Option<RelationshipKind>, Drawn)>,
    /// How long patients wait for the first community contact after discharge. A part of continuity.
    pub waits: Option<Drawn>,
    /// The unit's name; `None` is the whole service.
    pub name: Option<String>,
    /// The units that the asker may choose, with their names, in order of name.
    pub units: Vec<(UnitId, String)>,
    /// Whether the whole service may be chosen.
    pub is_whole_offered: bool,
    /// The periods that are offered: quarters, then years, then months, the last first.
    pub periods: Vec<Period>,
}

/// A report over a period.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever looks after no unit, or not after this one,
/// [`AppError::InvalidInput`] for a period that is not over, and whatever the database reports.
pub async fn over_period(app: &App, actor: &Actor, asked: Asked) -> Result<Answer, AppError> {
    let directory = app.directory().await?;
    let own = readable(app, actor, &directory).await?;
    let unit = chosen(&directory, own.as_deref(), asked.unit)?;
    let today = time::local_date(app.clock.now(), app.zone);
    let period = asked
        .period
        .unwrap_or_else(|| Period::last_over(Span::Quarter, today));
    if !period.is_over(today) {
        return Err(AppError::InvalidInput {
            field: "period",
            expected:
                "a calendar month, quarter or year that is over, such as 2025-11, 2025-Q4 or 2025"
                    .to_owned(),
        });
    }
    let entry = app.entry(
        actor,
        action(asked.book),
        asked.book.code(),
        "quality",
        json!({ "unit": unit, "period": period.to_string() }),
    );
    app.db.begin().await?.commit(entry).await?;
    let made = make(app, &directory, (asked.book, unit, period)).await?;
    Ok(Answer {
        report: made.report,
        lengths: made.lengths,
        waits: made.waits,
        name: unit.map(|unit| name(&directory, unit)),
        units: choices(&directory, own.as_deref()),
        is_whole_offered: own.is_none(),
        periods: periods(today),
    })
}

/// A report without who may choose what.
pub(super) struct Made {
    pub(super) report: Report,
    pub(super) lengths: Vec<(Option<RelationshipKind>, Drawn)>,
    pub(super) waits: Option<Drawn>,
}

/// Makes a report. Whoever calls has made sure that it may be read, and written down that it was.
pub(super) async fn make(
    app: &App,
    directory: &Directory,
    (book, unit, period): (Book, Option<UnitId>, Period),
) -> Result<Made, AppError> {
    let tree = Tree::of(directory);
    let within = tree.within(unit);
    let wanted = Wanted {
        book,
        within: &within,
        is_whole: unit.is_none(),
        period,
        today: time::local_date(app.clock.now(), app.zone),
    };
    // Of a month nobody is told how long things last: curves five years long would differ by single days.
    let has_curves = book == Book::Continuity && period.span() != Span::Month;
    let lengths = async {
        if has_curves {
            lengths(app, &wanted).await
        } else {
            Ok(Vec::new())
        }
    };
    let (sums, lengths) = tokio::try_join!(sums(app, directory, &wanted), lengths)?;
    let report = Report::of(directory, &tree, &sums, (book, unit, period));
    let is_told = report.is_admissible && has_curves;
    Ok(Made {
        lengths: if is_told { lengths } else { Vec::new() },
        waits: is_told
            .then(|| draw(sums.waits(period), EVERY.1, LONGEST_WAIT))
            .flatten(),
        report,
    })
}

/// What the audit log calls it that a report was read.
pub(super) const fn action(book: Book) -> &'static str {
    match book {
        Book::Continuity => "report.continuity",
        Book::Turnover => "report.turnover",
        Book::Handovers => "report.handovers",
        Book::Flags => "report.flags",
    }
}

/// The units of which somebody may read reports; `None` is the whole service, which is also whose manager looks
/// after every unit there is: the figures of all of them add up to its.
pub(super) async fn readable(
    app: &App,
    actor: &Actor,
    directory: &Directory,
) -> Result<Option<Vec<UnitId>>, AppError> {
    let own = units_of(app, actor).await?;
    Ok(own.filter(|own| own.is_empty() || own.len() < directory.units.len()))
}

pub(super) fn name(directory: &Directory, unit: UnitId) -> String {
    let unit = directory.units.get(&unit);
    unit.map(|unit| unit.name.clone()).unwrap_or_default()
}

fn choices(directory: &Directory, own: Option<&[UnitId]>) -> Vec<(UnitId, String)> {
    let units = directory.units.values();
    let mut units: Vec<(UnitId, String)> = units
        .filter(|unit| own.is_none_or(|own| own.contains(&unit.id)))
        .map(|unit| (unit.id, unit.name.clone()))
        .collect();
    units.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    units
}

/// The unit that is meant, if it is one that the asker looks after.
pub(super) fn chosen(
    directory: &Directory,
    own: Option<&[UnitId]>,
    asked: Option<UnitId>,
) -> Result<Option<UnitId>, AppError> {
    let Some(own) = own else {
        return match asked {
            Some(unit) if !directory.units.contains_key(&unit) => Err(AppError::NotFound("unit")),
            asked => Ok(asked),
        };
    };
    match asked {
        Some(unit) if own.contains(&unit) => Ok(Some(unit)),
        Some(_) => Err(Refusal::ReportsAreForManagers.into()),
        None => {
            let is_top = |unit: &UnitId| {
                let mut above = directory.upwards(*unit).skip(1);
                !above.any(|above| own.contains(&above))
            };
            let tops = choices(directory, Some(own)).into_iter();
            let mut tops = tops.map(|(unit, _)| unit).filter(is_top);
            let top = tops.next().ok_or(Refusal::ReportsAreForManagers)?;
            Ok(Some(top))
        }
    }
}

fn periods(today: NaiveDate) -> Vec<Period> {
    let back = |span, n| {
        std::iter::successors(Some(Period::last_over(span, today)), |period| {
            Some(period.previous())
        })
        .take(n)
    };
    back(Span::Quarter, OFFERED)
        .chain(back(Span::Year, OFFERED / 3))
        .chain(back(Span::Month, OFFERED))
        .collect()
}

/// How long the relationships last that began in the years before the end of a period, watched to that
/// end: planned ends are those of kind 0, unplanned ones of kind 1.
async fn lengths(
    app: &App,
    wanted: &Wanted<'_>,
) -> Result<Vec<(Option<RelationshipKind>, Drawn)>, AppError> {
    let to = wanted.period.to();
    let from = add_years(to, -YEARS_BACK);
    let units = wanted.units();
    let lasted = facts::lasted(&app.db.read, (from, to), units.as_deref()).await?;
    let mut by_kind: BTreeMap<Option<RelationshipKind>, Vec<Watched>> = BTreeMap::new();
    for one in lasted {
        let watched = Watched {
            days: one.days,
            end: one.is_planned.map(|is_planned| usize::from(!is_planned)),
        };
        for kind in [None, Some(one.kind)] {
            let all = by_kind.entry(kind).or_default();
            all.extend(std::iter::repeat_n(watched, one.n));
        }
    }
    let longest = i64::from(YEARS_BACK) * 365;
    Ok(by_kind
        .into_iter()
        .filter_map(|(kind, watched)| Some((kind, draw(&watched, EVERY.0, longest)?)))
        .collect())
}
