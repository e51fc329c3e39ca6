//! Patients' records as trajectories: a fixed small number of range reads for any number of
//! patients, narrow columns, no models.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use super::error::StoreError;
use super::sql::{CHUNK, Narrow, Scope};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::time::Instant;
use crate::domain::trajectory::{MeasureVisit, NarrativeRead, Patient, Trajectory};

mod earlier;
mod kept;
mod rare;
mod rows;

use kept::Kept;
use rows::Parts;

/// Loads trajectories in the order of `ids`; an id that names nobody is left out.
///
/// With `known_at`, what was recorded after it is hidden: later records are not there, and a record
/// that was corrected since is read as it stood. The patient's own row is then its version in force
/// or, where it was first recorded later, its earliest one.
pub async fn load<C: ConnectionTrait>(
    conn: &C,
    ids: &[PatientId],
    known_at: Option<Instant>,
) -> Result<Vec<Trajectory>, StoreError> {
    let mut loaded = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let book = Book::load(conn, Scope::Ids(ids), known_at).await?;
        let mut found: HashMap<PatientId, Trajectory> = book
            .trajectories
            .into_iter()
            .map(|trajectory| (trajectory.patient.id, trajectory))
            .collect();
        loaded.extend(ids.iter().filter_map(|id| found.remove(id)));
    }
    Ok(loaded)
}

/// Loads the trajectory of a patient who was read already.
pub async fn of<C: ConnectionTrait>(conn: &C, patient: Patient) -> Result<Trajectory, StoreError> {
    let id = patient.id;
    let mut book = Book::of([patient]);
    book.read(conn, Scope::Ids(&[id]), None).await?;
    let read = book.trajectories.pop();
    read.ok_or(StoreError::Unreadable("a trajectory"))
}

/// Loads the trajectories of every patient from `first` to `last`, both included, in the order of
/// their identity. The caller cuts the ranges (see [`super::patients::ranges`]): all of one range is
/// in memory at once.
pub async fn load_range<C: ConnectionTrait>(
    conn: &C,
    (first, last): (PatientId, PatientId),
    known_at: Option<Instant>,
) -> Result<Vec<Trajectory>, StoreError> {
    let mut book = Book::load(conn, Scope::Range(first, last), known_at).await?;
    book.trajectories
        .sort_by_key(|trajectory| trajectory.patient.id);
    Ok(book.trajectories)
}

/// Trajectories while they are put together.
struct Book {
    places: HashMap<PatientId, usize>,
    trajectories: Vec<Trajectory>,
    /// Visits by measure, and who read by narrative entry, each with its identity, until all that they
    /// belong to is there.
    visits: Parts<(RecordId, MeasureVisit)>,
    reads: Parts<(RecordId, NarrativeRead)>,
    /// Rows come in runs of one patient: the last one asked for, and its place.
    last: Option<(PatientId, usize)>,
}

impl Book {
    async fn load<C: ConnectionTrait>(
        conn: &C,
        scope: Scope<'_>,
        known_at: Option<Instant>,
    ) -> Result<Self, StoreError> {
        let patients = Narrow {
            columns: rows::PATIENT,
            table: "patient",
            patient: "id",
            scope,
            known_at: None,
            ending: "",
        };
        let patients = patients.rows(conn).await?;
        let patients: Vec<Patient> = patients
            .iter()
            .map(rows::patient)
            .collect::<Result<_, _>>()?;
        let mut book = Self::of(patients);
        book.read(conn, scope, known_at).await?;
        Ok(book)
    }

    fn of(patients: impl IntoIterator<Item = Patient>) -> Self {
        let trajectories: Vec<Trajectory> = patients.into_iter().map(Trajectory::of).collect();
        let places = trajectories.iter().enumerate();
        Self {
            places: places.map(|(at, one)| (one.patient.id, at)).collect(),
            trajectories,
            visits: Parts::default(),
            reads: Parts::default(),
            last: None,
        }
    }

