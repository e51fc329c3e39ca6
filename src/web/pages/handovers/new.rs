//! `/patients/{id}/handovers/new`: the way to begin, for those who come by address. The button on a
//! patient's page begins at once.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::app::{App, record};
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Reader, Shell, render};

#[derive(Debug, Template)]
#[template(path = "handovers/new.html")]
struct Page {
    shell: Shell,
    header: Header,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let opened = record::open(&app, &reader.actor(), patient, "handover.new").await?;
    Ok(render(&Page {
        header: Header::new(&opened, &opened.case(), reader.shell.text),
        shell: reader.shell,
    }))
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let page = Page {
        shell: shell.clone(),
        header: Header {
            patient: "1".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
    };
    vec![page.render().unwrap()]
}
