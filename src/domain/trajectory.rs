//! A patient's trajectory: everything known about one patient that an answer may rest on, in time
//! order. Timeline, indices and flags are pure functions of this value.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::ids::{PatientId, ProfessionalId, RecordId, SourceId, UnitId};
use super::intake::Leave;
use super::points::Points;
use super::time::{self, Instant};
use super::vocabulary::{
    AdmissionKind, Authorship, ContactMode, ContactPurpose, ContactStatus, DebriefOutcome,
    DecisionOutcome, DecisionSubject, EndReason, HandoverGrade, HandoverState, HandoverType,
    MeasureKind, NarrativeKind, NoticedBy, PlanKind, Profession, RelationshipKind,
    RelationshipMode, RequestAnswer, RuptureStatus, RuptureType, Setting, SettingClass,
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
    /// Professionals who are, or were, guests: agency staff let in for a day.
    pub guests: HashSet<ProfessionalId>,
}

impl Directory {
    /// A directory of nobody.
    pub fn empty(service_zone: Tz) -> Self {
        Self {
            service_zone,
            units: HashMap::new(),
            professionals: HashMap::new(),
            employments: HashMap::new(),
            guests: HashSet::new(),
        }
    }

    /// The zone of a unit; the service's for none or an unknown one.
    pub fn zone(&self, unit: Option<UnitId>) -> Tz {
        unit.and_then(|unit| self.units.get(&unit))
            .map_or(self.service_zone, |unit| unit.zone)
    }

    /// A unit and those above it, nearest first, each once: a circle ends where it began.
    pub fn upwards(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        let mut passed = vec![unit];
        while let Some(parent) = passed
            .last()
            .and_then(|unit| self.units.get(unit))
            .and_then(|unit| unit.parent)
            .filter(|parent| !passed.contains(parent))
        {
            passed.push(parent);
        }
        passed.into_iter()
    }

    /// A unit and all below it, in order of identity.
    pub fn downwards(&self, unit: UnitId) -> Vec<UnitId> {
        let within = self.units.keys().copied();
        let mut within: Vec<UnitId> = within
            .filter(|below| self.upwards(*below).any(|above| above == unit))
            .collect();
        within.sort_unstable();
        within
    }

    /// The setting of a unit.
    pub fn setting(&self, unit: UnitId) -> Option<Setting> {
        self.units.get(&unit).map(|unit| unit.setting)
    }

    /// The units where a professional is employed on a day, in the order of the employments.
    pub fn workplaces(
        &self,
        professional: ProfessionalId,
        day: NaiveDate,
    ) -> impl Iterator<Item = UnitId> {
        let employments = self.employments.get(&professional);
        employments
            .into_iter()
            .flatten()
            .filter(move |e| e.from <= day && e.to.is_none_or(|to| to > day))
            .map(|e| e.unit)
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

    /// The name of somebody who is no professional.
    pub fn person(&self) -> Option<&str> {
        match self {
            Self::Professional(_) => None,
            Self::Person(name) => Some(name),
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

/// A formal status over time. Half-open.
#[derive(Debug, Clone)]
pub struct LegalPeriod {
    /// Identity.
    pub id: RecordId,
    /// The source's id: breaks ties.
    pub source: String,
    /// The code of the status: of a dated national list, never of this program.
    pub status: String,
    /// Start.
    pub from: Instant,
    /// End; `None` while it lasts.
    pub to: Option<Instant>,
    /// Whether the patient felt forced, whatever the paper says; `None` is not recorded.
    pub felt_forced: Option<bool>,
}

/// A member of staff with the patient during a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeasureVisit {
    /// Who.
    pub professional: ProfessionalId,
    /// When.
    pub at: Instant,
}

/// A restrictive measure. Half-open.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Identity.
    pub id: RecordId,
    /// The source's id: breaks ties.
    pub source: String,
    /// What it does.
    pub kind: MeasureKind,
    /// Start.
    pub from: Instant,
    /// End; `None` while it lasts.
    pub to: Option<Instant>,
    /// Where.
    pub unit: Option<UnitId>,
    /// Who decided.
    pub decided_by: Option<ProfessionalId>,
    /// Whether somebody whom the patient knows was there; `None` is not recorded.
    pub known_person_present: Option<bool>,
    /// When a conversation about it was last offered.
    pub debrief_offered_at: Option<Instant>,
    /// What became of the offer; `None` is offered only, or not recorded.
    pub debrief_outcome: Option<DebriefOutcome>,
    /// Staff who were with the patient, in time order.
    pub visits: Vec<MeasureVisit>,
}

/// A plan or agreement, as the rules need it: its texts are read where they are shown.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Identity.
    pub id: RecordId,
    /// The source's id: breaks ties.
    pub source: String,
    /// What it is.
    pub kind: PlanKind,
    /// First day in force.
    pub agreed_on: NaiveDate,
    /// Which edition of it, counted by the source from 1.
    pub edition: i32,
    /// When it was last gone through.
    pub reviewed_on: Option<NaiveDate>,
    /// When it is to be gone through again.
    pub review_by: Option<NaiveDate>,
    /// First day no longer in force.
    pub valid_to: Option<NaiveDate>,
    /// Of a patient-controlled admission agreement: most nights at a time.
    pub max_nights: Option<i32>,
    /// Of a patient-controlled admission agreement: days between two stays.
    pub quarantine_days: Option<i32>,
    /// Where it is to be used.
    pub unit: Option<UnitId>,
}

/// What the patient asked the service for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Identity.
    pub id: RecordId,
    /// The source's id: breaks ties.
    pub source: String,
    /// What about, in the source's word.
    pub subject: String,
    /// The patient's words.
    pub text: String,
    /// When.
    pub asked_at: Instant,
    /// Who received it.
    pub received_by: Option<ProfessionalId>,
    /// Who is to answer.
    pub decider: Option<ProfessionalId>,
    /// When it is to be answered.
    pub due_on: Option<NaiveDate>,
    /// When it was answered.
    pub answered_at: Option<Instant>,
    /// The answer.
    pub answer: Option<RequestAnswer>,
}

