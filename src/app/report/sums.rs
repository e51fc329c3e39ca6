//! What a report rests on: facts of the whole service, added up by unit and period.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use crate::app::{App, AppError};
use crate::domain::continuity::{coc, secon, upc_named};
use crate::domain::flags::audience::is_private;
use crate::domain::flags::rules::RULES;
use crate::domain::handover::due::time_to_acknowledge;
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::report::handed::{HandoverFact, is_in_time};
use crate::domain::report::period::{Period, Span};
use crate::domain::report::sums::Sum;
use crate::domain::report::{Book, Measure, Report, Sums};
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::HandoverGrade;
use crate::store::facts::{self, Counters};
use crate::store::{flag_noise, handed};

/// What is asked of which units: for `within` also the values of single patients are wanted.
pub(super) struct Wanted<'a> {
    pub(super) book: Book,
    /// The unit with all below it.
    pub(super) within: &'a BTreeSet<Option<UnitId>>,
    /// Whether that is the whole service.
    pub(super) is_whole: bool,
    pub(super) period: Period,
    pub(super) today: NaiveDate,
}

impl Wanted<'_> {
    /// The units that a statement is about; `None` is the whole service.
    pub(super) fn units(&self) -> Option<Vec<UnitId>> {
        (!self.is_whole).then(|| self.within.iter().copied().flatten().collect())
    }
}

/// The sums of the whole service in every period that a report looks at, because what is shown is decided
/// for all units at once.
pub(super) async fn sums(
    app: &App,
    directory: &Directory,
    wanted: &Wanted<'_>,
) -> Result<Sums, AppError> {
    let looked_at = Report::looked_at(wanted.period);
    let from = looked_at.iter().map(|period| period.from()).min();
    let to = looked_at.iter().map(|period| period.to()).max();
    let (from, to) = (
        from.unwrap_or(wanted.period.from()),
        to.unwrap_or(wanted.period.to()),
    );
    let mut sums = Sums::default();
    let counters = match wanted.book {
        Book::Continuity => Counters::All,
        Book::Turnover | Book::Handovers | Book::Flags => Counters::Patients,
    };
    let added =
        async { Ok::<_, AppError>(facts::added(&app.db.read, &looked_at, counters).await?) };
    let of_book = of_book(app, directory, wanted, (from, to), &mut sums);
    let (added, ()) = tokio::try_join!(added, of_book)?;
    for (unit, period, measures) in added {
        for (measure, sum) in measures {
            sums.add(unit, period, measure, &sum);
        }
    }
    Ok(sums)
}

/// What no patient's counters say: what each report counts by itself, from the first day to the last.
async fn of_book(
    app: &App,
    directory: &Directory,
    wanted: &Wanted<'_>,
    (from, to): (NaiveDate, NaiveDate),
    sums: &mut Sums,
) -> Result<(), AppError> {
    match wanted.book {
        Book::Continuity => continuity(app, wanted, (from, to), sums).await,
        Book::Turnover => turnover(app, directory, wanted, (from, to), sums).await,
        Book::Handovers => handovers(app, directory, (from, to), sums).await,
        Book::Flags => flags(app, (from, to), sums).await,
    }
}

async fn turnover(
    app: &App,
    directory: &Directory,
    wanted: &Wanted<'_>,
    (from, to): (NaiveDate, NaiveDate),
    sums: &mut Sums,
) -> Result<(), AppError> {
    let read = &app.db.read;
    let (begun, ended) = tokio::try_join!(
        facts::begun(read, from, to),
        facts::ended(read, (from, to), wanted.today),
    )?;
    for begun in begun {
        sums.begun(&begun);
    }
    for ended in ended {
        sums.ended(&ended);
    }
    let is_staff = |id: &ProfessionalId| !directory.guests.contains(id);
    let staff = directory.employments.iter().filter(|(id, _)| is_staff(id));
    let looked_at = Report::looked_at(wanted.period);
    for employment in staff.flat_map(|(_, employments)| employments) {
        sums.employment(employment, &looked_at);
    }
    Ok(())
}

