//! The end of a shift: whom somebody has, and handing them over together.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use chrono::TimeDelta;
use redthread::app::handovers::{self, Address, How, Saved, Saving, Start};
use redthread::app::recording::{self, TakeOver};
use redthread::app::shift::{self, Became, Each, EndShift, Ended};
use redthread::app::sign_in::tokens;
use redthread::app::{Actor, AppError, Refusal};
use redthread::domain::handover::{Content, Receiver};
use redthread::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use redthread::domain::shift::{mine, receives};
use redthread::domain::time::Instant;
use redthread::domain::trajectory::ShiftAssignment;
use redthread::domain::vocabulary::{HandoverSeverity, HandoverType};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use super::pages::{Browser, hidden, leads_to};
use super::{World, credentials, once};
use crate::store::fixtures::{day, id};
use crate::support::both;

fn hour(n: i64) -> Instant {
    day(60) + TimeDelta::hours(n)
}

fn shift(n: u128, who: u128, unit: u128, from: i64, to: Option<i64>) -> ShiftAssignment {
    ShiftAssignment {
        id: RecordId(id(n)),
        professional: ProfessionalId(id(who)),
        unit: UnitId(id(unit)),
        from: hour(from),
        to: to.map(hour),
    }
}

#[test]
fn whose_patient_somebody_is_and_who_comes_next() {
    let (me, here, now) = (ProfessionalId(id(1)), UnitId(id(1)), hour(0));
    let table = [
        ("nothing", vec![], None, None),
        ("mine, open", vec![shift(1, 1, 1, -8, None)], Some(1), None),
        (
            "mine, until later",
            vec![shift(1, 1, 1, -7, Some(1))],
            Some(1),
            None,
        ),
        (
            "mine, over since an hour",
            vec![shift(1, 1, 1, -9, Some(-1))],
            Some(1),
            None,
        ),
        (
            "mine, over since two hours",
            vec![shift(1, 1, 1, -9, Some(-2))],
            None,
            None,
        ),
        (
            "mine, that nobody ended",
            vec![shift(1, 1, 1, -24, None)],
            None,
            None,
        ),
        (
            "mine, still to come",
            vec![shift(1, 1, 1, 1, None)],
            None,
            None,
        ),
        ("mine elsewhere", vec![shift(1, 1, 2, -8, None)], None, None),
        (
            "somebody else's",
            vec![shift(1, 2, 1, -8, None)],
            None,
            Some(2),
        ),
        (
            "mine, and the next nurse's",
            vec![shift(1, 1, 1, -8, Some(0)), shift(2, 2, 1, 0, None)],
            Some(1),
            Some(2),
        ),
        (
            "two of mine: the later one",
            vec![shift(1, 1, 1, -20, None), shift(2, 1, 1, -8, None)],
            Some(2),
            None,
        ),
        (
            "a colleague who goes home, and one who comes",
            vec![shift(1, 2, 1, -8, Some(1)), shift(2, 3, 1, 1, Some(9))],
            None,
            Some(3),
        ),
        (
            "one who comes tomorrow",
            vec![shift(1, 2, 1, 9, None)],
            None,
            None,
        ),
        (
            "one who went home",
            vec![shift(1, 2, 1, -8, Some(0))],
            None,
            None,
        ),
    ];
    for (what, shifts, is_mine, next) in table {
        let found = mine(&shifts, me, here, now).map(|shift| shift.id);
        assert_eq!(found, is_mine.map(|n| RecordId(id(n))), "{what}");
        let expected = Receiver {
            professional: next.map(|n| ProfessionalId(id(n))),
            unit: Some(here),
        };
        assert_eq!(receives(&shifts, me, here, now), expected, "{what}");
    }
}

/// The nurse has both patients on the ward until 20:00.
async fn on_shift(world: &World) {
    let admit = world.command("out", "admit", &[("unit", "{ward}")]);
    world.record(&world.therapist, &admit).await.unwrap();
    let command = TakeOver {
        unit: UnitId(world.id("ward")),
        patients: vec![world.patient("in"), world.patient("out")],
        fields: world.fields(&[("to", "2026-03-02T20:00")]),
        once: None,
    };
    let taken = recording::take_over(&world.app.app, &world.nurse, &command).await;
    assert_eq!(taken.unwrap().taken.len(), 2);
}

