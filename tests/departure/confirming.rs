//! Confirming a plan: all of it once or nothing, the worklist until everybody has met, and undoing it.

use axum::http::StatusCode;
use redthread::app::departures::{self, Confirming, Leaving, Undoing};
use redthread::app::handovers::{self, Address, Saving};
use redthread::app::{Actor, AppError};
use redthread::domain::departure::Drafted;
use redthread::domain::ids::RecordId;
use redthread::domain::vocabulary::{HandoverGrade, HandoverType};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::command::{MORE, asked, manager, person};
use super::pages::{Said, token};
use crate::recording::pages::{Browser, hidden};
use crate::recording::{World, import, once};
use crate::support::both;

/// Room for both patients.
const ROOM: [(&str, &str); 1] = [(
    "employments.csv",
    "professional_id,unit_id,from,caseload_limit\nstays,clinic,2020-01-01,9\n",
)];

async fn world(db: crate::support::TestDb) -> (World, Actor) {
    let world = World::new(db).await;
    import(&world.app, &MORE).await;
    import(&world.app, &ROOM).await;
    let here = manager(&world, "clinic").await;
    (world, here)
}

async fn confirming(world: &World, actor: &Actor, leaving: Leaving) -> Confirming {
    let plan = departures::plan(&world.app.app, actor, &leaving)
        .await
        .unwrap();
    Confirming {
        leaving,
        mark: plan.mark,
        once: Some(once("plan-1")),
    }
}

/// Each tie: what is announced, who comes next, its version.
async fn ties(world: &World) -> Vec<(Option<String>, Option<uuid::Uuid>, i32)> {
    let mut ties = Vec::new();
    for (patient, tie) in [("in", "tie"), ("out", "tie2")] {
        let key = (world.id(patient), world.id(tie));
        let row = entity::relationship::Entity::find_by_id(key);
        let row = row.one(world.app.db.writer()).await.unwrap().unwrap();
        let end = row.planned_end_on.map(|end| end.to_string());
        ties.push((end, row.successor_id, row.version));
    }
    ties
}

async fn drafts(world: &World) -> Vec<entity::handover_draft::Model> {
    let all = entity::handover_draft::Entity::find();
    all.all(world.app.db.writer()).await.unwrap()
}

