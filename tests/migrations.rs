//! The schema, up and down, on both engines.

use std::collections::BTreeSet;

use migration::prelude::{DbErr, MigrationTrait, MigratorTrait, SchemaManager, async_trait};
use redthread::domain::intake::Kind;
use redthread::domain::vocabulary as words;
use redthread::store::constraints::UNIQUE;
use redthread::store::{Db, Engine, StoreError, migrate};
use sea_orm::{ConnectionTrait, EntityTrait, Iterable, QuerySelect, Statement};

use crate::support::{both, both_empty, on_postgres};

async fn open(url: &str) -> Db {
    Db::connect(url, &crate::support::options()).await.unwrap()
}

async fn texts(db: &Db, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(db.read.get_database_backend(), sql);
    db.read
        .query_all_raw(statement)
        .await
        .unwrap()
        .iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

/// Tables, indexes and constraints, with what defines them.
async fn schema(db: &Db) -> Vec<String> {
    let sql = match db.engine() {
        Engine::Sqlite => "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name",
        Engine::Postgres => {
            "SELECT told FROM (
                SELECT conrelid::regclass::text || ' ' || conname || ' '
                    || pg_get_constraintdef(oid) AS told
                FROM pg_constraint WHERE connamespace = 'public'::regnamespace
                UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
                UNION ALL SELECT table_name || '.' || column_name || ' ' || data_type
                    || ' ' || is_nullable || ' ' || coalesce(collation_name, '')
                FROM information_schema.columns WHERE table_schema = 'public'
            ) AS schema ORDER BY told"
        }
    };
    texts(db, sql).await
}

#[tokio::test]
async fn up_down_up_ends_where_up_began() {
    both_empty(|url| async move {
        let db = open(&url).await;
        assert!(!migrate::pending(&db).await.unwrap().is_empty());
        assert_eq!(
            migrate::require_current(&db).await,
            Err(StoreError::NotMigrated)
        );
        let applied = migrate::up(&db).await.unwrap();
        assert!(!applied.is_empty());
        assert!(migrate::pending(&db).await.unwrap().is_empty());
        migrate::require_current(&db).await.unwrap();
        let first = schema(&db).await;
        assert!(migrate::up(&db).await.unwrap().is_empty());

        let steps = u32::try_from(applied.len()).unwrap();
        let taken_back = migrate::down(&db, steps).await.unwrap();
        assert_eq!(taken_back.len(), applied.len());
        let left: Vec<_> = schema(&db)
            .await
            .into_iter()
            .filter(|told| !told.contains("seaql_migrations"))
            .collect();
        assert!(left.is_empty(), "{left:?}");

        assert_eq!(migrate::up(&db).await.unwrap(), applied);
        assert_eq!(schema(&db).await, first);
    })
    .await;
}

/// The name is what a database remembers: it must tell which one, in order, for good.
#[test]
fn migrations_are_named_by_their_day_and_number() {
    let names: Vec<_> = migration::Migrator::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect();
    assert_eq!(names[0], "m20261122_000001_bones");
    assert!(names.is_sorted());
    for name in &names {
        let (day, rest) = name.split_once('_').unwrap();
        let (number, what) = rest.split_once('_').unwrap();
        assert!(day.starts_with('m') && day.len() == 9, "{name}");
        assert!(number.len() == 6 && !what.is_empty(), "{name}");
    }
}

#[tokio::test]
async fn asking_what_is_pending_changes_nothing() {
    both_empty(|url| async move {
        let db = open(&url).await;
        migrate::pending(&db).await.unwrap();
        assert!(schema(&db).await.is_empty());
    })
    .await;
}

struct Broken;

impl migration::prelude::MigrationName for Broken {
    fn name(&self) -> &'static str {
        "m99991231_000001_broken"
    }
}

#[async_trait::async_trait]
#[expect(elided_lifetimes_in_paths, reason = "as the trait is written")]
impl MigrationTrait for Broken {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let conn = manager.get_connection();
        conn.execute_unprepared("CREATE TABLE half_done (id INTEGER)")
            .await?;
        conn.execute_unprepared("INSERT INTO no_such_table VALUES (1)")
            .await?;
        Ok(())
    }
}

struct WithBroken;

impl MigratorTrait for WithBroken {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut migrations = migration::Migrator::migrations();
        migrations.push(Box::new(Broken));
        migrations
    }
}