    /// Reads the records of the patients in scope.
    async fn read<C: ConnectionTrait>(
        &mut self,
        conn: &C,
        scope: Scope<'_>,
        known_at: Option<Instant>,
    ) -> Result<(), StoreError> {
        let kept = Kept::ask(conn, scope).await?;
        let narrow = |table, columns, known_at, ending| Narrow {
            columns,
            table,
            patient: "patient_id",
            scope,
            known_at,
            ending,
        };
        let read = async |table, columns| narrow(table, columns, known_at, "").rows(conn).await;
        let read_kept = async |table, columns| {
            if kept.has(table) {
                read(table, columns).await
            } else {
                Ok(Vec::new())
            }
        };
        let leave = if kept.has("treatment_period_leave") {
            let leave = narrow("treatment_period_leave", rows::LEAVE, None, "");
            leave.rows(conn).await?
        } else {
            Vec::new()
        };
        let others = "ORDER BY patient_id, contact_id, position";
        let others = narrow("contact_professional", rows::OTHERS, None, others);

        let mut leave = Parts::leave(&leave)?;
        self.fill(&read("treatment_period", rows::PERIOD).await?, |t, row| {
            t.periods.push(rows::period(t.patient.id, row, &mut leave)?);
            Ok(())
        })?;
        let mut others = Parts::others(&others.rows(conn).await?)?;
        self.fill(&read("contact", rows::CONTACT).await?, |t, row| {
            t.contacts
                .push(rows::contact(t.patient.id, row, &mut others)?);
            Ok(())
        })?;
        self.fill(
            &read("relationship", rows::RELATIONSHIP).await?,
            |t, row| {
                t.relationships.push(rows::relationship(row)?);
                Ok(())
            },
        )?;
        self.fill(&read_kept("handover", rows::HANDOVER).await?, |t, row| {
            t.handovers.push(rows::handover(row)?);
            Ok(())
        })?;
        self.fill(
            &read_kept("shift_assignment", rows::SHIFT).await?,
            |t, row| {
                t.shifts.push(rows::shift(row)?);
                Ok(())
            },
        )?;
        self.fill(&read_kept("decision", rows::DECISION).await?, |t, row| {
            t.decisions.push(rows::decision(row)?);
            Ok(())
        })?;
        self.fill(
            &read_kept("relational_review", rows::REVIEW).await?,
            |t, row| {
                t.reviews.push(rows::review(row)?);
                Ok(())
            },
        )?;
        rare::fill(conn, self, scope, known_at, &kept).await?;
        if let Some(known_at) = known_at {
            earlier::fill(conn, self, scope, known_at).await?;
        }
        self.join();
        for trajectory in &mut self.trajectories {
            trajectory.sort();
        }
        Ok(())
    }

    /// Puts visits to their measures, and who read to the narrative entries. What belongs to a record
    /// that is not there, because it was recorded later, is left out.
    fn join(&mut self) {
        for trajectory in &mut self.trajectories {
            let patient = trajectory.patient.id;
            for measure in &mut trajectory.measures {
                let visits = self.visits.take(patient, measure.id).into_iter();
                measure.visits = visits.map(|(_, visit)| visit).collect();
            }
            for entry in &mut trajectory.narrative {
                let reads = self.reads.take(patient, entry.id).into_iter();
                entry.reads = reads.map(|(_, read)| read).collect();
            }
        }
    }

    /// Hands each row, with the trajectory of its patient (its first column), to `take`.
    fn fill(
        &mut self,
        rows: &[sea_orm::QueryResult],
        mut take: impl FnMut(&mut Trajectory, &sea_orm::QueryResult) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        for row in rows {
            let patient = super::sql::sure_id(row, 0)?;
            if let Some(trajectory) = self.trajectory(patient) {
                take(trajectory, row)?;
            }
        }
        Ok(())
    }

    /// The trajectory of a patient; `None` for one who came into being since the patients were
    /// read.
    fn trajectory(&mut self, patient: PatientId) -> Option<&mut Trajectory> {
        let place = match self.last {
            Some((last, place)) if last == patient => place,
            _ => *self.places.get(&patient)?,
        };
        self.last = Some((patient, place));
        self.trajectories.get_mut(place)
    }
}
