//! The gate: which of a patient's words are shared with a reader, as a condition of a query.
//!
//! It says in SQL what `domain::access::shared_with` says of one entry; a property test holds one against
//! the other. The patient reads everything of theirs but what next of kin tell in confidence.

use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryTrait};

use crate::domain::access::Way;
use crate::domain::ids::{PatientId, ProfessionalId};
use crate::domain::story::{COURSE, NAMED, TEAM};
use crate::domain::time::Instant;

use entity::{narrative_choice, narrative_entry, narrative_person, narrative_state};

/// Somebody who reads a patient's words: within the record already, by a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listener {
    /// The strongest way by which the record is open to them.
    pub way: Way,
    /// Who they are.
    pub professional: ProfessionalId,
}

/// Whoever the words reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hearer {
    /// Somebody of staff.
    Professional(Listener),
    /// The patient whose words they are: on their own pages, and where they get a copy.
    Patient,
}

impl From<Listener> for Hearer {
    fn from(listener: Listener) -> Self {
        Self::Professional(listener)
    }
}

impl From<&Listener> for Hearer {
    fn from(listener: &Listener) -> Self {
        Self::Professional(*listener)
    }
}

impl From<&Self> for Hearer {
    fn from(hearer: &Self) -> Self {
        *hearer
    }
}

/// A patient's entries that are shared with a reader, those that were taken back among them.
pub(super) fn of(
    patient: PatientId,
    hearer: Hearer,
    now: Instant,
) -> sea_orm::Select<narrative_entry::Entity> {
    narrative_entry::Entity::find()
        .filter(narrative_entry::Column::PatientId.eq(patient.0))
        .filter(condition(hearer, now))
}

/// The condition.
pub(in crate::store) fn condition(hearer: impl Into<Hearer>, now: Instant) -> Condition {
    match hearer.into() {
        Hearer::Professional(listener) => shared_with(&listener, now),
        Hearer::Patient => Condition::all().add(is_confidential().not()),
    }
}

fn shared_with(listener: &Listener, now: Instant) -> Condition {
    use narrative_entry::Column;
    let me = listener.professional.0;
    let least = match listener.way {
        way if way.is_care() => Some(TEAM),
        Way::Tail => None,
        _ => Some(COURSE),
    };
    let mut shared = Condition::any().add(
        Column::Level
            .gte(i32::from(NAMED))
            .and(is_among_named(me.into())),
    );
    if let Some(least) = least {
        shared = shared.add(Column::Level.gte(i32::from(least)));
    }
    Condition::any()
        .add(Column::AuthorId.eq(me))
        .add(Condition::all().add(shared).add(has_ended(now).not()))
}

/// A patient's entries that the patient reads.
pub(super) fn own(patient: PatientId, now: Instant) -> sea_orm::Select<narrative_entry::Entity> {
    of(patient, Hearer::Patient, now)
}

/// Those of them that are shared with somebody who reads them with the patient.
pub(super) fn of_both(
    patient: PatientId,
    listener: &Listener,
    now: Instant,
) -> sea_orm::Select<narrative_entry::Entity> {
    of(patient, listener.into(), now).filter(condition(Hearer::Patient, now))
}

/// Whether the patient chose a person for the entry.
fn is_among_named(me: sea_orm::Value) -> sea_orm::sea_query::Expr {
    use narrative_person::Column;
    let chosen = narrative_person::Entity::find()
        .filter(Column::ProfessionalId.eq(me))
        .into_query()
        .clear_selects()
        .column((narrative_person::Entity, Column::EntryId))
        .and_where(
            sea_orm::sea_query::Expr::col((narrative_person::Entity, Column::PatientId))
                .equals((narrative_entry::Entity, narrative_entry::Column::PatientId)),
        )
        .take();
    sea_orm::sea_query::Expr::col((narrative_entry::Entity, narrative_entry::Column::Id))
        .in_subquery(chosen)
}

/// Whether the time for which it was shared is over.
fn has_ended(now: Instant) -> sea_orm::sea_query::Expr {
    use narrative_state::{Column, Entity};
    use sea_orm::sea_query::Expr;
    let over = Query::select()
        .column((Entity, Column::EntryId))
        .from(Entity)
        .and_where(
            Expr::col((Entity, Column::PatientId))
                .equals((narrative_entry::Entity, narrative_entry::Column::PatientId)),
        )
        .and_where(Column::SharedUntilAt.lte(now))
        .take();
    Expr::col((narrative_entry::Entity, narrative_entry::Column::Id)).in_subquery(over)
}

/// Whether next of kin told the entry in confidence.
pub(super) fn is_confidential() -> sea_orm::sea_query::Expr {
    use narrative_choice::{Column, Entity};
    use sea_orm::sea_query::Expr;
    let confidential = Query::select()
        .column((Entity, Column::EntryId))
        .from(Entity)
        .and_where(
            Expr::col((Entity, Column::PatientId))
                .equals((narrative_entry::Entity, narrative_entry::Column::PatientId)),
        )
        .and_where(Column::IsConfidential.eq(true))
        .take();
    Expr::col((narrative_entry::Entity, narrative_entry::Column::Id)).in_subquery(confidential)
}
