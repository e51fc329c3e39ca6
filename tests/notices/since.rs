//! What changed since somebody last looked.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use redthread::app::caseload::{self, Asked};
use redthread::app::since::{self, Looked};
use redthread::app::{Actor, AppError};
use redthread::domain::intake::Kind;
use redthread::domain::since::Since;

use super::admit;
use crate::recording::{World, import};
use crate::support::both;

async fn look(world: &World, actor: &Actor, patient: &str) -> Looked {
    let shown = since::show(&world.app.app, actor, world.patient(patient)).await;
    shown.unwrap().1
}

/// What the caseload says of a patient, without looking at the record.
async fn listed(world: &World, actor: &Actor, patient: &str) -> Looked {
    let found = caseload::caseload(&world.app.app, actor, &Asked::default()).await;
    let mut rows = found.unwrap().rows.into_iter();
    let is = |row: &caseload::Row| row.patient.reference.id == world.patient(patient);
    rows.find(is).unwrap().looked
}

fn counts(of: &BTreeMap<Kind, u64>) -> Vec<(&'static str, u64)> {
    of.iter().map(|(kind, n)| (kind.code(), *n)).collect()
}

#[tokio::test]
async fn whoever_never_looked_is_told_of_nothing() {
    both(async |db| {
        let world = World::new(db).await;
        for _ in 0..2 {
            let listed = listed(&world, &world.therapist, "in").await;
            assert_eq!(listed.at, None);
            assert!(listed.since.is_nothing());
        }
        // The first visit has nothing before it, however many looks it has.
        for _ in 0..2 {
            let looked = look(&world, &world.therapist, "in").await;
            assert_eq!(looked.at, None);
            assert_eq!(looked.since, Since::default());
            world.app.clock.advance(TimeDelta::minutes(5));
        }
    })
    .await;
}

#[tokio::test]
async fn what_others_recorded_is_told_and_what_one_recorded_oneself_is_not() {
    both(async |db| {
        let world = World::new(db).await;
        let first = redthread::runtime::Clock::now(&*world.app.clock);
        look(&world, &world.therapist, "in").await;
        world.app.clock.advance(TimeDelta::hours(3));
        // By the therapist, by the nurse, and by another system.
        let own = world.command("in", "met", &[("unit", "{clinic}")]);
        world.record(&world.therapist, &own).await.unwrap();
        for _ in 0..2 {
            world.app.clock.advance(TimeDelta::minutes(1));
            let met = world.command("in", "met", &[("unit", "{ward}")]);
            world.record(&world.nurse, &met).await.unwrap();
        }
        let stay = world.change("in", "stay", "stay", &[("room", "14")]);
        world.record(&world.nurse, &stay).await.unwrap();
        let plans = "id,patient_id,kind,agreed_on\np,in,crisis_plan,2026-03-01\n";
        import(&world.app, &[("plans.csv", plans)]).await;

        for looked in [
            listed(&world, &world.therapist, "in").await,
            look(&world, &world.therapist, "in").await,
        ] {
            assert_eq!(looked.at, Some(first));
            assert_eq!(counts(&looked.since.new), [("contact", 2), ("plan", 1)]);
            assert_eq!(counts(&looked.since.changed), [("treatment_period", 1)]);
            assert!(looked.since.moved.is_empty());
        }
        // The nurse looked at nothing.
        assert_eq!(listed(&world, &world.nurse, "in").await.at, None);
        // The list is done with it, the visit goes on: for half an hour after each look.
        let after = listed(&world, &world.therapist, "in").await;
        assert!(after.since.is_nothing());
        for _ in 0..3 {
            world.app.clock.advance(TimeDelta::minutes(29));
            let again = look(&world, &world.therapist, "in").await;
            assert_eq!(counts(&again.since.new), [("contact", 2), ("plan", 1)]);
        }
        world.app.clock.advance(TimeDelta::minutes(30));
        assert!(
            look(&world, &world.therapist, "in")
                .await
                .since
                .is_nothing()
        );
    })
    .await;
}

#[tokio::test]
async fn coming_and_leaving_are_told_by_unit_and_what_was_corrected_since_is_still_new() {
    both(async |db| {
        let world = World::new(db).await;
        look(&world, &world.therapist, "out").await;
        world.app.clock.advance(TimeDelta::hours(1));
        let stay = admit(&world).await;
        let mut room = world.change("out", "stay", "stay", &[("room", "3")]);
        room.looks.as_mut().unwrap().record = stay;
        world.record(&world.nurse, &room).await.unwrap();
        let looked = listed(&world, &world.therapist, "out").await;
        let moved: Vec<_> = looked.since.moved.iter().collect();
        assert_eq!(moved.len(), 1);
        assert_eq!(moved[0].unit.0, world.id("ward"));
        assert!(!moved[0].is_left);
        assert!(looked.since.new.is_empty() && looked.since.changed.is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_is_not_let_in_is_told_of_nothing_and_has_not_looked() {
    both(async |db| {
        let world = World::new(db).await;
        let shown = since::show(&world.app.app, &world.nurse, world.patient("out")).await;
        assert!(matches!(shown, Err(AppError::Forbidden(_))));
        let looks = sea_orm::EntityTrait::find();
        let looks: sea_orm::Select<entity::record_look::Entity> = looks;
        assert!(looks.all(&world.app.app.db.read).await.unwrap().is_empty());
    })
    .await;
}
