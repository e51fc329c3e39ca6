//! The timeline as CSV: the rows of the table with codes and ISO times, one line each.
//!
//! UTF-8, RFC 4180 with a header. A text that a spreadsheet would take for a formula is led by an
//! apostrophe. Empty is not recorded, or does not apply to that kind of row.

use super::rows::{Entry, Row, rows};
use super::{Agreement, Compelled, End, Handover, Person, Span, Tie, Timeline, Who};
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{
    AdmissionKind, EndReason, HandoverGrade, Profession, RelationshipMode, Setting,
};

/// A column: its place in a line.
#[derive(Debug, Clone, Copy)]
enum Column {
    Lane,
    Entry,
    Id,
    Kind,
    Setting,
    Unit,
    Who,
    Person,
    Profession,
    ToUnit,
    ToPerson,
    From,
    To,
    State,
    Grade,
    Nights,
    Leave,
    Attended,
    Planned,
    Missed,
    Indirect,
    Shifts,
    People,
    ImportantToPatient,
    TemporaryCover,
    PlannedEnd,
    EndReason,
    ToldInTime,
    Goodbye,
    JointMeeting,
    SuccessorKnown,
    Abrupt,
    Evidence,
}

/// What the columns are called, in order.
pub const COLUMNS: [&str; 33] = [
    "lane",
    "entry",
    "id",
    "kind",
    "setting",
    "unit",
    "who",
    "person",
    "profession",
    "to_unit",
    "to_person",
    "from",
    "to",
    "state",
    "grade",
    "nights",
    "leave",
    "attended",
    "planned",
    "missed",
    "indirect",
    "shifts",
    "people",
    "important_to_patient",
    "temporary_cover",
    "planned_end",
    "end_reason",
    "told_in_time",
    "goodbye",
    "joint_meeting",
    "successor_known",
    "abrupt",
    "evidence",
];

/// One line, by columns.
struct Line {
    cells: [String; COLUMNS.len()],
}

/// Every row of the table; times with the offset that the service's clock had then.
pub fn csv(timeline: &Timeline) -> String {
    let mut text = COLUMNS.join(",");
    text.push_str("\r\n");
    for row in rows(timeline) {
        let line = Line::of(&row, timeline);
        for (at, cell) in line.cells.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            push_cell(&mut text, cell);
        }
        text.push_str("\r\n");
    }
    text
}

impl Line {
    fn of(row: &Row<'_>, timeline: &Timeline) -> Self {
        let mut line = Self {
            cells: std::array::from_fn(|_| String::new()),
        };
        let iso = |at: Option<Instant>| {
            at.map(|at| time::to_rfc3339(at, timeline.axis.zone))
                .unwrap_or_default()
        };
        line.set(Column::Lane, row.lane.code());
        line.set(Column::From, iso(Some(row.from)));
        line.set(Column::To, iso(row.to));
        line.flag(Column::Evidence, Some(row.is_evidence));
        match row.entry {
            Entry::Admission(band) => {
                line.set(Column::Entry, "admission");
                line.set(Column::Id, band.id.0.to_string());
                line.code(Column::Kind, band.kind, AdmissionKind::code);
                line.set(Column::Nights, band.nights.to_string());
            }
            Entry::Stay(place, stay) => {
                line.set(Column::Entry, "treatment_period");
                line.set(Column::Id, stay.id.0.to_string());
                line.code(Column::Kind, stay.admission_kind, AdmissionKind::code);
                line.set(Column::Unit, place.name.clone());
                line.code(Column::Setting, place.setting, Setting::code);
                line.set(
                    Column::Nights,
                    stay.nights.map(|n| n.to_string()).unwrap_or_default(),
                );
                let leave = |span: &Span| format!("{}/{}", iso(Some(span.from)), iso(span.to));
                let leaves: Vec<String> = stay.leave.iter().map(leave).collect();
                line.set(Column::Leave, leaves.join(";"));
            }
            Entry::Compulsion(one) => {
                line.set(Column::Id, one.id.0.to_string());
                match &one.what {
                    Compelled::Status(status, _) => {
                        line.set(Column::Entry, "legal_period");
                        line.set(Column::Kind, status.clone());
                    }
                    Compelled::Measure(kind, people) => {
                        line.set(Column::Entry, "measure");
                        line.set(Column::Kind, kind.code());
                        line.set(Column::People, people.to_string());
                    }
                }
            }
            Entry::Tie(person, tie) => line.tie(person, tie),
            Entry::Contacts(person, contacts) => {
                line.set(Column::Entry, "contacts");
                line.person(person);
                let tie = contacts.tie.map(|tie| tie.0.to_string());
                line.set(Column::Id, tie.unwrap_or_default());
                line.set(Column::Attended, contacts.attended.len().to_string());
                line.set(Column::Planned, contacts.planned.len().to_string());
                line.set(Column::Missed, contacts.missed.len().to_string());
                line.set(Column::Indirect, contacts.indirect.len().to_string());
            }
            Entry::Shifts(person, shifts) => {
                line.set(Column::Entry, "shifts");
                line.person(person);
                line.set(Column::Shifts, shifts.spans.len().to_string());
            }
            Entry::Handover(handover) => line.handover(handover),
            Entry::Agreed(agreed) => {
                line.set(Column::Id, agreed.id.0.to_string());
                match agreed.what {
                    Agreement::Decision(subject, outcome) => {
                        line.set(Column::Entry, "decision");
                        line.set(Column::Kind, subject.code());
                        line.set(Column::State, outcome.code());
                    }
                    Agreement::Review => line.set(Column::Entry, "relational_review"),
                }
            }
        }
        line
    }

