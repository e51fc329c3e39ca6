//! Where the files of uploads lie: a folder of this process alone, readable by its owner only.
//!
//! A process that was killed leaves its folder. The lock beside it went with the process, so whoever
//! comes next can tell, and removes it.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// What the names of our folders begin with.
const PREFIX: &str = "redthread-";
/// What the name of a folder's lock ends with.
const LOCK: &str = ".lock";

/// The folder of this process.
#[derive(Debug)]
pub(super) struct Place {
    folder: TempDir,
    lock: PathBuf,
    /// Held as long as the folder is.
    _held: File,
}

impl Place {
    /// Makes the folder, in one that is made where it is missing.
    pub(super) fn make(parent: &Path) -> io::Result<Self> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(parent)?;
        let folder = private_folder(PREFIX, parent)?;
        let mut lock = folder.path().as_os_str().to_owned();
        lock.push(LOCK);
        let lock = PathBuf::from(lock);
        let held = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&lock)?;
        held.lock()?;
        Ok(Self {
            folder,
            lock,
            _held: held,
        })
    }

    /// A folder for one upload.
    pub(super) fn for_upload(&self) -> io::Result<TempDir> {
        private_folder("upload-", self.folder.path())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // A lock that stays is removed by the next process.
        let _ = std::fs::remove_file(&self.lock);
    }
}

fn private_folder(prefix: &str, parent: &Path) -> io::Result<TempDir> {
    tempfile::Builder::new()
        .prefix(prefix)
        .permissions(std::fs::Permissions::from_mode(0o700))
        .tempdir_in(parent)
}

/// Removes the folders of processes that are gone. One that cannot be removed is left, and said so.
pub(super) fn sweep(parent: &Path) {
    let Ok(entries) = std::fs::read_dir(parent) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name.filter(|name| name.starts_with(PREFIX)) else {
            continue;
        };
        if let Some(folder) = name.strip_suffix(LOCK)
            && is_left(&path)
        {
            remove(&parent.join(folder));
            let _ = std::fs::remove_file(&path);
        }
    }
}

/// Whether nobody holds a lock any more.
fn is_left(lock: &Path) -> bool {
    match File::open(lock).map(|file| file.try_lock()) {
        Ok(Ok(())) => true,
        Ok(Err(TryLockError::WouldBlock | TryLockError::Error(_))) | Err(_) => false,
    }
}

fn remove(folder: &Path) {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(kind = %error.kind(), "files of an earlier upload cannot be removed");
        }
        _ => {}
    }
}
