//! What signing in leaves in the log, at its most talkative.

use std::io::Write;
use std::sync::{Arc, Mutex};

use redthread::app::sign_in::{browser, tokens};

use super::visitor::Visitor;
use super::{PASSWORD, World, solveigs};
use crate::support::both;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_password_and_no_token_is_logged() {
    both(|db| async move {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || writer.clone())
            .finish();
        // The test's runtime has this one thread.
        let logging = tracing::subscriber::set_default(subscriber);
        let world = World::with_solveig(db).await;
        let mut visitor = Visitor::signed_in(&world).await;
        visitor.sign_in("my-typed-secret", "s3cret-guess", "").await;
        let form_token = visitor.get("/account").await.form_token();
        let cookie = visitor.cookies[0].1.clone();
        let given = tokens::issue(&world.app, &solveigs()).await.unwrap();
        let next = tokens::refresh(&world.app, &given.refresh_token).await;
        let next = next.unwrap();
        tokens::viewer(&world.app, &next.access_token)
            .await
            .unwrap();
        assert!(
            tokens::refresh(&world.app, &given.refresh_token)
                .await
                .is_err()
        );
        world.later(browser::IDLE);
        let typed = format!("form_token={form_token}&note=typed-by-hand");
        visitor.post("/account/others", &typed).await;
        drop(logging);

        let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(log.contains("/sign-in"), "requests are logged: {log}");
        for secret in [
            PASSWORD,
            &PASSWORD.replace(' ', "+"),
            "my-typed-secret",
            "s3cret-guess",
            "typed-by-hand",
            "$argon2id",
            &form_token,
            &cookie,
            &given.access_token,
            &given.refresh_token,
            &next.access_token,
            &next.refresh_token,
        ] {
            assert!(!log.contains(secret), "{secret}");
        }
    })
    .await;
}
