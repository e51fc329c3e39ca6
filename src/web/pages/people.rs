//! `/patients/{id}/people`: who knows this patient, and who of them is near.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

use super::patient::patient_id;
use super::recording::units_of;
use crate::app::App;
use crate::app::familiarity::{self, People};
use crate::app::story::{self, Beside, Wanted};
use crate::domain::ids::UnitId;
use crate::domain::overview::named_contacts;
use crate::domain::story::Thing;
use crate::domain::trajectory::Relationship;
use crate::http::Server;
use crate::web::header::Header;
use crate::web::people_words::{self, PersonView};
use crate::web::voice_words::{Differing, seen_differently};
use crate::web::{Fault, Reader, Shell, names, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/patients/{id}/people", get(show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    unit: String,
}

/// What the patient sees differently of relationships; of linked stories only where they are.
pub(in crate::web) const OF_TIES: Wanted<'static> = Wanted {
    has_stories: false,
    ..Wanted::of(&[Thing::Relationship])
};

/// A unit to look from: id, name, and whether it is the one.
type Choice = (String, String, bool);

#[derive(Debug, Template)]
#[template(path = "people.html")]
struct Page {
    shell: Shell,
    header: Header,
    /// Who of them is near, in a sentence; `None` where no unit is looked from.
    near: Option<String>,
    units: Vec<Choice>,
    people: Vec<PersonView>,
    /// Named contacts who never met the patient, in a sentence.
    unmet: Option<String>,
    /// What the patient sees differently of relationships with others.
    differs: Vec<Differing>,
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let patient = patient_id(&id)?;
    let unit = match asked.unit.as_str() {
        "" => None,
        unit => Some(UnitId(
            Uuid::parse_str(unit).map_err(|_| Fault::not_found())?,
        )),
    };
    let found = familiarity::show(&app, &reader.actor(), patient, unit).await?;
    let own = units_of(&reader);
    let beside = story::beside(&app, &reader.actor(), &found.opened, OF_TIES).await?;
    Ok(render(&page(reader.shell, &own, &found, &beside)))
}

fn page(shell: Shell, own: &[UnitId], found: &People, beside: &[Beside]) -> Page {
    let text = shell.text;
    let opened = &found.opened;
    let directory = &opened.directory;
    let open = opened.trajectory.periods.iter();
    let open = open.filter(|period| period.to.is_none());
    let mut units: Vec<UnitId> = open.map(|period| period.unit).collect();
    units.extend(own.iter().copied().chain(found.unit));
    units.sort_unstable();
    units.dedup();
    let mut units: Vec<Choice> = units
        .into_iter()
        .map(|unit| {
            let name = names::unit(directory, unit, text);
            (unit.0.to_string(), name, found.unit == Some(unit))
        })
        .collect();
    units.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    let known = (&opened.trajectory, &**directory);
    let mut differs = seen_differently(beside, opened, text);
    let people = people_words::people(&found.people, found.unit, known, &differs, text);
    differs.retain(|one| people.iter().all(|person| !person.differs.contains(one)));
    let case = opened.case();
    let met = |tie: &&Relationship| {
        let holder = tie.holder.professional();
        found
            .people
            .iter()
            .any(|one| Some(one.known.professional) == holder)
    };
    let unmet: Vec<String> = named_contacts(&case)
        .filter(|tie| !met(tie))
        .map(|tie| names::holder(directory, &tie.holder, text))
        .collect();
    Page {
        unmet: (!unmet.is_empty()).then(|| {
            let who = names::enumeration(text, &unmet);
            text.with("people-unmet", [("who", who.into())])
        }),
        near: found.unit.map(|unit| {
            let here = people.iter().filter(|person| person.is_here).count() as u64;
            let unit = names::unit(directory, unit, text);
            text.with("people-near", [("n", here.into()), ("unit", unit.into())])
        }),
        header: Header::new(opened, &case, text),
        units,
        people,
        differs,
        shell,
    }
}

/// Nobody, and somebody of every kind.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    use crate::web::voice_words::differing_sample;
    let text = shell.text;
    let person = |name: &str, is_important, is_here| PersonView {
        name: name.to_owned(),
        profession: Some(text.capital_word("profession", "nurse")),
        is_important,
        why: vec![text.say("people-important"), text.say("people-not-met")],
        place: text.say("people-nowhere"),
        is_here,
        is_near: is_here,
        differs: vec![differing_sample()],
    };
    let page = |people: Vec<PersonView>| Page {
        shell: shell.clone(),
        header: Header {
            patient: "0190".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
        near: (!people.is_empty()).then(|| text.with("people-near", [("n", 1.into())])),
        units: ["a", "b"]
            .map(|id| (id.to_owned(), id.to_owned(), id == "b"))
            .into(),
        unmet: (!people.is_empty()).then(|| text.with("people-unmet", [("who", "<Kari>".into())])),
        differs: vec![differing_sample()],
        people,
    };
    let full = vec![
        person("Kari <Berg>", true, true),
        person("Ola", false, false),
    ];
    [page(full), page(Vec::new())]
        .iter()
        .map(|page| page.render().unwrap())
        .collect()
}
