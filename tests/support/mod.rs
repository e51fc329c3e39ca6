//! What tests share.

use std::path::{Path, PathBuf};

/// The folder of real input beside the project, where it is present.
pub fn shared_data() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    path.is_dir().then_some(path)
}
