//! What time does to handovers: one escalation, then expiry, once with several instances.

use chrono::TimeDelta;
use redthread::app::handovers::Lapsed;
use redthread::jobs::handovers::run_once;
use sea_orm::EntityTrait;
use serde_json::json;

use super::{Caller, PATIENT, act, begin, nurse, service};
use crate::store::fixtures::id;
use crate::support::both;

fn done(escalated: u64, expired: u64) -> Lapsed {
    Lapsed { escalated, expired }
}

#[tokio::test]
async fn it_escalates_once_to_the_pool_and_expires_and_can_still_be_accepted() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let to = json!({"severity": "settled", "to_professional_id": id(13), "to_unit_id": id(1)});
        let draft = begin(&app, &marit, PATIENT, &to).await;
        let is = act(&app, &marit, &draft, "offer", json!({})).await.ok();
        app.clock.advance(TimeDelta::hours(2));
        assert_eq!(run_once(&app.app).await.unwrap(), done(0, 0), "in time");
        app.clock.advance(TimeDelta::microseconds(1));
        // Several instances at once.
        let both = futures_util::future::join_all((0..3).map(|_| run_once(&app.app))).await;
        let told: u64 = both.into_iter().map(|done| done.unwrap().escalated).sum();
        assert_eq!(told, 1);
        assert_eq!(run_once(&app.app).await.unwrap(), done(0, 0));
        let vik = Caller::staff(&app, 12, 1).await;
        let pool = vik.get("/handovers/inbox?box=pool").await.ok();
        let waiting = &pool["items"][0]["handover"];
        assert_eq!(waiting["id"], is["id"]);
        assert!(waiting["escalated_at"].is_string());

        app.clock.advance(TimeDelta::hours(6));
        let both = futures_util::future::join_all((0..3).map(|_| run_once(&app.app))).await;
        let expired: u64 = both.into_iter().map(|done| done.unwrap().expired).sum();
        assert_eq!(expired, 1);
        let vik = Caller::staff(&app, 14, 1).await;
        let end = format!(
            "/patients/{}/handovers/{}",
            id(PATIENT),
            is["id"].as_str().unwrap()
        );
        let read = vik.get(&end).await.ok();
        assert_eq!(read["state"], "expired");
        let accepted = act(&app, &vik, &read, "accept", json!({})).await.ok();
        assert_eq!(accepted["state"], "accepted");
        let steps = entity::handover_step::Entity::find()
            .all(&app.app.db.read)
            .await;
        let mut steps: Vec<_> = steps.unwrap().into_iter().map(|step| step.kind).collect();
        steps.sort();
        assert_eq!(steps, ["accepted", "escalated", "expired", "offered"]);
    })
    .await;
}

#[tokio::test]
async fn what_came_from_elsewhere_is_left_as_it_came() {
    both(async |db| {
        let app = service(db).await;
        let mut row = crate::store::fixtures::handover(PATIENT, 701, 1);
        row.state = Some("offered".to_owned());
        crate::store::fixtures::insert(&app.db, row).await;
        assert_eq!(run_once(&app.app).await.unwrap(), done(0, 0));
    })
    .await;
}

#[tokio::test]
async fn whoever_was_away_for_long_is_told_before_it_expires() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let draft = begin(&app, &marit, PATIENT, &json!({"severity": "settled"})).await;
        act(&app, &marit, &draft, "offer", json!({})).await.ok();
        app.clock.advance(TimeDelta::days(3));
        assert_eq!(run_once(&app.app).await.unwrap(), done(1, 0));
        assert_eq!(run_once(&app.app).await.unwrap(), done(0, 1));
        assert_eq!(run_once(&app.app).await.unwrap(), done(0, 0));
    })
    .await;
}

#[tokio::test]
async fn whoever_belongs_to_the_patient_is_told_once_when_nobody_answers() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        // 12 is the patient's contact person, 13 is to receive it and has no relationship.
        for n in [12, 13] {
            Caller::staff(&app, n, 1).await;
        }
        let to = json!({"severity": "settled", "to_professional_id": id(13), "to_unit_id": id(1)});
        let draft = begin(&app, &marit, PATIENT, &to).await;
        let is = act(&app, &marit, &draft, "offer", json!({})).await.ok();
        app.clock.advance(TimeDelta::hours(3));
        let both = futures_util::future::join_all((0..3).map(|_| run_once(&app.app))).await;
        assert!(both.iter().all(Result::is_ok));
        let news = entity::news::Entity::find().all(&app.app.db.read).await;
        let news = news.unwrap();
        let told: Vec<_> = news
            .iter()
            .map(|news| (news.kind.as_str(), news.record_id.to_string()))
            .collect();
        let handover = is["id"].as_str().unwrap().to_owned();
        assert_eq!(told, [("handover_unaccepted", handover)]);
        let notices = entity::notice::Entity::find().all(&app.app.db.read).await;
        let notices = notices.unwrap();
        let accounts = entity::account::Entity::find().all(&app.app.db.read).await;
        let accounts = accounts.unwrap();
        let whom = notices.iter().map(|notice| {
            let mut accounts = accounts.iter();
            let account = accounts.find(|account| account.id == notice.account_id);
            account.unwrap().professional_id.unwrap()
        });
        assert_eq!(whom.collect::<Vec<_>>(), [id(12)]);
    })
    .await;
}
