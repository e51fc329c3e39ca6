//! What stands beside plans, as it is read and sent: bodies as the description tells them, read by name (see
//! [`super::typed`]).

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::codes::{self, Moment};
use crate::api::directory::{ProfessionalRef, UnitRef};
use crate::app::plans::{Opening, Use};
use crate::app::safety::{Logged, NamedCard, Route, Written};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{Directory, Relationship};

/// What was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrittenBeside {
    /// Its id.
    id: Uuid,
    /// The version that it has now, which the next change names.
    #[schema(example = 1)]
    version: i32,
}

/// A crisis plan in use.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanUses {
    /// What the plan in force was worth in a crisis, the last first; fifty at most.
    pub(super) items: Vec<PlanUse>,
    /// Who opened it, the last first; openings of one account within an hour are one; fifty at most.
    pub(super) openings: Vec<PlanOpening>,
}

/// What a crisis plan was worth in a crisis.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanUse {
    /// The entry.
    id: Uuid,
    /// When.
    used_at: Moment,
    /// Which edition of the plan it was.
    edition: i32,
    /// From where it was opened.
    from: codes::PlanOrigin,
    /// Whether it was followed; null is not said.
    followed: Option<codes::PlanFollowed>,
    /// What helped.
    #[schema(example = "The window")]
    helped: Option<String>,
    /// What did not.
    helped_not: Option<String>,
    /// Who says so; null for an account without a professional.
    by: Option<ProfessionalRef>,
}

/// That somebody opened a crisis plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanOpening {
    /// When.
    opened_at: Moment,
    /// By whom; null for an account without a professional.
    by: Option<ProfessionalRef>,
    /// From where.
    from: codes::PlanOrigin,
}

/// That the crisis plan was opened in a crisis. All of it is optional.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewPlanUse {
    /// When; where it is not given: now.
    used_at: Option<String>,
    /// From where it was opened.
    from: Option<codes::PlanOrigin>,
    /// Whether it was followed.
    followed: Option<codes::PlanFollowed>,
    /// What helped, at most 500 characters.
    helped: Option<String>,
    /// What did not, at most 500 characters.
    helped_not: Option<String>,
}

/// Whom the patient wants called before something is decided, and the calls.
#[derive(Debug, Serialize, ToSchema)]
pub struct SafetyCards {
    /// The cards that hold.
    pub(super) items: Vec<SafetyCard>,
    /// The calls, the last first; fifty at most.
    pub(super) calls: Vec<SafetyCall>,
}

/// Somebody whom the patient wants called before something is decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct SafetyCard {
    /// The card.
    id: Uuid,
    /// The relationship with whom is called.
    relationship_id: Uuid,
    /// Who: a professional.
    professional: Option<ProfessionalRef>,
    /// Who: somebody who is none, by name.
    person_name: Option<String>,
    /// What they are to the patient.
    kind: codes::RelationshipKind,
    /// What for, in the patient's words.
    what_for: String,
    /// When they can be called; null is whenever the route is answered.
    hours: Option<String>,
    /// By which route of the service.
    route: ServiceRoute,
    /// Its version: the etag to send as if-match.
    version: i32,
}

/// A call before something was decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct SafetyCall {
    /// The call.
    id: Uuid,
    /// The relationship with who was called.
    relationship_id: Uuid,
    /// When.
    called_at: Moment,
    /// Who called.
    caller: Option<ProfessionalRef>,
    /// Whether they were reached.
    is_reached: bool,
    /// What was decided otherwise because of it; null for nothing.
    changed: Option<String>,
}

/// A card as the patient wishes it. No telephone number is in its words.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewSafetyCard {
    /// The id of a relationship that lasts: with a professional, or with a trusted person, next of kin, a guardian, an
    /// advocate.
    relationship: Uuid,
    /// What for, in the patient's words, at most 500 characters.
    #[schema(example = "Before you decide that I am to be admitted")]
    what_for: String,
    /// The id of an open route.
    route: Uuid,
    /// When they can be called.
    #[schema(example = "8-22")]
    hours: Option<String>,
    /// That it is the patient's own wish: nobody else decides it.
    patients_wish: bool,
}

