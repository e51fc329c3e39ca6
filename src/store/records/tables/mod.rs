//! Between rows and intake records, one file per table. Both ways are total but for what the
//! schema rules out, and neither touches the database.

mod alliance_score;
mod contact;
mod decision;
mod employment;
mod handover;
mod legal_period;
mod measure;
mod measure_visit;
mod narrative_entry;
mod narrative_read;
mod patient;
mod plan;
mod professional;
mod relational_review;
mod relationship;
mod request;
mod rupture;
mod shift_assignment;
mod treatment_period;
mod unit;

pub(super) use employment::{employment_model, employment_record};
pub(super) use patient::{further_identifiers, identifier_models, patient_model, patient_record};
pub(super) use professional::{professional_model, professional_record};
pub(super) use unit::{unit_model, unit_record};

use std::collections::HashMap;
use std::str::FromStr;

use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{Directory, KnownWhole, Placed, Stored, corrupt};
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::intake::{Kind, Record};
use crate::domain::time::Instant;
use crate::store::StoreError;

/// A table whose rows belong to patients.
pub(super) trait Owned: EntityTrait {
    /// What its rows are.
    const KIND: Kind;
    /// Columns that every such table has.
    const PATIENT: Self::Column;
    const ID: Self::Column;
    const SYSTEM: Self::Column;
    const VALUE: Self::Column;

    /// Identity and bookkeeping of a row.
    fn head(row: &Self::Model) -> Head;
    /// What a row says. `id` and `patient` are the source ids as read, `parts` what belongs to it
    /// from other tables.
    fn record(
        row: Self::Model,
        id: String,
        patient: String,
        parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError>;
    /// The row of a record; `None` when the record is of another kind.
    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Self::Model>, StoreError>;
}

/// Identity and bookkeeping that every patient-owned row has.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub patient: Uuid,
    pub id: Uuid,
    pub system: String,
    pub value: String,
    pub recorded_at: Instant,
    pub version: i32,
    pub is_own: bool,
}

impl Head {
    /// The row as stored, once its record is made.
    pub(super) fn stored(&self, record: Record) -> Stored {
        Stored {
            id: self.id,
            patient: Some(PatientId(self.patient)),
            version: self.version,
            record,
            recorded_at: self.recorded_at,
            is_own: self.is_own,
        }
    }
}

/// The columns of identity and bookkeeping, which have the same names in every table that a patient
/// owns but are other types to the compiler.
macro_rules! bookkeeping {
    ($kind:ident) => {
        const KIND: crate::domain::intake::Kind = crate::domain::intake::Kind::$kind;
        const PATIENT: Column = Column::PatientId;
        const ID: Column = Column::Id;
        const SYSTEM: Column = Column::SourceSystem;
        const VALUE: Column = Column::SourceValue;

        fn head(row: &Model) -> super::Head {
            super::Head {
                patient: row.patient_id,
                id: row.id,
                system: row.source_system.clone(),
                value: row.source_value.clone(),
                recorded_at: row.recorded_at,
                version: row.version,
                is_own: row.import_file_id.is_none(),
            }
        }
    };
}
use bookkeeping;

/// What belongs to a row but lies in other tables.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    /// Leaves of a treatment period, in time order.
    pub leave: Vec<crate::domain::intake::Leave>,
    /// Other professionals of a contact, in order.
    pub others: Vec<Uuid>,
}

/// Whose a record is, the system of its id, and what it may belong to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner<'a> {
    pub patient: Uuid,
    pub system: &'a str,
    pub wholes: &'a HashMap<String, KnownWhole>,
}

impl Owner<'_> {
    /// What a unit or a professional is called by the records of this system: those of its own by their value
    /// alone, whatever the names stand as.
    fn within(self, name: &str) -> &str {
        let own = name.strip_prefix(self.system);
        own.and_then(|rest| rest.strip_prefix('|')).unwrap_or(name)
    }

    fn whole(self, id: &str) -> Result<Uuid, StoreError> {
        let whole = self.wholes.get(id);
        whole
            .map(|whole| whole.id)
            .ok_or_else(|| corrupt("a record belongs to one that is not stored"))
    }
}

/// The columns of origin of a row.
pub(super) fn origin(placed: &Placed) -> (Option<Uuid>, Option<i64>) {
    (
        placed.origin.map(|origin| origin.file.0),
        placed
            .origin
            .map(|origin| i64::try_from(origin.row).unwrap_or(i64::MAX)),
    )
}

/// A stored code as a word of the vocabulary.
pub(super) fn word<T: FromStr>(code: &str) -> Result<T, StoreError> {
    code.parse()
        .map_err(|_| corrupt("a stored code is not in the vocabulary"))
}

/// A stored code that may be missing.
pub(super) fn maybe_word<T: FromStr>(code: Option<&str>) -> Result<Option<T>, StoreError> {
    code.map(word).transpose()
}

impl Directory {
    fn unit_id(&self, id: &str) -> Result<Uuid, StoreError> {
        let unit = self.units.get(id);
        unit.map(|unit| unit.id.0)
            .ok_or_else(|| corrupt("a record refers to a unit that is not stored"))
    }

    fn maybe_unit_id(&self, id: Option<&String>) -> Result<Option<Uuid>, StoreError> {
        id.map(|id| self.unit_id(id)).transpose()
    }

    fn professional_id(&self, id: &str) -> Result<Uuid, StoreError> {
        let professional = self.professionals.get(id);
        professional
            .map(|id| id.0)
            .ok_or_else(|| corrupt("a record refers to a professional who is not stored"))
    }

    fn maybe_professional_id(&self, id: Option<&String>) -> Result<Option<Uuid>, StoreError> {
        id.map(|id| self.professional_id(id)).transpose()
    }

    fn unit_name(&self, id: Uuid) -> Result<String, StoreError> {
        let name = self.unit_names.get(&UnitId(id));
        // Stored by someone else since the directory was read: read again, it will be there.
        name.cloned().ok_or(StoreError::Busy)
    }

    fn maybe_unit_name(&self, id: Option<Uuid>) -> Result<Option<String>, StoreError> {
        id.map(|id| self.unit_name(id)).transpose()
    }

    fn professional_name(&self, id: Uuid) -> Result<String, StoreError> {
        let name = self.professional_names.get(&ProfessionalId(id));
        name.cloned().ok_or(StoreError::Busy)
    }

    fn maybe_professional_name(&self, id: Option<Uuid>) -> Result<Option<String>, StoreError> {
        id.map(|id| self.professional_name(id)).transpose()
    }
}
