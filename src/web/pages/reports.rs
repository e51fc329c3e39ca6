//! `/reports`: what the records and the flags say about a service over a calendar month, quarter or year.

mod choose;
mod curves;
mod figures;
mod own;
mod rules;
mod saved;
mod sheet;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::report::{self, Answer, Asked};
use crate::app::{App, AppError};
use crate::domain::ids::UnitId;
use crate::domain::report::kept::Definition;
use crate::domain::report::period::Span;
use crate::domain::report::{Book, Period};
use crate::http::Server;
use crate::web::components::Segment;
use crate::web::{Fault, Language, Reader, Text, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/reports/continuity", get(show))
        .route("/reports/continuity.csv", get(csv))
        .route("/reports/continuity.xlsx", get(xlsx))
        .route("/reports/turnover", get(show))
        .route("/reports/turnover.csv", get(csv))
        .route("/reports/turnover.xlsx", get(xlsx))
        .route("/reports/handovers", get(show))
        .route("/reports/handovers.csv", get(csv))
        .route("/reports/handovers.xlsx", get(xlsx))
        .route("/reports/flags", get(show))
        .route("/reports/flags.csv", get(csv))
        .route("/reports/flags.xlsx", get(xlsx))
        .merge(own::routes())
        .merge(saved::routes())
}

/// The report that an address names, with or without the ending of a file.
fn book_of(address: &Uri) -> Result<Book, AppError> {
    let name = address.path().rsplit('/').next().unwrap_or_default();
    let name = name.split('.').next().unwrap_or_default();
    Book::of_code(name).ok_or(AppError::NotFound("report"))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    unit: String,
    period: String,
}

impl Wanted {
    fn asked(&self, book: Book) -> Result<Asked, AppError> {
        let unit = match self.unit.as_str() {
            "" => None,
            unit => {
                let unit: Result<Uuid, _> = unit.parse();
                Some(UnitId(unit.map_err(|_| AppError::NotFound("unit"))?))
            }
        };
        let period = match self.period.as_str() {
            "" => None,
            period => Some(period.parse().map_err(|error| AppError::InvalidInput {
                field: "period",
                expected: format!("{error}"),
            })?),
        };
        Ok(Asked { book, unit, period })
    }
}

async fn answer(
    app: &App,
    reader: &Reader,
    book: Book,
    wanted: &Wanted,
) -> Result<Answer, AppError> {
    report::over_period(app, &reader.actor(), wanted.asked(book)?).await
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    address: Uri,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let book = book_of(&address)?;
    let answer = answer(&app, &reader, book, &wanted).await?;
    Ok(render(&figures::Page::new(reader.shell, &answer)))
}

async fn csv(
    State(app): State<App>,
    reader: Reader,
    address: Uri,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let book = book_of(&address)?;
    let answer = answer(&app, &reader, book, &wanted).await?;
    let kind = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
    Ok(file(kind, book, "csv", sheet::csv(&answer)?))
}

async fn xlsx(
    State(app): State<App>,
    reader: Reader,
    address: Uri,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let book = book_of(&address)?;
    let answer = answer(&app, &reader, book, &wanted).await?;
    let kind = HeaderValue::from_static(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    );
    let content = sheet::xlsx(&answer, None, reader.shell.text)?;
    Ok(file(kind, book, "xlsx", content))
}

fn file(kind: HeaderValue, book: Book, ending: &str, content: Vec<u8>) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, kind);
    let name = format!("attachment; filename=\"{}.{ending}\"", book.code());
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    (headers, content).into_response()
}

/// The ways from one report to the others, of the same unit and period.
fn books(current: Option<Book>, query: &str, text: Text) -> Vec<Segment> {
    let books = Book::ALL.into_iter().map(|book| Segment {
        href: format!("/reports/{}?{query}", book.code()),
        label: text.word("report-book", book.code()),
        is_chosen: current == Some(book),
    });
    let kept = Segment {
        href: "/reports/saved".to_owned(),
        label: text.say("report-saved-title"),
        is_chosen: current.is_none(),
    };
    books.chain([kept]).collect()
}

/// What a measure is called and means, in every language: for reports that are kept.
pub fn definition(code: &str) -> Definition {
    let each = Language::ALL.into_iter().map(|language| {
        let words = figures::words(code, None, Text(language));
        (language.code().to_owned(), words)
    });
    each.collect()
}

fn period_words(period: Period, text: Text) -> String {
    let year = period.from().format("%Y").to_string();
    match period.span() {
        Span::Month => text.month(period.from()),
        Span::Year => year,
        Span::Quarter => text.with(
            "report-quarter",
            [
                ("n", u64::from(period.quarter_of_year()).into()),
                ("year", year.into()),
            ],
        ),
    }
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut pages = figures::samples(shell);
    pages.extend(own::samples(shell));
    pages.extend(saved::samples(shell));
    pages
}
