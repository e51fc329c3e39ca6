//! What patients are judged by beside their records: it changes seldom, and a change marks those it
//! touches. Whoever judges must look whether it has changed, or the mark would be lost.

use std::sync::Arc;

use chrono_tz::Tz;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::error::StoreError;
use super::{directory, policies};
use crate::domain::flags::PolicyBook;
use crate::domain::trajectory::Directory;

/// Who works where, and which thresholds hold.
#[derive(Debug, Clone)]
pub struct Ground {
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
    /// Every version of the thresholds.
    pub policies: Arc<PolicyBook>,
    /// What tells whether the directory is still the one that was read.
    newest: [Option<Uuid>; 4],
}

impl Ground {
    /// Reads it, or as much of it as changed since `before` was read.
    pub async fn read<C: ConnectionTrait>(
        conn: &C,
        zone: Tz,
        before: Option<&Self>,
    ) -> Result<Self, StoreError> {
        // Asked before it is read: a change in between makes the next one read again.
        let newest = directory::newest(conn).await?;
        let directory = match before.filter(|before| before.newest == newest) {
            Some(before) => Arc::clone(&before.directory),
            None => Arc::new(directory::load(conn, zone, None).await?),
        };
        let set = policies::count(conn).await?;
        let policies = match before.filter(|before| before.policies.len() as u64 == set) {
            Some(before) => Arc::clone(&before.policies),
            None => Arc::new(policies::book(conn).await?),
        };
        Ok(Self {
            directory,
            policies,
            newest,
        })
    }
}
