//! Receiving files, piece by piece, into a folder that nobody else can read.

use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tempfile::TempDir;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::inspect::{self, FileFault, Problem};
use super::meter::Meter;
use super::place::{self, Place};
use super::{Form, Inside, Received, State, Upload, UploadId, owner, run};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::AccountId;
use crate::interop::csv::Mapping;
use crate::store::audit;

/// Files of one upload: each kind of record has one, and bulk exports of FHIR come in parts.
const MOST_FILES: usize = 500;

/// What is asked of an upload, apart from its files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The system that gave the ids.
    pub source: String,
    /// The name of a mapping that ships with the program, or empty.
    pub mapping: String,
}

/// Why files are not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// None came.
    #[error("no files came")]
    NoFiles,
    /// More files than one upload may have.
    #[error("more than {0} files came")]
    TooMany(usize),
    /// The source cannot be called that.
    #[error("the source needs a name, without | or control characters")]
    SourceName,
    /// More than one upload may hold, in bytes.
    #[error("more than {0} bytes came")]
    TooLarge(u64),
    /// There is no room for the files.
    #[error("there is no room for the files")]
    DiskFull,
    /// The account has another upload that is being received, checked or applied.
    #[error("another upload of this account is under way")]
    UnderWay,
    /// The service is being stopped.
    #[error("the service is being stopped")]
    Stopping,
    /// Files that cannot be read.
    #[error("some files cannot be read")]
    Files(Vec<FileFault>),
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

impl Refused {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoFiles => "no_files",
            Self::TooMany(_) => "too_many",
            Self::SourceName => "source_name",
            Self::TooLarge(_) => "too_large",
            Self::DiskFull => "disk_full",
            Self::UnderWay => "under_way",
            Self::Stopping => "stopping",
            Self::Files(_) => "files",
            Self::App(error) => error.code(),
        }
    }

    fn of_io(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::App(AppError::unwritable(path, error)),
        }
    }
}

/// Files on their way in. Dropped before [`Receiving::finish`], it leaves nothing behind.
pub struct Receiving {
    app: App,
    owner: AccountId,
    actor: Actor,
    asked: Asked,
    mapping: Option<Mapping>,
    folder: Arc<TempDir>,
    bytes: u64,
    came: usize,
    current: Option<(String, File)>,
    files: Vec<(String, Form, Received)>,
    faults: Vec<FileFault>,
}

/// Begins an upload. Until it is finished or dropped, the account can begin no other.
///
/// # Errors
/// When the account may not import, has something under way, or the folder cannot be made.
pub fn begin(app: &App, actor: &Actor, asked: Asked) -> Result<Receiving, Refused> {
    let owner = owner(actor)?;
    let mapping = inspect::mapping(&asked.mapping)?;
    let uploads = &app.uploads;
    let folder = {
        let mut held = uploads.held();
        if held.is_stopping {
            return Err(Refused::Stopping);
        }
        let earlier = held.uploads.get(&owner);
        if earlier.is_some_and(|upload| upload.inside().state.is_under_way())
            || held.receiving.contains(&owner)
        {
            return Err(Refused::UnderWay);
        }
        let parent = &uploads.settings.folder;
        let failed = |error: io::Error| Refused::of_io(parent, &error);
        let place = match &mut held.place {
            Some(place) => place,
            empty => {
                place::sweep(parent);
                empty.insert(Place::make(parent).map_err(failed)?)
            }
        };
        let folder = place.for_upload().map_err(failed)?;
        held.receiving.insert(owner);
        folder
    };
    Ok(Receiving {
        app: app.clone(),
        owner,
        actor: actor.clone(),
        asked,
        mapping,
        folder: Arc::new(folder),
        bytes: 0,
        came: 0,
        current: None,
        files: Vec::new(),
        faults: Vec::new(),
    })
}

impl Drop for Receiving {
    fn drop(&mut self) {
        self.app.uploads.held().receiving.remove(&self.owner);
    }
}

impl Receiving {
    /// The next file, under the name that its sender gave it. What is wrong with a name is told at
    /// the end, together with what is wrong with other files.
    ///
    /// # Errors
    /// [`Refused::TooMany`], [`Refused::DiskFull`].
    pub async fn file(&mut self, name: &str) -> Result<(), Refused> {
        self.end_file().await?;
        self.came += 1;
        if self.came > MOST_FILES {
            return Err(Refused::TooMany(MOST_FILES));
        }
        match inspect::named(name, self.came, self.mapping.as_ref()) {
            Ok((_, kept)) if self.has(&kept) => self.fault(name, Problem::Twice),
            Ok((form, kept)) => {
                let path = self.folder.path().join(&kept);
                let mut options = std::fs::OpenOptions::new();
                options.write(true).create_new(true).mode(0o600);
                let file = tokio::fs::OpenOptions::from(options).open(&path).await;
                let file = file.map_err(|error| Refused::of_io(&path, &error))?;
                let received = Received {
                    name: kept.clone(),
                    bytes: 0,
                };
                self.files.push((name.to_owned(), form, received));
                self.current = Some((kept, file));
            }
            Err(problem) => self.fault(name, problem),
        }
        Ok(())
    }

