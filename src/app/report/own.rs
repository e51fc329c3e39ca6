//! A professional's own numbers: what they hold, and what of it began, ended and was handed over. Nobody
//! else is told them, and they are set beside nobody else's.

use chrono::NaiveDate;
use serde_json::json;

use crate::app::{Actor, App, AppError};
use crate::domain::handover::due::time_to_acknowledge;
use crate::domain::ids::{PatientId, ProfessionalId};
use crate::domain::report::handed::is_in_time;
use crate::domain::report::period::{Period, Span};
use crate::domain::time;
use crate::store::facts::{self, OwnTie};
use crate::store::handed;

/// What is told of oneself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnNumbers {
    /// Helping relationships that last.
    pub relationships: usize,
    /// With so many patients.
    pub patients: usize,
    /// Each of three quarters: the one that runs, as far as it is, the one before, and the one a year before
    /// that that runs.
    pub quarters: [(Period, Numbers); 3],
}

/// One quarter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Relationships that began.
    pub begun: usize,
    /// Relationships that ended as planned.
    pub planned: usize,
    /// Relationships that ended otherwise.
    pub unplanned: usize,
    /// Handovers that they offered.
    pub offered: usize,
    /// Handovers that they were offered in person.
    pub received: usize,
    /// Of these, accepted before their time was up.
    pub in_time: usize,
}

/// The numbers of whoever asks; `None` for accounts that belong to no professional.
///
/// # Errors
/// Whatever the database reports.
pub async fn own_numbers(app: &App, actor: &Actor) -> Result<Option<OwnNumbers>, AppError> {
    let Some(own) = professional(actor) else {
        return Ok(None);
    };
    let today = time::local_date(app.clock.now(), app.zone);
    let running = Period::around(Span::Quarter, today);
    let quarters = [running, running.previous(), running.last_year()];
    let entry = app.entry(actor, "report.own", "own", "supervision_of_self", json!({}));
    app.db.begin().await?.commit(entry).await?;
    let ties = facts::of_professional(&app.db.read, own).await?;
    let lasting = ties.iter().filter(|tie| is_lasting(tie, today));
    let mut patients: Vec<PatientId> = lasting.clone().map(|tie| tie.patient).collect();
    patients.sort_unstable();
    patients.dedup();
    let mut told = quarters.map(|quarter| (quarter, of_ties(&ties, quarter)));
    handovers(app, own, &mut told).await?;
    Ok(Some(OwnNumbers {
        relationships: lasting.count(),
        patients: patients.len(),
        quarters: told,
    }))
}

fn professional(actor: &Actor) -> Option<ProfessionalId> {
    match actor {
        Actor::Account(viewer) => viewer.professional,
        Actor::CommandLine(_) | Actor::System | Actor::Patient(_) => None,
    }
}

fn is_lasting(tie: &OwnTie, today: NaiveDate) -> bool {
    tie.from <= today && tie.to.is_none_or(|to| to > today)
}

fn of_ties(ties: &[OwnTie], quarter: Period) -> Numbers {
    let window = quarter.window();
    let ended = |is_planned: bool| {
        let ended = ties.iter().filter(|tie| tie.is_planned == is_planned);
        ended
            .filter(|tie| tie.to.is_some_and(|to| window.contains(to)))
            .count()
    };
    let begun = ties.iter().filter(|tie| window.contains(tie.from));
    Numbers {
        begun: begun.count(),
        planned: ended(true),
        unplanned: ended(false),
        ..Numbers::default()
    }
}

async fn handovers(
    app: &App,
    own: ProfessionalId,
    quarters: &mut [(Period, Numbers); 3],
) -> Result<(), AppError> {
    let first = quarters.iter().map(|(quarter, _)| quarter.from()).min();
    let Some(first) = first else {
        return Ok(());
    };
    let standing = app.standing().await?;
    let since = time::start_of_day(first, app.zone);
    let in_force = standing
        .policies
        .at(&standing.directory, None, app.clock.now());
    for one in handed::own(&app.db.read, own, since).await? {
        let day = time::local_date(one.at, app.zone);
        let told = quarters.iter_mut();
        for (_, numbers) in told.filter(|(quarter, _)| quarter.window().contains(day)) {
            if one.is_from {
                numbers.offered += 1;
                continue;
            }
            let wait = time_to_acknowledge(&in_force.policy, one.kind);
            let due = one.due_at.unwrap_or(one.at + wait);
            numbers.received += 1;
            numbers.in_time += usize::from(is_in_time(one.accepted_at, due));
        }
    }
    Ok(())
}
