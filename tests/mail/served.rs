//! The program itself, from its settings to the mail server.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::{BOTH_KNOW, World, flag};
use crate::store::fixtures::insert;
use crate::support::on_sqlite;

/// For a busy machine: a letter is due at once.
const PATIENCE: u32 = 600;

#[tokio::test]
async fn the_service_sends_what_is_due_and_ends_when_it_is_asked_to() {
    on_sqlite(|db| async move {
        let world = World::new(db).await;
        world.kari().await;
        insert(&world.db, flag(1, BOTH_KNOW, "urgent")).await;
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_redthread"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("REDTHREAD_") {
                command.env_remove(name);
            }
        }
        let port = world.server.port().to_string();
        let mut program = command
            .current_dir(folder.path())
            .args(["serve", "--quiet", "--listen", "127.0.0.1:0"])
            .args(["--database", &world.db.url])
            .envs([
                ("REDTHREAD_AUDIT__KEY", crate::support::AUDIT_KEY),
                ("REDTHREAD_MAIL__SMTP_HOST", "127.0.0.1"),
                ("REDTHREAD_MAIL__SMTP_PORT", &port),
                ("REDTHREAD_MAIL__SMTP_TLS", "none"),
                ("REDTHREAD_MAIL__FROM", "Red Thread <red@service.example>"),
                ("REDTHREAD_HTTP__PUBLIC_URL", "https://red.service.example"),
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        for _ in 0..PATIENCE {
            if !world.server.received().is_empty() || program.try_wait().unwrap().is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let pid = program.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(asked.unwrap().success());
        assert!(program.wait().unwrap().success());
        let received = world.server.received();
        let letter = received.first().expect("a letter");
        assert_eq!(letter.to, ["kari@service.example"]);
        let body = letter.body();
        assert!(
            body.contains("https://red.service.example/digest"),
            "{body}"
        );
        assert_eq!(world.standing().await.failing, 0);
    })
    .await;
}
