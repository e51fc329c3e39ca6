//! A broken rule of the schema is told by the same name on both engines, and never with a value.

use redthread::store::{Engine, StoreError};
use sea_orm::ConnectionTrait;
use sea_orm::{EntityTrait, IntoActiveModel, ModelTrait};

use super::fixtures::{contact, day, id, insert, one_patient, patient, period, relationship, unit};
use crate::support::{TestDb, both};

/// How storing a row fails, by the store's words.
async fn refused<M>(db: &TestDb, row: M) -> StoreError
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: Send,
    M::Entity: EntityTrait<Model = M>,
{
    M::Entity::insert(row.into_active_model())
        .exec_without_returning(db.writer())
        .await
        .unwrap_err()
        .into()
}

fn conflict(constraint: &'static str) -> StoreError {
    StoreError::Conflict {
        constraint: constraint.into(),
    }
}

fn check(constraint: &str) -> StoreError {
    StoreError::Check {
        constraint: constraint.to_owned(),
    }
}

#[tokio::test]
async fn unique_constraints_and_keys_are_named() {
    both(|db| async move {
        one_patient(&db).await;
        assert_eq!(
            refused(&db, patient(101, "a")).await,
            conflict("uq_patient_source")
        );
        assert_eq!(
            refused(&db, patient(100, "b")).await,
            conflict("pk_patient")
        );
        insert(&db, contact(100, 1000, 1, 1)).await;
        let mut same_source = contact(100, 1001, 1, 1);
        same_source.source_value = "c1000".to_owned();
        assert_eq!(
            refused(&db, same_source).await,
            conflict("uq_contact_source")
        );
        let mut same_id = contact(100, 1000, 1, 1);
        same_id.source_value = "another".to_owned();
        assert_eq!(refused(&db, same_id).await, conflict("pk_contact"));
    })
    .await;
}

#[tokio::test]
async fn foreign_keys_are_told_apart_from_other_faults() {
    both(|db| async move {
        one_patient(&db).await;
        let told = refused(&db, contact(100, 1000, 99, 1)).await;
        let constraint = match db.engine() {
            Engine::Sqlite => None,
            Engine::Postgres => Some("fk_contact_unit".to_owned()),
        };
        assert_eq!(told, StoreError::MissingReference { constraint });
    })
    .await;
}

#[tokio::test]
async fn checks_are_named() {
    both(|db| async move {
        one_patient(&db).await;
        assert_eq!(
            refused(&db, unit(3, "moon_base")).await,
            check("ck_unit_setting")
        );
        let mut backwards = period(100, 1000, 1, 5);
        backwards.to_at = Some(day(4));
        assert_eq!(
            refused(&db, backwards).await,
            check("ck_treatment_period_order")
        );
        let mut nobodys = relationship(100, 1000, 11, 1);
        nobodys.professional_id = None;
        assert_eq!(
            refused(&db, nobodys.clone()).await,
            check("ck_relationship_holder")
        );
        nobodys.professional_id = Some(id(11));
        nobodys.person_name = Some("Sister".to_owned());
        assert_eq!(refused(&db, nobodys).await, check("ck_relationship_holder"));
    })
    .await;
}

#[tokio::test]
async fn missing_values_and_missing_tables_are_told() {
    both(|db| async move {
        let told = |error: sea_orm::DbErr| StoreError::from(error);
        let sql = "INSERT INTO source_alias (source_system, kind, alias, target)
            VALUES ('s', 'patient', 'a', NULL)";
        assert_eq!(
            told(db.writer().execute_unprepared(sql).await.unwrap_err()),
            check("not_null_source_alias_target")
        );
        let sql = "SELECT * FROM no_such_table";
        assert_eq!(
            told(db.writer().execute_unprepared(sql).await.unwrap_err()),
            StoreError::NotMigrated
        );
    })
    .await;
}

#[tokio::test]
async fn an_error_never_repeats_a_value() {
    both(|db| async move {
        insert(&db, patient(100, "Secret Name")).await;
        let error = refused(&db, patient(101, "Secret Name")).await;
        assert!(!format!("{error} {error:?}").contains("Secret"));
    })
    .await;
}
