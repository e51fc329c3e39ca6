//! On the form of an admission: who knows the patient, and who of them works where they are to come.

use super::act::{Pairs, said, unit_said, units_of};
use crate::app::recording::{Looked, Verb};
use crate::app::story::Wanted;
use crate::app::{App, AppError, familiarity, story};
use crate::domain::familiarity::Near;
use crate::domain::ids::RecordId;
use crate::domain::trajectory::Relationship;
use crate::web::components::Link;
use crate::web::pages::people::OF_TIES;
use crate::web::people_words::{self, PersonView};
use crate::web::voice_words::seen_differently;
use crate::web::{Reader, names};

/// The most people who are named on a form: there is a page for all.
const MOST: usize = 5;

/// Who knows the patient, seen from a unit.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What stands above.
    pub title: String,
    /// Those at the unit first, then those who can be reached elsewhere, each the best known first.
    pub list: Vec<PersonView>,
    /// The reader's other units to look from.
    pub units: Vec<Link>,
    /// The page of all.
    pub all: String,
}

/// Who is near, where the verb admits somebody to a unit.
pub(super) async fn known(
    app: &App,
    reader: &Reader,
    verb: &Verb,
    looked: &Looked,
    pairs: &Pairs,
) -> Result<Option<Known>, AppError> {
    if verb.code != "admit" {
        return Ok(None);
    }
    let (text, opened) = (reader.shell.text, &looked.opened);
    let own = units_of(reader);
    let Some(unit) = unit_said(&own, looked, &said(pairs, "unit")) else {
        return Ok(None);
    };
    let mut people = familiarity::people(app, &opened.case(), Some(unit)).await?;
    people.retain(|person| person.near != Near::Nowhere);
    people.sort_by_key(|person| person.near != Near::Here);
    people.truncate(MOST);
    // Words that are not shown here are not written down as read.
    let is_listed = |tie: &&Relationship| {
        let holder = tie.holder.professional();
        let mut listed = people.iter();
        listed.any(|one| Some(one.known.professional) == holder)
    };
    let ties = opened.trajectory.relationships.iter().filter(is_listed);
    let ties: Vec<RecordId> = ties.map(|tie| tie.id).collect();
    let wanted = Wanted {
        only: Some(&ties),
        ..OF_TIES
    };
    let beside = story::beside(app, &reader.actor(), opened, wanted).await?;
    let differs = seen_differently(&beside, opened, text);
    let record = (&opened.trajectory, &*opened.directory);
    let list = people_words::people(&people, Some(unit), record, &differs, text);
    let patient = opened.patient.reference.id.0;
    let others = own.iter().filter(|other| **other != unit);
    let name = |unit| names::unit(&opened.directory, unit, text);
    Ok(Some(Known {
        title: text.with("people-admit", [("unit", name(unit).into())]),
        list,
        units: others
            .map(|other| Link {
                href: format!("/patients/{patient}/record/admit?unit={}", other.0),
                label: name(*other),
            })
            .collect(),
        all: format!("/patients/{patient}/people?unit={}", unit.0),
    }))
}

#[cfg(test)]
pub(super) fn sample(text: crate::web::Text) -> Known {
    let link = |href: &str| Link {
        href: href.to_owned(),
        label: text.say("people-all"),
    };
    Known {
        title: text.say("people-title"),
        list: vec![PersonView {
            name: "Kari <Berg>".to_owned(),
            why: vec![text.say("people-important")],
            place: text.say("people-nowhere"),
            is_here: true,
            is_near: true,
            ..PersonView::default()
        }],
        units: vec![link("/patients/0190/record/admit?unit=0191")],
        all: "/patients/0190/people".to_owned(),
    }
}
