//! From receiving to applying.

use redthread::app::AppError;
use redthread::app::import::Counts;
use redthread::app::import::history::{self, RunState};
use redthread::app::uploads::{self, Refused, State};
use redthread::domain::intake::Reason;
use redthread::domain::vocabulary::Role;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::time::Duration;

use super::{Bench, administrator, asked, files, report, somebody};
use crate::support::{both, on_sqlite};

#[tokio::test]
async fn an_upload_is_checked_without_storing_anything_then_applied() {
    both(|db| async move {
        let bench = Bench::new(&db);
        let admin = administrator();
        let id = bench.upload(&admin, &files()).await.unwrap();
        let checked = bench.at_rest(&admin, id).await;
        let told = report(&checked);
        assert!(told.dry_run);
        let expected = Counts {
            created: 5,
            rejected: 1,
            ..Counts::default()
        };
        assert_eq!(told.total(), expected);
        assert_eq!(told.faults.len(), 1);
        let fault = &told.faults[0];
        assert_eq!(
            (fault.reason, &fault.rows[..]),
            (Reason::UnknownReference, &[4][..])
        );
        assert_eq!(
            entity::patient::Entity::find()
                .count(&db.read)
                .await
                .unwrap(),
            0
        );
        let page = history::history(&bench.app, &admin, None).await.unwrap();
        assert_eq!(page.runs, [], "a dry run is no run");

        uploads::apply(&bench.app, &admin, id).await.unwrap();
        uploads::apply(&bench.app, &admin, id).await.unwrap();
        let applied = bench.at_rest(&admin, id).await;
        assert!(
            matches!(applied.state, State::Applied(_)),
            "{:?}",
            applied.state
        );
        assert_eq!(report(&applied).total(), expected);
        assert_eq!(
            entity::patient::Entity::find()
                .count(&db.read)
                .await
                .unwrap(),
            2
        );
        assert_eq!(bench.left(), Vec::<String>::new(), "no file stays");
        // Asked again, nothing happens again.
        uploads::apply(&bench.app, &admin, id).await.unwrap();

        let page = history::history(&bench.app, &admin, None).await.unwrap();
        assert_eq!((page.total, page.next, page.runs.len()), (1, None, 1));
        let run = &page.runs[0];
        assert_eq!(run.actor.as_deref(), Some("account:admin"));
        assert_eq!((&run.source[..], &run.format[..]), ("local", "csv"));
        assert_eq!((&run.state, run.counts), (&RunState::Finished, expected));
        let (again, of_files) = history::show(&bench.app, &admin, run.id).await.unwrap();
        assert_eq!(&again, run);
        let names: Vec<&str> = of_files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(
            names,
            ["units.csv", "patients.csv", "treatment_periods.csv"]
        );
        assert_eq!(of_files[2].counts.rejected, 1);

        for (action, times) in [
            ("import.upload", 1),
            ("import.dry_run", 1),
            ("import.apply", 4),
        ] {
            use entity::audit_entry::{Column, Entity};
            let entries = Entity::find()
                .filter(Column::Action.eq(action))
                .filter(Column::Actor.eq("account:admin"))
                .count(&db.read)
                .await
                .unwrap();
            // A chunk that is applied has an entry too.
            assert!(entries >= times.min(2), "{action}: {entries}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_second_upload_of_the_same_changes_nothing() {
    both(|db| async move {
        let bench = Bench::new(&db);
        let admin = administrator();
        let id = bench.upload(&admin, &files()).await.unwrap();
        bench.at_rest(&admin, id).await;
        uploads::apply(&bench.app, &admin, id).await.unwrap();
        bench.at_rest(&admin, id).await;
        let id = bench.upload(&admin, &files()).await.unwrap();
        let checked = bench.at_rest(&admin, id).await;
        let total = report(&checked).total();
        assert_eq!((total.created, total.updated, total.unchanged), (0, 0, 5));
    })
    .await;
}

#[tokio::test]
async fn two_who_apply_the_same_at_once_store_it_once() {
    both(|db| async move {
        let bench = Bench::new(&db);
        let (one, other) = (administrator(), somebody("other", Role::Administrator));
        let mut ids = Vec::new();
        for actor in [&one, &other] {
            let id = bench.upload(actor, &files()).await.unwrap();
            bench.at_rest(actor, id).await;
            ids.push(id);
        }
        let (first, second) = tokio::join!(
            uploads::apply(&bench.app, &one, ids[0]),
            uploads::apply(&bench.app, &other, ids[1]),
        );
        first.unwrap();
        second.unwrap();
        for (actor, id) in [(&one, ids[0]), (&other, ids[1])] {
            bench.at_rest(actor, id).await;
        }
        // Whoever came second may have been told to come again: then they do.
        let id = bench.upload(&other, &files()).await.unwrap();
        bench.at_rest(&other, id).await;
        uploads::apply(&bench.app, &other, id).await.unwrap();
        let view = bench.at_rest(&other, id).await;
        assert!(matches!(view.state, State::Applied(_)), "{:?}", view.state);
        let total = report(&view).total();
        assert_eq!((total.created, total.updated, total.unchanged), (0, 0, 5));
        let patients = entity::patient::Entity::find().count(&db.read).await;
        assert_eq!(patients.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn only_administrators_import_and_only_the_uploader_sees_an_upload() {
    on_sqlite(|db| async move {
        let bench = Bench::new(&db);
        for role in [
            Role::CareCoordinator,
            Role::WardStaff,
            Role::ServiceManager,
            Role::PrivacyOfficer,
        ] {
            let other = somebody("other", role);
            let refused = bench.upload(&other, &files()).await;
            assert!(matches!(refused, Err(Refused::App(AppError::Forbidden(_)))));
            let seen = history::history(&bench.app, &other, None).await;
            assert!(matches!(seen, Err(AppError::Forbidden(_))));
            let seen = uploads::current(&bench.app, &other);
            assert!(matches!(seen, Err(AppError::Forbidden(_))));
        }
        let id = bench.upload(&administrator(), &files()).await.unwrap();
        bench.at_rest(&administrator(), id).await;
        let second = somebody("second", Role::Administrator);
        assert!(matches!(
            uploads::show(&bench.app, &second, id),
            Err(AppError::NotFound(_))
        ));
        assert!(matches!(
            uploads::apply(&bench.app, &second, id).await,
            Err(AppError::NotFound(_))
        ));
        assert!(matches!(
            uploads::discard(&bench.app, &second, id),
            Err(AppError::NotFound(_))
        ));
        assert!(uploads::current(&bench.app, &second).unwrap().is_none());
        // Two administrators do not stand in each other's way.
        bench.upload(&second, &files()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_account_has_one_upload_at_a_time() {
    on_sqlite(|db| async move {
        let bench = Bench::new(&db);
        let admin = administrator();
        let first = uploads::begin(&bench.app, &admin, asked()).unwrap();
        let second = uploads::begin(&bench.app, &admin, asked());
        assert!(matches!(second, Err(Refused::UnderWay)));
        drop(first);
        assert_eq!(bench.left(), Vec::<String>::new());

        let id = bench.upload(&admin, &files()).await.unwrap();
        bench.at_rest(&admin, id).await;
        // A checked one gives way to the next.
        let next = bench.upload(&admin, &files()).await.unwrap();
        assert!(uploads::show(&bench.app, &admin, id).is_err());
        bench.at_rest(&admin, next).await;
        assert_eq!(bench.left().len(), 3, "the files of the first are gone");
        uploads::discard(&bench.app, &admin, next).unwrap();
        assert_eq!(bench.left(), Vec::<String>::new());
        let applied = uploads::apply(&bench.app, &admin, next).await;
        assert!(matches!(applied, Err(AppError::NotFound(_))));
    })
    .await;
}

#[tokio::test]
async fn an_upload_that_nobody_applies_is_forgotten() {
    on_sqlite(|db| async move {
        let bench = Bench::with(&db, |settings| uploads::Settings {
            keep: Duration::from_millis(200),
            ..settings
        });
        let admin = administrator();
        let id = bench.upload(&admin, &files()).await.unwrap();
        for _ in 0..1_000 {
            if uploads::show(&bench.app, &admin, id).is_err() {
                assert_eq!(bench.left(), Vec::<String>::new());
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it stays");
    })
    .await;
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_can_read_what_was_uploaded() {
    use std::os::unix::fs::PermissionsExt;
    on_sqlite(|db| async move {
        let bench = Bench::new(&db);
        let admin = administrator();
        let id = bench.upload(&admin, &files()).await.unwrap();
        bench.at_rest(&admin, id).await;
        let mut folders = vec![bench.folder.path().join("uploads")];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            let mode = std::fs::metadata(&folder).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
            for entry in std::fs::read_dir(&folder).unwrap().flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let mode = entry.metadata().unwrap().permissions().mode();
                    assert_eq!(mode & 0o777, 0o600);
                    seen += 1;
                }
            }
        }
        assert_eq!(seen, 4, "three files and a lock");
    })
    .await;
}
