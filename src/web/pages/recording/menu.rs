//! What can be recorded, from where it is seen: the patient's page, a relationship, a contact, a flag.

use super::sending::kind_of;
use crate::app::recording::{Looked, Verb};
use crate::domain::ids::{ProfessionalId, RecordId, UnitId};
use crate::domain::intake::Record;
use crate::domain::recording::{person_of, unit_of};
use crate::domain::shift;
use crate::domain::time::Instant;
use crate::domain::trajectory::{ShiftAssignment, Trajectory, TreatmentPeriod};
use crate::domain::vocabulary::SettingClass;
use crate::web::components::Link;
use crate::web::{Text, names};

/// The menu on a patient's page.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Menu {
    /// The unit of a contact that is recorded by one tap, and the form's key; `None` for those whose
    /// account belongs to no professional.
    pub met: Option<(String, String)>,
    /// What can be recorded.
    pub links: Vec<Link>,
}

/// The unit of the reader's at which one tap records a contact.
fn unit_here(units: &[UnitId], open: &[&TreatmentPeriod]) -> Option<UnitId> {
    let here = open.iter().map(|period| period.unit);
    here.filter(|unit| units.contains(unit))
        .min()
        .or(units.first().copied())
}

impl Menu {
    /// What can be recorded of a patient now.
    pub(in crate::web) fn new(
        patient: &str,
        trajectory: &Trajectory,
        directory: &crate::domain::trajectory::Directory,
        (units, who): (&[UnitId], Option<ProfessionalId>),
        (key, now): (String, Instant),
        text: Text,
    ) -> Self {
        let open: Vec<&TreatmentPeriod> = trajectory
            .periods
            .iter()
            .filter(|period| period.to.is_none())
            .collect();
        let link = |act: &str, about: Option<RecordId>| link(patient, act, about, "", text);
        if trajectory.patient.deceased_at.is_some() {
            return Self {
                met: None,
                links: vec![link("patient", None), link("death-undo", None)],
            };
        }
        let met = unit_here(units, &open).filter(|_| who.is_some());
        let mut links = vec![link("contact", None), link("book", None)];
        let ward = open
            .iter()
            .find(|period| directory.class(period.unit) == SettingClass::Inpatient);
        match ward {
            None => links.push(link("admit", None)),
            Some(stay) => {
                let is_away = stay.leave.iter().any(|leave| leave.to.is_none());
                let leave = if is_away { "return" } else { "leave" };
                for act in [leave, "stay", "transfer", "discharge"] {
                    links.push(link(act, Some(stay.id)));
                }
                links.push(link("shift", None));
            }
        }
        let shift = |unit: &UnitId| shift::mine(&trajectory.shifts, who?, *unit, now);
        let lasts = |shift: &&ShiftAssignment| shift.to.is_none_or(|to| to > now);
        if let Some(shift) = units.iter().filter_map(shift).find(lasts) {
            links.push(link("shift-end", Some(shift.id)));
        }
        links.push(link("relationship", None));
        links.push(link("decision", None));
        links.push(link("review", None));
        links.push(link("request", None));
        links.push(link("measure", None));
        links.push(link("legal-status", None));
        links.push(link("correction", None));
        links.push(link("patient", None));
        links.push(link("death", None));
        Self {
            met: met.map(|unit| (unit.0.to_string(), key)),
            links,
        }
    }
}

/// A link to the form of a verb.
pub(super) fn link(
    patient: &str,
    act: &str,
    about: Option<RecordId>,
    more: &str,
    text: Text,
) -> Link {
    let mut pairs: Vec<String> = about
        .map(|id| format!("about={}", id.0))
        .into_iter()
        .collect();
    if !more.is_empty() {
        pairs.push(more.to_owned());
    }
    let query = if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    };
    Link {
        href: format!("/patients/{patient}/record/{act}{query}"),
        label: text.say(&format!("record-{act}-title")),
    }
}

/// What can be done with a relationship, from the list of them.
pub(in crate::web) fn of_tie(patient: &str, tie: RecordId, lasts: bool, text: Text) -> Vec<Link> {
    let acts: &[&str] = if lasts {
        &[
            "relationship-change",
            "relationship-plan-end",
            "relationship-end",
        ]
    } else {
        &["relationship-correct"]
    };
    let link = |act: &&str| link(patient, act, Some(tie), "", text);
    acts.iter().map(link).collect()
}

/// What can be done with a contact, from the list of them.
pub(in crate::web) fn of_contact(
    patient: &str,
    contact: RecordId,
    is_booked: bool,
    text: Text,
) -> Vec<Link> {
    let acts: &[&str] = if is_booked {
        &["attended", "no-show", "cancelled", "contact-correct"]
    } else {
        &["contact-correct"]
    };
    let link = |act: &&str| link(patient, act, Some(contact), "", text);
    acts.iter().map(link).collect()
}

