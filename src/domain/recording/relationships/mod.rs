//! Ties between the patient and a professional, or another person.

pub mod change;
pub mod correct;
pub mod end;
pub mod plan_end;
pub mod start;

use super::desk::{Desk, Told};
use super::{Held, Wrong};
use crate::domain::ids::ProfessionalId;
use crate::domain::intake::{Record, Relationship};

/// The relationship that a verb is about.
fn of(held: Option<&Held>) -> Option<(&Held, &Relationship)> {
    held.and_then(|held| match &held.record {
        Record::Relationship(tie) => Some((held, tie)),
        _ => None,
    })
}

impl Desk<'_> {
    /// The relationship that is changed, which must last.
    fn lasting(&mut self, tie: &Relationship) {
        if tie.to.is_some() {
            self.fault("to", Wrong::AlreadyEnded);
        }
    }

    /// Somebody other than the holder.
    fn beside(&mut self, field: &'static str, holder: Option<&str>) -> Told<String> {
        let told = self.person(field);
        let told = told.map(|id: ProfessionalId| self.scene.person_name(id));
        if let Told::Is(name) = &told
            && Some(name.as_str()) == holder
        {
            self.fault(field, Wrong::SamePerson);
        }
        told
    }

    /// Whether the patient calls the relationship important: only where it is said to be the patient's
    /// own wish.
    fn important(&mut self, before: bool) -> bool {
        let told = self.yes("important_to_patient");
        let wish = self.yes("patients_wish").value() == Some(true);
        // A box that is not ticked is not sent; the wish is, so that taking it back can be said.
        let important = match told {
            Told::Is(important) => important,
            Told::None => false,
            Told::Untold => before && !wish,
        };
        if important != before && !wish {
            self.fault("patients_wish", Wrong::PatientsWish);
        }
        important
    }
}
