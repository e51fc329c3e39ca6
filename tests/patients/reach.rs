//! Who reaches which patient's pages.

use axum::http::StatusCode;
use redthread::domain::vocabulary::Role;

use super::{World, address};
use crate::store::fixtures::{day, id, insert, patient, period, relationship};
use crate::support::both;

/// Patients by why they are, or are not, within reach of professional 11 who works at unit 1.
const WITHIN: [u128; 2] = [101, 104];
const BEYOND: [u128; 6] = [102, 103, 105, 106, 107, 108];

async fn patients(world: &World) {
    let db = &world.db;
    for n in WITHIN.into_iter().chain(BEYOND) {
        let mut row = patient(n, &format!("p{n}"));
        row.family_name = Some(format!("Secretname{n}"));
        row.name_folded = format!("secretname{n}");
        insert(db, row).await;
    }
    // By relationship: active, ended, in the future.
    insert(db, relationship(101, 201, 11, 10)).await;
    let mut ended = relationship(102, 202, 11, 10);
    // Longer ago than those who were in it may still look.
    ended.to_at = Some(day(29));
    insert(db, ended).await;
    insert(db, relationship(103, 203, 11, 70)).await;
    // By treatment period at unit 1: open, closed, at the parent unit, elsewhere.
    insert(db, period(104, 204, 1, 10)).await;
    let mut closed = period(105, 205, 1, 10);
    closed.to_at = Some(day(59));
    insert(db, closed).await;
    insert(db, period(106, 206, 2, 10)).await;
    insert(db, period(107, 207, 3, 10)).await;
    // Somebody else's.
    insert(db, relationship(108, 208, 12, 10)).await;
}

#[tokio::test]
async fn those_in_care_reach_their_own_patients_and_nobody_elses() {
    both(|db| async move {
        let world = World::new(db).await;
        patients(&world).await;
        for role in [Role::CareCoordinator, Role::WardStaff] {
            let browser = world.sign_in(role, Some(11), Some(1)).await;
            let home = browser.get("/patients").await;
            home.says(&["My patients", "2 patients."]);
            for n in WITHIN {
                assert!(home.body.contains(&address(n)), "{n} is in the list");
                browser
                    .get(&address(n))
                    .await
                    .says(&[&format!("Secretname{n}")]);
                browser
                    .get(&format!("{}/contacts", address(n)))
                    .await
                    .says(&["All contacts"]);
            }
            for n in BEYOND {
                assert!(!home.body.contains(&address(n)), "{n} is not in the list");
                for page in [address(n), format!("{}/contacts", address(n))] {
                    let refused = browser.get(&page).await;
                    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{n}");
                    refused.keeps_silent(&["Secretname"]);
                }
            }
            let found = browser
                .post("/patients/search", &[("name", "secretname")])
                .await;
            found.says(&["2 patients."]);
            for n in BEYOND {
                found.keeps_silent(&[&address(n), &format!("Secretname{n}")]);
            }
        }
    })
    .await;
}

/// A record is read over one connection while its audit entry is written over another: more readers
/// than connections must not each hold one and wait for the next.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_open_records_at_once_are_all_answered() {
    both(|db| async move {
        let world = World::new(db).await;
        patients(&world).await;
        let browser = world
            .sign_in(Role::CareCoordinator, Some(11), Some(1))
            .await;
        let page = address(101);
        let pages = (0..40).map(|n| browser.get(if n % 4 == 0 { "/patients" } else { &page }));
        for answer in futures_util::future::join_all(pages).await {
            assert_eq!(answer.status, StatusCode::OK);
        }
        assert_eq!(world.reads().await.len(), 30 + 10 * WITHIN.len());
    })
    .await;
}

