//! Signing in as a browser meets it.

use axum::http::StatusCode;
use redthread::app::{Actor, accounts, sign_in::browser};
use redthread::http::Site;

use super::visitor::{HOST, Visitor};
use super::{PASSWORD, World};
use crate::support::both;

#[tokio::test]
async fn a_page_behind_the_sign_in_is_come_back_to() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::new(&world);
        let answer = visitor.get("/account?done=x").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/sign-in?next=/account%3Fdone%3Dx");
        let page = visitor.get(answer.location()).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.body
                .contains("name=\"next\" value=\"/account?done=x\"")
        );
        assert!(page.body.contains("Sign in to see this page"));
        let next = "&next=/account%3Fdone%3Dx";
        let answer = visitor.sign_in("solveig", PASSWORD, next).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/account?done=x");
        let page = visitor.get("/account").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Professional 50"), "{}", page.body);
        assert!(
            page.body
                .contains("care coordinator at Fjellsiden outpatient clinic")
        );
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(visitor.get("/sign-in").await.location(), "/");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_says_so_and_keeps_the_name() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::new(&world);
        for _ in 1..=5 {
            let answer = visitor
                .sign_in("solveig", "s3cret-and-wrong", "&next=/account")
                .await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            assert!(
                answer
                    .body
                    .contains("The username or the password is wrong")
            );
            assert!(answer.body.contains("value=\"solveig\""));
            assert!(answer.body.contains("name=\"next\" value=\"/account\""));
            assert!(!answer.body.contains("s3cret-and-wrong"));
        }
        let answer = visitor.sign_in("solveig", PASSWORD, "").await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.header("retry-after"), "60");
        assert!(answer.body.contains("Wait a minute before you try again"));
        assert!(visitor.cookies.is_empty());
    })
    .await;
}

#[tokio::test]
async fn signing_in_speaks_the_readers_language() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::new(&world);
        visitor.cookies.push(("language".into(), "nb".into()));
        let page = visitor.get("/sign-in").await;
        assert!(page.body.contains("lang=\"nb\""));
        assert!(page.body.contains("Brukernavn"));
        let answer = visitor.sign_in("solveig", "feil", "").await;
        assert!(answer.body.contains("Brukernavnet eller passordet er feil"));
    })
    .await;
}

#[tokio::test]
async fn nobody_is_led_elsewhere() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        for elsewhere in [
            "https://evil.example/",
            "//evil.example",
            "/%5Cevil.example",
            "/%09/evil.example",
            "javascript:alert(1)",
            "/sign-out",
        ] {
            let mut visitor = Visitor::new(&world);
            let page = visitor.get(&format!("/sign-in?next={elsewhere}")).await;
            assert!(
                page.body.contains("name=\"next\" value=\"/\""),
                "{elsewhere}"
            );
            let next = format!("&next={elsewhere}");
            let answer = visitor.sign_in("solveig", PASSWORD, &next).await;
            assert_eq!(answer.location(), "/", "{elsewhere}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_cookie_is_opaque_and_bound_to_the_site() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut plain = Visitor::new(&world);
        let answer = plain.sign_in("solveig", PASSWORD, "").await;
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("redthread="), "{cookie}");
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Secure") && !cookie.contains("Domain"));
        let (_, value) = &plain.cookies[0];
        assert_eq!(value.len(), 43, "256 bits and nothing else");

        let site = Site::new(Some("https://care.example.org".to_owned()));
        let mut secure = Visitor::at(&world, site);
        let answer = secure.sign_in("solveig", PASSWORD, "").await;
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("__Host-redthread="), "{cookie}");
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Secure"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Domain"));
        let (name, value) = secure.cookies[0].clone();
        assert_eq!(name, "__Host-redthread");
        secure.cookies = vec![("redthread".to_owned(), value)];
        assert_eq!(secure.get("/account").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_the_session_for_whoever_kept_its_cookie() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        let kept = visitor.cookies.clone();
        let token = visitor.get("/account").await.form_token();
        let answer = visitor
            .post("/sign-out", &format!("form_token={token}"))
            .await;
        assert_eq!(answer.location(), "/sign-in?out=true");
        assert!(visitor.cookies.is_empty());
        assert!(
            visitor
                .get(answer.location())
                .await
                .body
                .contains("You are signed out")
        );
        visitor.cookies = kept;
        assert_eq!(visitor.get("/account").await.status, StatusCode::SEE_OTHER);
        let again = visitor.post("/sign-out", "").await;
        assert_eq!(again.location(), "/sign-in?out=true", "no less signed out");
    })
    .await;
}

#[tokio::test]
async fn another_sign_in_ends_the_one_before_in_the_same_browser() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        let before = visitor.cookies.clone();
        visitor.sign_in("solveig", PASSWORD, "").await;
        assert_ne!(before, visitor.cookies);
        visitor.cookies = before;
        assert_eq!(visitor.get("/account").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_before_anything_else() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        let token = visitor.get("/account").await.form_token();
        let form = format!("form_token={token}");
        let own = format!("http://{HOST}");
        let refused: &[&[(&str, &str)]] = &[
            &[],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site"), ("origin", &own)],
            &[("sec-fetch-site", "")],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[("origin", "http://127.0.0.1:8081")],
            &[("origin", "https://127.0.0.1:8080")],
            &[("origin", "http://127.0.0.1:8080.evil.example")],
        ];
        for headers in refused {
            for path in ["/account/others", "/sign-out", "/sign-in"] {
                let answer = visitor.post_from(path, &form, headers).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
            }
        }
        let answer = visitor
            .post_from("/account/others", &form, &[("origin", &own)])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    })
    .await;
}

