//! Plans and requests, as they are read. They are written as everything else is: see
//! [`crate::app::recording`].

use super::record::{self, Opened};
use super::{Actor, App, AppError};
use crate::domain::ids::PatientId;
use crate::domain::time;
use crate::domain::vocabulary::PlanKind;
use crate::store::plans;

pub use crate::store::plans::{PlanText, RequestText};

/// The most requests that are shown of each sort: those that wait, and those that are answered.
const MOST: u64 = 100;

/// A patient's crisis plan.
#[derive(Debug, Clone)]
pub struct CrisisPlan {
    /// The patient's record.
    pub opened: Opened,
    /// The plan in force; `None` where there is none.
    pub plan: Option<PlanText>,
}

/// What the patient asked for.
#[derive(Debug, Clone)]
pub struct Requests {
    /// The patient's record.
    pub opened: Opened,
    /// Those that wait first, the oldest first.
    pub requests: Vec<RequestText>,
}

/// Opens a patient's crisis plan, also by a broken glass: it is what that is for. That it was opened is in the
/// access log, so that a team can see afterwards whether it was used.
///
/// # Errors
/// As [`record::open`].
pub async fn crisis_plan(
    app: &App,
    actor: &Actor,
    patient: PatientId,
) -> Result<CrisisPlan, AppError> {
    let opened = record::open(app, actor, patient, "crisis_plan.show").await?;
    let today = time::local_date(opened.now, app.zone);
    let plan = plans::in_force(&app.db.read, patient, PlanKind::CrisisPlan, today).await?;
    Ok(CrisisPlan { opened, plan })
}

/// Opens what a patient asked for.
///
/// # Errors
/// As [`record::open`].
pub async fn requests(app: &App, actor: &Actor, patient: PatientId) -> Result<Requests, AppError> {
    let opened = record::open(app, actor, patient, "requests.show").await?;
    Ok(Requests {
        requests: plans::requests(&app.db.read, patient, MOST).await?,
        opened,
    })
}
