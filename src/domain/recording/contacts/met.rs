//! Met now: one tap. Now, in person, attended, with whoever taps as the main professional.

use crate::domain::intake::Record;
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb};
use crate::domain::vocabulary::{ContactMode, ContactStatus};

/// The verb.
pub const VERB: Verb = Verb {
    code: "met",
    action: "contact.met",
    changes: None,
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let unit = desk.unit("unit");
    let unit = desk.need("unit", unit);
    let main = desk.person_or_self("main");
    let typed = desk.contact();
    let zone = desk.zone(unit);
    let at = desk.scene.now;
    desk.happened("at", at, zone);
    let (Some(unit), Some(main)) = (unit, main) else {
        return desk.refuse();
    };
    let mut contact = desk.new_contact((unit, main), (at, ContactStatus::Attended), typed);
    contact.mode = contact.mode.or(Some(ContactMode::InPerson));
    desk.write(vec![Edit::Add(Record::Contact(contact))])
}
