//! What an evaluation says about one patient, with people and records by their source ids.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::domain::admission::Admission;
use crate::domain::continuity::{Gatherer, Indices, Window};
use crate::domain::flags::{self, Case, Flag, Names, PolicyBook, Subject};
use crate::domain::ids::{ProfessionalId, RecordId, SourceId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{Directory, Trajectory};
use crate::domain::vocabulary::{AdmissionKind, Severity};
use crate::store::Naming;

/// One patient's admissions, indices and flags at an instant.
#[derive(Debug, Clone, Serialize)]
pub struct PatientAnswer {
    /// The patient's source id.
    pub patient: String,
    /// Admissions, in order of start.
    pub admissions: Vec<AdmissionAnswer>,
    /// Length of the sequence that the indices use.
    pub contacts: u64,
    /// Distinct main professionals in it.
    pub providers: u64,
    /// The indices; `null` is undefined.
    #[serde(serialize_with = "by_name")]
    pub indices: Indices,
    /// Flags after subsumption, ordered by (code, subject).
    pub flags: Vec<FlagAnswer>,
}

/// An admission.
#[derive(Debug, Clone, Serialize)]
pub struct AdmissionAnswer {
    /// Start, RFC 3339 in the first ward's zone.
    pub from: String,
    /// End, RFC 3339 in the last ward's zone; `None` while open.
    pub to: Option<String>,
    /// Nights; of an open admission up to the day of the answer.
    pub nights: i64,
    /// How it came about; `None` is not recorded.
    pub kind: Option<AdmissionKind>,
}

/// A flag.
#[derive(Debug, Clone, Serialize)]
pub struct FlagAnswer {
    /// The rule's code.
    pub code: &'static str,
    /// How soon someone should look.
    pub severity: Severity,
    /// Source id of the record it is about: the patient, a relationship, a handover, or the first
    /// ward stay of an admission.
    pub subject: String,
    /// What it rests on, day counts as of the instant.
    pub evidence: serde_json::Value,
}

/// What an evaluation looks at.
#[derive(Debug, Clone, Copy)]
pub struct Lens<'a> {
    /// Units, professionals and employments.
    pub directory: &'a Directory,
    /// The thresholds of the service and its units: judged is by those valid at the instant.
    pub policies: &'a PolicyBook,
    /// The instant.
    pub as_of: Instant,
    /// Days that the indices reach back; `None` is everything.
    pub window_days: Option<i64>,
    /// How people are called in output.
    pub naming: Naming,
}

/// Evaluates one patient.
pub fn answer(patient: String, trajectory: Trajectory, lens: Lens<'_>) -> PatientAnswer {
    let in_force = lens
        .policies
        .of_patient(&trajectory, lens.directory, lens.as_of);
    let policy = &in_force.policy;
    let case = Case::new(trajectory, lens.directory, policy, lens.as_of);
    let evaluation = flags::judge(&case);
    let window = lens
        .window_days
        .map_or(Window::between(NaiveDate::MIN, NaiveDate::MAX), |days| {
            Window::last_days(days, case.today)
        });
    let indices = Gatherer::new(lens.directory, policy.count_messages)
        .report(&case.trajectory, &case.admissions, window)
        .indices();
    let mut flags: Vec<FlagAnswer> = evaluation
        .flags
        .iter()
        .map(|flag| flag_answer(flag, &patient, &case, lens))
        .collect();
    flags.sort_by(|a, b| (a.code, &a.subject).cmp(&(b.code, &b.subject)));
    PatientAnswer {
        admissions: case
            .admissions
            .iter()
            .map(|a| admission_answer(a, &case))
            .collect(),
        contacts: indices.contacts,
        providers: indices.providers,
        indices,
        flags,
        patient,
    }
}

fn admission_answer(admission: &Admission, case: &Case<'_>) -> AdmissionAnswer {
    let periods = &case.trajectory.periods;
    let zone = |place: usize| case.directory.zone(Some(periods[place].unit));
    let first = zone(admission.stays[0]);
    let last = admission
        .stays
        .iter()
        .copied()
        .max_by_key(|place| periods[*place].to)
        .map_or(first, zone);
    AdmissionAnswer {
        from: time::to_rfc3339(admission.from, first),
        to: admission.to.map(|to| time::to_rfc3339(to, last)),
        nights: admission.nights(case.last_day()),
        kind: admission.kind,
    }
}

fn by_name<S: Serializer>(indices: &Indices, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(indices.by_name())
}

fn flag_answer(flag: &Flag, patient: &str, case: &Case<'_>, lens: Lens<'_>) -> FlagAnswer {
    let subject = match flag.subject {
        Subject::Patient => patient.to_owned(),
        Subject::Admission(id) => source(
            case.trajectory.periods.iter().map(|p| (p.id, &p.source)),
            id,
        ),
        Subject::Relationship(id) => source(
            case.trajectory
                .relationships
                .iter()
                .map(|r| (r.id, &r.source)),
            id,
        ),
        Subject::Handover(id) => source(
            case.trajectory.handovers.iter().map(|h| (h.id, &h.source)),
            id,
        ),
        Subject::Measure(id) => source(
            case.trajectory.measures.iter().map(|m| (m.id, &m.source)),
            id,
        ),
        Subject::Request(id) => source(
            case.trajectory.requests.iter().map(|r| (r.id, &r.source)),
            id,
        ),
        Subject::Rupture(id) => source(
            case.trajectory.ruptures.iter().map(|r| (r.id, &r.source)),
            id,
        ),
        Subject::AllianceScores(id) => source(
            case.trajectory
                .alliance_scores
                .iter()
                .map(|s| (s.id, &s.source)),
            id,
        ),
    };
    FlagAnswer {
        code: flag.code,
        severity: flag.severity,
        subject,
        evidence: flag.evidence.read(case.today, &SourceNames(lens)),
    }
}

fn source<'a>(mut records: impl Iterator<Item = (RecordId, &'a String)>, id: RecordId) -> String {
    records
        .find(|(record, _)| *record == id)
        .map(|(_, source)| source.clone())
        .unwrap_or_default()
}

/// People and units by source id.
struct SourceNames<'a>(Lens<'a>);

impl SourceNames<'_> {
    fn called(&self, source: &SourceId) -> String {
        match self.0.naming {
            Naming::Value => source.value.clone(),
            Naming::SystemAndValue => source.to_string(),
        }
    }
}

impl Names for SourceNames<'_> {
    fn professional(&self, id: ProfessionalId) -> Option<String> {
        let professional = self.0.directory.professionals.get(&id)?;
        Some(self.called(&professional.source))
    }

    fn unit(&self, id: UnitId) -> Option<String> {
        let unit = self.0.directory.units.get(&id)?;
        Some(self.called(&unit.source))
    }
}
