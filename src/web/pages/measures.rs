//! `/patients/{id}/measures`: formal status and restrictive measures, told for what they did to the people
//! around the patient.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use chrono_tz::Tz;

use crate::app::App;
use crate::app::record::{self, Opened};
use crate::app::story::{self, Beside, Wanted};
use crate::domain::compulsion::{self, Visit};
use crate::domain::ids::RecordId;
use crate::domain::story::{About, Thing};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{LegalPeriod, Measure};
use crate::domain::vocabulary::DebriefOutcome;
use crate::http::Server;
use crate::web::components::Link;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::voice_words::{Spoken, differs, spoken};
use crate::web::{Fault, Reader, Shell, Text, names, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/patients/{id}/measures", get(show))
}

/// A formal status, in words.
#[derive(Debug, Clone)]
struct Status {
    name: String,
    when: String,
    felt: String,
    is_unknown: bool,
    acts: Vec<Link>,
}

/// A measure, in words.
#[derive(Debug, Clone)]
struct Act {
    id: String,
    title: String,
    when: String,
    place: Option<String>,
    /// What is known of it: label, words, and whether they say that it is not recorded.
    facts: Vec<(String, String, bool)>,
    /// How many were with the patient, and how often.
    people: String,
    days: Vec<Day>,
    debrief: String,
    /// The patient's words about it, as far as they are shared with the reader.
    spoken: Vec<Spoken>,
    acts: Vec<Link>,
}

/// Who came on a day.
#[derive(Debug, Clone)]
struct Day {
    on: String,
    visits: usize,
    people: usize,
    who: String,
}

#[derive(Template)]
#[template(path = "measures.html")]
struct Page {
    shell: Shell,
    header: Header,
    new: Vec<Link>,
    statuses: Vec<Status>,
    measures: Vec<Act>,
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let opened = record::open(&app, &reader.actor(), patient, "measures.show").await?;
    let wanted = Wanted::of(&[Thing::Measure]);
    let beside = story::beside(&app, &reader.actor(), &opened, wanted).await?;
    Ok(render(&page(reader.shell, &opened, &beside)))
}

/// How things about one record are said.
struct Saying<'a> {
    text: Text,
    opened: &'a Opened,
    beside: &'a [Beside],
    may_change: bool,
}

fn page(shell: Shell, opened: &Opened, beside: &[Beside]) -> Page {
    let say = Saying {
        text: shell.text,
        may_change: opened.allowed.is_none_or(|allowed| !allowed.is_read_only),
        opened,
        beside,
    };
    // What lasts, and what was last, is read first.
    let periods = opened.trajectory.legal_periods.iter().rev();
    let measures = opened.trajectory.measures.iter().rev();
    Page {
        header: Header::new(opened, &opened.case(), shell.text),
        new: say.links(&["measure", "legal-status"], None),
        statuses: periods.map(|period| say.status(period)).collect(),
        measures: measures.map(|measure| say.measure(measure)).collect(),
        shell,
    }
}

