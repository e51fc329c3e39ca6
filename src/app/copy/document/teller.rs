//! A record in the words of a copy: names instead of ids, times as text.

use std::collections::HashSet;

use super::{
    AboutRef, Access, Contact, Entry, Flag, Handover, Measure, Period, Plan, Reader, Relationship,
    Request, Timeline,
};
use crate::app::audit::access_log::{Line, Who};
use crate::app::copy::gather::Told;
use crate::app::flags::Lived;
use crate::app::story::Beside;
use crate::domain::flags::{Case, rules};
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{self, Directory, Holder};
use crate::domain::vocabulary::{EndReason, PlanKind};
use crate::store::plans::{PlanText, RequestText};

/// Says things of a record by the names of its directory.
pub(super) struct Teller<'d> {
    pub directory: &'d Directory,
}

impl Teller<'_> {
    pub fn at(&self, at: Instant) -> String {
        time::to_rfc3339(at, self.directory.service_zone)
    }

    fn person(&self, id: ProfessionalId) -> Option<String> {
        let known = self.directory.professionals.get(&id);
        known.map(|person| person.name.clone())
    }

    fn unit(&self, id: UnitId) -> Option<String> {
        self.directory.units.get(&id).map(|unit| unit.name.clone())
    }

    pub fn timeline(&self, case: &Case<'_>) -> Timeline {
        let known = &case.trajectory;
        Timeline {
            treatment_periods: known
                .periods
                .iter()
                .map(|period| Period {
                    id: period.id.0,
                    unit: self.unit(period.unit),
                    from: self.at(period.from),
                    to: period.to.map(|to| self.at(to)),
                })
                .collect(),
            contacts: known.contacts.iter().map(|met| self.contact(met)).collect(),
            relationships: known
                .relationships
                .iter()
                .map(|tie| self.tie(tie))
                .collect(),
            handovers: known.handovers.iter().map(|it| self.handover(it)).collect(),
            measures: known
                .measures
                .iter()
                .map(|measure| Measure {
                    id: measure.id.0,
                    kind: measure.kind.code(),
                    unit: measure.unit.and_then(|unit| self.unit(unit)),
                    from: self.at(measure.from),
                    to: measure.to.map(|to| self.at(to)),
                })
                .collect(),
        }
    }

    fn contact(&self, met: &trajectory::Contact) -> Contact {
        let mut seen = HashSet::new();
        let with = met.main.into_iter().chain(met.others.iter().copied());
        Contact {
            unit: self.unit(met.unit),
            at: self.at(met.at),
            status: met.status.code(),
            with: with
                .filter(|who| seen.insert(*who))
                .filter_map(|who| self.person(who))
                .collect(),
        }
    }

    fn tie(&self, tie: &trajectory::Relationship) -> Relationship {
        Relationship {
            id: tie.id.0,
            who: match &tie.holder {
                Holder::Professional(id) => self.person(*id),
                Holder::Person(name) => Some(name.clone()),
            },
            kind: tie.kind.code(),
            from: self.at(tie.from),
            to: tie.to.map(|to| self.at(to)),
            end_reason: tie.end_reason.map(EndReason::code),
            goodbye: tie.goodbye,
            is_important: tie.important_to_patient,
        }
    }

    fn handover(&self, handover: &trajectory::Handover) -> Handover {
        let end = |who: Option<ProfessionalId>, unit: Option<UnitId>| {
            let who = who.and_then(|who| self.person(who));
            who.or_else(|| unit.and_then(|unit| self.unit(unit)))
        };
        Handover {
            id: handover.id.0,
            offered_at: self.at(handover.offered_at),
            accepted_at: handover.accepted_at.map(|at| self.at(at)),
            from: end(handover.from_professional, handover.from_unit),
            to: end(handover.to_professional, handover.to_unit),
        }
    }

    pub fn entry(&self, told: &Told, beside: &[Beside], now: Instant) -> Entry {
        let entry = &told.entry;
        let stands = entry.withdrawn_at.is_none();
        let when = entry.when.filter(|_| stands);
        Entry {
            id: entry.id.0,
            kind: stands.then(|| entry.kind.code()),
            authorship: entry.authorship.code(),
            text: stands.then(|| entry.text.clone()),
            written_at: self.at(entry.written_at),
            written_by: entry.author.and_then(|who| self.person(who)),
            from: when.map(|when| when.from),
            to: when.map(|when| when.to),
            precision: when.map(|when| when.precision.code()),
            level: entry.sharing.level_at(now),
            confirmed_at: entry.confirmed_at.map(|at| self.at(at)),
            withdrawn_at: entry.withdrawn_at.map(|at| self.at(at)),
            about: beside
                .iter()
                .filter(|one| one.entry.id == entry.id)
                .map(|one| AboutRef {
                    kind: one.about.thing.code(),
                    id: one.about.id.0,
                })
                .collect(),
            readers: told
                .readers
                .iter()
                .map(|read| Reader {
                    who: self.person(read.professional),
                    opened_at: self.at(read.opened_at),
                    told_patient_at: read.told_patient_at.map(|at| self.at(at)),
                })
                .collect(),
        }
    }

    pub fn request(&self, asked: &RequestText) -> Request {
        Request {
            id: asked.id.0,
            subject: asked.subject.clone(),
            text: asked.text.clone(),
            asked_at: self.at(asked.asked_at),
            decider: asked.decider.and_then(|who| self.person(who)),
            due_on: asked.due_on,
            answer: asked.answer.map(|(answer, _)| answer.code()),
            answered_at: asked.answer.map(|(_, at)| self.at(at)),
            reason: asked.reason.clone(),
        }
    }

    pub fn flag(&self, lived: &Lived, case: &Case<'_>) -> Flag {
        let names = Named(self);
        let inputs = lived.flag.evidence.read(case.today, &names);
        Flag {
            rule: lived.flag.code,
            sentence: rules::sentence(lived.flag.code),
            raised_at: lived.stored.as_ref().map(|flag| self.at(flag.raised_at)),
            inputs: if inputs.is_object() {
                inputs
            } else {
                serde_json::json!({})
            },
        }
    }

    pub fn access(&self, line: &Line) -> Access {
        let (who, roles) = match &line.who {
            Who::Account {
                username,
                professional,
                roles,
            } => {
                let name = professional.and_then(|who| self.person(who));
                let roles = roles.iter().map(|granted| {
                    let unit = granted.unit.and_then(|unit| self.unit(unit));
                    let role = granted.role.code();
                    unit.map_or_else(|| role.to_owned(), |unit| format!("{role}, {unit}"))
                });
                (
                    Some(name.unwrap_or_else(|| username.clone())),
                    roles.collect(),
                )
            }
            Who::CommandLine(name) => (name.clone(), vec!["command_line".to_owned()]),
            Who::Patient => (None, vec!["patient".to_owned()]),
            Who::System => (None, vec!["red_thread".to_owned()]),
            Who::Other(name) => (Some(name.clone()), Vec::new()),
        };
        Access {
            at: self.at(line.at),
            who,
            roles,
            what: line.kind,
            purpose: line.purpose.clone(),
            reason: line.reason.clone(),
        }
    }
}

/// People and units in what a flag was worked out from, by name.
struct Named<'t, 'd>(&'t Teller<'d>);

impl crate::domain::flags::Names for Named<'_, '_> {
    fn professional(&self, id: ProfessionalId) -> Option<String> {
        self.0.person(id)
    }

    fn unit(&self, id: UnitId) -> Option<String> {
        self.0.unit(id)
    }
}

pub(super) fn plan((kind, plan): &(PlanKind, PlanText)) -> Plan {
    Plan {
        id: plan.id.0,
        kind: kind.code(),
        agreed_on: plan.agreed_on,
        reviewed_on: plan.reviewed_on,
        review_by: plan.review_by,
        text_patient: plan.patient.clone(),
        text_staff: plan.staff.clone(),
    }
}
