//! The check of stored flags, once a night, whoever makes it.

use chrono::TimeDelta;
use redthread::app::evaluate::Sort;
use redthread::domain::time;
use redthread::jobs::checking::{due_on, run_once};
use redthread::runtime::Clock;
use redthread::store::flag_checks;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};
use serde_json::json;

use super::{all_flags, all_summaries, compared};
use crate::support::app::TestApp;
use crate::support::both;

#[test]
fn the_check_of_a_day_is_due_at_half_past_four_by_the_clock_on_the_wall() {
    let oslo = chrono_tz::Europe::Oslo;
    for (now, day) in [
        ("2026-03-02T04:29:59", "2026-03-01"),
        ("2026-03-02T04:30", "2026-03-02"),
        ("2026-03-02T23:59", "2026-03-02"),
        ("2026-03-03T00:00", "2026-03-02"),
        // The clock is put forward from two to three, and back from three to two.
        ("2026-03-29T04:29", "2026-03-28"),
        ("2026-03-29T04:30", "2026-03-29"),
        ("2026-10-25T04:29", "2026-10-24"),
        ("2026-10-25T04:30", "2026-10-25"),
    ] {
        let instant = time::parse_time(now, oslo).unwrap();
        assert_eq!(due_on(instant, oslo).to_string(), day, "{now}");
    }
    // Summer time of Troll station begins by two hours: from one to three, never over this hour.
    let troll = chrono_tz::Antarctica::Troll;
    let instant = time::parse_time("2026-03-29T04:30", troll).unwrap();
    assert_eq!(due_on(instant, troll).to_string(), "2026-03-29");
}

#[tokio::test]
async fn it_is_made_once_a_day_and_finds_nothing_where_nothing_is_wrong() {
    both(async |db| {
        let app = TestApp::with_patients(db, 10).await;
        let first = run_once(&app.app).await.unwrap().unwrap();
        assert_eq!((first.patients, first.differences), (10, vec![]));
        assert_eq!(run_once(&app.app).await.unwrap(), None, "made already");
        // Hours later some are due, whom it leaves to the worker.
        app.clock.advance(TimeDelta::days(9));
        let later = run_once(&app.app).await.unwrap().unwrap();
        assert!(later.patients < 10);
        assert_eq!(later.differences, []);
        app.run_jobs().await;
        app.clock.advance(TimeDelta::minutes(1));
        assert_eq!(run_once(&app.app).await.unwrap(), None);
        let last = flag_checks::last(&app.app.db.read).await.unwrap().unwrap();
        assert_eq!(last.due_on.to_string(), "2026-03-11");
        assert_eq!(last.differences, 0);
    })
    .await;
}

#[tokio::test]
async fn what_differs_is_told_and_put_right() {
    both(async |db| {
        let app = TestApp::with_patients(db, 10).await;
        let whole = all_flags(&app.app).await;
        let living: Vec<_> = whole
            .iter()
            .filter(|row| row.cleared_at.is_none())
            .collect();
        let (gone, other) = (living[0], living[1]);
        let writer = app.app.db.writer();
        entity::flag::Entity::delete_by_id((gone.patient_id, gone.id))
            .exec(writer)
            .await
            .unwrap();
        let mut invented = other.clone();
        invented.id = app.app.ids.next();
        invented.code = "no_such_rule".to_owned();
        let mut changed = other.clone().into_active_model();
        changed.evidence = sea_orm::Set(json!({"something": "else"}));
        entity::flag::Entity::update(changed)
            .exec(writer)
            .await
            .unwrap();
        entity::flag::Entity::insert(invented.into_active_model())
            .exec_without_returning(writer)
            .await
            .unwrap();

        // Looking changes nothing.
        let found = compared(&app.app).await;
        let mut sorts: Vec<_> = found
            .differences
            .iter()
            .map(|one| (one.code.as_str(), one.sort))
            .collect();
        sorts.sort_unstable();
        let mut expected = vec![
            (gone.code.as_str(), Sort::Missing),
            (other.code.as_str(), Sort::Otherwise),
            ("no_such_rule", Sort::Left),
        ];
        expected.sort_unstable();
        assert_eq!(sorts, expected);
        assert_eq!(app.run_jobs().await.batches, 0);

        let told = run_once(&app.app).await.unwrap().unwrap();
        assert_eq!(told, found);
        let last = flag_checks::last(&app.app.db.read).await.unwrap().unwrap();
        assert_eq!((last.patients, last.differences), (10, 3));
        assert_eq!(last.detail["no_such_rule"], json!({"left": 1}));
        let detail = last.detail.to_string();
        assert!(
            !detail.contains(&gone.patient_id.to_string()),
            "counts only"
        );
        let marked = all_summaries(&app.app).await;
        let marked = marked.iter().filter(|one| one.is_stale).count();
        assert!((1..=2).contains(&marked));
        app.run_jobs().await;
        assert_eq!(compared(&app.app).await.differences, []);
        app.clock.advance(TimeDelta::days(1));
        let next = run_once(&app.app).await.unwrap().unwrap();
        assert_eq!(next.differences, []);
    })
    .await;
}

#[tokio::test]
async fn a_check_that_was_cut_off_is_taken_over() {
    both(async |db| {
        let app = TestApp::with_patients(db, 3).await;
        let (conn, now) = (app.app.db.writer(), app.clock.now());
        let day = due_on(now, app.app.zone);
        let dead = flag_checks::begin(conn, day, now, now - TimeDelta::minutes(5))
            .await
            .unwrap()
            .unwrap();
        app.clock.advance(TimeDelta::minutes(4));
        assert_eq!(
            run_once(&app.app).await.unwrap(),
            None,
            "it may still go on"
        );
        assert!(
            flag_checks::seen(conn, dead, app.clock.now())
                .await
                .unwrap()
        );
        app.clock.advance(TimeDelta::minutes(4));
        assert_eq!(
            run_once(&app.app).await.unwrap(),
            None,
            "it gave a sign of life"
        );
        app.clock.advance(TimeDelta::minutes(1));
        let checked = run_once(&app.app).await.unwrap().unwrap();
        assert_eq!(checked.patients, 3);
        // Whoever was thought dead is not heard any more.
        let late = app.clock.now();
        assert!(!flag_checks::seen(conn, dead, late).await.unwrap());
        let end = flag_checks::last(conn).await.unwrap().unwrap();
        assert!(!flag_checks::finish(conn, dead, &end).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn the_command_line_compares_too() {
    both(async |db| {
        let app = TestApp::with_patients(db, 8).await;
        // The program has a clock of its own: everybody is due by it, and then nobody.
        let cli = crate::evaluate::Cli::on(&app.db.url);
        cli.ok(&["evaluate", "--all", "-q"]);
        let out = cli.ok(&["evaluate", "--check", "--format", "csv"]);
        assert_eq!(out.trim(), "patient,code,subject_record,difference");
        let everything = "DELETE FROM flag WHERE code = 'extensive_hospitalisation'";
        app.app
            .db
            .writer()
            .execute_unprepared(everything)
            .await
            .unwrap();
        let output = cli.run(&["evaluate", "--check", "--format", "csv", "-q"]);
        assert_eq!(output.status.code(), Some(1));
        let out = String::from_utf8(output.stdout).unwrap();
        let rows: Vec<_> = out.lines().skip(1).collect();
        assert!(!rows.is_empty());
        for row in rows {
            assert!(row.contains(",extensive_hospitalisation,"), "{row}");
            assert!(row.ends_with(",missing"), "{row}");
        }
    })
    .await;
}