/// Other things that can be recorded of what a form is about.
pub(super) fn others(verb: &Verb, looked: &Looked, text: Text) -> Vec<Link> {
    let Some(held) = &looked.about else {
        return Vec::new();
    };
    let patient = looked.opened.patient.reference.id.0.to_string();
    let acts: &[&str] = match &held.record {
        Record::Relationship(tie) if tie.to.is_none() => &[
            "relationship-change",
            "relationship-plan-end",
            "relationship-end",
            "relationship-correct",
        ],
        Record::TreatmentPeriod(_) => &["period-correct"],
        Record::Measure(_) => &[
            "measure-visit",
            "measure-end",
            "measure-debrief",
            "measure-correct",
        ],
        Record::LegalPeriod(_) => &["legal-status-end", "legal-status-correct"],
        _ => &[],
    };
    let rest = acts.iter().filter(|act| **act != verb.code);
    rest.map(|act| link(&patient, act, Some(held.id), "", text))
        .collect()
}

/// What a form is about, in a sentence.
pub(super) fn about(verb: &Verb, looked: &Looked, text: Text) -> Option<String> {
    let directory = &looked.opened.directory;
    let person = |name: Option<&str>| {
        let id = name.and_then(|name| person_of(directory, name))?;
        Some(names::professional(directory, id, text))
    };
    let unit = |name: &str| unit_of(directory, name).map(|id| names::unit(directory, id, text));
    match &looked.about.as_ref()?.record {
        Record::Relationship(tie) => {
            let who = person(tie.professional_id.as_deref()).or(tie.person_name.clone())?;
            let kind = text.word("relationship", tie.kind.code());
            let pair = [("who", who.into()), ("kind", kind.into())];
            Some(text.with("record-about-tie", pair))
        }
        Record::Contact(contact) => {
            let zone = directory.zone(unit_of(directory, &contact.unit_id));
            let time = text.time(contact.at, zone);
            let place = unit(&contact.unit_id)?;
            let pair = [("time", time.into()), ("unit", place.into())];
            Some(text.with("record-about-contact", pair))
        }
        Record::TreatmentPeriod(period) => {
            let place = unit(&period.unit_id)?;
            let zone = directory.zone(unit_of(directory, &period.unit_id));
            let since = text.time(period.from, zone);
            let pair = [("time", since.into()), ("unit", place.into())];
            Some(text.with("record-about-stay", pair))
        }
        Record::ShiftAssignment(shift) => person(Some(&shift.professional_id)),
        Record::Request(request) => {
            let pair = [("words", request.text.clone().into())];
            Some(text.with("record-about-request", pair))
        }
        Record::Plan(plan) => {
            let kind = text.capital_word("plan", plan.kind.code());
            let pair = [
                ("kind", kind.into()),
                ("date", text.date(plan.agreed_on).into()),
            ];
            Some(text.with("record-about-plan", pair))
        }
        Record::Rupture(rupture) => person(Some(&rupture.professional_id)),
        Record::Measure(measure) => {
            let place = measure.unit_id.as_deref();
            let zone = directory.zone(place.and_then(|unit| unit_of(directory, unit)));
            let what = text.capital_word("measure", measure.kind.code());
            let pair = [
                ("what", what.into()),
                ("time", text.time(measure.from, zone).into()),
            ];
            Some(text.with("record-about-measure", pair))
        }
        Record::LegalPeriod(period) => {
            let since = text.time(period.from, directory.service_zone);
            let what = names::legal_status(&period.status, text);
            let pair = [("what", what.into()), ("time", since.into())];
            Some(text.with("record-about-measure", pair))
        }
        Record::Patient(_) => Some(text.say(&format!("record-{}-lead", verb.code))),
        _ => None,
    }
}

/// What a page says after something was recorded.
#[derive(Debug, Clone)]
pub(in crate::web) struct Said {
    /// In a sentence.
    pub sentence: String,
    /// What comes next, where something does.
    pub next: Option<Link>,
}

impl Said {
    /// What an address says was recorded; `None` where it names no verb.
    pub(in crate::web) fn of(code: &str, patient: &str, text: Text) -> Option<Self> {
        if code == "register" {
            return Some(Self {
                sentence: text.say("record-register-done"),
                next: None,
            });
        }
        let handed = code.strip_suffix("-handed");
        let verb = crate::app::recording::verb(handed.unwrap_or(code))?;
        let kind = kind_of(verb);
        if handed.is_some() {
            return kind.map(|_| Self {
                sentence: text.say(&format!("record-{}-handed", verb.code)),
                next: None,
            });
        }
        Some(Self {
            sentence: text.say(&format!("record-{}-done", verb.code)),
            next: kind.map(|kind| Link {
                href: format!("/patients/{patient}/handovers/new?type={}", kind.code()),
                label: text.say("record-hand-over"),
            }),
        })
    }
}