async fn written(world: &World, name: &str, severity: Option<HandoverSeverity>) -> (RecordId, i32) {
    let app = &world.app.app;
    let start = Start {
        patient: world.patient(name),
        kind: Some(HandoverType::Shift),
        to: Receiver::default(),
    };
    let begun = handovers::start(app, &world.nurse, start, |_| Content::default()).await;
    let draft = begun.unwrap().draft;
    let saving = Saving {
        address: Address {
            patient: draft.patient,
            handover: draft.id,
        },
        version: draft.version,
        to: draft.to,
        content: Content {
            severity,
            summary: "Quiet".to_owned(),
            ..draft.content
        },
    };
    match handovers::save(app, &world.nurse, &saving).await.unwrap() {
        Saved::Kept(draft) => (draft.id, draft.version),
        Saved::Stale(_) => panic!("nobody else writes"),
    }
}

fn each(world: &World, name: &str, how: How, draft: Option<(RecordId, i32)>) -> Each {
    Each {
        patient: world.patient(name),
        how,
        to: Receiver::default(),
        draft,
    }
}

async fn end(world: &World, each: Vec<Each>, key: &str) -> Result<Ended, AppError> {
    let command = EndShift {
        unit: UnitId(world.id("ward")),
        each,
        once: Some(once(key)),
    };
    shift::end_shift(&world.app.app, &world.nurse, &command).await
}

async fn listed(world: &World, who: &Actor) -> Vec<PatientId> {
    let unit = UnitId(world.id("ward"));
    let ending = shift::ending(&world.app.app, who, unit).await.unwrap();
    ending.rows.iter().map(shift::Row::id).collect()
}

async fn handovers_of(world: &World) -> u64 {
    let found = entity::handover::Entity::find().count(world.app.db.writer());
    found.await.unwrap()
}

#[tokio::test]
async fn all_are_handed_over_together_and_one_that_lacks_something_keeps_nobody_back() {
    both(async |db| {
        let world = World::new(db).await;
        on_shift(&world).await;
        world.app.clock.advance(TimeDelta::hours(7));
        let good = written(&world, "in", Some(HandoverSeverity::Settled)).await;
        let bad = written(&world, "out", None).await;
        let both_of = vec![
            each(&world, "out", How::Offer, Some(bad)),
            each(&world, "in", How::Offer, Some(good)),
        ];
        let ended = end(&world, both_of.clone(), "form").await.unwrap();
        assert!(
            matches!(&ended.rows[0].1, Became::Lacks(faults) if faults[0].field == "severity"),
            "{ended:?}"
        );
        let Became::Handed(handover) = &ended.rows[1].1 else {
            panic!("{ended:?}");
        };
        assert_eq!(handover.to.unit, Some(UnitId(world.id("ward"))));
        assert_eq!(ended.named.len(), 2);
        assert_eq!(listed(&world, &world.nurse).await, [world.patient("out")]);

        // A double click: what is done is told once more, and not done again.
        let again = end(&world, both_of, "form").await.unwrap();
        let Became::Handed(same) = &again.rows[1].1 else {
            panic!("{again:?}");
        };
        assert_eq!(same.id, handover.id);
        assert_eq!(handovers_of(&world).await, 1);

        // Left with the staff as it is: nobody is trapped.
        let left = vec![each(&world, "out", How::Pool, Some(bad))];
        let ended = end(&world, left, "second").await.unwrap();
        assert!(matches!(ended.rows[0].1, Became::Handed(_)), "{ended:?}");
        assert_eq!(listed(&world, &world.nurse).await, []);
        let shifts = entity::shift_assignment::Entity::find().all(world.app.db.writer());
        let now = world.app.app.clock.now();
        for shift in shifts.await.unwrap() {
            assert_eq!(shift.to_at, Some(now));
        }
    })
    .await;
}

