//! Importing CSV and FHIR: what is stored, what is rejected and why, again and after a bad day.

mod again;
mod all_kinds;
mod bad_input;
mod duplicates;
mod interrupted;
mod references;
mod shared_data;
mod streaming;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{TimeZone, Utc};
use redthread::app::import::{self, Counts, ImportFiles, ImportReport};
use redthread::app::{Actor, App, AppError, NoProgress};
use redthread::domain::intake::Kind;
use redthread::runtime::{FixedClock, RandomIds};
use redthread::store::Db;

/// Folders of one test: input, and the data directory.
pub(crate) struct Folder {
    root: tempfile::TempDir,
}

impl Folder {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("in")).unwrap();
        std::fs::create_dir(root.path().join("data")).unwrap();
        Self { root }
    }

    pub(crate) fn input(&self) -> PathBuf {
        self.root.path().join("in")
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Writes an input file.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.input().join(name), content).unwrap();
        self
    }

    /// Two units, two professionals, three patients: what other rows refer to.
    pub(crate) fn put_basics(&self) -> &Self {
        self.put(
            "units.csv",
            "id,name,setting,parent_id,time_zone,beds\n\
             clinic,Clinic,outpatient_clinic,hospital,,\n\
             hospital,Hospital,general_hospital,,,\n\
             ward,Ward,acute_ward,hospital,America/New_York,12\n",
        )
        .put(
            "professionals.csv",
            "id,name,profession\np1,Ada,psychologist\np2,Bo,nurse\n",
        )
        .put(
            "employments.csv",
            "professional_id,unit_id,from,to\np1,clinic,2020-01-01,\np2,ward,2021-01-01,2025-01-01\n",
        )
        .put(
            "patients.csv",
            "id,identifiers,family_name,birth_date,deceased_at\n\
             a,ehr|100;ehr|101,Berg,1980-05-01,\n\
             b,,Dahl,1990-01-31,2024-06-01T23:30\n\
             c,,,,\n",
        )
    }

    pub(crate) fn command(&self) -> ImportFiles {
        ImportFiles {
            paths: vec![self.input()],
            source: "local".to_owned(),
            mapping: None,
            dry_run: false,
            rejects: None,
            folder: self.data(),
        }
    }

    /// The rejects as (file, row, resource, field, reason), in order, of the one rejects file.
    pub(crate) fn rejects(report: &ImportReport) -> Vec<[String; 5]> {
        let Some(path) = &report.rejects else {
            return Vec::new();
        };
        csv::Reader::from_path(path)
            .unwrap()
            .records()
            .map(|row| {
                let row = row.unwrap();
                [0, 1, 2, 3, 4].map(|at| row[at].to_owned())
            })
            .collect()
    }
}

/// The application over a database, at noon on 2 March 2026.
pub(crate) fn app(db: &Db) -> App {
    App::new(
        db.clone(),
        Arc::new(FixedClock::new(
            Utc.with_ymd_and_hms(2026, 3, 2, 11, 0, 0).unwrap(),
        )),
        Arc::new(RandomIds),
        chrono_tz::Europe::Oslo,
    )
}

pub(crate) fn actor() -> Actor {
    Actor::CommandLine(Some("test".to_owned()))
}

pub(crate) async fn try_csv(app: &App, command: &ImportFiles) -> Result<ImportReport, AppError> {
    import::csv(app, &actor(), command, &NoProgress).await
}

pub(crate) async fn csv(app: &App, command: &ImportFiles) -> ImportReport {
    try_csv(app, command).await.unwrap()
}

pub(crate) async fn fhir(app: &App, command: &ImportFiles) -> ImportReport {
    import::fhir(app, &actor(), command, &NoProgress)
        .await
        .unwrap()
}

/// Created, updated, unchanged, rejected of one kind.
pub(crate) fn counts(report: &ImportReport, kind: Kind) -> [u64; 4] {
    numbers(report.kind(kind))
}

/// Created, updated, unchanged, rejected of all kinds.
pub(crate) fn total(report: &ImportReport) -> [u64; 4] {
    numbers(report.total())
}

fn numbers(counts: Counts) -> [u64; 4] {
    [
        counts.created,
        counts.updated,
        counts.unchanged,
        counts.rejected,
    ]
}

/// Everything that is stored, as an export writes it, by file.
pub(crate) async fn everything(app: &App) -> std::collections::BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    redthread::app::export::csv(app, &actor(), folder.path(), &NoProgress)
        .await
        .unwrap();
    files_of(folder.path())
}

/// The files of a folder with their content.
pub(crate) fn files_of(folder: &Path) -> std::collections::BTreeMap<String, String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}
