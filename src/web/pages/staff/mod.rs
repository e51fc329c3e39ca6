//! Units, professionals and who works where: everybody may look, administrators and those who look after
//! units write.

mod people;
mod person;
mod routes;
mod units;

use std::collections::BTreeSet;

use axum::Router;
use axum::routing::get;

use super::recording::{Group, Line};
use crate::app::AppError;
use crate::app::recording::{Fault as Wrong, Fields};
use crate::domain::ids::UnitId;
use crate::domain::trajectory::Directory;
use crate::http::Server;
use crate::web::components::Notice;
use crate::web::{Fault, Text, names};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/professionals", get(people::show).post(people::register))
        .route("/professionals/{id}", get(person::show).post(person::act))
        .route("/units", get(units::show).post(units::register))
        .route("/units/{id}/routes", get(routes::show).post(routes::act))
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut samples = people::samples(shell);
    samples.extend(person::samples(shell));
    samples.extend(units::samples(shell));
    samples.extend(routes::samples(shell));
    samples
}

/// Makes the lines of a form: what was typed, else what is recorded.
pub(super) struct Sheet<'a> {
    pub text: Text,
    /// What was typed; `None` before anything was.
    pub typed: Option<&'a Fields>,
    pub faults: &'a [Wrong],
}

impl Sheet<'_> {
    pub(in crate::web::pages) fn line(
        &self,
        name: &'static str,
        key: &str,
        kind: &'static str,
        recorded: &str,
    ) -> Line {
        let typed = self.typed.map(|typed| typed.get(name).unwrap_or_default());
        let fault = self.faults.iter().find(|fault| fault.field == name);
        Line {
            name,
            label: self.text.say(key),
            kind,
            value: typed.unwrap_or(recorded).to_owned(),
            fault: fault.map(|fault| self.text.word("record-wrong", fault.wrong.code())),
            ..Line::default()
        }
    }

    /// One of some codes of the vocabulary.
    pub(in crate::web::pages) fn code(
        &self,
        name: &'static str,
        key: &str,
        (words, codes): (&str, &[&str]),
    ) -> Line {
        let said = codes
            .iter()
            .map(|code| ((*code).to_owned(), self.text.capital_word(words, code)));
        self.choice(self.line(name, key, "choice", ""), said.collect())
    }

    /// One of some units.
    fn unit(
        &self,
        name: &'static str,
        key: &str,
        (directory, units): (&Directory, BTreeSet<UnitId>),
    ) -> Line {
        let mut named: Vec<(String, String)> = units
            .into_iter()
            .map(|unit| (unit.0.to_string(), names::unit(directory, unit, self.text)))
            .collect();
        named.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
        self.choice(self.line(name, key, "choice", ""), named)
    }

    pub(in crate::web::pages) fn choice(&self, line: Line, choices: Vec<(String, String)>) -> Line {
        let none = (String::new(), self.text.say("record-choose"));
        let all = std::iter::once(none).chain(choices);
        let choices = all.map(|(code, words)| {
            let is_it = code == line.value;
            (code, words, is_it)
        });
        Line {
            groups: vec![Group {
                heading: None,
                choices: choices.collect(),
            }],
            ..line
        }
    }
}

/// What went wrong with a form, with all that is wrong in it.
pub(super) fn told(error: AppError, text: Text) -> Result<(Vec<Wrong>, Notice), Fault> {
    let (faults, heading, more) = match error {
        AppError::Unfit(faults) => (faults, "record-unfit", "record-unfit-more"),
        AppError::Outdated(_) => (Vec::new(), "record-outdated", "staff-outdated-more"),
        AppError::KeyReused => (Vec::new(), "record-sent", "record-sent-more"),
        error => return Err(error.into()),
    };
    let notice = Notice {
        heading: text.say(heading),
        text: text.say(more),
        is_wrong: true,
    };
    Ok((faults, notice))
}

/// What an address says was done, where it says something that we do.
fn done(code: &str, text: Text) -> Option<Notice> {
    let key = match code {
        "registered" => "staff-done-registered",
        "begin" => "staff-done-begin",
        "change" => "staff-done-change",
        "end" => "staff-done-end",
        _ => return None,
    };
    Some(Notice {
        heading: text.say(key),
        ..Notice::default()
    })
}