#[tokio::test]
async fn other_roles_reach_no_page_about_a_patient() {
    both(|db| async move {
        let world = World::new(db).await;
        patients(&world).await;
        for role in [
            Role::ServiceManager,
            Role::Administrator,
            Role::PrivacyOfficer,
        ] {
            // Even with a relationship of their own, and at the unit.
            let browser = world.sign_in(role, Some(11), Some(1)).await;
            let home = browser.get("/patients").await;
            assert_eq!(home.status, StatusCode::FORBIDDEN);
            home.keeps_silent(&["Secretname", "/patients/"]);
            for n in WITHIN {
                for page in [address(n), format!("{}/contacts", address(n))] {
                    let refused = browser.get(&page).await;
                    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role} {n}");
                    refused.keeps_silent(&["Secretname"]);
                }
            }
            let form = browser.get("/patients/search").await;
            assert_eq!(form.status, StatusCode::FORBIDDEN);
            let search = browser
                .post("/patients/search", &[("name", "secretname")])
                .await;
            assert_eq!(search.status, StatusCode::FORBIDDEN);
            search.keeps_silent(&["Secretname"]);
        }
        assert_eq!(world.reads().await, [], "nothing was shown");
    })
    .await;
}

#[tokio::test]
async fn nobody_signed_in_is_asked_to_sign_in() {
    both(|db| async move {
        let world = World::new(db).await;
        patients(&world).await;
        let nobody = world.nobody();
        for page in [
            "/patients",
            "/patients/search",
            &address(101),
            &format!("{}/contacts", address(101)),
        ] {
            let asked = nobody.get(page).await;
            let sent = asked.location.unwrap_or_default();
            assert!(
                asked.status.is_redirection() && sent.starts_with("/sign-in"),
                "{page}: {}",
                asked.status
            );
        }
        let search = nobody
            .post("/patients/search", &[("name", "secretname")])
            .await;
        search.keeps_silent(&["Secretname1"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_shown_is_written_down() {
    both(|db| async move {
        let world = World::new(db).await;
        patients(&world).await;
        let browser = world
            .sign_in(Role::CareCoordinator, Some(11), Some(1))
            .await;
        let actor = "account:care-coordinator-11-1".to_owned();
        let entry = |action: &str, n: u128| (actor.clone(), action.to_owned(), Some(id(n)));

        browser.get("/patients").await;
        let mut reads = world.reads().await;
        reads.sort();
        assert_eq!(
            reads,
            [entry("caseload.show", 101), entry("caseload.show", 104)]
        );
        browser.get(&address(101)).await;
        browser.get(&format!("{}/contacts", address(101))).await;
        browser.get(&address(108)).await;
        browser
            .post("/patients/search", &[("name", "secretname104")])
            .await;
        let reads = world.reads().await.split_off(2);
        assert_eq!(
            reads,
            [
                entry("patient.show", 101),
                entry("contacts.show", 101),
                entry("patient.find", 104),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_patient_whom_nobody_holds_is_reached_by_the_staff_of_their_last_unit() {
    both(|db| async move {
        let world = World::new(db).await;
        let db = &world.db;
        // In service, last at unit 1; never was with the professional.
        let mut row = patient(109, "p109");
        row.family_name = Some("Secretname109".to_owned());
        row.in_service_from_on = Some(crate::store::fixtures::date(1));
        insert(db, row).await;
        for (n, unit, from, to) in [(301, 1, 20, 40), (302, 3, 10, 50)] {
            let mut closed = period(109, n, unit, from);
            closed.to_at = Some(day(to));
            insert(db, closed).await;
        }
        evaluate(&world).await;
        let ward = world.sign_in(Role::WardStaff, Some(12), Some(1)).await;
        let other = world.sign_in(Role::WardStaff, Some(12), Some(3)).await;
        ward.get(&address(109)).await.says(&["Secretname109"]);
        assert!(ward.get("/patients").await.body.contains(&address(109)));
        let refused = other.get(&address(109)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(!other.get("/patients").await.body.contains(&address(109)));
        // Until another takes over.
        insert(db, relationship(109, 303, 11, 59)).await;
        evaluate(&world).await;
        let refused = ward.get(&address(109)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    })
    .await;
}

async fn evaluate(world: &World) {
    use redthread::app::evaluate::{Which, keep};
    use redthread::app::{Actor, NoProgress};
    keep(&world.app, &Actor::System, Which::All, &NoProgress)
        .await
        .unwrap();
}
