//! Beginning to write a handover, or going on with the one that was begun.

use serde_json::json;

use super::{Draft, Maker};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::handover::since::{Since, since};
use crate::domain::handover::{Content, Receiver};
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{HandoverState, HandoverType, SettingClass};
use crate::store::handovers::{self as stored, Beside};
use crate::store::{AuditEntry, evaluations, retry};

/// A handover to be begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// Whose care it is about.
    pub patient: PatientId,
    /// What is passed on; where it is not said, what fits where the patient is.
    pub kind: Option<HandoverType>,
    /// Whom it is meant for; where it is not said, the staff of the unit together.
    pub to: Receiver,
}

/// What a draft begins with. How somebody is, is not in it.
#[derive(Debug, Clone)]
pub struct Prefill<'a> {
    /// The patient's record.
    pub opened: &'a Opened,
    /// What was recorded since the last handover.
    pub since: Since,
    /// The crisis plan's text for staff.
    pub beside: Beside,
    /// What was promised in the last handover and not said to be kept.
    pub promises: String,
}

/// A draft, and whether it was begun just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// The draft.
    pub draft: Draft,
    /// Whether it was begun just now; else the account had begun it before.
    pub is_new: bool,
}

/// Begins a draft with what `write` makes of the record, or gives the one that the account has begun
/// about the patient. The entry that the record was read is written before it is given to the caller.
///
/// # Errors
/// As [`record::open`].
pub async fn start(
    app: &App,
    actor: &Actor,
    start: Start,
    write: impl Fn(&Prefill<'_>) -> Content + Send,
) -> Result<Started, AppError> {
    let maker = Maker::of(actor)?;
    let patient = start.patient;
    let opened = record::open(app, actor, patient, "handover.draft").await?;
    let account = maker.viewer.account;
    if let Some(draft) = stored::living_draft(&app.db.read, patient, account).await? {
        return Ok(Started {
            draft,
            is_new: false,
        });
    }
    let draft = fresh(app, &maker, &opened, start, write).await?;
    retry(|| keep(app, actor, &draft)).await
}

/// A draft as it would begin, not kept yet.
pub(super) async fn fresh(
    app: &App,
    maker: &Maker<'_>,
    opened: &Opened,
    start: Start,
    write: impl Fn(&Prefill<'_>) -> Content + Send,
) -> Result<Draft, AppError> {
    let Start { patient, .. } = start;
    let now = opened.now;
    let unit = own_unit(opened, &maker.reach.units);
    let today = time::local_date(now, app.zone);
    let prefill = Prefill {
        since: since(&opened.trajectory, now),
        // The patient's own words never become part of what staff write.
        beside: stored::beside(&app.db.read, patient, today, None, now).await?,
        promises: promises(app, patient).await?,
        opened,
    };
    let mut content = write(&prefill);
    // Judgement is never filled in, whatever the words are made from.
    content.severity = None;
    content.severity_reason.clear();
    let is_inpatient =
        unit.is_some_and(|unit| opened.directory.class(unit) == SettingClass::Inpatient);
    let kind = start.kind.unwrap_or(if is_inpatient {
        HandoverType::Shift
    } else {
        HandoverType::ProfessionalToProfessional
    });
    content.kind = Some(kind);
    let to = super::receiver(start.to, &opened.directory, now)?;
    let is_unsaid = to.professional.is_none() && to.unit.is_none();
    let to = if is_unsaid && kind == HandoverType::Shift {
        Receiver {
            professional: None,
            unit,
        }
    } else {
        to
    };
    Ok(begun(app, maker, (patient, unit), (to, content), now))
}

/// A draft of somebody's about a patient of a unit.
pub(super) fn begun(
    app: &App,
    maker: &Maker<'_>,
    (patient, unit): (PatientId, Option<UnitId>),
    (to, content): (Receiver, Content),
    now: Instant,
) -> Draft {
    Draft {
        patient,
        id: RecordId(app.ids.next()),
        account: maker.viewer.account,
        parties: maker.parties(unit),
        to,
        content,
        is_revision: false,
        started_at: now,
        saved_at: now,
        discarded_at: None,
        version: 1,
    }
}

/// Keeps a new draft, unless another request of the same account began one meanwhile.
async fn keep(app: &App, actor: &Actor, draft: &Draft) -> Result<Started, AppError> {
    let tx = app.db.begin().await?;
    evaluations::introduce(&*tx, vec![draft.patient]).await?;
    evaluations::hold(&*tx, &[draft.patient], None).await?;
    if let Some(same) = stored::living_draft(&*tx, draft.patient, draft.account).await? {
        tx.rollback().await?;
        return Ok(Started {
            draft: same,
            is_new: false,
        });
    }
    stored::insert_draft(&*tx, draft).await?;
    tx.commit(entry(app, actor, draft)).await?;
    Ok(Started {
        draft: draft.clone(),
        is_new: true,
    })
}

/// That a draft was begun.
pub(super) fn entry(app: &App, actor: &Actor, draft: &Draft) -> AuditEntry {
    let subject = format!("handover/{}", draft.id.0);
    AuditEntry {
        patient: Some(draft.patient),
        ..app.entry(actor, "handover.start", subject, "care", json!({}))
    }
}

/// The unit that somebody hands over from: where the patient is, of those where they work; else the first
/// of those.
pub(super) fn own_unit(opened: &Opened, units: &[UnitId]) -> Option<UnitId> {
    let now = opened.now;
    let mut open = opened.trajectory.periods.iter().filter(|period| {
        period.from <= now && period.to.is_none_or(|to| to > now) && units.contains(&period.unit)
    });
    open.next_back()
        .map(|period| period.unit)
        .or_else(|| units.first().copied())
}

/// What was promised in the last handover that was offered.
async fn promises(app: &App, patient: PatientId) -> Result<String, AppError> {
    let last = stored::of_patient(&app.db.read, patient, None, 5).await?;
    let told = last.into_iter().find(|last| {
        !matches!(
            last.handover.state.word(),
            HandoverState::Draft | HandoverState::Withdrawn
        )
    });
    Ok(told
        .map(|last| last.handover.content.promises)
        .unwrap_or_default())
}
