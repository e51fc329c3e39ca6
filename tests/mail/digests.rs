//! The daily digest: whose flags, which of them, when, and what the letter says.

use chrono::{NaiveDate, TimeDelta};
use redthread::app::accounts::MailChoice;
use redthread::domain::digest::{Counts, Digest, MOST, Noted, Part, digest, since};
use redthread::domain::ids::{FlagId, PatientId};
use redthread::domain::time::Instant;
use redthread::domain::vocabulary::{FlagState, Severity};
use redthread::jobs;
use sea_orm::{EntityTrait, QueryOrder};

use super::{
    BOTH_KNOW, KARI, KARI_KNOWS, OLA, STRANGER, UNIT, World, flag, older, pooled, six, to,
};
use crate::store::fixtures::{id, insert};
use crate::support::both;

/// A flag found before the last digest and not looked at since.
fn noted(n: u128, severity: Severity) -> Noted {
    Noted {
        patient: PatientId(id(BOTH_KNOW)),
        id: FlagId(id(n)),
        code: "no_follow_up_7d".to_owned(),
        subject_kind: "admission".to_owned(),
        subject: id(n),
        severity,
        state: FlagState::Open,
        raised_at: last() - TimeDelta::days(3),
        recorded_at: last() - TimeDelta::days(3),
        cleared_at: None,
        snoozed_until: None,
        returned_at: None,
    }
}

fn now() -> Instant {
    six()
}

/// The last digest.
fn last() -> Instant {
    now() - TimeDelta::days(1)
}

fn of(flags: impl IntoIterator<Item = Noted>) -> Digest {
    digest(flags.into_iter().collect(), last(), now())
}

/// The part of a digest in which a flag stands, if it does.
fn part(change: impl FnOnce(&mut Noted), severity: Severity) -> Option<Part> {
    let mut flag = noted(1, severity);
    change(&mut flag);
    of([flag]).lines.first().map(|line| line.part)
}

#[test]
fn a_flag_stands_where_what_happened_to_it_belongs() {
    use FlagState::{Acknowledged, Cleared, NotApplicable, Open, Resolved, Snoozed};
    use Severity::{Attention, Info, Urgent};
    let (just, edge) = (last() + TimeDelta::seconds(1), last());
    // What was there and open before: only the urgent is told again.
    assert_eq!(part(|_| (), Urgent), Some(Part::Urgent));
    assert_eq!(part(|_| (), Attention), None);
    assert_eq!(part(|_| (), Info), None);
    // Found since: from the moment after the last digest to this one.
    assert_eq!(part(|flag| flag.recorded_at = just, Info), Some(Part::New));
    assert_eq!(part(|flag| flag.recorded_at = edge, Info), None);
    assert_eq!(
        part(|flag| flag.recorded_at = now(), Attention),
        Some(Part::New)
    );
    assert_eq!(
        part(|flag| flag.recorded_at = just, Urgent),
        Some(Part::Urgent)
    );
    // What somebody has seen is no news, however urgent.
    for state in [Acknowledged, Resolved, NotApplicable, Snoozed] {
        let seen = |flag: &mut Noted| {
            flag.state = state;
            flag.recorded_at = just;
            flag.snoozed_until = Some(now() + TimeDelta::seconds(1));
        };
        assert_eq!(part(seen, Urgent), None, "{state:?}");
        assert_eq!(part(seen, Attention), None, "{state:?}");
    }
    // Time aside is over at its end, whether somebody has written that down or not.
    for (state, until, expected) in [
        (Snoozed, now(), Some(Part::Returned)),
        (Snoozed, now() + TimeDelta::seconds(1), None),
        (Snoozed, just, Some(Part::Returned)),
        (Snoozed, edge, None),
        (Open, just, Some(Part::Returned)),
    ] {
        let snoozed = |flag: &mut Noted| {
            flag.state = state;
            flag.snoozed_until = Some(until);
        };
        assert_eq!(part(snoozed, Attention), expected, "{state:?} {until}");
        let urgent = expected.map(|_| Part::Urgent);
        let urgent = if (state, until) == (Snoozed, edge) {
            Some(Part::Urgent)
        } else {
            urgent
        };
        assert_eq!(part(snoozed, Urgent), urgent, "{state:?} {until}");
    }
    assert_eq!(
        part(|flag| flag.returned_at = Some(just), Info),
        Some(Part::Returned)
    );
    // Gone by itself, after it was told.
    let gone = |state, recorded_at, cleared_at| {
        move |flag: &mut Noted| {
            flag.state = state;
            flag.recorded_at = recorded_at;
            flag.cleared_at = Some(cleared_at);
        }
    };
    let before = edge - TimeDelta::days(1);
    assert_eq!(
        part(gone(Cleared, before, just), Urgent),
        Some(Part::Cleared)
    );
    assert_eq!(part(gone(Cleared, before, edge), Urgent), None);
    assert_eq!(
        part(gone(Cleared, just, now()), Urgent),
        None,
        "came and went"
    );
    assert_eq!(part(gone(Resolved, before, just), Urgent), None);
}

