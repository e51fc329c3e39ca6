//! Making databases quickly: each engine is migrated once per run and copied for each test.

/// SQLite: a migrated file, copied.
pub(super) mod sqlite {
    use std::path::{Path, PathBuf};
    use std::sync::OnceLock;

    use redthread::store::{Db, Options, migrate};

    static TEMPLATE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();

    /// A migrated file, closed and whole.
    pub(in crate::support) fn template() -> &'static Path {
        let (_, file) = TEMPLATE.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("template.db");
            let url = format!("sqlite://{}", file.display());
            super::on_a_thread(async move {
                let db = Db::connect(&url, &Options::default()).await.unwrap();
                migrate::up(&db).await.unwrap();
                db.close().await.unwrap();
            });
            (folder, file)
        });
        file
    }
}

/// PostgreSQL: a migrated template database, copied by the server.
pub(super) mod postgres {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    use redthread::store::{Db, Options, migrate};
    use sea_orm::sqlx::{self, AssertSqlSafe, Connection, Executor, PgConnection, Row};

    const PREFIX: &str = "redthread_test_";

    static TEMPLATE: OnceLock<String> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);

    /// The URL of one of the server's databases.
    pub(in crate::support) fn url(server: &str, database: &str) -> String {
        let (address, query) = server.split_once('?').unwrap_or((server, ""));
        let host = address.find("://").map_or(0, |at| at + 3);
        let end = address[host..]
            .find('/')
            .map_or(address.len(), |at| host + at);
        let query = if query.is_empty() {
            String::new()
        } else {
            format!("?{query}")
        };
        format!("{}/{database}{query}", &address[..end])
    }

    /// A copy of the migrated template.
    pub(in crate::support) async fn create(server: &str) -> String {
        let template = TEMPLATE.get_or_init(|| {
            let server = server.to_owned();
            super::on_a_thread(async move {
                sweep(&server).await;
                let name = create_empty(&server).await;
                let db = Db::connect(&url(&server, &name), &Options::default())
                    .await
                    .unwrap();
                migrate::up(&db).await.unwrap();
                db.close().await.unwrap();
                name
            })
        });
        let name = next_name();
        run(
            server,
            &format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"),
        )
        .await;
        name
    }

    /// A database without anything in it.
    pub(in crate::support) async fn create_empty(server: &str) -> String {
        let name = next_name();
        run(server, &format!("CREATE DATABASE {name}")).await;
        name
    }

    /// Drops a database, whoever is still connected.
    pub(in crate::support) async fn drop(server: &str, database: &str) {
        run(
            server,
            &format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"),
        )
        .await;
    }

    /// Drops what earlier runs left: templates, and databases of runs that were killed.
    async fn sweep(server: &str) {
        let mut connection = PgConnection::connect(server).await.unwrap();
        let names = sqlx::query("SELECT datname::text FROM pg_database WHERE datname LIKE $1")
            .bind(format!("{PREFIX}%"))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        for name in names {
            let name: String = name.get(0);
            let process = name[PREFIX.len()..].split('_').next().unwrap();
            if !std::path::Path::new("/proc").join(process).exists() {
                drop(server, &name).await;
            }
        }
    }

    fn next_name() -> String {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        format!("{PREFIX}{}_{n}", std::process::id())
    }

    async fn run(server: &str, sql: &str) {
        let mut connection = PgConnection::connect(server)
            .await
            .expect("REDTHREAD_TEST_POSTGRES_URL names a server that answers");
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
        connection.close().await.unwrap();
    }
}

/// Runs to the end on a runtime of its own: what is made once must outlive the runtime of the test
/// that happened to come first.
fn on_a_thread<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    std::thread::spawn(|| {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(work)
    })
    .join()
    .unwrap()
}
