//! What was stated of a patient's capacity to consent.

use super::Question;
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::PatientId;
use crate::store::capacities;

/// What was stated, and whether it holds.
#[derive(Debug, Clone)]
pub struct Capacity {
    /// The patient's record.
    pub opened: Opened,
    /// Every statement, the newest first.
    pub questions: Vec<Question>,
}

impl Capacity {
    /// Whether it is in question now.
    pub fn is_in_question(&self) -> bool {
        let now = self.opened.now;
        self.questions.iter().any(|question| question.holds_at(now))
    }
}

/// What was stated of a patient's capacity, for those whom the record is open to.
///
/// # Errors
/// As [`record::open`].
pub async fn show(app: &App, actor: &Actor, patient: PatientId) -> Result<Capacity, AppError> {
    let opened = record::open(app, actor, patient, "capacity.show").await?;
    let questions = capacities::of(app.db.writer(), patient).await?;
    Ok(Capacity { opened, questions })
}
