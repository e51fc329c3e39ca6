//! A demonstration: a synthetic cohort, taken in like any other source, and an account per role.

use secrecy::{ExposeSecret, SecretString};

use super::accounts::{self, NewAccount};
use super::generate::{Cohort, to_folder_with};
use super::import::{self, ImportFiles, ImportReport};
use super::{Actor, App, AppError, Progress};
use crate::domain::vocabulary::Role;

/// The source that a demonstration's ids belong to.
pub const SOURCE: &str = "demo";

/// An account of a demonstration.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    /// What it may do.
    pub role: Role,
    /// The name to sign in with.
    pub username: &'static str,
    /// The password, drawn for this run.
    pub password: SecretString,
}

/// Takes in the cohort, with what brings every story-patient within the coordinator's reach.
///
/// # Errors
/// When there is no place for temporary files, and whatever an import reports.
pub async fn fill(
    app: &App,
    actor: &Actor,
    cohort: &Cohort,
    progress: &dyn Progress,
) -> Result<ImportReport, AppError> {
    let folder = tempfile::TempDir::with_prefix("redthread-cohort-")
        .map_err(|error| AppError::unwritable(&std::env::temp_dir(), &error))?;
    progress.begin("generating", Some(cohort.parameters().patients));
    to_folder_with(cohort, &cohort.staging(), folder.path(), |_| {
        progress.advance(1);
    })
    .map_err(|error| AppError::unwritable(folder.path(), &error))?;
    progress.end();
    let command = ImportFiles {
        paths: vec![folder.path().to_owned()],
        source: SOURCE.to_owned(),
        mapping: None,
        dry_run: false,
        rejects: None,
        folder: folder.path().to_owned(),
    };
    import::csv(app, actor, &command, progress).await
}

/// Makes an account per role, each with a password of its own. One that is there already gets a new
/// password.
///
/// # Errors
/// Whatever the database reports.
pub async fn accounts(
    app: &App,
    actor: &Actor,
    cohort: &Cohort,
) -> Result<Vec<DemoAccount>, AppError> {
    let cast = cohort.cast();
    let ward = [cast.ward];
    let wanted: [(Role, &'static str, Option<&str>, &[String]); 5] = [
        (
            Role::CareCoordinator,
            "coordinator",
            Some(&cast.coordinator),
            &cast.coordinator_units,
        ),
        (Role::WardStaff, "ward", Some(&cast.ward_nurse), &ward),
        (
            Role::ServiceManager,
            "manager",
            Some(&cast.manager),
            &cast.manager_units,
        ),
        (Role::Administrator, "admin", None, &[]),
        (Role::PrivacyOfficer, "privacy", None, &[]),
    ];
    let present = accounts::list(app, actor).await?;
    let mut made = Vec::with_capacity(wanted.len());
    for (role, username, professional, units) in wanted {
        let password = accounts::draw_password(username)?;
        if present.iter().any(|account| account.username == username) {
            accounts::reset_password(app, actor, username, password.clone()).await?;
        } else {
            let new = account(app, role, username, &password, professional, units).await?;
            accounts::create(app, actor, &new).await?;
        }
        made.push(DemoAccount {
            role,
            username,
            password,
        });
    }
    Ok(made)
}

async fn account(
    app: &App,
    role: Role,
    username: &str,
    password: &SecretString,
    professional: Option<&str>,
    units: &[String],
) -> Result<NewAccount, AppError> {
    let professional = match professional {
        Some(id) => Some(accounts::professional(app, &named(id)).await?),
        None => None,
    };
    let mut roles = Vec::new();
    for unit in units {
        let text = format!("{}@{}", role.code(), named(unit));
        roles.push(accounts::granted(app, &text).await?);
    }
    if units.is_empty() {
        roles.push(accounts::granted(app, role.code()).await?);
    }
    Ok(NewAccount {
        username: username.to_owned(),
        password: password.expose_secret().to_owned().into(),
        professional,
        roles,
    })
}

/// An id of the demonstration's source, whichever others are there.
fn named(id: &str) -> String {
    format!("{SOURCE}|{id}")
}
