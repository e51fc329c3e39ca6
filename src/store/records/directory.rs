//! Units and professionals by their sources' ids, and the other way. Small enough to be held.

use std::collections::HashMap;

use chrono_tz::Tz;
use entity::{patient, professional, unit};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};
use uuid::Uuid;

use crate::domain::ids::{ProfessionalId, SourceId, UnitId};
use crate::domain::intake::ZoneBook;
use crate::store::StoreError;

/// How ids of several systems are written as one string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// Ids of this system as they are, others as `system|value`.
    Within(String),
    /// All as `system|value`.
    Qualified,
}

impl Naming {
    /// The one string.
    pub fn name(&self, system: &str, value: &str) -> String {
        match self {
            Self::Within(own) if own == system => value.to_owned(),
            _ => SourceId::new(system, value).to_string(),
        }
    }
}

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

/// The units and professionals that a source's records may refer to, and what every stored one is
/// called in that source's terms.
///
/// Changes since [`Directory::mark`] can be taken back: a chunk that failed leaves no trace.
#[derive(Debug, Clone)]
pub struct Directory {
    /// The service's zone.
    pub service_zone: Tz,
    /// How ids are written.
    pub naming: Naming,
    /// Units by what they are called.
    pub units: HashMap<String, KnownUnit>,
    /// Professionals by what they are called.
    pub professionals: HashMap<String, ProfessionalId>,
    /// What every unit is called.
    pub unit_names: HashMap<UnitId, String>,
    /// What every professional is called.
    pub professional_names: HashMap<ProfessionalId, String>,
    undo: Vec<Undo>,
}

#[derive(Debug, Clone)]
enum Undo {
    Unit(String, Option<KnownUnit>),
    Professional(String, ProfessionalId),
}

impl Directory {
    /// A directory of nobody.
    pub fn empty(service_zone: Tz, naming: Naming) -> Self {
        Self {
            service_zone,
            naming,
            units: HashMap::new(),
            professionals: HashMap::new(),
            unit_names: HashMap::new(),
            professional_names: HashMap::new(),
            undo: Vec::new(),
        }
    }

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

    /// Adds a unit, or says anew what it is.
    pub fn put_unit(&mut self, name: &str, unit: KnownUnit) {
        self.unit_names.insert(unit.id, name.to_owned());
        let before = self.units.insert(name.to_owned(), unit);
        self.undo.push(Undo::Unit(name.to_owned(), before));
    }

    /// Adds a professional.
    pub fn put_professional(&mut self, name: &str, id: ProfessionalId) {
        self.professional_names.insert(id, name.to_owned());
        self.professionals.insert(name.to_owned(), id);
        self.undo.push(Undo::Professional(name.to_owned(), id));
    }

    /// What is in the directory now stays.
    pub fn mark(&mut self) {
        self.undo.clear();
    }

    /// Back to the last mark.
    pub fn take_back(&mut self) {
        while let Some(undo) = self.undo.pop() {
            match undo {
                Undo::Unit(name, Some(before)) => {
                    self.units.insert(name, before);
                }
                Undo::Unit(name, None) => {
                    if let Some(unit) = self.units.remove(&name) {
                        self.unit_names.remove(&unit.id);
                    }
                }
                Undo::Professional(name, id) => {
                    self.professionals.remove(&name);
                    self.professional_names.remove(&id);
                }
            }
        }
    }
}

/// Reads the directory. `of` is the system whose ids can be referred to; `None` for all of them.
pub async fn directory<C: ConnectionTrait>(
    db: &C,
    service_zone: Tz,
    naming: Naming,
) -> Result<Directory, StoreError> {
    let mut directory = Directory::empty(service_zone, naming);
    let units = unit::Entity::find().all(db).await?;
    for row in &units {
        let name = directory.naming.name(&row.source_system, &row.source_value);
        directory.unit_names.insert(UnitId(row.id), name);
    }
    for row in units {
        let name = directory.naming.name(&row.source_system, &row.source_value);
        let parent = row.parent_id.map(UnitId);
        let known = KnownUnit {
            id: UnitId(row.id),
            zone: row.time_zone.as_deref().and_then(|zone| zone.parse().ok()),
            parent: parent.and_then(|id| directory.unit_names.get(&id).cloned()),
        };
        if can_be_referred_to(&directory.naming, &row.source_system) {
            directory.units.insert(name, known);
        }
    }
    for row in professional::Entity::find().all(db).await? {
        let id = ProfessionalId(row.id);
        let name = directory.naming.name(&row.source_system, &row.source_value);
        directory.professional_names.insert(id, name.clone());
        if can_be_referred_to(&directory.naming, &row.source_system) {
            directory.professionals.insert(name, id);
        }
    }
    Ok(directory)
}

/// Records of one source refer to that source only; an export reads all of them.
fn can_be_referred_to(naming: &Naming, system: &str) -> bool {
    match naming {
        Naming::Within(own) => own == system,
        Naming::Qualified => true,
    }
}

/// The systems of the ids of patients, units and professionals, in order.
pub async fn systems<C: ConnectionTrait>(db: &C) -> Result<Vec<String>, StoreError> {
    let mut systems: Vec<String> = patient::Entity::find()
        .select_only()
        .column(patient::Column::SourceSystem)
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let of_units: Vec<String> = unit::Entity::find()
        .select_only()
        .column(unit::Column::SourceSystem)
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let of_professionals: Vec<String> = professional::Entity::find()
        .select_only()
        .column(professional::Column::SourceSystem)
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    systems.extend(of_units);
    systems.extend(of_professionals);
    systems.sort();
    systems.dedup();
    Ok(systems)
}

/// The name of a patient who is not in the directory, by identity.
pub(super) type PatientNames = HashMap<Uuid, String>;
