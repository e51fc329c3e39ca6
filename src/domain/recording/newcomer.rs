//! Somebody who is not registered yet.

use super::desk::Desk;
use super::{Fault, Fields, NAME_MAX, Scene, Wrong};
use crate::domain::folding;
use crate::domain::ids::SourceId;
use crate::domain::intake::Patient;
use crate::domain::time;

/// The longest system or value of an identifier.
const IDENTIFIER_MAX: usize = 200;

/// The longest language.
pub(super) const LANGUAGE_MAX: usize = 35;

/// The patient as typed, with at least a name or an identifier.
///
/// # Errors
/// The fields that cannot be used.
pub fn newcomer(fields: &Fields, scene: &Scene<'_>) -> Result<Patient, Vec<Fault>> {
    let mut desk = Desk::new(fields, scene);
    let family_name = desk.text("family_name", NAME_MAX).value();
    let given_name = desk.text("given_name", NAME_MAX).value();
    let birth_date = desk.day("birth_date").value();
    let zone = scene.directory.service_zone;
    if let Some(born) = birth_date {
        let at = time::start_of_day(born, zone);
        desk.happened("birth_date", at, zone);
    }
    let sex = desk.code("sex").value();
    let language = desk.text("language", LANGUAGE_MAX).value();
    let identifiers: Vec<SourceId> = desk.identifier().into_iter().collect();
    let is_named = [&family_name, &given_name]
        .into_iter()
        .flatten()
        .any(|name| !folding::fold(name).is_empty());
    if !is_named && identifiers.is_empty() {
        desk.fault("family_name", Wrong::Missing);
    }
    desk.faults()?;
    Ok(Patient {
        id: String::new(),
        identifiers,
        family_name,
        given_name,
        birth_date,
        sex,
        language,
        in_service_from: Some(time::local_date(scene.now, zone)),
        in_service_to: None,
        deceased_at: None,
        recorded_at: None,
    })
}

impl Desk<'_> {
    /// The identifier that was typed, with its system.
    pub(super) fn identifier(&mut self) -> Option<SourceId> {
        let system = self.text("identifier_system", IDENTIFIER_MAX).value();
        let value = self.text("identifier", IDENTIFIER_MAX).value()?;
        if system.is_none() {
            self.fault("identifier_system", Wrong::Missing);
        }
        Some(SourceId::new(system?, value))
    }
}