#[test]
fn the_most_pressing_come_first_and_a_marker_gives_way_to_the_urgent() {
    let new = |n, severity| Noted {
        recorded_at: now(),
        ..noted(n, severity)
    };
    let mut shadowed = new(5, Severity::Info);
    let urgent = noted(6, Severity::Urgent);
    shadowed.subject = urgent.subject;
    let mut back = noted(7, Severity::Attention);
    back.returned_at = Some(now());
    let mut waiting = new(8, Severity::Attention);
    waiting.raised_at -= TimeDelta::days(1);
    let digest = of([
        back,
        new(1, Severity::Info),
        new(2, Severity::Attention),
        shadowed,
        urgent,
        waiting,
    ]);
    let order: Vec<_> = digest
        .lines
        .iter()
        .map(|line| line.flag.id.0.as_u128() - id(0).as_u128())
        .collect();
    assert_eq!(order, [6, 8, 2, 1, 7]);
    let expected = Counts {
        urgent: 1,
        attention: 2,
        info: 1,
        returned: 1,
        cleared: 0,
        news: 0,
    };
    assert_eq!(digest.counts, expected);
}

#[test]
fn more_than_fit_are_counted() {
    let many = u128::try_from(MOST).unwrap() + 5;
    let digest = of((0..many).map(|n| noted(n, Severity::Urgent)));
    assert_eq!(digest.lines.len(), MOST);
    assert_eq!(
        (digest.left_out, digest.counts.urgent),
        (5, MOST as u64 + 5)
    );
}

#[test]
fn a_digest_tells_from_the_last_one_on_and_of_a_week_at_most() {
    let day = TimeDelta::days(1);
    assert_eq!(since(Some(now() - day * 3), now()), now() - day * 3);
    assert_eq!(since(Some(now() - day * 30), now()), now() - day * 7);
    assert_eq!(since(None, now()), now() - day);
}

#[test]
fn only_what_is_urgent_new_or_back_is_worth_a_letter() {
    let counts = Counts::default();
    assert!(!counts.is_news());
    assert!(
        !Counts {
            cleared: 9,
            ..counts
        }
        .is_news()
    );
    for news in [
        Counts {
            urgent: 1,
            ..counts
        },
        Counts {
            attention: 1,
            ..counts
        },
        Counts { info: 1, ..counts },
        Counts {
            returned: 1,
            ..counts
        },
    ] {
        assert!(news.is_news());
    }
}

/// The days whose digests were made, in order.
async fn made(world: &World) -> Vec<NaiveDate> {
    entity::digest_sent::Entity::find()
        .order_by_asc(entity::digest_sent::Column::DueOn)
        .all(world.db.writer())
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.due_on)
        .collect()
}

