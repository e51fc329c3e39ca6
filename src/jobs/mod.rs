//! What nobody asks for and is due all the same. Each job is a plain function that does what is due now;
//! [`mail`], [`evaluation`] and [`live`] call theirs again and again while the service runs.

pub mod checking;
pub mod checkpoints;
pub mod digest;
pub mod evaluation;
pub mod guests;
pub mod handovers;
pub mod live;
pub mod mail;
pub mod outbox;
pub mod reports;
mod running;
pub mod story;

pub use running::Running;
