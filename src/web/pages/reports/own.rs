//! `/account/numbers`: a professional's own numbers, for that professional.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::period_words;
use crate::app::App;
use crate::app::report::{self, Numbers, OwnNumbers};
use crate::http::Server;
use crate::web::{Fault, Reader, Shell, render};

pub(super) fn routes() -> Router<Server> {
    Router::new().route("/account/numbers", get(show))
}

async fn show(State(app): State<App>, reader: Reader) -> Result<Response, Fault> {
    let own = report::own_numbers(&app, &reader.actor()).await?;
    Ok(render(&Page::new(reader.shell, own.as_ref())))
}

#[derive(Debug, Template)]
#[template(path = "reports/own.html")]
struct Page {
    shell: Shell,
    /// What is held now, in a sentence.
    held: String,
    columns: Vec<String>,
    rows: Vec<(String, [usize; 3])>,
}

/// What is told of a quarter: the key of its name, and how it is read.
type Told = (&'static str, fn(&Numbers) -> usize);

const TOLD: [Told; 6] = [
    ("report-own-begun", |numbers| numbers.begun),
    ("report-own-planned", |numbers| numbers.planned),
    ("report-own-unplanned", |numbers| numbers.unplanned),
    ("report-own-offered", |numbers| numbers.offered),
    ("report-own-received", |numbers| numbers.received),
    ("report-own-in-time", |numbers| numbers.in_time),
];

impl Page {
    fn new(shell: Shell, own: Option<&OwnNumbers>) -> Self {
        let text = shell.text;
        let Some(own) = own else {
            return Self {
                shell,
                held: String::new(),
                columns: Vec::new(),
                rows: Vec::new(),
            };
        };
        let quarters = &own.quarters;
        let columns = quarters.iter().zip([true, false, false]);
        let columns = columns.map(|((quarter, _), is_running)| {
            let words = period_words(*quarter, text);
            if is_running {
                text.with("report-own-so-far", [("quarter", words.into())])
            } else {
                words
            }
        });
        Self {
            held: text.with(
                "report-own-held",
                [
                    ("relationships", (own.relationships as u64).into()),
                    ("patients", (own.patients as u64).into()),
                ],
            ),
            columns: columns.collect(),
            rows: TOLD
                .into_iter()
                .map(|(key, read)| {
                    let cells = [0, 1, 2].map(|place: usize| read(&quarters[place].1));
                    (text.say(key), cells)
                })
                .collect(),
            shell,
        }
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let numbers = Numbers {
        begun: 3,
        planned: 2,
        unplanned: 1,
        offered: 9,
        received: 4,
        in_time: 3,
    };
    let quarter = |name: &str| (name.parse().unwrap(), numbers);
    let own = OwnNumbers {
        relationships: 14,
        patients: 13,
        quarters: [quarter("2026-Q1"), quarter("2025-Q4"), quarter("2025-Q1")],
    };
    [Some(&own), None]
        .map(|own| Page::new(shell.clone(), own).render().unwrap())
        .into()
}
