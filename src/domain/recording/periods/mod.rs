//! Treatment periods: ward stays, and time on a team's or clinic's books.

pub mod admit;
pub mod change;
pub mod correct;
pub mod discharge;
pub mod leave;
pub mod transfer;

use super::desk::Desk;
use super::{Held, Wrong};
use crate::domain::ids::UnitId;
use crate::domain::intake::{Record, TreatmentPeriod};
use crate::domain::time::Instant;
use crate::domain::vocabulary::SettingClass;

/// The treatment period that a verb is about.
fn of(held: Option<&Held>) -> Option<(&Held, &TreatmentPeriod)> {
    held.and_then(|held| match &held.record {
        Record::TreatmentPeriod(period) => Some((held, period)),
        _ => None,
    })
}

impl Desk<'_> {
    /// The treatment period, which must be open.
    fn open(&mut self, period: &TreatmentPeriod) {
        if period.to.is_some() {
            self.fault("at", Wrong::NotAdmitted);
        }
    }

    /// The patient is in no other ward's bed, and not at this unit already.
    fn is_free(&mut self, unit: UnitId, leaving: Option<&TreatmentPeriod>) {
        let name = self.scene.unit_name(unit);
        let class = self.scene.directory.class(unit);
        let open: Vec<&TreatmentPeriod> = self
            .scene
            .periods()
            .map(|(_, period)| period)
            .filter(|period| period.to.is_none() && leaving.is_none_or(|left| left.id != period.id))
            .collect();
        if open.iter().any(|period| period.unit_id == name) {
            self.fault("unit", Wrong::AlreadyHere);
        }
        let on_a_ward = |period: &&TreatmentPeriod| {
            let unit = self.scene.unit_of(&period.unit_id);
            unit.is_some_and(|unit| self.scene.directory.class(unit) == SettingClass::Inpatient)
        };
        if class == SettingClass::Inpatient && open.iter().any(on_a_ward) {
            self.fault("unit", Wrong::OnAnotherWard);
        }
    }

    /// The period as it ends at an instant: whoever is on leave then is so no longer.
    fn ended(
        &mut self,
        field: &'static str,
        was: &TreatmentPeriod,
        at: Instant,
    ) -> TreatmentPeriod {
        self.follows(field, at, was.from);
        let mut ended = TreatmentPeriod {
            to: Some(at),
            ..was.clone()
        };
        for leave in &mut ended.leave {
            if leave.to.unwrap_or(leave.from) > at {
                self.fault(field, Wrong::EndBeforeStart);
            }
            leave.to = leave.to.or(Some(at));
        }
        ended
    }
}
