//! Flags: one's own, one of a patient's with its life, and a patient's in the patient's words.

mod act;
mod for_patient;
mod mine;
mod one;

pub(in crate::web) use act::expected;

use axum::Router;
use axum::routing::get;

use crate::http::Server;

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/flags", get(mine::show))
        .route(
            "/patients/{id}/flags/for-patient",
            get(for_patient::show).post(for_patient::write),
        )
        .route("/patients/{id}/flags/{flag}", get(one::show).post(act::act))
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut samples = mine::samples(shell);
    samples.extend(one::samples(shell));
    samples.extend(for_patient::samples(shell));
    samples
}

/// What a page says after an act, with a way to take it back.
#[derive(Debug, Clone)]
pub(in crate::web) struct Done {
    /// What was done.
    pub sentence: String,
    /// The patient and the flag, in addresses.
    pub patient: String,
    pub flag: String,
    /// The version to take back; `None` where opening again was what was done.
    pub undo: Option<i32>,
}

/// What an address says was done.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(in crate::web) struct WasDone {
    done: String,
    about: String,
    of: String,
    version: String,
}

impl WasDone {
    /// From the pairs of an address.
    pub(in crate::web) fn of_pairs<'p>(get: impl Fn(&str) -> &'p str) -> Self {
        let own = |name| get(name).to_owned();
        Self {
            done: own("done"),
            about: own("about"),
            of: own("of"),
            version: own("version"),
        }
    }

    /// In words; `None` for what names no act, or no flag.
    pub(in crate::web) fn say(&self, text: crate::web::Text) -> Option<Done> {
        let act = act::ACTS.iter().find(|act| **act == self.done)?;
        let id = |text: &str| uuid::Uuid::parse_str(text).ok().map(|id| id.to_string());
        Some(Done {
            sentence: text.say(&format!("life-done-{}", act.replace('_', "-"))),
            patient: id(&self.of)?,
            flag: id(&self.about)?,
            undo: if *act == "reopen" {
                None
            } else {
                self.version.parse().ok()
            },
        })
    }
}
