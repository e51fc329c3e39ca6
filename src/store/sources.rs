//! The sources' identities and the versions of one patient's records: trajectories do without them.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::ids::{PatientId, RecordId, SourceId};
use crate::domain::intake::Kind;

/// What a record is called in its source, and which version of it is current.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The source's identity.
    pub source: SourceId,
    /// The version.
    pub version: i32,
}

/// The sources' identities and the versions of a patient's records of some kinds. Kinds that no patient
/// owns have none.
pub async fn of_patient<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    kinds: &[Kind],
) -> Result<HashMap<RecordId, Named>, StoreError> {
    let mut sources = HashMap::new();
    for kind in kinds {
        let rows = of_kind(conn, patient.0, *kind).await?;
        sources.extend(rows.into_iter().map(|(id, system, value, version)| {
            let source = SourceId::new(system, value);
            (RecordId(id), Named { source, version })
        }));
    }
    Ok(sources)
}

async fn of_kind<C: ConnectionTrait>(
    conn: &C,
    patient: Uuid,
    kind: Kind,
) -> Result<Vec<(Uuid, String, String, i32)>, StoreError> {
    use entity::{
        alliance_score, contact, decision, handover, legal_period, measure, measure_visit,
        narrative_entry, narrative_read, plan, relational_review, relationship, request, rupture,
        shift_assignment, treatment_period,
    };
    macro_rules! read {
        ($table:ident) => {
            $table::Entity::find()
                .select_only()
                .columns([
                    $table::Column::Id,
                    $table::Column::SourceSystem,
                    $table::Column::SourceValue,
                    $table::Column::Version,
                ])
                .filter($table::Column::PatientId.eq(patient))
                .into_tuple()
                .all(conn)
                .await?
        };
    }
    Ok(match kind {
        Kind::TreatmentPeriod => read!(treatment_period),
        Kind::Contact => read!(contact),
        Kind::Relationship => read!(relationship),
        Kind::ShiftAssignment => read!(shift_assignment),
        Kind::Handover => read!(handover),
        Kind::Decision => read!(decision),
        Kind::RelationalReview => read!(relational_review),
        Kind::LegalPeriod => read!(legal_period),
        Kind::Measure => read!(measure),
        Kind::MeasureVisit => read!(measure_visit),
        Kind::Plan => read!(plan),
        Kind::Request => read!(request),
        Kind::AllianceScore => read!(alliance_score),
        Kind::Rupture => read!(rupture),
        Kind::NarrativeEntry => read!(narrative_entry),
        Kind::NarrativeRead => read!(narrative_read),
        Kind::Unit | Kind::Professional | Kind::Employment | Kind::Patient => Vec::new(),
    })
}
