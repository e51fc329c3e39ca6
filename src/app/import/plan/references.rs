//! The units and professionals that records refer to.

use crate::domain::intake::{Reason, Record, Rejection};
use crate::store::records::Directory;

/// What a reference points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// A unit.
    Unit,
    /// A professional.
    Professional,
}

/// Every reference of a record to a unit or professional: its field, what it points to, and the
/// source id. A unit's parent, a record's patient and what it belongs to
/// are judged apart.
fn references(record: &Record) -> Vec<(&'static str, Target, &str)> {
    use Target::{Professional, Unit};
    match record {
        Record::Unit(_)
        | Record::Professional(_)
        | Record::Patient(_)
        | Record::Decision(_)
        | Record::LegalPeriod(_) => Vec::new(),
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
        Record::Measure(r) => [
            maybe("unit_id", Unit, r.unit_id.as_ref()),
            maybe("decided_by_id", Professional, r.decided_by_id.as_ref()),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Record::MeasureVisit(r) => {
            vec![("professional_id", Professional, r.professional_id.as_str())]
        }
        Record::Plan(r) => maybe("unit_id", Unit, r.unit_id.as_ref())
            .into_iter()
            .collect(),
        Record::Request(r) => [
            maybe("received_by_id", Professional, r.received_by_id.as_ref()),
            maybe("decider_id", Professional, r.decider_id.as_ref()),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Record::AllianceScore(r) => {
            vec![("professional_id", Professional, r.professional_id.as_str())]
        }
        Record::Rupture(r) => vec![("professional_id", Professional, r.professional_id.as_str())],
        Record::NarrativeEntry(r) => maybe("author_id", Professional, r.author_id.as_ref())
            .into_iter()
            .collect(),
        Record::NarrativeRead(r) => {
            vec![("professional_id", Professional, r.professional_id.as_str())]
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
