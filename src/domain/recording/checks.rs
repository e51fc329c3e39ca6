//! What holds of every time: nothing happens before birth, after death or ahead of now.

use chrono_tz::Tz;

use super::desk::Desk;
use super::{Fault, Wrong};
use crate::domain::time::{self, Instant};

/// Years that nobody has outlived.
pub(super) const YEARS_AGO: i32 = 120;

/// Years ahead that somebody may plan.
const YEARS_AHEAD: i32 = 2;

impl Desk<'_> {
    /// Something happened at this time.
    pub(super) fn happened(&mut self, field: &'static str, at: Instant, zone: Tz) {
        if at > self.scene.now {
            self.fault(field, Wrong::InFuture);
        }
        self.lived(field, at, zone);
    }

    /// Something is to happen at this time.
    pub(super) fn is_to_come(&mut self, field: &'static str, at: Instant, zone: Tz) {
        if at <= self.scene.now {
            self.fault(field, Wrong::InPast);
        }
        self.is_near(field, at, zone);
        self.lived(field, at, zone);
    }

    /// It is not further ahead than anybody plans.
    pub(super) fn is_near(&mut self, field: &'static str, at: Instant, zone: Tz) {
        let today = time::local_date(self.scene.now, zone);
        if time::local_date(at, zone) > time::add_years(today, YEARS_AHEAD) {
            self.fault(field, Wrong::TooFar);
        }
    }

    fn lived(&mut self, field: &'static str, at: Instant, zone: Tz) {
        let day = time::local_date(at, zone);
        let today = time::local_date(self.scene.now, zone);
        let patient = self.scene.patient;
        if day < time::add_years(today, -YEARS_AGO) {
            self.fault(field, Wrong::TooLongAgo);
        } else if patient.birth_date.is_some_and(|born| day < born) {
            self.fault(field, Wrong::BeforeBirth);
        } else if patient
            .deceased_at
            .is_some_and(|died| day > time::local_date(died, zone))
        {
            self.fault(field, Wrong::AfterDeath);
        }
    }

    /// An end is not before its start.
    pub(super) fn follows(&mut self, field: &'static str, end: Instant, start: Instant) {
        if end < start {
            self.fault(field, Wrong::EndBeforeStart);
        }
    }
}

impl From<(&'static str, Wrong)> for Fault {
    fn from((field, wrong): (&'static str, Wrong)) -> Self {
        Self { field, wrong }
    }
}
