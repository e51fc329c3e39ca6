//! Correcting a relationship, an ended one too. The version before is kept, with the reason.

use super::of;
use crate::domain::intake::{Kind, Record, Relationship};
use crate::domain::recording::desk::{Desk, Told};
use crate::domain::recording::{Edit, Edits, Verb};

/// The verb.
pub const VERB: Verb = Verb {
    code: "relationship-correct",
    action: "relationship.correct",
    changes: Some(Kind::Relationship),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    let before = was
        .unit_id
        .as_deref()
        .and_then(|unit| desk.scene.unit_of(unit));
    let unit = desk.unit("unit").over(before);
    let zone = desk.zone(unit);
    let kind = desk.code("kind").value().unwrap_or(was.kind);
    let from = desk.time("from", zone).value().unwrap_or(was.from);
    if from != was.from {
        desk.happened("from", from, zone);
    }
    let to = desk.time("to", zone).over(was.to);
    if let Some(to) = to {
        desk.follows("to", to, from);
        if Some(to) != was.to {
            desk.happened("to", to, zone);
        }
    }
    let reason = desk.code("end_reason").over(was.end_reason);
    let told_in_time = desk.yes("told_in_time").over(was.told_in_time);
    let goodbye = desk.yes("goodbye").over(was.goodbye);
    let joint_meeting = desk.yes("joint_meeting").over(was.joint_meeting);
    let successor_known = desk.yes("successor_known").over(was.successor_known);
    let is_temporary_cover = match desk.yes("is_temporary_cover") {
        Told::Is(is_cover) => is_cover,
        Told::None => false,
        Told::Untold => was.is_temporary_cover,
    };
    desk.words("reason");
    // Without an end there is nothing to say of it.
    let ended = to.is_some();
    let corrected = Relationship {
        kind,
        from,
        to,
        unit_id: unit.map(|unit| desk.scene.unit_name(unit)),
        end_reason: reason.filter(|_| ended),
        told_in_time: told_in_time.filter(|_| ended),
        goodbye: goodbye.filter(|_| ended),
        joint_meeting: joint_meeting.filter(|_| ended),
        successor_known: successor_known.filter(|_| ended),
        is_temporary_cover,
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(
        held.id,
        Record::Relationship(corrected),
    )])
}
