//! What somebody is told at once of the patients whom they have an active relationship with.
//!
//! It is told in the transaction of the event, or of the evaluation that comes upon it
//! ([`crate::domain::news`]): each event once, whichever instance. Here it is read, and a letter without
//! names is put into the outbox for those who want one.

mod list;
mod mail;
mod read;

pub use list::{Asked, List, Row, list, unread};
pub use mail::{make_letters, tidy};
pub use read::read;

pub use crate::store::news::{Notice, Read};
