//! The cards of a patient, by name and route, with the calls that were made.

use std::collections::HashMap;

use super::{Call, Card, Route};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::safety::may_be_named;
use crate::domain::trajectory::{Relationship, Trajectory};
use crate::store::Reading;
use crate::store::safety as stored;

/// A card with whom it names.
#[derive(Debug, Clone)]
pub struct NamedCard {
    /// The card.
    pub card: Card,
    /// Who is called.
    pub tie: Relationship,
    /// By which route; closed since, perhaps.
    pub route: Route,
}

/// A call with whom it was to.
#[derive(Debug, Clone)]
pub struct Logged {
    /// The call.
    pub call: Call,
    /// Who was called.
    pub tie: Relationship,
}

/// What a patient's page of cards is made from.
#[derive(Debug, Clone)]
pub struct Safety {
    /// The patient's record.
    pub opened: Opened,
    /// The cards that hold.
    pub cards: Vec<NamedCard>,
    /// The calls, the last first.
    pub calls: Vec<Logged>,
    /// Who may be named.
    pub ties: Vec<Relationship>,
    /// Open routes of all units.
    pub routes: Vec<Route>,
}

/// Opens a patient's cards, also by a broken glass: that is when they are needed.
///
/// # Errors
/// As [`record::open`].
pub async fn safety(app: &App, actor: &Actor, patient: PatientId) -> Result<Safety, AppError> {
    let opened = record::open(app, actor, patient, "safety.show").await?;
    let cards = of_opened(app, &opened).await?;
    let calls = stored::calls(&app.db.read, patient).await?;
    let named = calls.into_iter().filter_map(|(call, tie)| {
        let tie = tie_of(&opened.trajectory, tie)?.clone();
        Some(Logged { call, tie })
    });
    let ties = opened.trajectory.relationships.iter();
    Ok(Safety {
        calls: named.collect(),
        ties: ties.filter(|tie| may_be_named(tie)).cloned().collect(),
        routes: stored::routes(&app.db.read, None, false).await?,
        cards,
        opened,
    })
}

/// The cards of a record that is open.
///
/// # Errors
/// Whatever the database reports.
pub async fn of_opened(app: &App, opened: &Opened) -> Result<Vec<NamedCard>, AppError> {
    let ids = [opened.patient.reference.id];
    let cards = stored::cards(&app.db.read, &ids).await?;
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let routes = stored::routes(&app.db.read, None, true).await?;
    Ok(named(cards, &routes, &opened.trajectory))
}

/// The cards of several patients, for a board: each with whom it names.
///
/// # Errors
/// Whatever the database reports.
pub(in crate::app) async fn lines(
    reading: &Reading,
    trajectories: &[Trajectory],
) -> Result<HashMap<PatientId, Vec<NamedCard>>, AppError> {
    let ids: Vec<PatientId> = trajectories.iter().map(|one| one.patient.id).collect();
    let mut cards = stored::cards(&**reading, &ids).await?;
    let mut lines = HashMap::new();
    if cards.is_empty() {
        return Ok(lines);
    }
    let routes = stored::routes(&**reading, None, true).await?;
    for trajectory in trajectories {
        let id = trajectory.patient.id;
        let own: Vec<Card>;
        (own, cards) = cards.into_iter().partition(|card| card.patient == id);
        if !own.is_empty() {
            lines.insert(id, named(own, &routes, trajectory));
        }
    }
    Ok(lines)
}

fn named(cards: Vec<Card>, routes: &[Route], trajectory: &Trajectory) -> Vec<NamedCard> {
    let named = cards.into_iter().filter_map(|card| {
        let tie = tie_of(trajectory, card.relationship)?.clone();
        let route = routes.iter().find(|route| route.id == card.route)?.clone();
        Some(NamedCard { card, tie, route })
    });
    named.collect()
}

fn tie_of(trajectory: &Trajectory, id: RecordId) -> Option<&Relationship> {
    trajectory.relationships.iter().find(|tie| tie.id == id)
}
