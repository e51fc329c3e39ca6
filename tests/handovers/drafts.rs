//! Drafts: what they begin with, whose they are, and that nothing typed is lost.

use axum::http::{Method, StatusCode};
use sea_orm::EntityTrait;
use serde_json::json;

use super::{PATIENT, act, begin, nurse, of, offered, send, service};
use crate::flags_life::written;
use crate::store::fixtures::{contact, id, insert};
use crate::support::{both, on_sqlite};

/// The one draft there is.
async fn only(app: &crate::support::app::TestApp) -> entity::handover_draft::Model {
    let mut drafts = entity::handover_draft::Entity::find()
        .all(&app.app.db.read)
        .await
        .unwrap();
    assert_eq!(drafts.len(), 1);
    drafts.remove(0)
}

fn form(version: i32, act: &str, fields: &[(&str, &str)]) -> String {
    let mut form = format!("version={version}&act={act}");
    for (name, value) in fields {
        form += &["&", name, "=", &encoded(value)].concat();
    }
    form
}

fn encoded(value: &str) -> String {
    let bytes: Vec<String> = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

#[tokio::test]
async fn a_draft_begins_with_what_was_recorded_and_never_with_judgement() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let path = format!("{}/new", of(PATIENT));
        let begun = marit.form(&path, "").await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        let draft = only(&app).await;
        assert!(
            draft.summary.contains("Professional 12"),
            "{}",
            draft.summary
        );
        assert!(
            draft.summary.contains("contact person"),
            "{}",
            draft.summary
        );
        assert_eq!(draft.contingency, "If she stops answering: sit down");
        assert!(draft.trusts.contains("Professional 12"));
        assert_eq!((draft.severity, draft.severity_reason.as_str()), (None, ""));
        assert_eq!(draft.kind.as_deref(), Some("shift"));
        assert_eq!(draft.to_unit_id, Some(id(1)));
        // The patient's own words in a plan are no staff's to hand on.
        assert!(!draft.contingency.contains("My own words"));
        // Again it is the same.
        let again = marit.form(&path, "").await;
        assert_eq!(again.headers["location"], begun.headers["location"]);
        only(&app).await;
        assert_eq!(
            written(&app, &marit.username)
                .await
                .into_iter()
                .filter(|action| action == "handover.start")
                .count(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn since_last_time_is_since_the_last_handover_and_promises_come_along() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let body = json!({"severity": "settled", "promises": "A walk on Sunday"});
        let draft = begin(&app, &marit, PATIENT, &body).await;
        act(&app, &marit, &draft, "offer", json!({})).await.ok();
        app.clock.advance(chrono::TimeDelta::hours(5));
        let mut met = contact(PATIENT, 420, 1, 60);
        met.at = app.app.clock.now() - chrono::TimeDelta::hours(1);
        met.main_professional_id = Some(id(14));
        insert(&app.db, met).await;
        let rude_again = super::Caller::staff(&app, 14, 1).await;
        rude_again.form(&format!("{}/new", of(PATIENT)), "").await;
        let draft = only(&app).await;
        assert!(
            draft.summary.contains("Professional 14"),
            "{}",
            draft.summary
        );
        assert!(
            !draft.summary.contains("Professional 12"),
            "{}",
            draft.summary
        );
        assert_eq!(draft.promises, "A walk on Sunday");
        let _ = rude;
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_its_authors_and_no_part_of_the_record() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let draft = begin(&app, &marit, PATIENT, &json!({"summary": "Unfinished"})).await;
        let end = format!("{}/{}", of(PATIENT), draft["id"].as_str().unwrap());
        assert_eq!(rude.get(&end).await.status, StatusCode::NOT_FOUND);
        assert_eq!(rude.page(&end).await.status, StatusCode::NOT_FOUND);
        let version = (Some(&draft["version"]), None);
        let body = json!({"summary": "Mine"});
        let stolen = send(&app, &rude, (Method::PATCH, &end), &body, version).await;
        assert_eq!(stolen.status, StatusCode::NOT_FOUND);
        for name in ["offer", "leave-with-pool", "discard", "accept", "withdraw"] {
            let answer = act(&app, &rude, &draft, name, json!({})).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}");
        }
        assert_eq!(rude.get(&of(PATIENT)).await.ok()["items"], json!([]));
        let timeline = rude.page(&format!("/patients/{}", id(PATIENT))).await.text;
        assert!(!timeline.contains("Unfinished"));
        assert_eq!(
            marit.get(&end).await.ok()["content"]["summary"],
            "Unfinished"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_is_saved_as_it_is_typed_and_a_stale_save_loses_nothing() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let path = format!("{}/new", of(PATIENT));
        marit.form(&path, "").await;
        let draft = only(&app).await;
        let path = format!("{}/{}", of(PATIENT), draft.id);
        let typed = [("summary", "Met Vik twice. Was manipulative at lunch.")];
        let saved = marit.form(&path, &form(1, "autosave", &typed)).await;
        let saved = saved.ok();
        assert_eq!(saved["version"], 2);
        assert_eq!(saved["hints"][0]["found"], "manipulative");
        assert_eq!(saved["hints"][0]["field"], "summary");
        // The same once more is the same, whatever version it was typed over.
        let again = marit.form(&path, &form(1, "autosave", &typed)).await.ok();
        assert_eq!(again["version"], 2);
        // Another window: told, and nothing is written over.
        let other = [("summary", "From the other window")];
        let stale = marit.form(&path, &form(1, "autosave", &other)).await.ok();
        assert!(stale["stale"].is_string(), "{stale}");
        assert!(only(&app).await.summary.starts_with("Met Vik twice"));
        // With the button both are on the page, and the next save is over what is there.
        let both = marit.form(&path, &form(1, "save", &other)).await;
        assert_eq!(both.status, StatusCode::PRECONDITION_FAILED);
        assert!(both.text.contains("From the other window"));
        assert!(both.text.contains("Met Vik twice."));
        assert!(both.text.contains("name=\"version\" value=\"2\""));
        let kept = marit.form(&path, &form(2, "save", &other)).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
        assert_eq!(only(&app).await.summary, "From the other window");
        // No entry of the audit trail for each few seconds, and no word of what was hinted at.
        let actions = written(&app, &marit.username).await;
        assert!(!actions.iter().any(|action| action.contains("save")));
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_was_put_away_is_there_when_it_is_wanted_back() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let body = json!({"severity": "settled", "summary": "Calm"});
        let draft = begin(&app, &marit, PATIENT, &body).await;
        let away = act(&app, &marit, &draft, "discard", json!({})).await.ok();
        assert!(away["discarded_at"].is_string());
        let other = begin(&app, &marit, PATIENT, &json!({})).await;
        assert_ne!(other["id"], draft["id"]);
        let back = act(&app, &marit, &away, "restore", json!({})).await.ok();
        assert_eq!(back["content"]["summary"], "Calm");
        act(&app, &marit, &back, "offer", json!({})).await.ok();
        let actions = written(&app, &marit.username).await;
        for action in ["handover.discard", "handover.restore", "handover.offer"] {
            assert!(actions.iter().any(|done| done == action), "{action}");
        }
    })
    .await;
}