/// How the patient rated working with one professional, once.
#[derive(Debug, Clone)]
pub struct AllianceScore {
    /// Identity.
    pub id: RecordId,
    /// The source's id: breaks ties.
    pub source: String,
    /// Who was rated.
    pub professional: ProfessionalId,
    /// With what, by the source's name for it.
    pub instrument: String,
    /// The score.
    pub score: Points,
    /// When.
    pub at: Instant,
    /// Lowest possible score.
    pub min: Option<Points>,
    /// Highest possible score.
    pub max: Option<Points>,
    /// Below this the instrument says that something is amiss.
    pub cut: Option<Points>,
}

/// A break in one working relationship.
#[derive(Debug, Clone)]
pub struct Rupture {
    /// Identity.
    pub id: RecordId,
    /// The source's id: breaks ties.
    pub source: String,
    /// With whom.
    pub professional: ProfessionalId,
    /// How.
    pub kind: RuptureType,
    /// First day noticed.
    pub noticed_on: NaiveDate,
    /// By whom.
    pub noticed_by: Option<NoticedBy>,
    /// Where it is.
    pub status: RuptureStatus,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
}

/// Who opened a narrative entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NarrativeRead {
    /// Who.
    pub professional: ProfessionalId,
    /// When.
    pub opened_at: Instant,
    /// When they told the patient that they had read it.
    pub told_patient_at: Option<Instant>,
}

