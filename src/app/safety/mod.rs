//! The safety person card: whom a patient wants called before something is decided, the calls that were made and
//! what they changed; and the routes of units by which somebody is reached.

mod call;
mod name;
mod routes;
mod show;

pub use call::{Calling, call};
pub use name::{Naming, Step, name};
pub use routes::{Routes, add as add_route, close as close_route, routes};
pub(in crate::app) use show::lines;
pub use show::{Logged, NamedCard, Safety, of_opened, safety};

pub use super::beside::Written;
pub use crate::store::safety::{Call, Card, Route};
