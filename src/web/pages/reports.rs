//! `/reports/flags`: how many flags each rule raised, and what became of them. And what reports over a
//! period say.

mod continuity;
mod sheet;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use crate::app::App;
use crate::app::report::{self, Cell, JUDGED_DAYS, Noise, NoiseRow};
use crate::domain::time;
use crate::http::Server;
use crate::web::components::Segment;
use crate::web::{Fault, Reader, Shell, Text, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/reports/flags", get(show))
        .merge(continuity::routes())
}

/// How far back the page can look.
const DAYS: [u32; 3] = [30, JUDGED_DAYS, 365];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    days: String,
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let days = DAYS.into_iter().find(|days| days.to_string() == asked.days);
    let days = days.unwrap_or(JUDGED_DAYS);
    let noise = report::noise(&app, &reader.actor(), days, None).await?;
    let period = (
        time::local_date(noise.from, app.zone),
        time::local_date(noise.to, app.zone),
    );
    Ok(render(&Page::new(reader.shell, days, period, &noise)))
}

#[derive(Debug, Template)]
#[template(path = "flags/report.html")]
struct Page {
    shell: Shell,
    lead: String,
    segments: Vec<Segment>,
    rows: Vec<Row>,
    proposed: Vec<String>,
}

/// One rule, every number in words already.
#[derive(Debug)]
struct Row {
    rule: String,
    fired: String,
    acted_on: String,
    snoozed: String,
    not_applicable: String,
    share: String,
}

impl Page {
    fn new(
        shell: Shell,
        days: u32,
        (from, to): (chrono::NaiveDate, chrono::NaiveDate),
        noise: &Noise,
    ) -> Self {
        let text = shell.text;
        let key = if noise.is_everything {
            "life-noise-lead"
        } else {
            "life-noise-lead-units"
        };
        let title = |row: &NoiseRow| text.say(&format!("flag-{}-title", row.code));
        let proposed = noise.rows.iter().filter(|row| row.is_proposed);
        Self {
            lead: text.with(
                key,
                [
                    ("from", text.date(from).into()),
                    ("to", text.date(to).into()),
                ],
            ),
            segments: DAYS
                .into_iter()
                .map(|each| Segment {
                    href: format!("/reports/flags?days={each}"),
                    label: text.count("life-noise-days", each.into()),
                    is_chosen: each == days,
                })
                .collect(),
            rows: noise
                .rows
                .iter()
                .map(|row| view(row, title(row), text))
                .collect(),
            proposed: proposed.map(title).collect(),
            shell,
        }
    }
}

fn view(row: &NoiseRow, rule: String, text: Text) -> Row {
    let cell = |cell: Cell| match cell.shown() {
        Some(count) => count.to_string(),
        None => text.say("life-noise-few"),
    };
    let hidden = || text.say("life-noise-not-told");
    Row {
        rule,
        fired: cell(row.fired),
        acted_on: row
            .became
            .map_or_else(hidden, |became| cell(became.acted_on)),
        snoozed: row
            .became
            .map_or_else(hidden, |became| cell(became.snoozed)),
        not_applicable: row
            .became
            .map_or_else(hidden, |became| cell(became.not_applicable)),
        share: row
            .became
            .and_then(|became| became.share)
            .map_or_else(hidden, |share| format!("{share}\u{a0}%")),
    }
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    use crate::app::report::Became;

    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default();
    let at = time::start_of_day(day, chrono_tz::Europe::Oslo);
    let row = |code, fired, is_proposed, became| NoiseRow {
        code,
        fired: Cell::of(fired),
        became,
        is_proposed,
    };
    let became = Became {
        acted_on: Cell::of(7),
        snoozed: Cell::of(1),
        not_applicable: Cell::of(12),
        share: Some(60),
    };
    let noise = |is_everything, rows| Noise {
        from: at,
        to: at,
        is_everything,
        rows,
    };
    let rows = vec![
        row("no_crisis_plan", 20, true, Some(became)),
        row("alliance_drop", 9, false, None),
    ];
    let mut pages = continuity::samples(shell);
    pages.extend([noise(true, rows), noise(false, Vec::new())].map(|noise| {
        let page = Page::new(shell.clone(), 90, (day, day), &noise);
        page.render().unwrap()
    }));
    pages
}
