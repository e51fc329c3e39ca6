//! Letters from the outbox: taken one at a time, and what became of them written down.

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};

use super::{App, AppError};
use crate::domain::digest::Counts;
use crate::domain::ids::AccountId;
use crate::domain::vocabulary::NewsMail;
use crate::mail::MailFault;
use crate::store::accounts::{self, MailChoice};
use crate::store::outbox::{self as stored, Entry};
use crate::store::retry;

pub use crate::store::outbox::Standing;

/// The daily digest.
pub(super) const DIGEST: &str = "digest_letter";
/// Word of urgent flags.
pub(super) const URGENT: &str = "urgent_letter";
/// Word of news.
pub(super) const NEWS: &str = "news_letter";

/// Longer than a letter can take: whoever still holds an entry then has died.
const LEASE: TimeDelta = TimeDelta::minutes(5);

/// How long is waited after each attempt, in minutes. After the one that follows the last wait the
/// letter is given up: two days after the first, when it would be no news any more.
const WAITS: [i64; 7] = [1, 5, 30, 120, 360, 720, 1440];

/// Entries that were done are kept for so long.
const KEPT: TimeDelta = TimeDelta::days(30);

/// A letter to be written and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Where it goes; `None`: nowhere any more, because the account was closed or wants no letters.
    pub to: Option<Recipient>,
    /// What it is about.
    pub matter: Matter,
    entry: Entry,
    account: AccountId,
}

impl Parcel {
    /// Identity: the same at each attempt.
    pub const fn id(&self) -> uuid::Uuid {
        self.entry.id
    }

    /// When it was put into the outbox.
    pub const fn written_at(&self) -> crate::domain::time::Instant {
        self.entry.recorded_at
    }
}

/// Who is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The address.
    pub address: String,
    /// The code of the language.
    pub language: Option<String>,
}

/// What a letter is about. Counts only: a letter can be read by others than its recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// The digest of a day.
    Digest(NaiveDate, Counts),
    /// So many urgent flags wait.
    Urgent(u64),
    /// So many things were told of.
    News(u64),
}

impl Matter {
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Digest(..) => DIGEST,
            Self::Urgent(_) => URGENT,
            Self::News(_) => NEWS,
        }
    }

    pub(super) fn payload(&self, account: AccountId) -> Value {
        match self {
            Self::Digest(day, counts) => json!({
                "account": account,
                "day": day,
                "urgent": counts.urgent,
                "attention": counts.attention,
                "info": counts.info,
                "returned": counts.returned,
                "cleared": counts.cleared,
                "news": counts.news,
            }),
            Self::Urgent(n) => json!({ "account": account, "urgent": n }),
            Self::News(n) => json!({ "account": account, "news": n }),
        }
    }

    /// Whether somebody who chose so still wants it.
    fn is_wanted(&self, choice: &MailChoice) -> bool {
        match self {
            Self::Digest(..) => choice.is_digest_wanted,
            Self::Urgent(_) => true,
            Self::News(_) => choice.news == NewsMail::AtOnce,
        }
    }

    fn read(entry: &Entry) -> Option<(AccountId, Self)> {
        let count = |name: &str| entry.payload.get(name).and_then(Value::as_u64);
        let text = |name: &str| entry.payload.get(name).and_then(Value::as_str);
        let account = AccountId(text("account")?.parse().ok()?);
        let matter = match entry.kind.as_str() {
            DIGEST => Self::Digest(
                text("day")?.parse().ok()?,
                Counts {
                    urgent: count("urgent")?,
                    attention: count("attention")?,
                    info: count("info")?,
                    returned: count("returned")?,
                    cleared: count("cleared")?,
                    // A letter that was put there before there was news holds none.
                    news: count("news").unwrap_or(0),
                },
            ),
            URGENT => Self::Urgent(count("urgent")?),
            NEWS => Self::News(count("news")?),
            _ => return None,
        };
        Some((account, matter))
    }
}

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The mail server took it.
    Sent,
    /// It was put away: it goes nowhere any more.
    Dropped,
    /// It is tried again later.
    Deferred,
    /// It was tried so often that nobody tries again.
    GivenUp,
}

