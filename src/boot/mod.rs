//! The only composition root: from the configuration to an [`App`].

pub mod audit_key;

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use tempfile::TempDir;

use crate::app::audit::{Auditing, Sink};
use crate::app::sign_in::Locking;
use crate::app::uploads::Settings;
use crate::app::{self, App, AppError, Mailing};
use crate::config::{self, CheckpointTo, Config, DatabaseUrl, Origin, SmtpTls};
use crate::domain::audit::Key;
use crate::mail::{Encryption, Login, Mailer, Server, Smtp};
use crate::runtime::{RandomIds, SystemClock};
use crate::store::{Db, Engine, Options};

/// What the database is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To answer people: better no answer than a late one.
    Answer,
    /// To work through something that may take hours.
    Work,
}

/// Builds what use cases need, on a schema that is up to date: an SQLite file is created and
/// migrated here, PostgreSQL is refused while migrations are pending, because it may serve others
/// that still run an older version.
///
/// # Errors
/// When the database cannot be used as it is, and when its audit log was written with another key.
pub async fn app(config: &Config, purpose: Purpose) -> Result<App, AppError> {
    let app = app_for_looking(config, purpose).await?;
    app::audit::check_key(&app).await?;
    Ok(app)
}

/// [`app()`] also where the audit log may have been altered: for whoever looks into that.
///
/// # Errors
/// When the database cannot be used as it is.
pub async fn app_for_looking(config: &Config, purpose: Purpose) -> Result<App, AppError> {
    let db = database_to_write(config, purpose).await?;
    if db.engine() == Engine::Sqlite {
        for name in app::migrate_up(&db).await? {
            tracing::info!(migration.name = name, "migrated");
        }
    }
    let app = App::new(
        db,
        Arc::new(SystemClock),
        Arc::new(RandomIds),
        config.service.time_zone,
    )
    .with_crisis_numbers(config.service.crisis_numbers.clone())
    .with_uploads(Settings {
        folder: config.imports.folder.clone(),
        most_bytes: config.imports.max_upload_bytes,
        keep: config.imports.keep,
    })
    .with_locking(Locking {
        after: config.session.lock_after,
    })
    .with_auditing(Auditing {
        checkpoints: match &config.audit.checkpoint_to {
            CheckpointTo::Nowhere => Sink::Nowhere,
            CheckpointTo::Log => Sink::Log,
            CheckpointTo::File(path) => Sink::File(path.clone()),
        },
        shows_reasons: config.audit.shows_reasons,
    });
    app::check_ready(&app).await?;
    Ok(app)
}

/// How e-mail leaves, for the service: commands send none. The mail server is not asked, because one
/// that is down for a while is no reason not to start.
///
/// # Errors
/// When its name cannot be one of a certificate.
pub fn mailing(config: &Config) -> Result<Mailing, AppError> {
    Ok(Mailing {
        mailer: config.mail.smtp.as_ref().map(mailer).transpose()?,
        digest_hour: config.mail.digest_hour,
        address: config.http.public_url.clone(),
    })
}

fn mailer(smtp: &config::Smtp) -> Result<Arc<dyn Mailer>, AppError> {
    let server = Server {
        host: smtp.host.clone(),
        port: smtp.port,
        encryption: match smtp.tls {
            SmtpTls::StartTls => Encryption::StartTls,
            SmtpTls::Implicit => Encryption::Implicit,
            SmtpTls::None => Encryption::None,
        },
        login: smtp
            .login
            .clone()
            .map(|(username, password)| Login { username, password }),
        from: smtp.from.clone(),
    };
    let smtp = Smtp::new(&server).map_err(|_| AppError::InvalidInput {
        field: "mail.smtp_host",
        expected: "the name or address of a mail server, as in its certificate".to_owned(),
    })?;
    Ok(Arc::new(smtp))
}

/// Connects to the database, whatever its schema, to look at it or to take migrations back. Nothing that
/// leaves an entry in the audit log can be done where its key is missing.
///
/// # Errors
/// When the database cannot be reached, or its file cannot be created.
pub async fn database(config: &Config, purpose: Purpose) -> Result<Db, AppError> {
    create_data_dir(config)?;
    let key = audit_key::find(config)?;
    connect(config, purpose, key).await
}

