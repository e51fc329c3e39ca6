//! One patient's page: who, what needs a human, the timeline, relationships, continuity and
//! admissions.

mod admissions;
mod excerpt;
mod facts;
mod flags;
mod numbers;
#[cfg(test)]
mod sample;
mod ties;

#[cfg(test)]
pub(in crate::web) use sample::samples;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use uuid::Uuid;

use self::admissions::AdmissionRow;
use self::excerpt::Excerpt;
use self::facts::Fact;
use self::flags::FlagList;
use self::numbers::Numbers;
use self::ties::TieRow;
use crate::app::flags::{Lived, lived};
use crate::app::own::{self, Marks};
use crate::app::story::{Beside, Quote, Wanted};
use crate::app::{App, record, safety, since, story};
use crate::domain::flags::Case;
use crate::domain::ids::PatientId;
use crate::domain::overview;
use crate::domain::story::Thing;
use crate::domain::timeline::build;
use crate::domain::vocabulary::NarrativeKind;
use crate::http::Server;
use crate::web::header::Header;
use crate::web::pages::flags::{Done, WasDone};
use crate::web::pages::recording::{Menu, Said, new_key, units_of};
use crate::web::pages::story::said_first;
use crate::web::safety_words::SafetyView;
use crate::web::timeline::{self, Links, Section};
use crate::web::voice_words::{Differing, seen_differently};
use crate::web::{Fault, Reader, Shell, Text, render, since_words};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/patients/{id}", get(show))
}

#[derive(Template)]
#[template(path = "patient.html")]
struct PatientPage {
    shell: Shell,
    header: Header,
    /// What can be recorded, and what was just now.
    record: Menu,
    recorded: Option<Said>,
    /// Who the patient is when well, in their words, as far as they are shared with the reader.
    words: Vec<(String, String)>,
    /// Whom the patient wants called before something is decided.
    cards: Vec<SafetyView>,
    /// Since when the reader had not looked, and what changed.
    since: Option<(String, Vec<String>)>,
    facts: Vec<Fact>,
    flags: FlagList,
    /// What was done with a flag just now.
    done: Option<Done>,
    /// What the patient sees differently of what the page shows: what it is about, and the words.
    differs: Vec<Differing>,
    /// The form on which more of it is written down.
    differs_form: String,
    /// The timeline's section.
    timeline: Section,
    /// Whether any record is there at all.
    is_empty: bool,
    lasting: Vec<TieRow>,
    ended: Excerpt<TieRow>,
    numbers: Numbers,
    admissions: Excerpt<AdmissionRow>,
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let patient = patient_id(&id)?;
    let opened = record::open(&app, &reader.actor(), patient, "patient.show").await?;
    let living = lived(&app, &opened, &opened.case()).await?;
    let looked = since::of_opened(&app, &reader.actor(), &opened).await?;
    let menu = Menu::new(
        &patient.0.to_string(),
        &opened.trajectory,
        &opened.directory,
        (&units_of(&reader), reader.viewer.professional),
        (new_key(&app), opened.now),
        reader.shell.text,
    );
    let recorded = pairs.iter().find(|(name, _)| name == "recorded");
    let recorded = recorded.map_or(String::new(), |(_, code)| code.clone());
    let actor = reader.actor();
    let words = story::first_words(&app, &actor, &opened, &[NarrativeKind::OutsideCrisis]).await?;
    let cards = safety::of_opened(&app, &opened).await?;
    let cards = cards.iter();
    let marks = own::marks(&app, patient).await?;
    let wanted = Wanted {
        has_stories: false,
        ..Wanted::of(&SHOWN)
    };
    let beside = story::beside(&app, &actor, &opened, wanted).await?;
    let voice = story::quotes(&app, &actor, &opened).await?;
    let page = PatientPage {
        differs: seen_differently(&beside, &opened, reader.shell.text),
        cards: cards
            .map(|card| SafetyView::new(card, &opened.directory, reader.shell.text))
            .collect(),
        words: said_first(&words, reader.shell.text),
        since: since_words::whole(&looked, &opened.directory, reader.shell.text),
        record: menu,
        recorded: Said::of(&recorded, &patient.0.to_string(), reader.shell.text),
        ..page(
            reader.shell,
            &opened,
            (&living, &marks),
            (voice, &beside),
            pairs.into(),
        )
    };
    Ok(render(&page))
}

