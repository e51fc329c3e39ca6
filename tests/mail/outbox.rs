//! Letters on their way: never lost, never sent again once that is written down, whatever the mail
//! server does.

use chrono::TimeDelta;
use redthread::app::{Actor, accounts, outbox as letters};
use redthread::jobs;
use redthread::mail::{Encryption, MailFault};
use redthread::store::outbox::enqueue;

use super::{BOTH_KNOW, OLA, PASSWORD, World, flag, older, service, to};
use crate::store::fixtures::{audit, id, insert};
use crate::support::both;
use crate::support::smtp::{MailServer, Mood, mailer, mailer_with};

/// The waits between attempts, in minutes, as docs/mail.md tells them.
const WAITS: [i64; 7] = [1, 5, 30, 120, 360, 720, 1440];

/// A world in which word of an urgent flag waits in the outbox, for Kari.
async fn with_a_letter(db: crate::support::TestDb) -> World {
    let world = World::new(db).await;
    world.kari().await;
    insert(&world.db, flag(1, BOTH_KNOW, "urgent")).await;
    assert_eq!(jobs::digest::run_once(&world.app).await.unwrap(), 1);
    world
}

#[tokio::test]
async fn a_letter_is_sent_once_and_that_is_written_down() {
    both(|db| async move {
        let world = with_a_letter(db).await;
        assert_eq!(world.send().await.sent, 1);
        assert_eq!(world.send().await, jobs::outbox::Tally::default());
        let received = world.server.received();
        assert_eq!(received.len(), 1);
        assert_eq!(received[0].to, ["kari@service.example"]);
        assert_eq!(received[0].from, "redthread@service.example");
        let entry = &world.entries().await[0];
        let message = format!("<{}@service.example>", entry.id);
        assert_eq!(received[0].header("Message-ID"), message);
        assert_eq!(received[0].header("Auto-Submitted"), "auto-generated");
        assert_eq!(
            received[0].header("Date"),
            "Mon, 02 Mar 2026 05:00:00 +0000"
        );
        assert!(entry.done_at.is_some() && entry.lease_until.is_none());
        assert_eq!(world.audit().await, ["urgent.tell", "mail.send"]);
        assert_eq!(world.standing().await, letters::Standing::default());
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_down_is_tried_again_at_longer_intervals_and_then_given_up() {
    both(|db| async move {
        let mut world = with_a_letter(db).await;
        let port = world.server.port();
        let down = service(&world.db, &world.clock, Some(mailer(port, None)));
        let silent = std::mem::replace(&mut world.server, MailServer::start().await);
        assert!(silent.stop().await.is_empty());
        for wait in WAITS {
            let tally = jobs::outbox::run_once(&down).await.unwrap();
            assert_eq!((tally.deferred, tally.sent), (1, 0));
            world.later(TimeDelta::minutes(wait) - TimeDelta::seconds(1));
            let early = jobs::outbox::run_once(&down).await.unwrap();
            assert_eq!(
                early,
                jobs::outbox::Tally::default(),
                "before {wait} minutes"
            );
            world.later(TimeDelta::seconds(1));
        }
        let standing = world.standing().await;
        assert_eq!(
            (standing.waiting, standing.failing, standing.given_up),
            (1, 1, 0)
        );
        let tally = jobs::outbox::run_once(&down).await.unwrap();
        assert_eq!(tally.given_up, 1);
        let standing = world.standing().await;
        assert_eq!(
            (standing.waiting, standing.failing, standing.given_up),
            (0, 0, 1)
        );
        // Kept for whoever looks, and never tried again.
        world.later(TimeDelta::days(90));
        letters::tidy(&world.app).await.unwrap();
        assert_eq!(world.send().await, jobs::outbox::Tally::default());
        let entry = &world.entries().await[0];
        assert_eq!(entry.attempts, 8);
        assert_eq!(entry.fault.as_deref(), Some("unreachable"));
        assert!(entry.given_up_at.is_some() && entry.done_at.is_none());
        assert!(world.server.received().is_empty());
    })
    .await;
}

#[tokio::test]
async fn one_recipient_that_is_refused_does_not_hold_up_the_others() {
    both(|db| async move {
        let world = with_a_letter(db).await;
        world.server.set(Mood::RefusesRecipients);
        world.account("ola", OLA, to("ola@service.example")).await;
        let mut other = flag(2, BOTH_KNOW, "urgent");
        other.owner_professional_id = Some(id(OLA));
        insert(&world.db, other).await;
        let tally = world.round().await;
        assert_eq!(
            (tally.deferred, tally.sent),
            (2, 0),
            "each of them was asked"
        );
        for entry in world.entries().await {
            assert_eq!(entry.fault.as_deref(), Some("smtp_550"));
        }
        world.server.set(Mood::Kind);
        world.later(TimeDelta::minutes(1));
        assert_eq!(world.send().await.sent, 2);
        assert_eq!(world.server.received().len(), 2);
        for entry in world.entries().await {
            assert!(entry.fault.is_none() && entry.done_at.is_some());
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_server_breaks_off_is_sent_again_and_arrives_once() {
    both(|db| async move {
        let world = with_a_letter(db).await;
        world.server.set(Mood::DiesMidway);
        assert_eq!(world.send().await.deferred, 1);
        assert_eq!(
            world.entries().await[0].fault.as_deref(),
            Some("unreachable")
        );
        world.later(TimeDelta::minutes(1));
        world.server.set(Mood::Busy);
        assert_eq!(world.send().await.deferred, 1);
        assert_eq!(world.entries().await[0].fault.as_deref(), Some("smtp_421"));
        world.later(TimeDelta::minutes(5));
        world.server.set(Mood::Kind);
        assert_eq!(world.send().await.sent, 1);
        assert_eq!(world.server.received().len(), 1);
        assert_eq!(
            world.audit().await,
            ["urgent.tell", "mail.defer", "mail.defer", "mail.send"]
        );
    })
    .await;
}

/// At least once is what can be promised: a server that takes a letter and dies before it says so has it
/// once more, under the same identity.
#[tokio::test]
async fn a_letter_that_may_have_arrived_comes_again_under_the_same_identity() {
    both(|db| async move {
        let world = with_a_letter(db).await;
        world.server.set(Mood::DiesAfterTaking);
        assert_eq!(world.send().await.deferred, 1);
        world.server.set(Mood::Kind);
        world.later(TimeDelta::minutes(1));
        assert_eq!(world.send().await.sent, 1);
        world.later(TimeDelta::days(1));
        assert_eq!(world.send().await.sent, 0);
        let received = world.server.received();
        assert_eq!(received.len(), 2);
        assert_eq!(
            received[0].header("Message-ID"),
            received[1].header("Message-ID")
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_dies_with_a_letter_leaves_it_to_the_next() {
    both(|db| async move {
        let world = with_a_letter(db).await;
        let dead = letters::take(&world.app).await.unwrap().expect("a letter");
        assert_eq!(
            world.send().await.sent,
            0,
            "it is somebody's for five minutes"
        );
        world.later(TimeDelta::minutes(5) - TimeDelta::seconds(1));
        assert_eq!(world.send().await.sent, 0);
        world.later(TimeDelta::seconds(1));
        let next = letters::take(&world.app).await.unwrap().expect("again");
        assert_eq!(next.id(), dead.id());
        // The first was not dead after all: its failure takes nothing away from the second ...
        letters::settle(&world.app, &dead, Err(MailFault::Unreachable))
            .await
            .unwrap();
        let entry = &world.entries().await[0];
        assert!(entry.lease_until.is_some() && entry.fault.is_none());
        // ... and its success counts: nobody sends the letter again.
        letters::settle(&world.app, &dead, Ok(())).await.unwrap();
        letters::settle(&world.app, &next, Err(MailFault::Unreachable))
            .await
            .unwrap();
        world.later(TimeDelta::days(1));
        assert_eq!(world.send().await.sent, 0);
        assert!(world.server.received().is_empty());
        assert_eq!(world.standing().await.waiting, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instances_that_send_at_once_send_each_letter_once() {
    both(|db| async move {
        const LETTERS: u64 = 24;
        let world = World::new(db).await;
        let kari = world.kari().await;
        let payload = serde_json::json!({ "account": kari, "urgent": 1 });
        let now = super::six();
        for n in 0..LETTERS {
            let id = id(5000 + u128::from(n));
            enqueue(world.db.writer(), id, "urgent_letter", payload.clone(), now)
                .await
                .unwrap();
        }
        let mut sending = Vec::new();
        for app in [world.another(), world.another(), world.another()] {
            sending.push(tokio::spawn(async move {
                jobs::outbox::run_once(&app).await.unwrap().sent
            }));
        }
        let mut sent = 0;
        for one in sending {
            sent += one.await.unwrap();
        }
        assert_eq!(sent, LETTERS);
        let mut ids: Vec<_> = world
            .server
            .received()
            .iter()
            .map(|letter| letter.header("Message-ID"))
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len() as u64, LETTERS);
        assert_eq!(world.server.received().len() as u64, LETTERS);
    })
    .await;
}

#[tokio::test]
async fn what_was_undone_is_not_told() {
    both(|db| async move {
        let world = World::new(db).await;
        let kari = world.kari().await;
        let payload = serde_json::json!({ "account": kari, "urgent": 1 });
        let tx = world.db.begin().await.unwrap();
        enqueue(&*tx, id(1), "urgent_letter", payload.clone(), super::six())
            .await
            .unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(world.send().await.sent, 0);
        let tx = world.db.begin().await.unwrap();
        enqueue(&*tx, id(2), "urgent_letter", payload, super::six())
            .await
            .unwrap();
        tx.commit(audit("test")).await.unwrap();
        assert_eq!(world.send().await.sent, 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_written_to_who_takes_it_back_meanwhile() {
    both(|db| async move {
        let world = World::new(db).await;
        let cli = Actor::CommandLine(None);
        let kari = world.kari().await;
        let ola = world.account("ola", OLA, to("ola@service.example")).await;
        insert(&world.db, older(3, flag(1, BOTH_KNOW, "urgent"))).await;
        let mut other = older(3, flag(2, BOTH_KNOW, "urgent"));
        other.owner_professional_id = Some(id(OLA));
        insert(&world.db, other).await;
        world.at_hour(7);
        // Word of the urgent ones, and two digests.
        assert_eq!(jobs::digest::run_once(&world.app).await.unwrap(), 4);
        let nowhere = accounts::MailChange {
            address: Some(None),
            ..accounts::MailChange::default()
        };
        accounts::set_mail(&world.app, &cli, "kari", &nowhere)
            .await
            .unwrap();
        let no_digest = accounts::MailChange {
            is_digest_wanted: Some(false),
            ..accounts::MailChange::default()
        };
        accounts::set_mail(&world.app, &cli, "ola", &no_digest)
            .await
            .unwrap();
        let tally = world.send().await;
        assert_eq!((tally.sent, tally.dropped), (1, 3));
        assert_eq!(world.server.received()[0].to, ["ola@service.example"]);
        assert_ne!(kari, ola);
        assert_eq!(world.standing().await.waiting, 0);
        // A closed account gets none either.
        world.later(TimeDelta::hours(1));
        let mut third = flag(3, BOTH_KNOW, "urgent");
        third.owner_professional_id = Some(id(OLA));
        insert(&world.db, third).await;
        assert_eq!(jobs::digest::run_once(&world.app).await.unwrap(), 1);
        accounts::disable(&world.app, &cli, "ola", false)
            .await
            .unwrap();
        assert_eq!(world.send().await.dropped, 1);
        assert_eq!(world.server.received().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_server_is_signed_in_to_and_a_wrong_password_is_told_by_its_code() {
    both(|db| async move {
        let world = with_a_letter(db).await;
        let login = Some(("redthread", PASSWORD));
        let known = mailer(world.server.port(), login);
        let app = service(&world.db, &world.clock, Some(known));
        world.server.set(Mood::RefusesLogins);
        assert_eq!(jobs::outbox::run_once(&app).await.unwrap().deferred, 1);
        assert_eq!(world.entries().await[0].fault.as_deref(), Some("smtp_535"));
        world.server.set(Mood::Kind);
        world.later(TimeDelta::minutes(1));
        assert_eq!(jobs::outbox::run_once(&app).await.unwrap().sent, 1);
        let told = world.server.login().expect("it was signed in to");
        assert!(told.starts_with("AUTH PLAIN "), "{told}");
        assert_eq!(world.server.connections(), 2);
    })
    .await;
}

/// A server that offers no TLS, or somebody in between who says so, gets neither letter nor password.
#[tokio::test]
async fn without_the_protection_asked_for_nothing_is_said() {
    both(|db| async move {
        let world = with_a_letter(db).await;
        let login = Some(("redthread", PASSWORD));
        for encryption in [Encryption::StartTls, Encryption::Implicit] {
            let strict = mailer_with(world.server.port(), login, encryption);
            let app = service(&world.db, &world.clock, Some(strict));
            let tally = jobs::outbox::run_once(&app).await.unwrap();
            assert_eq!(tally.deferred, 1, "{encryption:?}");
            world.later(TimeDelta::minutes(5));
            let fault = world.entries().await[0].fault.clone().unwrap();
            match encryption {
                Encryption::StartTls => assert_eq!(fault, "tls"),
                _ => assert!(["tls", "unreachable"].contains(&fault.as_str()), "{fault}"),
            }
        }
        assert_eq!(world.server.login(), None);
        assert!(world.server.received().is_empty());
        assert_eq!(world.server.connections(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_is_put_aside_and_others_go_on() {
    both(|db| async move {
        let world = with_a_letter(db).await;
        let now = super::six() - TimeDelta::minutes(1);
        for (n, kind, payload) in [
            (1, "urgent_letter", serde_json::json!({ "account": "x" })),
            (2, "digest_letter", serde_json::json!(["x"])),
            // Not a letter: it waits for whoever knows it.
            (3, "something_else", serde_json::json!({})),
        ] {
            enqueue(world.db.writer(), id(n), kind, payload, now)
                .await
                .unwrap();
        }
        assert_eq!(world.send().await.sent, 1);
        let standing = world.standing().await;
        assert_eq!((standing.waiting, standing.given_up), (1, 2));
    })
    .await;
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_made_and_nothing_taken() {
    both(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        insert(&world.db, flag(1, BOTH_KNOW, "urgent")).await;
        world.at_hour(8);
        let none: Option<std::sync::Arc<redthread::mail::Smtp>> = None;
        let app = service(&world.db, &world.clock, none);
        assert_eq!(jobs::digest::run_once(&app).await.unwrap(), 0);
        assert!(world.entries().await.is_empty());
        jobs::digest::run_once(&world.app).await.unwrap();
        let idle = jobs::outbox::run_once(&app).await.unwrap();
        assert_eq!(idle, jobs::outbox::Tally::default());
        assert_eq!(world.standing().await.waiting, 2);
    })
    .await;
}

#[tokio::test]
async fn what_was_sent_long_ago_is_forgotten() {
    both(|db| async move {
        let world = with_a_letter(db).await;
        world.send().await;
        world.later(TimeDelta::days(30));
        letters::tidy(&world.app).await.unwrap();
        assert_eq!(world.entries().await.len(), 1);
        world.later(TimeDelta::seconds(1));
        letters::tidy(&world.app).await.unwrap();
        assert!(world.entries().await.is_empty());
    })
    .await;
}
