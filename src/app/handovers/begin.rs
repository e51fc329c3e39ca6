//! Beginning a handover with what was written elsewhere, by a system that speaks to the API.

use serde_json::json;
use uuid::Uuid;

use super::start::{self, Start};
use super::{Draft, Maker};
use crate::app::recording::Once;
use crate::app::{Actor, App, AppError, record, secret};
use crate::domain::handover::Content;
use crate::domain::ids::RecordId;
use crate::store::handovers as stored;
use crate::store::{evaluations, retry};

/// A handover as somebody wrote it elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// Whose care it is about, and whom it is meant for.
    pub start: Start,
    /// What was written, their judgement with it.
    pub content: Content,
    /// The request's key.
    pub once: Option<Once>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// A draft that holds it.
    Draft(Box<Draft>),
    /// It was begun under this key before, and is what it has become since.
    Before(RecordId),
    /// The account is writing another one about the patient: there is one at a time.
    AnotherIsThere,
}

/// Begins a draft with what was written, all of it or nothing.
///
/// # Errors
/// As [`record::open`]; [`AppError::Handover`] for texts that cannot be kept, [`AppError::KeyReused`].
pub async fn begin(app: &App, actor: &Actor, beginning: &Beginning) -> Result<Begun, AppError> {
    let maker = Maker::of(actor)?;
    let faults = beginning.content.unkept();
    if !faults.is_empty() {
        return Err(AppError::Handover(faults));
    }
    let Beginning { start, content, .. } = beginning;
    let opened = record::open(app, actor, start.patient, "handover.draft").await?;
    let mut draft = start::fresh(app, &maker, &opened, *start, |_| content.clone()).await?;
    draft.content.severity = content.severity;
    draft
        .content
        .severity_reason
        .clone_from(&content.severity_reason);
    retry(|| keep(app, actor, beginning, &draft)).await
}

async fn keep(
    app: &App,
    actor: &Actor,
    Beginning {
        start,
        content,
        once,
    }: &Beginning,
    draft: &Draft,
) -> Result<Begun, AppError> {
    let print = secret::hash(&format!("handover.start {start:?} {content:?}"));
    let tx = app.db.begin().await?;
    evaluations::introduce(&*tx, vec![draft.patient]).await?;
    evaluations::hold(&*tx, &[draft.patient], None).await?;
    if let Some(once) = once
        && let Some(before) = once.before(&tx, actor, &print).await?
    {
        tx.rollback().await?;
        let id: Uuid = serde_json::from_value(before.outcome)
            .map_err(|_| AppError::Internal("what came of a request cannot be read"))?;
        return Ok(Begun::Before(RecordId(id)));
    }
    if let Some(there) = stored::living_draft(&*tx, draft.patient, draft.account).await? {
        tx.rollback().await?;
        let is_same = there.content == draft.content;
        return Ok(if is_same {
            Begun::Draft(Box::new(there))
        } else {
            Begun::AnotherIsThere
        });
    }
    stored::insert_draft(&*tx, draft).await?;
    if let Some(once) = once {
        let outcome = json!(draft.id.0);
        once.keep(&tx, actor, print, outcome, draft.started_at)
            .await?;
    }
    tx.commit(start::entry(app, actor, draft)).await?;
    Ok(Begun::Draft(Box::new(draft.clone())))
}
