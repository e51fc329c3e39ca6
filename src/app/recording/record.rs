//! One change of one patient's record.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::once::{Once, fingerprint};
use super::{Fault, Wrong, is_for, naming, open};
use crate::app::record::Opened;
use crate::app::{Actor, App, AppError, access, evaluate, own};
use crate::domain::access::{Allowed, Denied};
use crate::domain::handover::Receiver;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, SourceId};
use crate::domain::intake::{Kind, Record};
use crate::domain::key;
use crate::domain::recording::{Before, Edit, Fields, Held, SYSTEM, Scene, Verb};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::records::{self, Change, KnownWhole, Own, Placed, Saved, Stored};
use crate::store::{AuditEntry, StoreError, Tx, evaluations, looks, retry};

/// The record that a verb changes, as it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    /// Which.
    pub record: RecordId,
    /// The version that was looked at.
    pub version: i32,
}

/// Something to be recorded.
#[derive(Debug, Clone)]
pub struct Command {
    /// Whose record.
    pub patient: PatientId,
    /// What.
    pub verb: &'static Verb,
    /// What it changes; `None` where it only adds.
    pub looks: Option<Looks>,
    /// What was typed.
    pub fields: Fields,
    /// The form's key: sent twice, it is recorded once.
    pub once: Option<Once>,
}

/// A record that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Its id.
    pub id: RecordId,
    /// The version that it has now.
    pub version: i32,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// What was written, by kind: first what the verb is about.
    pub made: Vec<(String, Made)>,
    /// Flags that were raised with it.
    pub raised: u64,
    /// Flags that are gone with it.
    pub cleared: u64,
    /// Whether it was there already: the form was sent before.
    #[serde(skip)]
    pub is_repeated: bool,
}

impl Recorded {
    /// The first record of a kind.
    pub fn first(&self, kind: Kind) -> Option<Made> {
        let mut made = self.made.iter();
        made.find(|(of, _)| of == kind.code())
            .map(|(_, made)| *made)
    }
}

/// Records something.
///
/// # Errors
/// As [`open_to_change`](crate::app::record::open_to_change); [`AppError::NotFound`] for a record that is not this patient's,
/// [`AppError::Outdated`] for one that was changed since it was looked at, [`AppError::Unfit`] for what
/// cannot be used, [`AppError::KeyReused`] where something else was recorded under the form's key, and
/// whatever the database reports. Then nothing is written.
pub async fn record(app: &App, actor: &Actor, command: &Command) -> Result<Recorded, AppError> {
    if let Some(recorded) = repeated(app, actor, command).await? {
        return Ok(recorded);
    }
    let opened = open(app, actor, command.patient, command.verb, "recording.open").await?;
    let recorded = retry(|| write(app, actor, command, &opened)).await;
    recorded.map_err(of_another)
}

/// An identifier that two requests gave to two patients at once is refused as one that was there.
pub(super) fn of_another(error: AppError) -> AppError {
    match error {
        AppError::Store(StoreError::Conflict { constraint })
            if constraint.contains("patient_identifier") =>
        {
            AppError::Unfit(vec![Fault {
                field: "identifier",
                wrong: Wrong::OfAnother,
            }])
        }
        error => error,
    }
}

/// Who somebody is to patients.
pub(in crate::app) const fn who(actor: &Actor) -> Option<ProfessionalId> {
    match actor {
        Actor::Account(viewer) => viewer.professional,
        Actor::CommandLine(_) | Actor::Patient(_) | Actor::System => None,
    }
}

/// Writes down whose doing these records are, so that they are not told of it.
pub(in crate::app) async fn wrote(
    tx: &Tx,
    actor: &Actor,
    patient: PatientId,
    records: impl IntoIterator<Item = RecordId> + Send,
    now: Instant,
) -> Result<(), AppError> {
    if let Actor::Account(viewer) = actor {
        looks::wrote(&**tx, viewer.account, patient, records, now).await?;
    }
    Ok(())
}

async fn write(
    app: &App,
    actor: &Actor,
    command: &Command,
    opened: &Opened,
) -> Result<Recorded, AppError> {
    let now = app.clock.now();
    let tx = begin(app, command.patient).await?;
    let mut put = match put(&tx, app, actor, command, (opened.into(), now)).await? {
        Put::Written(put) if put.is_change => put,
        Put::Written(Written { recorded, .. }) | Put::Repeated(recorded) => {
            tx.rollback().await?;
            return Ok(recorded);
        }
        Put::Denied(denied) => {
            tx.rollback().await?;
            return Err(refused(app, actor, command, denied).await);
        }
    };
    let entry = put.finish(&tx, app, actor, command, now).await?;
    tx.commit(entry).await?;
    Ok(put.recorded)
}

