//! Offering what is written in a draft, or leaving it with a unit's staff together.

use super::step::{self, Row};
use super::{Address, Draft, Maker, Stored, admit, admit_to_offer};
use crate::app::{Actor, App, AppError};
use crate::domain::handover::content::is_joint_contact;
use crate::domain::handover::{Act, Receiver, Scene, due};
use crate::domain::ids::UnitId;
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{Contact, Directory, Trajectory};
use crate::domain::vocabulary::HandoverType;
use crate::store::{Tx, evaluations, handovers as stored, retry};

/// Days around now from which a warm handover names its joint contact.
const JOINT_DAYS: i64 = 28;

/// To whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// To whom the draft says.
    AsWritten,
    /// To a person or a unit.
    To(Receiver),
    /// It is left with a unit's staff together; without one, with those of the unit it comes from.
    Pool(Option<UnitId>),
}

/// A draft to be offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offering {
    /// Which draft.
    pub address: Address,
    /// The version of it that was looked at.
    pub version: i32,
    /// To whom.
    pub whom: Whom,
}

/// Offers what is written in a draft. Offering it twice is offering it once.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients and drafts that are not the actor's,
/// [`AppError::Outdated`] when the draft was changed since it was looked at, [`AppError::Handover`] for
/// what it lacks, [`AppError::HandoverIllegal`] where this is not possible, and whatever the database
/// reports. Then nothing is changed.
pub async fn offer(app: &App, actor: &Actor, offering: &Offering) -> Result<Stored, AppError> {
    let now = app.clock.now();
    admit(app, actor, offering.address.patient).await?;
    if let Some(to) = receiver_of(app, actor, offering, now).await? {
        admit_to_offer(app, actor, offering.address.patient, to, now).await?;
    }
    retry(|| write(app, actor, offering, now)).await
}

/// To whom it is to go; `None` without a draft, for something that was offered already. The draft is its
/// author's alone, and another version of it than the one that was looked at is not offered.
async fn receiver_of(
    app: &App,
    actor: &Actor,
    offering: &Offering,
    now: Instant,
) -> Result<Option<Receiver>, AppError> {
    let maker = Maker::of(actor)?;
    let Address { patient, handover } = offering.address;
    let account = maker.viewer.account;
    let draft = stored::draft(app.db.writer(), (patient, handover), account).await?;
    let Some(draft) = draft else {
        return Ok(None);
    };
    let directory = app.directory().await?;
    Ok(Some(
        match act_of(offering.whom, &draft, &maker, &directory, now)? {
            Act::LeaveWithPool(unit, _) => Receiver {
                professional: None,
                unit: Some(unit),
            },
            Act::Offer(to, _) => to,
            _ => Receiver::default(),
        },
    ))
}

/// What is done with a draft.
fn act_of(
    whom: Whom,
    draft: &Draft,
    maker: &Maker<'_>,
    directory: &Directory,
    now: Instant,
) -> Result<Act, AppError> {
    Ok(match whom {
        Whom::AsWritten => offer_to(draft.to, draft),
        Whom::To(to) => offer_to(super::receiver(to, directory, now)?, draft),
        Whom::Pool(unit) => {
            let own = || maker.reach.units.first().copied();
            let unit = unit.or(draft.to.unit).or(draft.parties.unit).or_else(own);
            match unit.filter(|unit| directory.units.contains_key(unit)) {
                Some(unit) => Act::LeaveWithPool(unit, Box::new(draft.content.clone())),
                None => offer_to(Receiver::default(), draft),
            }
        }
    })
}

async fn write(
    app: &App,
    actor: &Actor,
    offering: &Offering,
    now: Instant,
) -> Result<Stored, AppError> {
    let maker = Maker::of(actor)?;
    let Address { patient, handover } = offering.address;
    let directory = app.directory().await?;
    let policy = super::policy_of(app, patient, now).await?;
    let tx = app.db.begin().await?;
    evaluations::hold(&*tx, &[patient], None).await?;
    let account = maker.viewer.account;
    let draft = stored::hold_draft(&*tx, (patient, handover), account).await?;
    let held = stored::hold(&*tx, patient, handover).await?;
    let steps = stored::steps(&*tx, patient, handover).await?;
    let last = step::own_last(&steps, actor);
    let Some(draft) = draft else {
        // Offered by the same person a moment ago: sending it twice is sending it once.
        let again = held.filter(|_| last.is_some());
        tx.rollback().await?;
        return again.ok_or(AppError::NotFound("draft"));
    };
    if draft.version != offering.version {
        return Err(AppError::Outdated("draft"));
    }
    let act = act_of(offering.whom, &draft, &maker, &directory, now)?;
    let is_joint = is_joint(&tx, &draft).await?;
    let row = if held.is_some() { Row::Held } else { Row::New };
    let was = held.unwrap_or_else(|| step::unoffered(&draft, now));
    let kind = draft.content.kind.unwrap_or(HandoverType::Shift);
    let scene = Scene {
        who: Some(maker.person()),
        parties: was.parties,
        last: None,
        time_to_acknowledge: due::time_to_acknowledge(&policy, kind),
        is_joint,
        now,
        today: time::local_date(now, app.zone),
    };
    let done = was.handover.act(&act, &scene)?;
    let Some(done) = done else {
        tx.rollback().await?;
        return Ok(was);
    };
    stored::remove_draft(&*tx, patient, handover).await?;
    step::commit(tx, app, actor, was, done, (row, now)).await
}

fn offer_to(to: Receiver, draft: &Draft) -> Act {
    Act::Offer(to, Box::new(draft.content.clone()))
}

/// Whether the contact that a draft names is one at which two met the patient.
pub(super) async fn is_joint(tx: &Tx, draft: &Draft) -> Result<bool, AppError> {
    let Some(named) = draft.content.joint_contact else {
        return Ok(false);
    };
    Ok(stored::is_joint(&**tx, draft.patient, named).await?)
}

/// Contacts at which two met the patient, or will: the nearest to now first.
pub(super) fn joint_contacts(trajectory: &Trajectory, now: Instant) -> Vec<Contact> {
    let near = chrono::TimeDelta::days(JOINT_DAYS);
    let mut joint: Vec<Contact> = trajectory
        .contacts
        .iter()
        .filter(|contact| (contact.at - now).abs() <= near && is_with_two(contact))
        .cloned()
        .collect();
    joint.sort_by_key(|contact| (contact.at - now).abs());
    joint
}

fn is_with_two(contact: &Contact) -> bool {
    is_joint_contact(
        contact.status,
        contact.patient_present,
        contact.purpose,
        contact.present().count(),
    )
}
