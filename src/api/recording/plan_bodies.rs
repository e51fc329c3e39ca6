//! Plans as they are read, and what is sent of them: bodies as the description tells them, read by name (see
//! [`super::typed`]).

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use super::requests::Request;
use crate::api::codes::{self, Moment};
use crate::api::directory::UnitRef;
use crate::app::plans::{Agreement as Opened, Edition, No, PlanText};
use crate::domain::agreement::{Next, Stay, Used};
use crate::domain::plan::{Answers, Question};
use crate::domain::time;
use crate::domain::trajectory::Directory;

/// A plan: the patient's words and the staff's apart.
#[derive(Debug, Serialize, ToSchema)]
pub struct Plan {
    /// The plan.
    id: Uuid,
    /// What it is.
    kind: codes::PlanKind,
    /// First day in force.
    agreed_on: NaiveDate,
    /// First day no longer in force; null for none.
    valid_to: Option<NaiveDate>,
    /// Which edition of it.
    #[schema(example = 2)]
    edition: i32,
    /// When it was last gone through; null where it was not since it was made.
    reviewed_on: Option<NaiveDate>,
    /// When it is to be gone through again; null is not recorded.
    review_by: Option<NaiveDate>,
    /// What the patient says outside the questions; all of it, where the plan came from elsewhere.
    outside: Option<String>,
    /// What the patient says to each question, in the order of the questions; one that is not answered is not there.
    answers: Vec<PlanAnswer>,
    /// What staff add.
    staff: Option<String>,
    /// Of an agreement on patient-controlled admission: where.
    unit: Option<UnitRef>,
    /// Of the same: most nights at a time.
    #[schema(example = 5)]
    max_nights: Option<i32>,
    /// Of the same: days of waiting between two stays.
    #[schema(example = 14)]
    quarantine_days: Option<i32>,
    /// Its version: the etag to send as if-match.
    version: i32,
}

/// What the patient says to a question of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanAnswer {
    /// The question: a field of the body by which plans of the kind are made.
    #[schema(example = "helps")]
    question: &'static str,
    /// In the patient's words.
    #[schema(example = "Let me sit by the window. Do not ask questions.")]
    text: String,
}

/// The crisis plan in force, or that there is none.
#[derive(Debug, Serialize, ToSchema)]
pub struct CrisisPlanInForce {
    /// The plan; null for none.
    pub plan: Option<Plan>,
}

/// A patient's plans.
#[derive(Debug, Serialize, ToSchema)]
pub struct Plans {
    /// Those in force: those first that are to be gone through first.
    pub in_force: Vec<Plan>,
    /// Those that no longer hold, or not yet, the last agreed first.
    pub others: Vec<Plan>,
    /// What was answered no, where no plan of the kind is in force.
    pub answered_no: Vec<PlanNo>,
}

/// That there is no plan of a kind: a no is an answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanNo {
    /// The kind.
    kind: codes::PlanKind,
    /// What was answered.
    outcome: codes::DecisionOutcome,
    /// When.
    answered_on: NaiveDate,
    /// Why; null is not recorded.
    reason: Option<String>,
    /// The day from which it is asked again.
    asked_again_on: NaiveDate,
}

/// A plan with its earlier editions.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanWithEditions {
    /// As it is now.
    pub plan: Plan,
    /// As it was before each change, the last first.
    pub editions: Vec<PlanEdition>,
}

/// A plan as it was before a change.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanEdition {
    /// As it was.
    plan: Plan,
    /// Until when.
    until: Moment,
    /// Who changed it.
    #[schema(example = "account:k.berg")]
    changed_by: String,
}

/// The agreement on patient-controlled admission, and what it has been used for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Agreement {
    /// The agreement in force; null for none.
    #[serde(rename = "agreement")]
    in_force: Option<Plan>,
    /// What it has been used for; null where there is none.
    used: Option<AgreementUse>,
    /// Beds that were asked for: those that wait first, then the last answered first.
    requests: Vec<Request>,
}

