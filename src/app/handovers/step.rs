//! Writing down what became of a handover, in one transaction with its flags and its audit entry.

use serde_json::{Value, json};

use super::{Maker, Stored};
use crate::app::recording::wrote;
use crate::app::{Actor, App, AppError, evaluate};
use crate::domain::handover::{Event, Handover, State, Step};
use crate::domain::ids::ProfessionalId;
use crate::domain::news::News;
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::NewsKind;
use crate::store::handovers::{self as stored, NewStep, Snapshot};
use crate::store::{AuditEntry, Tx, news};

/// Which row a step is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// A new one: it was a draft until now.
    New,
    /// The one that is held.
    Held,
}

/// Writes a step of a handover down and commits. `was` is the handover as it is held, or as it would
/// have been before it was offered.
pub(super) async fn commit(
    tx: Tx,
    app: &App,
    actor: &Actor,
    was: Stored,
    step: Step,
    (row, now): (Row, Instant),
) -> Result<Stored, AppError> {
    let (is, entry) = put(&tx, app, actor, was, step, (row, now)).await?;
    evaluate::in_tx(&tx, app, is.patient, now).await?;
    tx.commit(entry).await?;
    Ok(is)
}

/// Writes a step of a handover into a transaction, and gives the audit entry that it is committed with
/// when the patient's flags are judged anew.
pub(super) async fn put(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    was: Stored,
    step: Step,
    (row, now): (Row, Instant),
) -> Result<(Stored, AuditEntry), AppError> {
    let Step { handover, event } = step;
    let action = action_of(&event);
    let by = actor.to_string();
    let is = match row {
        Row::New => Stored {
            version: 1,
            ..was.after(handover, now)
        },
        Row::Held => was.after(handover, now),
    };
    match row {
        Row::New => stored::insert(&**tx, &is).await?,
        Row::Held => stored::replace(&**tx, &is, (app.ids.next(), &by, now)).await?,
    }
    if let (Event::Accepted(_), State::Accepted(accepted)) = (&event, &is.handover.state) {
        let snapshot = Snapshot {
            accepted: accepted.clone(),
            voice: stored::voice(&**tx, is.patient).await?,
        };
        stored::keep_snapshot(&**tx, (is.patient, is.id), &snapshot).await?;
    }
    let new = NewStep {
        id: app.ids.next(),
        patient: is.patient,
        handover: is.id,
        actor: by,
        professional: professional(actor),
        event,
        at: now,
    };
    let is_escalated = new.event == Event::Escalated;
    stored::add(&**tx, new).await?;
    wrote(tx, actor, is.patient, [is.id], now).await?;
    if is_escalated {
        let told = unaccepted(app, &is, now);
        news::tell(&**tx, is.patient, &told, app.ids.as_ref(), now).await?;
    }
    let entry = AuditEntry {
        patient: Some(is.patient),
        ..app.entry(
            actor,
            action,
            format!("handover/{}", is.id.0),
            "care",
            detail(&is),
        )
    };
    Ok((is, entry))
}

/// What those who belong to the patient are told when nobody accepted a handover in time.
fn unaccepted(app: &App, is: &Stored, now: Instant) -> News {
    News {
        kind: NewsKind::HandoverUnaccepted,
        record: is.id,
        at: now,
        on: time::local_date(now, app.zone),
        unit: is.to.unit,
        from_unit: is.parties.unit,
    }
}

/// The last step, where the same actor made it.
pub(super) fn own_last<'a>(steps: &'a [stored::Told], actor: &Actor) -> Option<&'a Event> {
    let last = steps.last()?;
    (last.actor == actor.to_string()).then_some(&last.event)
}

/// A handover that was never offered, as the first step finds it.
pub(super) fn unoffered(draft: &stored::Draft, now: Instant) -> Stored {
    Stored {
        patient: draft.patient,
        id: draft.id,
        kind: draft
            .content
            .kind
            .unwrap_or(crate::domain::vocabulary::HandoverType::Shift),
        parties: draft.parties,
        to: draft.to,
        offered_at: now,
        due_at: None,
        escalated_at: None,
        handover: Handover::draft(draft.content.clone()),
        recorded_at: now,
        version: 0,
    }
}

fn professional(actor: &Actor) -> Option<ProfessionalId> {
    Maker::of(actor).ok()?.viewer.professional
}

fn detail(is: &Stored) -> Value {
    json!({ "type": is.kind.code(), "state": is.handover.state.word().code() })
}

const fn action_of(event: &Event) -> &'static str {
    match event {
        Event::Offered(_) => "handover.offer",
        Event::LeftWithPool(_) => "handover.leave_with_pool",
        Event::Accepted(_) => "handover.accept",
        Event::Questioned(_) => "handover.question",
        Event::Answered(_) => "handover.answer",
        Event::Returned(_) => "handover.return",
        Event::Withdrawn => "handover.withdraw",
        Event::Done => "handover.close",
        Event::Escalated => "handover.escalate",
        Event::Expired => "handover.expire",
    }
}
