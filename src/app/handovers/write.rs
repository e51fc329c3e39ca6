//! A draft with what helps to write it.

use super::{Address, Beside, Draft, Maker, Prefill, Start, Stored, Told, voice};
use crate::app::record::{self, Opened, note_read};
use crate::app::{Actor, App, AppError, story};
use crate::domain::handover::Content;
use crate::domain::ids::PatientId;
use crate::domain::time;
use crate::domain::vocabulary::HandoverState;
use crate::store::handovers as stored;
use crate::store::patients::{self, Details};

/// How many drafts are listed.
const DRAFTS: u64 = 50;

/// A draft, and what lies beside it.
#[derive(Debug, Clone)]
pub struct Writing {
    /// The patient's record.
    pub opened: Opened,
    /// The draft.
    pub draft: Draft,
    /// The crisis plan's text for staff, and the patient's words.
    pub beside: Beside,
    /// The last handover that was offered, and what happened to it.
    pub last: Option<Last>,
    /// Contacts at which two met the patient, that a warm handover can name: the next and last ones.
    pub joint: Vec<crate::domain::trajectory::Contact>,
}

/// The last handover.
#[derive(Debug, Clone)]
pub struct Last {
    /// As it is stored.
    pub stored: Stored,
    /// What happened to it.
    pub steps: Vec<Told>,
}

/// A draft of the actor's, with what helps to write it.
///
/// # Errors
/// As [`record::open`], and [`AppError::NotFound`] for a draft that is not the actor's.
pub async fn write(app: &App, actor: &Actor, address: Address) -> Result<Writing, AppError> {
    let maker = Maker::of(actor)?;
    let Address { patient, handover } = address;
    let opened = record::open(app, actor, patient, "handover.write").await?;
    let at = (patient, handover);
    let draft = stored::draft(&app.db.read, at, maker.viewer.account).await?;
    let draft = draft.ok_or(AppError::NotFound("draft"))?;
    with_help(app, actor, opened, draft).await
}

/// The draft that the actor has begun about a patient whose record is open to them, or else one as it would
/// begin, with version 0: nothing is kept before somebody writes.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that reach no patient's record, and whatever the database reports.
pub async fn open_draft(
    app: &App,
    actor: &Actor,
    opened: Opened,
    start: Start,
    begin: impl Fn(&Prefill<'_>) -> Content + Send,
) -> Result<Writing, AppError> {
    let maker = Maker::of(actor)?;
    let account = maker.viewer.account;
    let living = stored::living_draft(&app.db.read, start.patient, account).await?;
    let draft = match living {
        Some(draft) => draft,
        None => Draft {
            version: 0,
            ..super::start::fresh(app, &maker, &opened, start, begin).await?
        },
    };
    with_help(app, actor, opened, draft).await
}

/// A draft with what helps to write it.
async fn with_help(
    app: &App,
    actor: &Actor,
    opened: Opened,
    draft: Draft,
) -> Result<Writing, AppError> {
    let (read, patient, handover) = (&app.db.read, draft.patient, draft.id);
    let today = time::local_date(opened.now, app.zone);
    let listener = story::listener(&opened, actor);
    let beside = stored::beside(read, patient, today, listener.as_ref(), opened.now).await?;
    voice::note(app, actor, patient, listener.as_ref(), beside.voice.iter()).await?;
    let earlier = stored::of_patient(read, patient, None, 5).await?;
    let last = earlier.into_iter().find(|earlier| {
        earlier.id != handover
            && !matches!(
                earlier.handover.state.word(),
                HandoverState::Draft | HandoverState::Withdrawn
            )
    });
    let last = match last {
        Some(last) => Some(Last {
            steps: stored::steps(read, patient, last.id).await?,
            stored: last,
        }),
        None => None,
    };
    let joint = super::offer::joint_contacts(&opened.trajectory, opened.now);
    Ok(Writing {
        opened,
        draft,
        beside,
        last,
        joint,
    })
}

/// The actor's drafts that wait to be offered, the last saved first, with the patients they are about.
/// Writes an audit entry for each patient named.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that reach no patient's record, and whatever the database reports.
pub async fn drafts(app: &App, actor: &Actor) -> Result<Vec<(Details, Draft)>, AppError> {
    let maker = Maker::of(actor)?;
    let drafts = stored::waiting_drafts(&app.db.read, maker.viewer.account, DRAFTS).await?;
    let mut ids: Vec<PatientId> = drafts.iter().map(|draft| draft.patient).collect();
    ids.sort_unstable();
    ids.dedup();
    let named = patients::details_of(&app.db.read, &ids).await?;
    note_read(app, actor, &ids, "handovers.drafts").await?;
    let with_name = drafts.into_iter().filter_map(|draft| {
        let details = named
            .iter()
            .find(|details| details.reference.id == draft.patient)?;
        Some((details.clone(), draft))
    });
    Ok(with_name.collect())
}

/// A draft of the actor's as it is there, for what is typed over it.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients and drafts that are not the actor's.
pub async fn own_draft(app: &App, actor: &Actor, address: Address) -> Result<Draft, AppError> {
    let maker = Maker::of(actor)?;
    let Address { patient, handover } = address;
    super::admit(app, actor, patient).await?;
    let draft = stored::draft(app.db.writer(), (patient, handover), maker.viewer.account).await?;
    draft.ok_or(AppError::NotFound("draft"))
}

/// Whether there is a draft of the actor's under an id, to go on writing: one that revises what was
/// offered and was put away is not, the handover is there.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients that are not the actor's to see.
pub async fn is_being_written(
    app: &App,
    actor: &Actor,
    address: Address,
) -> Result<bool, AppError> {
    match own_draft(app, actor, address).await {
        Ok(draft) => Ok(draft.discarded_at.is_none() || !draft.is_revision),
        Err(AppError::NotFound("draft")) => Ok(false),
        Err(error) => Err(error),
    }
}
