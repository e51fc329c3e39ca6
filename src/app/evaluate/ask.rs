//! What the records say at an instant: nothing is stored but the audit entry.

use std::sync::Arc;

use futures_util::stream::{FuturesOrdered, StreamExt};
use serde_json::json;
use tokio::task::JoinHandle;

use super::answer::{Lens, PatientAnswer, answer};
use super::{PAGE, workers};
use crate::app::{Actor, App, AppError, Progress};
use crate::domain::flags::PolicyBook;
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::patients::{self, Naming, PatientRef};
use crate::store::{AuditEntry, directory, policies, trajectories};

/// What to evaluate.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// One patient, by source id (`system|value` once more than one source is present); `None` is
    /// everyone.
    pub patient: Option<String>,
    /// The instant; `None` is now.
    pub as_of: Option<Instant>,
    /// Hide what was recorded after this.
    pub known_at: Option<Instant>,
    /// Days that the indices reach back; `None` is everything.
    pub window_days: Option<i64>,
}

/// What every task of one question shares.
struct Asked {
    app: App,
    directory: Directory,
    policies: PolicyBook,
    as_of: Instant,
    question: Question,
    naming: Naming,
}

type Page = JoinHandle<Result<Vec<PatientAnswer>, AppError>>;

/// Answers for each patient, in order of source id, handing each answer to `each`. Gives the number
/// of patients.
///
/// # Errors
///
/// An unknown patient, the database, or whatever `each` gives.
pub async fn ask(
    app: &App,
    actor: &Actor,
    question: Question,
    progress: &dyn Progress,
    mut each: impl FnMut(PatientAnswer) -> Result<(), AppError>,
) -> Result<u64, AppError> {
    let as_of = question.as_of.unwrap_or_else(|| app.clock.now());
    let asked = Arc::new(Asked {
        directory: directory::load(&app.db.read, app.zone, question.known_at).await?,
        naming: patients::naming(&app.db.read).await?,
        policies: policies::book(&app.db.read).await?,
        app: app.clone(),
        as_of,
        question,
    });
    let one = match &asked.question.patient {
        Some(label) => Some(find(app, label).await?),
        None => None,
    };
    audit(&asked, actor, one.as_ref()).await?;
    let steps = match one {
        Some(_) => 1,
        None => patients::count(&app.db.read).await?,
    };
    progress.begin("evaluating patients", Some(steps));
    let mut pages = Pages {
        asked,
        last: None,
        is_done: one.is_some(),
        running: FuturesOrdered::new(),
    };
    if let Some(patient) = one {
        pages.start(vec![patient]);
    }
    let mut count = 0;
    while let Some(page) = pages.next().await? {
        progress.advance(page.len() as u64);
        count += page.len() as u64;
        page.into_iter().try_for_each(&mut each)?;
    }
    progress.end();
    Ok(count)
}

/// The patients in order, a few pages ahead of the reader.
struct Pages {
    asked: Arc<Asked>,
    last: Option<PatientRef>,
    is_done: bool,
    running: FuturesOrdered<Page>,
}

impl Pages {
    fn start(&mut self, patients: Vec<PatientRef>) {
        self.running
            .push_back(tokio::spawn(page(Arc::clone(&self.asked), patients)));
    }

    async fn next(&mut self) -> Result<Option<Vec<PatientAnswer>>, AppError> {
        while !self.is_done && self.running.len() < workers() {
            let read = &self.asked.app.db.read;
            let patients = patients::page(read, self.last.as_ref(), PAGE).await?;
            self.is_done = (patients.len() as u64) < PAGE;
            self.last = patients.last().cloned().or(self.last.take());
            if !patients.is_empty() {
                self.start(patients);
            }
        }
        match self.running.next().await {
            None => Ok(None),
            Some(Ok(page)) => page.map(Some),
            Some(Err(_)) => Err(AppError::Internal("an evaluation task broke off")),
        }
    }
}

async fn page(
    asked: Arc<Asked>,
    patients: Vec<PatientRef>,
) -> Result<Vec<PatientAnswer>, AppError> {
    let ids: Vec<_> = patients.iter().map(|p| p.id).collect();
    let known_at = asked.question.known_at;
    let trajectories = trajectories::load(&asked.app.db.read, &ids, known_at).await?;
    let lens = Lens {
        directory: &asked.directory,
        policies: &asked.policies,
        as_of: asked.as_of,
        window_days: asked.question.window_days,
        naming: asked.naming,
    };
    Ok(patients
        .iter()
        .zip(trajectories)
        .map(|(patient, trajectory)| {
            answer(patient.label(asked.naming).to_owned(), trajectory, lens)
        })
        .collect())
}

/// The patient that a person means by an id.
///
/// # Errors
/// When there is none, or several sources use the id.
pub async fn find(app: &App, label: &str) -> Result<PatientRef, AppError> {
    let mut found = patients::by_label(&app.db.read, label).await?;
    match found.len() {
        0 => Err(AppError::NotFound("patient")),
        1 => Ok(found.remove(0)),
        _ => Err(AppError::InvalidInput {
            field: "patient",
            expected: "`system|value`: several sources use this id".to_owned(),
        }),
    }
}

/// Reading patients' records leaves its entry before any answer leaves.
async fn audit(asked: &Asked, actor: &Actor, one: Option<&PatientRef>) -> Result<(), AppError> {
    let app = &asked.app;
    let entry = AuditEntry {
        patient: one.map(|patient| patient.id),
        ..app.entry(
            actor,
            "evaluate.read",
            if one.is_some() {
                "patient"
            } else {
                "all patients"
            },
            "administration",
            json!({
                "as_of": asked.as_of,
                "known_at": asked.question.known_at,
            }),
        )
    };
    app.db.begin().await?.commit(entry).await?;
    Ok(())
}
