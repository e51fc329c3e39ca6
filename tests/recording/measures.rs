//! Formal status and restrictive measures: recorded, told in the people whom the patient had to meet, and answered
//! with a conversation.

use chrono::NaiveDate;
use redthread::app::record;
use redthread::app::recording::{Command, Looks};
use redthread::app::{Actor, NoProgress, evaluate, evaluate::Which};
use redthread::domain::compulsion;
use redthread::domain::ids::{ProfessionalId, RecordId};
use redthread::domain::intake::Kind;
use redthread::domain::legal;
use redthread::domain::trajectory::{LegalPeriod, Measure, MeasureVisit, Trajectory};
use redthread::domain::vocabulary::{DebriefOutcome, MeasureKind};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{World, import, out_and_in, wrong};
use crate::support::both;

async fn known(world: &World) -> Trajectory {
    let app = &world.app.app;
    let opened = record::open(app, &Actor::System, world.patient("in"), "test").await;
    opened.unwrap().trajectory
}

/// A verb about a record that was made here.
fn about(
    world: &World,
    verb: &str,
    (record, version): (RecordId, i32),
    fields: &[(&str, &str)],
) -> Command {
    Command {
        looks: Some(Looks { record, version }),
        ..world.command("in", verb, fields)
    }
}

async fn seclusion(world: &World) -> RecordId {
    let fields = [
        ("kind", "seclusion"),
        ("unit", "{ward}"),
        ("from", "2026-02-22T09:00"),
        ("decided_by", "{therapist}"),
    ];
    let command = world.command("in", "measure", &fields);
    let recorded = world.record(&world.nurse, &command).await.unwrap();
    recorded.first(Kind::Measure).unwrap().id
}

fn only(trajectory: &Trajectory) -> &Measure {
    let [measure] = trajectory.measures.as_slice() else {
        panic!("{:?}", trajectory.measures);
    };
    measure
}

#[tokio::test]
async fn a_measure_is_begun_visited_ended_and_talked_about() {
    both(async |db| {
        let world = World::new(db).await;
        let id = seclusion(&world).await;
        let twice = world.command(
            "in",
            "measure",
            &[("kind", "seclusion"), ("unit", "{ward}")],
        );
        assert_eq!(
            wrong(world.record(&world.nurse, &twice).await),
            ["kind: already_there"]
        );
        for (who, at) in [
            ("nurse", "2026-02-22T10:00"),
            ("other", "2026-02-22T22:00"),
            ("nurse", "2026-02-23T08:00"),
        ] {
            let who = format!("{{{who}}}");
            let fields = [("professional", who.as_str()), ("at", at)];
            let visit = about(&world, "measure-visit", (id, 1), &fields);
            world.record(&world.nurse, &visit).await.unwrap();
            let again = world.record(&world.nurse, &visit).await;
            assert_eq!(wrong(again), ["at: already_there"], "the same once more");
        }
        let before = [("at", "2026-02-22T08:59"), ("professional", "{nurse}")];
        let before = about(&world, "measure-visit", (id, 1), &before);
        assert_eq!(
            wrong(world.record(&world.nurse, &before).await),
            ["at: not_meanwhile"]
        );
        let end = [("to", "2026-02-23T09:00"), ("known_person_present", "true")];
        let end = about(&world, "measure-end", (id, 1), &end);
        world.record(&world.nurse, &end).await.unwrap();
        let twice = about(&world, "measure-end", (id, 2), &[]);
        assert_eq!(
            wrong(world.record(&world.nurse, &twice).await),
            ["to: measure_over"]
        );

        let known = known(&world).await;
        let measure = only(&known);
        assert_eq!(measure.kind, MeasureKind::Seclusion);
        assert_eq!(measure.known_person_present, Some(true));
        assert_eq!(measure.visits.len(), 3);
        let zone = world.app.app.zone;
        let days = compulsion::days(&compulsion::visits(measure, zone));
        let told: Vec<_> = days
            .iter()
            .map(|day| (day.visits, day.people.len()))
            .collect();
        assert_eq!(told, [(2, 2), (1, 1)]);

        // Seven days without a word: asked for, and answered.
        assert!(flags(&world).await.is_empty(), "seven days are not over");
        world.app.clock.advance(chrono::TimeDelta::days(1));
        assert_eq!(flags(&world).await, ["coercion_without_debrief"]);
        let offer = about(
            &world,
            "measure-debrief",
            (id, 2),
            &[("outcome", "declined")],
        );
        world.record(&world.nurse, &offer).await.unwrap();
        assert!(flags(&world).await.is_empty());
        let late = about(
            &world,
            "measure-debrief",
            (id, 3),
            &[("outcome", "held"), ("offered_at", "2026-02-21T09:00")],
        );
        assert_eq!(
            wrong(world.record(&world.nurse, &late).await),
            ["offered_at: end_before_start"]
        );
        let correct = [("decided_by", ""), ("reason", "It was the other one")];
        let correct = about(&world, "measure-correct", (id, 3), &correct);
        world.record(&world.nurse, &correct).await.unwrap();
        let known = self::known(&world).await;
        let measure = only(&known);
        assert_eq!(measure.decided_by, None);
        assert_eq!(measure.debrief_outcome, Some(DebriefOutcome::Declined));
        assert_eq!(measure.visits.len(), 3, "they stay with it");
    })
    .await;
}

