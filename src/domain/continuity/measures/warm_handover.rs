//! How do relationships end: with a meeting of all three, in writing, or not at all?

use chrono::NaiveDate;

use super::{Measure, Observed};
use crate::domain::ids::ProfessionalId;
use crate::domain::time::{self, add_days};
use crate::domain::trajectory::Relationship;
use crate::domain::vocabulary::{ContactPurpose, EndReason, HandoverState};

const DAYS_BEFORE: i64 = 28;
/// Days after an end within which it can still be handed over.
pub const DAYS_AFTER: i64 = 14;

/// How a relationship that needed a successor was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handed {
    /// Not at all.
    Not,
    /// In a meeting of patient, outgoing and incoming professional.
    Warm,
    /// In a handover record only.
    Written,
}

/// How a relationship that ended in the window was handed over; `None` where it did not, or needed no
/// successor. What was recorded decides, whether or not the days after the end have passed.
pub fn handed(observed: &Observed<'_>, relationship: &Relationship) -> Option<Handed> {
    let (outgoing, ended_on) = ending(observed, relationship)?;
    Some(if is_warm(observed, relationship, outgoing, ended_on) {
        Handed::Warm
    } else if is_written(observed, outgoing, ended_on) {
        Handed::Written
    } else {
        Handed::Not
    })
}

/// The three ways in which a relationship was handed over; the shares add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HandoverShares {
    /// `warm_handover_rate`: in a meeting of patient, outgoing and incoming professional.
    pub warm: Measure,
    /// In a handover record only.
    pub written_only: Measure,
    /// Neither.
    pub none: Measure,
}

/// `warm_handover_rate`: of the helping relationships with professionals that ended in the window
/// and needed a successor, the share whose end had a joint meeting of patient, outgoing and
/// incoming professional, from 28 days before to 14 days after it.
///
/// A joint meeting is one recorded on the relationship, a meeting for that purpose with the
/// outgoing professional, or any meeting of both; incoming is the recorded successor, or whoever
/// took up the same kind of relationship later and by the end of those days. Left out: endings by
/// agreed completion, the patient's choice, a move or a death. Missing: endings whose 14 days have
/// not passed. Undefined when none is left.
pub fn warm_handover_rate(observed: &Observed<'_>) -> HandoverShares {
    let (mut endings, mut warm, mut written, mut missing) = (0, 0, 0, 0);
    for relationship in &observed.trajectory.relationships {
        let Some((_, ended_on)) = ending(observed, relationship) else {
            continue;
        };
        if !observed.has_passed(ended_on, DAYS_AFTER) {
            missing += 1;
            continue;
        }
        endings += 1;
        match handed(observed, relationship) {
            Some(Handed::Warm) => warm += 1,
            Some(Handed::Written) => written += 1,
            Some(Handed::Not) | None => {}
        }
    }
    let share = |hits| Measure::share(hits, endings, observed.window, missing);
    HandoverShares {
        warm: share(warm),
        written_only: share(written),
        none: share(endings - warm - written),
    }
}

/// Who left and when, if this ended in the window and needed a successor.
fn ending(
    observed: &Observed<'_>,
    relationship: &Relationship,
) -> Option<(ProfessionalId, NaiveDate)> {
    let outgoing = relationship.holder.professional()?;
    let (_, ended_on) = relationship.dates(observed.directory);
    let ended_on = ended_on.filter(|day| observed.window.contains(*day))?;
    let needed = relationship.kind.is_helping()
        && !relationship
            .end_reason
            .is_some_and(EndReason::needs_no_goodbye);
    needed.then_some((outgoing, ended_on))
}

fn is_warm(
    observed: &Observed<'_>,
    relationship: &Relationship,
    outgoing: ProfessionalId,
    ended_on: NaiveDate,
) -> bool {
    relationship.joint_meeting == Some(true)
        || observed
            .met()
            .filter(|(contact, day)| is_near(*day, ended_on) && contact.involves(outgoing))
            .any(|(contact, _)| {
                contact.purpose == Some(ContactPurpose::JointMeeting)
                    || incoming(observed, relationship, ended_on).any(|who| contact.involves(who))
            })
}

fn incoming<'a>(
    observed: &'a Observed<'a>,
    ended: &'a Relationship,
    ended_on: NaiveDate,
) -> impl Iterator<Item = ProfessionalId> + 'a {
    let successors = observed
        .trajectory
        .relationships
        .iter()
        .filter(move |other| {
            let (from, to) = other.dates(observed.directory);
            other.kind == ended.kind
                && other.holder != ended.holder
                && other.from > ended.from
                && from <= add_days(ended_on, DAYS_AFTER)
                && to.is_none_or(|to| to > ended_on)
        });
    ended
        .successor
        .into_iter()
        .chain(successors.filter_map(|other| other.holder.professional()))
}

fn is_written(observed: &Observed<'_>, outgoing: ProfessionalId, ended_on: NaiveDate) -> bool {
    observed.trajectory.handovers.iter().any(|handover| {
        let zone = observed.directory.zone(handover.from_unit);
        handover.from_professional == Some(outgoing)
            && !matches!(
                handover.state,
                HandoverState::Draft | HandoverState::Withdrawn
            )
            && is_near(time::local_date(handover.offered_at, zone), ended_on)
    })
}

fn is_near(day: NaiveDate, ended_on: NaiveDate) -> bool {
    add_days(ended_on, -DAYS_BEFORE) <= day && day <= add_days(ended_on, DAYS_AFTER)
}
