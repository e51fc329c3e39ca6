//! Outcomes of units, professionals and employments.

use std::collections::HashMap;

use super::{Candidate, Outcome, Plan, SeenKey, compare, missing_reference};
use crate::app::import::duplicates::Fingerprints;
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::intake::{Kind, Reason, Record, Rejection, Unit};
use crate::domain::key;
use crate::runtime::IdGen;
use crate::store::records::{Directory, KnownUnit, Stored};

/// Plans professionals, and adds the new ones to the directory.
pub fn professionals(
    candidates: Vec<Candidate>,
    stored: &HashMap<String, Stored>,
    directory: &mut Directory,
    prints: &Fingerprints,
    ids: &dyn IdGen,
) -> Plan {
    let mut plan = Plan::default();
    for candidate in candidates {
        plan.add(candidate, prints, |record| {
            let name = key::of(record);
            let known = stored.get(&name);
            let outcome = compare(known, record, || Outcome::Create {
                id: ids.next(),
                patient: None,
            });
            let new = match (&outcome, known) {
                (Outcome::Create { id, .. }, _) => Some(*id),
                // Someone else stored it since this run began.
                (_, Some(stored)) => Some(stored.id),
                _ => None,
            };
            if let Some(id) = new.filter(|_| !directory.professionals.contains_key(&name)) {
                directory.put_professional(&name, ProfessionalId(id));
            }
            outcome
        });
    }
    plan
}

/// Plans employments. `stored` is by [`key::of_employment`].
pub fn employments(
    candidates: Vec<Candidate>,
    stored: &HashMap<String, Stored>,
    directory: &Directory,
    prints: &Fingerprints,
    ids: &dyn IdGen,
) -> Plan {
    let mut plan = Plan::default();
    for candidate in candidates {
        plan.add(candidate, prints, |record| {
            if let Some(rejection) = missing_reference(record, directory) {
                return Outcome::Reject(rejection);
            }
            compare(stored.get(&key::of(record)), record, || Outcome::Create {
                id: ids.next(),
                patient: None,
            })
        });
    }
    plan
}

/// Plans units, and brings the directory up to date with them.
///
/// A unit whose parent is not known yet is deferred, and so is every later row of its id, so that
/// the first valid row still wins. On the `last_call` nothing is deferred: what is missing then
/// will not come.
pub fn units(
    candidates: Vec<Candidate>,
    stored: &HashMap<String, Stored>,
    directory: &mut Directory,
    deferred: &mut std::collections::HashSet<String>,
    last_call: bool,
    prints: &Fingerprints,
    ids: &dyn IdGen,
) -> Plan {
    let mut plan = Plan::default();
    for candidate in candidates {
        plan.add(candidate, prints, |record| {
            let Record::Unit(unit) = record else {
                return Outcome::Unchanged;
            };
            if !last_call && deferred.contains(&unit.id) {
                return Outcome::Deferred;
            }
            match parent_of(unit, directory) {
                Parent::Fine => {}
                Parent::Unknown if last_call => return Outcome::Reject(unknown_parent()),
                Parent::Unknown => {
                    deferred.insert(unit.id.clone());
                    return Outcome::Deferred;
                }
                Parent::Circle => return Outcome::Reject(circle()),
            }
            let known = stored.get(&unit.id);
            let outcome = compare(known, record, || Outcome::Create {
                id: ids.next(),
                patient: None,
            });
            // A unit that someone else stored since this run began is new to the directory.
            let id = match (&outcome, known) {
                (Outcome::Create { id, .. }, _) => *id,
                (_, Some(stored)) => stored.id,
                _ => return outcome,
            };
            directory.put_unit(
                &unit.id,
                KnownUnit {
                    id: UnitId(id),
                    zone: unit.time_zone,
                    parent: unit.parent_id.clone(),
                },
            );
            outcome
        });
    }
    plan
}

/// What this run remembers a record of the directory by; `None` for what patients own.
pub fn seen_key(record: &Record) -> Option<SeenKey> {
    match record.kind() {
        kind @ (Kind::Unit | Kind::Professional | Kind::Employment) => {
            Some(SeenKey::Remembered(kind, key::of(record)))
        }
        _ => None,
    }
}

enum Parent {
    Fine,
    Unknown,
    Circle,
}

fn parent_of(unit: &Unit, directory: &Directory) -> Parent {
    let mut above = unit.parent_id.as_deref();
    if above.is_some_and(|parent| parent != unit.id && !directory.units.contains_key(parent)) {
        return Parent::Unknown;
    }
    // The directory holds no circle, so that this walk ends.
    while let Some(id) = above {
        if id == unit.id {
            return Parent::Circle;
        }
        above = directory
            .units
            .get(id)
            .and_then(|unit| unit.parent.as_deref());
    }
    Parent::Fine
}

fn unknown_parent() -> Rejection {
    Rejection::field(
        Reason::UnknownReference,
        "parent_id",
        "no such unit in this source, or its own row was rejected, or the two are above each other",
    )
}

fn circle() -> Rejection {
    Rejection::field(
        Reason::BadValue,
        "parent_id",
        "the unit would be above itself; the parent must be another unit that is not below it",
    )
}
