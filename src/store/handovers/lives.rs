//! Where each handover is, and what happened to it.

use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::drafts::one_row;
use super::{maybe, word};
use crate::domain::handover::{
    Accepted, Content, Event, Handover, Offer, Parties, Receiver, State,
};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{HandoverState, HandoverType};
use crate::store::error::StoreError;
use crate::store::{texts, versions};

use entity::{handover, handover_step, record_version};

/// The source of the ids of records that were made here.
const SOURCE: &str = "redthread";

/// A handover as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Whose care it is about.
    pub patient: PatientId,
    /// Identity.
    pub id: RecordId,
    /// What is passed on.
    pub kind: HandoverType,
    /// Who offered it.
    pub parties: Parties,
    /// Whom it was last offered to, whatever became of it.
    pub to: Receiver,
    /// When it was last offered.
    pub offered_at: Instant,
    /// When it should be acknowledged; not known of those that came from elsewhere.
    pub due_at: Option<Instant>,
    /// When the pool was told that it was not.
    pub escalated_at: Option<Instant>,
    /// Where it is, and what is written in it.
    pub handover: Handover,
    /// When this version was recorded.
    pub recorded_at: Instant,
    /// Counts the changes to it.
    pub version: i32,
}

impl Stored {
    /// When it should be acknowledged: of one that came from elsewhere, when it was offered.
    pub fn due(&self) -> Instant {
        self.due_at.unwrap_or(self.offered_at)
    }

    /// Puts it where a step brought it.
    #[must_use]
    pub fn after(self, handover: Handover, now: Instant) -> Self {
        let offer = handover.state.offer().copied();
        Self {
            kind: handover.content.kind.unwrap_or(self.kind),
            to: handover.state.receiver().unwrap_or(self.to),
            offered_at: offer.map_or(self.offered_at, |offer| offer.at),
            due_at: offer.map_or(self.due_at, |offer| Some(offer.due_at)),
            escalated_at: match offer {
                Some(offer) => offer.escalated_at,
                None => self.escalated_at,
            },
            recorded_at: now,
            version: self.version + 1,
            handover,
            ..self
        }
    }
}

/// Something that happened, to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStep {
    /// Identity.
    pub id: Uuid,
    /// Whose care it is about.
    pub patient: PatientId,
    /// Which handover.
    pub handover: RecordId,
    /// Who, as the audit trail names them.
    pub actor: String,
    /// Who, as a professional.
    pub professional: Option<ProfessionalId>,
    /// What happened.
    pub event: Event,
    /// When.
    pub at: Instant,
}

/// Something that happened, as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Who, as the audit trail names them.
    pub actor: String,
    /// Who, as a professional.
    pub professional: Option<ProfessionalId>,
    /// What happened.
    pub event: Event,
    /// When.
    pub at: Instant,
}

/// A handover of a patient.
pub async fn one<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<Option<Stored>, StoreError> {
    let row = handover::Entity::find_by_id((patient.0, id.0))
        .one(conn)
        .await?;
    row.map(stored).transpose()
}

/// The same, held until the transaction ends.
pub async fn hold<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<Option<Stored>, StoreError> {
    let row = handover::Entity::find_by_id((patient.0, id.0))
        .lock_exclusive()
        .one(conn)
        .await?;
    row.map(stored).transpose()
}