async fn flags(world: &World) -> Vec<&'static str> {
    let app = &world.app.app;
    let opened = record::open(app, &Actor::System, world.patient("in"), "test").await;
    let opened = opened.unwrap();
    let found = redthread::domain::flags::judge(&opened.case()).flags;
    let mut codes: Vec<_> = found.iter().map(|flag| flag.code).collect();
    codes.retain(|code| *code == "coercion_without_debrief" || *code == "seclusion_many_staff");
    codes
}

const ELSEWHERE: [(&str, &str); 2] = [
    (
        "measures.csv",
        "id,patient_id,kind,from,unit_id\nm1,in,seclusion,2026-02-22T09:00,ward\n",
    ),
    (
        "measure_visits.csv",
        "patient_id,measure_id,professional_id,at\nin,m1,nurse,2026-02-22T10:00\n",
    ),
];

/// What another system began, staff here go on with; the visit is named as that system would name it, so that its
/// next file brings it once.
#[tokio::test]
async fn a_visit_to_a_measure_from_elsewhere_belongs_to_it() {
    both(async |db| {
        let world = World::new(db).await;
        import(&world.app, &ELSEWHERE).await;
        let id = only(&known(&world).await).id;
        let there = [("professional", "{nurse}"), ("at", "2026-02-22T10:00")];
        let there = about(&world, "measure-visit", (id, 1), &there);
        let there = world.record(&world.nurse, &there).await;
        assert_eq!(wrong(there), ["at: already_there"]);
        let new = [("professional", "{other}"), ("at", "2026-02-22T11:00")];
        let new = about(&world, "measure-visit", (id, 1), &new);
        world.record(&world.nurse, &new).await.unwrap();
        let rows = entity::measure_visit::Entity::find();
        let rows = rows.all(&world.app.app.db.read).await.unwrap();
        assert_eq!(rows.len(), 2);
        for row in &rows {
            assert_eq!(row.source_system, "local");
            assert!(
                row.source_value.starts_with("m1\u{1f}"),
                "{}",
                row.source_value
            );
            assert!(!row.source_value.contains('|'), "{}", row.source_value);
        }
        let same = "patient_id,measure_id,professional_id,at\nin,m1,other,2026-02-22T11:00\n";
        import(&world.app, &[("measure_visits.csv", same)]).await;
        assert_eq!(only(&known(&world).await).visits.len(), 2);
        let [created, updated, _, rejected] = out_and_in(&world.app.app, "local").await;
        assert_eq!([created, updated, rejected], [0, 0, 0]);
    })
    .await;
}

