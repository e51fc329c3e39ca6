//! Shared computers as a browser meets them: lock, switch, come back.

use axum::http::StatusCode;
use chrono::TimeDelta;
use redthread::app::{Actor, accounts};

use super::visitor::{Answer, Visitor};
use super::{PASSWORD, World};
use crate::support::both;

/// What the script of a page writes down of a form that somebody had begun.
const TYPED: &str = "%5B%7B%22at%22%3A0%2C%22action%22%3A%22%2Faccount%2Fmail%22%2C%22fields%22%3A%5B%5B%22email%22%2C%22Hedda%20slept%22%5D%2C%5B%22x_password%22%2C%22hush%22%5D%5D%7D%5D";

async fn berit(world: &World) {
    let berit = world.coordinator("berit");
    accounts::create(&world.app, &Actor::System, &berit)
        .await
        .unwrap();
}

/// Has the browser remember whoever is signed in.
async fn remember(visitor: &mut Visitor, pin: &str) {
    let token = visitor.get("/account").await.form_token();
    let password = PASSWORD.replace(' ', "+");
    let form = format!(
        "form_token={token}&act=set&pin_password={password}&pin_secret={pin}&pin_again_secret={pin}&remember=yes"
    );
    let answer = visitor.post("/account/pin", &form).await;
    assert_eq!(answer.location(), "/account?done=pin", "{}", answer.body);
}

