//! Letters about news: whether, when, how many, and that they name nobody.

use std::sync::Arc;

use chrono::TimeDelta;
use futures_util::future::join_all;
use redthread::app::accounts::{self, MailChange};
use redthread::app::evaluate::{self, Which};
use redthread::app::{Actor, App, Mailing, NoProgress};
use redthread::domain::vocabulary::{NewsMail, Role};
use redthread::jobs;
use redthread::mail::Mailer;
use redthread::runtime::Clock;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::admit;
use crate::recording::World;
use crate::store::fixtures::{insert, period, relationship};
use crate::support::app::TestApp;
use crate::support::both;
use crate::support::smtp::MailServer;

/// The service with its mail server, and how the therapist wants to hear of news.
async fn mailing(world: &World, news: NewsMail) -> (App, MailServer) {
    let server = MailServer::start().await;
    let app = with_mail(&world.app, &server);
    wants(&app, "tore", "tore@service.example", news).await;
    (app, server)
}

fn with_mail(app: &TestApp, server: &MailServer) -> App {
    app.app.clone().with_mailing(Mailing {
        mailer: Some(server.mailer() as Arc<dyn Mailer>),
        address: Some("https://red.service.example".to_owned()),
        ..Mailing::default()
    })
}

async fn wants(app: &App, username: &str, address: &str, news: NewsMail) {
    let change = MailChange {
        address: Some(Some(address.to_owned())),
        language: Some("en".to_owned()),
        is_digest_wanted: Some(true),
        news: Some(news),
    };
    accounts::set_mail(app, &Actor::System, username, &change)
        .await
        .unwrap();
}

/// Puts into the outbox what is due, and says how many letters were sent about news.
async fn round(app: &App) -> u64 {
    redthread::app::notices::make_letters(app).await.unwrap();
    jobs::outbox::run_once(app).await.unwrap().sent
}

