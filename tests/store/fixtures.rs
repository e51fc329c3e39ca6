//! Rows to test with: small, written by hand, each with as little said as the schema allows.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use redthread::domain::ids::PatientId;
use redthread::runtime::{CountingIds, IdGen};
use redthread::store::{AuditEntry, Db};
use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::json;
use uuid::Uuid;

/// Day `n` of the tests' time, at noon UTC.
pub fn day(n: i64) -> DateTime<Utc> {
    date(n).and_hms_opt(12, 0, 0).unwrap().and_utc()
}

/// Day `n` as a date.
pub fn date(n: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + TimeDelta::days(n)
}

/// An id made of a number, the same wherever it is asked for.
pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}

pub fn patient_id(n: u128) -> PatientId {
    PatientId(id(n))
}

pub fn audit(action: &'static str) -> AuditEntry {
    AuditEntry {
        id: IDS.next(),
        at: day(0),
        actor: "test".to_owned(),
        action,
        patient: None,
        subject: String::new(),
        purpose: String::new(),
        detail: json!({}),
    }
}

static IDS: std::sync::LazyLock<CountingIds> = std::sync::LazyLock::new(CountingIds::default);

/// Inserts a row as it stands.
pub async fn insert<M>(db: &Db, row: M)
where
    M: sea_orm::ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: Send,
    M::Entity: EntityTrait<Model = M>,
{
    M::Entity::insert(row.into_active_model())
        .exec_without_returning(db.writer())
        .await
        .unwrap();
}

pub fn unit(n: u128, setting: &str) -> entity::unit::Model {
    entity::unit::Model {
        id: id(n),
        source_system: "local".to_owned(),
        source_value: format!("u{n}"),
        name: format!("Unit {n}"),
        setting: setting.to_owned(),
        parent_id: None,
        time_zone: None,
        beds: None,
        recorded_at: day(0),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

pub fn professional(n: u128) -> entity::professional::Model {
    entity::professional::Model {
        id: id(n),
        source_system: "local".to_owned(),
        source_value: format!("p{n}"),
        name: format!("Professional {n}"),
        profession: "nurse".to_owned(),
        recorded_at: day(0),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

pub fn patient(n: u128, value: &str) -> entity::patient::Model {
    entity::patient::Model {
        id: id(n),
        source_system: "local".to_owned(),
        source_value: value.to_owned(),
        source_key: format!("local|{value}"),
        family_name: None,
        given_name: None,
        name_folded: String::new(),
        birth_date: None,
        sex: None,
        language: None,
        in_service_from_on: None,
        in_service_to_on: None,
        deceased_at: None,
        recorded_at: day(0),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

pub fn period(patient: u128, n: u128, unit: u128, from: i64) -> entity::treatment_period::Model {
    entity::treatment_period::Model {
        patient_id: id(patient),
        id: id(n),
        source_system: "local".to_owned(),
        source_value: format!("t{n}"),
        unit_id: id(unit),
        from_at: day(from),
        to_at: None,
        admission_kind: None,
        planned_from_at: None,
        planned_to_at: None,
        room: None,
        end_reason: None,
        recorded_at: day(from),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

pub fn contact(patient: u128, n: u128, unit: u128, at: i64) -> entity::contact::Model {
    entity::contact::Model {
        patient_id: id(patient),
        id: id(n),
        source_system: "local".to_owned(),
        source_value: format!("c{n}"),
        unit_id: id(unit),
        at: day(at),
        minutes: None,
        mode: None,
        status: "attended".to_owned(),
        main_professional_id: None,
        patient_present: None,
        purpose: None,
        recorded_at: day(at),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

pub fn relationship(
    patient: u128,
    n: u128,
    holder: u128,
    from: i64,
) -> entity::relationship::Model {
    entity::relationship::Model {
        patient_id: id(patient),
        id: id(n),
        source_system: "local".to_owned(),
        source_value: format!("r{n}"),
        kind: "contact_person".to_owned(),
        professional_id: Some(id(holder)),
        person_name: None,
        unit_id: None,
        from_at: day(from),
        to_at: None,
        planned_end_on: None,
        end_reason: None,
        told_in_time: None,
        goodbye: None,
        joint_meeting: None,
        successor_known: None,
        successor_id: None,
        agreed_interval_days: None,
        important_to_patient: false,
        mode: None,
        is_temporary_cover: false,
        deputy_id: None,
        recorded_at: day(from),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

/// A patient who was evaluated, and held by a unit where one is given.
pub fn summary(patient: Uuid, held_by: Option<Uuid>) -> entity::patient_summary::Model {
    entity::patient_summary::Model {
        patient_id: patient,
        evaluated_at: None,
        next_evaluation_at: None,
        is_stale: false,
        revision: 0,
        admissions: 0,
        nights_365: 0,
        contacts_365: 0,
        providers_365: 0,
        sum_squares: 0,
        max_with_one: 0,
        same_pairs: 0,
        named_hits: 0,
        named_contacts: 0,
        policy_version_id: None,
        claimed_by: None,
        claimed_until: None,
        policy_unit_id: None,
        held_by_unit_id: held_by,
    }
}

pub fn handover(patient: u128, n: u128, offered: i64) -> entity::handover::Model {
    entity::handover::Model {
        patient_id: id(patient),
        id: id(n),
        source_system: "local".to_owned(),
        source_value: format!("h{n}"),
        kind: "ward_transfer".to_owned(),
        offered_at: day(offered),
        from_professional_id: None,
        to_professional_id: None,
        from_unit_id: None,
        to_unit_id: None,
        grade: None,
        severity: None,
        severity_reason: None,
        summary: None,
        actions: None,
        contingency: None,
        synthesis: None,
        know_me: None,
        builds_trust: None,
        breaks_trust: None,
        promises: None,
        trusts: None,
        goodbye: None,
        accepted_at: None,
        accepted_by_id: None,
        state: None,
        recorded_at: day(offered),
        version: 1,
        import_file_id: None,
        import_row: None,
        due_at: None,
        escalated_at: None,
        return_on: None,
        joint_contact_id: None,
    }
}

/// A version that a row was before `superseded`.
pub fn version_of<M: sea_orm::ModelTrait>(
    patient: u128,
    n: u128,
    kind: &str,
    record: Uuid,
    (version, recorded, superseded): (i32, i64, i64),
    payload: &M,
) -> entity::record_version::Model {
    entity::record_version::Model {
        patient_id: id(patient),
        id: id(n),
        kind: kind.to_owned(),
        record_id: record,
        version,
        recorded_at: day(recorded),
        superseded_at: day(superseded),
        actor: "test".to_owned(),
        reason: None,
        import_file_id: None,
        payload: redthread::store::versions::payload(payload),
    }
}

/// Two wards, two professionals and one patient (100): what most tests begin with.
pub async fn one_patient(db: &Db) {
    insert(db, unit(1, "acute_ward")).await;
    insert(db, unit(2, "outpatient_clinic")).await;
    insert(db, professional(11)).await;
    insert(db, professional(12)).await;
    insert(db, patient(100, "a")).await;
}
