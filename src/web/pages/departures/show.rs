//! `/reports/departure`: what a departure would break, another choice, and two plans beside each other.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::Pick;
use super::asked::Asked;
use super::compared::ComparedView;
use super::drawn::{PlanView, heading};
use crate::app::departures::{self, Comparison, Confirming, Leaving, Offered, Plan};
use crate::app::recording::Once;
use crate::app::{App, AppError};
use crate::web::components::Notice;
use crate::web::pages::recording::new_key;
use crate::web::pages::story::Pairs;
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

#[derive(Debug, Template)]
#[template(path = "departures/departure.html")]
struct Page {
    shell: Shell,
    title: String,
    notice: Option<Notice>,
    people: Vec<Pick>,
    units: Vec<Pick>,
    on: String,
    than: String,
    /// What every form about this departure carries.
    fields: Vec<(String, String)>,
    plan: Option<PlanView>,
    compared: Option<ComparedView>,
    /// What was decided about patients.
    chosen: Vec<(String, String)>,
    /// The key under which a plan is confirmed once.
    key: String,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Fault> {
    let asked = Asked::of(&pairs);
    answer(&app, reader, &asked).await
}

pub(super) async fn send(
    State(app): State<App>,
    reader: Reader,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Fault> {
    departures::admit(&reader.actor())?;
    let asked = Asked::of(&pairs);
    if asked.is_empty() {
        let notice = wrong("professional", reader.shell.text);
        return refused(&app, reader, &asked, notice).await;
    }
    if asked.act == "confirm" {
        return confirm(&app, reader, &asked).await;
    }
    answer(&app, reader, &asked).await
}

/// Confirms the plan that was looked at. Where it is another one by now, that is shown instead.
async fn confirm(app: &App, reader: Reader, asked: &Asked) -> Result<Response, Fault> {
    let text = reader.shell.text;
    let leaving = match asked.leaving() {
        Ok(leaving) => leaving,
        Err(field) => return refused(app, reader, asked, wrong(field, text)).await,
    };
    let confirming = Confirming {
        leaving,
        mark: asked.mark.clone(),
        once: Once::of(&asked.key),
    };
    match departures::confirm(app, &reader.actor(), &confirming).await {
        Ok(done) => {
            let (endings, drafts) = (done.endings, done.drafts);
            let there = format!("/reports/departure/plans?endings={endings}&drafts={drafts}");
            Ok(Redirect::to(&there).into_response())
        }
        Err(AppError::Outdated(_)) => {
            let offered = departures::offered(app, &reader.actor()).await?;
            let notice = Notice {
                heading: text.say("leaving-outdated"),
                text: text.say("leaving-outdated-more"),
                is_wrong: true,
            };
            match think(app, &reader, asked).await {
                Ok(thought) => {
                    let thought = Some(&thought);
                    let key = new_key(app);
                    let page = Page::new(reader.shell, &offered, asked, thought, Some(notice), key);
                    Ok((StatusCode::PRECONDITION_FAILED, render(&page)).into_response())
                }
                Err(Refused::Error(error)) => Err(error.into()),
                Err(Refused::Field(field)) => refused(app, reader, asked, wrong(field, text)).await,
            }
        }
        Err(AppError::InvalidInput { field, .. }) => {
            refused(app, reader, asked, wrong(field, text)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What was thought through.
struct Thought {
    plan: Plan,
    compared: Option<(Comparison, [String; 2])>,
}

/// The plan that is asked for, beside another where there is one: another day, or what is suggested where something
/// else was decided.
async fn think(app: &App, reader: &Reader, asked: &Asked) -> Result<Thought, Refused> {
    let (actor, text) = (reader.actor(), reader.shell.text);
    let leaving = asked.leaving()?;
    let other_day = asked.other_day()?;
    let plan = departures::plan(app, &actor, &leaving).await?;
    let other = match other_day {
        Some(other) => Some((other, "leaving-compare-day")),
        None if !leaving.choices.is_empty() => {
            let choices = std::collections::BTreeMap::new();
            Some((Leaving { choices, ..leaving }, "leaving-compare-suggested"))
        }
        None => None,
    };
    let Some((other, key)) = other else {
        return Ok(Thought {
            plan,
            compared: None,
        });
    };
    let date = |plan: &Plan| [("date", text.date(plan.departure.on).into())];
    let other = departures::plan(app, &actor, &other).await?;
    let own = if asked.choices.is_empty() {
        "leaving-compare-day"
    } else {
        "leaving-compare-own"
    };
    let heads = [text.with(own, date(&plan)), text.with(key, date(&other))];
    let both = Comparison::of([plan.clone(), other]);
    Ok(Thought {
        plan,
        compared: Some((both, heads)),
    })
}

/// Why there is no plan: a field of the form, or something that the page has no words for.
enum Refused {
    Field(&'static str),
    Error(AppError),
}

impl From<&'static str> for Refused {
    fn from(field: &'static str) -> Self {
        Self::Field(field)
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        match error {
            AppError::InvalidInput { field, .. } => Self::Field(field),
            error => Self::Error(error),
        }
    }
}

async fn answer(app: &App, reader: Reader, asked: &Asked) -> Result<Response, Fault> {
    let offered = departures::offered(app, &reader.actor()).await?;
    if asked.is_empty() && asked.wrong.is_none() {
        let page = Page::new(reader.shell, &offered, asked, None, None, new_key(app));
        return Ok(render(&page));
    }
    match think(app, &reader, asked).await {
        Ok(thought) => {
            let page = Page::new(
                reader.shell,
                &offered,
                asked,
                Some(&thought),
                None,
                new_key(app),
            );
            Ok(render(&page))
        }
        Err(Refused::Error(error)) => Err(error.into()),
        Err(Refused::Field(field)) => {
            let notice = wrong(field, reader.shell.text);
            refused(app, reader, asked, notice).await
        }
    }
}

/// The form again, with what is wrong.
async fn refused(
    app: &App,
    reader: Reader,
    asked: &Asked,
    notice: Notice,
) -> Result<Response, Fault> {
    let offered = departures::offered(app, &reader.actor()).await?;
    let page = Page::new(
        reader.shell,
        &offered,
        asked,
        None,
        Some(notice),
        new_key(app),
    );
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
}

fn wrong(field: &str, text: Text) -> Notice {
    let more = match field {
        "on" | "than" => "leaving-wrong-on",
        "unit" => "leaving-wrong-unit",
        "successor" => "leaving-wrong-successor",
        _ => "leaving-wrong-professional",
    };
    Notice {
        heading: text.say("leaving-wrong"),
        text: text.say(more),
        is_wrong: true,
    }
}

impl Page {
    fn new(
        shell: Shell,
        offered: &Offered,
        asked: &Asked,
        thought: Option<&Thought>,
        notice: Option<Notice>,
        key: String,
    ) -> Self {
        let text = shell.text;
        let directory = &offered.directory;
        let people = offered.people.iter().map(|one| {
            let at = one
                .units
                .iter()
                .map(|unit| names::unit(directory, *unit, text));
            let at: Vec<String> = at.collect();
            let name = names::professional(directory, one.professional, text);
            Pick {
                value: one.professional.0.to_string(),
                label: format!("{name}, {}", names::enumeration(text, &at)),
                is_chosen: asked.who.contains(&one.professional),
            }
        });
        let units = offered.units.iter().map(|unit| Pick {
            value: unit.0.to_string(),
            label: names::unit(directory, *unit, text),
            is_chosen: asked.unit == Some(*unit),
        });
        let chosen = asked.chosen();
        Self {
            title: match thought {
                Some(thought) => heading(&thought.plan, text),
                None => text.say("leaving-title"),
            },
            notice,
            people: people.collect(),
            units: units.collect(),
            on: asked.on.clone(),
            than: asked.than.clone(),
            fields: asked.fields(),
            plan: thought.map(|thought| PlanView::new(&thought.plan, &chosen, text)),
            compared: thought
                .and_then(|thought| thought.compared.as_ref())
                .map(|(both, heads)| ComparedView::new(both, heads.clone(), text)),
            chosen,
            key,
            shell,
        }
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use super::LoadView;
    use super::drawn::RowView;
    let pick = |value: &str| Pick {
        value: value.to_owned(),
        label: "Kari <Berg>, <FACT>".to_owned(),
        is_chosen: value == "b",
    };
    let row = |n: u32| RowView {
        name: "Hedda <Moen>".to_owned(),
        tie: "4".to_owned(),
        width: n,
        is_thread: n > 50,
        others: "<Tveit> (7)".to_owned(),
        next: "Kari <Berg>".to_owned(),
        why: "7".to_owned(),
        coverage: ["1".to_owned(), "2".to_owned()],
        coc: ["3".to_owned(), String::new()],
        field: format!("to-{n}"),
        label: "Hedda <Moen>".to_owned(),
        options: vec![pick(""), pick("b")],
    };
    let two = || ["1".to_owned(), "<Moen>".to_owned()];
    let page = |is_full: bool| Page {
        title: shell.text.say("leaving-title"),
        notice: (!is_full).then(|| wrong("on", shell.text)),
        people: vec![pick("a"), pick("b")],
        units: vec![pick("c")],
        on: "2026-05-01".to_owned(),
        than: String::new(),
        fields: vec![("who".to_owned(), "b".to_owned())],
        plan: is_full.then(|| PlanView {
            figures: vec![("17".to_owned(), "<b>".to_owned())],
            rows: vec![row(90), row(30)],
            loads: vec![LoadView {
                name: "Kari <Berg>".to_owned(),
                profession: "1".to_owned(),
                before: 3,
                gets: 2,
                after: 5,
                limit: 4,
                is_over: true,
            }],
            unplaced: vec![("Hedda <Moen>".to_owned(), "<local>".to_owned())],
            confirm: "17".to_owned(),
            mark: "<b>".to_owned(),
        }),
        compared: is_full.then(|| ComparedView {
            heads: two(),
            rows: vec![("n".to_owned(), two())],
            differences: vec![("Hedda <Moen>".to_owned(), two())],
        }),
        chosen: vec![("to-9".to_owned(), "nobody".to_owned())],
        key: "0190".to_owned(),
        shell: shell.clone(),
    };
    [page(true), page(false)]
        .map(|page| page.render().unwrap())
        .into()
}
