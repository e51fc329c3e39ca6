//! What staff had written when a handover was accepted. The database refuses to change it; the patient's
//! words are only named by entry and edition, and follow the visibility that the patient gives them.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::maybe;
use crate::domain::handover::{Accepted, Content};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::time::Instant;
use crate::store::error::StoreError;

use entity::handover_snapshot::{ActiveModel, Entity};

/// One of the patient's own entries, by what it was when it lay beside a handover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceRef {
    /// The entry.
    pub entry: Uuid,
    /// Which edition of it.
    pub edition: i32,
}

/// A handover as it was when somebody accepted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Who accepted it, when, with which words, and what was written.
    pub accepted: Accepted,
    /// The patient's entries that lay beside it.
    pub voice: Vec<VoiceRef>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Written {
    kind: Option<String>,
    grade: Option<String>,
    severity: Option<String>,
    return_on: Option<NaiveDate>,
    joint_contact: Option<Uuid>,
    texts: Vec<(String, String)>,
}

/// Keeps what was written when a handover was accepted.
pub async fn keep_snapshot<C: ConnectionTrait>(
    conn: &C,
    (patient, handover): (PatientId, RecordId),
    snapshot: &Snapshot,
) -> Result<(), StoreError> {
    let content = &snapshot.accepted.content;
    let written = Written {
        kind: content.kind.map(|word| word.code().to_owned()),
        grade: content.grade.map(|word| word.code().to_owned()),
        severity: content.severity.map(|word| word.code().to_owned()),
        return_on: content.return_on,
        joint_contact: content.joint_contact.map(|id| id.0),
        texts: content
            .texts()
            .into_iter()
            .map(|(field, words)| (field.to_owned(), words.clone()))
            .collect(),
    };
    Entity::insert(ActiveModel {
        patient_id: Set(patient.0),
        handover_id: Set(handover.0),
        accepted_at: Set(snapshot.accepted.at),
        accepted_by_id: Set(snapshot.accepted.by.map(|id| id.0)),
        synthesis: Set(snapshot.accepted.synthesis.clone()),
        content: Set(json!(written)),
        voice: Set(json!(snapshot.voice)),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// What was written when a handover was accepted, where it was accepted here.
pub async fn snapshot<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    handover: RecordId,
) -> Result<Option<Snapshot>, StoreError> {
    let row = Entity::find_by_id((patient.0, handover.0))
        .one(conn)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let unread = |_| StoreError::Unreadable("handover_snapshot");
    let written: Written = serde_json::from_value(row.content).map_err(unread)?;
    let voice = serde_json::from_value(row.voice).map_err(unread)?;
    let mut content = Content {
        kind: maybe(written.kind.as_deref())?,
        grade: maybe(written.grade.as_deref())?,
        severity: maybe(written.severity.as_deref())?,
        return_on: written.return_on,
        joint_contact: written.joint_contact.map(RecordId),
        ..Content::default()
    };
    for (field, words) in written.texts {
        if let Some(text) = content.text_mut(&field) {
            *text = words;
        }
    }
    Ok(Some(Snapshot {
        accepted: Accepted {
            by: row.accepted_by_id.map(ProfessionalId),
            at: row.accepted_at,
            synthesis: row.synthesis,
            content,
        },
        voice,
    }))
}

/// When this was accepted, for those who ask what is new since.
impl Snapshot {
    /// The instant.
    pub const fn at(&self) -> Instant {
        self.accepted.at
    }
}
