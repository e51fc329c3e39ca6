//! A patient's trajectory: everything known about one patient that an answer may rest on, in time
//! order. Timeline, indices and flags are pure functions of this value.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::ids::{PatientId, ProfessionalId, RecordId, SourceId, UnitId};
use super::intake::Leave;
use super::time::{self, Instant};
use super::vocabulary::{
    AdmissionKind, ContactMode, ContactPurpose, ContactStatus, DecisionOutcome, DecisionSubject,
    EndReason, HandoverGrade, HandoverState, HandoverType, Profession, RelationshipKind,
    RelationshipMode, Setting, SettingClass,
};

/// A unit, as the rules need it.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Identity.
    pub id: UnitId,
    /// The source's identity.
    pub source: SourceId,
    /// Display name.
    pub name: String,
    /// Where care happens.
    pub setting: Setting,
    /// Zone of the unit's clock.
    pub zone: Tz,
    /// The unit above.
    pub parent: Option<UnitId>,
}

/// A professional, as the rules need it.
#[derive(Debug, Clone)]
pub struct Professional {
    /// Identity.
    pub id: ProfessionalId,
    /// The source's identity.
    pub source: SourceId,
    /// Display name.
    pub name: String,
    /// Training or function.
    pub profession: Profession,
}

/// A professional's time at a unit.
#[derive(Debug, Clone)]
pub struct Employment {
    /// Who.
    pub professional: ProfessionalId,
    /// Where.
    pub unit: UnitId,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer employed.
    pub to: Option<NaiveDate>,
    /// Announced end.
    pub planned_end: Option<NaiveDate>,
}

/// What a service knows apart from its patients: units, professionals and who works where.
#[derive(Debug, Clone)]
pub struct Directory {
    /// The zone that decides "today" and the days of records without a unit.
    pub service_zone: Tz,
    /// Units by identity.
    pub units: HashMap<UnitId, Unit>,
    /// Professionals by identity.
    pub professionals: HashMap<ProfessionalId, Professional>,
    /// Employments by professional, ordered by start.
    pub employments: HashMap<ProfessionalId, Vec<Employment>>,
}

impl Directory {
    /// A directory of nobody.
    pub fn empty(service_zone: Tz) -> Self {
        Self {
            service_zone,
            units: HashMap::new(),
            professionals: HashMap::new(),
            employments: HashMap::new(),
        }
    }

    /// The zone of a unit; the service's for none or an unknown one.
    pub fn zone(&self, unit: Option<UnitId>) -> Tz {
        unit.and_then(|unit| self.units.get(&unit))
            .map_or(self.service_zone, |unit| unit.zone)
    }

    /// The setting of a unit.
    pub fn setting(&self, unit: UnitId) -> Option<Setting> {
        self.units.get(&unit).map(|unit| unit.setting)
    }

    /// The class of a unit's setting; `Other` for an unknown unit.
    pub fn class(&self, unit: UnitId) -> SettingClass {
        self.setting(unit)
            .map_or(SettingClass::Other, Setting::class)
    }
}

/// The patient, as the rules need it.
#[derive(Debug, Clone)]
pub struct Patient {
    /// Identity.
    pub id: PatientId,
    /// First day in service; `None` is not recorded.
    pub in_service_from: Option<NaiveDate>,
    /// First day no longer in service.
    pub in_service_to: Option<NaiveDate>,
    /// Time of death.
    pub deceased_at: Option<Instant>,
}

/// A ward stay, or time on a team's or clinic's books. Half-open.
#[derive(Debug, Clone)]
pub struct TreatmentPeriod {
    /// Identity.
    pub id: RecordId,
    /// The source's id: breaks ties, so that order does not depend on the database.
    pub source: String,
    /// Where.
    pub unit: UnitId,
    /// Start.
    pub from: Instant,
    /// End; `None` while open.
    pub to: Option<Instant>,
    /// How it came about; `None` is not recorded.
    pub admission_kind: Option<AdmissionKind>,
    /// Leaves with the bed kept.
    pub leave: Vec<Leave>,
}

/// One meeting with the patient.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Identity.
    pub id: RecordId,
    /// The source's id: breaks ties.
    pub source: String,
    /// Where.
    pub unit: UnitId,
    /// Start.
    pub at: Instant,
    /// Length in minutes.
    pub minutes: Option<i32>,
    /// How it was held.
    pub mode: Option<ContactMode>,
    /// What became of it.
    pub status: ContactStatus,
    /// The main professional; `None` when nobody is marked.
    pub main: Option<ProfessionalId>,
    /// The others.
    pub others: Vec<ProfessionalId>,
    /// Whether the patient was there (not recorded: yes when attended).
    pub patient_present: bool,
    /// What it was for.
    pub purpose: Option<ContactPurpose>,
}

