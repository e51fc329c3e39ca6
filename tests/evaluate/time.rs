//! Time alone: looking at each patient when their time has come says the same as looking at
//! everyone every day.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use redthread::app::evaluate::{Question, Which};
use redthread::domain::time::local_date;
use redthread::store::{patients, summaries};

use super::{OSLO, Service, at, cohort, computed, differences, stored};
use crate::support::{on_postgres, on_sqlite};

const PATIENTS: usize = 60;

async fn follow(db: crate::support::TestDb, days: i64, path: std::path::PathBuf) {
    // The cohort is told up to 2 March: what lies ahead of the clock happens as it moves.
    let service = Service::new(&db, "2025-11-20T12:00");
    service.import_folder(&path).await;
    let read = &db.read;
    let everyone: Vec<_> = patients::all(read).await.unwrap();
    let ids: Vec<_> = everyone.iter().map(|p| p.id).collect();
    let (mut evaluated, mut runs) = (0, 0);
    let mut seen = BTreeMap::<String, u64>::new();
    for day in 0..days {
        let now = at("2025-11-20T12:00") + TimeDelta::days(day);
        loop {
            let due = summaries::load(read, &ids).await.unwrap();
            let due = due.iter().filter_map(|s| s.next_evaluation_at).min();
            let Some(due) = due.filter(|due| *due <= now) else {
                break;
            };
            service.move_to(due);
            evaluated += service.keep(Which::Due).await.patients;
            runs += 1;
        }
        service.move_to(now);
        let kept = stored(&service.app, local_date(now, OSLO)).await;
        let question = Question {
            as_of: Some(now),
            ..Question::default()
        };
        let fresh = computed(&service.ask(question).await);
        let differences = differences(&kept.flags, &fresh);
        assert!(differences.is_empty(), "{now}: {differences:#?}");
        for (_, code, _) in kept.flags.keys() {
            *seen.entry(code.clone()).or_default() += 1;
        }
    }
    let daily = PATIENTS as u64 * u64::try_from(days).unwrap();
    println!("{evaluated} evaluations in {runs} sweeps, instead of {daily}; flag-days: {seen:?}");
    assert!(evaluated * 2 < daily, "{evaluated} of {daily}");
    assert!(
        seen.len() >= 10,
        "most rules had something to say: {seen:?}"
    );
}

#[tokio::test]
async fn sweeping_those_who_are_due_finds_what_looking_at_everyone_every_day_finds() {
    let (_guard, path) = cohort(PATIENTS as u64, 2, "2026-03-02T12:00");
    let other = path.clone();
    on_sqlite(move |db| follow(db, 110, path.clone())).await;
    on_postgres(move |db| follow(db, 40, other.clone())).await;
}
