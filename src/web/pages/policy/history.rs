//! Who changed thresholds, when, why, and what.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::{address, unit_of, words};
use crate::app::App;
use crate::app::policy::{self, Version};
use crate::domain::trajectory::Directory;
use crate::web::components::{Empty, Link};
use crate::web::{Fault, Reader, Shell, Text, render};

/// Whose.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    unit: String,
}

/// Every change, the latest first.
#[derive(Debug, Template)]
#[template(path = "policy/history.html")]
pub(super) struct HistoryPage {
    shell: Shell,
    back: String,
    versions: Vec<Told>,
    empty: Option<Empty>,
}

/// A version in words.
#[derive(Debug)]
struct Told {
    whose: String,
    set: String,
    holds: String,
    is_current: bool,
    reason: String,
    changes: Vec<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let unit = unit_of(&asked.unit)?;
    let (versions, directory) = policy::history(&app, &reader.actor(), unit).await?;
    let text = reader.shell.text;
    let page = HistoryPage {
        back: address(unit),
        empty: versions.is_empty().then(|| Empty {
            what: text.say("policy-history-none"),
            why: text.say("policy-history-none-why"),
            action: Some(Link {
                href: address(unit),
                label: text.say("policy-back"),
            }),
        }),
        versions: versions
            .iter()
            .map(|version| told(version, &directory, text))
            .collect(),
        shell: reader.shell,
    };
    Ok(render(&page))
}

fn told(version: &Version, directory: &Directory, text: Text) -> Told {
    let of = &version.version;
    let zone = directory.service_zone;
    let unit = of.unit.and_then(|unit| directory.units.get(&unit));
    let mut changes = words::changes(&version.changes, &version.before, text);
    if version.takes_back {
        changes.insert(0, text.say("policy-history-taken-back"));
    }
    Told {
        whose: unit.map_or_else(|| text.say("policy-service"), |unit| unit.name.clone()),
        set: text.with(
            "policy-history-set",
            [
                ("time", text.time(of.recorded_at, zone).into()),
                ("who", words::who(&of.author, text).into()),
            ],
        ),
        holds: if version.is_current {
            text.say("policy-history-holds")
        } else {
            let time = text.time(of.valid_from, zone);
            text.with("policy-history-from", [("time", time.into())])
        },
        is_current: version.is_current,
        reason: of.reason.clone(),
        changes,
    }
}

impl HistoryPage {
    fn say(&self, key: &str) -> String {
        self.shell.text.say(&format!("policy-{key}"))
    }
}

/// With changes, and with none.
#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let page = |versions: Vec<Told>| HistoryPage {
        shell: shell.clone(),
        back: "/policy".to_owned(),
        empty: versions.is_empty().then(|| Empty {
            what: text.say("policy-history-none"),
            why: text.say("policy-history-none-why"),
            action: None,
        }),
        versions,
    };
    let told = Told {
        whose: "<FACT>".to_owned(),
        set: text.say("policy-history"),
        holds: text.say("policy-history-holds"),
        is_current: true,
        reason: "<b>".to_owned(),
        changes: vec!["<i>".to_owned()],
    };
    [page(vec![told]), page(Vec::new())]
        .iter()
        .map(|page| page.render().unwrap())
        .collect()
}
