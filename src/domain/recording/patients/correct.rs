//! Who the patient is, put right: names, day of birth, sex, language, identifiers, time in service. The
//! version before is kept, with an identifier that was withdrawn.

use chrono::NaiveDate;

use super::of;
use crate::domain::folding;
use crate::domain::ids::SourceId;
use crate::domain::intake::{Kind, Patient, Record};
use crate::domain::recording::checks::YEARS_AGO;
use crate::domain::recording::desk::Desk;
use crate::domain::recording::newcomer::LANGUAGE_MAX;
use crate::domain::recording::{Edit, Edits, NAME_MAX, Verb, Wrong};
use crate::domain::time;

/// The verb.
pub const VERB: Verb = Verb {
    code: "patient",
    action: "patient.correct",
    changes: Some(Kind::Patient),
    looks_at: &[Kind::TreatmentPeriod, Kind::Contact, Kind::Relationship],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    let family_name = desk.text("family_name", NAME_MAX);
    let given_name = desk.text("given_name", NAME_MAX);
    let birth_date = desk.day("birth_date").over(was.birth_date);
    if birth_date != was.birth_date {
        desk.was_born(birth_date, was);
    }
    let in_service_from = desk.day("in_service_from").over(was.in_service_from);
    let in_service_to = desk.day("in_service_to").over(was.in_service_to);
    if in_service_from
        .zip(in_service_to)
        .is_some_and(|(from, to)| to < from)
    {
        desk.fault("in_service_to", Wrong::EndBeforeStart);
    }
    let sex = desk.code("sex").over(was.sex);
    let language = desk.text("language", LANGUAGE_MAX);
    let identifiers = desk.identifiers(was);
    desk.words("reason");
    let corrected = Patient {
        family_name: family_name.over(was.family_name.clone()),
        given_name: given_name.over(was.given_name.clone()),
        birth_date,
        sex,
        language: language.over(was.language.clone()),
        identifiers,
        in_service_from,
        in_service_to,
        ..was.clone()
    };
    if is_named(was) && !is_named(&corrected) {
        desk.fault("family_name", Wrong::Missing);
    }
    desk.write(vec![Edit::Replace(held.id, Record::Patient(corrected))])
}

/// Whether anybody could read the patient's name.
fn is_named(patient: &Patient) -> bool {
    let mut names = [&patient.family_name, &patient.given_name]
        .into_iter()
        .flatten();
    names.any(|name| !folding::fold(name).is_empty())
}

impl Desk<'_> {
    /// Nobody is born after what is known of their life, or after their death.
    fn was_born(&mut self, born: Option<NaiveDate>, was: &Patient) {
        let Some(born) = born else { return };
        let zone = self.scene.directory.service_zone;
        let day = |at| time::local_date(at, zone);
        let today = day(self.scene.now);
        if born > today {
            self.fault("birth_date", Wrong::InFuture);
        } else if born < time::add_years(today, -YEARS_AGO) {
            self.fault("birth_date", Wrong::TooLongAgo);
        } else if was.deceased_at.is_some_and(|died| born > day(died)) {
            self.fault("birth_date", Wrong::AfterDeath);
        }
        let periods = self.scene.periods().map(|(_, period)| period.from);
        let ties = self.scene.ties().map(|(_, tie)| tie.from);
        let met = self.scene.contacts().map(|contact| contact.at);
        let first = periods.chain(ties).chain(met).min();
        if first.is_some_and(|first| day(first) < born) {
            self.fault("birth_date", Wrong::AfterRecords);
        }
    }

    /// The identifiers that stay, and the one that is added. The first, by which the source knows the
    /// patient, is none of them.
    fn identifiers(&mut self, was: &Patient) -> Vec<SourceId> {
        let mut identifiers = was.identifiers.clone();
        let before = identifiers.len();
        let withdrawn = self.all("withdraw");
        identifiers.retain(|one| !withdrawn.contains(&one.to_string()));
        if before - identifiers.len() < withdrawn.len() {
            self.fault("withdraw", Wrong::NoChoice);
        }
        if let Some(added) = self.identifier() {
            if identifiers.contains(&added) {
                self.fault("identifier", Wrong::AlreadyThere);
            } else {
                identifiers.push(added);
            }
        }
        identifiers
    }
}
