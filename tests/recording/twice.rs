//! Two people, or one who sends something twice: nothing is lost and nothing doubled.

use redthread::app::AppError;
use redthread::app::recording::{self, Outcome, TakeOver};
use redthread::domain::ids::UnitId;
use redthread::domain::intake::Kind;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{World, once, wrong};
use crate::support::both;

async fn contacts(world: &World) -> u64 {
    entity::contact::Entity::find()
        .filter(entity::contact::Column::SourceSystem.eq("redthread"))
        .count(world.app.db.writer())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_recorded_once() {
    both(async |db| {
        let world = World::new(db).await;
        let mut command = world.command("in", "met", &[("unit", "{ward}")]);
        command.once = Some(once("a-form"));
        // At the same moment, and once more.
        let (a, b) = tokio::join!(
            world.record(&world.nurse, &command),
            world.record(&world.nurse, &command)
        );
        let (a, b) = (a.unwrap(), b.unwrap());
        assert_eq!(a.first(Kind::Contact), b.first(Kind::Contact));
        assert!(a.is_repeated != b.is_repeated);
        assert!(
            world
                .record(&world.nurse, &command)
                .await
                .unwrap()
                .is_repeated
        );
        assert_eq!(contacts(&world).await, 1);
        // Another form, or another person with the same key, is another contact.
        command.once = Some(once("b-form"));
        assert!(
            !world
                .record(&world.nurse, &command)
                .await
                .unwrap()
                .is_repeated
        );
        assert!(
            !world
                .record(&world.therapist, &command)
                .await
                .unwrap()
                .is_repeated
        );
        assert_eq!(contacts(&world).await, 3);
        // The same key for something else is told.
        let other = super::Command {
            fields: command.fields.clone().with("minutes", "5"),
            ..command
        };
        let refused = world.record(&world.nurse, &other).await;
        assert!(matches!(refused, Err(AppError::KeyReused)), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn of_two_who_change_one_record_the_second_is_told() {
    both(async |db| {
        let world = World::new(db).await;
        let a = world.change("out", "attended", "next", &[]);
        let b = world.change("out", "no-show", "next", &[]);
        let (a, b) = tokio::join!(
            world.record(&world.therapist, &a),
            world.record(&world.therapist, &b)
        );
        let outdated = [&a, &b]
            .iter()
            .filter(|one| matches!(one, Err(AppError::Outdated(_))))
            .count();
        assert_eq!((a.is_ok() != b.is_ok(), outdated), (true, 1), "{a:?} {b:?}");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_admitted_twice_at_once() {
    both(async |db| {
        let world = World::new(db).await;
        let command = world.command("out", "admit", &[("unit", "{ward}")]);
        let (a, b) = tokio::join!(
            world.record(&world.therapist, &command),
            world.record(&world.therapist, &command)
        );
        let (_, refused) = if a.is_ok() { (a, b) } else { (b, a) };
        assert_eq!(wrong(refused), ["unit: already_here"]);
    })
    .await;
}

#[tokio::test]
async fn several_patients_are_taken_over_at_once() {
    both(async |db| {
        let world = World::new(db).await;
        let admit = world.command("out", "admit", &[("unit", "{ward}")]);
        world.record(&world.therapist, &admit).await.unwrap();
        let command = TakeOver {
            unit: UnitId(world.id("ward")),
            patients: vec![world.patient("in"), world.patient("out")],
            fields: world.fields(&[("to", "2026-03-02T22:00")]),
            once: Some(once("shift")),
        };
        let taken = recording::take_over(&world.app.app, &world.nurse, &command).await;
        assert_eq!(taken.unwrap().taken.len(), 2);
        let again = recording::take_over(&world.app.app, &world.nurse, &command).await;
        assert_eq!(again.unwrap().taken.len(), 2, "sent twice, taken once");
        let other = TakeOver {
            once: Some(once("another")),
            ..command
        };
        let had = recording::take_over(&world.app.app, &world.nurse, &other).await;
        assert_eq!(had.unwrap().had.len(), 2);
        let shifts = entity::shift_assignment::Entity::find().count(world.app.db.writer());
        assert_eq!(shifts.await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_patient_is_registered_once_and_those_alike_are_shown_before() {
    both(async |db| {
        let world = World::new(db).await;
        let app = &world.app.app;
        let typed = [
            ("family_name", "aas"),
            ("given_name", "INGER"),
            ("birth_date", "01.05.1980"),
            ("unit", "{ward}"),
        ];
        let fields = world.fields(&typed);
        let found = recording::register(app, &world.nurse, &fields, Some(&once("n"))).await;
        let Outcome::Alike(alike) = found.unwrap() else {
            panic!("Inger Ås is there already");
        };
        assert_eq!(alike.within[0].reference.id, world.patient("in"));
        assert_eq!(alike.beyond, 0);
        // Whoever does not reach her is told of somebody, and not of whom.
        let patients = entity::patient::Entity::find().count(app.db.writer());
        assert_eq!(patients.await.unwrap(), 2);
        let sure = fields.with("sure", "true");
        let done = recording::register(app, &world.nurse, &sure, Some(&once("n"))).await;
        let Outcome::Registered {
            patient,
            is_repeated: false,
        } = done.unwrap()
        else {
            panic!("she who registers is sure");
        };
        let done = recording::register(app, &world.nurse, &sure, Some(&once("n"))).await;
        let Outcome::Registered {
            patient: same,
            is_repeated: true,
        } = done.unwrap()
        else {
            panic!("sent twice");
        };
        assert_eq!(patient, same);
        // She is on the ward's books, so that whoever registered her reaches her.
        let opened = redthread::app::record::open(app, &world.nurse, patient, "test").await;
        assert_eq!(opened.unwrap().trajectory.periods.len(), 1);
    })
    .await;
}
