//! Correcting a contact. The version before is kept, with the reason.

use super::of;
use crate::domain::intake::{Contact, Kind, Record};
use crate::domain::recording::desk::{Desk, Told};
use crate::domain::recording::{Edit, Edits, Verb};

/// The verb.
pub const VERB: Verb = Verb {
    code: "contact-correct",
    action: "contact.correct",
    changes: Some(Kind::Contact),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    let unit = desk.unit("unit").over(desk.scene.unit_of(&was.unit_id));
    let zone = desk.zone(unit);
    let at = desk.time("at", zone).value().unwrap_or(was.at);
    let status = desk.code("status").value().unwrap_or(was.status);
    // A booking whose day has passed may still be corrected in what is not its time.
    if (at, status) != (was.at, was.status) {
        desk.fits(at, status, zone);
    }
    let main = desk.person("main").map(|id| desk.scene.person_name(id));
    let main = main.over(was.main_professional_id.clone());
    let typed = desk.contact();
    let present = desk.yes("patient_present").over(was.patient_present);
    let mut others = match typed.others {
        Told::Is(others) => desk.others(others, main.as_deref()),
        Told::Untold | Told::None => was.other_professional_ids.clone(),
    };
    others.retain(|other| Some(other) != main.as_ref());
    desk.words("reason");
    let corrected = Contact {
        unit_id: unit.map_or_else(|| was.unit_id.clone(), |unit| desk.scene.unit_name(unit)),
        at,
        status,
        minutes: typed.minutes.over(was.minutes),
        mode: typed.mode.over(was.mode),
        purpose: typed.purpose.over(was.purpose),
        main_professional_id: main,
        other_professional_ids: others,
        patient_present: present,
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::Contact(corrected))])
}
