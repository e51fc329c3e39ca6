//! An empty PostgreSQL database of its own for a test of the binary.

use redthread::store::Db;
use sea_orm::ConnectionTrait;

/// Dropped when the test is over.
pub struct Database {
    admin: String,
    name: String,
    pub url: String,
}

/// A new, empty database; `None`, said aloud, where no server was given and none is required.
pub fn empty_database(name: &str) -> Option<Database> {
    let admin = crate::support::postgres_server()?;
    let name = format!("cli_{name}_{}", std::process::id());
    execute(&admin, &format!("CREATE DATABASE {name}"));
    let (server, _) = admin.rsplit_once('/').unwrap();
    let url = format!("{server}/{name}");
    Some(Database { admin, name, url })
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        execute(&self.admin, &drop);
    }
}

pub fn execute(url: &str, sql: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let db = Db::connect(url, &crate::support::options()).await.unwrap();
        db.writer().execute_unprepared(sql).await.unwrap();
        db.close().await.unwrap();
    });
}