/// Ends word of urgent flags, which other tests are about: who was told is not told again.
async fn hush(world: &World) {
    use sea_orm::sea_query::Expr;
    entity::account::Entity::update_many()
        .col_expr(
            entity::account::Column::ToldAt,
            Expr::value(six() + TimeDelta::days(365)),
        )
        .exec(world.db.writer())
        .await
        .unwrap();
}

#[tokio::test]
async fn it_comes_at_seven_once_a_day_when_there_is_news() {
    both(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        insert(&world.db, flag(1, BOTH_KNOW, "attention")).await;
        assert_eq!(world.round().await.sent, 0, "at six");
        world.at_hour(7);
        world.later(TimeDelta::seconds(-1));
        assert_eq!(world.round().await.sent, 0, "a second before seven");
        world.later(TimeDelta::seconds(1));
        assert_eq!(world.round().await.sent, 1);
        for hour in [7, 8, 12, 23] {
            world.at_hour(hour);
            assert_eq!(world.round().await.sent, 0, "once a day: {hour}");
        }
        // Nothing new on the next day: a digest, and no letter.
        world.at_hour(24 + 7);
        assert_eq!(world.round().await.sent, 0);
        // And something that was found after it, on the day after.
        let mut next = flag(2, BOTH_KNOW, "info");
        next.recorded_at = six() + TimeDelta::days(1) + TimeDelta::hours(3);
        insert(&world.db, next).await;
        world.at_hour(24 + 7);
        assert_eq!(world.round().await.sent, 1);
        let subjects: Vec<_> = world
            .server
            .received()
            .iter()
            .map(|letter| letter.header("Subject"))
            .collect();
        assert_eq!(
            subjects,
            [
                "Red Thread: your digest of 2 March 2026",
                "Red Thread: your digest of 4 March 2026"
            ]
        );
        let day = |n| NaiveDate::from_ymd_opt(2026, 3, n).unwrap();
        assert_eq!(made(&world).await, [day(2), day(3), day(4)]);
    })
    .await;
}

