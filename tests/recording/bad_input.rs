//! What cannot be meant: every field that is wrong is named, and nothing is written.

use redthread::app::Actor;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{World, wrong};
use crate::support::on_sqlite;

type Case = (
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

const CASES: &[Case] = &[
    ("in", "met", None, &[], &["unit: missing"]),
    (
        "in",
        "met",
        None,
        &[("unit", "ward")],
        &["unit: unknown_unit"],
    ),
    (
        "in",
        "met",
        None,
        &[("unit", "{nurse}")],
        &["unit: unknown_unit"],
    ),
    (
        "in",
        "met",
        None,
        &[("unit", "{ward}"), ("main", "{ward}")],
        &["main: unknown_person"],
    ),
    (
        "in",
        "met",
        None,
        &[("unit", "{ward}"), ("minutes", "-5")],
        &["minutes: no_number"],
    ),
    (
        "in",
        "met",
        None,
        &[("unit", "{ward}"), ("mode", "telepathy")],
        &["mode: no_choice"],
    ),
    (
        "in",
        "book",
        None,
        &[("unit", "{clinic}")],
        &["at: missing"],
    ),
    (
        "in",
        "book",
        None,
        &[("unit", "{clinic}"), ("at", "tomorrow")],
        &["at: no_time"],
    ),
    (
        "in",
        "book",
        None,
        &[("unit", "{clinic}"), ("at", "2026-03-02")],
        &["at: no_time"],
    ),
    (
        "in",
        "book",
        None,
        &[("unit", "{clinic}"), ("at", "2026-03-01T10:00")],
        &["at: in_past"],
    ),
    (
        "in",
        "book",
        None,
        &[("unit", "{clinic}"), ("at", "2226-03-01T10:00")],
        &["at: too_far"],
    ),
    (
        "in",
        "contact",
        None,
        &[("unit", "{clinic}"), ("at", "2026-03-03T10:00")],
        &["at: in_future"],
    ),
    (
        "in",
        "contact",
        None,
        &[("unit", "{clinic}"), ("at", "1826-03-03T10:00")],
        &["at: too_long_ago"],
    ),
    (
        "in",
        "contact",
        None,
        &[("unit", "{clinic}"), ("at", "1979-03-03T10:00")],
        &["at: before_birth"],
    ),
    ("out", "attended", Some("later"), &[], &["at: in_future"]),
    ("out", "no-show", Some("later"), &[], &["at: in_future"]),
    ("in", "attended", Some("was"), &[], &["status: not_booked"]),
    (
        "in",
        "contact-correct",
        Some("was"),
        &[("at", "2026-03-09T10:00")],
        &["at: in_future"],
    ),
    (
        "in",
        "relationship",
        None,
        &[("kind", "friend")],
        &["kind: no_choice", "professional: no_holder"],
    ),
    (
        "in",
        "relationship",
        None,
        &[
            ("kind", "therapist"),
            ("professional", "{therapist}"),
            ("person_name", "Mum"),
        ],
        &["professional: no_holder"],
    ),
    (
        "in",
        "relationship",
        None,
        &[("kind", "therapist"), ("professional", "{therapist}")],
        &["professional: already_there"],
    ),
    (
        "in",
        "relationship",
        None,
        &[
            ("kind", "coordinator"),
            ("professional", "{therapist}"),
            ("deputy", "{therapist}"),
            ("planned_end", "2020-01-01"),
        ],
        &["planned_end: end_before_start", "deputy: same_person"],
    ),
    (
        "in",
        "relationship",
        None,
        &[
            ("kind", "coordinator"),
            ("professional", "{nurse}"),
            ("important_to_patient", "true"),
        ],
        &["patients_wish: patients_wish"],
    ),
    (
        "in",
        "relationship-end",
        Some("tie"),
        &[],
        &["end_reason: missing"],
    ),
    (
        "in",
        "relationship-end",
        Some("tie"),
        &[("to", "2023-01-01T10:00"), ("end_reason", "leave")],
        &["to: end_before_start"],
    ),
    (
        "in",
        "relationship-end",
        Some("tie"),
        &[("to", "2026-04-01T10:00"), ("end_reason", "leave")],
        &["to: in_future"],
    ),
    (
        "in",
        "relationship-end",
        Some("tie"),
        &[("end_reason", "leave"), ("goodbye", "perhaps")],
        &["goodbye: no_answer"],
    ),
    (
        "in",
        "relationship-plan-end",
        Some("tie"),
        &[("planned_end", "2026-02-01")],
        &["planned_end: in_past"],
    ),
    (
        "in",
        "relationship-plan-end",
        Some("tie"),
        &[("planned_end", "30/2")],
        &["planned_end: no_day"],
    ),
    (
        "in",
        "admit",
        None,
        &[("unit", "{ward}")],
        &["unit: already_here"],
    ),
    (
        "in",
        "admit",
        None,
        &[("unit", "{south}")],
        &["unit: on_another_ward"],
    ),
    (
        "in",
        "admit",
        None,
        &[("unit", "{team}"), ("at", "2026-03-02T13:00")],
        &["at: in_future"],
    ),
    (
        "in",
        "transfer",
        Some("stay"),
        &[("unit", "{ward}")],
        &["unit: same_unit"],
    ),
    (
        "in",
        "transfer",
        Some("stay"),
        &[("unit", "{south}"), ("at", "2026-02-01T10:00")],
        &["at: end_before_start"],
    ),
    (
        "in",
        "discharge",
        Some("stay"),
        &[],
        &["end_reason: missing", "contact_at: no_follow_up"],
    ),
    (
        "in",
        "discharge",
        Some("stay"),
        &[
            ("end_reason", "home"),
            ("contact_at", "2026-03-06T10:00"),
            ("contact_main", "{nurse}"),
            ("contact_unit", "{clinic}"),
        ],
        &["contact_at: follow_up_late"],
    ),
    (
        "in",
        "discharge",
        Some("stay"),
        &[("end_reason", "home"), ("contact_at", "2026-03-03T10:00")],
        &["contact_main: missing", "contact_unit: missing"],
    ),
    (
        "in",
        "discharge",
        Some("stay"),
        &[("end_reason", "home"), ("follow_up", "not_offered")],
        &["follow_up_reason: no_reason"],
    ),
    ("in", "return", Some("stay"), &[], &["at: not_on_leave"]),
    ("out", "leave", Some("books"), &[], &["at: not_a_ward"]),
    (
        "in",
        "period-correct",
        Some("stay"),
        &[("to", "2026-01-01T10:00")],
        &["to: end_before_start"],
    ),
    (
        "in",
        "decision",
        None,
        &[],
        &["subject: missing", "outcome: missing"],
    ),
    (
        "in",
        "decision",
        None,
        &[("subject", "coordinator"), ("outcome", "not_offered")],
        &["reason: no_reason"],
    ),
    (
        "in",
        "review",
        None,
        &[("held_at", "2027-01-01T10:00")],
        &["held_at: in_future"],
    ),
    (
        "in",
        "shift",
        None,
        &[("unit", "{ward}"), ("to", "2026-03-02T11:00")],
        &["to: end_before_start"],
    ),
    (
        "in",
        "shift",
        None,
        &[("unit", "{ward}"), ("to", "2026-03-09T11:00")],
        &["to: long_shift"],
    ),
];

#[tokio::test]
async fn what_cannot_be_meant_is_told_field_by_field() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        let before = changes(&world).await;
        for (patient, verb, about, fields, expected) in CASES {
            let command = match about {
                Some(record) => world.change(patient, verb, record, fields),
                None => world.command(patient, verb, fields),
            };
            let actor = if *patient == "in" {
                &world.nurse
            } else {
                &world.therapist
            };
            let mut told = wrong(world.record(actor, &command).await);
            let mut expected = expected.to_vec();
            told.sort();
            expected.sort_unstable();
            assert_eq!(told, expected, "{verb} {about:?} {fields:?}");
        }
        assert_eq!(changes(&world).await, before);
    })
    .await;
}

