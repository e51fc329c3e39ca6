//! The only importer of `sea_orm`: everything that reaches the database.
//!
//! Plain functions, generic over the connection, that return values of the domain. Engine
//! differences live here (connection, constraints) and in the migrations' `support`, nowhere else.

pub mod accounts;
pub mod arrivals;
mod aside;
pub mod attempts;
pub mod audit;
pub mod bars;
pub mod boards;
mod bulk;
pub mod carried;
pub mod caseload;
pub mod changes;
pub mod connection;
pub mod constraints;
pub mod digests;
pub mod directory;
pub mod error;
pub mod evaluations;
pub mod flag_checks;
pub mod flag_events;
mod flag_gate;
pub mod flag_lives;
pub mod flag_noise;
pub mod flags;
pub mod glass;
mod ground;
pub mod handovers;
pub mod idempotency;
pub mod imports;
pub mod language;
pub mod migrate;
pub mod outbox;
pub mod own_records;
pub mod patients;
pub mod policies;
pub mod previews;
pub mod reach;
mod reading;
pub mod recorded_forms;
pub mod records;
pub mod search;
pub mod sessions;
pub mod signing_keys;
pub mod sources;
mod sql;
pub mod summaries;
pub mod tokens;
pub mod trajectories;
pub mod tx;
mod version;
pub mod versions;

pub use connection::{Db, Engine, Options};
pub use error::StoreError;
pub use ground::Ground;
pub use patients::Naming;
pub use reading::Reading;
pub use tx::{AuditEntry, Transient, Tx, retry};
pub use version::version;
