//! A death: what ends with it, what falls silent, and what is there again when it is taken back.

use redthread::app::evaluate::{self, Which};
use redthread::app::recording::{Command, Looks};
use redthread::app::{Actor, AppError, NoProgress, record};
use redthread::domain::flags;
use redthread::domain::ids::RecordId;
use redthread::domain::intake::Kind;
use redthread::domain::trajectory::Trajectory;
use redthread::domain::vocabulary::{ContactStatus, EndReason};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{World, out_and_in, wrong};
use crate::support::{TestDb, both, on_sqlite};

fn about(world: &World, verb: &str, version: i32, fields: &[(&str, &str)]) -> Command {
    Command {
        looks: Some(Looks {
            record: RecordId(world.id("in")),
            version,
        }),
        ..world.command("in", verb, fields)
    }
}

const DIED: [(&str, &str); 2] = [("at", "2026-03-02T04:20"), ("confirmed", "true")];

async fn known(world: &World) -> Trajectory {
    let opened = record::open(&world.app.app, &Actor::System, world.patient("in"), "test").await;
    opened.unwrap().trajectory
}

async fn found(world: &World) -> usize {
    let opened = record::open(&world.app.app, &Actor::System, world.patient("in"), "test").await;
    flags::judge(&opened.unwrap().case()).flags.len()
}

async fn stored(world: &World) -> u64 {
    entity::flag::Entity::find()
        .filter(entity::flag::Column::PatientId.eq(world.id("in")))
        .filter(entity::flag::Column::ClearedAt.is_null())
        .count(world.app.db.writer())
        .await
        .unwrap()
}

/// The ward stay with a leave, a relationship, a shift, and contacts before and after.
async fn world(db: TestDb) -> World {
    let world = World::new(db).await;
    evaluate::keep(&world.app.app, &Actor::System, Which::All, &NoProgress)
        .await
        .unwrap();
    let leave = world.change("in", "leave", "stay", &[("at", "2026-03-02T03:00")]);
    world.record(&world.nurse, &leave).await.unwrap();
    let shift = [
        ("unit", "{ward}"),
        ("from", "2026-03-02T07:00"),
        ("to", "2026-03-02T15:00"),
    ];
    let shift = world.command("in", "shift", &shift);
    world.record(&world.nurse, &shift).await.unwrap();
    for day in ["2026-03-03T10:00", "2026-03-10T10:00"] {
        let book = [("unit", "{clinic}"), ("main", "{therapist}"), ("at", day)];
        let book = world.command("in", "book", &book);
        world.record(&world.nurse, &book).await.unwrap();
    }
    world
}

