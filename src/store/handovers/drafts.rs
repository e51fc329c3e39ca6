//! Handovers that are being written: their author's only, and no part of the record.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::{maybe, word};
use crate::domain::handover::{Content, Parties, Receiver};
use crate::domain::ids::{AccountId, PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::time::Instant;
use crate::store::error::StoreError;

use entity::handover_draft::{ActiveModel, Column, Entity, Model};

/// A handover that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Whose care it is about.
    pub patient: PatientId,
    /// Identity; the handover's own once it is offered.
    pub id: RecordId,
    /// Whose draft it is.
    pub account: AccountId,
    /// Who will offer it.
    pub parties: Parties,
    /// Whom it is meant for.
    pub to: Receiver,
    /// What is written.
    pub content: Content,
    /// Whether it revises one that was offered before.
    pub is_revision: bool,
    /// When it was begun.
    pub started_at: Instant,
    /// When it was last saved.
    pub saved_at: Instant,
    /// When it was put away.
    pub discarded_at: Option<Instant>,
    /// Counts the changes to it.
    pub version: i32,
}

impl TryFrom<Model> for Draft {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            patient: PatientId(row.patient_id),
            id: RecordId(row.id),
            account: AccountId(row.account_id),
            parties: Parties {
                professional: row.from_professional_id.map(ProfessionalId),
                unit: row.from_unit_id.map(UnitId),
            },
            to: Receiver {
                professional: row.to_professional_id.map(ProfessionalId),
                unit: row.to_unit_id.map(UnitId),
            },
            content: Content {
                kind: maybe(row.kind.as_deref())?,
                grade: maybe(row.grade.as_deref())?,
                severity: row.severity.as_deref().map(word).transpose()?,
                severity_reason: row.severity_reason,
                summary: row.summary,
                actions: row.actions,
                contingency: row.contingency,
                know_me: row.know_me,
                builds_trust: row.builds_trust,
                breaks_trust: row.breaks_trust,
                promises: row.promises,
                trusts: row.trusts,
                goodbye: row.goodbye,
                return_on: row.return_on,
                joint_contact: row.joint_contact_id.map(RecordId),
            },
            is_revision: row.is_revision,
            started_at: row.started_at,
            saved_at: row.saved_at,
            discarded_at: row.discarded_at,
            version: row.version,
        })
    }
}

/// A draft of an account, put away or not.
pub async fn draft<C: ConnectionTrait>(
    conn: &C,
    (patient, id): (PatientId, RecordId),
    account: AccountId,
) -> Result<Option<Draft>, StoreError> {
    let row = Entity::find_by_id((patient.0, id.0))
        .filter(Column::AccountId.eq(account.0))
        .one(conn)
        .await?;
    row.map(Draft::try_from).transpose()
}

/// The same, held until the transaction ends.
pub async fn hold_draft<C: ConnectionTrait>(
    conn: &C,
    (patient, id): (PatientId, RecordId),
    account: AccountId,
) -> Result<Option<Draft>, StoreError> {
    let row = Entity::find_by_id((patient.0, id.0))
        .filter(Column::AccountId.eq(account.0))
        .lock_exclusive()
        .one(conn)
        .await?;
    row.map(Draft::try_from).transpose()
}

/// The draft of an account about a patient that is not put away and revises nothing.
pub async fn living_draft<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    account: AccountId,
) -> Result<Option<Draft>, StoreError> {
    let row = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::DiscardedAt.is_null())
        .filter(Column::IsRevision.eq(false))
        .order_by_desc(Column::SavedAt)
        .one(conn)
        .await?;
    row.map(Draft::try_from).transpose()
}

/// The same about several patients, the last saved first.
pub async fn living_drafts<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
    account: AccountId,
) -> Result<Vec<Draft>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.is_in(patients.iter().map(|patient| patient.0)))
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::DiscardedAt.is_null())
        .filter(Column::IsRevision.eq(false))
        .order_by_desc(Column::SavedAt)
        .all(conn)
        .await?;
    rows.into_iter().map(Draft::try_from).collect()
}

