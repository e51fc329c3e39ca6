//! Rows altered, removed, inserted and reordered behind the program's back, as an owner of the database
//! can: the entry is named each time.

use redthread::app::audit::checkpoint;
use redthread::store::{Engine, StoreError, audit};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{about, app, app_with, at, behind_its_back, chain, found, literal, named, read};
use crate::support::both;

#[tokio::test]
async fn an_untouched_log_is_whole() {
    both(async |db| {
        read(&db, &[1, 0, 2, 1, 1, 0, 2]).await;
        audit::note(&db, [about(2), about(1), about(2), about(0)])
            .await
            .unwrap();
        assert_eq!(found(&db, &[]).await, Vec::<String>::new());
        let (verified, _) = super::verify_against(&app(&db), &[]).await;
        // Verifying leaves an entry too.
        assert_eq!((verified.entries, verified.chains), (12, 3));
    })
    .await;
}

#[tokio::test]
async fn every_altered_column_is_found() {
    both(async |db| {
        read(&db, &[1, 1, 1, 0]).await;
        let other = literal(&db, chain(9));
        let text = |detail: &str| match db.engine() {
            Engine::Sqlite => format!("'{detail}'"),
            Engine::Postgres => format!("'{detail}'::jsonb"),
        };
        let (time, bytes) = match db.engine() {
            Engine::Sqlite => ("'2026-01-01T12:00:00.000001+00:00'", "x'00'"),
            Engine::Postgres => ("at + interval '1 microsecond'", "'\\x00'"),
        };
        for change in [
            "actor = 'somebody else'".to_owned(),
            "action = 'test.other'".to_owned(),
            "subject = 'x'".to_owned(),
            "purpose = 'x'".to_owned(),
            format!("at = {time}"),
            format!("id = {other}"),
            format!("patient_id = {other}"),
            "patient_id = NULL".to_owned(),
            format!("detail = {}", text(r#"{"a": 1}"#)),
            format!("detail = {}", text("[]")),
            format!("mac = {bytes}"),
            format!("previous = {bytes}"),
        ] {
            let kept = entity::audit_entry::Entity::find_by_id((chain(1).0, 2))
                .one(&db.read)
                .await
                .unwrap()
                .unwrap();
            let place = at(&db, 1, 2);
            let update = format!("UPDATE audit_entry SET {change} {place}");
            behind_its_back(&db, &[update]).await;
            assert_eq!(
                found(&db, &[]).await,
                [format!("{}/2 altered", named(1))],
                "{change}"
            );
            let delete = format!("DELETE FROM audit_entry {place}");
            behind_its_back(&db, &[delete]).await;
            crate::store::fixtures::insert(&db, kept).await;
            assert_eq!(found(&db, &[]).await, Vec::<String>::new(), "put back");
        }
    })
    .await;
}

/// On SQLite anything can be put in place of a value of its kind.
#[tokio::test]
async fn what_cannot_even_be_read_is_found() {
    crate::support::on_sqlite(async |db| {
        read(&db, &[1, 1, 1]).await;
        for (position, change) in [
            (1, "detail = 'no json'"),
            (2, "at = 'some day'"),
            (3, "id = x'01'"),
        ] {
            let place = at(&db, 1, position);
            behind_its_back(&db, &[format!("UPDATE audit_entry SET {change} {place}")]).await;
        }
        let of = named(1);
        let expected = [1, 2, 3].map(|position| format!("{of}/{position} altered"));
        assert_eq!(found(&db, &[]).await, expected);
    })
    .await;
}

#[tokio::test]
async fn a_removed_entry_is_found_wherever_it_was() {
    both(async |db| {
        read(&db, &[1, 1, 1, 1, 2, 2, 3, 0]).await;
        let of = |n, position| format!("DELETE FROM audit_entry {}", at(&db, n, position));
        behind_its_back(&db, &[of(1, 2), of(1, 3), of(2, 2), of(3, 1)]).await;
        let expected = [
            format!("{}/2 missing", named(1)),
            format!("{}/2 missing", named(2)),
            format!("{}/1 missing", named(3)),
        ];
        assert_eq!(found(&db, &[]).await, expected);
    })
    .await;
}

/// Closing the gap by moving the later entries up does not hide it.
#[tokio::test]
async fn a_gap_that_was_closed_is_found() {
    both(async |db| {
        read(&db, &[1, 1, 1, 1]).await;
        let one = literal(&db, chain(1));
        behind_its_back(
            &db,
            &[
                format!("DELETE FROM audit_entry {}", at(&db, 1, 2)),
                format!("UPDATE audit_entry SET position = 2 {}", at(&db, 1, 3)),
                format!("UPDATE audit_entry SET position = 3 {}", at(&db, 1, 4)),
                format!("UPDATE audit_head SET length = 3 WHERE chain_id = {one}"),
            ],
        )
        .await;
        let of = named(1);
        let expected = [
            format!("{of}/2 reordered"),
            format!("{of}/3 reordered"),
            format!("{of}/head altered"),
        ];
        assert_eq!(found(&db, &[]).await, expected);
    })
    .await;
}

#[tokio::test]
async fn entries_in_another_order_are_found() {
    both(async |db| {
        read(&db, &[1, 1, 1]).await;
        let to = |from, to| {
            format!(
                "UPDATE audit_entry SET position = {to} {}",
                at(&db, 1, from)
            )
        };
        behind_its_back(&db, &[to(1, 9), to(2, 1), to(9, 2)]).await;
        let of = named(1);
        let expected = [format!("{of}/1 reordered"), format!("{of}/2 reordered")];
        assert_eq!(found(&db, &[]).await, expected);
    })
    .await;
}

#[tokio::test]
async fn an_inserted_entry_is_found() {
    both(async |db| {
        read(&db, &[1, 1, 2]).await;
        let of = |n: u128, position| {
            let chain = chain(n).0;
            entity::audit_entry::Entity::find_by_id((chain, position)).one(&db.read)
        };
        // A copy at the end of its chain, one in another patient's, and one in a chain of its own.
        let copy = of(1, 2).await.unwrap().unwrap();
        for (n, position) in [(1, 3), (2, 2), (7, 1)] {
            let mut row = copy.clone();
            row.chain_id = chain(n).0;
            row.position = position;
            crate::store::fixtures::insert(&db, row).await;
        }
        let expected = [
            format!("{}/3 reordered", named(1)),
            format!("{}/head head_too_short", named(1)),
            format!("{}/2 added", named(2)),
            format!("{}/head head_too_short", named(2)),
            format!("{}/1 added", named(7)),
            format!("{}/head missing", named(7)),
        ];
        assert_eq!(found(&db, &[]).await, expected);
    })
    .await;
}

#[tokio::test]
async fn a_head_that_was_altered_or_removed_is_found_and_not_added_to() {
    both(async |db| {
        read(&db, &[1, 1, 2, 3]).await;
        let of = |n| literal(&db, chain(n));
        behind_its_back(
            &db,
            &[
                format!(
                    "UPDATE audit_head SET length = 1 WHERE chain_id = {}",
                    of(1)
                ),
                format!("DELETE FROM audit_head WHERE chain_id = {}", of(2)),
            ],
        )
        .await;
        let expected = [
            format!("{}/head altered", named(1)),
            format!("{}/head missing", named(2)),
        ];
        assert_eq!(found(&db, &[]).await, expected);
        let refused = audit::note(&db, [about(1)]).await;
        assert_eq!(refused, Err(StoreError::AuditBroken));
        // Without its head the chain would be begun anew: its first place is taken.
        assert!(audit::note(&db, [about(2)]).await.is_err());
        // Others are not kept from anything.
        read(&db, &[3, 4]).await;
    })
    .await;
}

/// Somebody who can write kept an old state of a chain and its head and puts it back: nothing in the
/// database is wrong, except that a checkpoint knew more.
#[tokio::test]
async fn a_chain_that_was_cut_with_its_head_is_found_by_checkpoints() {
    both(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kept.jsonl");
        let app = app_with(&db, &file);
        read(&db, &[1, 1, 2]).await;
        let old = entity::audit_head::Entity::find_by_id(chain(1).0);
        let old = old.one(&db.read).await.unwrap().unwrap();
        let known = "CREATE TABLE known AS SELECT * FROM audit_checkpoint_head".to_owned();
        checkpoint::make(&app, &super::CLI, None).await.unwrap();
        behind_its_back(&db, &[known]).await;
        read(&db, &[1, 1]).await;
        checkpoint::make(&app, &super::CLI, None).await.unwrap();

        let one = literal(&db, chain(1));
        behind_its_back(
            &db,
            &[
                format!("DELETE FROM audit_entry WHERE chain_id = {one} AND position > 2"),
                format!("DELETE FROM audit_head WHERE chain_id = {one}"),
            ],
        )
        .await;
        crate::store::fixtures::insert(&db, old).await;
        let cut = format!("{}/4 cut", named(1));
        assert_eq!(found(&db, &[]).await, std::slice::from_ref(&cut));
        // Also where the checkpoints in the database are cut with it.
        behind_its_back(
            &db,
            &[
                "DELETE FROM audit_checkpoint WHERE number = 2".to_owned(),
                "DELETE FROM audit_checkpoint_head".to_owned(),
                "INSERT INTO audit_checkpoint_head SELECT * FROM known".to_owned(),
            ],
        )
        .await;
        assert_eq!(
            found(&db, &[]).await,
            Vec::<String>::new(),
            "nothing to see"
        );
        assert_eq!(
            found(&db, &[file]).await,
            ["checkpoint/2 missing".to_owned(), cut]
        );
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_to_alter_or_remove_entries() {
    both(async |db| {
        read(&db, &[1, 1]).await;
        checkpoint::make(&app(&db), &super::CLI, None)
            .await
            .unwrap();
        let one = literal(&db, chain(1));
        let mut statements = vec![
            "UPDATE audit_entry SET actor = 'x'".to_owned(),
            "DELETE FROM audit_entry".to_owned(),
            "UPDATE audit_checkpoint SET entries = 0".to_owned(),
            "DELETE FROM audit_checkpoint".to_owned(),
            "DELETE FROM audit_head".to_owned(),
            format!("UPDATE audit_head SET length = 1 WHERE chain_id = {one}"),
            "DELETE FROM audit_checkpoint_head".to_owned(),
        ];
        if db.engine() == Engine::Postgres {
            statements
                .extend(["audit_entry", "audit_head"].map(|table| format!("TRUNCATE {table}")));
        }
        for statement in statements {
            let refused = db.writer().execute_unprepared(&statement).await;
            let refused = refused.expect_err(&statement);
            let told = refused.to_string();
            assert!(told.contains("can only be added to"), "{statement}: {told}");
        }
        assert_eq!(found(&db, &[]).await, Vec::<String>::new());
    })
    .await;
}
