//! `/reports/saved`: reports that are made for each period that ends, and what was made.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use uuid::Uuid;

use super::{figures, file, period_words, sheet};
use crate::app::report::admit;
use crate::app::report::saved::{self, Listed, Shown, Wish};
use crate::app::{App, AppError};
use crate::domain::ids::{SavedReportId, UnitId};
use crate::domain::report::period::Span;
use crate::domain::report::{Book, Period};
use crate::domain::time;
use crate::http::Server;
use crate::web::components::Segment;
use crate::web::form::Nothing;
use crate::web::{Fault, Form, Reader, Shell, Text, render};

const ADDRESS: &str = "/reports/saved";

pub(super) fn routes() -> Router<Server> {
    Router::new()
        .route(ADDRESS, get(list).post(ask))
        .route("/reports/saved/{report}/end", post(end))
        .route("/reports/saved/{report}/{period}", get(show))
        .route("/reports/saved/{report}/{period}/csv", get(csv))
        .route("/reports/saved/{report}/{period}/xlsx", get(xlsx))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    report: String,
    unit: String,
    span: String,
}

impl Sent {
    fn wish(&self) -> Result<Wish, AppError> {
        let invalid = |field, expected: &str| AppError::InvalidInput {
            field,
            expected: expected.to_owned(),
        };
        let unit = match self.unit.as_str() {
            "" => None,
            unit => {
                let unit: Result<Uuid, _> = unit.parse();
                Some(UnitId(unit.map_err(|_| AppError::NotFound("unit"))?))
            }
        };
        Ok(Wish {
            book: Book::of_code(&self.report)
                .ok_or_else(|| invalid("report", "continuity, turnover, handovers or flags"))?,
            unit,
            span: Span::of_code(&self.span)
                .ok_or_else(|| invalid("span", "month, quarter or year"))?,
        })
    }
}

async fn list(State(app): State<App>, reader: Reader) -> Result<Response, Fault> {
    let listed = saved::list(&app, &reader.actor()).await?;
    Ok(render(&Page::new(reader.shell, &app, listed)))
}

async fn ask(
    State(app): State<App>,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    admit(&reader.actor())?;
    saved::ask_for(&app, &reader.actor(), sent.wish()?).await?;
    Ok(Redirect::to(ADDRESS).into_response())
}

