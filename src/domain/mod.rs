//! The domain: what Red Thread knows about relationships, and how it reasons.
//!
//! Pure. Nothing here may import `axum`, `sea_orm` or `tokio`, read a clock or the environment, or
//! reach the database: time and identity are handed in.

pub mod access;
pub mod account;
pub mod admission;
pub mod agreement;
pub mod audit;
pub mod board;
pub mod compulsion;
pub mod continuity;
pub mod departure;
pub mod digest;
pub mod disclosure;
pub mod familiarity;
pub mod flags;
pub mod folding;
pub mod guest;
pub mod handover;
pub mod ids;
pub mod intake;
pub mod key;
pub mod language;
pub mod legal;
pub mod lock_out;
pub mod news;
pub mod overview;
pub mod pin;
pub mod plan;
pub mod points;
pub mod recording;
pub mod report;
pub mod safety;
pub mod search;
pub mod shift;
pub mod since;
pub mod story;
pub mod survival;
pub mod time;
pub mod timeline;
pub mod trajectory;
pub mod vocabulary;
