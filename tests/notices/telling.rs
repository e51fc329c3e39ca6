//! Who is told what, and that it is told once.

use chrono::TimeDelta;
use futures_util::future::join_all;
use redthread::app::access::{NewBar, bar};
use redthread::app::evaluate::{self, Which};
use redthread::app::notices::{self, Read};
use redthread::app::{Actor, AppError, NoProgress};
use redthread::domain::access::Barred;
use redthread::domain::ids::ProfessionalId;
use redthread::domain::vocabulary::Role;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{admit, rows, told, unread};
use crate::recording::{World, import};
use crate::store::fixtures::{insert, period};
use crate::support::both;

const NOBODY: [&str; 0] = [];

/// Gives the nurse a relationship with a patient.
async fn tie_nurse(world: &World, patient: &str) {
    let fields = [
        ("kind", "primary_nurse"),
        ("professional", "{nurse}"),
        ("unit", "{ward}"),
    ];
    let command = world.command(patient, "relationship", &fields);
    world.record(&world.nurse, &command).await.unwrap();
}

#[tokio::test]
async fn whoever_has_a_relationship_hears_of_it_and_not_whoever_recorded_it() {
    both(async |db| {
        let world = World::new(db).await;
        tie_nurse(&world, "in").await;
        assert_eq!(told(&world, &world.therapist).await, NOBODY);

        let moved = world.change("in", "transfer", "stay", &[("unit", "{south}")]);
        world.record(&world.nurse, &moved).await.unwrap();
        assert_eq!(told(&world, &world.therapist).await, ["in: transferred"]);
        assert_eq!(told(&world, &world.nurse).await, NOBODY, "did it");
        let row = &rows(&world, &world.therapist).await.unwrap()[0];
        let news = &row.notice.news;
        assert_eq!(news.unit.unwrap().0, world.id("south"));
        assert_eq!(news.from_unit.unwrap().0, world.id("ward"));
        assert_eq!(unread(&world, &world.therapist).await, 1);

        // What is recorded besides tells nobody of it again.
        for minutes in [5, 70, 60 * 24] {
            world.app.clock.advance(TimeDelta::minutes(minutes));
            let met = world.command("in", "met", &[("unit", "{south}")]);
            world.record(&world.nurse, &met).await.unwrap();
            world.app.run_jobs().await;
        }
        assert_eq!(told(&world, &world.therapist).await, ["in: transferred"]);
        assert_eq!(told(&world, &world.nurse).await, NOBODY);
    })
    .await;
}

#[tokio::test]
async fn an_admission_and_a_discharge_are_told_each() {
    both(async |db| {
        let world = World::new(db).await;
        let stay = admit(&world).await;
        assert_eq!(told(&world, &world.therapist).await, ["out: admitted"]);
        world.app.clock.advance(TimeDelta::days(2));
        let mut home = world.change(
            "out",
            "discharge",
            "stay",
            &[
                ("end_reason", "home"),
                ("follow_up", "declined_by_patient"),
                ("follow_up_reason", "no wish"),
            ],
        );
        home.looks.as_mut().unwrap().record = stay;
        world.record(&world.nurse, &home).await.unwrap();
        assert_eq!(
            told(&world, &world.therapist).await,
            ["out: discharged", "out: admitted"]
        );
    })
    .await;
}

/// A patient who was admitted this morning, and one who was four years ago.
const STAYS: (&str, &str) = (
    "treatment_periods.csv",
    "id,patient_id,unit_id,from,to\nnew,out,ward,2026-03-02T09:00,\n\
     old,out,ward,2022-03-02T09:00,2022-04-01T09:00\n",
);

