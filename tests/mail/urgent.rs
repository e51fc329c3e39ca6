//! Word of urgent flags, at once; and that no letter ever names anybody.

use chrono::TimeDelta;
use redthread::app::accounts::{self, MailChoice, NewAccount};
use redthread::app::{Actor, Mailing};
use redthread::domain::access::Granted;
use redthread::domain::vocabulary::Role;
use redthread::jobs;
use redthread::mail::Mailer;
use redthread::runtime::Clock;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::sync::Arc;

use super::{BOTH_KNOW, KARI_KNOWS, OLA, PASSWORD, STRANGER, World, flag, older, pooled, to};
use crate::store::fixtures::{id, insert};
use crate::support::app::TestApp;
use crate::support::smtp::MailServer;
use crate::support::{TestDb, both};

/// The subjects of the letters so far.
fn subjects(server: &MailServer) -> Vec<String> {
    let received = server.received();
    received
        .iter()
        .map(|letter| letter.header("Subject"))
        .collect()
}

#[tokio::test]
async fn an_urgent_flag_is_told_at_once_to_its_owner_and_once() {
    both(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        world.account("ola", OLA, to("ola@service.example")).await;
        insert(&world.db, flag(1, BOTH_KNOW, "urgent")).await;
        insert(&world.db, flag(2, BOTH_KNOW, "attention")).await;
        insert(&world.db, pooled(flag(3, BOTH_KNOW, "urgent"))).await;
        insert(&world.db, flag(4, STRANGER, "urgent")).await;
        let mut seen = flag(5, BOTH_KNOW, "urgent");
        seen.state = "acknowledged".to_owned();
        insert(&world.db, seen).await;
        assert_eq!(world.round().await.sent, 1, "a pool is told by the digest");
        assert_eq!(world.server.received()[0].to, ["kari@service.example"]);
        assert_eq!(
            subjects(&world.server),
            ["Red Thread: 1 urgent flag is waiting"]
        );
        for _ in 0..3 {
            world.later(TimeDelta::minutes(15));
            assert_eq!(world.round().await.sent, 0);
        }
    })
    .await;
}

