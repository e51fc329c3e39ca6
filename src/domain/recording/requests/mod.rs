//! What the patient asks the service for, that something be put right among it: asked and handed on. `super::request` has the answer.

pub mod ask;
pub mod correct;
pub mod hand_on;

use super::desk::Desk;
use super::{Held, Wrong};
use crate::domain::intake::{Record, Request};

/// The request that is meant, while it waits for its answer.
fn waiting<'a>(desk: &mut Desk<'a>, field: &'static str) -> Option<(&'a Held, &'a Request)> {
    let held = desk.about()?;
    let Record::Request(request) = &held.record else {
        return None;
    };
    if request.answered_at.is_some() {
        desk.fault(field, Wrong::Answered);
    }
    Some((held, request))
}
