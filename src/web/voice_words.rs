//! The patient's words beside what is recorded, and what entries of their story are about, in words.

use super::pages::plans::requests::subject;
use super::pages::story::whose;
use super::{Text, names};
use crate::app::record::Opened;
use crate::app::story::Beside;
use crate::domain::ids::RecordId;
use crate::domain::story::{About, Thing};
use crate::domain::time::local_date;
use crate::domain::vocabulary::NarrativeKind;

/// Words of the patient's beside something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spoken {
    /// The page of the entry.
    pub href: String,
    /// What it tells.
    pub title: String,
    /// Whose words, and how they came here.
    pub whose: String,
    /// The words; empty where only that they are there is shown.
    pub words: String,
}

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// How forms and addresses call it.
    pub code: String,
    /// What it is, and when.
    pub label: String,
    /// The page on which it stands.
    pub href: String,
}

/// What the patient sees differently, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// Of what.
    pub about: About,
    /// The same, in words.
    pub named: Named,
    /// Their words.
    pub said: Spoken,
}

/// What stands beside one thing, in words: what the patient sees differently first.
pub fn spoken(all: &[Beside], about: About, opened: &Opened, text: Text) -> Vec<Spoken> {
    let patient = opened.patient.reference.id.0;
    let own = all.iter().filter(|one| one.about == about);
    let is_story = |one: &&Beside| one.entry.kind != NarrativeKind::SeesDifferently;
    let (stories, differs): (Vec<&Beside>, Vec<&Beside>) = own.partition(is_story);
    let each = differs.into_iter().chain(stories);
    each.map(|one| Spoken {
        href: format!("/patients/{patient}/story/{}", one.entry.id.0),
        title: text.capital_word("narrative", one.entry.kind.code()),
        whose: whose(&one.entry, &opened.directory, text),
        words: one.entry.text.clone(),
    })
    .collect()
}

/// What the patient sees differently, in words, thing by thing.
pub fn seen_differently(all: &[Beside], opened: &Opened, text: Text) -> Vec<Differing> {
    let mut abouts: Vec<About> = Vec::new();
    for one in all {
        if one.entry.kind == NarrativeKind::SeesDifferently && !abouts.contains(&one.about) {
            abouts.push(one.about);
        }
    }
    let mut seen = Vec::new();
    for about in abouts {
        let Some(named) = named(&[about], opened, text).pop() else {
            continue;
        };
        let said = spoken(all, about, opened, text).into_iter();
        seen.extend(said.filter(|one| !one.words.is_empty()).map(|said| {
            let named = named.clone();
            Differing { about, named, said }
        }));
    }
    seen
}

/// The form on which what the patient sees differently is written down, where the reader may.
pub fn differs(about: About, opened: &Opened) -> Option<String> {
    let may_change = opened.allowed.is_none_or(|allowed| !allowed.is_read_only);
    let patient = opened.patient.reference.id.0;
    let kind = NarrativeKind::SeesDifferently.code();
    may_change.then(|| format!("/patients/{patient}/story/new?kind={kind}&about={about}"))
}

/// Things that words are or can be about, each by what it is and when. What is not in the record has no name.
pub fn named(all: &[About], opened: &Opened, text: Text) -> Vec<Named> {
    let each = all.iter().filter_map(|about| {
        Some(Named {
            code: about.to_string(),
            label: label(*about, opened, text)?,
            href: href(*about, opened),
        })
    });
    each.collect()
}

/// What a thing is, and since when.
fn label(about: About, opened: &Opened, text: Text) -> Option<String> {
    let (known, directory) = (&opened.trajectory, &opened.directory);
    let is_it = |id: RecordId| id == about.id;
    let day = |at| local_date(at, directory.service_zone);
    let (what, on) = match about.thing {
        Thing::TreatmentPeriod => {
            let one = known.periods.iter().find(|one| is_it(one.id))?;
            (names::unit(directory, one.unit, text), day(one.from))
        }
        Thing::Relationship => {
            let one = known.relationships.iter().find(|one| is_it(one.id))?;
            (names::holder(directory, &one.holder, text), day(one.from))
        }
        Thing::Handover => {
            let one = known.handovers.iter().find(|one| is_it(one.id))?;
            let kind = text.word("handover-type", one.kind.code());
            let what = text.with("voice-handover", [("what", kind.into())]);
            (what, day(one.offered_at))
        }
        Thing::Measure => {
            let one = known.measures.iter().find(|one| is_it(one.id))?;
            (text.capital_word("measure", one.kind.code()), day(one.from))
        }
        Thing::Plan => {
            let one = known.plans.iter().find(|one| is_it(one.id))?;
            (text.capital_word("plan", one.kind.code()), one.agreed_on)
        }
        Thing::Request => {
            let one = known.requests.iter().find(|one| is_it(one.id))?;
            let about = subject(&one.subject, text);
            let what = text.with("voice-request", [("what", about.into())]);
            (what, day(one.asked_at))
        }
        Thing::Rupture => {
            let one = known.ruptures.iter().find(|one| is_it(one.id))?;
            let who = names::professional(directory, one.professional, text);
            let what = text.with("voice-rupture", [("who", who.into())]);
            (what, one.noticed_on)
        }
        Thing::Entry => {
            let one = known.narrative.iter().find(|one| is_it(one.id))?;
            (text.say("story-kin-title"), day(one.written_at))
        }
    };
    let pair = [("what", what.into()), ("date", text.date(on).into())];
    Some(text.with("voice-thing", pair))
}

/// The page on which staff read it.
fn href(about: About, opened: &Opened) -> String {
    let (patient, id) = (opened.patient.reference.id.0, about.id.0);
    let end = match about.thing {
        Thing::TreatmentPeriod | Thing::Relationship | Thing::Rupture => String::new(),
        Thing::Handover => format!("/handovers/{id}"),
        Thing::Measure => format!("/measures#measure-{id}"),
        Thing::Plan => format!("/plans/{id}"),
        Thing::Request => "/requests".to_owned(),
        Thing::Entry => format!("/story/{id}"),
    };
    format!("/patients/{patient}{end}")
}

/// Words beside something, for the checks that every page passes.
#[cfg(test)]
pub fn sample() -> Spoken {
    Spoken {
        href: "/patients/0190/story/0199".to_owned(),
        title: "<Anders>".to_owned(),
        whose: "<Kari>".to_owned(),
        words: "Jeg ser det <annerledes>".to_owned(),
    }
}

/// The same of something, for the same checks.
#[cfg(test)]
pub fn differing_sample() -> Differing {
    let about = About::new(Thing::Relationship, RecordId(uuid::Uuid::nil()));
    Differing {
        about,
        named: Named {
            code: about.to_string(),
            label: "<Kari Berg>".to_owned(),
            href: "/patients/0190".to_owned(),
        },
        said: sample(),
    }
}