impl Contact {
    /// Whether this is a meeting with the patient: attended, patient there, and more than a
    /// message (unless the service counts messages).
    pub fn qualifies(&self, count_messages: bool) -> bool {
        self.status == ContactStatus::Attended
            && self.patient_present
            && (count_messages || self.mode != Some(ContactMode::Message))
    }

    /// Whether a professional took part, as main or other.
    pub fn involves(&self, professional: ProfessionalId) -> bool {
        self.main == Some(professional) || self.others.contains(&professional)
    }

    /// Every professional who took part, as main or other, each once.
    pub fn present(&self) -> impl Iterator<Item = ProfessionalId> + '_ {
        let is_new = |at: usize, other: ProfessionalId| {
            self.main != Some(other) && !self.others[..at].contains(&other)
        };
        let others = self.others.iter().copied().enumerate();
        let others = others.filter(move |(at, other)| is_new(*at, *other));
        self.main.into_iter().chain(others.map(|(_, other)| other))
    }
}

/// Who holds a relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A professional.
    Professional(ProfessionalId),
    /// Someone who is no professional, by the name in the record.
    Person(String),
}

impl Holder {
    /// The professional, if it is one.
    pub fn professional(&self) -> Option<ProfessionalId> {
        match self {
            Self::Professional(id) => Some(*id),
            Self::Person(_) => None,
        }
    }
}

/// A tie between the patient and a professional, or another person. Half-open.
#[derive(Debug, Clone)]
pub struct Relationship {
    /// Identity.
    pub id: RecordId,
    /// The source's id: breaks ties.
    pub source: String,
    /// What the holder is to the patient.
    pub kind: RelationshipKind,
    /// Who holds it.
    pub holder: Holder,
    /// Where, when it belongs to a unit.
    pub unit: Option<UnitId>,
    /// Start.
    pub from: Instant,
    /// End; `None` while it lasts.
    pub to: Option<Instant>,
    /// Announced end.
    pub planned_end: Option<NaiveDate>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// Told at least 14 days before.
    pub told_in_time: Option<bool>,
    /// A goodbye conversation was held.
    pub goodbye: Option<bool>,
    /// A joint meeting was held.
    pub joint_meeting: Option<bool>,
    /// The successor was known by name.
    pub successor_known: Option<bool>,
    /// The successor.
    pub successor: Option<ProfessionalId>,
    /// Longest agreed interval between contacts, in days.
    pub agreed_interval_days: Option<i32>,
    /// Marked by the patient as important.
    pub important_to_patient: bool,
    /// How present it is meant to be.
    pub mode: Option<RelationshipMode>,
    /// Standing in for someone.
    pub is_temporary_cover: bool,
    /// The deputy.
    pub deputy: Option<ProfessionalId>,
}

/// A handover, as the rules need it.
#[derive(Debug, Clone)]
pub struct Handover {
    /// Identity.
    pub id: RecordId,
    /// The source's id: breaks ties.
    pub source: String,
    /// What is passed on.
    pub kind: HandoverType,
    /// When it was offered.
    pub offered_at: Instant,
    /// When the receiver accepted.
    pub accepted_at: Option<Instant>,
    /// Where it is in its life cycle.
    pub state: HandoverState,
    /// How it was passed on; `None` is not recorded.
    pub grade: Option<HandoverGrade>,
    /// The sender.
    pub from_professional: Option<ProfessionalId>,
    /// The receiver.
    pub to_professional: Option<ProfessionalId>,
    /// The sending unit.
    pub from_unit: Option<UnitId>,
    /// The receiving unit.
    pub to_unit: Option<UnitId>,
}

/// Who was the patient's nurse on a shift. Half-open.
#[derive(Debug, Clone)]
pub struct ShiftAssignment {
    /// Identity.
    pub id: RecordId,
    /// Who.
    pub professional: ProfessionalId,
    /// Where.
    pub unit: UnitId,
    /// Start.
    pub from: Instant,
    /// End; `None` while open.
    pub to: Option<Instant>,
}

/// An offer and its answer.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Identity.
    pub id: RecordId,
    /// What was offered.
    pub subject: DecisionSubject,
    /// What was answered.
    pub outcome: DecisionOutcome,
    /// When.
    pub decided_at: Instant,
}

/// A conversation about who the patient trusts.
#[derive(Debug, Clone)]
pub struct RelationalReview {
    /// Identity.
    pub id: RecordId,
    /// When it was held.
    pub held_at: Instant,
}

