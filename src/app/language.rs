//! Hints about wording: the list that ships, with what an administrator added to it or hides of it.
//!
//! Who is given which hint is written down nowhere.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use uuid::Uuid;

use super::{Actor, App, AppError, Refusal};
use crate::domain::language::{Lang, Local, Terms};
use crate::domain::vocabulary::Role;
use crate::store::language as stored;

pub use crate::store::language::Kept;

/// The most characters of a wording, and of what is said about it.
pub const WORDS_MAX: usize = 200;

/// Wordings, ready to be looked for, with the changes they were made ready with.
#[derive(Debug, Default)]
pub struct Ready(Mutex<Option<Made>>);

#[derive(Debug)]
struct Made {
    with: Vec<Local>,
    terms: Arc<[Terms; 2]>,
}

/// What is looked for in what staff write, in both languages: people write in either.
///
/// # Errors
/// Whatever the database reports.
pub async fn terms(app: &App) -> Result<Arc<[Terms; 2]>, AppError> {
    let kept = stored::all(&app.db.read).await?;
    let local: Vec<Local> = kept.into_iter().map(|kept| kept.local).collect();
    let mut ready = app
        .wordings
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if let Some(made) = ready.as_ref().filter(|made| made.with == local) {
        return Ok(Arc::clone(&made.terms));
    }
    let terms = Arc::new([Lang::En, Lang::Nb].map(|lang| Terms::of(lang, &local, false)));
    *ready = Some(Made {
        with: local,
        terms: Arc::clone(&terms),
    });
    Ok(terms)
}

/// What was added and hidden.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that are no administrator's, and whatever the database reports.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Kept>, AppError> {
    permit(actor)?;
    Ok(stored::all(&app.db.read).await?)
}

/// Adds a wording, hides one that ships, or gives one that is there other words.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that are no administrator's, [`AppError::InvalidInput`] for what
/// cannot be kept, and whatever the database reports.
pub async fn put(app: &App, actor: &Actor, local: &Local) -> Result<(), AppError> {
    permit(actor)?;
    let local = checked(local)?;
    let kept = Kept {
        id: app.ids.next(),
        author: actor.to_string(),
        at: app.clock.now(),
        local,
    };
    let tx = app.db.begin().await?;
    stored::put(&*tx, &kept).await?;
    let action = if kept.local.is_hidden {
        "language.hide"
    } else {
        "language.add"
    };
    let detail = json!({ "lang": kept.local.lang.code(), "term": kept.local.term });
    let entry = app.entry(actor, action, "language", "administration", detail);
    Ok(tx.commit(entry).await?)
}

/// Takes back what was added or hidden.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that are no administrator's, [`AppError::NotFound`] where it is
/// not there, and whatever the database reports.
pub async fn remove(app: &App, actor: &Actor, id: Uuid) -> Result<(), AppError> {
    permit(actor)?;
    let tx = app.db.begin().await?;
    if !stored::remove(&*tx, id).await? {
        return Err(AppError::NotFound("wording"));
    }
    let subject = format!("language/{id}");
    let entry = app.entry(
        actor,
        "language.remove",
        subject,
        "administration",
        json!({}),
    );
    Ok(tx.commit(entry).await?)
}

fn permit(actor: &Actor) -> Result<(), AppError> {
    match actor {
        Actor::Account(viewer) if !viewer.has(Role::Administrator) => {
            Err(Refusal::WordingsAreForAdministrators.into())
        }
        Actor::Patient(_) => Err(Refusal::WordingsAreForAdministrators.into()),
        _ => Ok(()),
    }
}

fn checked(local: &Local) -> Result<Local, AppError> {
    let kept = |field: &'static str, words: &str, may_be_empty: bool| {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = words.chars().count() <= WORDS_MAX && !words.contains('\0');
        if fits && (may_be_empty || !words.is_empty()) {
            Ok(words)
        } else {
            Err(AppError::InvalidInput {
                field,
                expected: format!("1 to {WORDS_MAX} characters of words"),
            })
        }
    };
    let instead = local
        .instead
        .iter()
        .map(|words| kept("instead", words, local.is_hidden))
        .collect::<Result<Vec<_>, _>>()?;
    if instead.is_empty() && !local.is_hidden {
        kept("instead", "", false)?;
    }
    Ok(Local {
        term: kept("term", &local.term, false)?,
        why: kept("why", &local.why, local.is_hidden)?,
        instead,
        ..local.clone()
    })
}