/// What of the page words can be about.
const SHOWN: [Thing; 4] = [
    Thing::TreatmentPeriod,
    Thing::Relationship,
    Thing::Handover,
    Thing::Measure,
];

/// Where the patient's words about records stand, by record.
fn links(beside: &[Beside], patient: PatientId, text: Text) -> Links {
    let mut links = Links::new();
    for one in beside {
        let href = format!("/patients/{}/story/{}", patient.0, one.entry.id.0);
        let label = match one.entry.kind {
            NarrativeKind::SeesDifferently => text.say("voice-differs-mark"),
            kind => text.capital_word("narrative", kind.code()),
        };
        links.entry(one.about.id).or_default().push((href, label));
    }
    links
}

/// The patient of an address. What is no id is nobody's.
pub(in crate::web) fn patient_id(id: &str) -> Result<PatientId, Fault> {
    Uuid::parse_str(id)
        .map(PatientId)
        .map_err(|_| Fault::not_found())
}

fn page(
    shell: Shell,
    opened: &record::Opened,
    (living, marks): (&[Lived], &Marks),
    (voice, beside): (Vec<Quote>, &[Beside]),
    query: timeline::Query,
) -> PatientPage {
    let (text, case) = (shell.text, opened.case());
    let shows_all = |list| query.get("all") == list;
    let links = links(beside, opened.patient.reference.id, text);
    let (lasting, ended): (_, Vec<_>) = overview::ties(&case)
        .iter()
        .map(|tie| TieRow {
            words: links.get(&tie.record.id).cloned().unwrap_or_default(),
            ..ties::row(tie, opened, marks, text)
        })
        .partition(|row: &TieRow| row.ending.is_none());
    let ended = Excerpt::of(ended, shows_all("relationships"));
    let admissions = Excerpt::of(admissions::rows(&case, text), shows_all("admissions"));
    let flags = flags::list(opened, living, &case, query.get("flag"), text);
    PatientPage {
        done: WasDone::of_pairs(|name| query.get(name)).say(text),
        record: Menu::default(),
        recorded: None,
        words: Vec::new(),
        cards: Vec::new(),
        since: None,
        header: Header::new(opened, &case, text),
        facts: facts::facts(&case, text),
        differs: Vec::new(),
        differs_form: format!(
            "/patients/{}/story/new?kind={}",
            opened.patient.reference.id.0,
            NarrativeKind::SeesDifferently.code()
        ),
        timeline: section(opened, &case, query, &flags, (voice, links), text),
        flags,
        is_empty: is_empty(opened),
        lasting,
        ended,
        numbers: numbers::numbers(&case, text),
        admissions,
        shell,
    }
}

/// The timeline that an address asks for, with the evidence of the flag in view.
fn section(
    opened: &record::Opened,
    case: &Case<'_>,
    query: timeline::Query,
    flags: &FlagList,
    (voice, links): (Vec<Quote>, Links),
    text: Text,
) -> Section {
    let request = query.request(flags.focus.clone());
    let known = timeline::Known::of(&opened.trajectory, case.zone);
    let options = timeline::Options::new(query, known)
        .with_flag(flags.in_view.clone())
        .with_voice(voice, links);
    timeline::section(&build(case, &request), &options, text)
}

fn is_empty(opened: &record::Opened) -> bool {
    let t = &opened.trajectory;
    t.periods.is_empty()
        && t.contacts.is_empty()
        && t.relationships.is_empty()
        && t.handovers.is_empty()
        && t.decisions.is_empty()
        && t.reviews.is_empty()
}
