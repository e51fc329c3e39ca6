//! Cut off in the middle, an evaluation leaves nobody with stale flags unmarked, and running it
//! again completes it.

use std::time::Duration;

use chrono::NaiveDate;
use redthread::app::evaluate::{Which, keep};
use redthread::app::{NoProgress, Progress};
use redthread::domain::ids::PatientId;
use redthread::store::{AuditEntry, Db, patients, summaries};
use sea_orm::EntityTrait;

use super::{Cli, OSLO, Service, TOLD, at, cohort, stored};
use crate::import::actor;
use crate::support::both;

/// Takes everyone's flags away and marks everyone, as an import does before evaluating.
async fn forget(service: &Service) -> Vec<PatientId> {
    let everyone = patients::ids(&service.app.db.read, None, 100_000)
        .await
        .unwrap();
    let tx = service.app.db.begin().await.unwrap();
    entity::flag::Entity::delete_many()
        .exec(&*tx)
        .await
        .unwrap();
    summaries::mark_stale(&*tx, &everyone).await.unwrap();
    let entry = AuditEntry {
        id: service.app.ids.next(),
        at: service.app.clock.now(),
        actor: "test".to_owned(),
        action: "test.forget",
        patient: None,
        subject: "flags".to_owned(),
        purpose: "test".to_owned(),
        detail: serde_json::json!({}),
    };
    tx.commit(entry).await.unwrap();
    everyone
}

async fn stale(db: &Db) -> usize {
    let stale = summaries::due(&db.read, None, None, 100_000).await.unwrap();
    stale.len()
}

/// Living flags of those who are not marked.
async fn settled(db: &Db) -> (usize, usize) {
    let stale = summaries::due(&db.read, None, None, 100_000).await.unwrap();
    let flags = entity::flag::Entity::find().all(&db.read).await.unwrap();
    let of_marked = flags
        .iter()
        .filter(|flag| stale.contains(&PatientId(flag.patient_id)));
    (of_marked.count(), flags.len())
}

fn day() -> NaiveDate {
    redthread::domain::time::local_date(at(TOLD), OSLO)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_evaluation_is_completed_by_the_next() {
    let (_guard, path) = cohort(700, 4, TOLD);
    both(move |db| {
        let path = path.clone();
        async move {
            let service = Service::new(&db, TOLD);
            service.import_folder(&path).await;
            let whole = stored(&service.app, day()).await;
            let (mut was_cut, actor) = (false, actor());
            for millis in [0, 30, 120, 400] {
                let everyone = forget(&service).await;
                let running = keep(&service.app, &actor, Which::Due, &NoProgress);
                let cut = tokio::time::timeout(Duration::from_millis(millis), running).await;
                let left = stale(&db).await;
                was_cut |= cut.is_err() && left > 0;
                // Pages that were under way may still be written; nobody is unmarked without flags.
                let (of_marked, _) = settled(&db).await;
                assert_eq!(of_marked, 0, "a page is written whole or not at all");
                assert!(left <= everyone.len());
                tokio::time::sleep(Duration::from_millis(300)).await;
                service.keep(Which::Due).await;
                assert_eq!(
                    stored(&service.app, day()).await,
                    whole,
                    "after {millis} ms"
                );
            }
            assert!(was_cut, "none was cut short: the test says nothing");
        }
    })
    .await;
}

#[tokio::test]
async fn a_killed_process_is_completed_by_the_next() {
    let (_guard, path) = cohort(700, 4, TOLD);
    both(move |db| {
        let path = path.clone();
        async move {
            let service = Service::new(&db, TOLD);
            service.import_folder(&path).await;
            let cli = Cli::on(&db.url);
            cli.ok(&["evaluate", "-q"]);
            let today = redthread::domain::time::local_date(
                redthread::runtime::Clock::now(&redthread::runtime::SystemClock),
                OSLO,
            );
            let whole = stored(&service.app, today).await;
            let mut was_cut = false;
            for millis in [80, 250, 500, 900] {
                forget(&service).await;
                let mut child = cli.command(&["evaluate", "-q"]).spawn().unwrap();
                std::thread::sleep(Duration::from_millis(millis));
                child.kill().unwrap();
                child.wait().unwrap();
                was_cut |= stale(&db).await > 0;
                let (of_marked, _) = settled(&db).await;
                assert_eq!(of_marked, 0);
                cli.ok(&["evaluate", "-q"]);
                assert_eq!(
                    stored(&service.app, today).await,
                    whole,
                    "after {millis} ms"
                );
            }
            assert!(was_cut, "none was cut short: the test says nothing");
        }
    })
    .await;
}

/// Imports an announced end of employment when the evaluation has read who works where, and before
/// it looks at patients.
struct Meanwhile<'a>(&'a Service);

impl Progress for Meanwhile<'_> {
    fn begin(&self, _what: &'static str, _steps: Option<u64>) {
        let change = "professional_id,unit_id,from,planned_end\np1,clinic,2020-01-01,2026-03-20\n";
        tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current()
                .block_on(self.0.import(&[("employments.csv", change)]))
        });
    }

    fn advance(&self, _steps: u64) {}

    fn end(&self) {}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_of_employment_during_an_evaluation_is_not_lost() {
    both(|db| async move {
        let service = Service::new(&db, TOLD);
        service
            .import(&[
                ("units.csv", super::UNITS),
                ("professionals.csv", super::PEOPLE),
                ("patients.csv", "id,in_service_from\na,2024-01-01\n"),
                (
                    "employments.csv",
                    "professional_id,unit_id,from\np1,clinic,2020-01-01\n",
                ),
                (
                    "relationships.csv",
                    "id,patient_id,kind,from,professional_id,unit_id,important_to_patient\n\
                     r1,a,therapist,2024-01-01,p1,clinic,true\n",
                ),
            ])
            .await;
        assert!(stored(&service.app, day()).await.flags.is_empty());
        let meanwhile = Meanwhile(&service);
        keep(&service.app, &actor(), Which::All, &meanwhile)
            .await
            .unwrap();
        let kept = stored(&service.app, day()).await;
        let codes: Vec<&str> = kept
            .flags
            .keys()
            .map(|(_, code, _)| code.as_str())
            .collect();
        assert_eq!(codes, ["upcoming_loss"]);
    })
    .await;
}
