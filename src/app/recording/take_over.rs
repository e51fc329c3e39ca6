//! Taking over several patients of a ward at once, for a shift.

use super::once::Once;
use super::record::{Command, record};
use super::{Fields, verb};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::recording::Wrong;

/// Several patients, one shift.
#[derive(Debug, Clone)]
pub struct TakeOver {
    /// Where.
    pub unit: UnitId,
    /// Whom.
    pub patients: Vec<PatientId>,
    /// From when, until when, and who, as typed.
    pub fields: Fields,
    /// The form's key.
    pub once: Option<Once>,
}

/// What came of it, patient by patient.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// Those who were taken over.
    pub taken: Vec<PatientId>,
    /// Those whom the nurse had already.
    pub had: Vec<PatientId>,
}

/// The most patients at once.
const MOST: usize = 60;

/// Takes patients over, one change a patient: each is as whole as if it were the only one. Whom the
/// nurse has already stays as they are.
///
/// # Errors
/// As [`record`]; patients before the one that failed are taken over, and sending the form again takes
/// over the rest.
pub async fn take_over(app: &App, actor: &Actor, command: &TakeOver) -> Result<Taken, AppError> {
    let verb = verb("shift").ok_or(AppError::Internal("there is no verb for shifts"))?;
    let mut taken = Taken::default();
    let mut patients = command.patients.clone();
    patients.sort_unstable();
    patients.dedup();
    if patients.is_empty() || patients.len() > MOST {
        return Err(AppError::InvalidInput {
            field: "patient",
            expected: format!("1 to {MOST} patients"),
        });
    }
    for patient in patients {
        let fields = command
            .fields
            .clone()
            .with("unit", command.unit.0.to_string());
        let key = command.once.as_ref();
        let command = Command {
            patient,
            verb,
            looks: None,
            fields,
            once: key.and_then(|key| key.part(&patient.0.to_string())),
        };
        match record(app, actor, &command).await {
            Ok(_) => taken.taken.push(patient),
            Err(AppError::Unfit(faults))
                if faults
                    .iter()
                    .all(|fault| fault.wrong == Wrong::AlreadyThere) =>
            {
                taken.had.push(patient);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(taken)
}