    fn tie(&mut self, person: &Person, tie: &Tie) {
        self.set(Column::Entry, "relationship");
        self.set(Column::Id, tie.id.0.to_string());
        self.set(Column::Kind, tie.kind.code());
        self.person(person);
        let unit = tie.unit.as_ref().map(|(_, name)| name.clone());
        self.set(Column::Unit, unit.unwrap_or_default());
        self.code(Column::State, tie.mode, RelationshipMode::code);
        self.flag(Column::ImportantToPatient, Some(tie.is_important));
        self.flag(Column::TemporaryCover, Some(tie.is_temporary_cover));
        let planned_end = tie.planned_end.map(|day| day.to_string());
        self.set(Column::PlannedEnd, planned_end.unwrap_or_default());
        if let Some(ending) = &tie.ending {
            self.code(Column::EndReason, ending.reason, EndReason::code);
            self.flag(Column::ToldInTime, ending.told_in_time);
            self.flag(Column::Goodbye, ending.goodbye);
            self.flag(Column::JointMeeting, ending.joint_meeting);
            self.flag(Column::SuccessorKnown, ending.successor_known);
            self.flag(Column::Abrupt, Some(ending.is_abrupt));
        }
    }

    fn handover(&mut self, handover: &Handover) {
        self.set(Column::Entry, "handover");
        self.set(Column::Id, handover.id.0.to_string());
        self.set(Column::Kind, handover.kind.code());
        let name = |name: &Option<String>| name.clone().unwrap_or_default();
        let End {
            professional, unit, ..
        } = &handover.from;
        self.set(Column::Person, name(professional));
        self.set(Column::Unit, name(unit));
        self.set(Column::ToPerson, name(&handover.to.professional));
        self.set(Column::ToUnit, name(&handover.to.unit));
        self.set(Column::State, handover.state.code());
        self.code(Column::Grade, handover.grade, HandoverGrade::code);
    }

    /// Whose row it is; how many, of those who share one.
    fn person(&mut self, person: &Person) {
        self.set(
            Column::Who,
            match person.who {
                Who::Professional(_) => "professional",
                Who::Person(_) => "person",
                Who::Others(_) => "others",
                Who::NotRecorded => "not_recorded",
            },
        );
        if let Who::Others(people) = person.who {
            self.set(Column::People, people.to_string());
        }
        self.set(Column::Person, person.name.clone());
        self.code(Column::Profession, person.profession, Profession::code);
    }

    fn code<T>(&mut self, column: Column, value: Option<T>, code: fn(T) -> &'static str) {
        self.set(column, value.map(code).unwrap_or_default());
    }

    fn flag(&mut self, column: Column, value: Option<bool>) {
        self.set(column, value.map(|is| is.to_string()).unwrap_or_default());
    }

    fn set(&mut self, column: Column, value: impl Into<String>) {
        self.cells[column as usize] = value.into();
    }
}

/// Writes a cell: disarmed, and quoted where RFC 4180 asks for it.
fn push_cell(text: &mut String, cell: &str) {
    let is_quoted = cell.contains([',', '"', '\n', '\r']);
    if is_quoted {
        text.push('"');
    }
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        text.push('\'');
    }
    for (at, part) in cell.split('"').enumerate() {
        if at > 0 {
            text.push_str("\"\"");
        }
        text.push_str(part);
    }
    if is_quoted {
        text.push('"');
    }
}
