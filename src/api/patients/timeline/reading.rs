//! Writing a timeline in the shape that is sent.

use super::shapes::{
    Agreed, Axis, Band, Break, Choices, Compelled, ContactMonth, Counts, End, Ending, Evidence,
    Person, Place, Reference, RowKind, Segment, Shift, ShiftMonth, Span, Stay, Tie, Timeline,
    TimelineHandover,
};
use crate::api::codes::Moment;
use crate::api::directory::UnitRef;
use crate::domain::ids::UnitId;
use crate::domain::time::{Instant, add_days};
use crate::domain::timeline::{self as domain, Agreement, Who};
use crate::domain::trajectory::Directory;

/// Whom a timeline names, and where.
struct Reading<'a>(&'a Directory);

impl Timeline {
    /// A timeline as it is sent.
    pub fn of(timeline: &domain::Timeline, directory: &Directory) -> Self {
        let read = Reading(directory);
        Self {
            patient_id: timeline.patient.0,
            from: timeline.from,
            to: add_days(timeline.to, -1),
            now: read.at(timeline.now),
            died: timeline.died.map(|at| read.at(at)),
            axis: read.axis(&timeline.axis),
            admissions: timeline
                .admissions
                .iter()
                .map(|one| read.band(one))
                .collect(),
            places: timeline.places.iter().map(|one| read.place(one)).collect(),
            compulsion: timeline
                .compulsion
                .iter()
                .map(|one| read.compelled(one))
                .collect(),
            people: timeline.people.iter().map(|one| read.person(one)).collect(),
            handovers: timeline
                .handovers
                .iter()
                .map(|one| read.handover(one))
                .collect(),
            agreed: timeline.agreed.iter().map(|one| read.agreed(one)).collect(),
            counts: Counts {
                shown: timeline.shown,
                before: timeline.before,
                after: timeline.after,
                filtered: timeline.filtered,
            },
            evidence: read.evidence(timeline),
            references: timeline
                .references
                .iter()
                .map(|reference| Reference {
                    since: reference.since.code(),
                    on: reference.on,
                })
                .collect(),
            choices: read.choices(&timeline.choices),
        }
    }
}

