//! What became of flags: found late because the record was late, cleared, raised again.

use redthread::app::evaluate::Which;
use sea_orm::EntityTrait;

use super::{PEOPLE, Service, UNITS, at};
use crate::support::{TestDb, both};

const PATIENTS: &str = "id,in_service_from\na,2024-01-01\n";
const NAMED: &str = "id,patient_id,kind,from,professional_id,unit_id\n\
    r1,a,therapist,2024-01-02,p1,clinic\n";

const PLAN: &str = "id,patient_id,kind,agreed_on\nc1,a,crisis_plan,2026-01-05\n";

fn stay(to: &str) -> String {
    format!("id,patient_id,unit_id,from,to\nt1,a,ward,2026-02-10T10:00,{to}\n")
}

async fn begin(db: &TestDb, now: &str) -> Service {
    let service = Service::new(db, now);
    service
        .import(&[
            ("units.csv", UNITS),
            ("professionals.csv", PEOPLE),
            ("patients.csv", PATIENTS),
            ("relationships.csv", NAMED),
            ("treatment_periods.csv", &stay("")),
            ("plans.csv", PLAN),
        ])
        .await;
    service
}

/// Stored flags as (code, late, state, cleared), oldest first.
async fn rows(db: &TestDb) -> Vec<(String, bool, String, Option<String>)> {
    let mut rows = entity::flag::Entity::find().all(&db.read).await.unwrap();
    rows.sort_by_key(|row| (row.recorded_at, row.code.clone()));
    rows.into_iter()
        .map(|row| {
            assert_eq!(row.cleared_at.is_some(), row.state == "cleared");
            let cleared = row.cleared_at.map(|at| at.format("%m-%d").to_string());
            (row.code, row.is_recorded_late, row.state, cleared)
        })
        .collect()
}

#[tokio::test]
async fn a_flag_is_late_when_the_evaluation_before_would_have_found_it() {
    // Discharged on the 20th, written down on 2 March: on 1 March it was already overdue.
    both(|db| async move {
        let service = begin(&db, "2026-03-01T12:00").await;
        service.move_to(at("2026-03-02T12:00"));
        let late = stay("2026-02-20T10:00");
        service.import(&[("treatment_periods.csv", &late)]).await;
        let open = "open".to_owned();
        let expected = [("no_follow_up_7d".to_owned(), true, open, None)];
        assert_eq!(rows(&db).await, expected);
    })
    .await;
}

#[tokio::test]
async fn a_flag_is_not_late_when_it_would_not_have_been_found_before() {
    // As late a record, but on 1 March three days had not passed; nor is one that time alone brings.
    both(|db| async move {
        let service = begin(&db, "2026-03-01T12:00").await;
        service.move_to(at("2026-03-02T12:00"));
        let late = stay("2026-02-26T10:00");
        service.import(&[("treatment_periods.csv", &late)]).await;
        let found = (
            "no_follow_up_72h".to_owned(),
            false,
            "open".to_owned(),
            None,
        );
        assert_eq!(rows(&db).await, [found]);
        service.move_to(at("2026-03-06T12:00"));
        service.keep(Which::Due).await;
        let rows = rows(&db).await;
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].2, "cleared");
        assert_eq!(rows[1].0, "no_follow_up_7d");
        assert!(!rows[1].1, "time brought it, no record");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_late_at_the_first_evaluation() {
    both(|db| async move {
        let service = Service::new(&db, "2026-03-02T12:00");
        service
            .import(&[
                ("units.csv", UNITS),
                ("patients.csv", PATIENTS),
                ("treatment_periods.csv", &stay("2026-02-20T10:00")),
                ("plans.csv", PLAN),
            ])
            .await;
        let rows = rows(&db).await;
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| !row.1), "{rows:?}");
    })
    .await;
}

#[tokio::test]
async fn a_cleared_flag_stays_in_history_and_comes_back_as_another() {
    both(|db| async move {
        let service = begin(&db, "2026-02-15T12:00").await;
        service.move_to(at("2026-02-20T12:00"));
        let home = stay("2026-02-20T10:00");
        service.import(&[("treatment_periods.csv", &home)]).await;
        assert_eq!(rows(&db).await, []);
        service.move_to(at("2026-03-02T12:00"));
        service.keep(Which::Due).await;
        assert_eq!(rows(&db).await.len(), 1);
        let contact = |status: &str| {
            format!(
                "id,patient_id,unit_id,at,status,main_professional_id\n\
                 k1,a,clinic,2026-02-27T10:00,{status},p1\n"
            )
        };
        service.move_to(at("2026-03-03T12:00"));
        service
            .import(&[("contacts.csv", &contact("attended"))])
            .await;
        let code = "no_follow_up_7d".to_owned();
        let gone = (
            code.clone(),
            false,
            "cleared".to_owned(),
            Some("03-03".to_owned()),
        );
        assert_eq!(rows(&db).await, std::slice::from_ref(&gone));
        // It was cleared by a mistake: the correction brings it back, and says that it is late.
        service.move_to(at("2026-03-04T12:00"));
        service
            .import(&[("contacts.csv", &contact("no_show"))])
            .await;
        let back = (code, true, "open".to_owned(), None);
        assert_eq!(rows(&db).await, [gone, back]);
        // Evaluated again it is the same flag.
        let again = service.keep(Which::All).await;
        assert_eq!((again.raised, again.updated, again.cleared), (0, 0, 0));
        assert_eq!(rows(&db).await.len(), 2);
    })
    .await;
}

/// 10 of 11 contacts is a share that a careless reading of JSON gives back as another number.
#[tokio::test]
async fn a_stored_share_is_the_one_that_is_computed_again() {
    both(|db| async move {
        let service = begin(&db, "2026-03-02T12:00").await;
        let header = "id,patient_id,unit_id,at,main_professional_id\n".to_owned();
        let rows = (1..=11).map(|n| {
            let who = if n == 1 { "p2" } else { "p1" };
            format!("k{n},a,clinic,2025-11-{n:02}T10:00,{who}\n")
        });
        let contacts: Vec<String> = std::iter::once(header).chain(rows).collect();
        let contacts = contacts.concat();
        let report = service.import(&[("contacts.csv", &contacts)]).await;
        assert_eq!(report.evaluated, 1);
        let rows = entity::flag::Entity::find().all(&db.read).await.unwrap();
        let share = |row: &entity::flag::Model| row.evidence["share"]["of"].as_f64();
        let living = rows.iter().find(|row| row.code == "single_thread").unwrap();
        assert_eq!(share(living), Some(10.0 / 11.0));
        assert_eq!(service.keep(Which::All).await.updated, 0);
    })
    .await;
}
