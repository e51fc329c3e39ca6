//! `/patients/{id}/handovers/new`: the way to begin, for those who come by address. The button on a
//! patient's page begins at once.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use crate::app::{App, record};
use crate::domain::vocabulary::HandoverType;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Reader, Shell, render};

#[derive(Debug, Template)]
#[template(path = "handovers/new.html")]
struct Page {
    shell: Shell,
    header: Header,
    /// The kind that the address asks for; empty for none.
    kind: &'static str,
}

/// What an address or a form asks to begin with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(rename = "type")]
    kind: String,
}

impl Asked {
    /// The kind of handover; `None` for none that there is: what fits where the patient is.
    pub(super) fn kind(&self) -> Option<HandoverType> {
        self.kind.parse().ok()
    }
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let opened = record::open(&app, &reader.actor(), patient, "handover.new").await?;
    Ok(render(&Page {
        kind: asked.kind().map_or("", HandoverType::code),
        header: Header::new(&opened, &opened.case(), reader.shell.text),
        shell: reader.shell,
    }))
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let page = Page {
        shell: shell.clone(),
        kind: "shift",
        header: Header {
            patient: "1".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
    };
    vec![page.render().unwrap()]
}
