//! Browsers that remember people: shared computers. Nobody is remembered who did not ask for it there,
//! with their password.

use serde_json::json;

use super::super::{Actor, App, AppError, secret};
use super::browser::Session;
use super::entry;
use crate::domain::ids::{AccountId, BrowserId};
use crate::domain::pin::REMEMBERED;
use crate::store::known_browsers::{self, Forgets};

/// Somebody whom a browser remembers, as they are shown there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub account: AccountId,
    /// The name they sign in with.
    pub username: String,
    /// The professional's name, else the username.
    pub name: String,
}

/// The browser of a cookie's token, where it remembers people.
pub(super) async fn find(app: &App, token: Option<&str>) -> Result<Option<BrowserId>, AppError> {
    let Some(token) = token else {
        return Ok(None);
    };
    let since = app.clock.now() - REMEMBERED;
    Ok(known_browsers::find(&app.db.read, &secret::hash(token), since).await?)
}

/// Those whom the browser of a cookie's token remembers, by name. Only whoever holds that browser is
/// told, and only of those who asked for it.
///
/// # Errors
/// Whatever the database reports.
pub async fn people(app: &App, token: Option<&str>) -> Result<Vec<Person>, AppError> {
    let Some(browser) = find(app, token).await? else {
        return Ok(Vec::new());
    };
    let now = app.clock.now();
    let remembered = known_browsers::people(&app.db.read, browser, now, now - REMEMBERED).await?;
    let directory = app.directory().await?;
    let mut people: Vec<Person> = remembered
        .into_iter()
        .map(|person| Person {
            account: person.account,
            name: person
                .professional
                .and_then(|professional| directory.professionals.get(&professional))
                .map_or_else(
                    || person.username.clone(),
                    |professional| professional.name.clone(),
                ),
            username: person.username,
        })
        .collect();
    people.sort_by(|a, b| (&a.name, &a.username).cmp(&(&b.name, &b.username)));
    Ok(people)
}

/// Forgets the person of a session on the browser of a cookie's token. Nobody needs a password to be
/// forgotten.
///
/// # Errors
/// Whatever the database reports.
pub async fn forget(app: &App, session: &Session, token: Option<&str>) -> Result<(), AppError> {
    let Some(browser) = find(app, token).await? else {
        return Ok(());
    };
    let account = session.viewer.account;
    let tx = app.db.begin().await?;
    known_browsers::forget(&*tx, account, Forgets::On(browser)).await?;
    let actor = Actor::Account(session.viewer.clone()).to_string();
    let detail = json!({ "browser": browser });
    Ok(tx
        .commit(entry(
            app,
            &actor,
            "account.forget_browser",
            account,
            detail,
        ))
        .await?)
}