#[tokio::test]
async fn several_within_a_minute_go_into_one_letter_that_says_how_many() {
    both(async |db| {
        let world = World::new(db).await;
        let (app, server) = mailing(&world, NewsMail::AtOnce).await;
        admit(&world).await;
        assert_eq!(round(&app).await, 0, "it waits for what comes with it");
        world.app.clock.advance(TimeDelta::seconds(50));
        let moved = world.change("in", "transfer", "stay", &[("unit", "{south}")]);
        world.record(&world.nurse, &moved).await.unwrap();
        world.app.clock.advance(TimeDelta::seconds(10));
        // Several instances at once.
        let all = join_all((0..3).map(|_| round(&app))).await;
        assert_eq!(all.iter().sum::<u64>(), 1);
        for _ in 0..2 {
            world.app.clock.advance(TimeDelta::hours(1));
            assert_eq!(round(&app).await, 0, "each once");
        }
        let received = server.received();
        assert_eq!(received.len(), 1);
        assert_eq!(received[0].to, ["tore@service.example"]);
        assert_eq!(
            received[0].header("Subject"),
            "Red Thread: something changed for a patient of yours"
        );
        let body = received[0].body();
        assert!(
            body.starts_with("2 things changed for your patients."),
            "{body}"
        );
        assert!(
            body.contains("https://red.service.example/notices"),
            "{body}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_read_in_the_meantime_or_is_out_of_reach_is_no_reason_to_write() {
    both(async |db| {
        let world = World::new(db).await;
        let (app, server) = mailing(&world, NewsMail::AtOnce).await;
        admit(&world).await;
        let open = redthread::app::record::open(
            &app,
            &world.therapist,
            world.patient("out"),
            "patient.show",
        );
        open.await.unwrap();
        let moved = world.change("in", "transfer", "stay", &[("unit", "{south}")]);
        world.record(&world.nurse, &moved).await.unwrap();
        let bar = redthread::app::access::NewBar {
            patient: world.patient("in"),
            whom: Some(redthread::domain::access::Barred::Professional(
                redthread::domain::ids::ProfessionalId(world.id("therapist")),
            )),
            until: None,
            reason: String::new(),
        };
        redthread::app::access::bar(&app, &world.nurse, &bar)
            .await
            .unwrap();
        world.app.clock.advance(TimeDelta::minutes(2));
        assert_eq!(round(&app).await, 0);
        assert!(server.received().is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_wants_it_in_the_digest_gets_it_there_and_who_wants_none_gets_none() {
    both(async |db| {
        let world = World::new(db).await;
        let (app, server) = mailing(&world, NewsMail::None).await;
        admit(&world).await;
        world.app.clock.advance(TimeDelta::minutes(2));
        assert_eq!(round(&app).await, 0);
        wants(&app, "tore", "tore@service.example", NewsMail::Digest).await;
        assert_eq!(round(&app).await, 0);
        jobs::digest::run_once(&app).await.unwrap();
        assert_eq!(jobs::outbox::run_once(&app).await.unwrap().sent, 1);
        let body = server.received()[0].body();
        let line = "- 1 piece of news about a patient of yours";
        assert!(body.contains(line), "{body}");
        // Told once: not in the digest of tomorrow, and not at once if they change their mind.
        world.app.clock.advance(TimeDelta::days(1));
        wants(&app, "tore", "tore@service.example", NewsMail::AtOnce).await;
        assert_eq!(round(&app).await, 0);
    })
    .await;
}

#[tokio::test]
async fn who_takes_the_wish_back_before_it_is_sent_gets_none() {
    both(async |db| {
        let world = World::new(db).await;
        let (app, server) = mailing(&world, NewsMail::AtOnce).await;
        admit(&world).await;
        world.app.clock.advance(TimeDelta::minutes(2));
        let made = redthread::app::notices::make_letters(&app).await.unwrap();
        assert_eq!(made, 1);
        wants(&app, "tore", "tore@service.example", NewsMail::None).await;
        let tally = jobs::outbox::run_once(&app).await.unwrap();
        assert_eq!((tally.sent, tally.dropped), (0, 1));
        assert!(server.received().is_empty());
    })
    .await;
}

/// A whole cohort moves, and everybody who belongs to somebody in it is written to.
#[tokio::test]
async fn no_letter_about_news_names_anybody() {
    both(async |db| {
        let app = TestApp::with_patients(db, 30).await;
        app.run_jobs().await;
        let server = MailServer::start().await;
        let mail = with_mail(&app, &server);
        let name = app.account(Role::CareCoordinator).await;
        wants(&mail, &name, "all@mailbox.example", NewsMail::AtOnce).await;
        let secrets = crate::mail::secrets(&app).await;
        let all = everybody_is_tied_and_moves(&app).await;
        app.clock.advance(TimeDelta::minutes(2));
        assert_eq!(round(&mail).await, 1);
        let received = server.received();
        let text = received[0].everything();
        let n = format!("{all} things changed");
        assert!(text.contains(&n), "{n} in\n{text}");
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{secret:?} is in:\n{text}");
        }
    })
    .await;
}

/// Ties everybody to the account's professional and lets them all come to a ward an hour ago. Says how much
/// news that is.
async fn everybody_is_tied_and_moves(app: &TestApp) -> u64 {
    use entity::{notice, patient, unit};
    let me = app.somebody().await.unwrap();
    let ward = unit::Entity::find()
        .filter(unit::Column::Setting.eq("acute_ward"))
        .one(&app.app.db.read)
        .await;
    let ward = ward.unwrap().unwrap().id;
    let patients = patient::Entity::find().all(&app.app.db.read).await.unwrap();
    for (n, patient) in (1_u128..).zip(patients) {
        let mut tie = relationship(0, 9_000_000 + n, 0, 0);
        (tie.patient_id, tie.professional_id) = (patient.id, Some(me.0));
        insert(&app.db, tie).await;
        let mut stay = period(0, 8_000_000 + n, 0, 0);
        (stay.patient_id, stay.unit_id) = (patient.id, ward);
        stay.from_at = app.clock.now() - TimeDelta::hours(1);
        insert(&app.db, stay).await;
    }
    let all = evaluate::keep(&app.app, &Actor::System, Which::All, &NoProgress).await;
    all.unwrap();
    let told = notice::Entity::find()
        .count(&app.app.db.read)
        .await
        .unwrap();
    assert!(told > 20, "{told} told");
    told
}
