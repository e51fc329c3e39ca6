//! One plan with its earlier editions.

use chrono::NaiveDate;

use super::{Edition, PlanText, way};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::plan::is_shown;
use crate::domain::time;
use crate::store::plans as stored;

/// A plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The patient's record.
    pub opened: Opened,
    /// The day it is.
    pub today: NaiveDate,
    /// As it is now.
    pub plan: PlanText,
    /// As it was before each change, the last first.
    pub editions: Vec<Edition>,
}

/// Opens a plan of a patient.
///
/// # Errors
/// As [`record::open`]; [`AppError::NotFound`] for one that is not the patient's, or not shown behind a broken
/// glass.
pub async fn plan(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    id: RecordId,
) -> Result<Plan, AppError> {
    let opened = record::open(app, actor, patient, "plans.show").await?;
    let plan = stored::one(&app.db.read, patient, id).await?;
    let plan = plan.filter(|plan| is_shown(plan.kind, way(&opened)));
    let plan = plan.ok_or(AppError::NotFound("plan"))?;
    Ok(Plan {
        today: time::local_date(opened.now, app.zone),
        editions: stored::editions(&app.db.read, patient, id).await?,
        plan,
        opened,
    })
}