/// An account's drafts that are not put away, the last saved first.
pub async fn waiting_drafts<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    limit: u64,
) -> Result<Vec<Draft>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::DiscardedAt.is_null())
        .order_by_desc(Column::SavedAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(conn)
        .await?;
    rows.into_iter().map(Draft::try_from).collect()
}

/// Begins a draft.
pub async fn insert_draft<C: ConnectionTrait>(conn: &C, draft: &Draft) -> Result<(), StoreError> {
    let row = ActiveModel {
        patient_id: Set(draft.patient.0),
        id: Set(draft.id.0),
        account_id: Set(draft.account.0),
        is_revision: Set(draft.is_revision),
        started_at: Set(draft.started_at),
        ..written(draft)
    };
    Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Saves a draft over the version before it.
pub async fn save_draft<C: ConnectionTrait>(conn: &C, draft: &Draft) -> Result<(), StoreError> {
    let done = Entity::update_many()
        .set(written(draft))
        .filter(Column::PatientId.eq(draft.patient.0))
        .filter(Column::Id.eq(draft.id.0))
        .filter(Column::Version.eq(draft.version - 1))
        .exec(conn)
        .await?;
    one_row(done.rows_affected)
}

/// Puts a draft away, or takes it out again.
pub async fn discard<C: ConnectionTrait>(
    conn: &C,
    draft: &Draft,
    at: Option<Instant>,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        discarded_at: Set(at),
        version: Set(draft.version + 1),
        ..ActiveModel::default()
    };
    let done = Entity::update_many()
        .set(row)
        .filter(Column::PatientId.eq(draft.patient.0))
        .filter(Column::Id.eq(draft.id.0))
        .filter(Column::Version.eq(draft.version))
        .exec(conn)
        .await?;
    one_row(done.rows_affected)
}

/// Removes a draft: what it said is in the handover now.
pub async fn remove_draft<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<(), StoreError> {
    Entity::delete_by_id((patient.0, id.0)).exec(conn).await?;
    Ok(())
}

/// Whether a draft is as it was begun: nobody saved, put away or offered it.
pub async fn is_unwritten<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<bool, StoreError> {
    let row = Entity::find_by_id((patient.0, id.0))
        .lock_exclusive()
        .one(conn)
        .await?;
    Ok(row.is_some_and(|row| row.version == 1))
}

fn written(draft: &Draft) -> ActiveModel {
    let content = draft.content.clone();
    ActiveModel {
        from_professional_id: Set(draft.parties.professional.map(|id| id.0)),
        from_unit_id: Set(draft.parties.unit.map(|id| id.0)),
        to_professional_id: Set(draft.to.professional.map(|id| id.0)),
        to_unit_id: Set(draft.to.unit.map(|id| id.0)),
        kind: Set(content.kind.map(|word| word.code().to_owned())),
        grade: Set(content.grade.map(|word| word.code().to_owned())),
        severity: Set(content.severity.map(|word| word.code().to_owned())),
        severity_reason: Set(content.severity_reason),
        summary: Set(content.summary),
        actions: Set(content.actions),
        contingency: Set(content.contingency),
        know_me: Set(content.know_me),
        builds_trust: Set(content.builds_trust),
        breaks_trust: Set(content.breaks_trust),
        promises: Set(content.promises),
        trusts: Set(content.trusts),
        goodbye: Set(content.goodbye),
        return_on: Set(content.return_on),
        joint_contact_id: Set(content.joint_contact.map(|id| id.0)),
        saved_at: Set(draft.saved_at),
        discarded_at: Set(draft.discarded_at),
        version: Set(draft.version),
        ..ActiveModel::default()
    }
}

pub(super) fn one_row(rows: u64) -> Result<(), StoreError> {
    if rows == 1 {
        return Ok(());
    }
    Err(StoreError::Conflict {
        constraint: "version".into(),
    })
}