#[tokio::test]
async fn a_formal_status_ends_the_one_before_it() {
    both(async |db| {
        let world = World::new(db).await;
        let status = async |status: &str, from: &str| {
            let fields = [("status", status), ("from", from), ("felt_forced", "true")];
            let command = world.command("in", "legal-status", &fields);
            world.record(&world.nurse, &command).await
        };
        status("no-3-2", "2026-02-20T10:00").await.unwrap();
        let same = status("no-3-2", "2026-02-21T10:00").await;
        assert_eq!(wrong(same), ["status: already_there"]);
        assert_eq!(
            wrong(status("no-3-3-in", "2026-03-02T13:00").await),
            ["from: in_future"]
        );
        assert_eq!(
            wrong(status("", "2026-02-21T10:00").await),
            ["status: missing"]
        );
        let made = status("no-3-3-in", "2026-02-24T09:00").await.unwrap();
        let periods = known(&world).await.legal_periods;
        let told = |one: &LegalPeriod| (one.status.clone(), one.to.is_some());
        let told: Vec<_> = periods.iter().map(told).collect();
        assert_eq!(
            told,
            [("no-3-2".to_owned(), true), ("no-3-3-in".to_owned(), false)]
        );
        assert_eq!(periods[0].to, Some(periods[1].from));

        let id = made.first(Kind::LegalPeriod).unwrap().id;
        let early = about(
            &world,
            "legal-status-end",
            (id, 1),
            &[("to", "2026-02-24T08:00")],
        );
        assert_eq!(
            wrong(world.record(&world.nurse, &early).await),
            ["to: end_before_start"]
        );
        let end = about(
            &world,
            "legal-status-end",
            (id, 1),
            &[("felt_forced", "false")],
        );
        world.record(&world.nurse, &end).await.unwrap();
        let fields = [("to", ""), ("reason", "It lasts")];
        let correct = about(&world, "legal-status-correct", (id, 2), &fields);
        world.record(&world.nurse, &correct).await.unwrap();
        let periods = known(&world).await.legal_periods;
        assert_eq!((periods[1].to, periods[1].felt_forced), (None, Some(false)));
        evaluate::keep(&world.app.app, &Actor::System, Which::All, &NoProgress)
            .await
            .unwrap();
    })
    .await;
}

#[test]
fn statuses_are_read_and_offered_in_force_and_where_the_service_is() {
    let all = legal::all();
    assert!(all.len() > 10, "the table is read");
    let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
    let offered = |zone: chrono_tz::Tz, on: &str| -> Vec<&str> {
        let country = legal::country_of(zone);
        let statuses = legal::in_force(country, day(on));
        statuses.map(|status| status.code.as_str()).collect()
    };
    let oslo = chrono_tz::Tz::Europe__Oslo;
    assert!(offered(oslo, "2017-08-31").contains(&"no-2-2"));
    assert!(!offered(oslo, "2017-09-01").contains(&"no-2-2"));
    assert!(
        offered(oslo, "2026-03-02")
            .iter()
            .all(|code| code.starts_with("no-"))
    );
    let london = offered(chrono_tz::Tz::Europe__London, "2026-03-02");
    assert!(london.contains(&"gb-s2") && !london.contains(&"no-3-2"));
    let elsewhere = offered(chrono_tz::Tz::Asia__Tokyo, "2026-03-02");
    assert!(elsewhere.contains(&"gb-s2") && elsewhere.contains(&"no-3-2"));
    // Each has its name in both languages.
    for language in redthread::web::Language::ALL {
        let files = language.files();
        for status in all {
            let key = format!("legal-{} =", status.code);
            let is_named = files.iter().any(|(_, text)| text.contains(&key));
            assert!(is_named, "{key} {}", language.code());
        }
    }
}

/// Three of the staff in twelve visits over three days: told from there on, and not before.
#[test]
fn a_share_is_told_of_enough_visits_over_enough_days() {
    let zone = chrono_tz::Tz::Europe__Oslo;
    let at = |day: i64, hour: i64| {
        let start: chrono::DateTime<chrono::Utc> = "2026-02-01T08:00:00Z".parse().unwrap();
        start + chrono::TimeDelta::days(day) + chrono::TimeDelta::hours(hour)
    };
    let measure = |visits: i64, days: i64| Measure {
        id: RecordId(Uuid::from_u128(1)),
        source: "m".to_owned(),
        kind: MeasureKind::Seclusion,
        from: at(0, 0),
        to: Some(at(days, 0)),
        unit: None,
        decided_by: None,
        known_person_present: None,
        debrief_offered_at: None,
        debrief_outcome: None,
        visits: (0..visits)
            .map(|n| MeasureVisit {
                professional: ProfessionalId(Uuid::from_u128(u128::try_from(n % 4).unwrap())),
                at: at(n % days, n / days),
            })
            .collect(),
    };
    let share = |visits, days| {
        let measure = measure(visits, days);
        compulsion::told_share(&measure, zone, "2026-03-01".parse().unwrap())
    };
    assert_eq!(share(12, 3), Some(0.75));
    assert_eq!(share(11, 3), None);
    assert_eq!(share(12, 2), None);
}