#[tokio::test]
async fn a_shift_is_ended_without_a_handover_and_one_that_is_over_is_still_handed_over() {
    both(async |db| {
        let world = World::new(db).await;
        on_shift(&world).await;
        let ended = end(&world, vec![each(&world, "in", How::Later, None)], "a").await;
        assert!(matches!(ended.unwrap().rows[0].1, Became::Ended));
        assert_eq!(handovers_of(&world).await, 0);
        // An hour after the planned end of the other one.
        world.app.clock.advance(TimeDelta::hours(9));
        assert_eq!(listed(&world, &world.nurse).await, [world.patient("out")]);
        let draft = written(&world, "out", Some(HandoverSeverity::Settled)).await;
        let ended = end(
            &world,
            vec![each(&world, "out", How::Offer, Some(draft))],
            "b",
        )
        .await;
        assert!(matches!(ended.unwrap().rows[0].1, Became::Handed(_)));
        let shifts = entity::shift_assignment::Entity::find().all(world.app.db.writer());
        let now = world.app.app.clock.now();
        let planned = shifts.await.unwrap().into_iter();
        let planned = planned.filter(|shift| shift.patient_id == world.id("out"));
        assert!(
            planned
                .clone()
                .all(|shift| shift.to_at == Some(now - TimeDelta::hours(1))),
            "it stays as it ended"
        );
        assert_eq!(planned.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_ends_the_shift_of_somebody_else_or_at_a_unit_that_is_not_theirs() {
    both(async |db| {
        let world = World::new(db).await;
        on_shift(&world).await;
        let colleague = world
            .somebody(
                "oda",
                "other",
                redthread::domain::vocabulary::Role::WardStaff,
                &["ward"],
            )
            .await;
        let (app, unit) = (&world.app.app, UnitId(world.id("ward")));
        assert_eq!(listed(&world, &colleague).await, []);
        let command = EndShift {
            unit,
            each: vec![each(&world, "in", How::Later, None)],
            once: None,
        };
        let ended = shift::end_shift(app, &colleague, &command).await.unwrap();
        assert!(
            matches!(
                ended.rows[0].1,
                Became::Refused(AppError::NotFound("shift"))
            ),
            "{ended:?}"
        );
        let refused = shift::end_shift(app, &world.therapist, &command).await;
        assert!(
            matches!(refused, Err(AppError::Forbidden(Refusal::NotYourUnit))),
            "{refused:?}"
        );
        assert_eq!(listed(&world, &world.nurse).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_sequence_is_written_one_after_the_other_and_handed_over_on_one_page() {
    both(async |db| {
        let world = World::new(db).await;
        on_shift(&world).await;
        let nurse = Browser::of(&world, "nina").await;
        let all = format!("/units/{}/end-of-shift", world.id("ward"));
        let board = nurse
            .get(&format!("/units/{}/board", world.id("ward")))
            .await;
        assert!(
            board.text.contains(&format!("href=\"{all}\"")),
            "{}",
            board.text
        );
        let first = format!("{all}/{}", world.id("in"));
        let second = format!("{all}/{}", world.id("out"));
        // By name: Inger Ås comes after Ola Berg, whichever way.
        let page = nurse.get(&all).await;
        let (a, b) = if page.text.find(&first) < page.text.find(&second) {
            (first, second)
        } else {
            (second, first)
        };
        let page = nurse.get(&a).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("1 of 2"), "{}", page.text);
        assert_eq!(handovers_drafts(&world).await, 0, "looking keeps nothing");
        let typed = [
            ("version", hidden(&page.text, "version")),
            ("severity", "settled"),
            ("summary", "Slept"),
            ("act", "next"),
        ];
        let sent = nurse.post(&a, &typed).await;
        assert_eq!(leads_to(&sent), b);
        // The same once more, as it was looked at: what is there is not written over unseen.
        let again = nurse.post(&a, &typed).await;
        assert_eq!(
            leads_to(&again),
            b,
            "what is there already is not saved again"
        );
        let other = [
            ("version", "0"),
            ("summary", "Something else"),
            ("act", "next"),
        ];
        let stale = nurse.post(&a, &other).await;
        assert_eq!(
            stale.status,
            StatusCode::PRECONDITION_FAILED,
            "{}",
            stale.text
        );
        assert!(stale.text.contains("Something else"), "{}", stale.text);
        assert!(stale.text.contains("Slept"), "{}", stale.text);
        // On the last one it leads back and to all of them.
        let page = nurse.get(&b).await;
        assert!(page.text.contains("2 of 2"), "{}", page.text);
        let version = hidden(&page.text, "version");
        let back = nurse
            .post(&b, &[("version", version), ("act", "back")])
            .await;
        assert_eq!(leads_to(&back), a);
        let saved = nurse
            .post(
                &b,
                &[("version", "1"), ("act", "autosave"), ("summary", "Soon")],
            )
            .await;
        assert!(saved.json()["version"].is_number(), "{}", saved.text);

        let page = nurse.get(&all).await;
        assert!(page.text.contains("Settled"), "{}", page.text);
        let drafts = values(&page.text, "draft");
        let patients = values(&page.text, "patient");
        let unit = format!("unit:{}", world.id("ward"));
        let fields = [
            ("form_key", hidden(&page.text, "form_key")),
            ("patient", patients[0]),
            ("draft", drafts[0]),
            ("what", unit.as_str()),
            ("patient", patients[1]),
            ("draft", drafts[1]),
            ("what", "later"),
        ];
        for _ in 0..2 {
            let done = nurse.post(&all, &fields).await;
            assert_eq!(done.status, StatusCode::OK, "{}", done.text);
            for said in ["Your shift with 2 patients has ended", "Handed over to"] {
                assert!(done.text.contains(said), "{said} is not in {}", done.text);
            }
        }
        assert_eq!(handovers_of(&world).await, 1);
        let keep = [
            ("form_key", "k"),
            ("patient", patients[0]),
            ("draft", ""),
            ("what", "keep"),
        ];
        let nobody = nurse.post(&all, &keep).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

async fn handovers_drafts(world: &World) -> u64 {
    let found = entity::handover_draft::Entity::find().count(world.app.db.writer());
    found.await.unwrap()
}

/// The values of all hidden lines of a name.
fn values<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let before = format!("name=\"{name}\" value=\"");
    let parts = page.split(before.as_str()).skip(1);
    parts
        .filter_map(|rest| rest.split_once('"').map(|(value, _)| value))
        .collect()
}

#[tokio::test]
async fn by_the_api_the_shift_is_listed_and_ended_once() {
    both(async |db| {
        let world = World::new(db).await;
        on_shift(&world).await;
        let draft = written(&world, "in", Some(HandoverSeverity::Settled)).await;
        let issued = tokens::issue(&world.app.app, &credentials("nina")).await;
        let token = issued.unwrap().access_token;
        let address = format!("/api/v1/units/{}/end-of-shift", world.id("ward"));
        let listed = world.app.get(&token, &address).await.ok();
        let patients = listed["patients"].as_array().unwrap();
        assert_eq!(patients.len(), 2);
        let inger = world.id("in").to_string();
        let of = patients.iter().find(|one| one["patient_id"] == inger);
        assert_eq!(of.unwrap()["severity"], "settled");
        let body = json!({"patients": [
            {"patient_id": world.id("in"), "way": "offer", "draft_id": draft.0, "draft_version": draft.1},
            {"patient_id": world.id("out"), "way": "offer"},
        ]});
        for _ in 0..2 {
            let request = Request::builder()
                .method(Method::POST)
                .uri(&address)
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .header(header::CONTENT_TYPE, "application/json")
                .header("idempotency-key", "one-shift");
            let request = request.body(Body::from(body.to_string())).unwrap();
            let done = world.app.send(request).await.ok();
            assert_eq!(done["patients"][0]["became"], "handed_over", "{done}");
            assert_eq!(done["patients"][0]["handover"]["state"], "offered");
            assert_eq!(done["patients"][1]["became"], "refused", "{done}");
            assert_eq!(done["patients"][1]["code"], "invalid_input");
        }
        assert_eq!(handovers_of(&world).await, 1);
    })
    .await;
}
