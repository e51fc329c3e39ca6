//! `/language`: wordings that are hinted at, for administrators.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::app::language::{self, Kept};
use crate::app::{App, AppError};
use crate::domain::language::{Lang, Local, shipped};
use crate::http::Server;
use crate::web::components::Notice;
use crate::web::{Fault, Form, Reader, Shell, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/language", get(show).post(change))
}

/// A wording that ships.
#[derive(Debug, Clone)]
struct Shipped {
    term: String,
    why: String,
    instead: String,
    is_hidden: bool,
}

/// A wording of the service's own.
#[derive(Debug, Clone)]
struct Own {
    id: String,
    lang: String,
    term: String,
    why: String,
    instead: String,
    is_hidden: bool,
}

/// The wordings of a language.
#[derive(Debug, Clone)]
struct Group {
    code: &'static str,
    name: &'static str,
    terms: Vec<Shipped>,
}

/// What a form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Sent {
    act: String,
    id: String,
    lang: String,
    term: String,
    why: String,
    instead: String,
}

#[derive(Debug, Template)]
#[template(path = "language.html")]
struct Page {
    shell: Shell,
    notice: Option<Notice>,
    own: Vec<Own>,
    groups: Vec<Group>,
    typed: Sent,
    fault: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: String,
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let kept = language::list(&app, &reader.actor()).await?;
    let text = reader.shell.text;
    let mut page = page(reader.shell, &kept);
    if asked.done == "changed" {
        page.notice = Some(Notice {
            heading: text.say("handing-language-changed"),
            ..Notice::default()
        });
    }
    Ok(render(&page))
}

async fn change(
    State(app): State<App>,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let actor = reader.actor();
    let lang = if sent.lang == "nb" {
        Lang::Nb
    } else {
        Lang::En
    };
    let local = Local {
        lang,
        term: sent.term.clone(),
        why: sent.why.clone(),
        instead: sent
            .instead
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(ToOwned::to_owned)
            .collect(),
        is_hidden: sent.act == "hide",
    };
    let done = match sent.act.as_str() {
        "add" | "hide" => language::put(&app, &actor, &local).await,
        "remove" => {
            let id = uuid::Uuid::parse_str(&sent.id).map_err(|_| Fault::not_found())?;
            language::remove(&app, &actor, id).await
        }
        // Whoever may not does not learn what may be sent.
        _ => {
            language::list(&app, &actor).await?;
            return Err(Fault::of("invalid_input", "The form names no act."));
        }
    };
    match done {
        Ok(()) => Ok(Redirect::to("/language?done=changed").into_response()),
        Err(AppError::InvalidInput { .. }) => {
            let kept = language::list(&app, &actor).await?;
            let text = reader.shell.text;
            let mut page = page(reader.shell, &kept);
            page.fault = Some(text.count("handing-language-wrong", language::WORDS_MAX as u64));
            page.typed = sent;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(shell: Shell, kept: &[Kept]) -> Page {
    let is_hidden = |lang: Lang, term: &str| {
        kept.iter().any(|kept| {
            let local = &kept.local;
            local.is_hidden
                && local.lang == lang
                && local.term.to_lowercase() == term.to_lowercase()
        })
    };
    let groups = [(Lang::En, "English"), (Lang::Nb, "Norsk bokmål")];
    let groups = groups.map(|(lang, name)| Group {
        code: lang.code(),
        name,
        terms: shipped()
            .iter()
            .filter(|term| term.lang == lang)
            .map(|term| Shipped {
                is_hidden: is_hidden(lang, &term.term),
                term: term.term.clone(),
                why: term.why.clone(),
                instead: term.instead.join(" / "),
            })
            .collect(),
    });
    let own = kept.iter().map(|kept| Own {
        id: kept.id.to_string(),
        lang: kept.local.lang.code().to_owned(),
        term: kept.local.term.clone(),
        why: kept.local.why.clone(),
        instead: kept.local.instead.join(" / "),
        is_hidden: kept.local.is_hidden,
    });
    Page {
        shell,
        notice: None,
        own: own.collect(),
        groups: groups.into(),
        typed: Sent::default(),
        fault: None,
    }
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let own = |is_hidden| Own {
        id: "1".to_owned(),
        lang: "en".to_owned(),
        term: "<Moen>".to_owned(),
        why: "<Tveit>".to_owned(),
        instead: "<Moen>".to_owned(),
        is_hidden,
    };
    let page = Page {
        own: vec![own(false), own(true)],
        typed: Sent {
            term: "<Moen>".to_owned(),
            ..Sent::default()
        },
        fault: Some(text.count("handing-language-wrong", 200)),
        notice: Some(Notice {
            heading: text.say("handing-language-changed"),
            ..Notice::default()
        }),
        ..page(shell.clone(), &[])
    };
    vec![page.render().unwrap()]
}
