//! What lies beside a handover: the crisis plan's text for staff, and the patient's own words as far as
//! the patient lets those who take part in the care read them.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::snapshots::VoiceRef;
use super::{maybe, word};
use crate::domain::handover::content::is_joint_contact;
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::vocabulary::{Authorship, NarrativeKind};
use crate::store::error::StoreError;

use entity::{contact, contact_professional, narrative_entry, plan};

/// From this level on the patient lets the present team read an entry.
const TEAM: i32 = 2;

/// How many of the patient's entries are shown beside a handover.
const MOST: u64 = 12;

/// What helps to write a handover, and to read one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// The crisis plan's text for staff, where there is a plan in force.
    pub crisis_plan: Option<String>,
    /// The patient's words, the last written first.
    pub voice: Vec<Spoken>,
}

/// Something the patient said, in their words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// Which entry, in which edition.
    pub entry: VoiceRef,
    /// What it tells.
    pub kind: NarrativeKind,
    /// Whose words.
    pub authorship: Authorship,
    /// The words.
    pub text: String,
}

/// What lies beside a handover of a patient on a day.
pub async fn beside<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    today: NaiveDate,
) -> Result<Beside, StoreError> {
    let plan = plan::Entity::find()
        .filter(plan::Column::PatientId.eq(patient.0))
        .filter(plan::Column::Kind.eq("crisis_plan"))
        .filter(plan::Column::AgreedOn.lte(today))
        .filter(
            Condition::any()
                .add(plan::Column::ValidToOn.is_null())
                .add(plan::Column::ValidToOn.gt(today)),
        )
        .order_by_desc(plan::Column::AgreedOn)
        .order_by_desc(plan::Column::Edition)
        .one(conn)
        .await?;
    let kinds = [
        NarrativeKind::WhatMatters,
        NarrativeKind::NextProfessional,
        NarrativeKind::PeopleITrust,
        NarrativeKind::HelpedInCrisis,
        NarrativeKind::DidNotHelp,
    ];
    let rows = readable(patient)
        .filter(narrative_entry::Column::Kind.is_in(kinds.map(NarrativeKind::code)))
        .order_by_desc(narrative_entry::Column::WrittenAt)
        .order_by_desc(narrative_entry::Column::Id)
        .limit(MOST)
        .all(conn)
        .await?;
    Ok(Beside {
        crisis_plan: plan.and_then(|plan| plan.text_staff),
        voice: rows.into_iter().map(said).collect::<Result<_, _>>()?,
    })
}

/// Those of these entries that the patient still lets the present team read, in the edition that is
/// current: what was taken back is gone from every handover.
pub async fn spoken<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    entries: &[VoiceRef],
) -> Result<Vec<Spoken>, StoreError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let rows = readable(patient)
        .filter(narrative_entry::Column::Id.is_in(entries.iter().map(|entry| entry.entry)))
        .order_by_desc(narrative_entry::Column::WrittenAt)
        .order_by_desc(narrative_entry::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(said).collect()
}

fn readable(patient: PatientId) -> sea_orm::Select<narrative_entry::Entity> {
    use narrative_entry::Column;
    narrative_entry::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::Level.gte(TEAM))
        .filter(Column::WithdrawnAt.is_null())
}

fn said(row: narrative_entry::Model) -> Result<Spoken, StoreError> {
    Ok(Spoken {
        entry: VoiceRef {
            entry: row.id,
            edition: row.edition,
        },
        kind: word(&row.kind)?,
        authorship: word(&row.authorship)?,
        text: row.text,
    })
}

/// Whether a contact of a patient is one at which two meet them together.
pub async fn is_joint<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<bool, StoreError> {
    let row = contact::Entity::find_by_id((patient.0, id.0))
        .one(conn)
        .await?;
    let Some(row) = row else {
        return Ok(false);
    };
    let mut others = contact_professional::Entity::find()
        .filter(contact_professional::Column::PatientId.eq(patient.0))
        .filter(contact_professional::Column::ContactId.eq(id.0));
    if let Some(main) = row.main_professional_id {
        others = others.filter(contact_professional::Column::ProfessionalId.ne(main));
    }
    let others = usize::try_from(others.count(conn).await?).unwrap_or(usize::MAX);
    let people = others.saturating_add(usize::from(row.main_professional_id.is_some()));
    Ok(is_joint_contact(
        word(&row.status)?,
        row.patient_present.unwrap_or(true),
        maybe(row.purpose.as_deref())?,
        people,
    ))
}
