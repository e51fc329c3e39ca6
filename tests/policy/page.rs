//! The page of thresholds, through the real router.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use redthread::app::sign_in::{Credentials, browser};
use redthread::domain::vocabulary::Role;
use redthread::store::policies;
use secrecy::SecretString;

use super::setting::a_unit;
use crate::support::app::{Answer, PASSWORD, TestApp};
use crate::support::both;

/// A browser in which an administrator has signed in.
struct Browser<'a> {
    service: &'a TestApp,
    cookie: String,
    token: String,
    language: &'static str,
}

impl<'a> Browser<'a> {
    async fn open(service: &'a TestApp, language: &'static str) -> Self {
        let credentials = Credentials {
            username: service.account(Role::Administrator).await,
            password: SecretString::from(PASSWORD),
        };
        let (session, token) = browser::begin(&service.app, &credentials).await.unwrap();
        Self {
            service,
            cookie: format!("redthread={token}"),
            token: session.form_token,
            language,
        }
    }

    async fn send(&self, method: Method, address: &str, body: String) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "here")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.service.send(request.unwrap()).await
    }

    async fn get(&self, address: &str) -> Answer {
        self.send(Method::GET, address, String::new()).await
    }

    async fn post(&self, fields: &str) -> Answer {
        let form = format!("form_token={}&{fields}", self.token);
        self.send(Method::POST, "/policy", form).await
    }
}

/// Where an answer leads.
fn location(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.headers[header::LOCATION]
        .to_str()
        .unwrap()
        .to_owned()
}