#[tokio::test]
async fn one_draft_at_a_time_and_what_is_sent_is_not_lost_silently() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let body = json!({"severity": "watch", "severity_reason": "Sleepless"});
        let draft = begin(&app, &marit, PATIENT, &body).await;
        assert_eq!(draft["content"]["severity"], "watch");
        assert_eq!(begin(&app, &marit, PATIENT, &body).await["id"], draft["id"]);
        let other = json!({"severity": "acute"});
        let refused = send(
            &app,
            &marit,
            (Method::POST, &of(PATIENT)),
            &other,
            (None, None),
        )
        .await;
        assert_eq!(refused.problem(), "not_possible");
    })
    .await;
}

#[tokio::test]
async fn texts_that_cannot_be_kept_are_told_and_stay_in_the_form() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        marit.form(&format!("{}/new", of(PATIENT)), "").await;
        let draft = only(&app).await;
        let path = format!("{}/{}", of(PATIENT), draft.id);
        let long = "x".repeat(4001);
        let refused = marit
            .form(&path, &form(1, "save", &[("goodbye", &long)]))
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(&long));
        assert!(refused.text.contains("at most 4,000") || refused.text.contains("At most 4"));
    })
    .await;
}

#[tokio::test]
async fn offering_from_the_page_saves_first_and_a_second_click_leads_to_the_same() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        marit.form(&format!("{}/new", of(PATIENT)), "").await;
        let draft = only(&app).await;
        let path = format!("{}/{}", of(PATIENT), draft.id);
        let lacking = marit
            .form(&path, &form(1, "offer", &[("goodbye", "Typed")]))
            .await;
        assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(lacking.text.contains("Choose settled, watch or acute"));
        assert!(lacking.text.contains("Typed"));
        assert_eq!(only(&app).await.goodbye, "Typed", "saved all the same");
        let fields = [("severity", "settled")];
        for click in ["first", "second"] {
            let done = marit.form(&path, &form(2, "offer", &fields)).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{click}");
            let location = done.headers["location"].to_str().unwrap();
            assert!(location.starts_with(&path), "{location}");
        }
        let handovers = entity::handover::Entity::find().all(&app.app.db.read).await;
        assert_eq!(handovers.unwrap().len(), 1);
        let drafts = entity::handover_draft::Entity::find()
            .all(&app.app.db.read)
            .await;
        assert!(drafts.unwrap().is_empty());
        let _ = offered;
    })
    .await;
}
