//! The texts of plans and requests, for those who read them; nothing that judges needs them.

use std::str::FromStr;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::error::StoreError;
use super::reach::{self, Way};
use super::versions;
use crate::domain::access::Reach;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::intake::Kind;
use crate::domain::time::Instant;
use crate::domain::vocabulary::{DecisionOutcome, DecisionSubject, PlanKind, RequestAnswer};

use entity::{decision, plan, record_version, request};

/// How many of a patient's are listed.
const MOST: u64 = 100;

/// A plan in its present edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanText {
    /// Identity.
    pub id: RecordId,
    /// What it is.
    pub kind: PlanKind,
    /// First day in force.
    pub agreed_on: NaiveDate,
    /// First day no longer in force.
    pub valid_to: Option<NaiveDate>,
    /// Which edition of it.
    pub edition: i32,
    /// When it was last gone through.
    pub reviewed_on: Option<NaiveDate>,
    /// When it is to be gone through again.
    pub review_by: Option<NaiveDate>,
    /// The patient's words.
    pub patient: Option<String>,
    /// The staff's.
    pub staff: Option<String>,
    /// Of an agreement on patient-controlled admission: most nights at a time.
    pub max_nights: Option<i32>,
    /// Of the same: days between two stays.
    pub quarantine_days: Option<i32>,
    /// Where it is to be used.
    pub unit: Option<UnitId>,
    /// The version of the record.
    pub version: i32,
}

impl PlanText {
    /// Whether it is in force on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.agreed_on <= day && self.valid_to.is_none_or(|to| to > day)
    }
}

/// An edition of a plan that another took the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The plan as it was.
    pub plan: PlanText,
    /// Until when.
    pub until: Instant,
    /// By whom it was changed.
    pub by: String,
}

/// The plan of a kind that is in force on a day: the last agreed.
pub async fn in_force<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    kind: PlanKind,
    today: NaiveDate,
) -> Result<Option<PlanText>, StoreError> {
    use plan::Column;
    let ends_later = Condition::any()
        .add(Column::ValidToOn.is_null())
        .add(Column::ValidToOn.gt(today));
    let row = plan::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::AgreedOn.lte(today))
        .filter(ends_later)
        .order_by_desc(Column::AgreedOn)
        .order_by_desc(Column::Edition)
        .order_by_desc(Column::Id)
        .one(conn)
        .await?;
    row.map(written).transpose()
}

/// All plans of a patient, the last agreed first.
pub async fn all<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<PlanText>, StoreError> {
    use plan::Column;
    let rows = plan::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .order_by_desc(Column::AgreedOn)
        .order_by_desc(Column::Edition)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(conn)
        .await?;
    rows.into_iter().map(written).collect()
}

/// One plan of a patient.
pub async fn one<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<Option<PlanText>, StoreError> {
    let row = plan::Entity::find_by_id((patient.0, id.0))
        .one(conn)
        .await?;
    row.map(written).transpose()
}

/// The earlier versions of a plan, the last first.
pub async fn editions<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<Vec<Edition>, StoreError> {
    use record_version::Column;
    let rows = record_version::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::Kind.eq(Kind::Plan.code()))
        .filter(Column::RecordId.eq(id.0))
        .order_by_desc(Column::Version)
        .limit(MOST)
        .all(conn)
        .await?;
    let read = |row: record_version::Model| {
        Ok(Edition {
            plan: written(versions::read::<Earlier>(row.payload)?.into())?,
            until: row.superseded_at,
            by: row.actor,
        })
    };
    rows.into_iter().map(read).collect()
}

/// What is read of the payload of an earlier version.
#[derive(serde::Deserialize)]
struct Earlier {
    patient_id: uuid::Uuid,
    id: uuid::Uuid,
    kind: String,
    agreed_on: NaiveDate,
    edition: i32,
    reviewed_on: Option<NaiveDate>,
    review_by_on: Option<NaiveDate>,
    valid_to_on: Option<NaiveDate>,
    text_patient: Option<String>,
    text_staff: Option<String>,
    max_nights: Option<i32>,
    quarantine_days: Option<i32>,
    unit_id: Option<uuid::Uuid>,
    recorded_at: Instant,
    version: i32,
}

impl From<Earlier> for plan::Model {
    fn from(row: Earlier) -> Self {
        Self {
            patient_id: row.patient_id,
            id: row.id,
            source_system: String::new(),
            source_value: String::new(),
            kind: row.kind,
            agreed_on: row.agreed_on,
            edition: row.edition,
            reviewed_on: row.reviewed_on,
            review_by_on: row.review_by_on,
            valid_to_on: row.valid_to_on,
            text_patient: row.text_patient,
            text_staff: row.text_staff,
            max_nights: row.max_nights,
            quarantine_days: row.quarantine_days,
            unit_id: row.unit_id,
            recorded_at: row.recorded_at,
            version: row.version,
            import_file_id: None,
            import_row: None,
        }
    }
}

