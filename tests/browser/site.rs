//! The real program, serving a demonstration's people on a database of its own.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use redthread::domain::vocabulary::Role;
use sea_orm::sqlx::{Connection, Executor, SqliteConnection};
use tempfile::TempDir;

/// Generating and evaluating sixty patients, unoptimised on a busy machine.
const PATIENCE: Duration = Duration::from_mins(3);

/// Somebody who can sign in.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) role: String,
    pub(super) name: String,
    pub(super) password: String,
}

/// The program as it runs; it ends with this value.
pub(super) struct Site {
    /// `http://127.0.0.1:port`.
    pub(super) base: String,
    /// Its database.
    pub(super) database: String,
    accounts: Vec<Account>,
    program: Program,
    folder: TempDir,
}

impl Site {
    /// Serves a copy of the demonstration's database; its accounts are those that were printed.
    pub(super) fn start() -> Self {
        Self::start_with(&[])
    }

    /// The same with settings of its own.
    pub(super) fn start_with(settings: &[(&str, &str)]) -> Self {
        static TEMPLATE: OnceLock<Template> = OnceLock::new();
        let template = TEMPLATE.get_or_init(Template::make);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("redthread.db");
        std::fs::copy(&template.file, &file).unwrap();
        assert!(
            !template.file.with_extension("db-wal").exists(),
            "all of it is in the one file"
        );
        let database = format!("sqlite://{}", file.display());
        let arguments = ["serve", "--database", &database];
        let mut program = Program::start_with(folder.path(), &arguments, settings);
        Self {
            base: program.until_it_listens(),
            database,
            accounts: template.accounts.clone(),
            program,
            folder,
        }
    }

    /// Ends the program as an update of it does.
    pub(super) fn end(&mut self) {
        self.program.end();
    }

    /// Starts it again on the same database, at another address.
    pub(super) fn start_again(&mut self) {
        let serve = ["serve", "--database", &self.database];
        self.program = Program::start(self.folder.path(), &serve);
        self.base = self.program.until_it_listens();
    }

    /// Runs the demonstration itself on a database that is migrated and empty.
    pub(super) fn demonstrate(database: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut program = Program::start(folder.path(), &["demo", "--database", database]);
        let base = program.until_it_listens();
        Self {
            base,
            database: database.to_owned(),
            accounts: program.accounts(),
            program,
            folder,
        }
    }

    /// Runs a statement behind its back, on SQLite.
    pub(super) async fn execute(&self, sql: &'static str) {
        let mut connection = SqliteConnection::connect(&self.database).await.unwrap();
        connection.execute(sql).await.unwrap();
        connection.close().await.unwrap();
    }

    /// Counts behind its back.
    pub(super) async fn count(&self, sql: &'static str) -> i64 {
        let mut connection = SqliteConnection::connect(&self.database).await.unwrap();
        let (count,): (i64,) = sea_orm::sqlx::query_as(sql)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        count
    }

    /// The account of a role.
    pub(super) fn account(&self, role: &str) -> &Account {
        let account = self.accounts.iter().find(|account| account.role == role);
        account.unwrap_or_else(|| panic!("the demonstration has no account of the role {role}"))
    }
}

/// What a demonstration leaves: its file and the accounts that it printed.
struct Template {
    file: PathBuf,
    accounts: Vec<Account>,
    _folder: TempDir,
}

impl Template {
    fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("redthread.db");
        let database = format!("sqlite://{}", file.display());
        let mut program = Program::start(folder.path(), &["demo", "--database", &database]);
        program.until_it_listens();
        let accounts = program.accounts();
        program.end();
        Self {
            file,
            accounts,
            _folder: folder,
        }
    }
}

/// A process of ours and what it says.
struct Program {
    child: Child,
    lines: Mutex<Receiver<String>>,
    said: Vec<String>,
}

impl Program {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::start_with(folder, arguments, &[])
    }

    fn start_with(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        // The one that the copied database was written with.
        std::fs::write(folder.join("audit.key"), crate::support::AUDIT_KEY).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_redthread"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("REDTHREAD_") {
                command.env_remove(name);
            }
        }
        let mut child = command
            .current_dir(folder)
            .args(arguments)
            .args(["--listen", "127.0.0.1:0"])
            .env("REDTHREAD_HTTP__IS_DEVELOPMENT", "true")
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let outputs: [Box<dyn Read + Send>; 2] = [
            Box::new(child.stdout.take().unwrap()),
            Box::new(child.stderr.take().unwrap()),
        ];
        for output in outputs {
            let sender = sender.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        Self {
            child,
            lines: Mutex::new(lines),
            said: Vec::new(),
        }
    }

    /// The next line that it says.
    fn line(&mut self) -> String {
        let Ok(line) = self.lines.get_mut().unwrap().recv_timeout(PATIENCE) else {
            panic!("in vain; it said: {:#?}", self.said)
        };
        self.said.push(line.clone());
        line
    }

    /// Its address, as it says.
    fn until_it_listens(&mut self) -> String {
        loop {
            let line = self.line();
            if let Some(at) = line.find("http://127.0.0.1:") {
                let address = line[at..].split_whitespace().next().unwrap();
                return address.trim_end_matches('/').to_owned();
            }
        }
    }

    /// `<role> <user name> <password>` for every role.
    fn accounts(&mut self) -> Vec<Account> {
        let mut accounts = Vec::new();
        while accounts.len() < Role::CODES.len() {
            let line = self.line();
            let words: Vec<&str> = line.split_whitespace().collect();
            if let &[role, name, password] = words.as_slice()
                && Role::CODES.contains(&role)
            {
                accounts.push(Account {
                    role: role.to_owned(),
                    name: name.to_owned(),
                    password: password.to_owned(),
                });
            }
        }
        accounts
    }

    /// Asks it to end, and waits until everything is written.
    fn end(&mut self) {
        let pid = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(asked.unwrap().success());
        assert!(self.child.wait().unwrap().success(), "{:#?}", self.said);
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