/// Clocks go forward on 29 March 2026, at two: there is no hour from two to three.
#[tokio::test]
async fn an_hour_that_does_not_exist_is_the_next_one() {
    both(|db| async move {
        let mut world = World::new(db).await;
        world.app.mailing.digest_hour = 2;
        world.kari().await;
        hush(&world).await;
        insert(&world.db, flag(1, BOTH_KNOW, "urgent")).await;
        let change = NaiveDate::from_ymd_opt(2026, 3, 29).unwrap();
        let midnight = redthread::domain::time::start_of_day(change, world.app.zone);
        world.later(midnight + TimeDelta::minutes(119) - six());
        assert_eq!(world.round().await.sent, 0, "01:59");
        world.later(TimeDelta::minutes(1));
        assert_eq!(world.round().await.sent, 1, "03:00");
        world.later(TimeDelta::minutes(30));
        assert_eq!(world.round().await.sent, 0);
        assert_eq!(made(&world).await, [change]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instances_that_make_digests_at_once_make_one_an_account() {
    both(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        for n in 0..8 {
            let name = format!("kari{n}");
            let mail = to(&format!("{name}@service.example"));
            world.account(&name, KARI, mail).await;
        }
        hush(&world).await;
        insert(&world.db, flag(1, BOTH_KNOW, "urgent")).await;
        world.at_hour(7);
        let mut making = Vec::new();
        for app in [world.another(), world.another(), world.another()] {
            making.push(tokio::spawn(async move {
                jobs::digest::run_once(&app).await.unwrap()
            }));
        }
        let mut letters = 0;
        for one in making {
            letters += one.await.unwrap();
        }
        assert_eq!((letters, world.entries().await.len()), (9, 9));
        assert_eq!(world.send().await.sent, 9);
        let mut to: Vec<_> = world
            .server
            .received()
            .into_iter()
            .flat_map(|letter| letter.to)
            .collect();
        to.sort();
        to.dedup();
        assert_eq!(to.len(), 9);
    })
    .await;
}

/// The lines of the digest that somebody got.
async fn lines(world: &World, address: &str) -> Vec<String> {
    hush(world).await;
    world.round().await;
    let received = world.server.received();
    let letter = received
        .iter()
        .rfind(|letter| letter.to == [address])
        .unwrap_or_else(|| panic!("a letter to {address}"));
    let body = letter.body();
    let lines = body.lines().filter_map(|line| line.strip_prefix("- "));
    lines.map(str::to_owned).collect()
}

#[tokio::test]
async fn everybody_is_told_of_their_own_and_of_their_units_flags() {
    both(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        let mail = MailChoice {
            language: Some("nb".to_owned()),
            ..to("ola@service.example")
        };
        world.account("ola", OLA, mail).await;
        // Kari's own, one of them private; the pool's, one of them private, which nobody owns.
        insert(&world.db, flag(1, BOTH_KNOW, "urgent")).await;
        let mut private = flag(2, BOTH_KNOW, "attention");
        private.code = "rupture_unresolved".to_owned();
        private.is_private = true;
        insert(&world.db, private).await;
        insert(&world.db, pooled(flag(3, BOTH_KNOW, "info"))).await;
        let mut nobodys = pooled(flag(4, BOTH_KNOW, "attention"));
        nobodys.code = "rupture_unresolved".to_owned();
        nobodys.is_private = true;
        insert(&world.db, nobodys).await;
        // The pool's, about a patient whom Ola does not reach, and Kari's about one whom she does not.
        insert(&world.db, pooled(flag(5, KARI_KNOWS, "info"))).await;
        insert(&world.db, flag(6, STRANGER, "urgent")).await;
        world.at_hour(7);
        assert_eq!(
            lines(&world, "kari@service.example").await,
            [
                "1 urgent flag, to be looked at today",
                "1 new flag, to be looked at within days",
                "2 new flags that are good to know",
            ]
        );
        assert_eq!(
            lines(&world, "ola@service.example").await,
            ["1 nytt varsel er greit å vite om"]
        );
    })
    .await;
}

#[tokio::test]
async fn what_came_back_and_what_is_gone_is_told() {
    both(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        world.at_hour(7);
        let hour_ago = six();
        let mut snoozed = older(9, flag(1, BOTH_KNOW, "attention"));
        snoozed.state = "snoozed".to_owned();
        snoozed.snoozed_until = Some(hour_ago);
        insert(&world.db, snoozed).await;
        insert(&world.db, older(9, flag(2, BOTH_KNOW, "info"))).await;
        insert(
            &world.db,
            entity::flag_event::Model {
                patient_id: id(BOTH_KNOW),
                id: id(90),
                flag_id: id(2),
                code: "no_follow_up_7d".to_owned(),
                kind: "reopened".to_owned(),
                actor: "system".to_owned(),
                reason: None,
                detail: serde_json::json!({}),
                recorded_at: hour_ago,
            },
        )
        .await;
        let mut gone = older(9, flag(3, BOTH_KNOW, "urgent"));
        gone.state = "cleared".to_owned();
        gone.cleared_at = Some(hour_ago);
        insert(&world.db, gone).await;
        insert(&world.db, older(9, flag(4, BOTH_KNOW, "attention"))).await;
        assert_eq!(
            lines(&world, "kari@service.example").await,
            [
                "2 flags that are back after they were put aside or settled",
                "1 flag that is gone: what it asked for is recorded",
            ]
        );
        let _ = UNIT;
    })
    .await;
}

#[tokio::test]
async fn whoever_wants_none_or_has_no_address_gets_none() {
    both(|db| async move {
        let world = World::new(db).await;
        world.account("kari", KARI, MailChoice::default()).await;
        let urgent_only = MailChoice {
            is_digest_wanted: false,
            ..to("ola@service.example")
        };
        world.account("ola", OLA, urgent_only).await;
        insert(&world.db, pooled(flag(1, BOTH_KNOW, "urgent"))).await;
        world.at_hour(8);
        assert_eq!(world.round().await.sent, 0);
        assert!(made(&world).await.is_empty() && world.entries().await.is_empty());
    })
    .await;
}
