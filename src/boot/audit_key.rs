//! The key of the audit log: from the configuration, else from its file. It is never in the database, so
//! that whoever can write there cannot seal what they wrote.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::rand;

use crate::app::AppError;
use crate::config::{Config, DatabaseUrl};
use crate::domain::audit::{Key, to_hex};

/// The name of its file.
const NAME: &str = "audit.key";

/// Where the key is when the configuration does not hold it: beside an SQLite file, wherever the
/// command was started; in the data directory for PostgreSQL.
pub fn file(config: &Config) -> PathBuf {
    let folder = match &config.database.url {
        DatabaseUrl::Sqlite(file) => file.parent().map(Path::to_path_buf),
        DatabaseUrl::Postgres(_) => None,
    };
    folder.unwrap_or_else(|| config.data_dir.clone()).join(NAME)
}

/// The key, where there is one.
///
/// # Errors
/// When its file cannot be read or holds something else.
pub fn find(config: &Config) -> Result<Option<Key>, AppError> {
    match config.audit.exposed_key() {
        Some(key) => Key::parse(key)
            .map(Some)
            .ok_or(AppError::Internal("a key that was checked is none")),
        None => read(&file(config)),
    }
}

fn read(file: &Path) -> Result<Option<Key>, AppError> {
    match std::fs::read_to_string(file) {
        Ok(text) => Key::parse(&text).map(Some).ok_or_else(|| {
            AppError::BadFile(format!(
                "{} does not hold the key of an audit log: 64 hexadecimal digits",
                file.display()
            ))
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(AppError::unreadable(file, &error)),
    }
}

/// Makes a key for an SQLite file without a log. Of several processes that do so at once, all get the
/// same one.
///
/// # Errors
/// Where there is a log already, whose key is lost, with PostgreSQL, and when the file cannot be
/// written.
pub(super) fn make(config: &Config, has_log: bool) -> Result<Key, AppError> {
    let file = file(config);
    let shown = file.display();
    if has_log {
        return Err(AppError::BadFile(format!(
            "the key of the audit log is missing: put it back to {shown}, or set audit.key"
        )));
    }
    if config.database.url.file().is_none() {
        return Err(AppError::BadFile(format!(
            "the audit log needs a key, the same one for every instance: set audit.key or audit.key_file, or make {shown} with `openssl rand -hex 32`"
        )));
    }
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).map_err(|_| AppError::Internal("no random numbers can be had"))?;
    keep(&file, &to_hex(&bytes)).map_err(|error| AppError::unwritable(&file, &error))?;
    // Another process may have been first.
    read(&file)?.ok_or(AppError::Internal("a key that was kept is not there"))
}

/// Keeps a key for its owner only. It is on the disk before anything is sealed with it.
fn keep(file: &Path, key: &str) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    // Read and written by its owner only, as every file that is made so.
    let mut made = tempfile::NamedTempFile::new_in(folder)?;
    writeln!(made, "{key}")?;
    made.as_file().sync_all()?;
    match made.persist_noclobber(file) {
        Ok(_) => std::fs::File::open(folder)?.sync_all(),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.error),
    }
}
