//! A discharge or a transfer with the handover that belongs to it: both in one step, or neither.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use redthread::app::access::{self, Announcement};
use redthread::app::handovers::{self, Address, Draft, How, Passing, Start};
use redthread::app::recording::{self, Command, PassedOn, Recorded};
use redthread::app::sign_in::tokens;
use redthread::app::{Actor, AppError};
use redthread::domain::handover::{Content, Receiver};
use redthread::domain::ids::{ProfessionalId, RecordId, UnitId};
use redthread::domain::intake::Kind;
use redthread::domain::time;
use redthread::domain::vocabulary::{HandoverSeverity, HandoverType};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use super::pages::{Browser, hidden, leads_to};
use super::{World, credentials, once};
use crate::support::both;

const BOOKED: [(&str, &str); 4] = [
    ("end_reason", "home"),
    ("contact_at", "2026-03-04T10:00"),
    ("contact_main", "{therapist}"),
    ("contact_unit", "{clinic}"),
];

fn settled() -> Content {
    Content {
        severity: Some(HandoverSeverity::Settled),
        summary: "Slept well".to_owned(),
        ..Content::default()
    }
}

fn passing(how: How, content: Content) -> Passing {
    Passing {
        how,
        to: Receiver::default(),
        kind: HandoverType::DischargeToCommunity,
        draft: None,
        content: Some(content),
    }
}

async fn send(world: &World, command: &Command, passing: &Passing) -> Result<PassedOn, AppError> {
    recording::pass_on(&world.app.app, &world.nurse, command, passing).await
}

fn done(outcome: Result<PassedOn, AppError>) -> Recorded {
    match outcome {
        Ok(PassedOn::Done(recorded)) => recorded,
        other => panic!("{other:?}"),
    }
}

/// What is wrong, of both.
fn wrong(outcome: Result<PassedOn, AppError>) -> (Vec<&'static str>, Vec<&'static str>) {
    match outcome {
        Ok(PassedOn::Unfit { record, handover }) => (
            record.iter().map(|fault| fault.field).collect(),
            handover.iter().map(|fault| fault.field).collect(),
        ),
        other => panic!("{other:?}"),
    }
}

/// How many there are: open treatment periods of Inger's, contacts recorded here, handovers, drafts.
async fn counts(world: &World) -> [u64; 4] {
    let db = world.app.db.writer();
    let periods = entity::treatment_period::Entity::find().all(db).await;
    let open = periods
        .unwrap()
        .into_iter()
        .filter(|period| period.to_at.is_none() && period.patient_id == world.id("in"));
    let contacts = entity::contact::Entity::find().all(db).await.unwrap();
    let here = contacts
        .iter()
        .filter(|contact| contact.source_system == "redthread");
    [
        open.count() as u64,
        here.count() as u64,
        entity::handover::Entity::find().count(db).await.unwrap(),
        entity::handover_draft::Entity::find()
            .count(db)
            .await
            .unwrap(),
    ]
}

const BEFORE: [u64; 4] = [1, 0, 0, 0];

