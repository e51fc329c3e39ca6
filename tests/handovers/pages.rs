//! Pages of handovers, with scripts off; and how much typing a settled one takes.

use axum::http::StatusCode;
use redthread::domain::vocabulary::Role;
use sea_orm::EntityTrait;
use serde_json::json;

use super::{Caller, OTHER, PATIENT, act, nurse, of, offered, service};
use crate::flags_life::written;
use crate::support::app::PASSWORD;
use crate::support::{both, on_sqlite};

/// Keystrokes of 40 words a minute, a word being five letters and a space.
const A_MINUTE: usize = 40 * 6;

#[tokio::test]
async fn a_settled_handover_takes_less_than_a_minute_of_typing() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        marit.form(&format!("{}/new", of(PATIENT)), "").await;
        let drafts = entity::handover_draft::Entity::find()
            .all(&app.app.db.read)
            .await;
        let draft = drafts.unwrap().remove(0);
        let path = format!("{}/{}", of(PATIENT), draft.id);
        // What a nurse adds to what is there: one choice, one thing to do, one sentence.
        let typed = [
            ("severity", "settled", 1),
            ("what", "Walk after lunch", 16),
            ("summary", "", 0),
        ];
        let sentence = " Quiet day, ate well, looks forward to the walk.";
        let summary = format!("{}{sentence}", draft.summary);
        let mut form = "version=1&act=offer".to_owned();
        for (name, value, _) in typed {
            let value = if name == "summary" { &summary } else { value };
            let value = value.replace(' ', "+").replace('\n', "%0A");
            form += &["&", name, "=", &value].concat();
        }
        let done = marit.form(&path, &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let keys: usize = typed.iter().map(|(_, _, keys)| keys).sum::<usize>() + sentence.len() + 2;
        assert!(keys <= 200, "{keys} keystrokes of {A_MINUTE}");
        // And at the least: one choice, and Ctrl+Enter.
        marit.form(&format!("{}/new", of(OTHER)), "").await;
        let drafts = entity::handover_draft::Entity::find()
            .all(&app.app.db.read)
            .await;
        let draft = drafts.unwrap().remove(0);
        let path = format!("{}/{}", of(OTHER), draft.id);
        let done = marit
            .form(&path, "version=1&act=offer&severity=settled")
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    })
    .await;
}

#[tokio::test]
async fn a_handover_is_read_questioned_answered_and_accepted_without_scripts() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let is = offered(&app, &marit, PATIENT, "watch").await;
        let path = format!("{}/{}", of(PATIENT), is["id"].as_str().unwrap());
        let list = rude.page("/handovers?tab=pool").await.text;
        assert!(list.contains(&path) && list.contains("Watch"), "{list}");
        let page = rude.page(&path).await.text;
        for told in [
            "Slept two hours",
            "Met Vik at ten",
            "Sit with her",
            "Say your name",
        ] {
            assert!(page.contains(told), "{told}");
        }
        assert!(page.contains("value=\"accept\"") && !page.contains("value=\"withdraw\""));
        let asked = rude
            .form(&path, "version=1&act=question&question=Since+when")
            .await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER);
        let own = marit.page(&path).await.text;
        assert!(own.contains("Since when") && own.contains("value=\"answer\""));
        assert!(!own.contains("value=\"accept\""));
        marit
            .form(&path, "version=2&act=answer&answer=Since+Monday")
            .await;
        // Without words it comes back; with an old version as well, with what was typed.
        let empty = rude.form(&path, "version=3&act=accept&synthesis=").await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let stale = rude
            .form(&path, "version=1&act=accept&synthesis=Keep+Vik+close")
            .await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        assert!(stale.text.contains("Keep Vik close"));
        let done = rude
            .form(&path, "version=3&act=accept&synthesis=Keep+Vik+close")
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let page = marit.page(&path).await.text;
        assert!(page.contains("Keep Vik close") && page.contains("accepted it"));
        let sheet = rude.page(&format!("{path}/sheet")).await;
        assert_eq!(sheet.status, StatusCode::OK);
        assert!(sheet.text.contains("Met Vik at ten") && !sheet.text.contains("name=\"act\""));
    })
    .await;
}

#[tokio::test]
async fn settled_ones_are_accepted_together_from_the_list() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let one = offered(&app, &marit, PATIENT, "settled").await;
        let acute = offered(&app, &marit, OTHER, "acute").await;
        let value = |is: &serde_json::Value| {
            let text = |field: &str| is[field].as_str().unwrap().to_owned();
            format!("{}.{}.{}", text("patient_id"), text("id"), is["version"])
        };
        let list = rude.page("/handovers?tab=pool").await.text;
        assert!(list.contains(&value(&one)) && !list.contains(&value(&acute)));
        let form = format!("tab=pool&accept={}&accept={}", value(&one), value(&acute));
        let done = rude.form("/handovers", &form).await;
        assert_eq!(
            done.headers["location"],
            "/handovers?accepted=1&refused=1&tab=pool"
        );
        let list = rude
            .page("/handovers?accepted=1&refused=1&tab=pool")
            .await
            .text;
        assert!(list.contains("One handover is accepted"));
    })
    .await;
}