fn written(row: plan::Model) -> Result<PlanText, StoreError> {
    let kind = row.kind.parse();
    Ok(PlanText {
        id: RecordId(row.id),
        kind: kind.map_err(|_| StoreError::Unreadable("plan.kind"))?,
        agreed_on: row.agreed_on,
        valid_to: row.valid_to_on,
        edition: row.edition,
        reviewed_on: row.reviewed_on,
        review_by: row.review_by_on,
        patient: row.text_patient,
        staff: row.text_staff,
        max_nights: row.max_nights,
        quarantine_days: row.quarantine_days,
        unit: row.unit_id.map(UnitId),
        version: row.version,
    })
}

/// A plan that is to be gone through: whose, what it is, and by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DuePlan {
    /// Whose.
    pub patient: PatientId,
    /// What.
    pub kind: PlanKind,
    /// By when.
    pub by: NaiveDate,
}

/// Plans in force that are to be gone through by a day, of patients within reach by a relationship, the longest
/// due first. A number of them at most.
pub async fn due<C: ConnectionTrait>(
    conn: &C,
    reach: &Reach,
    (at, today, by): (Instant, NaiveDate, NaiveDate),
    most: u64,
) -> Result<Vec<DuePlan>, StoreError> {
    use plan::Column;
    let Some(ids) = reach::ids(reach, Way::Relationship, at) else {
        return Ok(Vec::new());
    };
    let ends_later = Condition::any()
        .add(Column::ValidToOn.is_null())
        .add(Column::ValidToOn.gt(today));
    let rows: Vec<(uuid::Uuid, String, NaiveDate)> = plan::Entity::find()
        .select_only()
        .columns([Column::PatientId, Column::Kind, Column::ReviewByOn])
        .filter(Column::ReviewByOn.lte(by))
        .filter(Column::AgreedOn.lte(today))
        .filter(ends_later)
        .filter(Column::PatientId.in_subquery(ids))
        .order_by_asc(Column::ReviewByOn)
        .order_by_asc(Column::PatientId)
        .order_by_asc(Column::Id)
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    let read = |(patient, kind, by): (uuid::Uuid, String, NaiveDate)| {
        Ok(DuePlan {
            patient: PatientId(patient),
            kind: kind
                .parse()
                .map_err(|_| StoreError::Unreadable("plan.kind"))?,
            by,
        })
    };
    rows.into_iter().map(read).collect()
}

/// What was answered to an offer, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What was offered.
    pub subject: DecisionSubject,
    /// What was answered.
    pub outcome: DecisionOutcome,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: Option<String>,
}

/// What was last answered to each of some offers.
pub async fn answers<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    subjects: &[DecisionSubject],
) -> Result<Vec<Answered>, StoreError> {
    use decision::Column;
    let rows = decision::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::Subject.is_in(subjects.iter().map(|subject| subject.code())))
        .order_by_desc(Column::DecidedAt)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(conn)
        .await?;
    let mut answers: Vec<Answered> = Vec::new();
    for row in rows {
        let subject = row.subject.parse();
        let subject = subject.map_err(|_| StoreError::Unreadable("decision.subject"))?;
        if answers.iter().any(|answer| answer.subject == subject) {
            continue;
        }
        let outcome = row.outcome.parse();
        answers.push(Answered {
            subject,
            outcome: outcome.map_err(|_| StoreError::Unreadable("decision.outcome"))?,
            at: row.decided_at,
            reason: row.reason,
        });
    }
    Ok(answers)
}

/// What the patient asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestText {
    /// Identity.
    pub id: RecordId,
    /// What about.
    pub subject: String,
    /// In their words.
    pub text: String,
    /// When.
    pub asked_at: Instant,
    /// Who received it.
    pub received_by: Option<ProfessionalId>,
    /// Who is to answer, or has.
    pub decider: Option<ProfessionalId>,
    /// By when.
    pub due_on: Option<NaiveDate>,
    /// The answer, when it was given.
    pub answer: Option<(RequestAnswer, Instant)>,
    /// The reason of the answer.
    pub reason: Option<String>,
    /// The version of the record.
    pub version: i32,
}

/// A patient's requests: those that wait first, the oldest first; then the answered, the last answered
/// first. A number of them at most.
pub async fn requests<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    most: u64,
) -> Result<Vec<RequestText>, StoreError> {
    use request::Column;
    let of = || request::Entity::find().filter(Column::PatientId.eq(patient.0));
    let mut rows = of()
        .filter(Column::AnsweredAt.is_null())
        .order_by_asc(Column::AskedAt)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(conn)
        .await?;
    rows.extend(
        of().filter(Column::AnsweredAt.is_not_null())
            .order_by_desc(Column::AnsweredAt)
            .order_by_desc(Column::Id)
            .limit(most)
            .all(conn)
            .await?,
    );
    rows.into_iter().map(told).collect()
}

fn told(row: request::Model) -> Result<RequestText, StoreError> {
    let answer = row.answer.as_deref().map(RequestAnswer::from_str);
    let answer = answer.transpose();
    let answer = answer.map_err(|_| StoreError::Unreadable("request.answer"))?;
    Ok(RequestText {
        id: RecordId(row.id),
        subject: row.subject,
        text: row.text,
        asked_at: row.asked_at,
        received_by: row.received_by_id.map(ProfessionalId),
        decider: row.decider_id.map(ProfessionalId),
        due_on: row.due_on,
        answer: answer.zip(row.answered_at),
        reason: row.reason,
        version: row.version,
    })
}
