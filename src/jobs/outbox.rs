//! Letters from the outbox to the mail server.

use std::sync::Arc;

use crate::app::outbox::{self, Fate, Matter, Parcel, Recipient};
use crate::app::{App, AppError};
use crate::mail::{Letter, MailFault, Mailer};
use crate::web::letters::{self, Words};
use crate::web::{Language, Text};

/// What became of the letters that were due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// The mail server took them.
    pub sent: u64,
    /// They go nowhere any more.
    pub dropped: u64,
    /// They are tried again later.
    pub deferred: u64,
    /// They were tried so often that nobody tries again.
    pub given_up: u64,
}

/// Sends what is due, one letter after the other. It ends where the server itself is at fault: the next
/// letter would fare the same, and an attempt would be lost. Without a mail server nothing is taken.
///
/// # Errors
/// Whatever the database reports.
pub async fn run_once(app: &App) -> Result<Tally, AppError> {
    let mut tally = Tally::default();
    let Some(mailer) = app.mailing.mailer.clone() else {
        return Ok(tally);
    };
    while let Some(parcel) = outbox::take(app).await? {
        let outcome = send(app, &mailer, &parcel).await;
        let fate = outbox::settle(app, &parcel, outcome).await?;
        *match fate {
            Fate::Sent => &mut tally.sent,
            Fate::Dropped => &mut tally.dropped,
            Fate::Deferred => &mut tally.deferred,
            Fate::GivenUp => &mut tally.given_up,
        } += 1;
        if let Err(fault) = outcome {
            tracing::warn!(letter = %parcel.id(), fault = fault.code(), "a letter was not sent");
            if fault.is_of_the_server() {
                break;
            }
        }
    }
    Ok(tally)
}

async fn send(app: &App, mailer: &Arc<dyn Mailer>, parcel: &Parcel) -> Result<(), MailFault> {
    match &parcel.to {
        Some(to) => mailer.send(&written(app, parcel, to)).await,
        None => Ok(()),
    }
}

fn written(app: &App, parcel: &Parcel, to: &Recipient) -> Letter {
    let language = to.language.as_deref().and_then(Language::of_code);
    let text = Text(language.unwrap_or(Language::English));
    let address = app.mailing.address.as_deref();
    let Words { subject, body } = match parcel.matter {
        Matter::Digest(day, counts) => letters::digest(text, day, counts, address),
        Matter::Urgent(n) => letters::urgent(text, n, address),
        Matter::News(n) => letters::news(text, n, address),
    };
    Letter {
        id: parcel.id(),
        to: to.address.clone(),
        subject,
        body,
        at: parcel.written_at(),
    }
}
