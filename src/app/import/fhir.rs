//! FHIR files as a feed: registry, people, care, each in one pass over all files.

use std::io;
use std::path::PathBuf;

use chrono_tz::Tz;
use serde_json::Value;

use super::feed::{Body, Content, Feed, Item, LeftOut, sequence};
use crate::app::AppError;
use crate::domain::intake::{Kind, Record, Rejection, ZoneBook};
use crate::interop::fhir::{
    self, Context, Mapped, Mapping, Reader, RefKey, Resolved, Resolver, Stage,
};

/// The files of one import.
#[derive(Debug)]
pub(super) struct FhirFeed {
    files: Vec<PathBuf>,
    mapping: Mapping,
    zone: Tz,
}

impl FhirFeed {
    /// Finds the files of paths, and makes sure that each can be opened.
    pub(super) fn open(paths: &[PathBuf], mapping: Mapping, zone: Tz) -> Result<Self, AppError> {
        let mut files = Vec::new();
        for path in paths {
            let found = fhir::files(path).map_err(|error| AppError::unreadable(path, &error))?;
            files.extend(found);
        }
        let mut seen = std::collections::HashSet::new();
        files.retain(|path| seen.insert(path.clone()));
        if files.is_empty() {
            return Err(AppError::InvalidInput {
                field: "PATH",
                expected: "a .json or .ndjson file, or a folder with at least one".to_owned(),
            });
        }
        for path in &files {
            drop(Reader::open(path).map_err(|error| AppError::unreadable(path, &error))?);
        }
        Ok(Self {
            files,
            mapping,
            zone,
        })
    }

    fn context(&self) -> Context<'_> {
        Context {
            zone: self.zone,
            mapping: &self.mapping,
        }
    }

    /// Every item of every file.
    fn each(
        &self,
        take: &mut dyn FnMut(usize, fhir::Item) -> Result<bool, AppError>,
    ) -> Result<(), AppError> {
        for (file, path) in self.files.iter().enumerate() {
            let unreadable = |error: io::Error| AppError::unreadable(path, &error);
            for item in Reader::open(path).map_err(unreadable)? {
                if !take(file, item.map_err(unreadable)?)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

impl Feed for FhirFeed {
    fn format(&self) -> &'static str {
        "fhir"
    }

    fn files(&self) -> Vec<String> {
        self.files
            .iter()
            .map(|path| super::file_name(path))
            .collect()
    }

    fn stages(&self) -> usize {
        Stage::ALL.len()
    }

    fn directory_has_rows(&self) -> bool {
        false
    }

    fn uncertain_days(&self) -> i64 {
        // An instant has lost the offset it was written with, and a birth date never had one.
        1
    }

    fn survey(
        &self,
        _zones: ZoneBook,
        note: &mut dyn FnMut(u64, &Record) -> io::Result<()>,
    ) -> Result<u64, AppError> {
        let mut items = 0;
        self.each(&mut |file, item| {
            items += 1;
            let Ok(resource) = &item.outcome else {
                return Ok(true);
            };
            let full_url = item.full_url.as_deref();
            for (stage, name) in Stage::ALL.into_iter().enumerate() {
                // A record's own id does not depend on what its resource refers to.
                let mapped = fhir::map(resource, full_url, name, &self.context(), &Anything);
                for record in mapped.iter().flat_map(|mapped| &mapped.records) {
                    if record.kind() >= Kind::Patient {
                        note(sequence(stage, file, item.position), record)
                            .map_err(|error| super::scratch_error(&error))?;
                    }
                }
            }
            Ok(true)
        })?;
        Ok(items * self.stages() as u64)
    }

    fn read(
        &self,
        stage: usize,
        _zones: &ZoneBook,
        take: &mut dyn FnMut(Item) -> bool,
    ) -> Result<Vec<LeftOut>, AppError> {
        let name = Stage::ALL[stage];
        self.each(&mut |file, item| {
            let full_url = item.full_url;
            let (content, body) = match item.outcome {
                // A fault of reading is the same in every stage: told once.
                Err(rejection) if stage == 0 => (Content::None, Body::Rejected(rejection)),
                Err(_) => (Content::None, Body::Mapped(Mapped::default())),
                Ok(resource) if holds_nul(&resource) => {
                    let body = match stage {
                        0 => Body::Rejected(super::feed::nul()),
                        _ => Body::Mapped(Mapped::default()),
                    };
                    (Content::Json(resource), body)
                }
                Ok(resource) => {
                    let keys = fhir::keys(&resource, full_url.as_deref(), name);
                    let body = if keys.is_empty() {
                        fhir::map(
                            &resource,
                            full_url.as_deref(),
                            name,
                            &self.context(),
                            &Nothing,
                        )
                        .map_or_else(Body::Rejected, Body::Mapped)
                    } else {
                        Body::Pending { full_url, keys }
                    };
                    (Content::Json(resource), body)
                }
            };
            // What says nothing here takes no room in a chunk.
            let content = match &body {
                Body::Mapped(mapped) if mapped.records.is_empty() => Content::None,
                _ => content,
            };
            Ok(take(Item {
                sequence: sequence(stage, file, item.position),
                file,
                row: item.position,
                kind: None,
                label: item.label,
                content,
                body,
            }))
        })?;
        Ok(Vec::new())
    }

    fn map(
        &self,
        stage: usize,
        resource: &Value,
        full_url: Option<&str>,
        resolver: &dyn Resolver,
    ) -> Result<Mapped, Rejection> {
        fhir::map(
            resource,
            full_url,
            Stage::ALL[stage],
            &self.context(),
            resolver,
        )
    }

    fn common_keys(&self) -> Vec<RefKey> {
        self.mapping.keys()
    }
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(holds_nul),
        Value::Object(values) => values.values().any(holds_nul),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Resolves every name to one and the same thing.
struct Anything;

impl Resolver for Anything {
    fn resolve(&self, _key: &RefKey) -> Resolved {
        Resolved::One {
            id: "anything".to_owned(),
            label: None,
        }
    }
}

/// For what asks for no name.
struct Nothing;

impl Resolver for Nothing {
    fn resolve(&self, _key: &RefKey) -> Resolved {
        Resolved::None
    }
}
