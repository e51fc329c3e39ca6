//! What is written down beside a patient's plans: what a crisis plan was worth in a crisis, whom to call before
//! something is decided, and what the call changed; and the routes by which a unit is reached.

use super::desk::Desk;
use super::{Fault, Fields, NAME_MAX, Scene, WORDS_MAX, Wrong};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::safety::holds_number;
use crate::domain::time::Instant;
use crate::domain::vocabulary::{PlanFollowed, PlanOrigin};

/// What a crisis plan was worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUse {
    /// When.
    pub used_at: Instant,
    /// From where it was opened.
    pub origin: PlanOrigin,
    /// Whether it was followed; `None` is not said.
    pub followed: Option<PlanFollowed>,
    /// What helped.
    pub helped: Option<String>,
    /// What did not.
    pub helped_not: Option<String>,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCard {
    /// The relationship with whom is called.
    pub relationship: RecordId,
    /// What for.
    pub what_for: String,
    /// When they can be called; `None` is whenever the route is open.
    pub hours: Option<String>,
    /// By which route of the service.
    pub route: RecordId,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCall {
    /// When.
    pub called_at: Instant,
    /// Who called.
    pub caller: Option<ProfessionalId>,
    /// Whether they were reached.
    pub is_reached: bool,
    /// What was decided otherwise because of it.
    pub changed: Option<String>,
}

/// A route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRoute {
    /// What it is called.
    pub name: String,
    /// What it is, and how it is reached.
    pub reach: String,
    /// When it is answered.
    pub hours: String,
}

/// That a crisis plan was opened in a crisis. All of it is optional: one click is enough.
///
/// # Errors
/// The fields that cannot be used.
pub fn used(fields: &Fields, scene: &Scene<'_>) -> Result<NewUse, Vec<Fault>> {
    let mut desk = Desk::new(fields, scene);
    let zone = desk.zone(None);
    let used_at = desk.time("used_at", zone).value().unwrap_or(scene.now);
    desk.happened("used_at", used_at, zone);
    let origin = desk.code("from").value().unwrap_or(PlanOrigin::Page);
    let followed = desk.code("followed").value();
    let helped = desk.words("helped").value();
    let helped_not = desk.words("helped_not").value();
    desk.faults()?;
    Ok(NewUse {
        used_at,
        origin,
        followed,
        helped,
        helped_not,
    })
}

/// A card: only as the patient wishes, with one of the routes that there are, and without a number.
///
/// # Errors
/// The fields that cannot be used.
pub fn card(
    fields: &Fields,
    scene: &Scene<'_>,
    (ties, routes): (&[RecordId], &[RecordId]),
) -> Result<NewCard, Vec<Fault>> {
    let mut desk = Desk::new(fields, scene);
    let relationship = desk.one_of("relationship", ties);
    let what_for = desk.text("what_for", WORDS_MAX);
    let what_for = desk.need("what_for", what_for);
    let hours = desk.text("hours", NAME_MAX).value();
    let route = desk.one_of("route", routes);
    for (field, words) in [("what_for", &what_for), ("hours", &hours)] {
        if words.as_deref().is_some_and(holds_number) {
            desk.fault(field, Wrong::FreeNumber);
        }
    }
    if desk.yes("patients_wish").value() != Some(true) {
        desk.fault("patients_wish", Wrong::PatientsWish);
    }
    desk.faults()?;
    let (Some(relationship), Some(what_for), Some(route)) = (relationship, what_for, route) else {
        return Err(Vec::new());
    };
    Ok(NewCard {
        relationship,
        what_for,
        hours,
        route,
    })
}

/// A call before something was decided.
///
/// # Errors
/// The fields that cannot be used.
pub fn call(fields: &Fields, scene: &Scene<'_>) -> Result<NewCall, Vec<Fault>> {
    let mut desk = Desk::new(fields, scene);
    let zone = desk.zone(None);
    let called_at = desk.time("called_at", zone).value().unwrap_or(scene.now);
    desk.happened("called_at", called_at, zone);
    let caller = desk.person("caller").value().or(scene.who);
    let told = desk.yes("is_reached");
    let is_reached = desk.need("is_reached", told);
    let changed = desk.words("changed").value();
    if changed.as_deref().is_some_and(holds_number) {
        desk.fault("changed", Wrong::FreeNumber);
    }
    desk.faults()?;
    let Some(is_reached) = is_reached else {
        return Err(Vec::new());
    };
    Ok(NewCall {
        called_at,
        caller,
        is_reached,
        changed,
    })
}

/// A route by which a unit is reached: the service's own.
///
/// # Errors
/// The fields that cannot be used.
pub fn route(fields: &Fields, scene: &Scene<'_>) -> Result<NewRoute, Vec<Fault>> {
    let mut desk = Desk::new(fields, scene);
    let mut needed = |field| {
        let told = desk.text(field, NAME_MAX);
        desk.need(field, told)
    };
    let (name, reach, hours) = (needed("name"), needed("reach"), needed("hours"));
    desk.faults()?;
    let (Some(name), Some(reach), Some(hours)) = (name, reach, hours) else {
        return Err(Vec::new());
    };
    Ok(NewRoute { name, reach, hours })
}

impl Desk<'_> {
    /// One of those that can be chosen.
    fn one_of(&mut self, field: &'static str, of: &[RecordId]) -> Option<RecordId> {
        let told = self.text(field, NAME_MAX);
        let typed = self.need(field, told)?;
        let id = uuid::Uuid::parse_str(&typed).ok().map(RecordId);
        let id = id.filter(|id| of.contains(id));
        if id.is_none() {
            self.fault(field, Wrong::NoChoice);
        }
        id
    }
}