/// How much is stored.
async fn changes(world: &World) -> (u64, u64, u64) {
    let db = world.app.db.writer();
    (
        entity::contact::Entity::find().count(db).await.unwrap(),
        entity::record_version::Entity::find()
            .count(db)
            .await
            .unwrap(),
        entity::decision::Entity::find().count(db).await.unwrap(),
    )
}

#[tokio::test]
async fn an_ended_stay_and_an_ended_relationship_are_over() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        let home = world.change("in", "discharge", "stay", &[("end_reason", "died")]);
        world.record(&world.nurse, &home).await.unwrap();
        let again = super::Command {
            looks: home.looks.map(|looks| super::Looks {
                version: 2,
                ..looks
            }),
            ..home
        };
        assert_eq!(
            wrong(world.record(&Actor::System, &again).await),
            ["at: not_admitted"]
        );
        let end = world.change(
            "in",
            "relationship-end",
            "tie",
            &[("end_reason", "unknown")],
        );
        world.record(&world.therapist, &end).await.unwrap();
        let again = super::Command {
            looks: end.looks.map(|looks| super::Looks {
                version: 2,
                ..looks
            }),
            ..end
        };
        let told = wrong(world.record(&Actor::System, &again).await);
        assert_eq!(told, ["to: already_ended"]);
    })
    .await;
}