#[tokio::test]
async fn addresses_of_forms_lead_back_and_errors_name_who_is_signed_in() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        for (form, page) in [
            ("/account/password", "/account"),
            ("/account/others", "/account"),
            ("/sign-out", "/"),
        ] {
            let answer = visitor.get(form).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{form}");
            assert_eq!(answer.location(), page);
        }
        let nothing = visitor.get("/nowhere").await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);
        assert!(nothing.body.contains("/sign-out"), "{}", nothing.body);
    })
    .await;
}

#[tokio::test]
async fn a_form_without_its_sessions_token_is_refused() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        let own = visitor.get("/account").await.form_token();
        let mut other = Visitor::signed_in(&world).await;
        let others = other.get("/account").await.form_token();
        assert_ne!(own, others);
        for form in [
            String::new(),
            "form_token=".to_owned(),
            format!("form_token={others}"),
            format!("form_token={own}x"),
            format!("form_token={}", &own[1..]),
            format!("other_token={own}"),
        ] {
            for path in ["/account/others", "/account/password", "/sign-out"] {
                let answer = visitor.post(path, &form).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {form}");
            }
        }
        let json = axum::http::Request::post("/account/others")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .body("{}".into())
            .unwrap();
        assert_eq!(visitor.send(json).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            other.get("/account").await.status,
            StatusCode::OK,
            "nobody was signed out"
        );
        let answer = visitor
            .post("/account/others", &format!("form_token={own}"))
            .await;
        assert_eq!(answer.location(), "/account?done=others");
        assert_eq!(other.get("/account").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_is_kept_and_sent_after_signing_in() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        let token = visitor.get("/account").await.form_token();
        world.later(browser::IDLE);
        let typed = format!("form_token={token}&note=Kari+%3Cb%3E&new_password=hush-hush");
        let page = visitor.post("/account/others", &typed).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(
            page.body
                .contains("You were signed out before this was sent")
        );
        // Sealed: whoever looks at the page, or into it, does not see it.
        for secret in [token.as_str(), "Kari", "hush-hush"] {
            assert!(!page.body.contains(secret), "{}", page.body);
        }
        let sealed = kept_in(&page.body);
        let kept = format!("&next=/&kept={sealed}");
        let wrong = visitor.sign_in("solveig", "wrong", &kept).await;
        assert_eq!(kept_in(&wrong.body), sealed);
        // What was changed on the way opens nothing, and signs in all the same.
        let broken = format!("&next=/&kept={}AAAA", &sealed[..sealed.len() - 4]);
        let page = visitor.sign_in("solveig", PASSWORD, &broken).await;
        assert_eq!(page.location(), "/");
        let page = visitor.sign_in("solveig", PASSWORD, &kept).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("action=\"/account/others\""));
        assert!(
            page.body
                .contains("name=\"note\" value=\"Kari &#60;b&#62;\"")
        );
        let form = format!("form_token={}&note=Kari", page.form_token());
        let answer = visitor.post("/account/others", &form).await;
        assert_eq!(answer.location(), "/account?done=others");
    })
    .await;
}

/// What the sign-in page carries.
fn kept_in(page: &str) -> String {
    let (_, rest) = page
        .split_once("name=\"kept\" value=\"")
        .expect("something kept");
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn what_cannot_be_kept_is_told() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::new(&world);
        let lost = "Nothing was changed. Files, passwords and very long texts are not kept";
        let long = format!("note={}", "x".repeat(20_000));
        let huge = format!("note={}", "x".repeat(100_000));
        for form in ["", "present_password=hush-hush", &long, &huge] {
            let page = visitor.post("/account/others", form).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN);
            assert!(page.body.contains(lost));
            assert!(page.body.len() < 20_000);
        }
        let upload = axum::http::Request::post("/account/others")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "multipart/form-data; boundary=b")
            .body("--b--".into())
            .unwrap();
        assert!(visitor.send(upload).await.body.contains(lost));
    })
    .await;
}

#[tokio::test]
async fn a_disabled_account_is_out_with_its_next_click_and_told_why_at_the_door() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        accounts::disable(&world.app, &Actor::System, "solveig", false)
            .await
            .unwrap();
        assert_eq!(visitor.get("/account").await.status, StatusCode::SEE_OTHER);
        let answer = visitor.sign_in("solveig", PASSWORD, "").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.body.contains("This account is disabled"));
    })
    .await;
}

#[tokio::test]
async fn changing_the_password_on_the_page_says_what_is_wrong_and_shows_no_password() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        let token = visitor.get("/account").await.form_token();
        let form = |present: &str, new: &str, again: &str| {
            format!("form_token={token}&present_password={present}&new_password={new}&again_password={again}")
        };
        let another = "another-thread-entirely";
        let present = PASSWORD.replace(' ', "+");
        for (form, said) in [
            (form("wrong", another, another), "This is not your present password"),
            (form(&present, another, "different"), "The two are not the same"),
            (form(&present, "short", "short"), "Take 12 to 128 characters"),
        ] {
            let page = visitor.post("/account/password", &form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.body.contains(said), "{said}");
            assert!(!page.body.contains(another));
        }
        let answer = visitor.post("/account/password", &form(&present, another, another)).await;
        assert_eq!(answer.location(), "/account?done=password");
        assert!(visitor.get(answer.location()).await.body.contains("The password is changed"));
        let mut other = Visitor::new(&world);
        let answer = other.sign_in("solveig", another, "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    })
    .await;
}
