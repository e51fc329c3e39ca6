//! Export: every record, in the CSV format that import reads.
//!
//! The same records give the same bytes, whichever database they are in: the directory, then
//! patients in the bytewise order of their ids, each with their records in the order of theirs.
//! Where patients of several systems are present, every id is written as `system|value`; under
//! import such a string is an id like any other, so that what is exported again is the same.

mod deidentify;

pub use deidentify::Deidentifier;

use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use serde_json::json;
use uuid::Uuid;

use super::{Actor, App, AppError, Progress};
use crate::domain::intake::{Kind, Record};
use crate::domain::time::local_date;
use crate::interop::csv::FolderWriter;
use crate::store::patients;
use crate::store::records::{self, Directory, Naming, Snapshot};

/// Patients that are read at a time, with all that they own.
const PAGE: u64 = 200;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportReport {
    /// Where.
    pub folder: PathBuf,
    /// How many records of each kind.
    pub records: Vec<(Kind, u64)>,
}

/// Writes everything that is stored to a folder, as it was at one moment.
///
/// The folder is made when it is missing, for its owner only. Until all is written the files have
/// other names, so that a half-written export is never taken for a whole one.
pub async fn csv(
    app: &App,
    actor: &Actor,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<ExportReport, AppError> {
    write_folder(app, actor, folder, None, progress).await
}

/// As [`csv()`], without what tells whose the records are: see [`Deidentifier`]. The key is drawn here
/// and kept nowhere.
///
/// # Errors
/// As [`csv()`].
pub async fn csv_deidentified(
    app: &App,
    actor: &Actor,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<ExportReport, AppError> {
    let mut key = [0; 32];
    aws_lc_rs::rand::fill(&mut key)
        .map_err(|_| AppError::Internal("the system gives no random numbers"))?;
    let today = local_date(app.clock.now(), app.zone);
    let deidentifier = Deidentifier::new(&key, app.zone, today);
    write_folder(app, actor, folder, Some(deidentifier), progress).await
}

async fn write_folder(
    app: &App,
    actor: &Actor,
    folder: &Path,
    deidentifier: Option<Deidentifier>,
    progress: &dyn Progress,
) -> Result<ExportReport, AppError> {
    let export = app.ids.next();
    // First the audit entry, then the data: nobody leaves with records unseen.
    let detail = json!({"format": "csv", "is_deidentified": deidentifier.is_some()});
    audit(app, actor, export, "export.start", detail).await?;
    let snapshot = records::snapshot(&app.db).await?;
    let unwritable = |error| AppError::unwritable(folder, &error);
    make_folder(folder).map_err(unwritable)?;
    let mut writer = FolderWriter::create(folder).map_err(unwritable)?;
    let patients = patients::count(&*snapshot).await?;
    progress.begin("exporting patients", Some(patients));
    let written = write_all(
        app,
        &snapshot,
        deidentifier.as_ref(),
        |record, zone| writer.write(record, zone).map_err(unwritable),
        progress,
    )
    .await;
    progress.end();
    written?;
    let records = writer.finish().map_err(unwritable)?;
    drop(snapshot);
    let counts: serde_json::Map<_, _> = records
        .iter()
        .map(|(kind, count)| (kind.code().to_owned(), json!(count)))
        .collect();
    audit(app, actor, export, "export.finish", counts.into()).await?;
    Ok(ExportReport {
        folder: folder.to_owned(),
        records,
    })
}

async fn write_all(
    app: &App,
    snapshot: &Snapshot,
    deidentifier: Option<&Deidentifier>,
    mut write_one: impl FnMut(&Record, Tz) -> Result<(), AppError> + Send,
    progress: &dyn Progress,
) -> Result<(), AppError> {
    let naming = match records::systems(&**snapshot).await?.as_slice() {
        [only] => Naming::Within(only.clone()),
        _ => Naming::Qualified,
    };
    let directory = records::directory(&**snapshot, app.zone, naming).await?;
    let mut write = |records: Vec<Record>| {
        records.into_iter().try_for_each(|record| {
            let zone = directory.zone(unit_of(&record));
            match deidentifier {
                Some(deidentifier) => write_one(&deidentifier.apply(record, zone), zone),
                None => write_one(&record, zone),
            }
        })
    };
    write(records::all_units(&**snapshot, &directory).await?)?;
    write(records::all_professionals(&**snapshot, &directory).await?)?;
    write(records::all_employments(&**snapshot, &directory).await?)?;
    write_patients(snapshot, &directory, &mut write, progress).await
}

async fn write_patients(
    snapshot: &Snapshot,
    directory: &Directory,
    write: &mut (dyn FnMut(Vec<Record>) -> Result<(), AppError> + Send),
    progress: &dyn Progress,
) -> Result<(), AppError> {
    let mut last = None;
    loop {
        let page = patients::page(&**snapshot, last.as_ref(), PAGE).await?;
        let ids: Vec<Uuid> = page.iter().map(|patient| patient.id.0).collect();
        write(records::records_of(&**snapshot, &ids, directory).await?)?;
        progress.advance(ids.len() as u64);
        if (ids.len() as u64) < PAGE {
            return Ok(());
        }
        last = page.into_iter().last();
    }
}

/// The unit whose clock a record's times are read by.
fn unit_of(record: &Record) -> Option<&str> {
    match record {
        Record::TreatmentPeriod(r) => Some(&r.unit_id),
        Record::Contact(r) => Some(&r.unit_id),
        Record::Relationship(r) => r.unit_id.as_deref(),
        Record::ShiftAssignment(r) => Some(&r.unit_id),
        Record::Handover(r) => r.from_unit_id.as_deref(),
        Record::Measure(r) => r.unit_id.as_deref(),
        Record::Plan(r) => r.unit_id.as_deref(),
        Record::Unit(_)
        | Record::Professional(_)
        | Record::Employment(_)
        | Record::Patient(_)
        | Record::Decision(_)
        | Record::RelationalReview(_)
        | Record::LegalPeriod(_)
        | Record::MeasureVisit(_)
        | Record::Request(_)
        | Record::AllianceScore(_)
        | Record::Rupture(_)
        | Record::NarrativeEntry(_)
        | Record::NarrativeRead(_) => None,
    }
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

async fn audit(
    app: &App,
    actor: &Actor,
    export: Uuid,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<(), AppError> {
    let entry = app.entry(actor, action, format!("export/{export}"), "export", detail);
    Ok(app.db.begin().await?.commit(entry).await?)
}