#[tokio::test]
async fn a_migration_that_fails_midway_leaves_nothing_half_done() {
    both_empty(|url| async move {
        let db = open(&url).await;
        assert_eq!(
            migrate::up_with::<WithBroken>(&db).await,
            Err(StoreError::NotMigrated),
            "the statement on a missing table fails"
        );
        assert!(schema(&db).await.is_empty());
        // And the way is free for the next attempt.
        migrate::up(&db).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    both(|db| async move {
        db.writer()
            .execute_unprepared(
                "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m99991231_000001_x', 0)",
            )
            .await
            .unwrap();
        assert_eq!(
            migrate::require_current(&db).await,
            Err(StoreError::NotMigrated)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_that_migrate_at_once_take_turns() {
    both_empty(|url| async move {
        let mut migrating = Vec::new();
        for _ in 0..4 {
            let db = open(&url).await;
            migrating.push(tokio::spawn(async move { migrate::up(&db).await }));
        }
        let mut applied = 0;
        for migrated in migrating {
            applied += migrated.await.unwrap().unwrap().len();
        }
        assert_eq!(applied, migration::Migrator::migrations().len());
    })
    .await;
}

macro_rules! select_all {
    ($db:expr, $($table:ident),+ $(,)?) => {
        BTreeSet::from([$({
            let rows = entity::$table::Entity::find().limit(1).all(&$db.read).await;
            assert!(rows.is_ok(), "{}: {rows:?}", stringify!($table));
            stringify!($table).to_owned()
        }),+])
    };
}

#[tokio::test]
async fn every_column_of_every_entity_can_be_selected() {
    both(|db| async move {
        let entities = select_all!(
            db, access_bar, account, account_pin, account_role, admission_fact, alliance_score,
            audit_checkpoint, audit_checkpoint_head, audit_entry, audit_head, browser_session,
            capacity_question, contact, contact_professional, decision, departure_passing, departure_plan, digest_sent, directory_version,
            employment, flag, flag_check, flag_event, glass_opening, guest_access, handover, handover_draft,
            handover_snapshot, handover_step, import_file, import_run, kept_form, known_browser,
            known_browser_person, language_term, legal_period, measure, measure_fact, measure_visit,
            narrative_choice, narrative_entry, narrative_link, narrative_person, narrative_read, narrative_reply,
            narrative_state, news, notice, outbox, own_code, own_record, patient, patient_identifier,
            patient_summary, period_fact, plan, plan_opening, plan_use, planned_arrival, policy_preview,
            policy_version, professional, record_author, record_change, record_look, record_version,
            recorded_form, refresh_token, relational_review, relationship, relationship_fact,
            relationship_mark, report_snapshot, request, rupture, safety_call, safety_card, saved_report,
            service_route, shift_assignment,
            sign_in_attempt, signing_key, source_alias,
            token_family, treatment_period, treatment_period_leave, unit, urgent_told,
        );
        let sql = match db.engine() {
            Engine::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table'",
            Engine::Postgres => {
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
            }
        };
        let tables: BTreeSet<_> = texts(&db, sql)
            .await
            .into_iter()
            // The words of texts are kept for the engines' own search, by no entity; on SQLite in six tables.
            .filter(|table| table != "seaql_migrations" && !table.starts_with("search_word"))
            .collect();
        assert_eq!(tables, entities);
    })
    .await;
}

/// The number of columns agrees too: a column no entity knows would be written by nobody.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a line for each table")]
async fn no_column_is_unknown_to_its_entity() {
    on_postgres(|db| async move {
        let mut known = 0;
        macro_rules! count {
            ($($table:ident),+ $(,)?) => { $(known += entity::$table::Column::iter().count();)+ };
        }
        count!(
            access_bar,
            account,
            account_pin,
            account_role,
            admission_fact,
            alliance_score,
            audit_checkpoint,
            audit_checkpoint_head,
            audit_entry,
            audit_head,
            browser_session,
            capacity_question,
            contact,
            contact_professional,
            decision,
            departure_passing,
            departure_plan,
            digest_sent,
            directory_version,
            employment,
            flag,
            flag_check,
            flag_event,
            glass_opening,
            guest_access,
            handover,
            handover_draft,
            handover_snapshot,
            handover_step,
            import_file,
            import_run,
            kept_form,
            known_browser,
            known_browser_person,
            language_term,
            legal_period,
            measure,
            measure_fact,
            measure_visit,
            narrative_choice,
            narrative_entry,
            narrative_link,
            narrative_person,
            narrative_read,
            narrative_reply,
            narrative_state,
            news,
            notice,
            outbox,
            own_code,
            own_record,
            patient,
            patient_identifier,
            patient_summary,
            period_fact,
            plan,
            plan_opening,
            plan_use,
            planned_arrival,
            policy_preview,
            policy_version,
            professional,
            record_author,
            record_change,
            record_look,
            record_version,
            recorded_form,
            refresh_token,
            relational_review,
            relationship,
            relationship_fact,
            relationship_mark,
            report_snapshot,
            request,
            rupture,
            safety_call,
            safety_card,
            saved_report,
            service_route,
            shift_assignment,
            sign_in_attempt,
            signing_key,
            source_alias,
            token_family,
            treatment_period,
            treatment_period_leave,
            unit,
            urgent_told,
        );
        let columns = texts(
            &db,
            "SELECT column_name::text FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name NOT IN ('seaql_migrations', 'search_word')",
        )
        .await;
        assert_eq!(columns.len(), known);
    })
    .await;
}

fn quoted(text: &str) -> BTreeSet<String> {
    text.split('\'')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The codes that a CHECK lists.
async fn check_codes(db: &Db, constraint: &str) -> BTreeSet<String> {
    match db.engine() {
        Engine::Postgres => {
            let sql = format!(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '{constraint}'"
            );
            quoted(texts(db, &sql).await.first().expect(constraint))
        }
        Engine::Sqlite => {
            let tables = texts(db, "SELECT sql FROM sqlite_schema WHERE type = 'table'").await;
            let check = tables
                .iter()
                .flat_map(|sql| sql.split("CONSTRAINT "))
                .find(|told| told.split_whitespace().next() == Some(constraint))
                .expect(constraint);
            quoted(check)
        }
    }
}

#[tokio::test]
async fn checks_list_exactly_the_vocabulary() {
    both(|db| async move {
        let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        let expected: &[(&str, &[&str])] = &[
            ("ck_unit_setting", words::Setting::CODES),
            ("ck_professional_profession", words::Profession::CODES),
            ("ck_patient_sex", words::Sex::CODES),
            (
                "ck_treatment_period_admission_kind",
                words::AdmissionKind::CODES,
            ),
            (
                "ck_treatment_period_end_reason",
                words::PeriodEndReason::CODES,
            ),
            ("ck_contact_mode", words::ContactMode::CODES),
            ("ck_contact_status", words::ContactStatus::CODES),
            ("ck_contact_purpose", words::ContactPurpose::CODES),
            ("ck_relationship_kind", words::RelationshipKind::CODES),
            ("ck_relationship_end_reason", words::EndReason::CODES),
            ("ck_relationship_mode", words::RelationshipMode::CODES),
            ("ck_handover_kind", words::HandoverType::CODES),
            ("ck_handover_grade", words::HandoverGrade::CODES),
            ("ck_narrative_entry_kind", words::NarrativeKind::CODES),
            ("ck_news_kind", words::NewsKind::CODES),
            ("ck_account_news_mail", words::NewsMail::CODES),
            ("ck_handover_severity", words::HandoverSeverity::CODES),
            ("ck_handover_state", words::HandoverState::CODES),
            ("ck_decision_subject", words::DecisionSubject::CODES),
            ("ck_decision_outcome", words::DecisionOutcome::CODES),
            ("ck_flag_severity", words::Severity::CODES),
            ("ck_flag_owner_role", words::OwnerRole::CODES),
            ("ck_account_role_role", words::Role::CODES),
            ("ck_directory_version_kind", &kinds[..3]),
            ("ck_record_version_kind", &kinds[3..]),
        ];
        for (constraint, codes) in expected {
            let codes: BTreeSet<_> = codes.iter().map(|code| (*code).to_owned()).collect();
            assert_eq!(check_codes(&db, constraint).await, codes, "{constraint}");
        }
    })
    .await;
}

#[tokio::test]
async fn every_unique_constraint_is_named_alike_on_both_engines() {
    on_postgres(|db| async move {
        let sql = "SELECT c.relname || ': ' || string_agg(
                t.relname || '.' || a.attname, ', ' ORDER BY array_position(i.indkey::int[], a.attnum::int))
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_class t ON t.oid = i.indrelid
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)
            WHERE i.indisunique AND NOT i.indisprimary
              AND t.relnamespace = 'public'::regnamespace
            GROUP BY c.relname";
        let told: BTreeSet<_> = texts(&db, sql).await.into_iter().collect();
        let listed: BTreeSet<_> = UNIQUE
            .iter()
            .map(|(columns, name)| format!("{name}: {columns}"))
            .collect();
        assert_eq!(told, listed);

        let sql = "SELECT conname::text FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND conrelid <> 'seaql_migrations'::regclass
              AND left(conname, 3) <> CASE contype WHEN 'p' THEN 'pk_' WHEN 'u' THEN 'uq_'
                  WHEN 'f' THEN 'fk_' WHEN 'c' THEN 'ck_' END";
        assert_eq!(texts(&db, sql).await, Vec::<String>::new());
    })
    .await;
}