/// The handovers of a patient, the last offered first.
pub async fn of_patient<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    before: Option<(Instant, RecordId)>,
    limit: u64,
) -> Result<Vec<Stored>, StoreError> {
    use handover::Column;
    let mut query = handover::Entity::find().filter(Column::PatientId.eq(patient.0));
    if let Some((at, id)) = before {
        query = query.filter(
            Column::OfferedAt
                .lt(at)
                .or(Column::OfferedAt.eq(at).and(Column::Id.lt(id.0))),
        );
    }
    let rows = query
        .order_by_desc(Column::OfferedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(conn)
        .await?;
    rows.into_iter().map(stored).collect()
}

/// Stores one that was offered for the first time.
pub async fn insert<C: ConnectionTrait>(conn: &C, new: &Stored) -> Result<(), StoreError> {
    let row = handover::Model {
        patient_id: new.patient.0,
        id: new.id.0,
        source_system: SOURCE.to_owned(),
        source_value: new.id.0.to_string(),
        ..row(new)
    };
    let words = texts::documents::<handover::Entity>(std::slice::from_ref(&row));
    handover::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await?;
    texts::add(conn, &words).await
}

/// Stores one over the version before it, which is kept. It has to be held.
pub async fn replace<C: ConnectionTrait>(
    conn: &C,
    new: &Stored,
    (version_id, actor, at): (Uuid, &str, Instant),
) -> Result<(), StoreError> {
    use handover::{ActiveModel, Column, Entity};
    let earlier = Entity::find_by_id((new.patient.0, new.id.0))
        .one(conn)
        .await?
        .ok_or(StoreError::Unreadable("handover"))?;
    let kept = record_version::Model {
        patient_id: new.patient.0,
        id: version_id,
        kind: "handover".to_owned(),
        record_id: new.id.0,
        version: earlier.version,
        recorded_at: earlier.recorded_at,
        superseded_at: at,
        actor: actor.to_owned(),
        reason: None,
        import_file_id: earlier.import_file_id,
        payload: versions::payload(&earlier),
    };
    record_version::Entity::insert(kept.into_active_model())
        .exec_without_returning(conn)
        .await?;
    let row = row(new);
    let words = texts::documents::<Entity>(std::slice::from_ref(&row));
    let changed = ActiveModel {
        kind: Set(row.kind),
        offered_at: Set(row.offered_at),
        from_professional_id: Set(row.from_professional_id),
        to_professional_id: Set(row.to_professional_id),
        from_unit_id: Set(row.from_unit_id),
        to_unit_id: Set(row.to_unit_id),
        grade: Set(row.grade),
        severity: Set(row.severity),
        severity_reason: Set(row.severity_reason),
        summary: Set(row.summary),
        actions: Set(row.actions),
        contingency: Set(row.contingency),
        synthesis: Set(row.synthesis),
        know_me: Set(row.know_me),
        builds_trust: Set(row.builds_trust),
        breaks_trust: Set(row.breaks_trust),
        promises: Set(row.promises),
        trusts: Set(row.trusts),
        goodbye: Set(row.goodbye),
        accepted_at: Set(row.accepted_at),
        accepted_by_id: Set(row.accepted_by_id),
        state: Set(row.state),
        recorded_at: Set(row.recorded_at),
        version: Set(row.version),
        due_at: Set(row.due_at),
        escalated_at: Set(row.escalated_at),
        return_on: Set(row.return_on),
        joint_contact_id: Set(row.joint_contact_id),
        ..ActiveModel::default()
    };
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::PatientId.eq(new.patient.0))
        .filter(Column::Id.eq(new.id.0))
        .filter(Column::Version.eq(new.version - 1))
        .exec(conn)
        .await?;
    one_row(done.rows_affected)?;
    texts::replace(conn, &words).await
}

