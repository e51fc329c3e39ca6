//! One patient's contacts as a list: all, those of a relationship, those with a person, or those of
//! a month.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

use super::patient::patient_id;
use crate::app::App;
use crate::app::contacts::{self, Asked, Contacts};
use crate::app::paging::Count;
use crate::app::record::Opened;
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::time;
use crate::domain::trajectory::Contact;
use crate::domain::vocabulary::ContactStatus;
use crate::http::Server;
use crate::web::components::Link;
use crate::web::header::Header;
use crate::web::pages::recording::of_contact;
use crate::web::{Fault, Reader, Shell, Text, names, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/patients/{id}/contacts", get(show))
}

/// What the address says besides the patient.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct ContactsQuery {
    /// The id of a relationship.
    relationship: String,
    /// The id of a professional.
    person: String,
    /// `2025-03`.
    month: String,
    /// An ISO date: on that day or later.
    from: String,
    /// An ISO date: on that day or earlier.
    to: String,
    /// The mark of the page.
    after: String,
}

#[derive(Template)]
#[template(path = "contacts.html")]
struct ContactsPage {
    shell: Shell,
    header: Header,
    /// Which contacts, in words.
    which: String,
    /// Whether fewer than all.
    is_narrowed: bool,
    count: String,
    rows: Vec<ContactRow>,
    /// The address of the first page of the same list.
    first: String,
    /// The address of the next page.
    next: Option<String>,
    is_later: bool,
}

struct ContactRow {
    time: String,
    mode: Option<String>,
    place: String,
    /// Who took part; the main professional first.
    people: Vec<String>,
    status: String,
    purpose: Option<String>,
    minutes: Option<String>,
    /// What can be recorded of it.
    links: Vec<Link>,
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<ContactsQuery>,
) -> Result<Response, Fault> {
    let patient = patient_id(&id)?;
    let asked = query.asked()?;
    let list = contacts::contacts(&app, &reader.actor(), patient, &asked).await?;
    Ok(render(&page(reader, &query, &asked, &list)))
}

impl ContactsQuery {
    fn asked(&self) -> Result<Asked, Fault> {
        let id = |text: &str| {
            if text.is_empty() {
                Ok(None)
            } else {
                Uuid::parse_str(text)
                    .map(Some)
                    .map_err(|_| Fault::of("invalid_input", "relationship and person are ids."))
            }
        };
        let day = |text: &str, rest: &str| {
            if text.is_empty() {
                return Ok(None);
            }
            time::parse_date(&format!("{text}{rest}"))
                .map(Some)
                .map_err(|_| Fault::of("invalid_input", "month, from and to are ISO dates."))
        };
        Ok(Asked {
            relationship: id(&self.relationship)?.map(RecordId),
            person: id(&self.person)?.map(ProfessionalId),
            month: day(&self.month, "-01")?,
            from: day(&self.from, "")?,
            to: day(&self.to, "")?,
            after: Some(self.after.clone()).filter(|after| !after.is_empty()),
        })
    }

    /// The address of a page of the same list; every value was read as an id or a month before.
    fn address(&self, patient: &str, after: Option<&str>) -> String {
        let mut pairs: Vec<String> = [
            ("relationship", &self.relationship),
            ("person", &self.person),
            ("month", &self.month),
            ("from", &self.from),
            ("to", &self.to),
        ]
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
        pairs.extend(after.map(|after| format!("after={after}")));
        format!("/patients/{patient}/contacts?{}", pairs.join("&"))
    }
}