#[tokio::test]
async fn there_is_at_most_one_letter_an_hour_and_it_counts_all_that_wait() {
    both(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        insert(&world.db, flag(1, BOTH_KNOW, "urgent")).await;
        assert_eq!(world.round().await.sent, 1);
        // Another is found, and one that was known becomes urgent.
        insert(&world.db, flag(2, KARI_KNOWS, "urgent")).await;
        insert(&world.db, older(5, flag(4, KARI_KNOWS, "attention"))).await;
        entity::flag::Entity::update_many()
            .col_expr(entity::flag::Column::Severity, Expr::value("urgent"))
            .filter(entity::flag::Column::Id.eq(id(4)))
            .exec(world.db.writer())
            .await
            .unwrap();
        world.later(TimeDelta::hours(1) - TimeDelta::seconds(1));
        assert_eq!(world.round().await.sent, 0);
        world.later(TimeDelta::seconds(1));
        // Seven o'clock: the digest comes too.
        assert_eq!(world.round().await.sent, 2);
        assert_eq!(
            subjects(&world.server),
            [
                "Red Thread: 1 urgent flag is waiting",
                "Red Thread: 3 urgent flags are waiting",
                "Red Thread: your digest of 2 March 2026",
            ]
        );
        world.later(TimeDelta::hours(3));
        assert_eq!(world.round().await.sent, 0, "each of them was told");
        // A new owner was not told yet.
        world.account("ola", OLA, to("ola@service.example")).await;
        entity::flag::Entity::update_many()
            .col_expr(
                entity::flag::Column::OwnerProfessionalId,
                Expr::value(id(OLA)),
            )
            .filter(entity::flag::Column::Id.eq(id(1)))
            .exec(world.db.writer())
            .await
            .unwrap();
        jobs::digest::run_once(&world.app).await.unwrap();
        world.send().await;
        let to_ola: Vec<_> = world
            .server
            .received()
            .into_iter()
            .filter(|letter| letter.to == ["ola@service.example"])
            .map(|letter| letter.header("Subject"))
            .collect();
        assert!(
            to_ola.contains(&"Red Thread: 1 urgent flag is waiting".to_owned()),
            "{to_ola:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_urgent_flag_that_was_opened_again_is_told_again() {
    both(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        insert(&world.db, flag(1, BOTH_KNOW, "urgent")).await;
        assert_eq!(world.round().await.sent, 1);
        world.at_hour(8);
        assert_eq!(world.round().await.sent, 1, "the digest");
        for (n, kind, letters) in [(1, "said_matters", 0), (2, "reopened", 1), (3, "woken", 1)] {
            world.later(TimeDelta::hours(1));
            let event = entity::flag_event::Model {
                patient_id: id(BOTH_KNOW),
                id: id(90 + n),
                flag_id: id(1),
                code: "no_follow_up_7d".to_owned(),
                kind: kind.to_owned(),
                actor: "system".to_owned(),
                reason: None,
                detail: serde_json::json!({}),
                recorded_at: world.clock.now(),
            };
            insert(&world.db, event).await;
            world.later(TimeDelta::minutes(1));
            assert_eq!(world.round().await.sent, letters, "{kind}");
            assert_eq!(world.round().await.sent, 0, "{kind}, once");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instances_that_look_at_once_tell_once() {
    both(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        insert(&world.db, flag(1, BOTH_KNOW, "urgent")).await;
        insert(&world.db, flag(2, BOTH_KNOW, "urgent")).await;
        let mut looking = Vec::new();
        for app in [world.another(), world.another(), world.another()] {
            looking.push(tokio::spawn(async move {
                jobs::digest::run_once(&app).await.unwrap()
            }));
        }
        let mut letters = 0;
        for one in looking {
            letters += one.await.unwrap();
        }
        assert_eq!((letters, world.entries().await.len()), (1, 1));
    })
    .await;
}

/// The cohort with every flag urgent and owned by somebody with an address, in both languages.
async fn a_busy_service(db: TestDb) -> (TestApp, MailServer) {
    let mut app = TestApp::with_patients(db, 12).await;
    let server = MailServer::start().await;
    app.app.mailing = Mailing {
        mailer: Some(server.mailer() as Arc<dyn Mailer>),
        address: Some("https://red.service.example".to_owned()),
        ..Mailing::default()
    };
    let units = app.app.directory().await.unwrap();
    let professional = app.somebody().await;
    for language in ["en", "nb"] {
        let mail = MailChoice {
            address: Some(format!("{language}@mailbox.example")),
            language: Some(language.to_owned()),
            ..MailChoice::default()
        };
        let new = NewAccount {
            username: format!("reader-{language}"),
            password: PASSWORD.into(),
            professional,
            roles: units
                .units
                .keys()
                .map(|unit| Granted {
                    role: Role::CareCoordinator,
                    unit: Some(*unit),
                })
                .collect(),
        };
        accounts::create_with(&app.app, &Actor::System, &new, &mail)
            .await
            .unwrap();
    }
    entity::flag::Entity::update_many()
        .col_expr(
            entity::flag::Column::OwnerProfessionalId,
            Expr::value(professional.unwrap().0),
        )
        .col_expr(entity::flag::Column::Severity, Expr::value("urgent"))
        .exec(app.db.writer())
        .await
        .unwrap();
    (app, server)
}

/// What no letter may hold: names, ids, dates of birth of patients; names of units and professionals;
/// ids of flags.
pub async fn secrets(app: &TestApp) -> Vec<String> {
    let mut secrets = Vec::new();
    for row in entity::patient::Entity::find()
        .all(app.db.writer())
        .await
        .unwrap()
    {
        secrets.extend([row.family_name, row.given_name].into_iter().flatten());
        secrets.extend([row.id.to_string(), row.id.simple().to_string()]);
        secrets.push(row.source_value);
        let text = redthread::web::Text(redthread::web::Language::English);
        secrets.extend(row.birth_date.map(|born| born.to_string()));
        secrets.extend(row.birth_date.map(|born| text.date(born)));
    }
    for row in entity::patient_identifier::Entity::find()
        .all(app.db.writer())
        .await
        .unwrap()
    {
        secrets.push(row.value);
    }
    for row in entity::flag::Entity::find()
        .all(app.db.writer())
        .await
        .unwrap()
    {
        secrets.extend([row.id.to_string(), row.id.simple().to_string()]);
        secrets.push(row.code);
    }
    let directory = app.app.directory().await.unwrap();
    for unit in directory.units.values() {
        secrets.extend([unit.name.clone(), unit.source.value.clone()]);
    }
    for professional in directory.professionals.values() {
        secrets.extend(professional.name.split(' ').map(str::to_owned));
    }
    // Shorter ones would be found in any text.
    secrets.retain(|secret| secret.chars().count() > 3);
    secrets
}

#[tokio::test]
async fn no_letter_names_anybody() {
    both(|db| async move {
        let (app, server) = a_busy_service(db).await;
        let due = jobs::digest::run_once(&app.app).await.unwrap();
        assert_eq!(
            due, 4,
            "a digest and word of urgent flags, in two languages"
        );
        let tally = jobs::outbox::run_once(&app.app).await.unwrap();
        assert_eq!(tally.sent, 4);
        let secrets = secrets(&app).await;
        assert!(secrets.len() > 100, "{} secrets", secrets.len());
        let received = server.received();
        assert_eq!(received.len(), 4);
        for letter in &received {
            let text = letter.everything();
            for secret in &secrets {
                assert!(!text.contains(secret.as_str()), "{secret:?} is in:\n{text}");
            }
            // The only address in it is that of the page; nothing follows it.
            let addresses: Vec<_> = text
                .split_whitespace()
                .filter(|word| word.contains("://"))
                .collect();
            assert!(!addresses.is_empty());
            for address in addresses {
                assert_eq!(address, "https://red.service.example/digest");
            }
            assert!(letter.header("Content-Type").starts_with("text/plain"));
        }
        // Neither does the outbox, nor what is written down about letters.
        for entry in entity::outbox::Entity::find()
            .all(app.db.writer())
            .await
            .unwrap()
        {
            let payload = entry.payload.to_string();
            for secret in &secrets {
                assert!(!payload.contains(secret.as_str()), "{secret:?}: {payload}");
            }
            assert!(!payload.contains('@'), "no address either: {payload}");
        }
        for entry in entity::audit_entry::Entity::find()
            .filter(entity::audit_entry::Column::Purpose.eq("notification"))
            .all(app.db.writer())
            .await
            .unwrap()
        {
            let told = format!("{} {}", entry.subject, entry.detail);
            assert!(!told.contains('@') && entry.patient_id.is_none(), "{told}");
        }
    })
    .await;
}