/// The radio buttons of the sign-in page: accounts by position.
fn people(page: &Answer) -> Vec<String> {
    page.body
        .split("name=\"person\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// Locks with something half typed on `/account`.
async fn lock(visitor: &mut Visitor, to: &str) -> Answer {
    let token = visitor.get("/account").await.form_token();
    let form = format!("form_token={token}&here=/account&to={to}&typed={TYPED}");
    visitor.post("/lock", &form).await
}

#[tokio::test]
async fn a_locked_session_answers_nothing_but_its_lock() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        let unit = world.unit.0;
        let token = visitor.get("/account").await.form_token();
        let answer = lock(&mut visitor, "lock").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/lock?next=/account");
        let page = visitor.get(answer.location()).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Professional 50"), "whose it is");
        assert!(!page.body.contains("Hedda slept"));
        assert_eq!(page.header("cache-control"), "no-store");
        for address in [
            "/",
            "/account",
            "/handovers",
            "/patients/search",
            "/lock/alive",
            &format!("/units/{unit}/board"),
            &format!("/units/{unit}/board/events"),
        ] {
            let answer = visitor.get(address).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}");
            assert!(answer.location().starts_with("/lock"), "{address}");
            assert!(answer.body.is_empty(), "{address}");
        }
        let state = visitor.get("/lock/state").await;
        assert_eq!(state.body, r#"{"left":0}"#);
        // A form waits for its author, sealed.
        let form = format!("form_token={token}&email=hedda%40example.org&language=en");
        let answer = visitor.post("/account/mail", &form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.body.contains("action=\"/unlock\""));
        assert!(!answer.body.contains("hedda@example.org"));
        let kept = answer.body.split("name=\"kept\" value=\"").nth(1).unwrap();
        let kept = kept.split('"').next().unwrap();
        let wrong = visitor
            .post("/unlock", &format!("secret=nonsense&kept={kept}"))
            .await;
        assert_eq!(wrong.status, StatusCode::FORBIDDEN);
        assert!(wrong.body.contains(kept), "it is kept all the same");
        let password = PASSWORD.replace(' ', "+");
        let form = format!("secret={password}&kept={kept}");
        let answer = visitor.post("/unlock", &form).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert!(answer.body.contains("hedda@example.org"));
        assert_eq!(visitor.get("/account").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_colleague_switches_in_by_pin_sees_nothing_and_the_form_waits_for_its_author() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        berit(&world).await;
        let mut visitor = Visitor::new(&world);
        for (name, pin) in [("berit", "830517"), ("solveig", "290471")] {
            visitor.sign_in(name, PASSWORD, "").await;
            remember(&mut visitor, pin).await;
        }
        let token = visitor.get("/account").await.form_token();
        let answer = lock(&mut visitor, "switch").await;
        assert_eq!(answer.location(), "/sign-in", "nobody is led to her page");
        let page = visitor.get("/sign-in").await;
        let known = people(&page);
        assert_eq!(known.len(), 2);
        assert!(!page.body.contains("Hedda"));

        // Berit is the first of two of the same professional.
        let form = format!("person={}&secret=290471", known[0]);
        let answer = visitor.post("/sign-in/person", &form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "not her PIN");
        assert!(answer.body.contains("checked"), "her name stays chosen");
        let form = format!("person={}&secret=830517", known[0]);
        let answer = visitor.post("/sign-in/person", &form).await;
        assert_eq!(answer.location(), "/");
        let page = visitor.get("/account").await;
        assert!(page.body.contains("berit") && !page.body.contains("Hedda"));
        // Nor does she get it by asking, and Solveig's forms are none of hers.
        let own = page.form_token();
        let ask = async |visitor: &mut Visitor, token: &str| {
            let form = format!("form_token={token}&here=/account&act=read");
            visitor.post("/lock/typed", &form).await
        };
        let answer = ask(&mut visitor, &own).await;
        assert_eq!(answer.body, r#"{"forms":"[]"}"#);
        assert_eq!(
            ask(&mut visitor, &token).await.status,
            StatusCode::FORBIDDEN
        );

        lock(&mut visitor, "switch").await;
        let form = format!("person={}&secret=290471", known[1]);
        let answer = visitor.post("/sign-in/person", &form).await;
        assert_eq!(answer.location(), "/account#typed", "where she was");
        let own = visitor.get("/account").await.form_token();
        let answer = ask(&mut visitor, &own).await;
        assert!(answer.body.contains("Hedda slept"), "{}", answer.body);
        assert!(!answer.body.contains("hush"), "passwords are not kept");
        let form = format!("form_token={own}&here=/account&act=forget");
        visitor.post("/lock/typed", &form).await;
        assert_eq!(ask(&mut visitor, &own).await.body, r#"{"forms":"[]"}"#);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_named_where_nobody_asked_and_no_id_lets_anybody_in() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        remember(&mut visitor, "290471").await;
        let token = visitor.get("/account").await.form_token();
        visitor
            .post("/sign-out", &format!("form_token={token}"))
            .await;
        let signed_out = visitor.get("/sign-in").await;
        let known = people(&signed_out);
        assert_eq!(known.len(), 1);
        let mut stranger = Visitor::new(&world);
        assert_eq!(people(&stranger.get("/sign-in").await).len(), 0);
        let password = PASSWORD.replace(' ', "+");
        let mut bodies = Vec::new();
        for (person, secret) in [
            (known[0].as_str(), "290471"),
            (&known[0], &password),
            ("0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f", "290471"),
            ("nonsense", "290471"),
            ("", ""),
        ] {
            let form = format!("person={person}&secret={secret}");
            let answer = stranger.post("/sign-in/person", &form).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{person} {secret}");
            bodies.push(answer.body);
        }
        assert!(bodies.iter().all(|body| *body == bodies[0]), "one answer");
        // Forgotten by her own wish.
        let form = format!("person={}&secret=290471", known[0]);
        visitor.post("/sign-in/person", &form).await;
        let token = visitor.get("/account").await.form_token();
        let form = format!("form_token={token}&act=forget");
        let answer = visitor.post("/account/pin", &form).await;
        assert_eq!(answer.location(), "/account?done=forgotten");
        visitor
            .post("/sign-out", &format!("form_token={token}"))
            .await;
        assert_eq!(people(&visitor.get("/sign-in").await).len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_the_lock_comes_too_late_for_goes_along_to_the_sign_in() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        let token = visitor.get("/account").await.form_token();
        world.later(TimeDelta::hours(1));
        let form = format!("form_token={token}&here=/account&to=left&typed={TYPED}");
        let answer = visitor.post("/lock", &form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(!answer.body.contains("Hedda"));
        let kept = answer.body.split("name=\"kept\" value=\"").nth(1).unwrap();
        let kept = kept.split('"').next().unwrap().to_owned();
        let more = format!("&next=/&kept={kept}");
        let answer = visitor.sign_in("solveig", PASSWORD, &more).await;
        assert_eq!(answer.location(), "/account#typed");
        // Whoever else signs in with it gets nothing.
        berit(&world).await;
        let mut other = Visitor::new(&world);
        let answer = other.sign_in("berit", PASSWORD, &more).await;
        assert_eq!(answer.location(), "/");
    })
    .await;
}

#[tokio::test]
async fn locking_needs_the_token_of_the_session() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        for form in ["", "form_token=x", "form_token=x&to=lock&typed=%5B%5D"] {
            let answer = visitor.post("/lock", form).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{form}");
        }
        assert_eq!(visitor.get("/account").await.status, StatusCode::OK);
        // What is no list of forms is not kept, and locks all the same.
        let token = visitor.get("/account").await.form_token();
        let form = format!("form_token={token}&here=/account&to=lock&typed=nonsense");
        let answer = visitor.post("/lock", &form).await;
        assert_eq!(answer.location(), "/lock?next=/account");
        let password = PASSWORD.replace(' ', "+");
        let answer = visitor
            .post("/unlock", &format!("secret={password}&next=/account"))
            .await;
        assert_eq!(answer.location(), "/account");
    })
    .await;
}
