//! What became of a break in a working relationship. Only the professional whose it is records it.

use super::desk::Desk;
use super::{Edit, Edits, Verb, Wrong};
use crate::domain::intake::{Kind, Record, Rupture};
use crate::domain::time;
use crate::domain::vocabulary::RuptureStatus;

/// The verb.
pub(super) const VERB: Verb = Verb {
    code: "rupture-close",
    action: "rupture.close",
    changes: Some(Kind::Rupture),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = desk.about().and_then(|held| match &held.record {
        Record::Rupture(rupture) => Some((held, rupture)),
        _ => None,
    }) else {
        return desk.refuse();
    };
    let told = desk.code::<RuptureStatus>("status");
    let status = desk.need("status", told);
    if status == Some(RuptureStatus::Open) {
        desk.fault("status", Wrong::NoChoice);
    }
    if was.status != RuptureStatus::Open {
        desk.fault("status", Wrong::AlreadyThere);
    }
    let today = time::local_date(desk.scene.now, desk.zone(None));
    let closed_on = desk.day("closed_on").value().unwrap_or(today);
    if closed_on > today {
        desk.fault("closed_on", Wrong::InFuture);
    }
    if closed_on < was.noticed_on {
        desk.fault("closed_on", Wrong::EndBeforeStart);
    }
    let closed = Rupture {
        status: status.unwrap_or(was.status),
        closed_on: Some(closed_on),
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::Rupture(closed))])
}