#[tokio::test]
async fn what_an_import_brings_is_told_once_by_two_instances() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &[STAYS]).await;
        assert_eq!(told(&world, &world.therapist).await, ["out: admitted"]);
        // The same again, as a source sends it every night.
        import(&world.app, &[STAYS]).await;
        world.app.run_jobs().await;
        // A transfer that nobody told of yet, which three come upon at once.
        let app = &world.app.app;
        let mut stay = period(0, 900, 0, 0);
        (stay.patient_id, stay.unit_id) = (world.id("in"), world.id("south"));
        stay.from_at = app.clock.now() - TimeDelta::hours(1);
        insert(&world.app.db, stay).await;
        let keep = || evaluate::keep(app, &Actor::System, Which::All, &NoProgress);
        let all = join_all((0..3).map(|_| keep())).await;
        assert!(all.iter().all(Result::is_ok), "{all:?}");
        let both = ["in: transferred", "out: admitted"];
        assert_eq!(told(&world, &world.therapist).await, both);
        let news = entity::news::Entity::find().count(&app.db.read).await;
        assert_eq!(news.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_import_of_history_tells_nobody() {
    both(async |db| {
        let world = World::new(db).await;
        // Three days and a moment ago, and the edge itself.
        let stays = "id,patient_id,unit_id,from,to\n\
            a,out,ward,2026-02-27T11:59:59,2026-02-27T12:00:00\n";
        import(&world.app, &[("treatment_periods.csv", stays)]).await;
        world.app.run_jobs().await;
        assert_eq!(told(&world, &world.therapist).await, NOBODY);
        let stays = "id,patient_id,unit_id,from,to\n\
            a,out,ward,2026-02-27T11:59:59,2026-02-27T12:00:01\n";
        import(&world.app, &[("treatment_periods.csv", stays)]).await;
        world.app.run_jobs().await;
        assert_eq!(told(&world, &world.therapist).await, ["out: discharged"]);
    })
    .await;
}

#[tokio::test]
async fn a_leave_that_nobody_ended_is_told_after_a_day_also_to_whoever_let_the_patient_go() {
    both(async |db| {
        let world = World::new(db).await;
        tie_nurse(&world, "in").await;
        let away = world.change("in", "leave", "stay", &[]);
        world.record(&world.nurse, &away).await.unwrap();
        world
            .app
            .clock
            .advance(TimeDelta::hours(24) - TimeDelta::microseconds(1));
        world.app.run_jobs().await;
        assert_eq!(told(&world, &world.therapist).await, NOBODY);
        world.app.clock.advance(TimeDelta::microseconds(1));
        world.app.run_jobs().await;
        for actor in [&world.therapist, &world.nurse] {
            assert_eq!(told(&world, actor).await, ["in: leave_overstayed"]);
        }
        world.app.clock.advance(TimeDelta::hours(5));
        world.app.run_jobs().await;
        assert_eq!(
            told(&world, &world.therapist).await,
            ["in: leave_overstayed"]
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_came_back_in_time_is_no_news() {
    both(async |db| {
        let world = World::new(db).await;
        let away = world.change("in", "leave", "stay", &[]);
        world.record(&world.nurse, &away).await.unwrap();
        world.app.clock.advance(TimeDelta::hours(20));
        let mut back = world.change("in", "return", "stay", &[]);
        back.looks.as_mut().unwrap().version = 2;
        world.record(&world.nurse, &back).await.unwrap();
        world.app.clock.advance(TimeDelta::hours(20));
        world.app.run_jobs().await;
        assert_eq!(told(&world, &world.therapist).await, NOBODY);
    })
    .await;
}

#[tokio::test]
async fn who_is_barred_meanwhile_sees_nothing_and_is_counted_nothing() {
    both(async |db| {
        let world = World::new(db).await;
        admit(&world).await;
        assert_eq!(unread(&world, &world.therapist).await, 1);
        let new = NewBar {
            patient: world.patient("out"),
            whom: Some(Barred::Professional(ProfessionalId(world.id("therapist")))),
            until: None,
            reason: String::new(),
        };
        bar(&world.app.app, &world.nurse, &new).await.unwrap();
        assert_eq!(told(&world, &world.therapist).await, NOBODY);
        assert_eq!(unread(&world, &world.therapist).await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_read_is_read_for_oneself_only_and_looking_at_the_patient_reads_it() {
    both(async |db| {
        let world = World::new(db).await;
        let app = &world.app.app;
        admit(&world).await;
        let id = rows(&world, &world.therapist).await.unwrap()[0].notice.id;
        for which in [Read::One(id), Read::UpTo(id)] {
            let read = notices::read(app, &world.nurse, which).await;
            assert_eq!(read.unwrap(), 0, "another's");
        }
        assert_eq!(unread(&world, &world.therapist).await, 1);
        let read = notices::read(app, &world.therapist, Read::One(id)).await;
        assert_eq!(read.unwrap(), 1);
        assert_eq!(told(&world, &world.therapist).await, ["(out: admitted)"]);

        let moved = world.change("in", "transfer", "stay", &[("unit", "{south}")]);
        world.record(&world.nurse, &moved).await.unwrap();
        assert_eq!(unread(&world, &world.therapist).await, 1);
        redthread::app::record::open(app, &world.therapist, world.patient("in"), "patient.show")
            .await
            .unwrap();
        assert_eq!(unread(&world, &world.therapist).await, 0);
    })
    .await;
}

#[tokio::test]
async fn those_who_reach_nobody_are_told_nothing() {
    both(async |db| {
        let world = World::new(db).await;
        for role in [Role::ServiceManager, Role::Administrator] {
            let token = world.app.token(role).await;
            let answer = world.app.get(&token, "/api/v1/notices").await;
            assert_eq!(answer.problem(), "forbidden");
        }
        let told = rows(&world, &Actor::System).await;
        assert!(matches!(told, Err(AppError::Forbidden(_))), "{told:?}");
    })
    .await;
}
