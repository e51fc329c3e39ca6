//! The system watches its own noise: how many flags each rule raised, and what became of them. A rule
//! whose flags mostly do not fit is proposed for other thresholds.
//!
//! Counts are of flags, never of persons, and there is no sum over rules: a patient has no score.

use chrono::TimeDelta;
use serde_json::json;

use super::Cell;
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::flags::audience::is_private;
use crate::domain::flags::rules::RULES;
use crate::domain::ids::UnitId;
use crate::domain::time::Instant;
use crate::domain::vocabulary::Role;
use crate::store::flag_noise::{self, Outcome};

/// Days over which a rule is judged.
pub const JUDGED_DAYS: u32 = 90;

/// The fewest flags by which a rule is judged.
pub const JUDGED_FROM: i64 = 10;

/// The most days that a report looks back.
pub const MOST_DAYS: u32 = 3650;

/// What became of every rule's flags.
#[derive(Debug, Clone)]
pub struct Noise {
    /// The first instant.
    pub from: Instant,
    /// The first instant that is no longer looked at.
    pub to: Instant,
    /// Whether it is of the whole service, or of the units that the reader manages.
    pub is_everything: bool,
    /// One row for each rule that raised a flag, in the order of their list.
    pub rows: Vec<NoiseRow>,
}

/// What became of one rule's flags.
#[derive(Debug, Clone, Copy)]
pub struct NoiseRow {
    /// The rule's code.
    pub code: &'static str,
    /// Flags that were raised.
    pub fired: Cell,
    /// What became of them; `None` for flags that are for some of those in care only.
    pub became: Option<Became>,
    /// Whether so many of its flags of the last 90 days are said not to fit that its thresholds should
    /// be looked at.
    pub is_proposed: bool,
}

/// What became of flags.
#[derive(Debug, Clone, Copy)]
pub struct Became {
    /// Such as somebody took on or settled.
    pub acted_on: Cell,
    /// Such as somebody let rest.
    pub snoozed: Cell,
    /// Such as are said not to fit.
    pub not_applicable: Cell,
    /// The share of these, in whole hundredths; `None` where a small group might be recognised.
    pub share: Option<u64>,
}

impl Noise {
    /// The row of a rule.
    pub fn of(&self, code: &str) -> Option<&NoiseRow> {
        self.rows.iter().find(|row| row.code == code)
    }
}

/// What became of the flags that were raised in the days before an instant (`None` is now): of the whole
/// service for administrators and the command line, of their own units for service managers. Flags that
/// are for some of those in care only are counted for the whole service, and only that they were raised.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody else, [`AppError::InvalidInput`] for days that cannot be looked
/// back, and whatever the database reports.
pub async fn noise(
    app: &App,
    actor: &Actor,
    days: u32,
    until: Option<Instant>,
) -> Result<Noise, AppError> {
    let units = units_of(app, actor).await?;
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(AppError::InvalidInput {
            field: "days",
            expected: format!("a whole number from 1 to {MOST_DAYS}"),
        });
    }
    let to = until.unwrap_or_else(|| app.clock.now());
    let from = to - TimeDelta::days(days.into());
    let judged = to - TimeDelta::days(JUDGED_DAYS.into());
    let (read, own) = (&app.db.read, units.as_deref());
    let period = flag_noise::outcomes(read, from, to, own).await?;
    let lately = flag_noise::outcomes(read, judged, to, own).await?;
    let entry = app.entry(
        actor,
        "report.flags",
        "flags",
        "administration",
        json!({ "days": days }),
    );
    app.db.begin().await?.commit(entry).await?;
    let rows = RULES.iter().filter_map(|rule| {
        let own = |outcomes: &[Outcome]| {
            let mut all = outcomes.iter();
            all.find(|outcome| outcome.code == rule.code).cloned()
        };
        let is_proposed = own(&lately).is_some_and(|outcome| mostly_unfit(&outcome));
        Some(row(rule.code, &own(&period)?, is_proposed))
    });
    Ok(Noise {
        from,
        to,
        is_everything: units.is_none(),
        rows: rows.collect(),
    })
}

/// More than half of at least ten.
fn mostly_unfit(outcome: &Outcome) -> bool {
    outcome.fired >= JUDGED_FROM && outcome.not_applicable * 2 > outcome.fired
}

fn row(code: &'static str, outcome: &Outcome, is_proposed: bool) -> NoiseRow {
    let cell = |count: i64| Cell::of(u64::try_from(count).unwrap_or(0));
    let not_applicable = cell(outcome.not_applicable);
    let fired = cell(outcome.fired);
    let share = not_applicable
        .shown()
        .zip(fired.shown())
        .map(|(unfit, fired)| unfit * 100 / fired.max(1));
    NoiseRow {
        code,
        fired,
        became: (!is_private(code)).then(|| Became {
            acted_on: cell(outcome.acted_on),
            snoozed: cell(outcome.snoozed),
            not_applicable,
            share,
        }),
        is_proposed,
    }
}

/// Lets in who looks after a service.
///
/// # Errors
/// [`AppError::Forbidden`] for everybody else.
pub fn admit(actor: &Actor) -> Result<(), AppError> {
    match actor {
        Actor::CommandLine(_) | Actor::System => Ok(()),
        Actor::Account(viewer)
            if viewer.has(Role::Administrator) || viewer.has(Role::ServiceManager) =>
        {
            Ok(())
        }
        Actor::Account(_) | Actor::Patient(_) => Err(Refusal::ReportsAreForManagers.into()),
    }
}

/// The units that a service manager looks after, with those below them; `None` is the whole service.
pub(in crate::app) async fn units_of(
    app: &App,
    actor: &Actor,
) -> Result<Option<Vec<UnitId>>, AppError> {
    admit(actor)?;
    let viewer = match actor {
        Actor::Account(viewer) if !viewer.has(Role::Administrator) => viewer,
        _ => return Ok(None),
    };
    let directory = app.directory().await?;
    let managed = viewer.roles.iter();
    let managed = managed.filter(|granted| granted.role == Role::ServiceManager);
    let mut units: Vec<UnitId> = managed
        .filter_map(|granted| granted.unit)
        .flat_map(|unit| directory.downwards(unit))
        .collect();
    units.sort_unstable();
    units.dedup();
    Ok(Some(units))
}
