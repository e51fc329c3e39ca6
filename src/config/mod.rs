//! Configuration: one file per section.
//!
//! Every key is declared once, in its section's `KEYS`, and read from four places, the later ones
//! winning: the default, the TOML file, the environment, the command line. A key that nobody
//! declared is refused by name, and every value remembers where it came from. This is the only
//! module that reads the environment.

mod audit;
mod database;
mod environment;
mod error;
mod file;
mod http;
mod imports;
mod log;
mod mail;
mod reader;
mod service;
mod session;
mod worker;

use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

pub use audit::{Audit, CheckpointTo};
pub use database::{Database, DatabaseUrl};
pub use environment::Environment;
pub use error::{ConfigError, Problem};
pub use http::Http;
pub use imports::Imports;
pub use log::{Log, LogFormat};
pub use mail::{Mail, Smtp, SmtpTls};
pub use reader::{Entry, Key, Origin};
pub use service::Service;
pub use session::Session;
pub use worker::Worker;

use reader::Reader;

/// The name of the configuration file that is read from the data directory when none is named.
pub const FILE_NAME: &str = "redthread.toml";

/// Everything that can be set, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where files that Red Thread owns are kept: the default database and the default
    /// configuration file.
    pub data_dir: PathBuf,
    /// The service as a whole.
    pub service: Service,
    /// The database and how to treat it.
    pub database: Database,
    /// What is written to standard error, and how.
    pub log: Log,
    /// The HTTP listener.
    pub http: Http,
    /// Browsers that are signed in.
    pub session: Session,
    /// Imports through the page.
    pub imports: Imports,
    /// E-mail, and the daily digest.
    pub mail: Mail,
    /// What evaluates patients whose time has come.
    pub worker: Worker,
    /// How the audit log is sealed, and where its checkpoints go.
    pub audit: Audit,
    /// The operating system's name for who runs this process, when it says.
    pub operator: Option<String>,
    /// Every key with its value, as it may be shown, and its origin.
    pub entries: Vec<Entry>,
}

/// What the command line says about configuration.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--config FILE`
    pub config: Option<PathBuf>,
    /// `--data-dir DIR`
    pub data_dir: Option<PathBuf>,
    /// `--database URL`
    pub database: Option<SecretString>,
    /// `--listen ADDR`
    pub listen: Option<String>,
}

/// All declared keys, in the order in which `config check` shows them.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    [
        service::KEYS,
        database::KEYS,
        log::KEYS,
        http::KEYS,
        session::KEYS,
        imports::KEYS,
        mail::KEYS,
        worker::KEYS,
        audit::KEYS,
    ]
    .into_iter()
    .flatten()
}

impl Config {
    /// Gathers, checks and remembers.
    ///
    /// # Errors
    /// All problems at once, each with its key, its origin and what would be accepted; never with
    /// the value, which may be a secret.
    pub fn load(flags: &Flags, environment: &Environment) -> Result<Self, ConfigError> {
        let (data_dir, data_dir_origin) = data_dir(flags, environment);
        let mut reader = Reader::new(data_dir.clone());
        reader.show("data_dir", data_dir.display().to_string(), data_dir_origin);
        if let Some((path, origin)) = config_file(flags, environment, &data_dir) {
            file::read(&path, &mut reader);
            reader.show("config", path.display().to_string(), origin);
        }
        environment.give(&mut reader);
        flags.give(&mut reader);
        let sections = (
            Service::read(&mut reader),
            Database::read(&mut reader),
            Log::read(&mut reader),
            Http::read(&mut reader),
            Session::read(&mut reader),
            Imports::read(&mut reader),
            Mail::read(&mut reader),
            Worker::read(&mut reader),
            Audit::read(&mut reader),
        );
        let entries = reader.finish()?;
        match sections {
            (
                Some(service),
                Some(database),
                Some(log),
                Some(http),
                Some(session),
                Some(imports),
                Some(mail),
                Some(worker),
                Some(audit),
            ) => Ok(Self {
                data_dir,
                service,
                database,
                log,
                http,
                session,
                imports,
                mail,
                worker,
                audit,
                operator: environment.operator(),
                entries,
            }),
            // Every section that is missing has left its problem, so `finish` has failed already.
            _ => Err(ConfigError::default()),
        }
    }
}

impl Config {
    /// Where the value of a key came from; none when there is no such key.
    pub fn origin(&self, key: &str) -> Option<&Origin> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.origin)
    }
}

impl Flags {
    fn give(&self, reader: &mut Reader) {
        if let Some(url) = &self.database {
            reader.give(
                "database.url",
                url.expose_secret().to_owned(),
                Origin::Flag("--database"),
            );
        }
        if let Some(listen) = &self.listen {
            reader.give("http.listen", listen.clone(), Origin::Flag("--listen"));
        }
    }
}

fn data_dir(flags: &Flags, environment: &Environment) -> (PathBuf, Origin) {
    if let Some(dir) = &flags.data_dir {
        return (dir.clone(), Origin::Flag("--data-dir"));
    }
    match environment.path(environment::DATA_DIR) {
        Some(dir) => (dir, Origin::Environment(environment::DATA_DIR.to_owned())),
        None => (PathBuf::from("."), Origin::Default),
    }
}

/// The file that was named, else the data directory's own when it is there.
fn config_file(
    flags: &Flags,
    environment: &Environment,
    data_dir: &Path,
) -> Option<(PathBuf, Origin)> {
    if let Some(path) = &flags.config {
        return Some((path.clone(), Origin::Flag("--config")));
    }
    if let Some(path) = environment.path(environment::CONFIG) {
        return Some((path, Origin::Environment(environment::CONFIG.to_owned())));
    }
    let path = data_dir.join(FILE_NAME);
    path.is_file().then_some((path, Origin::Default))
}
