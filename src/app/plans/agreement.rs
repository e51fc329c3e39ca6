//! The agreement on patient-controlled admission: what it says, what it has been used for, when it can be used
//! again, and the beds that were asked for under it.

use chrono::NaiveDate;

use super::{MOST, PlanText, RequestText};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::agreement::{BED, Terms, Used, used};
use crate::domain::flags::Case;
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::time;
use crate::domain::trajectory::Plan;
use crate::domain::vocabulary::PlanKind;
use crate::store::plans as stored;

const KIND: PlanKind = PlanKind::PatientControlledAdmissionAgreement;

/// A patient's agreement on patient-controlled admission.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// The patient's record.
    pub opened: Opened,
    /// The day it is.
    pub today: NaiveDate,
    /// The agreement in force with its terms; `None` where there is none.
    pub plan: Option<(PlanText, Terms)>,
    /// What it has been used for.
    pub used: Option<Used>,
    /// Beds that were asked for: those that wait first, then the last answered first.
    pub asked: Vec<RequestText>,
}

/// What is agreed, as an admission needs to know it.
#[derive(Debug, Clone)]
pub struct Bed {
    /// Where.
    pub unit: Option<UnitId>,
    /// What is agreed.
    pub terms: Terms,
    /// What it has been used for.
    pub used: Used,
    /// The day it is.
    pub today: NaiveDate,
}

/// Opens the agreement, also by a broken glass: whoever meets the patient in an emergency is to know that they
/// have a bed of their own.
///
/// # Errors
/// As [`record::open`].
pub async fn agreement(
    app: &App,
    actor: &Actor,
    patient: PatientId,
) -> Result<Agreement, AppError> {
    let opened = record::open(app, actor, patient, "agreement.show").await?;
    let today = time::local_date(opened.now, app.zone);
    let plan = stored::in_force(&app.db.read, patient, KIND, today).await?;
    let plan = plan.map(|plan| {
        let terms = terms(&plan);
        (plan, terms)
    });
    let used = plan
        .as_ref()
        .map(|(_, terms)| used(terms, &opened.case().admissions, today));
    let mut asked = stored::requests(&app.db.read, patient, MOST).await?;
    asked.retain(|request| request.subject == BED);
    Ok(Agreement {
        opened,
        today,
        plan,
        used,
        asked,
    })
}

fn terms(plan: &PlanText) -> Terms {
    Terms {
        agreed_on: plan.agreed_on,
        valid_to: plan.valid_to,
        max_nights: plan.max_nights,
        quarantine_days: plan.quarantine_days.unwrap_or(0),
    }
}

/// The agreement in force in a record that is open, for the form of an admission.
pub fn standing(case: &Case<'_>) -> Option<Bed> {
    let plan: &Plan = case
        .plans(KIND)
        .filter(|plan| plan.is_in_force(case.today))
        .max_by_key(|plan| (plan.agreed_on, plan.edition, plan.id))?;
    let terms = Terms::of(plan);
    Some(Bed {
        unit: plan.unit,
        used: used(&terms, &case.admissions, case.today),
        terms,
        today: case.today,
    })
}
