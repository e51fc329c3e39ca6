//! What was taken back is gone: from every table, from earlier versions, from files; that it was there is not.

use axum::http::StatusCode;
use redthread::jobs;
use redthread::store::{Db, Engine};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use super::*;
use crate::support::{both, on_sqlite};

/// Words that occur nowhere else.
const MARK: &str = "Quockerwodger";

async fn column(db: &Db, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(db.read.get_database_backend(), sql);
    let rows = db.read.query_all_raw(statement).await.unwrap();
    rows.iter()
        .filter_map(|row| row.try_get_by_index::<Option<String>>(0).unwrap())
        .collect()
}

/// The tables that hold a text.
pub(super) async fn holding(db: &Db, text: &str) -> Vec<String> {
    let mut holding = Vec::new();
    let tables = match db.engine() {
        Engine::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table'",
        Engine::Postgres => {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
        }
    };
    for table in column(db, tables).await {
        let rows = match db.engine() {
            Engine::Postgres => format!("SELECT t::text FROM \"{table}\" t"),
            Engine::Sqlite => {
                let sql = format!("SELECT name FROM pragma_table_info('{table}')");
                let columns = column(db, &sql).await;
                let texts: Vec<String> = columns
                    .iter()
                    .map(|column| {
                        // Identities are blobs, and no text.
                        format!(
                            "CASE typeof(\"{column}\") WHEN 'text' THEN \"{column}\" ELSE '' END"
                        )
                    })
                    .collect();
                format!("SELECT {} FROM \"{table}\"", texts.join(" || ' ' || "))
            }
        };
        if column(db, &rows).await.iter().any(|row| is_in(row, text)) {
            holding.push(table);
        }
    }
    holding
}

/// As it was written, or as it is kept to be found.
fn is_in(row: &str, text: &str) -> bool {
    row.contains(text) || row.contains(&text.to_lowercase())
}

/// Tells, puts right (so that there is an earlier version), shares and takes back.
async fn taken_back(app: &TestApp, author: &Caller<'_>) -> Value {
    let entry = tell(app, author, &told(&format!("{MARK} one"), 2)).await;
    let text = json!({"text": format!("{MARK} two")});
    act(app, author, &entry, "reword", text).await.done();
    let colleague = Caller::staff(app, 12, 1).await;
    assert_eq!(texts(&colleague).await, [format!("{MARK} two")]);
    let entry = one(author, &entry).await.done()["entry"].clone();
    assert!(!holding(&app.db, MARK).await.is_empty());
    let wish = json!({"patients_wish": true});
    act(app, author, &entry, "withdraw", wish).await.done();
    entry
}

#[tokio::test]
async fn what_was_taken_back_is_in_no_table_and_its_readers_are_named() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let entry = taken_back(&app, &author).await;
        assert_eq!(holding(&app.db, MARK).await, Vec::<String>::new());
        let shown = one(&author, &entry).await.done();
        assert_eq!(shown["entry"]["text"], Value::Null);
        assert_eq!(shown["entry"]["kind"], Value::Null);
        assert_ne!(shown["entry"]["withdrawn_at"], Value::Null);
        let readers = shown["readers"].as_array().unwrap();
        assert_eq!(readers.len(), 1, "{readers:?}");
        assert_eq!(readers[0]["professional"]["id"], json!(id(12)));
        // Nothing is done with what is gone, and taking it back twice is taking it back once.
        let late = act(
            &app,
            &author,
            &shown["entry"],
            "share",
            json!({"level": 3, "patients_wish": true}),
        );
        assert_eq!(late.await.status, StatusCode::PRECONDITION_FAILED);
        let again = act(
            &app,
            &author,
            &entry,
            "withdraw",
            json!({"patients_wish": true}),
        );
        assert_eq!(again.await.done()["version"], shown["entry"]["version"]);
    })
    .await;
}

#[tokio::test]
async fn the_audit_log_still_verifies_and_the_database_gives_up_its_old_pages() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        taken_back(&app, &author).await;
        assert_eq!(jobs::story::run_once(&app.app).await.unwrap(), 1);
        assert_eq!(jobs::story::run_once(&app.app).await.unwrap(), 0);
        let mut findings = Vec::new();
        redthread::app::audit::verify::verify(&app.app, &Actor::System, &[], &mut |finding| {
            findings.push(format!("{finding:?}"));
        })
        .await
        .unwrap();
        assert_eq!(findings, Vec::<String>::new());
        let actions = crate::flags_life::written(&app, &author.username).await;
        assert!(
            actions.contains(&"story.withdraw".to_owned()),
            "{actions:?}"
        );
    })
    .await;
}

/// The bytes of the file and of its write-ahead log: nothing of it is in a page that is free.
#[tokio::test]
async fn nothing_of_it_is_left_in_the_files() {
    on_sqlite(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        taken_back(&app, &author).await;
        tell(&app, &author, &told("Snollygoster", 2)).await;
        jobs::story::run_once(&app.app).await.unwrap();
        let files = column(&app.db, "SELECT file FROM pragma_database_list").await;
        let file = files.first().unwrap();
        let mut bytes = std::fs::read(file).unwrap();
        bytes.extend(std::fs::read(format!("{file}-wal")).unwrap_or_default());
        assert!(bytes.len() > 100_000);
        let is_there = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        assert!(is_there(b"story.withdraw"), "what is there is found");
        assert!(!is_there(MARK.as_bytes()));
        // Nor are the words by which it was found, where those of others are.
        assert!(is_there(b"snollygo"));
        assert!(!is_there(&MARK.to_lowercase().as_bytes()[..8]));
    })
    .await;
}
