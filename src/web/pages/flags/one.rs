//! `/patients/{id}/flags/{flag}`: one flag, the rule in words, what happened, and what can be done.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::act::address_of;
use super::{Done, WasDone};
use crate::app::App;
use crate::app::flags::{self, Address, Shown};
use crate::domain::time;
use crate::web::components::Notice;
use crate::web::flag_card::{Back, Card};
use crate::web::flag_forms::{Doing, Typed};
use crate::web::flag_words::Teller;
use crate::web::header::Header;
use crate::web::{Fault, Reader, Shell, flag_rule, render};

#[derive(Debug, Template)]
#[template(path = "flags/one.html")]
struct Page {
    shell: Shell,
    header: Header,
    card: Card,
    done: Option<Done>,
    notice: Option<Notice>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((patient, flag)): Path<(String, String)>,
    Query(was_done): Query<WasDone>,
) -> Result<Response, Fault> {
    let address = address_of(&patient, &flag)?;
    let shown = flags::show(&app, &reader.actor(), address, "flag.show").await?;
    let done = was_done.say(reader.shell.text);
    Ok(render(&Page {
        done,
        ..page(reader.shell, &shown, Back::Flag)
    }))
}

/// The page once more with what was typed: it could not be used, or somebody else was first.
pub(super) async fn refused(
    app: &App,
    reader: Reader,
    address: Address,
    typed: &Typed,
    status: StatusCode,
    back: Back,
) -> Result<Response, Fault> {
    let shown = flags::show(app, &reader.actor(), address, "flag.show").await?;
    let mut page = page(reader.shell, &shown, back);
    let lives = shown.stored.cleared_at.is_none();
    let text = page.shell.text;
    let say = |heading: &str, more: &str| Notice {
        heading: text.say(heading),
        text: text.say(more),
        is_wrong: true,
    };
    page.notice = match status {
        StatusCode::PRECONDITION_FAILED => Some(say("life-outdated", "life-outdated-more")),
        StatusCode::CONFLICT => Some(say("life-not-possible", "life-not-possible-more")),
        _ => Some(say("life-wrong", "life-wrong-more")),
    };
    let today = time::local_date(shown.opened.now, shown.opened.directory.service_zone);
    page.card.doing = lives.then(|| Doing::new(&shown.stored, &shown.flag, today, typed, text));
    Ok(render(&page))
}

fn page(shell: Shell, shown: &Shown, back: Back) -> Page {
    let opened = &shown.opened;
    let case = opened.case();
    let teller = Teller {
        text: shell.text,
        directory: &opened.directory,
        policy: &shown.thresholds.policy,
        today: case.today,
    };
    let patient = opened.patient.reference.id.0.to_string();
    let card = Card {
        rule: flag_rule::sentences(shown.flag.code, &shown.thresholds, case.zone, shell.text),
        ..Card::new(&teller, patient, &shown.flag, Some(&shown.stored), back)
    };
    Page {
        header: Header::new(opened, &case, shell.text),
        card: card.with_history(&shown.events, &teller),
        done: None,
        notice: None,
        shell,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use super::mine::sample;

    let text = shell.text;
    let mut wrong = sample(shell, 0);
    wrong.name = None;
    let header = Header {
        patient: wrong.patient.clone(),
        name: "Hedda <Moen>".to_owned(),
        phrase: "22".to_owned(),
        identity: "<local>".to_owned(),
    };
    let page = |card: Card, notice| Page {
        shell: shell.clone(),
        header: header.clone(),
        card,
        done: None,
        notice,
    };
    let notice = Notice {
        heading: text.say("life-outdated"),
        text: text.say("life-outdated-more"),
        is_wrong: true,
    };
    let pages = [page(wrong, Some(notice)), page(sample(shell, 1), None)];
    pages.map(|page| page.render().unwrap()).into()
}
