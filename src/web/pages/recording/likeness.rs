//! Who may be the same as a patient who is registered or put right.

use crate::app::recording::Alike;
use crate::web::header::identity;
use crate::web::{Text, names};

/// Those who are alike.
#[derive(Debug, Clone, Default)]
pub(super) struct Likeness {
    /// Address, name, and what tells them apart.
    pub rows: Vec<(String, String, String)>,
    /// How many there are beside them, in words.
    pub beyond: Option<String>,
}

impl Likeness {
    pub(super) fn of(alike: &Alike, text: Text) -> Self {
        let rows = alike.within.iter().map(|found| {
            let label = found.reference.label(alike.naming);
            (
                found.reference.id.0.to_string(),
                names::patient(found.name(), text),
                identity(found, label, text),
            )
        });
        Self {
            rows: rows.collect(),
            beyond: (alike.beyond > 0)
                .then(|| text.count("record-alike-beyond", alike.beyond as u64)),
        }
    }
}
