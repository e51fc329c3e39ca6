//! What patients, people and units are called on a page.

use super::text::Text;
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::legal;
use crate::domain::overview;
use crate::domain::trajectory::{Directory, Holder};

/// A professional's name, with a word for a guest; a word for one the directory does not know.
pub fn professional(directory: &Directory, id: ProfessionalId, text: Text) -> String {
    let known = directory.professionals.get(&id);
    match known.map(|professional| professional.name.clone()) {
        Some(name) if name.trim().is_empty() => text.say("patient-unnamed-professional"),
        Some(name) if directory.guests.contains(&id) => {
            text.with("guest-named", [("name", name.into())])
        }
        Some(name) => name,
        None => text.say("patient-unnamed-professional"),
    }
}

/// A unit's name; a word for one the directory does not know.
pub fn unit(directory: &Directory, id: UnitId, text: Text) -> String {
    directory
        .units
        .get(&id)
        .map(|unit| unit.name.clone())
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| text.say("patient-unnamed-unit"))
}

/// The name of whoever holds a relationship.
pub fn holder(directory: &Directory, holder: &Holder, text: Text) -> String {
    if let Some(id) = holder.professional() {
        return professional(directory, id, text);
    }
    overview::holder_name(holder, directory)
        .filter(|name| !name.trim().is_empty())
        .map_or_else(|| text.say("patient-unnamed-professional"), str::to_owned)
}

/// A formal status: its name, or the code of one that the table does not know.
pub fn legal_status(code: &str, text: Text) -> String {
    if legal::is_known(code) {
        text.word("legal", code)
    } else {
        code.to_owned()
    }
}

/// A patient's name as recorded, or that none is.
pub fn patient(name: Option<String>, text: Text) -> String {
    name.filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| text.say("patient-no-name"))
}

/// `a, b and c`.
pub fn enumeration(text: Text, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), text.say("patient-and")),
    }
}