/// Takes the letter that is due for longest. It is this process's for five minutes; whoever dies with it
/// leaves it to the next. Address and language are those of now: who took their address back is not
/// written to.
///
/// # Errors
/// Whatever the database reports.
pub async fn take(app: &App) -> Result<Option<Parcel>, AppError> {
    loop {
        let now = app.clock.now();
        let Some(entry) =
            stored::take(app.db.writer(), &[DIGEST, URGENT, NEWS], now, LEASE).await?
        else {
            return Ok(None);
        };
        let Some((account, matter)) = Matter::read(&entry) else {
            tracing::error!(outbox.id = %entry.id, "an entry of the outbox cannot be read");
            stored::failed(app.db.writer(), &entry, "unreadable", None, now).await?;
            continue;
        };
        let to = accounts::by_id(app.db.writer(), account)
            .await?
            .filter(|account| !account.is_disabled)
            .filter(|account| matter.is_wanted(&account.mail))
            .and_then(|account| {
                Some(Recipient {
                    address: account.mail.address?,
                    language: account.mail.language,
                })
            });
        return Ok(Some(Parcel {
            to,
            matter,
            entry,
            account,
        }));
    }
}

/// Writes down what became of a letter that was taken. Once it is written down that a letter was sent,
/// nobody sends it again. A process that dies between the two leaves a letter that was sent to be sent
/// once more, under the same identity.
///
/// # Errors
/// Whatever the database reports.
pub async fn settle(
    app: &App,
    parcel: &Parcel,
    outcome: Result<(), MailFault>,
) -> Result<Fate, AppError> {
    retry(|| settle_once(app, parcel, outcome)).await
}

async fn settle_once(
    app: &App,
    parcel: &Parcel,
    outcome: Result<(), MailFault>,
) -> Result<Fate, AppError> {
    let now = app.clock.now();
    let entry = &parcel.entry;
    let tx = app.db.begin().await?;
    let (fate, action) = match outcome {
        Ok(()) if parcel.to.is_some() => (Fate::Sent, "mail.send"),
        Ok(()) => (Fate::Dropped, "mail.drop"),
        Err(_) if wait(entry.attempt).is_some() => (Fate::Deferred, "mail.defer"),
        Err(_) => (Fate::GivenUp, "mail.give_up"),
    };
    let mut detail = json!({
        "kind": parcel.matter.kind(),
        "letter": entry.id,
        "attempt": entry.attempt,
    });
    match outcome {
        Ok(()) => stored::done(&*tx, entry, now).await?,
        Err(fault) => {
            let again_at = wait(entry.attempt).map(|wait| now + wait);
            stored::failed(&*tx, entry, &fault.code(), again_at, now).await?;
            detail["fault"] = fault.code().into();
        }
    }
    let subject = format!("account/{}", parcel.account.0);
    let actor = super::Actor::System;
    tx.commit(app.entry(&actor, action, subject, "notification", detail))
        .await?;
    Ok(fate)
}

/// How long is waited after an attempt; `None` after the last.
fn wait(attempt: i32) -> Option<TimeDelta> {
    let attempt = usize::try_from(attempt).ok()?.checked_sub(1)?;
    WAITS.get(attempt).copied().map(TimeDelta::minutes)
}

/// How the outbox stands.
///
/// # Errors
/// Whatever the database reports.
pub async fn standing(app: &App) -> Result<Standing, AppError> {
    Ok(stored::standing(&app.db.read).await?)
}

/// Forgets what was done long ago. What was given up stays.
///
/// # Errors
/// Whatever the database reports.
pub async fn tidy(app: &App) -> Result<(), AppError> {
    let before = app.clock.now() - KEPT;
    Ok(stored::forget_done(app.db.writer(), before).await?)
}
