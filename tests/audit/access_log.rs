//! Who has looked at a record: as a page, a file and the API, and for whom.

use axum::http::StatusCode;
use redthread::app::audit::access_log;
use redthread::app::record;
use redthread::domain::vocabulary::Role;

use super::CLI;
use crate::hostile::Somebody;
use crate::support::app::TestApp;
use crate::support::both;

#[tokio::test]
async fn those_in_care_and_privacy_officers_read_who_looked_and_others_nothing() {
    both(async |db| {
        let app = TestApp::with_patients(db, 2).await;
        let patient = app.patient("solveig").await;
        record::open(&app.app, &CLI, patient, "patient.show")
            .await
            .unwrap();
        let id = patient.0;
        for role in Role::ALL.iter().copied() {
            let token = app.token(role).await;
            let address = format!("/api/v1/patients/{id}/access-log");
            let answer = app.get(&token, &address).await;
            let whole = app.get(&token, "/api/v1/audit").await;
            match role {
                Role::CareCoordinator | Role::WardStaff | Role::PrivacyOfficer => {
                    let items = answer.ok()["items"].as_array().unwrap().clone();
                    // This reading is in it, the latest first.
                    assert_eq!(items[0]["action"], "access_log.read", "{role}");
                    assert_eq!(items[0]["actor"], format!("account:{}", role.code()));
                    assert_eq!(items[0]["roles"][0]["role"], role.code());
                    let purpose = if role == Role::PrivacyOfficer {
                        "oversight"
                    } else {
                        "care"
                    };
                    assert_eq!(items[0]["purpose"], purpose);
                    assert!(items.iter().any(|item| item["action"] == "patient.show"));
                }
                _ => assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role}"),
            }
            let expected = if role == Role::PrivacyOfficer {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            assert_eq!(whole.status, expected, "{role}");
        }
    })
    .await;
}

#[tokio::test]
async fn pages_of_the_log_show_every_entry_once() {
    both(async |db| {
        let app = TestApp::with_patients(db, 1).await;
        let patient = app.patient("solveig").await;
        for _ in 0..7 {
            record::open(&app.app, &CLI, patient, "patient.show").await.unwrap();
        }
        let token = app.token(Role::PrivacyOfficer).await;
        let id = patient.0;
        for first in [
            format!("/api/v1/patients/{id}/access-log?limit=3"),
            format!("/api/v1/audit?limit=3&patient={id}&action=patient.show"),
            "/api/v1/audit?limit=3&actor=cli&action=patient.show&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z".to_owned(),
        ] {
            let mut seen = Vec::new();
            let mut next = Some(first.clone());
            while let Some(address) = next {
                let page = app.get(&token, &address).await.ok();
                let items = page["items"].as_array().unwrap().clone();
                assert!(items.len() <= 3);
                seen.extend(
                    items
                        .into_iter()
                        .filter(|item| item["action"] == "patient.show")
                        .map(|item| item["id"].as_str().unwrap().to_owned()),
                );
                next = page["next"].as_str().map(str::to_owned);
            }
            assert_eq!(seen.len(), 7, "{first}");
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 7, "{first}");
        }
        let wrong = app.get(&token, "/api/v1/audit?cursor=x").await;
        assert_eq!(wrong.problem(), "invalid_cursor");
    })
    .await;
}

#[tokio::test]
async fn the_page_says_in_words_who_looked_and_tells_the_officer_nothing_of_the_record() {
    both(async |db| {
        let app = TestApp::with_patients(db, 2).await;
        let patient = app.patient("solveig").await;
        record::open(&app.app, &CLI, patient, "patient.show")
            .await
            .unwrap();
        let officer = Somebody::with_role(&app, Role::PrivacyOfficer).await;
        let found = officer
            .post("/audit", "name=solveig&identifier=&born=&after=")
            .await;
        assert_eq!(found.status, StatusCode::OK);
        let address = format!("/patients/{}/access-log", patient.0);
        assert!(found.text.contains(&address), "{}", found.text);
        let page = officer.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Record opened"), "{}", page.text);
        assert!(page.text.contains("at the command line"));
        // The record itself stays closed, and is not pointed to.
        let record = format!("/patients/{}", patient.0);
        assert!(!page.text.contains(&format!("href=\"{record}\"")));
        assert_eq!(officer.get(&record).await.status, StatusCode::FORBIDDEN);
        let file = officer.get(&format!("{address}.csv")).await;
        assert!(
            file.text
                .starts_with("at,who,role,what,action,purpose,reason\r\n")
        );
        assert!(file.text.contains("\"patient.show\""));

        let carer = Somebody::with_role(&app, Role::WardStaff).await;
        assert_eq!(carer.get(&address).await.status, StatusCode::OK);
        assert!(
            carer.get(&record).await.text.contains(&address),
            "the page leads to it"
        );
        assert_eq!(carer.get("/audit").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

/// An unknown patient is told to those who may ask.
#[tokio::test]
async fn nobody_has_no_access_log() {
    both(async |db| {
        let app = TestApp::empty(db);
        let nobody = redthread::domain::ids::PatientId(crate::store::fixtures::id(1));
        let refused = access_log::of_patient(&app.app, &CLI, nobody, None, None, "access_log.read");
        assert_eq!(refused.await.unwrap_err().code(), "not_found");
    })
    .await;
}
