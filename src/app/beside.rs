//! What is written down beside a patient's record, in tables of its own: one transaction with the patient held, the
//! form's key, the flags anew and the audit entry, as for the record itself.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::recording::{Once, fingerprint};
use super::{Actor, App, AppError, evaluate};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::recording::Fields;
use crate::domain::time::Instant;
use crate::store::{AuditEntry, Tx, evaluations};

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Which.
    pub id: RecordId,
    /// The version that it has now.
    pub version: i32,
}

/// What somebody writes down.
pub(super) struct Writing<'a> {
    pub app: &'a App,
    pub actor: &'a Actor,
    pub patient: PatientId,
    /// What the audit trail calls it.
    pub action: &'static str,
    /// What it is done to: the kind.
    pub kind: &'static str,
    /// The form's key.
    pub once: Option<&'a Once>,
    /// What tells one form from another.
    pub print: String,
    /// When.
    pub now: Instant,
}

/// How it begins.
pub(super) enum Begun {
    /// The form was sent before.
    Before(Written),
    /// It goes on.
    Now(Tx),
}

impl<'a> Writing<'a> {
    pub(super) fn new(
        app: &'a App,
        actor: &'a Actor,
        patient: PatientId,
        (action, kind): (&'static str, &'static str),
        (fields, once): (&Fields, Option<&'a Once>),
    ) -> Self {
        Self {
            app,
            actor,
            patient,
            action,
            kind,
            once,
            print: fingerprint(&format!("{} {action}", patient.0), fields),
            now: app.clock.now(),
        }
    }

    /// Begins, with the patient held.
    pub(super) async fn begin(&self) -> Result<Begun, AppError> {
        let tx = self.app.db.begin().await?;
        evaluations::introduce(&*tx, vec![self.patient]).await?;
        evaluations::hold(&*tx, &[self.patient], None).await?;
        if let Some(once) = self.once
            && let Some(before) = once.before(&tx, self.actor, &self.print).await?
        {
            tx.rollback().await?;
            let written = serde_json::from_value(before.outcome)
                .map_err(|_| AppError::Internal("what came of a form cannot be read"))?;
            return Ok(Begun::Before(written));
        }
        Ok(Begun::Now(tx))
    }

    /// Commits it.
    pub(super) async fn finish(self, tx: Tx, written: Written) -> Result<Written, AppError> {
        evaluate::in_tx(&tx, self.app, self.patient, self.now).await?;
        if let Some(once) = self.once {
            once.keep(&tx, self.actor, self.print, json!(written), self.now)
                .await?;
        }
        let detail = json!({ "version": written.version });
        let subject = format!("{}/{}", self.kind, written.id.0);
        let entry = AuditEntry {
            patient: Some(self.patient),
            ..self
                .app
                .entry(self.actor, self.action, subject, "care", detail)
        };
        tx.commit(entry).await?;
        Ok(written)
    }
}
