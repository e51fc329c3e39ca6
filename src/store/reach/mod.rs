//! The patients an account reaches, as a condition of queries: never a filter after them.
//!
//! The rules are the domain's (`domain::access::ties`); `ways` asks the same of the tables, and a
//! property test holds one against the other.

mod ways;

use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryResult, QueryTrait};

use self::ways::Asked;
use super::error::StoreError;
use super::patients::Details;
use crate::domain::access::{self, Closed, Reach, Ties};
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Patient;

use entity::patient;

/// A patient who was asked for.
#[derive(Debug, Clone)]
pub struct Sought {
    /// By name.
    pub details: Details,
    /// As their records begin.
    pub patient: Patient,
    /// What ties whoever asked to them; `None` where everyone was asked for.
    pub ties: Option<Ties>,
}

/// A patient, and what ties somebody to them at an instant (`None` is everyone); `None` for an unknown
/// one. One read.
pub async fn seek<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    reach: Option<&Reach>,
    at: Instant,
) -> Result<Option<Sought>, StoreError> {
    let mut query = patient::Entity::find_by_id(patient.0).into_query();
    if let Some(reach) = reach {
        ask_ties(&mut query, &Asked::of_one(reach, at, patient));
    }
    let Some(row) = conn.query_one(&query).await? else {
        return Ok(None);
    };
    let ties = reach.map(|_| read_ties(&row)).transpose()?;
    let row = patient::Model::from_query_result(&row, "")?;
    Ok(Some(Sought {
        patient: Patient {
            id: patient,
            in_service_from: row.in_service_from_on,
            in_service_to: row.in_service_to_on,
            deceased_at: row.deceased_at,
        },
        details: Details::from_row(row)?,
        ties,
    }))
}

const IS_OWN: &str = "is_own";
const IS_BARRED: &str = "is_barred";
const IS_OF_A_BARRED_UNIT: &str = "is_of_a_barred_unit";

/// Asks for what ties somebody to the patient of a query, a column each: a few looks at that patient's
/// own rows.
fn ask_ties(query: &mut SelectStatement, asked: &Asked<'_>) {
    for way in access::Way::ALL {
        let looks = asked.looks(way).into_iter().map(Expr::exists);
        let is_so = looks.reduce(ExprTrait::or).unwrap_or(Expr::value(false));
        query.expr_as(is_so, way.code());
    }
    let patient = "patient.id";
    query.expr_as(asked.is_own(patient), IS_OWN);
    query.expr_as(asked.is_barred(patient), IS_BARRED);
    query.expr_as(asked.is_of_a_barred_unit(patient), IS_OF_A_BARRED_UNIT);
}

fn read_ties(row: &QueryResult) -> Result<Ties, StoreError> {
    let mut ties = Ties::default();
    for way in access::Way::ALL {
        if row.try_get("", way.code())? {
            ties.ways.push(way);
        }
    }
    let closed = [
        (IS_OWN, Closed::Own),
        (IS_BARRED, Closed::Person),
        (IS_OF_A_BARRED_UNIT, Closed::Unit),
    ];
    for (column, closed) in closed {
        if ties.closed.is_none() && row.try_get("", column)? {
            ties.closed = Some(closed);
        }
    }
    Ok(ties)
}

/// By what patients are within reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// By anything that makes them somebody's to care for: a relationship, a treatment period, that
    /// nobody else holds them, or that they are coming.
    #[default]
    Either,
    /// By an active relationship.
    Relationship,
    /// By an open treatment period.
    TreatmentPeriod,
    /// By being on their way: announced, or handed over.
    Incoming,
    /// By anything that opens the record, a broken glass and the tail of a care relation too.
    Any,
}

impl Way {
    const fn ways(self) -> &'static [access::Way] {
        use access::Way as W;
        match self {
            Self::Either => &[W::Relationship, W::TreatmentPeriod, W::Held, W::Incoming],
            Self::Relationship => &[W::Relationship],
            Self::TreatmentPeriod => &[W::TreatmentPeriod],
            Self::Incoming => &[W::Incoming],
            Self::Any => &W::ALL,
        }
    }
}

/// A query of the ids of patients whose record is open at an instant by one way or any, each once, as
/// `patient_id`; `None` when that is nobody.
pub(super) fn ids(reach: &Reach, way: Way, at: Instant) -> Option<SelectStatement> {
    let asked = Asked::of_all(reach, at);
    let looks = way.ways().iter().flat_map(|way| asked.looks(*way));
    looks
        .reduce(|mut all, one| all.union(UnionType::Distinct, one).take())
        .map(|mut all| all.distinct().take())
}

/// The patients in a lasting relationship with one of some people, in order of their identity: of some units where
/// they are said, and without those who do not want the asker or are of their family. A relationship that names no
/// unit belongs to them where it is with one of those `at_work` there.
pub async fn held_by<C: ConnectionTrait>(
    conn: &C,
    reach: &Reach,
    (who, units): (&[ProfessionalId], Option<&[UnitId]>),
    at_work: &[ProfessionalId],
    at: Instant,
) -> Result<Vec<PatientId>, StoreError> {
    let query = Asked::of_all(reach, at).held_by(who, units, at_work);
    sorted(conn, &query).await
}

/// The patients of some units (there by an open treatment period or a lasting relationship, or held by them) who
/// have no lasting relationship of a kind that is a named contact's also outside of a ward, in order of their
/// identity; without those who do not want the asker or are of their family. Not for care: for whoever finds them
/// somebody.
pub async fn unnamed<C: ConnectionTrait>(
    conn: &C,
    reach: &Reach,
    units: &[UnitId],
    at: Instant,
) -> Result<Vec<PatientId>, StoreError> {
    let looks = Asked::of_all(reach, at).unnamed(units);
    let all = looks
        .into_iter()
        .reduce(|mut all, one| all.union(UnionType::Distinct, one).take());
    match all {
        Some(query) => sorted(conn, &query).await,
        None => Ok(Vec::new()),
    }
}

async fn sorted<C: ConnectionTrait>(
    conn: &C,
    query: &SelectStatement,
) -> Result<Vec<PatientId>, StoreError> {
    let rows = conn.query_all(query).await?;
    let ids: Result<Vec<_>, sea_orm::DbErr> = rows
        .iter()
        .map(|row| row.try_get("", "patient_id").map(PatientId))
        .collect();
    let mut ids = ids?;
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// Every patient whose record is open to an account at an instant by one way or any.
pub async fn all<C: ConnectionTrait>(
    conn: &C,
    reach: &Reach,
    way: Way,
    at: Instant,
) -> Result<Vec<PatientId>, StoreError> {
    let Some(query) = ids(reach, way, at) else {
        return Ok(Vec::new());
    };
    let rows = conn.query_all(&query).await?;
    rows.iter()
        .map(|row| Ok(PatientId(row.try_get("", "patient_id")?)))
        .collect()
}
