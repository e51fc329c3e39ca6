//! A relationship ends: why, and how.

use super::of;
use crate::domain::intake::{Kind, Record, Relationship};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb};
use crate::domain::vocabulary::EndReason;

/// The verb.
pub const VERB: Verb = Verb {
    code: "relationship-end",
    action: "relationship.end",
    changes: Some(Kind::Relationship),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    desk.lasting(was);
    let zone = desk.zone(
        was.unit_id
            .as_deref()
            .and_then(|unit| desk.scene.unit_of(unit)),
    );
    let to = desk.time("to", zone).value().unwrap_or(desk.scene.now);
    desk.happened("to", to, zone);
    desk.follows("to", to, was.from);
    let reason = desk.code::<EndReason>("end_reason");
    let end_reason = desk.need("end_reason", reason);
    let told_in_time = desk.yes("told_in_time").over(was.told_in_time);
    let goodbye = desk.yes("goodbye").over(was.goodbye);
    let joint_meeting = desk.yes("joint_meeting").over(was.joint_meeting);
    let successor_known = desk.yes("successor_known").over(was.successor_known);
    let successor = desk.beside("successor", was.professional_id.as_deref());
    let ended = Relationship {
        to: Some(to),
        end_reason,
        told_in_time,
        goodbye,
        joint_meeting,
        successor_known,
        successor_id: successor.over(was.successor_id.clone()),
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::Relationship(ended))])
}
