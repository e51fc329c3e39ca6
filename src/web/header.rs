//! The head of every page about one patient: who, how old, with whom and where.

use chrono::{Datelike, NaiveDate};

use super::names;
use super::text::Text;
use crate::app::record::Details;
use crate::app::record::Opened;
use crate::domain::flags::Case;
use crate::domain::overview::{Place, Whereabouts, whereabouts};
use crate::domain::time;
use crate::domain::trajectory::Directory;

/// Teams that are named in the head; the rest are counted.
const TEAMS: usize = 3;

/// The head of a page about one patient.
#[derive(Debug, Clone)]
pub struct Header {
    /// The patient, in addresses.
    pub patient: String,
    /// The name, or that none is recorded.
    pub name: String,
    /// Age, with whom, where: in sentences.
    pub phrase: String,
    /// Day of birth and the source's id.
    pub identity: String,
}

impl Header {
    /// The head of a record that was opened.
    pub fn new(opened: &Opened, case: &Case<'_>, text: Text) -> Self {
        let where_now = whereabouts(case);
        let patient = &opened.patient;
        let mut said = Vec::new();
        said.extend(age_sentence(
            patient.birth_date,
            &where_now,
            case.today,
            text,
        ));
        said.extend(team_sentences(&where_now, &opened.directory, text));
        said.push(place_sentence(
            &where_now,
            &opened.directory,
            case.today,
            text,
        ));
        Self {
            patient: patient.reference.id.0.to_string(),
            name: names::patient(patient.name(), text),
            phrase: said.join(" "),
            identity: identity(patient, patient.reference.label(opened.naming), text),
        }
    }
}

/// Day of birth and the source's id.
pub fn identity(patient: &Details, label: &str, text: Text) -> String {
    let born = patient.birth_date.map_or_else(
        || text.say("patient-born-not-recorded"),
        |born| text.with("patient-born", [("date", text.date(born).into())]),
    );
    let id = text.with("patient-id", [("id", label.to_owned().into())]);
    format!("{born} {id}")
}

/// Whole years lived on a day; `None` before birth.
pub fn age(born: NaiveDate, on: NaiveDate) -> Option<i32> {
    let years = on.year() - born.year();
    let had_birthday = time::add_years(born, years) <= on;
    let age = if had_birthday { years } else { years - 1 };
    (age >= 0).then_some(age)
}

fn age_sentence(
    born: Option<NaiveDate>,
    whereabouts: &Whereabouts,
    today: NaiveDate,
    text: Text,
) -> Option<String> {
    let on = match whereabouts.place {
        Place::Died(on) => on,
        _ => today,
    };
    let years = age(born?, on)?;
    Some(text.with("patient-age", [("n", years.into())]))
}

fn team_sentences(whereabouts: &Whereabouts, directory: &Directory, text: Text) -> Vec<String> {
    if matches!(whereabouts.place, Place::Died(_)) {
        return Vec::new();
    }
    let teams = &whereabouts.teams;
    let named: Vec<String> = teams
        .iter()
        .take(TEAMS)
        .map(|(unit, since)| {
            let unit = names::unit(directory, *unit, text);
            let since = text.date(*since);
            text.with(
                "patient-team-since",
                [("unit", unit.into()), ("date", since.into())],
            )
        })
        .collect();
    let mut said = with(&named, text);
    if teams.len() > TEAMS {
        said.push(text.count("patient-more-teams", (teams.len() - TEAMS) as u64));
    }
    said
}

/// "With these teams", as one sentence; none without a team.
fn with(named: &[String], text: Text) -> Vec<String> {
    if named.is_empty() {
        return Vec::new();
    }
    let teams = names::enumeration(text, named);
    vec![text.with("patient-with-team", [("teams", teams.into())])]
}

/// Where the patient is now, in few words for a list: with which teams and not admitted, or where
/// admitted.
pub fn place_in_short(
    whereabouts: &Whereabouts,
    directory: &Directory,
    today: NaiveDate,
    text: Text,
) -> String {
    let mut said = Vec::new();
    if whereabouts.place == Place::Home {
        let named = whereabouts.teams.iter().take(TEAMS);
        let named: Vec<String> = named
            .map(|(unit, _)| names::unit(directory, *unit, text))
            .collect();
        said = with(&named, text);
        if whereabouts.teams.len() > TEAMS {
            let more = (whereabouts.teams.len() - TEAMS) as u64;
            said.push(text.count("patient-more-teams", more));
        }
    }
    said.push(place_sentence(whereabouts, directory, today, text));
    said.join(" ")
}

/// Where the patient is now, in a sentence.
pub fn place_sentence(
    whereabouts: &Whereabouts,
    directory: &Directory,
    today: NaiveDate,
    text: Text,
) -> String {
    match whereabouts.place {
        Place::Died(on) => text.with("patient-died", [("date", text.date(on).into())]),
        Place::Home => text.say("patient-home"),
        Place::NotRecorded => text.say("patient-place-not-recorded"),
        Place::NotWithUs(on) => text.with("patient-not-with-us", [("date", text.date(on).into())]),
        Place::Admitted {
            ward,
            since,
            admitted,
        } => {
            let nights = time::days_between(admitted, today).max(0);
            let key = if since == admitted {
                "patient-admitted"
            } else {
                "patient-admitted-moved"
            };
            text.with(
                key,
                [
                    ("ward", names::unit(directory, ward, text).into()),
                    ("since", text.date(since).into()),
                    ("admitted", text.date(admitted).into()),
                    ("n", nights.into()),
                ],
            )
        }
    }
}
