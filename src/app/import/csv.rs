//! CSV files as a feed: one stage per kind of record, in the order in which kinds are stored.

use std::io;
use std::path::PathBuf;

use serde_json::Value;

use super::feed::{Body, Content, Feed, Item, LeftOut, sequence};
use crate::app::AppError;
use crate::domain::intake::{Kind, Record, Rejection, ZoneBook};
use crate::interop::csv::{self, FileError, Job, Mapping};
use crate::interop::fhir::{Mapped, RefKey, Resolver};

/// The files of one import.
#[derive(Debug)]
pub(super) struct CsvFeed {
    /// Each file once, in the order of its first reading.
    files: Vec<PathBuf>,
    /// Readings: (file, what of it).
    jobs: Vec<(usize, Job)>,
}

impl CsvFeed {
    /// Finds the files of paths and reads their headers; whatever is wrong with one is told here,
    /// before anything is stored. Also tells which files are left out.
    pub(super) fn open(
        paths: &[PathBuf],
        mapping: Option<&Mapping>,
    ) -> Result<(Self, Vec<csv::LeftOut>), AppError> {
        let plan = csv::plan(paths, mapping).map_err(file_error)?;
        let mut files: Vec<PathBuf> = Vec::new();
        let mut jobs = Vec::with_capacity(plan.jobs.len());
        for job in plan.jobs {
            let known = files.iter().position(|file| *file == job.path);
            let file = known.unwrap_or_else(|| {
                files.push(job.path.clone());
                files.len() - 1
            });
            drop(job.open().map_err(file_error)?);
            jobs.push((file, job));
        }
        if jobs.is_empty() {
            return Err(AppError::InvalidInput {
                field: "PATH",
                expected: "a CSV file of the format, or a folder with at least one".to_owned(),
            });
        }
        Ok((Self { files, jobs }, plan.left_out))
    }

    fn of_stage(&self, stage: usize) -> impl Iterator<Item = (usize, usize, &Job)> {
        self.jobs
            .iter()
            .enumerate()
            .filter(move |(_, (_, job))| job.kind as usize == stage)
            .map(|(reading, (file, job))| (reading, *file, job))
    }
}

impl Feed for CsvFeed {
    fn format(&self) -> &'static str {
        "csv"
    }

    fn files(&self) -> Vec<String> {
        self.files
            .iter()
            .map(|path| super::file_name(path))
            .collect()
    }

    fn stages(&self) -> usize {
        Kind::ALL.len()
    }

    fn directory_has_rows(&self) -> bool {
        true
    }

    fn uncertain_days(&self) -> i64 {
        0
    }

    fn survey(
        &self,
        mut zones: ZoneBook,
        note: &mut dyn FnMut(u64, &Record) -> io::Result<()>,
    ) -> Result<u64, AppError> {
        let mut items = 0;
        for stage in 0..self.stages() {
            let mut units = std::collections::HashMap::new();
            for (reading, _, job) in self.of_stage(stage) {
                let mut reader = job.open().map_err(file_error)?;
                while let Some(row) = reader.next_row(&zones).map_err(file_error)? {
                    items += 1;
                    match row.outcome {
                        Ok(Record::Unit(unit)) => {
                            units.entry(unit.id).or_insert(unit.time_zone);
                        }
                        Ok(record) if record.kind() >= Kind::Patient => {
                            note(sequence(stage, reading, row.number), &record)
                                .map_err(|error| super::scratch_error(&error))?;
                        }
                        Ok(_) | Err(_) => {}
                    }
                }
            }
            for (unit, zone) in units {
                match zone {
                    Some(zone) => zones.units.insert(unit, zone),
                    None => zones.units.remove(&unit),
                };
            }
        }
        Ok(items)
    }

    fn read(
        &self,
        stage: usize,
        zones: &ZoneBook,
        take: &mut dyn FnMut(Item) -> bool,
    ) -> Result<Vec<LeftOut>, AppError> {
        let mut left_out = Vec::new();
        for (reading, file, job) in self.of_stage(stage) {
            let mut reader = job.open().map_err(file_error)?;
            while let Some(row) = reader.next_row(zones).map_err(file_error)? {
                let body = match row.outcome {
                    Ok(_) if row.content.contains('\0') => Body::Rejected(super::feed::nul()),
                    Ok(record) => Body::Mapped(Mapped {
                        records: vec![record],
                        ..Mapped::default()
                    }),
                    Err(rejection) => Body::Rejected(rejection),
                };
                let wanted = take(Item {
                    sequence: sequence(stage, reading, row.number),
                    file,
                    row: row.number,
                    kind: Some(job.kind),
                    label: job.kind.code().to_owned(),
                    content: Content::Text(row.content),
                    body,
                });
                if !wanted {
                    return Ok(left_out);
                }
            }
            let counts = reader.left_out();
            for (why, rows) in [
                ("left out by a condition of the mapping", counts.filtered),
                (
                    "further rows of one record, by the mapping",
                    counts.repeated,
                ),
            ] {
                if rows > 0 {
                    left_out.push(LeftOut { file, why, rows });
                }
            }
        }
        Ok(left_out)
    }

    fn map(
        &self,
        _stage: usize,
        _resource: &Value,
        _full_url: Option<&str>,
        _resolver: &dyn Resolver,
    ) -> Result<Mapped, Rejection> {
        Ok(Mapped::default())
    }

    fn common_keys(&self) -> Vec<RefKey> {
        Vec::new()
    }
}

fn file_error(error: FileError) -> AppError {
    match error {
        FileError::Unreadable { path, source } => AppError::unreadable(&path, &source),
        other => AppError::BadFile(other.to_string()),
    }
}
