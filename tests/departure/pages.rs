//! The pages and the API: what a manager sees, chooses and compares, and that it is the same everywhere.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use redthread::app::departures;
use serde_json::{Value, json};

use super::command::{MORE, asked, manager, person};
use crate::recording::pages::Browser;
use crate::recording::{World, import};
use crate::support::app::{Answer, PASSWORD};
use crate::support::both;

pub async fn token(world: &World, name: &str) -> String {
    let body = json!({ "username": name, "password": PASSWORD });
    let request = Request::post("/api/v1/auth/token")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()));
    let answer = world.app.send(request.unwrap()).await.ok();
    answer["access_token"].as_str().unwrap().to_owned()
}

async fn figures(world: &World, token: &str) -> Value {
    let therapist = world.id("therapist");
    let address = format!("/api/v1/reports/departure?professionals={therapist}&on=2026-05-01");
    world.app.get(token, &address).await.ok()
}

#[tokio::test]
async fn the_api_the_page_and_the_use_case_say_the_same() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        let here = manager(&world, "clinic").await;
        let plan = departures::plan(&world.app.app, &here, &asked(&world, "2026-05-01"))
            .await
            .unwrap();
        let token = token(&world, "manager-clinic").await;
        let told = figures(&world, &token).await;
        assert_eq!(told["mark"], plan.mark);
        assert_eq!(told["totals"]["patients"], 2);
        assert_eq!(told["totals"]["placed"], 1);
        let items = told["items"].as_array().unwrap();
        for (item, one) in items.iter().zip(&plan.affected) {
            assert_eq!(item["patient_id"], one.patient.reference.id.0.to_string());
            assert_eq!(item["before"]["coverage"], one.before.coverage);
            let to = one.successor.as_ref().ok();
            let to = to.map(|to| to.professional.0.to_string());
            assert_eq!(item["successor"]["professional_id"].as_str(), to.as_deref());
        }
        assert_eq!(items[0]["unplaced"], "no_room");

        let browser = Browser::of(&world, "manager-clinic").await;
        let page = browser.get("/reports/departure").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Tore Therapist, The clinic"));
        assert!(!page.text.contains("Nina Nurse"), "of another unit");
        let therapist = world.id("therapist");
        let address = format!("/reports/departure?who={therapist}&on=2026-05-01");
        let page = browser.get(&address).await.ok_text();
        for said in [
            "If Tore Therapist leaves on 1 May 2026",
            "Inger Ås",
            "important to the patient, the only one",
            "Siv Stays, psychologist",
            "they have met on 1 day in two years; 0 of 1 patients now",
            "all of the profession have as many patients as they may have",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn another_choice_and_another_day_stand_beside_what_is_suggested() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        manager(&world, "clinic").await;
        let browser = Browser::of(&world, "manager-clinic").await;
        let therapist = world.id("therapist").to_string();
        let address = format!("/reports/departure?who={therapist}&on=2026-05-01&than=2026-06-01");
        let page = browser.get(&address).await.ok_text();
        assert!(page.contains("Two plans beside each other"));
        assert!(page.contains("On 1 June 2026"));
        assert!(page.contains("Both pass everybody on to the same people."));

        let choice = format!("to-{}", world.id("out"));
        let chosen = [
            ("who", therapist.as_str()),
            ("on", "2026-05-01"),
            ("act", "compare"),
            (choice.as_str(), "nobody"),
        ];
        let page = browser.post("/reports/departure", &chosen).await.ok_text();
        assert!(page.contains("Your choices, 1 May 2026"));
        assert!(page.contains("Where they differ"));
        assert!(page.contains("you chose nobody yet"));
        assert!(
            page.contains("value=\"nobody\" selected"),
            "what was chosen is kept"
        );

        let nurse = world.id("nurse").to_string();
        let wrong = [
            ("who", therapist.as_str()),
            ("on", "2026-05-01"),
            (choice.as_str(), nurse.as_str()),
        ];
        let refused = browser.post("/reports/departure", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("does not work there on that day"));
        for (fields, said) in [
            ("on=2026-05-01", StatusCode::OK),
            (
                &*format!("who={therapist}&on=2020-01-01"),
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            ("who=x&on=2026-05-01", StatusCode::UNPROCESSABLE_ENTITY),
            (
                &*format!("unit={}&on=2026-05-01", world.id("ward")),
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
        ] {
            let answer = browser.get(&format!("/reports/departure?{fields}")).await;
            assert_eq!(answer.status, said, "{fields}");
        }

        let stays = person(&world, "stays").await.0;
        let one = json!({ "professionals": [therapist], "on": "2026-05-01" });
        let other = json!({ "professionals": [therapist], "on": "2026-05-01",
            "choices": [{ "patient": world.id("in"), "successor": stays }] });
        let token = token(&world, "manager-clinic").await;
        let both = json!({ "first": one, "second": other });
        let told = world
            .app
            .post(&token, "/api/v1/reports/departure/compare", &both)
            .await;
        let told = told.ok();
        assert_eq!(told["first"]["known"], 1);
        assert_eq!(told["second"]["known"], 0);
        assert_eq!(told["differences"].as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn patients_without_a_named_contact_are_on_a_page_and_in_the_api() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &MORE).await;
        let ended = [(
            "relationships.csv",
            "id,patient_id,kind,from,to,professional_id,unit_id\n\
             tie2,out,therapist,2024-02-01,2026-02-25,therapist,clinic\n",
        )];
        import(&world.app, &ended).await;
        manager(&world, "clinic").await;
        let browser = Browser::of(&world, "manager-clinic").await;
        let page = browser.get("/reports/assignment").await.ok_text();
        assert!(
            page.contains("One patient in service has no named contact."),
            "{page}"
        );
        assert!(page.contains("25 Feb 2026; it was Tore Therapist"));
        let token = token(&world, "manager-clinic").await;
        let told = world
            .app
            .get(&token, "/api/v1/reports/assignment")
            .await
            .ok();
        let one = &told["items"][0];
        assert_eq!(one["name"], "Ola Berg");
        assert!(one["named_contact"]["professional_id"].is_string());
        assert_eq!(told["more"], 0);
    })
    .await;
}

/// What a page says, where it is one.
pub trait Said {
    fn ok_text(self) -> String;
}

impl Said for Answer {
    fn ok_text(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self.text
    }
}