/// The value of an input of the page.
fn value_of(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\"")).unwrap();
    let (input, _) = rest.split_once('>').unwrap();
    let (_, value) = input.split_once("value=\"").unwrap();
    value.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn thresholds_are_read_changed_and_remembered_in_words() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 20).await;
        let browser = Browser::open(&service, "en").await;
        let page = browser.get("/policy").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        for said in [
            "Nobody has changed anything: the defaults hold.",
            "Much time in hospital",
            "Fires with more than <input",
            "admissions in any 12 months.",
        ] {
            assert!(page.text.contains(said), "{said}");
        }
        assert_eq!(value_of(&page.text, "more_than_admissions"), "4");
        assert_eq!(value_of(&page.text, "single_share"), "80");
        assert_eq!(value_of(&page.text, "frag_coc_below"), "0.2");
        assert_eq!(value_of(&page.text, "ext_recency_years"), "2");
        assert!(!page.text.contains("(default"), "nothing is marked as changed");

        let answer = browser
            .post("unit=&mark=0&action=save&more_than_admissions=5&single_share=75&ext_recency_years=&counted_settings=&counted_settings=acute_ward&counted_settings=forensic_unit&reason=The+board+%3Cdecided%3E+so")
            .await;
        let there = location(&answer);
        assert_eq!(there, "/policy?changed=20");
        let page = browser.get(&there).await.text;
        assert!(page.contains("The thresholds were changed"));
        assert!(page.contains("The flags of 20 patients are"));
        assert!(page.contains("by administrator: The board &#60;decided&#62; so"), "{page}");
        assert_eq!(value_of(&page, "more_than_admissions"), "5");
        assert_eq!(value_of(&page, "ext_recency_years"), "");
        assert_eq!(page.matches("class=\"otherwise\"").count(), 4);
        assert!(page.contains("default 4") && page.contains("default 80 %"));

        let history = browser.get("/policy/history").await.text;
        for said in [
            "Fires with more than 5 admissions in any 12 months. (before: 4)",
            "Fires when one relationship holds 75 % of the contacts. (before: 80 %)",
            "It never passes. (before: 2)",
            "Admissions that count are those to: acute ward, forensic unit (before: ",
            "by administrator",
            "The board &#60;decided&#62; so",
        ] {
            assert!(history.contains(said), "{said} in {history}");
        }
        let norwegian = Browser::open(&service, "nb").await;
        let history = norwegian.get("/policy/history").await.text;
        let said = "Varsler ved mer enn 5 innleggelser i løpet av 12 måneder. (før: 4)";
        assert!(history.contains(said), "{history}");
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_comes_back_with_what_is_wrong() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 8).await;
        let browser = Browser::open(&service, "en").await;
        for (fields, field, said) in [
            ("fu_days_2=99", "fu_days_2", "Enter a whole number from 2 to 60."),
            ("fu_days_2=many", "fu_days_2", "Enter a whole number from 2 to 60."),
            ("single_share=101", "single_share", "Enter a number from 1 to 100."),
            ("frag_coc_below=2", "frag_coc_below", "Enter a number from 0 to 1, such as 0.25."),
            ("count_messages=x", "count_messages", "Choose one of the two."),
            ("counted_settings=", "counted_settings", "Choose at least one."),
            ("counted_settings=home", "counted_settings", "Choose at least one."),
            (
                "loss_attention_days=10",
                "loss_urgent_days",
                "Enter at most what is set here: Needs attention from 10 days left.",
            ),
            (
                "fu_days_1=7",
                "fu_days_1",
                "Enter less than what is set here: Fires when 7 days after the discharge have passed without a contact.",
            ),
            ("fu_days_2=7", "changes", "Everything is like that already."),
            ("fu_days_2=9&valid_from=2026-03-01T08:00", "valid_from", "Enter a moment that is still to come, or nothing."),
            ("fu_days_2=9&valid_from=soon", "valid_from", "Enter a moment that is still to come, or nothing."),
        ] {
            for action in ["save", "preview", "exact"] {
                let sent = format!("unit=&mark=0&action={action}&reason=Because+%22so%22&{fields}");
                let answer = browser.post(&sent).await;
                let what = format!("{action} {fields}: {}", answer.text);
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
                assert!(answer.text.contains(said), "{what}");
                assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{what}");
                assert!(answer.text.contains("Because &#34;so&#34;</textarea>"), "{what}");
                let (name, typed) = fields.split('&').next().unwrap().split_once('=').unwrap();
                if !matches!(name, "counted_settings" | "count_messages") {
                    assert_eq!(value_of(&answer.text, name), typed, "{what}");
                }
            }
        }
        let silent = browser.post("unit=&mark=0&action=save&fu_days_2=9&reason=+").await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.text.contains("Say why, in at most 2 000 letters."));
        assert_eq!(value_of(&silent.text, "fu_days_2"), "9");
        assert_eq!(policies::count(&service.app.db.read).await.unwrap(), 0);

        // Somebody else was quicker: what was typed stays, and the next attempt is for what holds.
        location(&browser.post("unit=&mark=0&action=save&fu_days_2=9&reason=a").await);
        let late = browser.post("unit=&mark=0&action=save&fu_days_2=8&reason=b").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(value_of(&late.text, "fu_days_2"), "8");
        assert_eq!(value_of(&late.text, "mark"), "1");
        assert_eq!(policies::count(&service.app.db.read).await.unwrap(), 1);
        for nowhere in ["/policy?unit=x", "/policy/history?unit=x", "/policy/previews/x"] {
            let answer = browser.get(nowhere).await;
            assert!(answer.status.is_client_error(), "{nowhere}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_is_previewed_and_then_saved() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 60).await;
        let browser = Browser::open(&service, "en").await;
        let change = "unit=&mark=0&named_gap_days=182&named_gap_inpatient_days=60&reason=Fewer";
        let page = browser.post(&format!("{change}&action=preview")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("What would change"));
        assert!(
            page.text
                .contains("All 60 patients whom the change may reach were looked at.")
        );
        assert!(
            page.text.contains("Nobody is this patient’s named contact")
                || page.text.contains("Nobody is this patient's named contact"),
            "{}",
            page.text
        );
        assert_eq!(value_of(&page.text, "named_gap_days"), "182");
        assert!(page.text.contains(">Fewer</textarea>"));
        assert_eq!(policies::count(&service.app.db.read).await.unwrap(), 0);

        let there = location(&browser.post(&format!("{change}&action=exact")).await);
        let mut page = browser.get(&there).await;
        for _ in 0..600 {
            if !page.text.contains("http-equiv=\"refresh\"") {
                break;
            }
            assert!(page.text.contains("<progress"));
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            page = browser.get(&there).await;
        }
        assert!(
            page.text.contains("What would change, counted exactly"),
            "{}",
            page.text
        );
        assert!(page.text.contains(
            "Nobody is the named contact: Fires after 182 days without a named contact. (before: 7)"
        ));
        let fields: Vec<String> = [
            "unit",
            "mark",
            "action",
            "named_gap_days",
            "named_gap_inpatient_days",
        ]
        .iter()
        .map(|name| format!("{name}={}", value_of(&page.text, name)))
        .collect();
        let saved = browser
            .post(&format!("{}&reason=Fewer", fields.join("&")))
            .await;
        assert_eq!(location(&saved), "/policy?changed=60");
    })
    .await;
}

#[tokio::test]
async fn a_unit_keeps_its_own_and_follows_again() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 30).await;
        let browser = Browser::open(&service, "en").await;
        let (unit, _) = a_unit(&service.app).await;
        let address = format!("/policy?unit={}", unit.0);
        let page = browser.get(&address).await.text;
        assert!(page.contains("keeps nothing for itself"));
        assert!(!page.contains("value=\"take_back\""));
        let saved = browser
            .post(&format!(
                "unit={}&mark=0&action=save&single_min_contacts=9&reason=Small",
                unit.0
            ))
            .await;
        let page = browser.get(&location(&saved)).await.text;
        assert!(page.contains("keeps one threshold"), "{page}");
        assert!(page.contains("otherwise 4"));
        // The service is as it was.
        let service_page = browser.get("/policy").await.text;
        assert_eq!(value_of(&service_page, "single_min_contacts"), "4");
        let back = browser
            .post(&format!(
                "unit={}&mark=1&action=take_back&reason=Same+for+all",
                unit.0
            ))
            .await;
        let page = browser.get(&location(&back)).await.text;
        assert!(page.contains("keeps nothing for itself"));
        let history = browser
            .get(&format!("/policy/history?unit={}", unit.0))
            .await
            .text;
        assert!(history.contains("The unit follows what is above it again."));
    })
    .await;
}