/// Begins a change of a patient: one after the other, so that the second sees what the first has written.
pub(super) async fn begin(app: &App, patient: PatientId) -> Result<Tx, AppError> {
    let tx = app.db.begin().await?;
    evaluations::introduce(&*tx, vec![patient]).await?;
    evaluations::hold(&*tx, &[patient], None).await?;
    Ok(tx)
}

/// Says that somebody may not record this, and writes it down: after the transaction has ended.
pub(super) async fn refused(
    app: &App,
    actor: &Actor,
    command: &Command,
    denied: Denied,
) -> AppError {
    access::refuse(app, actor, command.patient, command.verb.action, denied).await
}

/// What a change rests on besides the records that it looks at.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) struct Basis<'a> {
    /// Units and professionals.
    pub directory: &'a Directory,
    /// By which way the record is open; `None` where no care relation is asked for.
    pub allowed: Option<Allowed>,
}

impl<'a> From<&'a Opened> for Basis<'a> {
    fn from(opened: &'a Opened) -> Self {
        Self {
            directory: &opened.directory,
            allowed: opened.allowed,
        }
    }
}

/// What became of a change within a transaction that goes on.
pub(in crate::app) enum Put {
    /// The form was sent before: nothing is written.
    Repeated(Recorded),
    /// It would open the record to somebody whom it must not.
    Denied(Denied),
    /// It is written, and not finished; or it says the same as what is there.
    Written(Written),
}

/// A change that is written and neither judged nor committed yet.
pub(in crate::app) struct Written {
    /// What is written.
    pub recorded: Recorded,
    /// Whether anything is: what says the same is no change.
    pub is_change: bool,
    /// Who receives the patient, where the change sends them on.
    pub receives: Receiver,
    /// Planned arrivals that came true with it.
    arrivals: Vec<RecordId>,
    print: String,
}

impl Written {
    /// Judges the patient's flags anew, keeps what came of the form, and gives the audit entry that the
    /// change is committed with. Nothing is written after it.
    pub(super) async fn finish(
        &mut self,
        tx: &Tx,
        app: &App,
        actor: &Actor,
        command: &Command,
        now: Instant,
    ) -> Result<AuditEntry, AppError> {
        let flags = evaluate::in_tx(tx, app, command.patient, now).await?;
        (self.recorded.raised, self.recorded.cleared) = (flags.raised, flags.cleared);
        if let Some(once) = &command.once {
            let print = self.print.clone();
            once.keep(tx, actor, print, json!(self.recorded), now)
                .await?;
        }
        Ok(entry(app, actor, command, self))
    }
}

/// What tells a command from others under the same key.
fn print_of(command: &Command) -> String {
    let about = command.looks.map(|looks| looks.record.0);
    let (patient, verb) = (command.patient.0, command.verb.code);
    fingerprint(&format!("{patient} {verb} {about:?}"), &command.fields)
}

/// What came of a form, told once more.
fn again(outcome: serde_json::Value) -> Result<Recorded, AppError> {
    let before: Recorded = serde_json::from_value(outcome)
        .map_err(|_| AppError::Internal("what came of a form cannot be read"))?;
    Ok(Recorded {
        is_repeated: true,
        ..before
    })
}

/// What the same person recorded by the same form before. It is asked first: whoever sends a patient on may
/// have lost sight of them with the first click.
pub(super) async fn repeated(
    app: &App,
    actor: &Actor,
    command: &Command,
) -> Result<Option<Recorded>, AppError> {
    let Some(once) = &command.once else {
        return Ok(None);
    };
    let earlier = once.earlier(app, actor, &print_of(command)).await?;
    earlier.map(|form| again(form.outcome)).transpose()
}

