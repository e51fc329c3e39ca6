//! Who knows a patient, in words: why, and where they can be found. No number is a judgement on anybody: how
//! often and when they last met is said, the measure that they are ordered by is not.

use super::names;
use super::text::Text;
use super::voice_words::Differing;
use crate::domain::familiarity::{Acquaintance, Near, Ties};
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::story::{About, Thing};
use crate::domain::time;
use crate::domain::trajectory::{Directory, Trajectory};

/// Somebody who knows the patient.
#[derive(Debug, Clone, Default)]
pub struct PersonView {
    /// By name.
    pub name: String,
    /// Training or function.
    pub profession: Option<String>,
    /// Whether the patient marked a relationship with them as important.
    pub is_important: bool,
    /// Why they stand here, a sentence each.
    pub why: Vec<String>,
    /// Where they can be found today.
    pub place: String,
    /// Whether that is at the unit that is looked at.
    pub is_here: bool,
    /// Whether they can be found at all.
    pub is_near: bool,
    /// What the patient sees differently of a relationship with them.
    pub differs: Vec<Differing>,
}

/// Everybody who knows a patient, the best known first, with what the patient sees differently of the relationships
/// with them.
pub fn people(
    people: &[Acquaintance],
    unit: Option<UnitId>,
    (trajectory, directory): (&Trajectory, &Directory),
    differs: &[Differing],
    text: Text,
) -> Vec<PersonView> {
    let view = |person: &Acquaintance| {
        let who = person.known.professional;
        let professional = directory.professionals.get(&who);
        PersonView {
            name: names::professional(directory, who, text),
            profession: professional.map(|p| text.capital_word("profession", p.profession.code())),
            is_important: person.known.is_important,
            why: why(person, trajectory, directory, text),
            place: place(person, unit, directory, text),
            is_here: person.near == Near::Here,
            is_near: person.near != Near::Nowhere,
            differs: with(who, trajectory, differs),
        }
    };
    people.iter().map(view).collect()
}

/// Of all that the patient sees differently, what is about a relationship with somebody.
fn with(who: ProfessionalId, trajectory: &Trajectory, differs: &[Differing]) -> Vec<Differing> {
    let ties = trajectory.relationships.iter();
    let ties = ties.filter(|tie| tie.holder.professional() == Some(who));
    let abouts: Vec<About> = ties
        .map(|tie| About::new(Thing::Relationship, tie.id))
        .collect();
    let with = differs.iter().filter(|one| abouts.contains(&one.about));
    with.cloned().collect()
}

fn why(
    person: &Acquaintance,
    trajectory: &Trajectory,
    directory: &Directory,
    text: Text,
) -> Vec<String> {
    let known = &person.known;
    let mut why = Vec::new();
    if known.is_important {
        why.push(text.say("people-important"));
    }
    let mut kinds: Vec<String> = Vec::new();
    for tie in &trajectory.relationships {
        let is_theirs = tie.holder.professional() == Some(known.professional);
        let kind = text.word("relationship", tie.kind.code());
        if is_theirs && tie.to.is_none() && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    match known.ties {
        Ties::Active if !kinds.is_empty() => {
            let kinds = names::enumeration(text, &kinds);
            why.push(text.with("people-tie", [("kinds", kinds.into())]));
        }
        Ties::Ended => why.push(text.say("people-tie-ended")),
        Ties::Active | Ties::None => {}
    }
    why.push(match known.last_met {
        Some(last) => {
            let day = time::local_date(last, directory.service_zone);
            let days = known.days_met as u64;
            let date = text.date(day);
            text.with("people-met", [("n", days.into()), ("date", date.into())])
        }
        None => text.say("people-not-met"),
    });
    why
}

fn place(person: &Acquaintance, unit: Option<UnitId>, directory: &Directory, text: Text) -> String {
    let key = match (person.near, person.is_on_shift) {
        (Near::Here, true) => "people-here-shift",
        (Near::Here, false) => "people-here",
        (Near::Elsewhere(_), true) => "people-elsewhere-shift",
        (Near::Elsewhere(_), false) => "people-elsewhere",
        (Near::Nowhere, _) => return text.say("people-nowhere"),
    };
    let at = match person.near {
        Near::Elsewhere(at) => Some(at),
        _ => unit,
    };
    let unit = at.map_or_else(String::new, |at| names::unit(directory, at, text));
    text.with(key, [("unit", unit.into())])
}
