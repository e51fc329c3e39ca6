//! Which records have texts that are found, and what their parts are.

use sea_orm::EntityTrait;
use uuid::Uuid;

use super::index::Document;

use entity::{handover, narrative_entry, plan, request};

/// A table whose rows have texts that are found.
pub(in crate::store) trait Told: EntityTrait {
    /// Columns of the key.
    const PATIENT: Self::Column;
    const ID: Self::Column;

    /// The key of a row.
    fn key(row: &Self::Model) -> (Uuid, Uuid);
    /// Its texts that are not empty, each by the name of its part.
    fn parts(row: &Self::Model) -> Vec<(&'static str, &str)>;
}

/// The words of rows.
pub(in crate::store) fn documents<E: Told>(rows: &[E::Model]) -> Vec<Document> {
    let document = |row: &E::Model| {
        let parts = E::parts(row).into_iter().map(|(_, text)| text);
        Document::new(E::key(row), parts)
    };
    rows.iter().map(document).collect()
}

fn written<'r>(
    parts: impl IntoIterator<Item = (&'static str, Option<&'r String>)>,
) -> Vec<(&'static str, &'r str)> {
    let parts = parts.into_iter();
    parts
        .filter_map(|(part, text)| Some((part, text?.as_str())))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect()
}

impl Told for narrative_entry::Entity {
    const PATIENT: Self::Column = narrative_entry::Column::PatientId;
    const ID: Self::Column = narrative_entry::Column::Id;

    fn key(row: &Self::Model) -> (Uuid, Uuid) {
        (row.patient_id, row.id)
    }

    fn parts(row: &Self::Model) -> Vec<(&'static str, &str)> {
        written([("text", Some(&row.text))])
    }
}

impl Told for plan::Entity {
    const PATIENT: Self::Column = plan::Column::PatientId;
    const ID: Self::Column = plan::Column::Id;

    fn key(row: &Self::Model) -> (Uuid, Uuid) {
        (row.patient_id, row.id)
    }

    fn parts(row: &Self::Model) -> Vec<(&'static str, &str)> {
        written([
            ("patient", row.text_patient.as_ref()),
            ("staff", row.text_staff.as_ref()),
        ])
    }
}

impl Told for request::Entity {
    const PATIENT: Self::Column = request::Column::PatientId;
    const ID: Self::Column = request::Column::Id;

    fn key(row: &Self::Model) -> (Uuid, Uuid) {
        (row.patient_id, row.id)
    }

    fn parts(row: &Self::Model) -> Vec<(&'static str, &str)> {
        written([
            ("text", Some(&row.text)),
            ("subject", Some(&row.subject)),
            ("reason", row.reason.as_ref()),
        ])
    }
}

impl Told for handover::Entity {
    const PATIENT: Self::Column = handover::Column::PatientId;
    const ID: Self::Column = handover::Column::Id;

    fn key(row: &Self::Model) -> (Uuid, Uuid) {
        (row.patient_id, row.id)
    }

    fn parts(row: &Self::Model) -> Vec<(&'static str, &str)> {
        written([
            ("summary", row.summary.as_ref()),
            ("severity_reason", row.severity_reason.as_ref()),
            ("actions", row.actions.as_ref()),
            ("contingency", row.contingency.as_ref()),
            ("synthesis", row.synthesis.as_ref()),
            ("know_me", row.know_me.as_ref()),
            ("builds_trust", row.builds_trust.as_ref()),
            ("breaks_trust", row.breaks_trust.as_ref()),
            ("promises", row.promises.as_ref()),
            ("trusts", row.trusts.as_ref()),
            ("goodbye", row.goodbye.as_ref()),
        ])
    }
}