impl Saying<'_> {
    fn links(&self, acts: &[&str], about: Option<RecordId>) -> Vec<Link> {
        if !self.may_change {
            return Vec::new();
        }
        let patient = self.opened.patient.reference.id.0;
        let about = about.map_or_else(String::new, |id| format!("?about={}", id.0));
        let link = |act: &&str| Link {
            href: format!("/patients/{patient}/record/{act}{about}"),
            label: self.text.say(&format!("record-{act}-title")),
        };
        acts.iter().map(link).collect()
    }

    fn when(&self, from: Instant, to: Option<Instant>, zone: Tz) -> String {
        let text = self.text;
        let from = ("from", text.time(from, zone).into());
        match to {
            Some(to) => text.with(
                "measures-from-to",
                [from, ("to", text.time(to, zone).into())],
            ),
            None => text.with("measures-since", [from]),
        }
    }

    /// Yes, no, or that it is not recorded.
    fn answer(&self, answer: Option<bool>) -> (String, bool) {
        let key = match answer {
            Some(true) => "record-yes",
            Some(false) => "record-no",
            None => "patient-not-recorded",
        };
        (self.text.say(key), answer.is_none())
    }

    fn status(&self, period: &LegalPeriod) -> Status {
        let zone = self.opened.directory.service_zone;
        let (felt, is_unknown) = self.answer(period.felt_forced);
        let acts: &[&str] = match period.to {
            None => &["legal-status-end", "legal-status-correct"],
            Some(_) => &["legal-status-correct"],
        };
        Status {
            name: names::legal_status(&period.status, self.text),
            when: self.when(period.from, period.to, zone),
            felt,
            is_unknown,
            acts: self.links(acts, Some(period.id)),
        }
    }

    fn measure(&self, measure: &Measure) -> Act {
        let (text, directory) = (self.text, &self.opened.directory);
        let zone = directory.zone(measure.unit);
        let visits = compulsion::visits(measure, zone);
        let person = |who| names::professional(directory, who, text);
        let decided = measure.decided_by.map(person);
        let known = self.answer(measure.known_person_present);
        let mut facts = vec![
            (
                text.say("measures-decided-by"),
                decided.unwrap_or_else(|| text.say("patient-not-recorded")),
                measure.decided_by.is_none(),
            ),
            (text.say("measures-known-person"), known.0, known.1),
        ];
        let today = time::local_date(self.opened.now, zone);
        if let Some(share) = compulsion::told_share(measure, zone, today) {
            let percent = text.decimal(share * 100.0, 0);
            let share = text.with("numbers-percent", [("n", percent.into())]);
            facts.push((text.say("measures-share"), share, false));
        }
        let mut acts: Vec<&str> = match measure.to {
            None => vec!["measure-visit", "measure-end"],
            Some(_) => vec!["measure-visit"],
        };
        acts.extend(["measure-debrief", "measure-correct"]);
        let mut acts = self.links(&acts, Some(measure.id));
        if self.may_change {
            let patient = self.opened.patient.reference.id.0;
            let about = About::new(Thing::Measure, measure.id);
            acts.push(Link {
                href: format!("/patients/{patient}/story/new?about={about}"),
                label: text.say("measures-own-words"),
            });
            let differs = differs(about, self.opened);
            acts.extend(differs.map(|href| Link {
                href,
                label: text.say("voice-differs"),
            }));
        }
        Act {
            id: measure.id.0.to_string(),
            title: text.capital_word("measure", measure.kind.code()),
            when: self.when(measure.from, measure.to, zone),
            place: measure.unit.map(|unit| names::unit(directory, unit, text)),
            facts,
            people: self.people(&visits),
            days: compulsion::days(&visits)
                .into_iter()
                .map(|day| self.day(&day))
                .collect(),
            debrief: self.debrief(measure, zone),
            spoken: spoken(
                self.beside,
                About::new(Thing::Measure, measure.id),
                self.opened,
                text,
            ),
            acts,
        }
    }

    fn people(&self, visits: &[Visit]) -> String {
        let people = compulsion::by_person(visits).len();
        self.text.with(
            "measures-people-in-all",
            [("people", people.into()), ("visits", visits.len().into())],
        )
    }

    fn day(&self, day: &compulsion::Day) -> Day {
        let directory = &self.opened.directory;
        let name = |who: &_| names::professional(directory, *who, self.text);
        let people: Vec<String> = day.people.iter().map(name).collect();
        Day {
            on: self.text.date(day.on),
            visits: day.visits,
            people: people.len(),
            who: people.join(", "),
        }
    }

    /// What is known of the conversation afterwards. An answer without its day is told as that.
    fn debrief(&self, measure: &Measure, zone: Tz) -> String {
        let text = self.text;
        let on = measure.debrief_offered_at;
        let on = on.map(|at| text.date(time::local_date(at, zone)));
        let word = match measure.debrief_outcome {
            Some(DebriefOutcome::Held) => "held",
            Some(DebriefOutcome::Declined) => "declined",
            None if on.is_some() => "offered",
            None if measure.to.is_none() => "later",
            None => "nothing",
        };
        match on {
            Some(date) => text.with(&format!("measures-debrief-{word}"), [("date", date.into())]),
            None if matches!(word, "held" | "declined") => {
                text.say(&format!("measures-debrief-{word}-undated"))
            }
            None => text.say(&format!("measures-debrief-{word}")),
        }
    }
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let link = |act: &str| Link {
        href: format!("/patients/0190/record/{act}?about=0191"),
        label: text.say(&format!("record-{act}-title")),
    };
    let header = Header {
        patient: "0190".to_owned(),
        name: "Maren <Sand>".to_owned(),
        phrase: "34".to_owned(),
        identity: "<local>".to_owned(),
    };
    let day = chrono::NaiveDate::default();
    let measure = |days: Vec<Day>| Act {
        id: format!("019{}", days.len()),
        title: text.capital_word("measure", "seclusion"),
        when: text.date(day),
        place: Some("<Post 2>".to_owned()),
        facts: vec![(text.say("measures-decided-by"), "<Vik>".to_owned(), false)],
        people: text.with(
            "measures-people-in-all",
            [("people", 2.into()), ("visits", 3.into())],
        ),
        days,
        debrief: text.say("measures-debrief-nothing"),
        spoken: vec![crate::web::voice_words::sample()],
        acts: vec![link("measure-debrief")],
    };
    let full = Page {
        shell: shell.clone(),
        header: header.clone(),
        new: vec![link("measure"), link("legal-status")],
        statuses: vec![Status {
            name: names::legal_status("<b>", text),
            when: text.date(day),
            felt: text.say("record-yes"),
            is_unknown: false,
            acts: vec![link("legal-status-end")],
        }],
        measures: vec![
            measure(vec![Day {
                on: text.date(day),
                visits: 3,
                people: 2,
                who: "<Vik>, Lie".to_owned(),
            }]),
            measure(Vec::new()),
        ],
    };
    let empty = Page {
        shell: shell.clone(),
        header,
        new: Vec::new(),
        statuses: Vec::new(),
        measures: Vec::new(),
    };
    [full, empty].map(|page| page.render().unwrap()).into()
}
