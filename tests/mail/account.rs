//! Where somebody is written to, on the page of their account.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use redthread::app::accounts::{self, MailChoice};
use redthread::app::sign_in::{Credentials, browser};
use redthread::http::{Server, router};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tower::ServiceExt;

use super::{KARI, PASSWORD, World};
use crate::support::both;

/// Somebody with a browser.
pub(super) struct Reader<'w> {
    world: &'w World,
    cookie: String,
    form_token: String,
    pub(super) language: &'static str,
}

/// A page as it came.
pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) text: String,
    location: Option<String>,
}

impl<'w> Reader<'w> {
    pub(super) async fn signed_in(world: &'w World, username: &str) -> Self {
        let credentials = Credentials {
            username: username.to_owned(),
            password: PASSWORD.into(),
        };
        let (session, token) = browser::begin(&world.app, &credentials).await.unwrap();
        Self {
            world,
            cookie: format!("redthread={token}"),
            form_token: session.form_token,
            language: "en",
        }
    }

    pub(super) async fn get(&self, address: &str) -> Page {
        self.send(Method::GET, address, Body::empty()).await
    }

    async fn post(&self, address: &str, fields: &str) -> Page {
        let form = format!("form_token={}&{fields}", self.form_token);
        self.send(Method::POST, address, Body::from(form)).await
    }

    async fn send(&self, method: Method, address: &str, body: Body) -> Page {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "here")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .unwrap();
        let server = Server::new(self.world.app.clone());
        let response = router(server).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Page {
            status: parts.status,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
            location: parts
                .headers
                .get(header::LOCATION)
                .map(|to| to.to_str().unwrap().to_owned()),
        }
    }
}

async fn kept(world: &World) -> MailChoice {
    let all = accounts::list(&world.app, &redthread::app::Actor::System)
        .await
        .unwrap();
    all.into_iter().next().unwrap().mail
}

#[tokio::test]
async fn somebody_chooses_where_they_are_written_to_and_takes_it_back() {
    both(|db| async move {
        let world = World::new(db).await;
        world.account("kari", KARI, MailChoice::default()).await;
        let mut reader = Reader::signed_in(&world, "kari").await;
        let page = reader.get("/account").await;
        assert!(
            page.text
                .contains("name=\"email\" type=\"email\" value=\"\"")
        );
        assert!(page.text.contains("name=\"digest\" value=\"yes\" checked"));

        let form = "email=+Kari.Berg%40service.example+&language=nb&digest=yes";
        let answer = reader.post("/account/mail", form).await;
        assert_eq!(answer.location.as_deref(), Some("/account?done=mail"));
        let chosen = MailChoice {
            address: Some("Kari.Berg@service.example".to_owned()),
            language: Some("nb".to_owned()),
            ..MailChoice::default()
        };
        assert_eq!(kept(&world).await, chosen);
        reader.language = "nb";
        let page = reader.get("/account?done=mail").await;
        assert!(page.text.contains("Valget ditt er lagret"));
        assert!(page.text.contains("value=\"Kari.Berg@service.example\""));
        assert!(page.text.contains("<option value=\"nb\" selected>"));

        reader.post("/account/mail", "email=&language=nb").await;
        let nothing = MailChoice {
            address: None,
            is_digest_wanted: false,
            ..chosen
        };
        assert_eq!(kept(&world).await, nothing);
        let page = reader.get("/account?done=mail").await;
        assert!(page.text.contains("Du får ingen e-post."));

        let written = entity::audit_entry::Entity::find()
            .filter(entity::audit_entry::Column::Action.eq("account.mail"))
            .all(world.db.writer())
            .await
            .unwrap();
        assert_eq!(written.len(), 2);
        for entry in written {
            assert_eq!(entry.actor, "account:kari");
            assert!(!entry.detail.to_string().contains("service.example"));
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_no_address_is_told_and_changes_nothing() {
    both(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        let before = kept(&world).await;
        let reader = Reader::signed_in(&world, "kari").await;
        for typed in [
            "kari",
            "kari%40",
            "a%40b%0d%0aBcc:+x%40y",
            "a%40b%2c+c%40d",
            "%22%3e%3cscript%3e%40x",
        ] {
            let form = format!("email={typed}&language=en&digest=yes");
            let page = reader.post("/account/mail", &form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
            assert!(page.text.contains("Nothing is saved"), "{}", page.text);
            assert!(page.text.contains("This is not an e-mail address"));
            assert!(page.text.contains("href=\"#email\""));
            assert!(!page.text.contains("<script>@"), "{}", page.text);
            assert_eq!(kept(&world).await, before);
        }
        // A language that is none is no mistake of somebody at the page.
        let page = reader
            .post("/account/mail", "email=a%40b&language=tlh")
            .await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        assert_eq!(kept(&world).await, before);
    })
    .await;
}