/// Everything known about one patient, each list in time order (start, then source id).
#[derive(Debug, Clone)]
pub struct Trajectory {
    /// The patient.
    pub patient: Patient,
    /// Ward stays and time on teams' books.
    pub periods: Vec<TreatmentPeriod>,
    /// Meetings, bookings included.
    pub contacts: Vec<Contact>,
    /// Relationships.
    pub relationships: Vec<Relationship>,
    /// Handovers.
    pub handovers: Vec<Handover>,
    /// Shift assignments.
    pub shifts: Vec<ShiftAssignment>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Relational reviews.
    pub reviews: Vec<RelationalReview>,
}

impl Trajectory {
    /// A trajectory of a patient about whom nothing else is known.
    pub fn of(patient: Patient) -> Self {
        Self {
            patient,
            periods: Vec::new(),
            contacts: Vec::new(),
            relationships: Vec::new(),
            handovers: Vec::new(),
            shifts: Vec::new(),
            decisions: Vec::new(),
            reviews: Vec::new(),
        }
    }

    /// Puts every list in time order, ties by the source's id.
    pub fn sort(&mut self) {
        self.periods
            .sort_by(|a, b| (a.from, &a.source).cmp(&(b.from, &b.source)));
        self.contacts
            .sort_by(|a, b| (a.at, &a.source).cmp(&(b.at, &b.source)));
        self.relationships
            .sort_by(|a, b| (a.from, &a.source).cmp(&(b.from, &b.source)));
        self.handovers
            .sort_by(|a, b| (a.offered_at, &a.source).cmp(&(b.offered_at, &b.source)));
        self.shifts.sort_by_key(|s| (s.from, s.id));
        self.decisions.sort_by_key(|d| (d.decided_at, d.id));
        self.reviews.sort_by_key(|r| (r.held_at, r.id));
    }

    /// What had happened by `t`, whenever it was recorded. A record dated after `t` does not exist
    /// (a `planned` contact after `t` is a booking and stays); an end, acceptance or death after
    /// `t` has not happened.
    #[must_use]
    pub fn as_of(mut self, t: Instant) -> Self {
        fn cut(end: &mut Option<Instant>, t: Instant) {
            if end.is_some_and(|end| end > t) {
                *end = None;
            }
        }

        cut(&mut self.patient.deceased_at, t);
        self.periods.retain(|p| p.from <= t);
        for period in &mut self.periods {
            cut(&mut period.to, t);
            period.leave.retain(|leave| leave.from <= t);
            for leave in &mut period.leave {
                cut(&mut leave.to, t);
            }
        }
        self.contacts
            .retain(|c| c.at <= t || c.status == ContactStatus::Planned);
        self.relationships.retain(|r| r.from <= t);
        for relationship in &mut self.relationships {
            if relationship.to.is_some_and(|to| to > t) {
                relationship.to = None;
                relationship.end_reason = None;
                relationship.goodbye = None;
            }
        }
        self.handovers.retain(|h| h.offered_at <= t);
        for handover in &mut self.handovers {
            if handover.accepted_at.is_some_and(|at| at > t) {
                handover.accepted_at = None;
                handover.state = HandoverState::Offered;
            }
        }
        self.shifts.retain(|s| s.from <= t);
        for shift in &mut self.shifts {
            cut(&mut shift.to, t);
        }
        self.decisions.retain(|d| d.decided_at <= t);
        self.reviews.retain(|r| r.held_at <= t);
        self
    }

    /// Every instant in the record at which [`Trajectory::as_of`] changes by itself, in no order.
    pub fn instants(&self) -> impl Iterator<Item = Instant> + '_ {
        let periods = self.periods.iter().flat_map(|p| {
            [Some(p.from), p.to]
                .into_iter()
                .chain(p.leave.iter().flat_map(|l| [Some(l.from), l.to]))
        });
        let contacts = self.contacts.iter().map(|c| Some(c.at));
        let relationships = self.relationships.iter().flat_map(|r| [Some(r.from), r.to]);
        let handovers = self
            .handovers
            .iter()
            .flat_map(|h| [Some(h.offered_at), h.accepted_at]);
        let shifts = self.shifts.iter().flat_map(|s| [Some(s.from), s.to]);
        let decisions = self.decisions.iter().map(|d| Some(d.decided_at));
        let reviews = self.reviews.iter().map(|r| Some(r.held_at));
        std::iter::once(self.patient.deceased_at)
            .chain(periods)
            .chain(contacts)
            .chain(relationships)
            .chain(handovers)
            .chain(shifts)
            .chain(decisions)
            .chain(reviews)
            .flatten()
    }
}

impl Relationship {
    /// The local dates `[from, to)` of this relationship in the zone of its unit.
    pub fn dates(&self, directory: &Directory) -> (NaiveDate, Option<NaiveDate>) {
        let zone = directory.zone(self.unit);
        (
            time::local_date(self.from, zone),
            self.to.map(|to| time::local_date(to, zone)),
        )
    }
}