/// Writes a change into a transaction that holds the patient.
pub(in crate::app) async fn put(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    command: &Command,
    (basis, now): (Basis<'_>, Instant),
) -> Result<Put, AppError> {
    let Command { patient, verb, .. } = *command;
    let print = print_of(command);
    if let Some(once) = &command.once
        && let Some(before) = once.before(tx, actor, &print).await?
    {
        return Ok(Put::Repeated(again(before.outcome)?));
    }
    let work = Work::read(tx, command, basis).await?;
    if let Some(about) = &work.about
        && !is_for(about, actor, basis)
    {
        return Err(AppError::NotFound("record"));
    }
    let scene = work.scene(command, basis, who(actor), now)?;
    let edits = verb
        .edits(&command.fields, &scene)
        .map_err(AppError::Unfit)?;
    work.is_nobody_elses(tx, &edits).await?;
    // What is owed gives back what there was, and opens nothing new.
    let doors = if verb.is_owed() {
        Vec::new()
    } else {
        scene.doors(&edits)
    };
    if let Some(denied) = access::denied(actor, basis.allowed, &doors) {
        return Ok(Put::Denied(denied));
    }
    let (receives, admits) = (scene.receives(&edits), scene.admits(&edits));
    let (changes, made) = work.changes(app, edits, now)?;
    let recorded = Recorded {
        made,
        raised: 0,
        cleared: 0,
        is_repeated: false,
    };
    let is_change = !changes.is_empty();
    let reason = command
        .fields
        .get("reason")
        .filter(|reason| !reason.is_empty());
    let by = actor.to_string();
    let wholes = work.wholes();
    for ((kind, system), changes) in &changes {
        let saved = Saved {
            system,
            actor: &by,
            reason: Some(reason.unwrap_or(verb.action)),
            at: now,
            directory: &work.names,
            wholes: &wholes,
            ids: &*app.ids,
        };
        records::save(&**tx, *kind, changes, saved).await?;
        own::noted(tx, actor, patient, changes, now).await?;
    }
    let written = recorded.made.iter().map(|(_, made)| made.id);
    wrote(tx, actor, patient, written, now).await?;
    let arrivals = access::came(tx, patient, &admits, (&by, now)).await?;
    Ok(Put::Written(Written {
        recorded,
        is_change,
        receives,
        arrivals,
        print,
    }))
}

fn entry(app: &App, actor: &Actor, command: &Command, written: &Written) -> AuditEntry {
    let Written {
        recorded, arrivals, ..
    } = written;
    let subject = recorded.made.first().map_or_else(
        || "patient".to_owned(),
        |(kind, made)| format!("{kind}/{}", made.id.0),
    );
    let records: Vec<_> = recorded
        .made
        .iter()
        .map(|(kind, made)| json!({"kind": kind, "id": made.id, "version": made.version}))
        .collect();
    let mut detail = json!({ "records": records });
    if !arrivals.is_empty() {
        detail["arrivals"] = json!(arrivals);
    }
    AuditEntry {
        patient: Some(command.patient),
        ..app.entry(actor, command.verb.action, subject, "care", detail)
    }
}

/// What is changed, by kind and system of its ids: rows of one statement.
type Changes = BTreeMap<(Kind, String), Vec<Change>>;

/// A patient's records within the transaction.
struct Work {
    names: records::Directory,
    patient: Own,
    rows: Vec<Own>,
    held: Vec<Held>,
    about: Option<Held>,
    before: Vec<Before>,
}

impl Work {
    async fn read(tx: &Tx, command: &Command, basis: Basis<'_>) -> Result<Self, AppError> {
        let names = naming(basis.directory);
        let patient = records::held_patient(&**tx, command.patient).await?;
        let patient = patient.ok_or(AppError::NotFound("patient"))?;
        let mut rows = Vec::new();
        if command.verb.changes == Some(Kind::Patient) {
            rows.push(patient.clone());
        }
        for kind in command.verb.looks_at {
            rows.extend(records::held(&**tx, *kind, command.patient, None, &names).await?);
        }
        let about = match (command.verb.changes, command.looks) {
            (None, _) => None,
            (Some(_), None) => return Err(AppError::NotFound("record")),
            (Some(kind), Some(looks)) => {
                let id = looks.record.0;
                if kind != Kind::Patient && !rows.iter().any(|own| own.stored.id == id) {
                    let ids = Some([id]);
                    let ids = ids.as_ref().map(<[Uuid; 1]>::as_slice);
                    rows.extend(records::held(&**tx, kind, command.patient, ids, &names).await?);
                }
                let found = rows
                    .iter()
                    .find(|own| own.stored.id == id && own.stored.record.kind() == kind);
                let found = found.ok_or(AppError::NotFound("record"))?;
                if found.stored.version != looks.version {
                    return Err(AppError::Outdated("record"));
                }
                Some(held(&found.stored))
            }
        };
        let before = if command.verb.is_owed() {
            records::ended_by_death(&**tx, command.patient).await?
        } else {
            Vec::new()
        };
        Ok(Self {
            before,
            held: rows.iter().map(|own| held(&own.stored)).collect(),
            names,
            patient,
            rows,
            about,
        })
    }

    /// What the verb sees.
    fn scene<'s>(
        &'s self,
        command: &Command,
        basis: Basis<'s>,
        who: Option<ProfessionalId>,
        now: Instant,
    ) -> Result<Scene<'s>, AppError> {
        let Record::Patient(patient) = &self.patient.stored.record else {
            return Err(AppError::Internal("a patient is another record"));
        };
        Ok(Scene {
            now,
            id: command.patient,
            patient,
            who,
            directory: basis.directory,
            records: &self.held,
            about: self.about.as_ref(),
            before: &self.before,
        })
    }

    /// Whether the patient's identifiers are those of no other.
    async fn is_nobody_elses(&self, tx: &Tx, edits: &[Edit]) -> Result<(), AppError> {
        let told = edits.iter().filter_map(|edit| match edit {
            Edit::Replace(_, Record::Patient(patient)) => Some(&patient.identifiers),
            _ => None,
        });
        let identifiers: Vec<SourceId> = told.flatten().cloned().collect();
        let owners = records::identifier_owners(&**tx, &identifiers).await?;
        if owners
            .values()
            .any(|owner| Some(*owner) != self.patient.stored.patient)
        {
            return Err(AppError::Unfit(vec![Fault {
                field: "identifier",
                wrong: Wrong::OfAnother,
            }]));
        }
        Ok(())
    }

    /// The system of a new record's id: a part is of the system of the record that it belongs to.
    fn system_of(&self, record: &Record) -> &str {
        let whole = key::whole(record).and_then(|(_, id)| self.whole(id));
        whole.map_or(SYSTEM, |own| own.system.as_str())
    }

    /// The record that parts may belong to: what the verb is about.
    fn whole(&self, id: &str) -> Option<&Own> {
        let about = self.about.as_ref()?;
        let mut rows = self.rows.iter();
        rows.find(|own| own.stored.id == about.id.0 && key::of(&own.stored.record) == id)
    }

    /// What the ids of records to which parts belong mean.
    fn wholes(&self) -> HashMap<String, KnownWhole> {
        let about = self.about.as_ref().map(|about| key::of(&about.record));
        let own = about.as_deref().and_then(|id| self.whole(id));
        let known = own.zip(self.patient.stored.patient).map(|(own, patient)| {
            let id = own.stored.id;
            (key::of(&own.stored.record), KnownWhole { id, patient })
        });
        known.into_iter().collect()
    }

    /// Rows to be written, and the records that they make. What says the same as before is no change.
    fn changes(
        &self,
        app: &App,
        edits: Vec<Edit>,
        now: Instant,
    ) -> Result<(Changes, Vec<(String, Made)>), AppError> {
        let (mut changes, mut made) = (Changes::new(), Vec::new());
        let patient = self.patient.stored.patient;
        for edit in edits {
            let (system, earlier, mut record) = match edit {
                Edit::Add(record) => (self.system_of(&record).to_owned(), None, record),
                Edit::Replace(id, record) => {
                    let own = self.rows.iter().find(|own| own.stored.id == id.0);
                    let own = own.ok_or(AppError::Internal("a change of what was not read"))?;
                    (own.system.clone(), Some(own.stored.clone()), record)
                }
            };
            let kind = record.kind();
            let id = earlier
                .as_ref()
                .map_or_else(|| app.ids.next(), |own| own.id);
            let version = earlier.as_ref().map_or(1, |own| own.version + 1);
            if let Some(own) = &earlier
                && key::same_content(&own.record, &record)
            {
                made.push(named(kind, id, own.version));
                continue;
            }
            if earlier.is_none() {
                key::set_id(&mut record, id.to_string());
            }
            key::set_recorded_at(&mut record, Some(now));
            made.push(named(kind, id, version));
            let placed = Placed {
                id,
                patient,
                version,
                record,
                recorded_at: now,
                origin: None,
            };
            let change = Change { placed, earlier };
            changes.entry((kind, system)).or_default().push(change);
        }
        Ok((changes, made))
    }
}

fn named(kind: Kind, id: Uuid, version: i32) -> (String, Made) {
    let id = RecordId(id);
    (kind.code().to_owned(), Made { id, version })
}

pub(super) fn held(stored: &Stored) -> Held {
    Held {
        id: RecordId(stored.id),
        version: stored.version,
        record: stored.record.clone(),
    }
}