/// That a card is taken back.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct SafetyCardEnd {
    /// That it is the patient's own wish: nobody else decides it.
    patients_wish: bool,
}

/// A call as it is written down.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewSafetyCall {
    /// When; where it is not given: now.
    called_at: Option<String>,
    /// Who called: the id of a professional; where it is not given: who records.
    caller: Option<String>,
    /// Whether they were reached.
    is_reached: bool,
    /// What was decided otherwise because of it, at most 500 characters.
    changed: Option<String>,
}

/// A route by which a unit is reached.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceRoute {
    /// The route.
    id: Uuid,
    /// Whose.
    unit: UnitRef,
    /// What it is called.
    #[schema(example = "The ward's duty telephone")]
    name: String,
    /// What it is, and how it is reached.
    reach: String,
    /// When it is answered.
    #[schema(example = "day and night")]
    hours: String,
    /// Whether it is open; a closed one stands on cards until they have another.
    is_open: bool,
    /// Its version: the etag to send as if-match.
    version: i32,
}

/// A unit's routes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceRoutes {
    /// Those that are open, by name.
    pub(super) items: Vec<ServiceRoute>,
}

/// A route as it is written down.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewServiceRoute {
    /// What it is called, at most 120 characters.
    name: String,
    /// What it is, and how it is reached: the service's own number or place.
    reach: String,
    /// When it is answered.
    hours: String,
}

impl From<Written> for WrittenBeside {
    fn from(written: Written) -> Self {
        Self {
            id: written.id.0,
            version: written.version,
        }
    }
}

fn moment(at: Instant, directory: &Directory) -> Moment {
    Moment(time::to_rfc3339(at, directory.service_zone))
}

impl PlanUse {
    pub(super) fn of(used: &Use, directory: &Directory) -> Self {
        Self {
            id: used.id.0,
            used_at: moment(used.used_at, directory),
            edition: used.edition,
            from: used.origin.into(),
            followed: used.followed.map(Into::into),
            helped: used.helped.clone(),
            helped_not: used.helped_not.clone(),
            by: used
                .professional
                .map(|who| ProfessionalRef::of(who, directory)),
        }
    }
}

impl PlanOpening {
    pub(super) fn of(opening: &Opening, directory: &Directory) -> Self {
        Self {
            opened_at: moment(opening.opened_at, directory),
            by: opening
                .professional
                .map(|who| ProfessionalRef::of(who, directory)),
            from: opening.origin.into(),
        }
    }
}

impl SafetyCard {
    pub(super) fn of(named: &NamedCard, directory: &Directory) -> Self {
        let tie: &Relationship = &named.tie;
        let who = tie.holder.professional();
        Self {
            id: named.card.id.0,
            relationship_id: tie.id.0,
            professional: who.map(|who| ProfessionalRef::of(who, directory)),
            person_name: tie.holder.person().map(ToOwned::to_owned),
            kind: tie.kind.into(),
            what_for: named.card.what_for.clone(),
            hours: named.card.hours.clone(),
            route: ServiceRoute::of(&named.route, directory),
            version: named.card.version,
        }
    }
}

impl SafetyCall {
    pub(super) fn of(logged: &Logged, directory: &Directory) -> Self {
        let call = &logged.call;
        Self {
            id: call.id.0,
            relationship_id: logged.tie.id.0,
            called_at: moment(call.called_at, directory),
            caller: call.caller.map(|who| ProfessionalRef::of(who, directory)),
            is_reached: call.is_reached,
            changed: call.changed.clone(),
        }
    }
}

impl ServiceRoute {
    pub(super) fn of(route: &Route, directory: &Directory) -> Self {
        Self {
            id: route.id.0,
            unit: UnitRef::of(route.unit, directory),
            name: route.name.clone(),
            reach: route.reach.clone(),
            hours: route.hours.clone(),
            is_open: route.closed.is_none(),
            version: route.version,
        }
    }
}