async fn end(
    State(app): State<App>,
    reader: Reader,
    Path(report): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Fault> {
    admit(&reader.actor())?;
    saved::end(&app, &reader.actor(), id(&report)?).await?;
    Ok(Redirect::to(ADDRESS).into_response())
}

fn id(text: &str) -> Result<SavedReportId, AppError> {
    let id = text
        .parse()
        .map_err(|_| AppError::NotFound("saved report"))?;
    Ok(SavedReportId(id))
}

async fn made(
    app: &App,
    reader: &Reader,
    (report, period): &(String, String),
) -> Result<Shown, AppError> {
    admit(&reader.actor())?;
    let period: Period = period
        .parse()
        .map_err(|_| AppError::NotFound("saved report"))?;
    saved::show(app, &reader.actor(), id(report)?, period).await
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(which): Path<(String, String)>,
) -> Result<Response, Fault> {
    let shown = made(&app, &reader, &which).await?;
    let text = reader.shell.text;
    let at = text.time(shown.snapshot.recorded_at, app.zone);
    let mut words = text.with("report-kept", [("at", at.into())]);
    words.push(' ');
    words += &match shown.snapshot.policy {
        Some(version) => text.with(
            "report-kept-policy",
            [("version", version.0.to_string().into())],
        ),
        None => text.say("report-kept-defaults"),
    };
    Ok(render(&figures::Page::kept(reader.shell, &shown, words)))
}

async fn csv(
    State(app): State<App>,
    reader: Reader,
    Path(which): Path<(String, String)>,
) -> Result<Response, Fault> {
    let shown = made(&app, &reader, &which).await?;
    let kind = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
    let content = sheet::csv(&shown.answer)?;
    Ok(file(kind, shown.saved.book, "csv", content))
}

async fn xlsx(
    State(app): State<App>,
    reader: Reader,
    Path(which): Path<(String, String)>,
) -> Result<Response, Fault> {
    let shown = made(&app, &reader, &which).await?;
    let kind = HeaderValue::from_static(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    );
    let kept = Some(&shown.snapshot.kept);
    let content = sheet::xlsx(&shown.answer, kept, reader.shell.text)?;
    Ok(file(kind, shown.saved.book, "xlsx", content))
}

#[derive(Debug, Template)]
#[template(path = "reports/saved.html")]
struct Page {
    shell: Shell,
    books: Vec<Segment>,
    rows: Vec<Row>,
}

/// One definition, in words.
#[derive(Debug)]
struct Row {
    title: String,
    asked: String,
    /// Where each is that was made, over which period, and when it was made.
    made: Vec<(String, String, String)>,
    /// Where it is ended; `None` is over.
    end: Option<String>,
    end_label: String,
}

impl Page {
    fn new(shell: Shell, app: &App, listed: Vec<Listed>) -> Self {
        let text = shell.text;
        Self {
            books: super::books(None, "", text),
            rows: listed
                .into_iter()
                .map(|one| row(one, app.zone, text))
                .collect(),
            shell,
        }
    }
}

fn row(listed: Listed, zone: chrono_tz::Tz, text: Text) -> Row {
    let saved = listed.saved;
    let name = listed.name.unwrap_or_else(|| text.say("report-whole"));
    let title = text.with(
        "report-saved-row",
        [
            ("report", text.word("report-book", saved.book.code()).into()),
            ("unit", name.into()),
            ("span", text.word("report-span", saved.span.code()).into()),
        ],
    );
    let day = |at| text.date(time::local_date(at, zone));
    let mut asked = text.with(
        "report-saved-asked",
        [
            ("on", day(saved.recorded_at).into()),
            ("who", author(&saved.author).into()),
        ],
    );
    if let Some(at) = saved.ended_at {
        asked.push(' ');
        asked += &text.with("report-saved-over", [("on", day(at).into())]);
    }
    let id = saved.id.0;
    let made = listed.made.iter().map(|made| {
        (
            format!("{ADDRESS}/{id}/{}", made.period),
            period_words(made.period, text),
            text.with("report-saved-made", [("on", day(made.recorded_at).into())]),
        )
    });
    Row {
        asked,
        made: made.collect(),
        end: saved
            .ended_at
            .is_none()
            .then(|| format!("{ADDRESS}/{id}/end")),
        end_label: text.with("report-saved-end-label", [("report", title.clone().into())]),
        title,
    }
}

/// Who asked, as they are called.
fn author(author: &str) -> String {
    author.strip_prefix("account:").unwrap_or(author).to_owned()
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use crate::app::report::saved::{Made, Saved};

    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 2).unwrap_or_default();
    let at = time::start_of_day(day, chrono_tz::Europe::Oslo);
    let listed = |n, ended_at| Listed {
        saved: Saved {
            id: SavedReportId(Uuid::from_u128(n)),
            book: Book::Handovers,
            unit: None,
            span: Span::Month,
            author: "account:manager".to_owned(),
            recorded_at: at,
            ended_at,
        },
        name: None,
        made: vec![Made {
            saved: SavedReportId(Uuid::from_u128(n)),
            period: "2025-12".parse().unwrap(),
            recorded_at: at,
        }],
    };
    let text = shell.text;
    let zone = chrono_tz::Europe::Oslo;
    [vec![listed(1, None), listed(2, Some(at))], Vec::new()]
        .map(|listed| {
            let page = Page {
                shell: shell.clone(),
                books: super::books(None, "", text),
                rows: listed.into_iter().map(|one| row(one, zone, text)).collect(),
            };
            page.render().unwrap()
        })
        .into()
}