fn page(reader: Reader, query: &ContactsQuery, asked: &Asked, list: &Contacts) -> ContactsPage {
    let (text, opened) = (reader.shell.text, &list.opened);
    let header = Header::new(opened, &opened.case(), text);
    let count = match list.count {
        Count::Exactly(n) => text.count("contacts-count", n),
        Count::MoreThan(n) => text.count("contacts-count-more", n),
    };
    ContactsPage {
        which: which(asked, list, text),
        is_narrowed: *asked
            != Asked {
                after: asked.after.clone(),
                ..Asked::default()
            },
        count,
        rows: list
            .rows
            .iter()
            .map(|contact| row(contact, opened, text))
            .collect(),
        first: query.address(&header.patient, None),
        next: list
            .next
            .as_deref()
            .map(|mark| query.address(&header.patient, Some(mark))),
        is_later: asked.after.is_some(),
        header,
        shell: reader.shell,
    }
}

/// Which contacts, in words.
fn which(asked: &Asked, list: &Contacts, text: Text) -> String {
    let directory = &list.opened.directory;
    let who = match (&list.relationship, asked.person) {
        (Some(tie), _) => {
            let name = names::holder(directory, &tie.holder, text);
            let kind = text.word("relationship", tie.kind.code());
            let arguments = [("who", name.into()), ("kind", kind.into())];
            text.with("contacts-of-relationship", arguments)
        }
        (None, Some(person)) => {
            let name = names::professional(directory, person, text);
            text.with("contacts-with", [("who", name.into())])
        }
        (None, None) => text.say("contacts-all"),
    };
    let when = match (asked.month, asked.from, asked.to) {
        (Some(month), _, _) => text.month(month),
        (None, None, None) => return who,
        (None, from, to) => {
            let [from, to] =
                [from, to].map(|day| day.map_or_else(String::new, |day| text.short_date(day)));
            format!("{from} – {to}")
        }
    };
    text.with(
        "contacts-in-month",
        [("which", who.into()), ("month", when.into())],
    )
}

fn row(contact: &Contact, opened: &Opened, text: Text) -> ContactRow {
    let directory = &opened.directory;
    ContactRow {
        time: text.time(contact.at, directory.zone(Some(contact.unit))),
        mode: contact
            .mode
            .map(|mode| text.capital_word("contact-mode", mode.code())),
        place: names::unit(directory, contact.unit, text),
        people: contact
            .main
            .iter()
            .chain(&contact.others)
            .map(|who| names::professional(directory, *who, text))
            .collect(),
        status: text.capital_word("contact-status", contact.status.code()),
        purpose: contact
            .purpose
            .map(|purpose| text.capital_word("purpose", purpose.code())),
        minutes: contact
            .minutes
            .map(|n| text.with("contacts-minutes", [("n", n.into())])),
        links: of_contact(
            &opened.patient.reference.id.0.to_string(),
            contact.id,
            contact.status == ContactStatus::Planned,
            text,
        ),
    }
}

/// A page of contacts with everything recorded and with nothing recorded, and an empty one.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let row = |people: Vec<String>, words: Option<&str>| ContactRow {
        time: text.say("timeline-today"),
        mode: words.map(str::to_owned),
        place: "FACT".to_owned(),
        people,
        status: text.capital_word("contact-status", "attended"),
        purpose: words.map(str::to_owned),
        minutes: words.map(|_| text.count("contacts-minutes", 45)),
        links: of_contact("0190", RecordId(Uuid::nil()), words.is_some(), text),
    };
    let page = |rows, is_narrowed| ContactsPage {
        shell: shell.clone(),
        header: Header {
            patient: "0190".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: text.say("patient-home"),
            identity: text.say("patient-born-not-recorded"),
        },
        which: text.say("contacts-all"),
        is_narrowed,
        count: text.count("contacts-count", 2),
        rows,
        first: "/patients/0190/contacts?".to_owned(),
        next: Some("/patients/0190/contacts?after=1".to_owned()),
        is_later: true,
    };
    let people = vec!["A".to_owned(), "B".to_owned()];
    [
        page(vec![row(people, Some("x")), row(Vec::new(), None)], false),
        page(Vec::new(), true),
    ]
    .iter()
    .map(|page| page.render().unwrap())
    .collect()
}
