//! A patient's timeline over a window.

use std::sync::Arc;

use super::record;
use super::{Actor, App, AppError};
use crate::domain::ids::PatientId;
use crate::domain::timeline::{Filter, Focus, Request, Timeline, Window, build};
use crate::domain::trajectory::Directory;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    /// How much time.
    pub window: Window,
    /// What to leave out.
    pub filter: Filter,
    /// The key of a flag to show the evidence of (see [`crate::domain::flags::Flag::key`]).
    pub flag: Option<String>,
}

/// A timeline, and whom it names.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The timeline.
    pub timeline: Timeline,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
}

/// A patient's timeline. `action` is what the audit trail calls it.
///
/// # Errors
/// As [`record::open`], and [`AppError::InvalidInput`] for a flag that the patient has not, or no
/// longer.
pub async fn show(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    action: &'static str,
    asked: Asked,
) -> Result<Shown, AppError> {
    let opened = record::open(app, actor, patient, action).await?;
    let case = opened.case();
    let focus = match &asked.flag {
        None => Focus::default(),
        Some(key) => {
            let flags = opened.visible(&case);
            let flag = flags.iter().find(|flag| flag.key() == *key);
            let flag = flag.ok_or_else(|| AppError::InvalidInput {
                field: "flag",
                expected: "the key of a flag that this patient has now".to_owned(),
            })?;
            Focus {
                records: flag.basis(&case),
                ..Focus::of(flag.code, flag.subject, &flag.evidence, &case)
            }
        }
    };
    let request = Request {
        window: asked.window,
        filter: asked.filter,
        focus,
    };
    Ok(Shown {
        timeline: build(&case, &request),
        directory: Arc::clone(&opened.directory),
    })
}