/// The patient's own words, as the rules need them: that they are there, and who has read them.
/// Never what they say.
#[derive(Debug, Clone)]
pub struct NarrativeEntry {
    /// Identity.
    pub id: RecordId,
    /// The source's id: breaks ties.
    pub source: String,
    /// What it tells.
    pub kind: NarrativeKind,
    /// Whose words.
    pub authorship: Authorship,
    /// When it was written.
    pub written_at: Instant,
    /// Whom the patient lets read it: 0 nobody, 1 persons chosen, 2 the present team, 3 every service
    /// in this course, 4 also learning without identity.
    pub level: u8,
    /// When the patient took it back.
    pub withdrawn_at: Option<Instant>,
    /// Who has opened it, in time order.
    pub reads: Vec<NarrativeRead>,
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
    /// Formal status.
    pub legal_periods: Vec<LegalPeriod>,
    /// Restrictive measures.
    pub measures: Vec<Measure>,
    /// Plans and agreements.
    pub plans: Vec<Plan>,
    /// Requests.
    pub requests: Vec<Request>,
    /// Alliance scores.
    pub alliance_scores: Vec<AllianceScore>,
    /// Ruptures.
    pub ruptures: Vec<Rupture>,
    /// Narrative entries.
    pub narrative: Vec<NarrativeEntry>,
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
            legal_periods: Vec::new(),
            measures: Vec::new(),
            plans: Vec::new(),
            requests: Vec::new(),
            alliance_scores: Vec::new(),
            ruptures: Vec::new(),
            narrative: Vec::new(),
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
        self.legal_periods
            .sort_by(|a, b| (a.from, &a.source).cmp(&(b.from, &b.source)));
        self.measures
            .sort_by(|a, b| (a.from, &a.source).cmp(&(b.from, &b.source)));
        for measure in &mut self.measures {
            measure.visits.sort_by_key(|v| (v.at, v.professional));
        }
        self.plans
            .sort_by(|a, b| (a.agreed_on, &a.source).cmp(&(b.agreed_on, &b.source)));
        self.requests
            .sort_by(|a, b| (a.asked_at, &a.source).cmp(&(b.asked_at, &b.source)));
        self.alliance_scores
            .sort_by(|a, b| (a.at, &a.source).cmp(&(b.at, &b.source)));
        self.ruptures
            .sort_by(|a, b| (a.noticed_on, &a.source).cmp(&(b.noticed_on, &b.source)));
        self.narrative
            .sort_by(|a, b| (a.written_at, &a.source).cmp(&(b.written_at, &b.source)));
        for entry in &mut self.narrative {
            entry.reads.sort_by_key(|r| (r.opened_at, r.professional));
        }
    }

    /// What had happened by `t`, whenever it was recorded. A record dated after `t` does not exist
    /// (a `planned` contact after `t` is a booking and stays); an end, acceptance, answer, review or
    /// death after `t` has not happened. Dates are read in `zone`, the service's.
    #[must_use]
    pub fn as_of(mut self, t: Instant, zone: Tz) -> Self {
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
        self.legal_periods.retain(|l| l.from <= t);
        for period in &mut self.legal_periods {
            cut(&mut period.to, t);
        }
        self.measures.retain(|m| m.from <= t);
        for measure in &mut self.measures {
            cut(&mut measure.to, t);
            if measure.debrief_offered_at.is_some_and(|at| at > t) {
                measure.debrief_offered_at = None;
                measure.debrief_outcome = None;
            }
            measure.visits.retain(|visit| visit.at <= t);
        }
        self.requests.retain(|r| r.asked_at <= t);
        for request in &mut self.requests {
            if request.answered_at.is_some_and(|at| at > t) {
                request.answered_at = None;
                request.answer = None;
            }
        }
        self.alliance_scores.retain(|s| s.at <= t);
        self.narrative.retain(|n| n.written_at <= t);
        for entry in &mut self.narrative {
            cut(&mut entry.withdrawn_at, t);
            entry.reads.retain(|read| read.opened_at <= t);
            for read in &mut entry.reads {
                cut(&mut read.told_patient_at, t);
            }
        }
        self.by_date(time::local_date(t, zone))
    }

    /// What is told by dates alone, as it stood on a day.
    fn by_date(mut self, today: NaiveDate) -> Self {
        fn cut(date: &mut Option<NaiveDate>, today: NaiveDate) {
            if date.is_some_and(|date| date > today) {
                *date = None;
            }
        }

        self.plans.retain(|p| p.agreed_on <= today);
        for plan in &mut self.plans {
            cut(&mut plan.reviewed_on, today);
        }
        self.ruptures.retain(|r| r.noticed_on <= today);
        for rupture in &mut self.ruptures {
            if rupture.closed_on.is_some_and(|on| on > today) {
                rupture.closed_on = None;
                rupture.status = RuptureStatus::Open;
            }
        }
        self
    }

    /// Every instant in the record at which [`Trajectory::as_of`] changes by itself, in no order;
    /// dates begin in `zone`, the service's.
    pub fn instants(&self, zone: Tz) -> impl Iterator<Item = Instant> + '_ {
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
        let legal = self.legal_periods.iter().flat_map(|l| [Some(l.from), l.to]);
        let measures = self.measures.iter().flat_map(|m| {
            [Some(m.from), m.to, m.debrief_offered_at]
                .into_iter()
                .chain(m.visits.iter().map(|visit| Some(visit.at)))
        });
        let requests = self
            .requests
            .iter()
            .flat_map(|r| [Some(r.asked_at), r.answered_at]);
        let scores = self.alliance_scores.iter().map(|s| Some(s.at));
        let narrative = self.narrative.iter().flat_map(|n| {
            [Some(n.written_at), n.withdrawn_at].into_iter().chain(
                n.reads
                    .iter()
                    .flat_map(|read| [Some(read.opened_at), read.told_patient_at]),
            )
        });
        let plans = self
            .plans
            .iter()
            .flat_map(|p| [Some(p.agreed_on), p.reviewed_on]);
        let ruptures = self
            .ruptures
            .iter()
            .flat_map(|r| [Some(r.noticed_on), r.closed_on]);
        let days = plans
            .chain(ruptures)
            .flatten()
            .map(move |day| Some(time::start_of_day(day, zone)));
        std::iter::once(self.patient.deceased_at)
            .chain(periods)
            .chain(contacts)
            .chain(relationships)
            .chain(handovers)
            .chain(shifts)
            .chain(decisions)
            .chain(reviews)
            .chain(legal)
            .chain(measures)
            .chain(requests)
            .chain(scores)
            .chain(narrative)
            .chain(days)
            .flatten()
    }
}

impl Plan {
    /// The day on which it was last gone through: making it is one.
    pub fn gone_through_on(&self) -> NaiveDate {
        self.reviewed_on
            .map_or(self.agreed_on, |on| on.max(self.agreed_on))
    }

    /// Whether it is in force on a day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.agreed_on <= day && self.valid_to.is_none_or(|to| to > day)
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
