//! Plans and requests, as they are read. They are written as everything else is: see
//! [`crate::app::recording`].

mod agreement;
mod due;
mod list;
mod one;
mod uses;

pub use agreement::{Agreement, Bed, agreement, standing};
pub use due::{DueOf, due};
pub use list::{No, Plans, plans};
pub use one::{Plan, plan};
pub use uses::{InCrisis, in_crisis, since_review};

use chrono::NaiveDate;

use super::record::{self, Opened};
use super::safety::{self, NamedCard};
use super::{Actor, App, AppError};
use crate::domain::access::Way;
use crate::domain::ids::PatientId;
use crate::domain::time;
use crate::domain::vocabulary::{PlanKind, PlanOrigin};
use crate::store::{plan_uses, plans};

pub use crate::store::plan_uses::{Opening, Use};
pub use crate::store::plans::{Edition, PlanText, RequestText};

/// The most requests that are shown of each sort: those that wait, and those that are answered.
const MOST: u64 = 100;

/// A patient's crisis plan.
#[derive(Debug, Clone)]
pub struct CrisisPlan {
    /// The patient's record.
    pub opened: Opened,
    /// The day it is.
    pub today: NaiveDate,
    /// The plan in force; `None` where there is none.
    pub plan: Option<PlanText>,
    /// From where it is opened.
    pub origin: PlanOrigin,
    /// What it was worth in a crisis, the last first.
    pub uses: Vec<Use>,
    /// Who opened it, the last first.
    pub openings: Vec<Opening>,
    /// Whom the patient wants called before something is decided.
    pub cards: Vec<NamedCard>,
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
/// access log and counted beside the plan, so that a team can see afterwards whether it was used.
///
/// # Errors
/// As [`record::open`].
pub async fn crisis_plan(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    is_from_board: bool,
) -> Result<CrisisPlan, AppError> {
    let opened = record::open(app, actor, patient, "crisis_plan.show").await?;
    let today = time::local_date(opened.now, app.zone);
    let plan = plans::in_force(&app.db.read, patient, PlanKind::CrisisPlan, today).await?;
    let origin = uses::origin(actor, &opened, is_from_board);
    let (mut uses, mut openings) = (Vec::new(), Vec::new());
    if let Some(plan) = &plan {
        uses::note_opening(app, actor, &opened, (plan, origin)).await?;
        uses = plan_uses::of(&app.db.read, patient, plan.id).await?;
        openings = plan_uses::openings(&app.db.read, patient, plan.id).await?;
    }
    let cards = safety::of_opened(app, &opened).await?;
    Ok(CrisisPlan {
        opened,
        today,
        plan,
        origin,
        uses,
        openings,
        cards,
    })
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

/// By which way a record is open to whoever looks.
fn way(opened: &Opened) -> Option<Way> {
    opened.allowed.map(|allowed| allowed.way)
}
