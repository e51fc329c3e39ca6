//! `/reports/assignment`: patients without a named contact, and who it should be.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::{LoadView, Pick, known_by, loads, why_nobody};
use crate::app::departures::{self, Assignment, Offered, Unnamed};
use crate::app::{App, AppError};
use crate::domain::ids::UnitId;
use crate::domain::trajectory::Directory;
use crate::web::{Fault, Reader, Shell, Text, names, render};

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    unit: String,
}

#[derive(Debug, Template)]
#[template(path = "departures/assignment.html")]
struct Page {
    shell: Shell,
    units: Vec<Pick>,
    lead: String,
    rows: Vec<RowView>,
    more: Option<String>,
    loads: Vec<LoadView>,
}

#[derive(Debug)]
struct RowView {
    name: String,
    since: String,
    known: String,
    to: String,
    why: String,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let actor = reader.actor();
    let offered = departures::offered(&app, &actor).await?;
    let unit: Option<Uuid> = match wanted.unit.as_str() {
        "" => None,
        unit => Some(unit.parse().map_err(|_| AppError::NotFound("unit"))?),
    };
    let found = departures::assign(&app, &actor, unit.map(UnitId)).await?;
    Ok(render(&Page::new(reader.shell, &offered, &found)))
}

impl Page {
    fn new(shell: Shell, offered: &Offered, found: &Assignment) -> Self {
        let text = shell.text;
        let directory = &found.directory;
        let all = Pick {
            value: String::new(),
            label: text.say("leaving-all-units"),
            is_chosen: found.unit.is_none(),
        };
        let units = offered.units.iter().map(|unit| Pick {
            value: unit.0.to_string(),
            label: names::unit(directory, *unit, text),
            is_chosen: found.unit == Some(*unit),
        });
        let n = found.patients.len() + found.more;
        Self {
            units: std::iter::once(all).chain(units).collect(),
            lead: text.count("leaving-unnamed-lead", n as u64),
            rows: found
                .patients
                .iter()
                .map(|one| row(one, directory, text))
                .collect(),
            more: (found.more > 0).then(|| text.count("leaving-unnamed-more", found.more as u64)),
            loads: loads(&found.loads, directory, text),
            shell,
        }
    }
}

fn row(one: &Unnamed, directory: &Directory, text: Text) -> RowView {
    let since = match (one.since, one.last) {
        (Some(since), Some(last)) => text.with(
            "leaving-since-last",
            [
                ("date", text.short_date(since).into()),
                ("name", names::professional(directory, last, text).into()),
            ],
        ),
        (Some(since), None) => {
            text.with("leaving-since", [("date", text.short_date(since).into())])
        }
        (None, _) => text.say("leaving-since-never"),
    };
    let (to, why) = match &one.to {
        Err(why) => (text.say("leaving-nobody"), why_nobody(*why, text)),
        Ok((who, _, 0)) => (
            names::professional(directory, *who, text),
            text.say("leaving-why-new"),
        ),
        Ok((who, _, days)) => (
            names::professional(directory, *who, text),
            text.count("leaving-why-met", *days as u64),
        ),
    };
    RowView {
        name: names::patient(one.patient.name(), text),
        known: known_by(&one.known, directory, text),
        since,
        to,
        why,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let page = |is_full: bool| Page {
        units: vec![Pick {
            value: "a".to_owned(),
            label: "<FACT>".to_owned(),
            is_chosen: true,
        }],
        lead: "2".to_owned(),
        rows: is_full
            .then(|| RowView {
                name: "Hedda <Moen>".to_owned(),
                since: "1".to_owned(),
                known: "<Tveit>".to_owned(),
                to: "Kari <Berg>".to_owned(),
                why: "<local>".to_owned(),
            })
            .into_iter()
            .collect(),
        more: is_full.then(|| "7".to_owned()),
        loads: is_full
            .then(|| LoadView {
                name: "Kari <Berg>".to_owned(),
                profession: "1".to_owned(),
                before: 3,
                gets: 2,
                after: 5,
                limit: 30,
                is_over: false,
            })
            .into_iter()
            .collect(),
        shell: shell.clone(),
    };
    [page(true), page(false)]
        .map(|page| page.render().unwrap())
        .into()
}
