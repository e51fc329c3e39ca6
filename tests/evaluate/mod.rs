//! Evaluation through its public surfaces: what the records say at an instant, and what is kept.

mod edges;
mod history;
mod incremental;
mod interrupted;
mod known_at;
mod output;
mod real;
mod reports;
mod sources;
mod stories;
mod time;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use chrono::NaiveDate;
use redthread::app::evaluate::{Kept, PatientAnswer, Question, Which, ask, keep};
use redthread::app::generate::{Cohort, Parameters, to_folder};
use redthread::app::import::{self, ImportReport};
use redthread::app::{App, NoProgress};
use redthread::domain::flags::{Evidence, Names};
use redthread::domain::ids::{PatientId, ProfessionalId, UnitId};
use redthread::domain::time::{self as when, Instant};
use redthread::domain::trajectory::Directory;
use redthread::runtime::{Clock, FixedClock, RandomIds};
use redthread::store::{Db, directory, flags, patients, summaries};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::import::{Folder, actor};

const OSLO: chrono_tz::Tz = chrono_tz::Europe::Oslo;

/// Noon of the day on which the stories are told.
const TOLD: &str = "2026-03-02T12:00";

/// A local time in Oslo.
fn at(text: &str) -> Instant {
    when::parse_time(text, OSLO).unwrap()
}

/// The program over one database, with a clock that a test moves and a folder of input.
struct Service {
    app: App,
    clock: Arc<FixedClock>,
    folder: Folder,
}

impl Service {
    fn new(db: &Db, now: &str) -> Self {
        let clock = Arc::new(FixedClock::new(at(now)));
        let app = App::new(
            db.clone(),
            Arc::<FixedClock>::clone(&clock),
            Arc::new(RandomIds),
            OSLO,
        );
        Self {
            app,
            clock,
            folder: Folder::new(),
        }
    }

    fn move_to(&self, instant: Instant) {
        self.clock.advance(instant - self.clock.now());
    }

    /// Imports these files, and nothing that was put before.
    async fn import(&self, files: &[(&str, &str)]) -> ImportReport {
        let folder = Folder::new();
        for (name, content) in files {
            folder.put(name, content);
        }
        self.import_folder(&folder.input()).await
    }

    async fn import_folder(&self, path: &Path) -> ImportReport {
        let mut command = self.folder.command();
        command.paths = vec![path.to_owned()];
        let report = import::csv(&self.app, &actor(), &command, &NoProgress)
            .await
            .unwrap();
        assert_eq!(report.total().rejected, 0, "{:?}", report.faults);
        report
    }

    async fn keep(&self, which: Which) -> Kept {
        keep(&self.app, &actor(), which, &NoProgress).await.unwrap()
    }

    async fn ask(&self, question: Question) -> Vec<PatientAnswer> {
        let mut answers = Vec::new();
        let each = |answer| {
            answers.push(answer);
            Ok(())
        };
        ask(&self.app, &actor(), question, &NoProgress, each)
            .await
            .unwrap();
        answers
    }

    /// The answers as lines.
    async fn lines(&self, as_of: &str, known_at: Option<&str>) -> Vec<String> {
        let question = Question {
            as_of: Some(at(as_of)),
            known_at: known_at.map(at),
            ..Question::default()
        };
        let answers = self.ask(question).await;
        answers
            .iter()
            .map(|answer| serde_json::to_string(answer).unwrap())
            .collect()
    }

    /// The codes of one patient's flags now.
    async fn codes(&self, patient: &str) -> Vec<&'static str> {
        let answers = self.ask(Question::default()).await;
        let answer = answers.iter().find(|a| a.patient == patient).unwrap();
        answer.flags.iter().map(|flag| flag.code).collect()
    }
}

/// A cohort in a folder of its own.
fn cohort(patients: u64, seed: u64, as_of: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cohort");
    let cohort = Cohort::new(Parameters {
        patients,
        seed,
        as_of: at(as_of),
        zone: OSLO,
    });
    to_folder(&cohort, &path, |_| ()).unwrap();
    (folder, path)
}

/// People and units by source id.
struct SourceNames<'a>(&'a Directory);

impl Names for SourceNames<'_> {
    fn professional(&self, id: ProfessionalId) -> Option<String> {
        let professional = self.0.professionals.get(&id)?;
        Some(professional.source.value.clone())
    }

    fn unit(&self, id: UnitId) -> Option<String> {
        self.0.units.get(&id).map(|unit| unit.source.value.clone())
    }
}

/// A stored flag by patient, code and subject, all by source id.
type FlagKey = (String, String, String);

/// What is stored: living flags with severity and evidence as it reads on a day, and summaries.
/// Everything by source id, so that two databases can be compared.
#[derive(Debug, PartialEq)]
struct Snapshot {
    flags: BTreeMap<FlagKey, (String, Value)>,
    summaries: BTreeMap<String, Value>,
}

