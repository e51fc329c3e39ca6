//! The rows of one fault, by number.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::{address, report};
use crate::app::App;
use crate::app::import::ROWS_KEPT;
use crate::app::uploads::{self, State as UploadState, UploadId};
use crate::web::components::{Link, Pager};
use crate::web::{Fault, Reader, Shell, render};

/// Numbers on a page.
const ROWS: usize = 200;

/// After which row the page begins.
#[derive(Debug, Deserialize)]
pub(super) struct After {
    #[serde(default)]
    after: u64,
}

/// The rows of one fault.
#[derive(Debug, Template)]
#[template(path = "imports/rows.html")]
pub(super) struct RowsPage {
    shell: Shell,
    address: String,
    file: String,
    field: Option<String>,
    sentence: String,
    rows: String,
    /// That more were rejected than are named.
    cut: Option<String>,
    pager: Pager,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((upload, place)): Path<(Uuid, usize)>,
    Query(After { after }): Query<After>,
) -> Result<Response, Fault> {
    let view = uploads::show(&app, &reader.actor(), UploadId(upload))?;
    let (UploadState::Checked(told) | UploadState::Applied(told)) = &view.state else {
        return Err(Fault::not_found());
    };
    let fault = told.faults.get(place).ok_or_else(Fault::not_found)?;
    let text = reader.shell.text;
    let address = address(view.id);
    let mut later = fault.rows.iter().copied().filter(|row| *row > after);
    let rows: Vec<u64> = later.by_ref().take(ROWS).collect();
    let link = |after: u64, key: &str| Link {
        href: format!("{address}/rows/{place}?after={after}"),
        label: text.say(key),
    };
    let last = rows.last().copied().filter(|_| later.next().is_some());
    let page = RowsPage {
        file: fault.file.clone(),
        field: Some(fault.field.clone()).filter(|field| !field.is_empty()),
        sentence: report::reason(text, fault),
        cut: (fault.count > fault.rows.len() as u64)
            .then(|| text.count("imports-rows-cut", ROWS_KEPT as u64)),
        pager: Pager {
            label: text.say("imports-rows"),
            count: text.count("imports-rows-count", fault.count),
            first: (after > 0).then(|| link(0, "imports-first")),
            next: last.map(|last| link(last, "imports-next")),
        },
        rows: report::rows(&rows),
        address,
        shell: reader.shell,
    };
    Ok(render(&page))
}

impl RowsPage {
    fn say(&self, key: &str) -> String {
        self.shell.text.say(&format!("imports-{key}"))
    }
}

/// The rows of a fault, more than are kept.
#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let page = RowsPage {
        shell: shell.clone(),
        address: "/imports/uploads/0190".to_owned(),
        file: "<patients>.csv".to_owned(),
        field: None,
        sentence: text.say("imports-reason-malformed"),
        rows: "2, 3".to_owned(),
        cut: Some(text.count("imports-rows-cut", ROWS_KEPT as u64)),
        pager: Pager::default(),
    };
    vec![page.render().unwrap()]
}
