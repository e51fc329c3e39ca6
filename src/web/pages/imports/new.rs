//! The form that files are sent with, and what is wrong with those that were.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentValue;

use super::address;
use crate::app::App;
use crate::app::import::history;
use crate::app::uploads::{self, Asked, FileFault, Problem, Refused, View};
use crate::web::components::{Field, Link, Notice};
use crate::web::{Fault, Reader, Shell, Text, render};

/// Sending files.
#[derive(Debug, Template)]
#[template(path = "imports/new.html")]
pub(super) struct NewPage {
    shell: Shell,
    source: Field,
    mappings: Vec<Choice>,
    limit: String,
    notice: Option<Notice>,
    /// What is wrong with each file.
    faults: Vec<Wrong>,
    /// The upload that has to come to its end first.
    under_way: Option<Link>,
}

#[derive(Debug)]
struct Choice {
    value: &'static str,
    label: String,
    is_chosen: bool,
}

#[derive(Debug)]
struct Wrong {
    file: String,
    sentence: String,
}

/// What a name is that nobody chose.
const USUAL_SOURCE: &str = "local";

pub(super) async fn show(State(app): State<App>, reader: Reader) -> Result<Response, Fault> {
    let current = uploads::current(&app, &reader.actor())?;
    let asked = Asked {
        source: USUAL_SOURCE.to_owned(),
        mapping: String::new(),
    };
    let page = NewPage::new(reader.shell, &app, &asked, current.as_ref());
    Ok(render(&page))
}

/// The form again, with what was typed and why it was not taken.
pub(super) fn again(app: &App, reader: Reader, asked: &Asked, refused: Refused) -> Response {
    let status = match &refused {
        Refused::App(_) => return refuse(refused),
        Refused::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Refused::UnderWay => StatusCode::CONFLICT,
        Refused::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        Refused::Stopping => StatusCode::SERVICE_UNAVAILABLE,
        Refused::NoFiles | Refused::TooMany(_) | Refused::SourceName | Refused::Files(_) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let current = uploads::current(app, &reader.actor()).ok().flatten();
    let mut page = NewPage::new(reader.shell, app, asked, current.as_ref());
    page.tell(refused);
    (status, render(&page)).into_response()
}

fn refuse(refused: Refused) -> Response {
    match refused {
        Refused::App(error) => Fault::from(error).into_response(),
        _ => Fault::not_found().into_response(),
    }
}

impl NewPage {
    fn new(shell: Shell, app: &App, asked: &Asked, current: Option<&View>) -> Self {
        let text = shell.text;
        let own = Choice {
            value: "",
            label: text.say("imports-mapping-none"),
            is_chosen: asked.mapping.is_empty(),
        };
        let shipped = uploads::mappings().into_iter().map(|name| Choice {
            value: name,
            label: name.to_owned(),
            is_chosen: asked.mapping == name,
        });
        Self {
            source: Field {
                name: "source",
                kind: "text",
                label: text.say("imports-source"),
                hint: Some(text.say("imports-source-hint")),
                value: asked.source.clone(),
                is_required: true,
                ..Field::default()
            },
            mappings: std::iter::once(own).chain(shipped).collect(),
            limit: text.count(
                "imports-files-limit",
                app.uploads.settings().most_bytes / 1_000_000,
            ),
            notice: None,
            faults: Vec::new(),
            under_way: current
                .filter(|view| view.state.is_under_way())
                .map(|view| Link {
                    href: address(view.id),
                    label: text.say("imports-under-way-look"),
                }),
            shell,
        }
    }

    fn tell(&mut self, refused: Refused) {
        let text = self.shell.text;
        let number = match &refused {
            Refused::TooLarge(bytes) => bytes / 1_000_000,
            Refused::TooMany(files) => *files as u64,
            _ => 0,
        };
        if matches!(refused, Refused::SourceName) {
            self.source.error = Some(text.say("imports-refused-source_name"));
        }
        let heading = text.count(&format!("imports-refused-{}", refused.code()), number);
        self.notice = Some(Notice {
            heading,
            text: text.say("imports-refused-again"),
            is_wrong: true,
        });
        if let Refused::Files(faults) = refused {
            self.faults = faults.iter().map(|fault| wrong(text, fault)).collect();
        }
    }

    fn say(&self, key: &str) -> String {
        self.shell.text.say(&format!("imports-{key}"))
    }
}

fn wrong(text: Text, fault: &FileFault) -> Wrong {
    let (columns, accepted) = match &fault.problem {
        Problem::UnknownName { accepted } | Problem::NotAHeader { accepted } => ("", &accepted[..]),
        Problem::UnknownColumns { columns, accepted } => (&columns[..], &accepted[..]),
        Problem::RepeatedColumns { columns } | Problem::MissingColumns { columns } => {
            (&columns[..], "")
        }
        Problem::MissingFile { file } => (&file[..], ""),
        _ => ("", ""),
    };
    let key = format!("imports-file-{}", fault.problem.code());
    let arguments = [
        ("what", FluentValue::from(columns)),
        ("accepted", FluentValue::from(accepted)),
    ];
    Wrong {
        file: fault.name.clone(),
        sentence: text.with(&key, arguments),
    }
}

/// Used by the history, too: how many runs there are, in words.
pub(super) fn total(text: Text, total: u64) -> String {
    if total > history::COUNTED {
        text.count("imports-runs-more", history::COUNTED)
    } else {
        text.count("imports-runs", total)
    }
}

/// The form, and the form again with files that were not taken.
#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let page = || NewPage {
        shell: shell.clone(),
        source: Field {
            name: "source",
            kind: "text",
            label: text.say("imports-source"),
            ..Field::default()
        },
        mappings: vec![Choice {
            value: "",
            label: text.say("imports-mapping-none"),
            is_chosen: true,
        }],
        limit: text.count("imports-files-limit", 200),
        notice: None,
        faults: Vec::new(),
        under_way: Some(Link {
            href: "/imports/uploads/0190".to_owned(),
            label: text.say("imports-under-way-look"),
        }),
    };
    let mut again = page();
    again.tell(Refused::SourceName);
    again.faults = vec![Wrong {
        file: "<patients>.csv".to_owned(),
        sentence: text.say("imports-file-empty"),
    }];
    [page(), again]
        .iter()
        .map(|page| page.render().unwrap())
        .collect()
}