/// What an agreement has been used for, worked out when it is asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementUse {
    /// When the next stay may begin: `now`, `on` a day, `admitted` where the patient is in hospital, `ended` where
    /// the agreement ends before.
    #[schema(example = "on")]
    next: &'static str,
    /// The day from which it may begin, where that is known.
    next_on: Option<NaiveDate>,
    /// Nights of such stays in the last year.
    nights_in_year: i64,
    /// How many such stays were, at least in part, in the last year.
    stays_in_year: usize,
    /// The stays since it was agreed and those of the last year, the latest first.
    stays: Vec<AgreementStay>,
}

/// A stay that the patient decided on.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementStay {
    /// The first ward stay of it.
    treatment_period_id: Uuid,
    /// First day.
    from: NaiveDate,
    /// Last day; null while it lasts.
    to: Option<NaiveDate>,
    /// Nights, up to today while it lasts.
    nights: i64,
    /// Of these, how many beyond what is agreed.
    nights_beyond: i64,
    /// Whether it began before the waiting days were over.
    is_early: bool,
}

/// A crisis plan as it is made: answers in the patient's words, at most 1 500 characters each. What is
/// not given stays.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewCrisisPlan {
    /// Outside the questions.
    outside: Option<String>,
    /// Early signs.
    early_signs: Option<String>,
    /// What helps.
    #[schema(example = "Let me sit by the window. Do not ask questions.")]
    helps: Option<String>,
    /// What makes it worse.
    worsens: Option<String>,
    /// Whom to call.
    call: Option<String>,
    /// Whom not to call.
    call_not: Option<String>,
    /// What the patient wants those around them to do.
    supporters: Option<String>,
    /// What staff add.
    staff: Option<String>,
    /// Agreed on; where it is not given: today.
    agreed_on: Option<NaiveDate>,
    /// To be gone through by; where it is not given: in a year.
    review_by: Option<NaiveDate>,
    /// The language of the headings in the text that other systems get: `en` or `nb`; `nb` where it is not given.
    #[schema(example = "en")]
    language: Option<String>,
}

/// An individual plan or an advance statement as it is made: answers in the patient's words, at most 1 500 characters
/// each.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewPlan {
    /// `individual_plan` or `advance_statement`.
    kind: codes::PlanKind,
    /// Of an individual plan: what the patient wants to get to.
    #[schema(example = "A flat of my own")]
    goals: Option<String>,
    /// Of the same: what is to be done, by whom and when.
    steps: Option<String>,
    /// Of the same: who works together.
    together: Option<String>,
    /// Of an advance statement: what the patient wants when they cannot decide for themselves.
    if_unable: Option<String>,
    /// Of the same: what the patient does not want.
    refuses: Option<String>,
    /// Of the same: who may speak for the patient.
    speaks: Option<String>,
    /// Outside the questions.
    outside: Option<String>,
    /// What staff add.
    staff: Option<String>,
    /// Agreed on; where it is not given: today.
    agreed_on: Option<NaiveDate>,
    /// To be gone through by; where it is not given: in a year.
    review_by: Option<NaiveDate>,
    /// The language of the headings in the text that other systems get: `en` or `nb`; `nb` where it is not given.
    #[schema(example = "en")]
    language: Option<String>,
}

/// An agreement on patient-controlled admission as it is made.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewAgreement {
    /// Where the bed is: the id of a unit.
    unit: Uuid,
    /// Most nights at a time.
    #[schema(example = 5)]
    max_nights: i32,
    /// Days of waiting between two stays; where it is not given: none.
    #[schema(example = 14)]
    quarantine_days: Option<i32>,
    /// First day no longer in force: at most two years ahead.
    valid_to: Option<NaiveDate>,
    /// What the patient uses it for, in their words.
    uses: Option<String>,
    /// How the patient wants to be met.
    welcome: Option<String>,
    /// Outside the questions.
    outside: Option<String>,
    /// What staff add.
    staff: Option<String>,
    /// Agreed on; where it is not given: today.
    agreed_on: Option<NaiveDate>,
    /// To be gone through by; where it is not given: in a year.
    review_by: Option<NaiveDate>,
    /// The language of the headings in the text that other systems get: `en` or `nb`; `nb` where it is not given.
    #[schema(example = "en")]
    language: Option<String>,
}

/// What changes about a plan: the fields by which one of its kind is made. What is not given stays.
#[derive(Debug)]
pub struct PlanChange;

