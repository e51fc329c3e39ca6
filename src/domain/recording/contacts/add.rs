//! A contact that took place, or did not, told of afterwards.

use crate::domain::intake::Record;
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb};
use crate::domain::vocabulary::ContactStatus;

/// The verb.
pub const VERB: Verb = Verb {
    code: "contact",
    action: "contact.add",
    changes: None,
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let unit = desk.unit("unit");
    let unit = desk.need("unit", unit);
    let main = desk.person_or_self("main");
    let zone = desk.zone(unit);
    let status = desk.code("status").value();
    let status = status.unwrap_or(ContactStatus::Attended);
    let at = desk.time("at", zone);
    let at = desk.need("at", at);
    if let Some(at) = at {
        desk.fits(at, status, zone);
    }
    let typed = desk.contact();
    let (Some(unit), Some(main), Some(at)) = (unit, main, at) else {
        return desk.refuse();
    };
    let contact = desk.new_contact((unit, main), (at, status), typed);
    desk.write(vec![Edit::Add(Record::Contact(contact))])
}