#[tokio::test]
async fn what_was_open_ends_and_nothing_more_is_asked_until_it_is_taken_back() {
    both(async |db| {
        let world = world(db).await;
        assert!(found(&world).await > 0, "there is something to fall silent");
        let before = known(&world).await;
        // The therapist called one booking off for a reason of their own.
        let off = before
            .contacts
            .iter()
            .find(|one| one.status == ContactStatus::Planned);
        let cancel = Command {
            looks: Some(Looks {
                record: off.unwrap().id,
                version: 1,
            }),
            ..world.command("in", "cancelled", &[])
        };
        world.record(&world.therapist, &cancel).await.unwrap();
        let before = known(&world).await;

        let recorded = world
            .record(&world.nurse, &about(&world, "death", 1, &DIED))
            .await;
        let recorded = recorded.unwrap();
        assert!(recorded.cleared > 0);
        let now = known(&world).await;
        let died = now.patient.deceased_at.unwrap();
        let stay = now
            .periods
            .iter()
            .find(|one| one.id.0 == world.id("stay"))
            .unwrap();
        assert_eq!(stay.to, Some(died));
        let row = entity::treatment_period::Entity::find()
            .filter(entity::treatment_period::Column::Id.eq(world.id("stay")))
            .one(world.app.db.writer())
            .await
            .unwrap();
        assert_eq!(row.unwrap().end_reason.as_deref(), Some("died"));
        assert_eq!(stay.leave[0].to, Some(died));
        let tie = &now.relationships[0];
        assert_eq!(
            (tie.to, tie.end_reason),
            (Some(died), Some(EndReason::PatientDied))
        );
        assert!(
            now.contacts
                .iter()
                .all(|one| one.status != ContactStatus::Planned)
        );
        let shift = &now.shifts[0];
        assert_eq!(
            shift.to,
            Some(shift.from),
            "a shift that began later was none"
        );
        assert_eq!((found(&world).await, stored(&world).await), (0, 0));

        let [created, updated, _, rejected] = out_and_in(&world.app.app, "local").await;
        assert_eq!([created, updated, rejected], [0, 0, 0]);

        // Whoever tries it twice is told; the form sent twice changes nothing.
        let again = about(&world, "death", 2, &DIED);
        let told = wrong(world.record(&Actor::System, &again).await);
        assert_eq!(told, ["at: already_there"]);

        // Only the tail is left to the therapist, and it is enough to take it back.
        let undo = about(&world, "death-undo", 2, &[("reason", "The wrong patient")]);
        let met = about(&world, "patient", 2, &[("language", "nb")]);
        let refused = world.record(&world.therapist, &met).await;
        assert!(
            matches!(refused, Err(AppError::Forbidden(_))),
            "{refused:?}"
        );
        let undone = world.record(&world.therapist, &undo).await.unwrap();
        assert_eq!(undone.first(Kind::Patient).unwrap().version, 3);
        let after = known(&world).await;
        // What was off before stays off.
        assert_eq!(format!("{after:?}"), format!("{before:?}"));
        assert_eq!(stored(&world).await, found(&world).await as u64);
        assert!(found(&world).await > 0);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_changed_since_stays_as_they_said() {
    on_sqlite(async |db| {
        let world = world(db).await;
        let death = about(&world, "death", 1, &DIED);
        world.record(&world.nurse, &death).await.unwrap();
        let mut reason = world.change(
            "in",
            "relationship-correct",
            "tie",
            &[("end_reason", "transfer_team"), ("to", "2026-03-01T12:00")],
        );
        reason.looks.as_mut().unwrap().version = 2;
        world.record(&Actor::System, &reason).await.unwrap();
        let undo = about(&world, "death-undo", 2, &[("reason", "The wrong patient")]);
        world.record(&Actor::System, &undo).await.unwrap();
        let now = known(&world).await;
        assert_eq!(
            now.relationships[0].end_reason,
            Some(EndReason::TransferTeam)
        );
        assert!(now.periods.iter().any(|one| one.to.is_none()));
        // It can be recorded anew, and taken back anew.
        let death = about(&world, "death", 3, &DIED);
        world.record(&world.nurse, &death).await.unwrap();
        let undo = about(&world, "death-undo", 4, &[("reason", "Again")]);
        world.record(&Actor::System, &undo).await.unwrap();
        let now = known(&world).await;
        assert_eq!(
            now.relationships[0].end_reason,
            Some(EndReason::TransferTeam)
        );
        assert!(now.periods.iter().any(|one| one.to.is_none()));
    })
    .await;
}

#[tokio::test]
async fn a_death_that_cannot_be_is_refused() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        for (verb, fields, expected) in [
            (
                "death",
                &[][..],
                &["at: missing", "confirmed: not_confirmed"][..],
            ),
            (
                "death",
                &[("at", "2026-03-02"), ("confirmed", "true")],
                &["at: no_time"],
            ),
            (
                "death",
                &[("at", "2026-03-02T10:00")],
                &["confirmed: not_confirmed"],
            ),
            (
                "death",
                &[("at", "2026-03-03T10:00"), ("confirmed", "true")],
                &["at: in_future"],
            ),
            (
                "death",
                &[("at", "1979-03-03T10:00"), ("confirmed", "true")],
                &["at: before_birth"],
            ),
            (
                "death",
                &[("at", "2026-02-09T10:00"), ("confirmed", "true")],
                &["at: seen_since"],
            ),
            (
                "death-undo",
                &[("reason", "None died")],
                &["reason: not_dead"],
            ),
        ] {
            let told = wrong(
                world
                    .record(&world.nurse, &about(&world, verb, 1, fields))
                    .await,
            );
            assert_eq!(told, expected, "{verb} {fields:?}");
        }
        let death = about(&world, "death", 1, &DIED);
        world.record(&world.nurse, &death).await.unwrap();
        let undo = about(&world, "death-undo", 2, &[]);
        let told = wrong(world.record(&Actor::System, &undo).await);
        assert_eq!(told, ["reason: no_reason"]);
    })
    .await;
}
