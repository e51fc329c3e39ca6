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
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::story::{ORDER, TEAM};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{Authorship, NarrativeKind};
use crate::store::error::StoreError;
use crate::store::narratives::{self, Listener};

use entity::{contact, contact_professional, narrative_entry, plan};

/// How many of the patient's entries are shown beside a handover.
const MOST: u64 = 12;

/// What helps to write a handover, and to read one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// The crisis plan's text for staff, where there is a plan in force.
    pub crisis_plan: Option<String>,
    /// The patient's words, in the order of a story.
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
    /// Who wrote them down, where a professional did.
    pub author: Option<ProfessionalId>,
    /// The words.
    pub text: String,
}

/// What lies beside a handover of a patient on a day, for somebody who reads it: the patient's words as far as
/// they are shared with them.
pub async fn beside<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    today: NaiveDate,
    listener: Option<&Listener>,
    now: Instant,
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
    let mut voice = match listener {
        Some(listener) => {
            let condition = narratives::condition(listener, now);
            let rows = lying_beside(patient).filter(condition).limit(MOST);
            let rows = rows.all(conn).await?;
            rows.into_iter().map(said).collect::<Result<_, _>>()?
        }
        None => Vec::new(),
    };
    // Who somebody is when well comes first; within a kind the newest does.
    let place = |spoken: &Spoken| ORDER.iter().position(|kind| *kind == spoken.kind);
    voice.sort_by_key(place);
    Ok(Beside {
        crisis_plan: plan.and_then(|plan| plan.text_staff),
        voice,
    })
}

/// Which of the patient's entries lie beside a handover that is accepted: those that the patient lets the team
/// read. Who may read them later is asked then.
pub async fn voice<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<VoiceRef>, StoreError> {
    let rows = lying_beside(patient)
        .filter(narrative_entry::Column::Level.gte(i32::from(TEAM)))
        .limit(MOST)
        .all(conn)
        .await?;
    let each = rows.into_iter().map(|row| VoiceRef {
        entry: row.id,
        edition: row.edition,
    });
    Ok(each.collect())
}

/// Those of these entries that are shared with somebody now, in the edition that is current: what was taken
/// back is gone from every handover.
pub async fn spoken<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    entries: &[VoiceRef],
    listener: Option<&Listener>,
    now: Instant,
) -> Result<Vec<Spoken>, StoreError> {
    let (Some(listener), false) = (listener, entries.is_empty()) else {
        return Ok(Vec::new());
    };
    let rows = living(patient)
        .filter(narrative_entry::Column::Id.is_in(entries.iter().map(|entry| entry.entry)))
        .filter(narratives::condition(listener, now))
        .all(conn)
        .await?;
    rows.into_iter().map(said).collect()
}

/// The kinds of words that help whoever receives a patient.
fn lying_beside(patient: PatientId) -> sea_orm::Select<narrative_entry::Entity> {
    let kinds = [
        NarrativeKind::OutsideCrisis,
        NarrativeKind::NextProfessional,
        NarrativeKind::WhatMatters,
        NarrativeKind::PeopleITrust,
        NarrativeKind::HelpedInCrisis,
        NarrativeKind::DidNotHelp,
    ];
    living(patient).filter(narrative_entry::Column::Kind.is_in(kinds.map(NarrativeKind::code)))
}

fn living(patient: PatientId) -> sea_orm::Select<narrative_entry::Entity> {
    use narrative_entry::Column;
    narrative_entry::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::WithdrawnAt.is_null())
        .order_by_desc(Column::WrittenAt)
        .order_by_desc(Column::Id)
}

fn said(row: narrative_entry::Model) -> Result<Spoken, StoreError> {
    Ok(Spoken {
        entry: VoiceRef {
            entry: row.id,
            edition: row.edition,
        },
        kind: word(&row.kind)?,
        authorship: word(&row.authorship)?,
        author: row.author_id.map(ProfessionalId),
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
