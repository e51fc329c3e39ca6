//! All plans of a patient: what is in force, what is over, what was answered no.

use chrono::NaiveDate;

use super::{PlanText, way};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::PatientId;
use crate::domain::plan;
use crate::domain::time;
use crate::domain::vocabulary::{DecisionOutcome, DecisionSubject, PlanKind};
use crate::store::plans as stored;

/// The offers that are answered with a plan, or with a no.
const SUBJECTS: [DecisionSubject; 3] = [
    DecisionSubject::CrisisPlan,
    DecisionSubject::PatientControlledAdmission,
    DecisionSubject::IndividualPlan,
];

/// A patient's plans.
#[derive(Debug, Clone)]
pub struct Plans {
    /// The patient's record.
    pub opened: Opened,
    /// The day it is.
    pub today: NaiveDate,
    /// Those in force that the reader may see, those first that are to be gone through first.
    pub in_force: Vec<PlanText>,
    /// Those that no longer hold, or not yet.
    pub others: Vec<PlanText>,
    /// What was answered no, where no plan of the kind is in force.
    pub nos: Vec<No>,
}

/// That there is no plan of a kind, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct No {
    /// The kind.
    pub kind: PlanKind,
    /// What was offered, as a decision says it.
    pub subject: DecisionSubject,
    /// Whether the patient did not want it, or it was not offered.
    pub outcome: DecisionOutcome,
    /// When.
    pub on: NaiveDate,
    /// Why.
    pub reason: Option<String>,
    /// The day from which it is asked again.
    pub again_on: NaiveDate,
}

/// Opens a patient's plans. Behind a broken glass only those that an emergency needs are there.
///
/// # Errors
/// As [`record::open`].
pub async fn plans(app: &App, actor: &Actor, patient: PatientId) -> Result<Plans, AppError> {
    let opened = record::open(app, actor, patient, "plans.show").await?;
    let today = time::local_date(opened.now, app.zone);
    let way = way(&opened);
    let mut all = stored::all(&app.db.read, patient).await?;
    all.retain(|plan| plan::is_shown(plan.kind, way));
    let (mut in_force, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|plan| plan.holds(today));
    in_force.sort_by_key(|plan| plan.review_by.unwrap_or(NaiveDate::MAX));
    let answers = stored::answers(&app.db.read, patient, &SUBJECTS).await?;
    let no = |answer: stored::Answered| {
        let kind = plan::decided(answer.subject)?;
        let is_no = answer.outcome != DecisionOutcome::Agreed;
        let is_there = in_force.iter().any(|plan| plan.kind == kind);
        let on = time::local_date(answer.at, app.zone);
        (is_no && !is_there && plan::is_shown(kind, way)).then(|| No {
            kind,
            subject: answer.subject,
            outcome: answer.outcome,
            on,
            again_on: plan::asked_again(kind, on, &opened.policy),
            reason: answer.reason,
        })
    };
    let nos = answers.into_iter().filter_map(no).collect();
    Ok(Plans {
        opened,
        today,
        in_force,
        others,
        nos,
    })
}
