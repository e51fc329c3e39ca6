//! Handovers, their free texts included.

use crate::store::StoreError;
use entity::handover::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, maybe_word, origin, word};
use crate::domain::intake::{Handover, Record};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(Handover);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::Handover(Handover {
            id,
            patient_id: patient,
            kind: word(&row.kind)?,
            offered_at: row.offered_at,
            from_professional_id: directory.maybe_professional_name(row.from_professional_id)?,
            to_professional_id: directory.maybe_professional_name(row.to_professional_id)?,
            from_unit_id: directory.maybe_unit_name(row.from_unit_id)?,
            to_unit_id: directory.maybe_unit_name(row.to_unit_id)?,
            grade: maybe_word(row.grade.as_deref())?,
            severity: maybe_word(row.severity.as_deref())?,
            accepted_at: row.accepted_at,
            accepted_by_id: directory.maybe_professional_name(row.accepted_by_id)?,
            state: maybe_word(row.state.as_deref())?,
            texts: crate::domain::intake::HandoverTexts {
                severity_reason: row.severity_reason,
                summary: row.summary,
                actions: row.actions,
                contingency: row.contingency,
                synthesis: row.synthesis,
                know_me: row.know_me,
                builds_trust: row.builds_trust,
                breaks_trust: row.breaks_trust,
                promises: row.promises,
                trusts: row.trusts,
                goodbye: row.goodbye,
            },
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::Handover(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            kind: r.kind.code().to_owned(),
            offered_at: r.offered_at,
            from_professional_id: directory
                .maybe_professional_id(r.from_professional_id.as_ref())?,
            to_professional_id: directory.maybe_professional_id(r.to_professional_id.as_ref())?,
            from_unit_id: directory.maybe_unit_id(r.from_unit_id.as_ref())?,
            to_unit_id: directory.maybe_unit_id(r.to_unit_id.as_ref())?,
            grade: r.grade.map(|word| word.code().to_owned()),
            severity: r.severity.map(|word| word.code().to_owned()),
            severity_reason: r.texts.severity_reason.clone(),
            summary: r.texts.summary.clone(),
            actions: r.texts.actions.clone(),
            contingency: r.texts.contingency.clone(),
            synthesis: r.texts.synthesis.clone(),
            know_me: r.texts.know_me.clone(),
            builds_trust: r.texts.builds_trust.clone(),
            breaks_trust: r.texts.breaks_trust.clone(),
            promises: r.texts.promises.clone(),
            trusts: r.texts.trusts.clone(),
            goodbye: r.texts.goodbye.clone(),
            accepted_at: r.accepted_at,
            accepted_by_id: directory.maybe_professional_id(r.accepted_by_id.as_ref())?,
            state: r.state.map(|word| word.code().to_owned()),
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
            // Of handovers that were made here; another source's are taken as they come.
            due_at: None,
            escalated_at: None,
            return_on: None,
            joint_contact_id: None,
        }))
    }
}