/// Connects to the database, whatever its schema, with the key of its audit log, which is made where
/// an SQLite file has none yet.
///
/// # Errors
/// As [`database`], and where the key is missing.
pub async fn database_to_write(config: &Config, purpose: Purpose) -> Result<Db, AppError> {
    create_data_dir(config)?;
    if let Some(key) = audit_key::find(config)? {
        return connect(config, purpose, Some(key)).await;
    }
    let db = connect(config, purpose, None).await?;
    let has_log = app::audit::is_begun(&db).await?;
    db.close().await?;
    let key = audit_key::make(config, has_log)?;
    connect(config, purpose, Some(key)).await
}

async fn connect(config: &Config, purpose: Purpose, key: Option<Key>) -> Result<Db, AppError> {
    let url = config.database.url.exposed();
    let options = Options {
        audit_key: key,
        ..options(config, purpose)
    };
    Ok(Db::connect(url.expose_secret(), &options).await?)
}

/// The configuration of a trial run: a new SQLite file in a temporary folder, unless a flag names
/// a database. One from a file or the environment does not count: it may be a service's own, and a
/// trial must not end up in it. No trial sends e-mail. The folder is removed when it is dropped.
///
/// # Errors
/// When there is no place for temporary files.
pub fn trial(config: &Config) -> Result<(Config, Option<TempDir>), AppError> {
    let mut config = config.clone();
    config.mail.smtp = None;
    if matches!(config.origin("database.url"), Some(Origin::Flag(_))) {
        return Ok((config, None));
    }
    let folder = TempDir::with_prefix("redthread-")
        .map_err(|error| AppError::unwritable(&std::env::temp_dir(), &error))?;
    config.database.url = DatabaseUrl::Sqlite(folder.path().join("redthread.db"));
    config.imports.folder = folder.path().join("uploads");
    config.audit.key = None;
    config.audit.checkpoint_to = CheckpointTo::Nowhere;
    Ok((config, Some(folder)))
}

fn options(config: &Config, purpose: Purpose) -> Options {
    let configured = Options {
        readers: config.database.max_connections,
        connections: config.database.max_connections,
        statement_timeout: config.database.statement_timeout,
        busy_timeout: config.database.busy_timeout,
        ..Options::default()
    };
    match purpose {
        Purpose::Answer => configured,
        Purpose::Work => Options {
            readers: configured.readers,
            connections: configured.connections,
            busy_timeout: configured.busy_timeout.max(Duration::from_mins(1)),
            ..Options::unhurried()
        },
    }
}

/// The data directory is created when the database is to be in it; another folder is not: its name
/// may be a slip.
fn create_data_dir(config: &Config) -> Result<(), AppError> {
    let DatabaseUrl::Sqlite(file) = &config.database.url else {
        return Ok(());
    };
    let data_dir = std::path::absolute(&config.data_dir)
        .map_err(|error| AppError::unreadable(&config.data_dir, &error))?;
    if file.parent() == Some(data_dir.as_path()) {
        std::fs::create_dir_all(&data_dir)
            .map_err(|error| AppError::unwritable(&data_dir, &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Environment, Flags};

    #[test]
    fn a_trial_never_ends_up_in_a_database_that_was_not_named_for_it() {
        let environment: Environment = [("REDTHREAD_DATABASE_URL", "postgres://service/own")]
            .map(|(name, value)| (name.to_owned(), value.into()))
            .into_iter()
            .collect();
        let configured = Config::load(&Flags::default(), &environment).unwrap();
        let (config, folder) = trial(&configured).unwrap();
        let folder = folder.expect("a folder of its own");
        let file = config.database.url.file().unwrap();
        assert_eq!(file.parent(), Some(folder.path()));

        let flags = Flags {
            database: Some("sqlite:///srv/named.db".into()),
            ..Flags::default()
        };
        let (config, folder) = trial(&Config::load(&flags, &environment).unwrap()).unwrap();
        assert!(folder.is_none());
        assert_eq!(config.database.url.to_string(), "sqlite:///srv/named.db");
    }
}