async fn stored(app: &App, today: NaiveDate) -> Snapshot {
    let read = &app.db.read;
    let everyone = patients::all(read).await.unwrap();
    let names: BTreeMap<PatientId, String> = everyone
        .iter()
        .map(|p| (p.id, p.source.value.clone()))
        .collect();
    let directory = directory::load(read, OSLO, None).await.unwrap();
    let records = records(&app.db).await;
    let ids: Vec<PatientId> = names.keys().copied().collect();
    let mut living = BTreeMap::new();
    for flag in flags::living(read, &ids).await.unwrap() {
        let patient = names[&flag.patient].clone();
        let subject = records.get(&flag.subject_id).unwrap_or(&patient).clone();
        let evidence: Evidence = serde_json::from_value(flag.evidence).unwrap();
        let evidence = evidence.read(today, &SourceNames(&directory));
        let key = (patient, flag.code, subject);
        let before = living.insert(key, (flag.severity.to_string(), evidence));
        assert!(before.is_none(), "one living flag per rule and subject");
    }
    let summaries = summaries::load(read, &ids).await.unwrap();
    assert_eq!(summaries.len(), ids.len(), "everyone was evaluated");
    let stale = summaries::due(read, None, None, 1_000_000).await.unwrap();
    assert!(stale.is_empty(), "nobody is left stale");
    Snapshot {
        flags: living,
        summaries: summaries
            .iter()
            .map(|summary| {
                let what = json!([
                    format!("{:?}", summary.counters),
                    summary.next_evaluation_at.map(|at| at.to_rfc3339()),
                ]);
                (names[&summary.patient].clone(), what)
            })
            .collect(),
    }
}

/// The source ids of the records that flags are about.
async fn records(db: &Db) -> BTreeMap<sea_orm::prelude::Uuid, String> {
    let mut records = BTreeMap::new();
    macro_rules! take {
        ($($table:ident),+) => {$(
            for row in entity::$table::Entity::find().all(&db.read).await.unwrap() {
                records.insert(row.id, row.source_value);
            }
        )+};
    }
    take!(
        treatment_period,
        relationship,
        handover,
        measure,
        request,
        alliance_score,
        rupture
    );
    records
}

/// The same of an evaluation that is computed, not stored.
fn computed(answers: &[PatientAnswer]) -> BTreeMap<FlagKey, (String, Value)> {
    let mut flags = BTreeMap::new();
    for answer in answers {
        for flag in &answer.flags {
            let key = (
                answer.patient.clone(),
                flag.code.to_owned(),
                flag.subject.clone(),
            );
            flags.insert(key, (flag.severity.to_string(), flag.evidence.clone()));
        }
    }
    flags
}

/// What two evaluations say differently.
fn differences(
    found: &BTreeMap<FlagKey, (String, Value)>,
    expected: &BTreeMap<FlagKey, (String, Value)>,
) -> Vec<String> {
    let keys: BTreeSet<&FlagKey> = found.keys().chain(expected.keys()).collect();
    keys.into_iter()
        .filter(|key| found.get(*key) != expected.get(*key))
        .map(|key| {
            format!(
                "{key:?}: {:?}, expected {:?}",
                found.get(key),
                expected.get(key)
            )
        })
        .collect()
}

/// The real binary in a folder of its own, on one database.
pub(crate) struct Cli {
    folder: tempfile::TempDir,
    url: String,
}

impl Cli {
    pub(crate) fn on(url: &str) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            url: url.to_owned(),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redthread"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("REDTHREAD_") {
                command.env_remove(name);
            }
        }
        command
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .env("REDTHREAD_DATABASE_URL", &self.url)
            .env("REDTHREAD_AUDIT__KEY", crate::support::AUDIT_KEY)
            .args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Standard output of a command that succeeds.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {told}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Exit code and standard error of a command that does not.
    fn refused(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.run(arguments);
        assert!(output.stdout.is_empty(), "{arguments:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), told)
    }

    fn put(&self, folder: &str, name: &str, content: &str) -> &Self {
        let folder = self.folder.path().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), content).unwrap();
        self
    }

    fn parsed(&self, arguments: &[&str]) -> Vec<Value> {
        let out = self.ok(arguments);
        out.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// Units of every sort, and four people.
const UNITS: &str = "id,name,setting\n\
    clinic,Clinic,outpatient_clinic\nteam,Team,assertive_outreach\nward,Ward,acute_ward\n\
    dps,DPS,dps_inpatient\nhospital,Hospital,general_hospital\n";
const PEOPLE: &str = "id,name,profession\np1,Ada,psychologist\np2,Bo,nurse\np3,Cy,psychiatrist\n\
    p4,Di,nurse\n";