impl PartialSchema for PlanChange {
    fn schema() -> RefOr<Schema> {
        let of_crisis = NewCrisisPlan::schema();
        let RefOr::T(Schema::Object(mut all)) = of_crisis else {
            return of_crisis;
        };
        for more in [NewPlan::schema(), NewAgreement::schema()] {
            if let RefOr::T(Schema::Object(more)) = more {
                all.properties.extend(more.properties);
            }
        }
        all.properties.remove("kind");
        all.required.clear();
        all.description = Some(
            "What changes about a plan: the fields by which one of its kind is made. What is not given stays."
                .to_owned(),
        );
        RefOr::T(Schema::Object(all))
    }
}

impl ToSchema for PlanChange {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("PlanChange")
    }
}

/// That a plan was gone through and stands.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct PlanReview {
    /// When; where it is not given: today.
    reviewed_on: Option<NaiveDate>,
    /// When it is to be gone through again; where it is not given: a year later.
    review_by: Option<NaiveDate>,
}

/// That a plan no longer holds.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct PlanEnd {
    /// First day on which it no longer holds; where it is not given: today.
    valid_to: Option<NaiveDate>,
    /// Why.
    #[schema(example = "The patient has moved")]
    reason: String,
}

/// That the patient asks for a bed.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewBedRequest {
    /// In the patient's words, at most 1 500 characters; nobody has to say why.
    #[schema(example = "I ask for my bed")]
    text: String,
    /// When; where it is not given: now.
    asked_at: Option<String>,
    /// Who received it: the id of a professional; where it is not given: who records.
    received_by: Option<String>,
}

impl Plan {
    pub(super) fn of(plan: &PlanText, directory: &Directory) -> Self {
        let answers = Answers::read(plan.kind, plan.patient.as_deref().unwrap_or_default());
        let asked = Question::of(plan.kind).iter().map(|question| PlanAnswer {
            question: question.code(),
            text: answers.of(*question).to_owned(),
        });
        Self {
            id: plan.id.0,
            kind: plan.kind.into(),
            agreed_on: plan.agreed_on,
            valid_to: plan.valid_to,
            edition: plan.edition,
            reviewed_on: plan.reviewed_on,
            review_by: plan.review_by,
            answers: asked.filter(|answer| !answer.text.is_empty()).collect(),
            outside: Some(answers.outside).filter(|text| !text.is_empty()),
            staff: plan.staff.clone(),
            unit: plan.unit.map(|unit| UnitRef::of(unit, directory)),
            max_nights: plan.max_nights,
            quarantine_days: plan.quarantine_days,
            version: plan.version,
        }
    }
}

impl PlanNo {
    pub(super) fn of(no: &No) -> Self {
        Self {
            kind: no.kind.into(),
            outcome: no.outcome.into(),
            answered_on: no.on,
            reason: no.reason.clone(),
            asked_again_on: no.again_on,
        }
    }
}

impl PlanEdition {
    pub(super) fn of(edition: &Edition, directory: &Directory) -> Self {
        Self {
            plan: Plan::of(&edition.plan, directory),
            until: Moment(time::to_rfc3339(edition.until, directory.service_zone)),
            changed_by: edition.by.clone(),
        }
    }
}

impl Agreement {
    pub(super) fn of(found: &Opened) -> Self {
        let directory = &*found.opened.directory;
        let plan = found.plan.as_ref();
        let asked = found.asked.iter();
        Self {
            in_force: plan.map(|(plan, _)| Plan::of(plan, directory)),
            used: found.used.as_ref().map(AgreementUse::of),
            requests: asked.map(|asked| Request::of(asked, directory)).collect(),
        }
    }
}

impl AgreementUse {
    fn of(used: &Used) -> Self {
        let (next, next_on) = match used.next {
            Next::Now => ("now", None),
            Next::On(on) => ("on", Some(on)),
            Next::Admitted => ("admitted", None),
            Next::Ended => ("ended", None),
        };
        let stay = |stay: &Stay| AgreementStay {
            treatment_period_id: stay.first.0,
            from: stay.from,
            to: stay.to,
            nights: stay.nights,
            nights_beyond: stay.beyond,
            is_early: stay.is_early,
        };
        Self {
            next,
            next_on,
            nights_in_year: used.nights_in_year,
            stays_in_year: used.stays_in_year,
            stays: used.stays.iter().map(stay).collect(),
        }
    }
}
