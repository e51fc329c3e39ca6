//! What nobody asks for and is due all the same. Each job is a plain function that does what is due now;
//! [`mail`] calls its own again and again while the service runs.

pub mod digest;
pub mod mail;
pub mod outbox;