impl Reading<'_> {
    fn at(&self, instant: Instant) -> Moment {
        Moment::at(instant, None, self.0)
    }

    fn all(&self, instants: &[Instant]) -> Vec<Moment> {
        instants.iter().map(|at| self.at(*at)).collect()
    }

    fn axis(&self, axis: &domain::Axis) -> Axis {
        Axis {
            segments: axis
                .segments
                .iter()
                .map(|segment| Segment {
                    from: self.at(segment.from),
                    to: self.at(segment.to),
                    start: segment.start,
                    end: segment.end,
                })
                .collect(),
            breaks: axis
                .breaks
                .iter()
                .map(|one| Break {
                    first_year: one.first_year,
                    years: one.years,
                    start: one.start,
                    end: one.end,
                })
                .collect(),
        }
    }

    fn span(&self, span: &domain::Span, unit: Option<UnitId>) -> Span {
        Span {
            from: Moment::at(span.from, unit, self.0),
            to: span.to.map(|to| Moment::at(to, unit, self.0)),
            enters: span.enters,
            leaves: span.leaves,
        }
    }

    fn band(&self, band: &domain::Band) -> Band {
        Band {
            id: band.id.0,
            span: self.span(&band.span, None),
            nights: band.nights,
            kind: band.kind.map(Into::into),
            is_evidence: band.is_evidence,
        }
    }

    fn compelled(&self, one: &domain::Compulsion) -> Compelled {
        let (status, felt_forced, measure, people) = match &one.what {
            domain::Compelled::Status(status, felt) => (Some(status.clone()), *felt, None, None),
            domain::Compelled::Measure(kind, people) => {
                (None, None, Some((*kind).into()), Some(*people))
            }
        };
        Compelled {
            id: one.id.0,
            span: self.span(&one.span, None),
            status,
            felt_forced,
            measure,
            people,
            is_evidence: one.is_evidence,
        }
    }

    fn place(&self, place: &domain::Place) -> Place {
        let unit = Some(place.unit);
        Place {
            unit: UnitRef::of(place.unit, self.0),
            setting: place.setting.map(Into::into),
            class: place.class.into(),
            treatment_periods: place
                .stays
                .iter()
                .map(|stay| Stay {
                    id: stay.id.0,
                    span: self.span(&stay.span, unit),
                    admission_kind: stay.admission_kind.map(Into::into),
                    nights: stay.nights,
                    leave: stay.leave.iter().map(|one| self.span(one, unit)).collect(),
                    is_evidence: stay.is_evidence,
                })
                .collect(),
        }
    }

    fn person(&self, person: &domain::Person) -> Person {
        let (kind, professional_id, professionals) = match &person.who {
            Who::Professional(id) => (RowKind::Professional, Some(id.0), None),
            Who::Person(_) => (RowKind::Person, None, None),
            Who::Others(many) => (RowKind::Others, None, Some(*many)),
            Who::NotRecorded => (RowKind::NotRecorded, None, None),
        };
        Person {
            kind,
            professional_id,
            professionals,
            name: (!person.name.is_empty()).then(|| person.name.clone()),
            profession: person.profession.map(Into::into),
            is_important: person.is_important,
            relationships: person.ties.iter().map(|tie| self.tie(tie)).collect(),
            contacts: person
                .contacts
                .iter()
                .map(|one| self.contacts(one))
                .collect(),
            shifts: person.shifts.iter().map(|one| self.shifts(one)).collect(),
        }
    }

    fn tie(&self, tie: &domain::Tie) -> Tie {
        let unit = tie.unit.as_ref().map(|(unit, _)| *unit);
        Tie {
            id: tie.id.0,
            span: self.span(&tie.span, unit),
            kind: tie.kind.into(),
            unit: unit.map(|unit| UnitRef::of(unit, self.0)),
            is_important: tie.is_important,
            is_temporary_cover: tie.is_temporary_cover,
            mode: tie.mode.map(Into::into),
            planned_end: tie.planned_end,
            ending: tie.ending.map(|ending| Ending {
                reason: ending.reason.map(Into::into),
                told_in_time: ending.told_in_time,
                goodbye: ending.goodbye,
                joint_meeting: ending.joint_meeting,
                successor_known: ending.successor_known,
                is_abrupt: ending.is_abrupt,
            }),
            is_evidence: tie.is_evidence,
        }
    }

    fn contacts(&self, month: &domain::Contacts) -> ContactMonth {
        ContactMonth {
            relationship_id: month.tie.map(|tie| tie.0),
            month: month.month,
            attended: self.all(&month.attended),
            planned: self.all(&month.planned),
            missed: self.all(&month.missed),
            indirect: self.all(&month.indirect),
            is_evidence: month.is_evidence,
        }
    }

    fn shifts(&self, month: &domain::Shifts) -> ShiftMonth {
        ShiftMonth {
            month: month.month,
            shifts: month
                .spans
                .iter()
                .map(|(from, to)| Shift {
                    from: self.at(*from),
                    to: to.map(|to| self.at(to)),
                })
                .collect(),
            is_evidence: month.is_evidence,
        }
    }

    fn handover(&self, handover: &domain::Handover) -> TimelineHandover {
        TimelineHandover {
            id: handover.id.0,
            kind: handover.kind.into(),
            offered_at: self.at(handover.offered_at),
            accepted_at: handover.accepted_at.map(|at| self.at(at)),
            state: handover.state.into(),
            grade: handover.grade.map(Into::into),
            from: end(&handover.from),
            to: end(&handover.to),
            is_evidence: handover.is_evidence,
        }
    }

    fn agreed(&self, agreed: &domain::Agreed) -> Agreed {
        let (subject, outcome) = match agreed.what {
            Agreement::Decision(subject, outcome) => (Some(subject), Some(outcome)),
            Agreement::Review => (None, None),
        };
        Agreed {
            id: agreed.id.0,
            at: self.at(agreed.at),
            subject: subject.map(Into::into),
            outcome: outcome.map(Into::into),
            is_evidence: agreed.is_evidence,
        }
    }

    fn evidence(&self, timeline: &domain::Timeline) -> Option<Evidence> {
        if timeline.evidence.is_empty() && timeline.tint.is_none() {
            return None;
        }
        Some(Evidence {
            record_ids: timeline.evidence.iter().map(|id| id.0).collect(),
            from: timeline.tint.map(|(from, _)| self.at(from)),
            to: timeline.tint.map(|(_, to)| self.at(to)),
        })
    }

    fn choices(&self, choices: &domain::Choices) -> Choices {
        Choices {
            units: choices
                .units
                .iter()
                .map(|(unit, _)| UnitRef::of(*unit, self.0))
                .collect(),
            settings: choices.settings.iter().copied().map(Into::into).collect(),
            professional_ids: choices
                .people
                .iter()
                .filter_map(|(who, _)| match who {
                    Who::Professional(id) => Some(id.0),
                    _ => None,
                })
                .collect(),
        }
    }
}

fn end(end: &domain::End) -> End {
    End {
        professional: end.professional.clone(),
        unit: end.unit.clone(),
        person: end.person,
        place: end.place,
    }
}
