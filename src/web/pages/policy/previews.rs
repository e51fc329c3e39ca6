//! What a change would change: as part of the form, and as a page of its own while everyone is
//! looked at.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use uuid::Uuid;

use super::found::Found;
use super::{address, words};
use crate::app::App;
use crate::app::policy::preview::{self, Stand, State as Where};
use crate::app::policy::{self, Shown};
use crate::web::components::{Field, Notice};
use crate::web::{Fault, Reader, Shell, render};

/// A preview over everyone.
#[derive(Debug, Template)]
#[template(path = "policy/preview.html")]
pub(super) struct PreviewPage {
    shell: Shell,
    state: &'static str,
    here: String,
    back: String,
    asked: String,
    /// The unit, where it is for one.
    unit: Option<String>,
    changes: Vec<String>,
    /// While it goes on: patients looked at, in all, and both in words.
    going: Option<(u64, u64, String)>,
    notice: Option<Notice>,
    found: Option<Found>,
    /// What is sent with the form that saves the change.
    kept: Vec<(String, String)>,
    reason: String,
    valid_from: Field,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let actor = reader.actor();
    let stand = preview::stand(&app, &actor, id).await?;
    let shown = policy::show(&app, &actor, stand.wish.unit, None).await?;
    Ok(render(&PreviewPage::new(reader.shell, &stand, &shown)))
}

impl PreviewPage {
    fn new(shell: Shell, stand: &Stand, shown: &Shown) -> Self {
        let text = shell.text;
        let zone = shown.directory.service_zone;
        let wish = &stand.wish;
        let unit = wish.unit.and_then(|unit| shown.directory.units.get(&unit));
        let going = (stand.state == Where::Running).then(|| {
            let words = text.with(
                "policy-exact-of",
                [("n", stand.done.into()), ("of", stand.patients.into())],
            );
            (stand.done, stand.patients.max(1), words)
        });
        let is_lost = matches!(stand.state, Where::Failed | Where::BrokenOff);
        let mut changes = words::changes(&wish.change, &shown.policy, text);
        if wish.takes_back {
            changes.push(text.say("policy-history-taken-back"));
        }
        Self {
            state: stand.state.code(),
            here: format!("/policy/previews/{}", stand.id),
            back: address(wish.unit),
            asked: text.with(
                "policy-exact-asked",
                [
                    ("time", text.time(stand.recorded_at, zone).into()),
                    ("who", words::who(&stand.author, text).into()),
                ],
            ),
            unit: unit.map(|unit| unit.name.clone()),
            changes,
            going,
            notice: is_lost.then(|| Notice {
                heading: text.word("policy-exact", stand.state.code()),
                text: text.say("policy-exact-again"),
                is_wrong: true,
            }),
            found: match &stand.state {
                Where::Done(exact) => Some(Found::exact(exact, text)),
                _ => None,
            },
            kept: kept(stand),
            reason: wish.reason.clone(),
            valid_from: Field {
                name: "valid_from",
                kind: "datetime-local",
                label: text.say("policy-valid-from"),
                hint: Some(text.say("policy-valid-from-hint")),
                value: wish.valid_from.map_or_else(String::new, |from| {
                    let local = from.with_timezone(&zone);
                    local.format("%Y-%m-%dT%H:%M").to_string()
                }),
                ..Field::default()
            },
            shell,
        }
    }

    fn say(&self, key: &str) -> String {
        self.shell.text.say(&format!("policy-{key}"))
    }

    fn heading(&self) -> String {
        self.shell.text.word("policy-exact", self.state)
    }
}

/// The change, as the form of the thresholds sends it.
fn kept(stand: &Stand) -> Vec<(String, String)> {
    let wish = &stand.wish;
    let mut kept = vec![
        (
            "unit".to_owned(),
            wish.unit
                .map_or_else(String::new, |unit| unit.0.to_string()),
        ),
        ("mark".to_owned(), wish.seen.unwrap_or_default().to_string()),
        (
            "action".to_owned(),
            if wish.takes_back { "take_back" } else { "save" }.to_owned(),
        ),
    ];
    for (threshold, amount) in wish.change.iter() {
        kept.push((threshold.key.to_owned(), words::typed(threshold, amount)));
    }
    kept
}

/// Under way, done, and broken off.
#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let page = |state: &'static str| PreviewPage {
        shell: shell.clone(),
        state,
        here: "/policy/previews/0190".to_owned(),
        back: "/policy".to_owned(),
        asked: text.say("policy-exact-look"),
        unit: Some("<FACT>".to_owned()),
        changes: vec!["<b>".to_owned()],
        going: None,
        notice: None,
        found: None,
        kept: vec![("fu_days_2".to_owned(), "<9>".to_owned())],
        reason: "<b>".to_owned(),
        valid_from: Field::default(),
    };
    let going = PreviewPage {
        going: Some((250, 1_000, "250".to_owned())),
        ..page("running")
    };
    let done = PreviewPage {
        found: Some(Found::sample(text)),
        ..page("done")
    };
    let lost = PreviewPage {
        notice: Some(Notice {
            heading: text.say("policy-exact-broken_off"),
            text: text.say("policy-exact-again"),
            is_wrong: true,
        }),
        ..page("broken_off")
    };
    [going, done, lost]
        .iter()
        .map(|page| page.render().unwrap())
        .collect()
}