/// Writes a step down.
pub async fn add<C: ConnectionTrait>(conn: &C, step: NewStep) -> Result<(), StoreError> {
    let (kind, words, to) = columns(step.event);
    handover_step::Entity::insert(handover_step::ActiveModel {
        patient_id: Set(step.patient.0),
        id: Set(step.id),
        handover_id: Set(step.handover.0),
        kind: Set(kind.to_owned()),
        actor: Set(step.actor),
        professional_id: Set(step.professional.map(|id| id.0)),
        words: Set(words),
        to_professional_id: Set(to.professional.map(|id| id.0)),
        to_unit_id: Set(to.unit.map(|id| id.0)),
        recorded_at: Set(step.at),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// What happened to a handover, in order of time.
pub async fn steps<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<Vec<Told>, StoreError> {
    use handover_step::Column;
    let rows = handover_step::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::HandoverId.eq(id.0))
        .order_by_asc(Column::RecordedAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(told).collect()
}

fn columns(event: Event) -> (&'static str, Option<String>, Receiver) {
    let nobody = Receiver::default();
    match event {
        Event::Offered(to) => ("offered", None, to),
        Event::LeftWithPool(unit) => {
            let to = Receiver {
                professional: None,
                unit: Some(unit),
            };
            ("left_with_pool", None, to)
        }
        Event::Accepted(words) => ("accepted", words, nobody),
        Event::Questioned(words) => ("questioned", Some(words), nobody),
        Event::Answered(words) => ("answered", Some(words), nobody),
        Event::Returned(words) => ("returned", Some(words), nobody),
        Event::Withdrawn => ("withdrawn", None, nobody),
        Event::Done => ("done", None, nobody),
        Event::Escalated => ("escalated", None, nobody),
        Event::Expired => ("expired", None, nobody),
    }
}

fn told(row: handover_step::Model) -> Result<Told, StoreError> {
    let to = Receiver {
        professional: row.to_professional_id.map(ProfessionalId),
        unit: row.to_unit_id.map(UnitId),
    };
    let unread = || StoreError::Unreadable("a handover's step");
    let words = row.words;
    let event = match row.kind.as_str() {
        "offered" => Event::Offered(to),
        "left_with_pool" => Event::LeftWithPool(to.unit.ok_or_else(unread)?),
        "accepted" => Event::Accepted(words),
        "questioned" => Event::Questioned(words.ok_or_else(unread)?),
        "answered" => Event::Answered(words.ok_or_else(unread)?),
        "returned" => Event::Returned(words.ok_or_else(unread)?),
        "withdrawn" => Event::Withdrawn,
        "done" => Event::Done,
        "escalated" => Event::Escalated,
        "expired" => Event::Expired,
        _ => return Err(unread()),
    };
    Ok(Told {
        actor: row.actor,
        professional: row.professional_id.map(ProfessionalId),
        event,
        at: row.recorded_at,
    })
}

pub(super) fn stored(row: handover::Model) -> Result<Stored, StoreError> {
    let kind: HandoverType = word(&row.kind)?;
    let text = |words: &Option<String>| words.clone().unwrap_or_default();
    let content = Content {
        kind: Some(kind),
        grade: maybe(row.grade.as_deref())?,
        severity: maybe(row.severity.as_deref())?,
        severity_reason: text(&row.severity_reason),
        summary: text(&row.summary),
        actions: text(&row.actions),
        contingency: text(&row.contingency),
        know_me: text(&row.know_me),
        builds_trust: text(&row.builds_trust),
        breaks_trust: text(&row.breaks_trust),
        promises: text(&row.promises),
        trusts: text(&row.trusts),
        goodbye: text(&row.goodbye),
        return_on: row.return_on,
        joint_contact: row.joint_contact_id.map(RecordId),
    };
    let to = Receiver {
        professional: row.to_professional_id.map(ProfessionalId),
        unit: row.to_unit_id.map(UnitId),
    };
    let offer = Offer {
        to,
        at: row.offered_at,
        due_at: row.due_at.unwrap_or(row.offered_at),
        escalated_at: row.escalated_at,
    };
    let accepted = row.accepted_at.map(|at| Accepted {
        by: row.accepted_by_id.map(ProfessionalId),
        at,
        synthesis: row.synthesis.clone(),
        content: content.clone(),
    });
    // As the rules read it: not recorded is accepted where that is, and offered where it is not.
    let state = match (maybe(row.state.as_deref())?, accepted) {
        (Some(HandoverState::Draft), _) => State::Draft,
        (Some(HandoverState::Questioned), _) => State::Questioned(offer),
        (Some(HandoverState::Returned), _) => State::Returned(to),
        (Some(HandoverState::Withdrawn), _) => State::Withdrawn(to),
        (Some(HandoverState::Expired), _) => State::Expired(offer),
        (Some(HandoverState::Done), accepted) => State::Done(accepted),
        (Some(HandoverState::Accepted) | None, Some(accepted)) => State::Accepted(accepted),
        (Some(HandoverState::Accepted), None) => State::Accepted(Accepted {
            by: row.accepted_by_id.map(ProfessionalId),
            at: row.offered_at,
            synthesis: row.synthesis,
            content: content.clone(),
        }),
        (Some(HandoverState::Offered) | None, _) => State::Offered(offer),
    };
    Ok(Stored {
        patient: PatientId(row.patient_id),
        id: RecordId(row.id),
        kind,
        parties: Parties {
            professional: row.from_professional_id.map(ProfessionalId),
            unit: row.from_unit_id.map(UnitId),
        },
        to,
        offered_at: row.offered_at,
        due_at: row.due_at,
        escalated_at: row.escalated_at,
        handover: Handover { state, content },
        recorded_at: row.recorded_at,
        version: row.version,
    })
}

fn row(stored: &Stored) -> handover::Model {
    let content = stored.handover.content.clone();
    let accepted = match &stored.handover.state {
        State::Accepted(accepted) | State::Done(Some(accepted)) => Some(accepted),
        _ => None,
    };
    let text = |words: String| (!words.trim().is_empty()).then_some(words);
    handover::Model {
        patient_id: stored.patient.0,
        id: stored.id.0,
        source_system: String::new(),
        source_value: String::new(),
        kind: stored.kind.code().to_owned(),
        offered_at: stored.offered_at,
        from_professional_id: stored.parties.professional.map(|id| id.0),
        to_professional_id: stored.to.professional.map(|id| id.0),
        from_unit_id: stored.parties.unit.map(|id| id.0),
        to_unit_id: stored.to.unit.map(|id| id.0),
        grade: content.grade.map(|word| word.code().to_owned()),
        severity: content.severity.map(|word| word.code().to_owned()),
        severity_reason: text(content.severity_reason),
        summary: text(content.summary),
        actions: text(content.actions),
        contingency: text(content.contingency),
        synthesis: accepted.and_then(|accepted| accepted.synthesis.clone()),
        know_me: text(content.know_me),
        builds_trust: text(content.builds_trust),
        breaks_trust: text(content.breaks_trust),
        promises: text(content.promises),
        trusts: text(content.trusts),
        goodbye: text(content.goodbye),
        accepted_at: accepted.map(|accepted| accepted.at),
        accepted_by_id: accepted.and_then(|accepted| accepted.by).map(|id| id.0),
        state: Some(stored.handover.state.word().code().to_owned()),
        recorded_at: stored.recorded_at,
        version: stored.version,
        import_file_id: None,
        import_row: None,
        due_at: stored.due_at,
        escalated_at: stored.escalated_at,
        return_on: content.return_on,
        joint_contact_id: content.joint_contact.map(|id| id.0),
    }
}