#[tokio::test]
async fn what_is_new_since_it_was_accepted_is_told() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let is = offered(&app, &marit, PATIENT, "settled").await;
        act(&app, &rude, &is, "accept", json!({})).await.ok();
        let path = format!("{}/{}", of(PATIENT), is["id"].as_str().unwrap());
        assert!(
            rude.page(&path)
                .await
                .text
                .contains("Nothing was recorded since.")
        );
        app.clock.advance(chrono::TimeDelta::hours(2));
        let mut met = crate::store::fixtures::contact(PATIENT, 430, 1, 60);
        met.at = app.app.clock.now() - chrono::TimeDelta::hours(1);
        met.main_professional_id = Some(crate::store::fixtures::id(14));
        crate::store::fixtures::insert(&app.db, met).await;
        let later = Caller::staff(&app, 14, 1).await;
        let page = later.page(&path).await.text;
        assert!(page.contains("New since it was accepted") && page.contains("Professional 14"));
    })
    .await;
}

#[tokio::test]
async fn an_expired_session_with_a_half_filled_form_loses_nothing() {
    on_sqlite(async |db| {
        use axum::body::Body;
        use axum::http::{Request, header};
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        marit.form(&format!("{}/new", of(PATIENT)), "").await;
        let drafts = entity::handover_draft::Entity::find().all(&app.app.db.read).await;
        let draft = drafts.unwrap().remove(0);
        let path = format!("{}/{}", of(PATIENT), draft.id);
        let long = "a".repeat(3900);
        let form = format!("version=1&act=save&summary={long}&know_me={long}&goodbye={long}&promises={long}&trusts={long}");
        // When the session has ended, the sign-in page carries what was typed, all of it, sealed for
        // whoever typed it.
        app.clock.advance(chrono::TimeDelta::days(1));
        let answer = marit.form(&path, &form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(!answer.text.contains(&long));
        let (_, kept) = answer.text.split_once("name=\"kept\" value=\"").unwrap();
        let kept = kept.split_once('"').unwrap().0;
        let password = PASSWORD.replace(' ', "+");
        let form = format!("username={}&password={password}&next=%2F&kept={kept}", marit.username());
        let request = Request::post("/sign-in")
            .header(header::HOST, "here")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form));
        let answer = app.send(request.unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert_eq!(answer.text.matches(&long).count(), 5);
    })
    .await;
}

#[tokio::test]
async fn administrators_change_the_wordings_that_are_hinted_at_and_nobody_is_written_down() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let administrator = Caller::of_role(&app, Role::Administrator, None).await;
        marit.form(&format!("{}/new", of(PATIENT)), "").await;
        let drafts = entity::handover_draft::Entity::find()
            .all(&app.app.db.read)
            .await;
        let path = format!("{}/{}", of(PATIENT), drafts.unwrap()[0].id);
        let hints = async |version: i32, words: &str| {
            let form = format!("version={version}&act=autosave&goodbye={words}");
            let saved = marit.form(&path, &form).await.ok();
            let hints = saved["hints"].as_array().unwrap().clone();
            hints
                .iter()
                .map(|hint| hint["found"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(hints(1, "manipulative,+cried+wolf").await, ["manipulative"]);
        let add = "act=add&lang=en&term=cried+wolf&why=Doubts&instead=asked+for+help";
        let done = administrator.form("/language", add).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let hide = "act=hide&lang=en&term=manipulative";
        administrator.form("/language", hide).await;
        assert_eq!(hints(2, "manipulative,+cried++wolf").await, ["cried  wolf"]);
        let page = administrator.page("/language").await.text;
        assert!(page.contains("cried wolf") && page.contains("asked for help"));
        let wrong = administrator
            .form("/language", "act=add&lang=en&term=&why=x&instead=y")
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [add, hide] {
            let refused = marit.form("/language", words).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(
            written(&app, &administrator.username)
                .await
                .into_iter()
                .filter(|action| action.starts_with("language."))
                .collect::<Vec<_>>(),
            ["language.add", "language.hide"]
        );
        // What somebody was hinted at is nowhere.
        let own = written(&app, &marit.username).await;
        assert!(!own.iter().any(|action| action.contains("hint")));
    })
    .await;
}

#[tokio::test]
async fn the_kind_that_a_link_asks_for_is_the_kind_of_the_draft() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let new = format!("{}/new", of(PATIENT));
        let page = marit
            .page(&format!("{new}?type=discharge_to_community"))
            .await;
        assert!(
            page.text
                .contains(r#"name="type" value="discharge_to_community""#)
        );
        let odd = marit.page(&format!("{new}?type=%3Cb%3E")).await;
        assert!(!odd.text.contains(r#"name="type""#));
        marit.form(&new, "type=discharge_to_community").await;
        let drafts = entity::handover_draft::Entity::find();
        let drafts = drafts.all(&app.app.db.read).await.unwrap();
        assert_eq!(drafts[0].kind.as_deref(), Some("discharge_to_community"));
    })
    .await;
}
