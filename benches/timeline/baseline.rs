//! What a hand-written handler would do: axum and sqlx, no accounts, no audit, no model. It reads the
//! same rows, every cell of them, and prints the same JSON from memory.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use chrono::{DateTime, NaiveDate, Utc};
use redthread::runtime::{Clock, IdGen, RandomIds, SystemClock};
use sea_orm::sqlx::postgres::{PgPool, PgPoolOptions, PgRow};
use sea_orm::sqlx::{self, AssertSqlSafe, Row};
use serde_json::Value;
use uuid::Uuid;

/// The cells of a row by type, in the order of the columns.
macro_rules! cells {
    ($row:ident: $($kind:ty),+) => {{
        let mut column = 0..;
        Ok(($({
            let value: $kind = $row.try_get(column.next().unwrap_or(usize::MAX))?;
            value
        },)+))
    }};
}

/// As many connections as the store's own pool.
pub async fn pool(url: &str, connections: u32) -> sqlx::Result<PgPool> {
    PgPoolOptions::new()
        .max_connections(connections)
        .min_connections(connections)
        .connect(url)
        .await
}

#[derive(Clone)]
struct Bench {
    pool: PgPool,
    patient: Uuid,
    answer: Arc<Value>,
}

/// `GET /rows`: the rows, and the answer; `GET /audit`: one audit entry, as the store writes it;
/// `GET /nothing`: what HTTP itself takes.
pub fn routes(pool: PgPool, patient: Uuid, answer: Value) -> Router {
    Router::new()
        .route("/rows", get(rows))
        .route("/audit", get(audit))
        .route("/nothing", get(|| async {}))
        .with_state(Bench {
            pool,
            patient,
            answer: Arc::new(answer),
        })
}

async fn rows(State(bench): State<Bench>) -> Result<Json<Arc<Value>>, StatusCode> {
    let read = read(&bench.pool, bench.patient).await;
    match read {
        Ok(rows) if rows > 0 => Ok(Json(bench.answer)),
        Ok(_) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

async fn audit(State(bench): State<Bench>) -> Result<(), StatusCode> {
    let entry = sqlx::query(
        "INSERT INTO audit_entry (id, at, actor, action, patient_id, subject, purpose, detail)
         VALUES ($1, $2, 'account:bench', 'timeline.show', $3, 'patient', 'care', '{}'::jsonb)",
    )
    .bind(RandomIds.next())
    .bind(SystemClock.now())
    .bind(bench.patient)
    .execute(&bench.pool)
    .await;
    entry
        .map(|_| ())
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

type Time = DateTime<Utc>;
type Words = Option<String>;

/// Reads every record of a patient, one statement a table, and gives the number of rows.
async fn read(pool: &PgPool, patient: Uuid) -> sqlx::Result<usize> {
    let mut count = 0;
    count += all(pool, patient, PATIENT, |row| {
        cells!(row: Uuid, String, Words, Words, Option<NaiveDate>, Option<NaiveDate>,
            Option<NaiveDate>, Option<Time>)
    })
    .await?;
    count += all(
        pool,
        patient,
        PERIOD,
        |row| cells!(row: Uuid, String, Uuid, Time, Option<Time>, Words),
    )
    .await?;
    count += all(
        pool,
        patient,
        LEAVE,
        |row| cells!(row: Uuid, Time, Option<Time>),
    )
    .await?;
    count += all(pool, patient, CONTACT, |row| {
        cells!(row: Uuid, String, Uuid, Time, Option<i32>, Words, String, Option<Uuid>,
            Option<bool>, Words)
    })
    .await?;
    count += all(pool, patient, OTHERS, |row| cells!(row: Uuid, Uuid)).await?;
    count += all(pool, patient, RELATIONSHIP, |row| {
        cells!(row: Uuid, String, String, Option<Uuid>, Option<Uuid>, Time, Option<Time>,
            Option<NaiveDate>, Words, Option<bool>, Option<bool>, Option<bool>, Option<bool>,
            Option<Uuid>, Option<i32>, bool, Words, bool, Option<Uuid>, Words)
    })
    .await?;
    count += all(pool, patient, HANDOVER, |row| {
        cells!(row: Uuid, String, String, Time, Option<Time>, Words, Option<Uuid>, Option<Uuid>,
            Option<Uuid>, Option<Uuid>, Words)
    })
    .await?;
    count += all(
        pool,
        patient,
        SHIFT,
        |row| cells!(row: Uuid, Uuid, Uuid, Time, Option<Time>),
    )
    .await?;
    count += all(
        pool,
        patient,
        DECISION,
        |row| cells!(row: Uuid, String, String, Time),
    )
    .await?;
    count += all(pool, patient, REVIEW, |row| cells!(row: Uuid, Time)).await?;
    Ok(count)
}

async fn all<T>(
    pool: &PgPool,
    patient: Uuid,
    sql: &'static str,
    read: impl Fn(&PgRow) -> sqlx::Result<T>,
) -> sqlx::Result<usize> {
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(patient)
        .fetch_all(pool)
        .await?;
    let values: Vec<T> = rows.iter().map(read).collect::<Result<_, _>>()?;
    Ok(std::hint::black_box(values).len())
}

const PATIENT: &str = "SELECT id, source_value, family_name, given_name, birth_date,
    in_service_from_on, in_service_to_on, deceased_at FROM patient WHERE id = $1";
const PERIOD: &str = "SELECT id, source_value, unit_id, from_at, to_at, admission_kind
    FROM treatment_period WHERE patient_id = $1";
const LEAVE: &str = "SELECT treatment_period_id, from_at, to_at
    FROM treatment_period_leave WHERE patient_id = $1";
const CONTACT: &str = "SELECT id, source_value, unit_id, at, minutes, mode, status,
    main_professional_id, patient_present, purpose FROM contact WHERE patient_id = $1";
const OTHERS: &str = "SELECT contact_id, professional_id
    FROM contact_professional WHERE patient_id = $1 ORDER BY contact_id, position";
const RELATIONSHIP: &str =
    "SELECT id, source_value, kind, professional_id, unit_id, from_at, to_at,
    planned_end_on, end_reason, told_in_time, goodbye, joint_meeting, successor_known, successor_id,
    agreed_interval_days, important_to_patient, mode, is_temporary_cover, deputy_id, person_name
    FROM relationship WHERE patient_id = $1";
const HANDOVER: &str = "SELECT id, source_value, kind, offered_at, accepted_at, state,
    from_professional_id, to_professional_id, from_unit_id, to_unit_id, grade
    FROM handover WHERE patient_id = $1";
const SHIFT: &str = "SELECT id, professional_id, unit_id, from_at, to_at
    FROM shift_assignment WHERE patient_id = $1";
const DECISION: &str =
    "SELECT id, subject, outcome, decided_at FROM decision WHERE patient_id = $1";
const REVIEW: &str = "SELECT id, held_at FROM relational_review WHERE patient_id = $1";