async fn continuity(
    app: &App,
    wanted: &Wanted<'_>,
    (from, to): (NaiveDate, NaiveDate),
    sums: &mut Sums,
) -> Result<(), AppError> {
    let read = &app.db.read;
    let units = wanted.units();
    let periods: BTreeSet<Period> = Report::periods(wanted.period).into();
    let periods: Vec<Period> = periods.into_iter().collect();
    let (admissions, ended, measures, counted) = tokio::try_join!(
        facts::admissions(read, from, to),
        facts::ended(read, (from, to), wanted.today),
        facts::measures(read, from, to),
        facts::counted(read, &periods, units.as_deref()),
    )?;
    for fact in admissions {
        let is_looked_at = wanted.within.contains(&Some(fact.unit));
        sums.admission(&fact, wanted.today, is_looked_at);
    }
    for ended in ended {
        sums.ended(&ended);
    }
    for fact in measures {
        sums.measure(&fact, wanted.today);
    }
    for one in counted {
        let count = |n: i32| u64::try_from(n).unwrap_or(0);
        let n = count(one.contacts);
        let squares = u64::try_from(one.sum_squares).unwrap_or(0);
        let values = [
            (
                Measure::UpcNamed,
                upc_named(count(one.named_contacts), count(one.named_hits)),
            ),
            (Measure::Coc, coc(n, squares)),
            (Measure::Secon, secon(n, count(one.same_pairs))),
        ];
        for (measure, value) in values {
            if let Some(value) = value {
                sums.note_all(measure, one.period, (one.contacts, value), one.patients);
            }
        }
    }
    Ok(())
}

/// Handovers belong to the unit that they come from, and to the day on which they were offered there.
async fn handovers(
    app: &App,
    directory: &Directory,
    (from, to): (NaiveDate, NaiveDate),
    sums: &mut Sums,
) -> Result<(), AppError> {
    let start = |day| time::start_of_day(day, app.zone);
    let day = TimeDelta::days(1);
    let standing = app.standing().await?;
    let now = app.clock.now();
    // A day more at both ends: units may lie in other zones.
    let offered = handed::offered(&app.db.read, start(from) - day, start(to) + day).await?;
    for one in offered {
        let policy = standing.policies.at(directory, one.unit, now).policy;
        let due = one
            .due_at
            .unwrap_or_else(|| one.at + time_to_acknowledge(&policy, one.kind));
        sums.handover(&HandoverFact {
            unit: one.unit,
            kind: one.kind,
            day: time::local_date(one.at, directory.zone(one.unit)),
            is_in_time: is_in_time(one.accepted_at, due),
            is_late: one.is_late,
            is_questioned: one.is_questioned,
            is_returned: one.is_returned,
            is_warm: one.grade == Some(HandoverGrade::Warm),
        });
    }
    Ok(())
}

/// Flags belong to the unit that owns them; those that are for some of those in care only to none.
async fn flags(
    app: &App,
    (from, to): (NaiveDate, NaiveDate),
    sums: &mut Sums,
) -> Result<(), AppError> {
    let first = Period::around(Span::Month, from);
    let next = |month: &Period| Some(Period::around(Span::Month, month.to()));
    let months: Vec<Period> = std::iter::successors(Some(first), next)
        .take_while(|month| month.from() < to)
        .collect();
    let days = months.iter().map(|month| month.from()).chain([to]);
    let bounds: Vec<_> = days.map(|day| time::start_of_day(day, app.zone)).collect();
    let day_of = |place: usize| months.get(place).map(|month| month.from());
    let of = |n, hits| Sum {
        n,
        hits,
        ..Sum::default()
    };
    for one in flag_noise::raised(&app.db.read, &bounds).await? {
        let rule = RULES.iter().find(|rule| rule.code == one.code);
        let (Some(rule), Some(day)) = (rule, day_of(one.place)) else {
            continue;
        };
        let unit = one.unit.filter(|_| !is_private(rule.code));
        for (measure, sum) in [
            (Measure::FlagsRaised(rule.code), of(one.fired, 0)),
            (
                Measure::FlagsActedOn(rule.code),
                of(one.fired, one.acted_on),
            ),
            (Measure::FlagsRested(rule.code), of(one.fired, one.snoozed)),
            (
                Measure::FlagsUnfit(rule.code),
                of(one.fired, one.not_applicable),
            ),
        ] {
            sums.on(unit, day, measure, &sum);
        }
    }
    for one in flag_noise::load(&app.db.read, &bounds).await? {
        if let Some(day) = day_of(one.place) {
            let load = Measure::FlagLoad(one.profession);
            sums.on(one.unit, day, load, &of(one.flags, 0));
        }
    }
    Ok(())
}