    /// A piece of the current file.
    ///
    /// # Errors
    /// [`Refused::TooLarge`], [`Refused::DiskFull`].
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), Refused> {
        let most = self.app.uploads.settings.most_bytes;
        self.bytes += piece.len() as u64;
        if self.bytes > most {
            return Err(Refused::TooLarge(most));
        }
        if let Some((name, file)) = &mut self.current {
            let written = file.write_all(piece).await;
            written.map_err(|error| Refused::of_io(Path::new(name), &error))?;
            if let Some((_, _, received)) = self.files.last_mut() {
                received.bytes += piece.len() as u64;
            }
        }
        Ok(())
    }

    /// Ends the upload and begins its dry run.
    ///
    /// # Errors
    /// When nothing came, or a file cannot be read as what it is named; then nothing is kept.
    pub async fn finish(mut self) -> Result<UploadId, Refused> {
        self.end_file().await?;
        if self.came == 0 {
            return Err(Refused::NoFiles);
        }
        self.check_source()?;
        self.inspect().await?;
        if !self.faults.is_empty() {
            return Err(Refused::Files(std::mem::take(&mut self.faults)));
        }
        let Some((_, form, _)) = self.files.first() else {
            return Err(Refused::NoFiles);
        };
        let form = *form;
        self.keep(form).await
    }

    async fn keep(mut self, form: Form) -> Result<UploadId, Refused> {
        let id = UploadId(self.app.ids.next());
        let files: Vec<Received> = self.files.drain(..).map(|(_, _, file)| file).collect();
        let detail = json!({"files": files.len(), "bytes": self.bytes, "form": form.code()});
        note(&self.app, &self.actor, id, "import.upload", detail).await?;
        let upload = Arc::new(Upload {
            id,
            actor: self.actor.clone(),
            source: self.asked.source.clone(),
            mapping: Some(self.asked.mapping.clone()).filter(|name| !name.is_empty()),
            form,
            files,
            uploaded_at: self.app.clock.now(),
            meter: Arc::new(Meter::default()),
            inside: Mutex::new(Inside {
                state: State::Checking,
                folder: Some(Arc::clone(&self.folder)),
                task: None,
            }),
        });
        // An earlier upload of the account, which is at rest, is dropped with its files.
        let mut held = self.app.uploads.held();
        held.uploads.insert(self.owner, Arc::clone(&upload));
        drop(held);
        run::check(&self.app, &upload);
        run::forget_later(&self.app, self.owner, id);
        Ok(id)
    }

    fn check_source(&self) -> Result<(), Refused> {
        let source = &self.asked.source;
        let is_odd = source.contains('|') || source.chars().any(char::is_control);
        if source.is_empty() || source.len() > crate::app::import::LONGEST_SOURCE || is_odd {
            return Err(Refused::SourceName);
        }
        Ok(())
    }

    /// Looks into every file, beside the threads that answer.
    async fn inspect(&mut self) -> Result<(), Refused> {
        let first = self.files.first().map(|(_, form, _)| *form);
        let files: Vec<(String, Form, std::path::PathBuf)> = self
            .files
            .iter()
            .map(|(name, form, file)| (name.clone(), *form, self.folder.path().join(&file.name)))
            .collect();
        let mapping = self.mapping.clone();
        let look = move || -> Vec<FileFault> {
            let problem = |form: Form, path: &Path| {
                if Some(form) == first {
                    inspect::problem_of(path, form, mapping.as_ref())
                } else {
                    Some(Problem::OtherForm)
                }
            };
            files
                .into_iter()
                .filter_map(|(name, form, path)| {
                    problem(form, &path).map(|problem| FileFault { name, problem })
                })
                .collect()
        };
        let found = tokio::task::spawn_blocking(look)
            .await
            .map_err(|_| AppError::Internal("the reading of files stopped"))?;
        self.faults.extend(found);
        Ok(())
    }

    async fn end_file(&mut self) -> Result<(), Refused> {
        if let Some((name, mut file)) = self.current.take() {
            let flushed = file.flush().await;
            flushed.map_err(|error| Refused::of_io(Path::new(&name), &error))?;
        }
        Ok(())
    }

    fn has(&self, kept: &str) -> bool {
        self.files.iter().any(|(_, _, file)| file.name == kept)
    }

    fn fault(&mut self, name: &str, problem: Problem) {
        self.faults.push(FileFault {
            name: name.to_owned(),
            problem,
        });
    }
}

/// Writes down what an account did with an upload.
pub(super) async fn note(
    app: &App,
    actor: &Actor,
    id: UploadId,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<(), AppError> {
    let entry = app.entry(
        actor,
        action,
        format!("import_upload/{}", id.0),
        "import",
        detail,
    );
    Ok(audit::note(&app.db, [entry]).await?)
}