async fn handover(world: &World) -> entity::handover::Model {
    let found = entity::handover::Entity::find().all(world.app.db.writer());
    let mut found = found.await.unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

async fn actions(world: &World) -> Vec<String> {
    let entries = entity::audit_entry::Entity::find().all(world.app.db.writer());
    let mut actions: Vec<String> = entries
        .await
        .unwrap()
        .into_iter()
        .map(|entry| entry.action)
        .filter(|action| action.starts_with("treatment_period") || action.starts_with("handover."))
        .collect();
    actions.sort();
    actions
}

#[tokio::test]
async fn a_discharge_books_who_meets_the_patient_and_hands_over_to_them_in_one_step() {
    both(async |db| {
        let world = World::new(db).await;
        let command = world.change("in", "discharge", "stay", &BOOKED);
        let recorded = done(send(&world, &command, &passing(How::Offer, settled())).await);
        assert_eq!(counts(&world).await, [0, 1, 1, 0]);
        let offered = handover(&world).await;
        assert_eq!(recorded.first(Kind::Handover).unwrap().id.0, offered.id);
        assert_eq!(offered.state.as_deref(), Some("offered"));
        assert_eq!(offered.kind, "discharge_to_community");
        assert_eq!(offered.to_professional_id, Some(world.id("therapist")));
        assert_eq!(offered.to_unit_id, Some(world.id("clinic")));
        assert_eq!(offered.from_unit_id, Some(world.id("ward")));
        assert_eq!(
            actions(&world).await,
            ["handover.offer", "treatment_period.discharge"]
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_either_is_told_of_both_and_nothing_is_written() {
    both(async |db| {
        let world = World::new(db).await;
        let fit = world.change("in", "discharge", "stay", &BOOKED);
        let unfit = world.change("in", "discharge", "stay", &[("end_reason", "home")]);
        let watch = Content {
            severity: Some(HandoverSeverity::Watch),
            ..Content::default()
        };
        for (command, content, record, handover) in [
            (&fit, Content::default(), vec![], vec!["severity"]),
            (&fit, watch.clone(), vec![], vec!["severity_reason"]),
            (&unfit, settled(), vec!["contact_at"], vec![]),
            (&unfit, watch, vec!["contact_at"], vec!["severity_reason"]),
        ] {
            let outcome = send(&world, command, &passing(How::Offer, content)).await;
            assert_eq!(wrong(outcome), (record, handover));
            assert_eq!(counts(&world).await, BEFORE);
        }
        // Nobody receives the patient: that is told, too, where it has to be known.
        let alone = [
            ("end_reason", "home"),
            ("follow_up", "declined_by_patient"),
            ("follow_up_reason", "Wants none"),
        ];
        let alone = world.change("in", "discharge", "stay", &alone);
        let outcome = send(&world, &alone, &passing(How::Offer, settled())).await;
        assert_eq!(wrong(outcome), (vec![], vec!["to"]));
        assert_eq!(counts(&world).await, BEFORE);
        assert_eq!(actions(&world).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_fault_of_the_database_in_the_handover_leaves_no_discharge() {
    both(async |db| {
        let world = World::new(db).await;
        let command = world.change("in", "discharge", "stay", &BOOKED);
        let offer = passing(How::Offer, settled());
        let away = "ALTER TABLE handover_step RENAME TO handover_step_away";
        let back = "ALTER TABLE handover_step_away RENAME TO handover_step";
        let db = world.app.db.writer();
        db.execute_unprepared(away).await.unwrap();
        let failed = send(&world, &command, &offer).await;
        db.execute_unprepared(back).await.unwrap();
        assert!(matches!(failed, Err(AppError::Store(_))), "{failed:?}");
        assert_eq!(counts(&world).await, BEFORE);
        // Nothing stands in its way afterwards.
        done(send(&world, &command, &offer).await);
        assert_eq!(counts(&world).await, [0, 1, 1, 0]);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_trapped_it_is_left_with_those_who_receive_the_patient_or_there_is_none() {
    both(async |db| {
        let world = World::new(db).await;
        let command = world.change("in", "discharge", "stay", &BOOKED);
        done(send(&world, &command, &passing(How::Pool, Content::default())).await);
        let left = handover(&world).await;
        assert_eq!(left.to_unit_id, Some(world.id("clinic")));
        assert_eq!((left.to_professional_id, left.severity), (None, None));
        assert_eq!(left.state.as_deref(), Some("offered"));
    })
    .await;
    both(async |db| {
        let world = World::new(db).await;
        let command = world.change("in", "discharge", "stay", &BOOKED);
        let untouched = Content {
            summary: "As it began".to_owned(),
            ..Content::default()
        };
        let recorded = done(send(&world, &command, &passing(How::Later, untouched)).await);
        assert_eq!(recorded.first(Kind::Handover), None);
        assert_eq!(counts(&world).await, [0, 1, 0, 0]);
    })
    .await;
    both(async |db| {
        let world = World::new(db).await;
        let command = world.change("in", "discharge", "stay", &BOOKED);
        done(send(&world, &command, &passing(How::Later, settled())).await);
        assert_eq!(counts(&world).await, [0, 1, 0, 1], "what was written stays");
    })
    .await;
}

#[tokio::test]
async fn where_nobody_meets_the_patient_a_team_that_has_them_besides_receives_them() {
    both(async |db| {
        let world = World::new(db).await;
        let admit = world.command("in", "admit", &[("unit", "{team}")]);
        world.record(&world.nurse, &admit).await.unwrap();
        let alone = [
            ("end_reason", "home"),
            ("follow_up", "declined_by_patient"),
            ("follow_up_reason", "Wants none"),
        ];
        let command = world.change("in", "discharge", "stay", &alone);
        done(send(&world, &command, &passing(How::Offer, settled())).await);
        let offered = handover(&world).await;
        assert_eq!(offered.to_unit_id, Some(world.id("team")));
        assert_eq!(offered.to_professional_id, None);
    })
    .await;
}

async fn begun(world: &World) -> Draft {
    let start = Start {
        patient: world.patient("in"),
        kind: Some(HandoverType::Shift),
        to: Receiver::default(),
    };
    let begun = handovers::start(&world.app.app, &world.nurse, start, |_| Content {
        summary: "Half written".to_owned(),
        ..Content::default()
    });
    begun.await.unwrap().draft
}

#[tokio::test]
async fn what_was_begun_becomes_the_handover_and_another_version_of_it_does_not() {
    both(async |db| {
        let world = World::new(db).await;
        let draft = begun(&world).await;
        let command = world.change("in", "discharge", "stay", &BOOKED);
        let seen = |draft: Option<(RecordId, i32)>| Passing {
            draft,
            ..passing(How::Offer, settled())
        };
        for stale in [None, Some((draft.id, draft.version + 1))] {
            let refused = send(&world, &command, &seen(stale)).await;
            assert!(
                matches!(refused, Err(AppError::Outdated("draft"))),
                "{refused:?}"
            );
            assert_eq!(counts(&world).await, [1, 0, 0, 1]);
        }
        let recorded = done(send(&world, &command, &seen(Some((draft.id, draft.version)))).await);
        assert_eq!(recorded.first(Kind::Handover).unwrap().id, draft.id);
        assert_eq!(
            counts(&world).await,
            [0, 1, 1, 0],
            "neither lost nor doubled"
        );
        assert_eq!(
            handover(&world).await.summary.as_deref(),
            Some("Slept well")
        );
    })
    .await;
}

#[tokio::test]
async fn of_two_at_once_one_does_it_and_a_double_click_does_it_once() {
    both(async |db| {
        let world = World::new(db).await;
        let mut command = world.change("in", "discharge", "stay", &BOOKED);
        let offer = passing(How::Offer, settled());
        command.once = Some(once("a-form"));
        let (a, b) = tokio::join!(
            send(&world, &command, &offer),
            send(&world, &command, &offer)
        );
        let (a, b) = (done(a), done(b));
        assert_eq!(a.first(Kind::Handover), b.first(Kind::Handover));
        assert!(a.is_repeated != b.is_repeated);
        assert_eq!(counts(&world).await, [0, 1, 1, 0]);
    })
    .await;
    both(async |db| {
        let world = World::new(db).await;
        let command = world.change("in", "discharge", "stay", &BOOKED);
        let offer = passing(How::Offer, settled());
        let (a, b) = tokio::join!(
            send(&world, &command, &offer),
            send(&world, &command, &offer)
        );
        let refused = if a.is_ok() { b } else { a };
        assert!(matches!(refused, Err(AppError::Outdated(_))), "{refused:?}");
        assert_eq!(counts(&world).await, [0, 1, 1, 0]);
    })
    .await;
}

async fn announced(world: &World, unit: &str) -> RecordId {
    let zone = chrono_tz::Europe::Oslo;
    let new = Announcement {
        patient: world.patient("in"),
        unit: Some(UnitId(world.id(unit))),
        expected_at: time::parse_time("2026-03-02T14:00", zone).ok(),
    };
    let arrival = access::announce(&world.app.app, &world.nurse, &new).await;
    arrival.unwrap().id
}

async fn arrivals(world: &World) -> Vec<(UnitId, &'static str)> {
    let found = access::arrivals(&world.app.app, &Actor::System, world.patient("in"));
    let rows = found.await.unwrap().rows;
    let mut all: Vec<_> = rows
        .iter()
        .map(|arrival| (arrival.unit, arrival.state.code()))
        .collect();
    all.sort_unstable();
    all
}

#[tokio::test]
async fn who_was_announced_and_came_is_not_expected_any_more() {
    both(async |db| {
        let world = World::new(db).await;
        let (south, clinic) = (UnitId(world.id("south")), UnitId(world.id("clinic")));
        announced(&world, "south").await;
        announced(&world, "clinic").await;
        let command = world.change("in", "transfer", "stay", &[("unit", "{south}")]);
        let offer = Passing {
            kind: HandoverType::WardTransfer,
            ..passing(How::Offer, settled())
        };
        done(send(&world, &command, &offer).await);
        let offered = handover(&world).await;
        assert_eq!(offered.kind, "ward_transfer");
        assert_eq!(offered.to_unit_id, Some(south.0));
        let mut expected = [(south, "arrived"), (clinic, "expected")];
        expected.sort_unstable();
        assert_eq!(arrivals(&world).await, expected);
        // Onto the clinic's books, too.
        let admit = world.command("in", "admit", &[("unit", "{clinic}")]);
        world.record(&world.nurse, &admit).await.unwrap();
        let mut expected = [(south, "arrived"), (clinic, "arrived")];
        expected.sort_unstable();
        assert_eq!(arrivals(&world).await, expected);
    })
    .await;
}

#[tokio::test]
async fn the_page_takes_up_what_was_begun_keeps_what_was_typed_and_does_both_at_once() {
    both(async |db| {
        let world = World::new(db).await;
        begun(&world).await;
        let nurse = Browser::of(&world, "nina").await;
        let address = format!("/patients/{}/record/discharge", world.id("in"));
        let page = nurse
            .get(&format!("{address}?about={}", world.id("stay")))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("Half written"), "{}", page.text);
        let ids = ["therapist", "clinic", "stay"].map(|name| world.id(name).to_string());
        let kept = ["form_key", "draft", "draft_version", "version", "about"];
        let mut fields: Vec<(&str, &str)> = kept
            .iter()
            .map(|name| (*name, hidden(&page.text, name)))
            .collect();
        assert_eq!(fields[4].1, ids[2]);
        fields.extend([
            ("end_reason", "home"),
            ("contact_main", ids[0].as_str()),
            ("contact_unit", ids[1].as_str()),
            ("pass", "offer"),
            ("severity", "watch"),
            ("summary", "Typed <here>"),
            ("to", ""),
        ]);
        let again = nurse.post(&address, &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            again.text.contains("id=\"contact_at-fault\""),
            "{}",
            again.text
        );
        assert!(
            again.text.contains("id=\"severity_reason-fault\""),
            "{}",
            again.text
        );
        assert!(
            again.text.contains("Typed &#60;here&#62;"),
            "{}",
            again.text
        );
        assert_eq!(counts(&world).await, [1, 0, 0, 1]);
        fields.extend([
            ("contact_at", "2026-03-04T10:00"),
            ("severity_reason", "Slept two hours"),
        ]);
        // A double click, and the form once more after going back.
        for _ in 0..2 {
            let sent = nurse.post(&address, &fields).await;
            assert_eq!(leads_to(&sent), "/handovers?tab=sent");
        }
        assert_eq!(counts(&world).await, [0, 1, 1, 0]);
        let sent = nurse.get("/handovers?tab=sent").await;
        assert!(sent.text.contains("Inger"), "{}", sent.text);
    })
    .await;
}

#[tokio::test]
async fn by_the_api_it_is_one_request() {
    both(async |db| {
        let world = World::new(db).await;
        let issued = tokens::issue(&world.app.app, &credentials("nina")).await;
        let token = issued.unwrap().access_token;
        let post = async |body: &Value| {
            let end = format!("treatment-periods/{}/discharge", world.id("stay"));
            let request = Request::builder()
                .method(Method::POST)
                .uri(format!("/api/v1/patients/{}/{end}", world.id("in")))
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::IF_MATCH, "\"1\"");
            let body = Body::from(body.to_string());
            world.app.send(request.body(body).unwrap()).await
        };
        let mut body = json!({
            "end_reason": "home", "contact_main": world.id("therapist"),
            "contact_unit": world.id("clinic"), "handover": {"way": "offer", "content": {"severity": "acute"}},
        });
        let refused = post(&body).await;
        assert_eq!(refused.problem(), "invalid_input");
        let fields: Vec<String> = refused.json()["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(fields, ["contact_at", "handover.severity_reason"]);
        assert_eq!(counts(&world).await, BEFORE);
        body["handover"] = json!({"way": "somehow"});
        assert_eq!(post(&body).await.json()["errors"][0]["field"], "handover");
        body["contact_at"] = json!("2026-03-04T10:00:00+01:00");
        body["handover"] = json!({"way": "offer", "content": {"severity": "settled",
            "to_unit_id": world.id("team")}});
        let done = post(&body).await.ok();
        let kinds: Vec<&str> = done["records"]
            .as_array()
            .unwrap()
            .iter()
            .map(|record| record["kind"].as_str().unwrap())
            .collect();
        assert_eq!(kinds, ["treatment_period", "contact", "handover"]);
        assert_eq!(handover(&world).await.to_unit_id, Some(world.id("team")));
    })
    .await;
}

/// Whoever broke the glass hands nobody over to their own unit by a discharge either.
#[tokio::test]
async fn behind_a_broken_glass_a_discharge_opens_the_record_to_nobody() {
    use redthread::domain::vocabulary::GlassReason;
    both(async |db| {
        let world = World::new(db).await;
        let stranger = world
            .somebody(
                "oda",
                "other",
                redthread::domain::vocabulary::Role::WardStaff,
                &["south"],
            )
            .await;
        let (app, patient) = (&world.app.app, world.patient("in"));
        access::break_glass(
            app,
            &stranger,
            patient,
            Some(GlassReason::Other),
            "Alone here",
        )
        .await
        .unwrap();
        let command = world.change("in", "discharge", "stay", &BOOKED);
        let mut offer = passing(How::Offer, settled());
        offer.to.unit = Some(UnitId(world.id("south")));
        let refused = recording::pass_on(app, &stranger, &command, &offer).await;
        assert!(
            matches!(refused, Err(AppError::Forbidden(_))),
            "{refused:?}"
        );
        assert_eq!(counts(&world).await, BEFORE);
        // The therapist has the patient in a relationship.
        offer.to = Receiver {
            professional: Some(ProfessionalId(world.id("therapist"))),
            unit: None,
        };
        let refused = recording::pass_on(app, &stranger, &command, &offer).await;
        assert!(
            matches!(refused, Err(AppError::Forbidden(_))),
            "the clinic, at which the therapist works, has not: {refused:?}"
        );
        let none = passing(How::Later, Content::default());
        let done = recording::pass_on(app, &stranger, &command, &none).await;
        assert!(matches!(done, Ok(PassedOn::Done(_))), "{done:?}");
        let drafts = handovers::is_being_written(
            app,
            &stranger,
            Address {
                patient,
                handover: RecordId(uuid::Uuid::nil()),
            },
        );
        assert!(!drafts.await.unwrap());
    })
    .await;
}
