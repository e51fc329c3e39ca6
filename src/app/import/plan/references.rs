//! The units and professionals that records refer to.

use std::collections::HashMap;

use chrono_tz::Tz;

use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::intake::{Reason, Record, Rejection, ZoneBook};

/// A unit that is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownUnit {
    /// Identity.
    pub id: UnitId,
    /// Zone of its clock, when it has its own.
    pub zone: Option<Tz>,
    /// Source id of the unit above.
    pub parent: Option<String>,
}

/// The units and professionals of one source, by source id.
#[derive(Debug, Clone)]
pub struct Directory {
    /// The service's zone.
    pub service_zone: Tz,
    /// Units.
    pub units: HashMap<String, KnownUnit>,
    /// Professionals.
    pub professionals: HashMap<String, ProfessionalId>,
}

impl Directory {
    /// The zone of a unit.
    pub fn zone(&self, unit: Option<&str>) -> Tz {
        unit.and_then(|unit| self.units.get(unit))
            .and_then(|unit| unit.zone)
            .unwrap_or(self.service_zone)
    }

    /// The zones in which a reader reads local times.
    pub fn zone_book(&self) -> ZoneBook {
        ZoneBook {
            service: self.service_zone,
            units: self
                .units
                .iter()
                .filter_map(|(id, unit)| Some((id.clone(), unit.zone?)))
                .collect(),
        }
    }
}

/// What a reference points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A unit.
    Unit,
    /// A professional.
    Professional,
}

/// Every reference of a record to a unit or professional: its field, what it points to, and the
/// source id. A unit's parent and a record's patient are judged apart.
pub fn references(record: &Record) -> Vec<(&'static str, Target, &str)> {
    use Target::{Professional, Unit};
    match record {
        Record::Unit(_) | Record::Professional(_) | Record::Patient(_) | Record::Decision(_) => {
            Vec::new()
        }
        Record::Employment(r) => vec![
            ("professional_id", Professional, r.professional_id.as_str()),
            ("unit_id", Unit, r.unit_id.as_str()),
        ],
        Record::TreatmentPeriod(r) => vec![("unit_id", Unit, r.unit_id.as_str())],
        Record::Contact(r) => [("unit_id", Unit, r.unit_id.as_str())]
            .into_iter()
            .chain(maybe(
                "main_professional_id",
                Professional,
                r.main_professional_id.as_ref(),
            ))
            .chain(
                r.other_professional_ids
                    .iter()
                    .map(|id| ("other_professional_ids", Professional, id.as_str())),
            )
            .collect(),
        Record::Relationship(r) => [
            maybe("professional_id", Professional, r.professional_id.as_ref()),
            maybe("unit_id", Unit, r.unit_id.as_ref()),
            maybe("successor_id", Professional, r.successor_id.as_ref()),
            maybe("deputy_id", Professional, r.deputy_id.as_ref()),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Record::ShiftAssignment(r) => vec![
            ("professional_id", Professional, r.professional_id.as_str()),
            ("unit_id", Unit, r.unit_id.as_str()),
        ],
        Record::Handover(r) => [
            maybe(
                "from_professional_id",
                Professional,
                r.from_professional_id.as_ref(),
            ),
            maybe(
                "to_professional_id",
                Professional,
                r.to_professional_id.as_ref(),
            ),
            maybe("from_unit_id", Unit, r.from_unit_id.as_ref()),
            maybe("to_unit_id", Unit, r.to_unit_id.as_ref()),
            maybe("accepted_by_id", Professional, r.accepted_by_id.as_ref()),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Record::RelationalReview(r) => {
            maybe("professional_id", Professional, r.professional_id.as_ref())
                .into_iter()
                .collect()
        }
    }
}

/// Why a record cannot be stored for want of what it refers to.
pub fn missing_reference(record: &Record, directory: &Directory) -> Option<Rejection> {
    references(record)
        .into_iter()
        .find_map(|(field, target, id)| {
            let (is_known, word, file) = match target {
                Target::Unit => (directory.units.contains_key(id), "unit", "units"),
                Target::Professional => (
                    directory.professionals.contains_key(id),
                    "professional",
                    "professionals",
                ),
            };
            (!is_known).then(|| {
                Rejection::field(
                    Reason::UnknownReference,
                    field,
                    format!("no such {word} in this source; import its row of {file} first"),
                )
            })
        })
}

fn maybe<'r>(
    field: &'static str,
    target: Target,
    id: Option<&'r String>,
) -> Option<(&'static str, Target, &'r str)> {
    id.map(|id| (field, target, id.as_str()))
}
