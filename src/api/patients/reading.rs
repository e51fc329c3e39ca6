//! Writing the domain's records in the shapes that are sent.

use super::shapes::{
    Admission, Contact, Decision, Handover, Leave, RelationalReview, Relationship, ShiftAssignment,
    TreatmentPeriod,
};
use crate::api::codes::Moment;
use crate::api::directory::{ProfessionalRef, Source, UnitRef};
use crate::app::records::Sourced;
use crate::domain::admission;
use crate::domain::flags::Case;
use crate::domain::ids::{ProfessionalId, RecordId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{self as domain, Directory, Holder};

impl Moment {
    /// An instant as people at a unit read it.
    pub fn at(instant: Instant, unit: Option<UnitId>, directory: &Directory) -> Self {
        Self(time::to_rfc3339(instant, directory.zone(unit)))
    }
}

/// An opened record, and how to write what is in it.
pub(super) struct Reading<'a>(pub &'a Sourced);

impl Reading<'_> {
    pub(super) fn directory(&self) -> &Directory {
        &self.0.opened.directory
    }

    pub(super) fn source(&self, record: RecordId) -> Option<Source> {
        let named = self.0.sources.get(&record);
        named.map(|named| Source::from(&named.source))
    }

    pub(super) fn version(&self, record: RecordId) -> i32 {
        let named = self.0.sources.get(&record);
        named.map_or(0, |named| named.version)
    }

    pub(super) fn at(&self, instant: Instant, unit: Option<UnitId>) -> Moment {
        Moment::at(instant, unit, self.directory())
    }

    pub(super) fn unit(&self, unit: UnitId) -> UnitRef {
        UnitRef::of(unit, self.directory())
    }

    pub(super) fn person(&self, professional: ProfessionalId) -> ProfessionalRef {
        ProfessionalRef::of(professional, self.directory())
    }

    pub(super) fn period(&self, period: &domain::TreatmentPeriod) -> TreatmentPeriod {
        let unit = Some(period.unit);
        TreatmentPeriod {
            id: period.id.0,
            source: self.source(period.id),
            version: self.version(period.id),
            unit: self.unit(period.unit),
            setting: self.directory().setting(period.unit).map(Into::into),
            class: self.directory().class(period.unit).into(),
            from: self.at(period.from, unit),
            to: period.to.map(|to| self.at(to, unit)),
            admission_kind: period.admission_kind.map(Into::into),
            leave: period
                .leave
                .iter()
                .map(|leave| Leave {
                    from: self.at(leave.from, unit),
                    to: leave.to.map(|to| self.at(to, unit)),
                })
                .collect(),
        }
    }

    pub(super) fn admission(&self, admission: &admission::Admission, case: &Case<'_>) -> Admission {
        let stays: Vec<_> = admission
            .stays
            .iter()
            .filter_map(|place| case.trajectory.periods.get(*place))
            .collect();
        let first = stays.first().map(|stay| stay.unit);
        let last = stays
            .iter()
            .max_by_key(|stay| stay.to)
            .map(|stay| stay.unit);
        Admission {
            id: admission.first.0,
            treatment_period_ids: stays.iter().map(|stay| stay.id.0).collect(),
            from: self.at(admission.from, first),
            to: admission.to.map(|to| self.at(to, last)),
            nights: admission.nights(case.last_day()),
            kind: admission.kind.map(Into::into),
        }
    }

    pub(super) fn contact(&self, contact: &domain::Contact) -> Contact {
        Contact {
            id: contact.id.0,
            source: self.source(contact.id),
            version: self.version(contact.id),
            unit: self.unit(contact.unit),
            at: self.at(contact.at, Some(contact.unit)),
            minutes: contact.minutes,
            mode: contact.mode.map(Into::into),
            status: contact.status.into(),
            main_professional: contact.main.map(|main| self.person(main)),
            other_professionals: contact
                .others
                .iter()
                .map(|other| self.person(*other))
                .collect(),
            patient_present: contact.patient_present,
            purpose: contact.purpose.map(Into::into),
        }
    }

    pub(super) fn relationship(&self, tie: &domain::Relationship) -> Relationship {
        let person_name = match &tie.holder {
            Holder::Professional(_) => None,
            Holder::Person(name) => Some(name.clone()),
        };
        Relationship {
            id: tie.id.0,
            source: self.source(tie.id),
            version: self.version(tie.id),
            kind: tie.kind.into(),
            professional: tie.holder.professional().map(|id| self.person(id)),
            person_name,
            unit: tie.unit.map(|unit| self.unit(unit)),
            from: self.at(tie.from, tie.unit),
            to: tie.to.map(|to| self.at(to, tie.unit)),
            planned_end: tie.planned_end,
            end_reason: tie.end_reason.map(Into::into),
            told_in_time: tie.told_in_time,
            goodbye: tie.goodbye,
            joint_meeting: tie.joint_meeting,
            successor_known: tie.successor_known,
            successor: tie.successor.map(|id| self.person(id)),
            agreed_interval_days: tie.agreed_interval_days,
            important_to_patient: tie.important_to_patient,
            mode: tie.mode.map(Into::into),
            is_temporary_cover: tie.is_temporary_cover,
            deputy: tie.deputy.map(|id| self.person(id)),
        }
    }

    pub(super) fn handover(&self, handover: &domain::Handover) -> Handover {
        let unit = handover.from_unit.or(handover.to_unit);
        Handover {
            id: handover.id.0,
            source: self.source(handover.id),
            kind: handover.kind.into(),
            offered_at: self.at(handover.offered_at, unit),
            accepted_at: handover
                .accepted_at
                .map(|at| self.at(at, handover.to_unit.or(unit))),
            state: handover.state.into(),
            grade: handover.grade.map(Into::into),
            from_professional: handover.from_professional.map(|id| self.person(id)),
            to_professional: handover.to_professional.map(|id| self.person(id)),
            from_unit: handover.from_unit.map(|unit| self.unit(unit)),
            to_unit: handover.to_unit.map(|unit| self.unit(unit)),
        }
    }

    pub(super) fn shift(&self, shift: &domain::ShiftAssignment) -> ShiftAssignment {
        let unit = Some(shift.unit);
        ShiftAssignment {
            id: shift.id.0,
            source: self.source(shift.id),
            version: self.version(shift.id),
            professional: self.person(shift.professional),
            unit: self.unit(shift.unit),
            from: self.at(shift.from, unit),
            to: shift.to.map(|to| self.at(to, unit)),
        }
    }

    pub(super) fn decision(&self, decision: &domain::Decision) -> Decision {
        Decision {
            id: decision.id.0,
            source: self.source(decision.id),
            version: self.version(decision.id),
            subject: decision.subject.into(),
            outcome: decision.outcome.into(),
            decided_at: self.at(decision.decided_at, None),
        }
    }

    pub(super) fn review(&self, review: &domain::RelationalReview) -> RelationalReview {
        RelationalReview {
            id: review.id.0,
            source: self.source(review.id),
            version: self.version(review.id),
            held_at: self.at(review.held_at, None),
        }
    }
}