async fn written(world: &World, action: &str) -> u64 {
    entity::audit_entry::Entity::find()
        .filter(entity::audit_entry::Column::Action.eq(action))
        .count(world.app.db.writer())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_plan_announces_ends_and_begins_warm_handovers_once() {
    both(async |db| {
        let (world, here) = world(db).await;
        let app = &world.app.app;
        let stays = person(&world, "stays").await;
        let wish = confirming(&world, &here, asked(&world, "2026-05-01")).await;
        let done = departures::confirm(app, &here, &wish).await.unwrap();
        assert_eq!((done.endings, done.drafts), (2, 2));
        let announced = (Some("2026-05-01".to_owned()), Some(stays.0), 2);
        assert_eq!(ties(&world).await, [announced.clone(), announced]);
        for draft in drafts(&world).await {
            let kind = HandoverType::ProfessionalToProfessional.code();
            assert_eq!(draft.kind.as_deref(), Some(kind));
            assert_eq!(draft.grade.as_deref(), Some(HandoverGrade::Warm.code()));
            assert_eq!(draft.from_professional_id, Some(world.id("therapist")));
            assert_eq!(draft.to_professional_id, Some(stays.0));
            assert_eq!(draft.severity, None, "judgement is never filled in");
        }
        assert_eq!(written(&world, "departure.confirm").await, 2);
        // The flag of an upcoming loss was judged with it.
        let flags = entity::flag::Entity::find()
            .filter(entity::flag::Column::Code.eq("upcoming_loss"))
            .filter(entity::flag::Column::PatientId.eq(world.id("in")))
            .count(world.app.db.writer())
            .await
            .unwrap();
        assert_eq!(
            flags, 1,
            "the end of an important relationship was announced"
        );

        let again = departures::confirm(app, &here, &wish).await.unwrap();
        assert_eq!(again, done, "sent twice, it is confirmed once");
        assert_eq!(drafts(&world).await.len(), 2);
        assert_eq!(written(&world, "departure.confirm").await, 2);
        let other = Confirming {
            leaving: asked(&world, "2026-06-01"),
            ..wish.clone()
        };
        let refused = departures::confirm(app, &here, &other).await;
        assert!(matches!(
            refused,
            Err(AppError::KeyReused | AppError::Outdated(_))
        ));
        let stale = Confirming { once: None, ..wish };
        let refused = departures::confirm(app, &here, &stale).await;
        assert!(
            matches!(refused, Err(AppError::Outdated("plan"))),
            "{refused:?}"
        );
        for actor in [&world.nurse, &world.therapist] {
            let refused = departures::confirm(app, actor, &stale).await;
            assert!(matches!(refused, Err(AppError::Forbidden(_))));
        }
    })
    .await;
}

#[tokio::test]
async fn undoing_takes_everything_back_in_one_step() {
    both(async |db| {
        let (world, here) = world(db).await;
        let app = &world.app.app;
        let before = ties(&world).await;
        let wish = confirming(&world, &here, asked(&world, "2026-05-01")).await;
        let done = departures::confirm(app, &here, &wish).await.unwrap();
        let undoing = Undoing {
            plan: done.plan,
            version: done.version,
        };
        let elsewhere = manager(&world, "ward").await;
        let refused = departures::undo(app, &elsewhere, undoing).await;
        assert!(matches!(refused, Err(AppError::NotFound(_))));
        let stale = Undoing {
            version: 7,
            ..undoing
        };
        let refused = departures::undo(app, &here, stale).await;
        assert!(matches!(refused, Err(AppError::Outdated("plan"))));
        let undone = departures::undo(app, &here, undoing).await.unwrap();
        assert_eq!((undone.taken_back, undone.kept, undone.version), (2, 0, 2));
        let told = |ties: &[(Option<String>, Option<uuid::Uuid>, i32)]| {
            let told = ties.iter().map(|(end, next, _)| (end.clone(), *next));
            told.collect::<Vec<_>>()
        };
        assert_eq!(told(&ties(&world).await), told(&before));
        assert!(drafts(&world).await.is_empty());
        let list = departures::worklist(app, &here).await.unwrap();
        assert!(list.plans.is_empty());
        let again = departures::undo(app, &here, undoing).await.unwrap();
        assert_eq!(again, undone, "undone twice, it is undone once");
        assert_eq!(written(&world, "departure.undo").await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_was_worked_on_is_kept_and_told() {
    both(async |db| {
        let (world, here) = world(db).await;
        let app = &world.app.app;
        let wish = confirming(&world, &here, asked(&world, "2026-05-01")).await;
        let done = departures::confirm(app, &here, &wish).await.unwrap();
        let all = drafts(&world).await;
        let of_out = |draft: &&entity::handover_draft::Model| draft.patient_id == world.id("out");
        let draft = all.iter().find(of_out).unwrap();
        let address = Address {
            patient: world.patient("out"),
            handover: RecordId(draft.id),
        };
        let begun = handovers::own_draft(app, &world.therapist, address).await;
        let begun = begun.unwrap();
        let mut content = begun.content;
        content.summary = "We met for two years".to_owned();
        let saving = Saving {
            address,
            version: 1,
            to: begun.to,
            content,
        };
        handovers::save(app, &world.therapist, &saving)
            .await
            .unwrap();
        let undoing = Undoing {
            plan: done.plan,
            version: done.version,
        };
        let undone = departures::undo(app, &here, undoing).await.unwrap();
        assert_eq!((undone.taken_back, undone.kept), (1, 1));
        let after = ties(&world).await;
        assert_eq!(after[0].0, None, "taken back");
        assert_eq!(after[1].0.as_deref(), Some("2026-05-01"), "kept");
        assert_eq!(
            drafts(&world).await.len(),
            1,
            "what was written is not lost"
        );
        let list = departures::worklist(app, &here).await.unwrap();
        let [plan] = list.plans.as_slice() else {
            panic!("{list:?}")
        };
        let kept: Vec<_> = plan.patients.iter().map(|one| one.is_kept).collect();
        assert_eq!(kept, [true]);
    })
    .await;
}

#[tokio::test]
async fn the_worklist_stays_until_everybody_has_met_who_takes_over() {
    both(async |db| {
        let (world, here) = world(db).await;
        let app = &world.app.app;
        let wish = confirming(&world, &here, asked(&world, "2026-05-01")).await;
        departures::confirm(app, &here, &wish).await.unwrap();
        let list = departures::worklist(app, &here).await.unwrap();
        let [plan] = list.plans.as_slice() else {
            panic!("{list:?}")
        };
        assert_eq!((plan.days_left, plan.met(), plan.patients.len()), (60, 0, 2));
        assert_eq!(plan.patients[0].drafted, [Drafted::Begun]);
        assert!(departures::is_underway(app, &here).await.unwrap());
        let elsewhere = manager(&world, "ward").await;
        let none = departures::worklist(app, &elsewhere).await.unwrap();
        assert!(none.plans.is_empty(), "of another manager's units");
        assert!(!departures::is_underway(app, &elsewhere).await.unwrap());
        world.app.clock.advance(chrono::TimeDelta::days(3));
        let met = [(
            "contacts.csv",
            "id,patient_id,unit_id,at,status,main_professional_id,other_professional_ids,patient_present\n\
             m1,in,clinic,2026-03-04T10:00,attended,therapist,stays,\n\
             m2,out,clinic,2026-03-04T10:00,attended,stays,,false\n\
             m3,out,clinic,2026-03-04T11:00,no_show,stays,,\n",
        )];
        import(&world.app, &met).await;
        let list = departures::worklist(app, &here).await.unwrap();
        let plan = &list.plans[0];
        assert_eq!((plan.days_left, plan.met()), (57, 1));
        assert!(plan.patients[0].met.is_none(), "who waits stands first");
        let met = [(
            "contacts.csv",
            "id,patient_id,unit_id,at,status,main_professional_id\n\
             m4,out,clinic,2026-03-05T10:00,attended,stays\n",
        )];
        import(&world.app, &met).await;
        assert!(!departures::is_underway(app, &here).await.unwrap(), "done");
    })
    .await;
}

#[tokio::test]
async fn a_manager_confirms_and_undoes_on_pages_and_by_the_api() {
    both(async |db| {
        let (world, _) = world(db).await;
        let browser = Browser::of(&world, "manager-clinic").await;
        let therapist = world.id("therapist").to_string();
        let address = format!("/reports/departure?who={therapist}&on=2026-05-01");
        let page = browser.get(&address).await.ok_text();
        assert!(
            page.contains("Confirm: 2 planned endings, 2 warm handovers"),
            "{page}"
        );
        let (mark, key) = (hidden(&page, "mark"), hidden(&page, "form_key"));
        let fields = [
            ("who", therapist.as_str()),
            ("on", "2026-05-01"),
            ("act", "confirm"),
            ("mark", "another"),
            ("form_key", key),
        ];
        let stale = browser.post("/reports/departure", &fields).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        assert!(stale.text.contains("This is the plan as it is now"));
        let fields = [fields[0], fields[1], fields[2], ("mark", mark), fields[4]];
        for _ in 0..2 {
            let answer = browser.post("/reports/departure", &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
            let there = answer.headers["location"].to_str().unwrap();
            assert_eq!(there, "/reports/departure/plans?endings=2&drafts=2");
        }
        let home = browser.get("/").await;
        assert_eq!(home.headers["location"], "/reports/departure/plans");
        let page = browser.get("/reports/departure/plans").await.ok_text();
        for said in [
            "Tore Therapist leaves on 1 May 2026",
            "60 days left. 0 of 2 have met who takes over.",
            "Inger Ås",
            "a draft was begun for whoever leaves",
        ] {
            assert!(page.contains(said), "{said}");
        }
        let (_, rest) = page
            .split_once("action=\"/reports/departure/plans/")
            .unwrap();
        let plan = rest.split('"').next().unwrap();
        let there = format!("/reports/departure/plans/{plan}");
        let answer = browser.post(&there, &[("version", "1")]).await;
        let there = answer.headers["location"].to_str().unwrap().to_owned();
        assert_eq!(there, "/reports/departure/plans?taken_back=2&kept=0");
        let page = browser.get(&there).await.ok_text();
        assert!(page.contains("2 relationships are as they were before."));

        let token = token(&world, "manager-clinic").await;
        let figures = format!("/api/v1/reports/departure?professionals={therapist}&on=2026-05-01");
        let told = world.app.get(&token, &figures).await.ok();
        let body = json!({
            "departure": { "professionals": [therapist], "on": "2026-05-01" },
            "mark": told["mark"],
        });
        let made = world
            .app
            .post(&token, "/api/v1/reports/departures", &body)
            .await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        assert_eq!(made.headers["etag"], "\"1\"");
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let list = world
            .app
            .get(&token, "/api/v1/reports/departures")
            .await
            .ok();
        assert_eq!(list["items"][0]["id"], id);
        assert_eq!(list["items"][0]["patients"].as_array().unwrap().len(), 2);
        let undo = format!("/api/v1/reports/departures/{id}/undo");
        let without = world.app.post(&token, &undo, &json!({})).await;
        assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    })
    .await;
}
