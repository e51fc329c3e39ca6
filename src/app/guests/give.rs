//! Letting a guest in.

use chrono::{Days, TimeDelta};
use secrecy::SecretString;
use serde_json::json;

use super::{Guest, colleague, entry};
use crate::app::accounts::draw_password;
use crate::app::recording::Once;
use crate::app::{Actor, App, AppError, secret};
use crate::domain::access::Granted;
use crate::domain::guest::{Guest as Wanted, ends_at};
use crate::domain::ids::{AccountId, ProfessionalId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::Role;
use crate::store::accounts::{self, Account, MailChoice};
use crate::store::guests::{self as stored, NewGuest as Row};
use crate::store::{StoreError, retry};

/// For so long somebody who let a guest in and did not get the answer may have another password drawn by
/// sending the same again.
const DRAWN_ANEW: TimeDelta = TimeDelta::minutes(10);

/// A guest to be, as typed.
#[derive(Debug, Clone)]
pub struct NewGuest {
    /// Where.
    pub unit: UnitId,
    /// What they are called.
    pub name: String,
    /// The code of their profession.
    pub profession: String,
    /// The key under which the same is done once.
    pub once: Option<Once>,
}

/// A guest who is in.
#[derive(Debug, Clone)]
pub struct Given {
    /// The guest.
    pub guest: Guest,
    /// The password, which is kept nowhere and shown this once. `None` where the same was asked before
    /// under the same key and the guest has come, or ten minutes have passed.
    pub password: Option<SecretString>,
    /// Whether it was done before under the same key.
    pub is_repeated: bool,
}

/// Lets a guest in at a unit of the actor's, for a day.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever is not staff of the unit, and for guests; [`AppError::Unfit`] for
/// a name or a profession that cannot be, [`AppError::KeyReused`] where somebody else was let in under
/// the key, and whatever the database reports.
pub async fn give(app: &App, actor: &Actor, new: &NewGuest) -> Result<Given, AppError> {
    let colleague_id = colleague(app, actor, new.unit).await?.account;
    let wanted = Wanted::parse(&new.name, &new.profession).map_err(AppError::Unfit)?;
    let once = new.once.as_ref().map(|once| secret::hash(once.key()));
    if let Some(given) = before(
        app,
        actor,
        colleague_id,
        (new.unit, &wanted),
        once.as_deref(),
    )
    .await?
    {
        return Ok(given);
    }
    let username = secret::guest_name()?;
    let password = draw_password(&username)?;
    let hash = app.passwords.place()?.hash(password.clone()).await?;
    let written = retry(|| {
        let hash = hash.clone();
        write(
            app,
            actor,
            (colleague_id, new.unit),
            &wanted,
            &username,
            hash,
            once.clone(),
        )
    })
    .await;
    match written {
        Ok(guest) => {
            // Whoever is named at once, in the very next request, is known here.
            app.standing_now().await?;
            Ok(Given {
                guest,
                password: Some(password),
                is_repeated: false,
            })
        }
        // Sent twice at once: the first one is there now.
        Err(AppError::Store(StoreError::Conflict { constraint }))
            if constraint == "uq_guest_access_once" =>
        {
            let wanted = (new.unit, &wanted);
            let given = before(app, actor, colleague_id, wanted, once.as_deref()).await?;
            given.ok_or(AppError::Conflict("guest"))
        }
        Err(error) => Err(error),
    }
}

async fn before(
    app: &App,
    actor: &Actor,
    colleague_id: AccountId,
    (unit, wanted): (UnitId, &Wanted),
    once: Option<&str>,
) -> Result<Option<Given>, AppError> {
    let Some(once) = once else {
        return Ok(None);
    };
    let Some(guest) = stored::under_key(app.db.writer(), colleague_id, once).await? else {
        return Ok(None);
    };
    if guest.unit != unit || guest.name != wanted.name || guest.profession != wanted.profession {
        return Err(AppError::KeyReused);
    }
    let now = app.clock.now();
    let is_lost = guest.is_in(now)
        && now - guest.given_at < DRAWN_ANEW
        && !stored::has_come(app.db.writer(), guest.account).await?;
    let password = if is_lost {
        let password = draw_password(&guest.username)?;
        let hash = app.passwords.place()?.hash(password.clone()).await?;
        let tx = app.db.begin().await?;
        accounts::set_password_hash(&*tx, guest.account, hash).await?;
        let detail = json!({ "unit": guest.unit, "is_drawn_anew": true });
        tx.commit(entry(app, actor, "guest.give", guest.account, detail))
            .await?;
        Some(password)
    } else {
        None
    };
    Ok(Some(Given {
        guest,
        password,
        is_repeated: true,
    }))
}

async fn write(
    app: &App,
    actor: &Actor,
    (colleague_id, unit): (AccountId, UnitId),
    wanted: &Wanted,
    username: &str,
    hash: String,
    once_hash: Option<String>,
) -> Result<Guest, AppError> {
    let now = app.clock.now();
    let ends_at = ends_at(now);
    let zone = app.directory().await?.zone(Some(unit));
    let day = |at: Instant| at.with_timezone(&zone).date_naive();
    let professional = ProfessionalId(app.ids.next());
    let account = Account {
        id: AccountId(app.ids.next()),
        username: username.to_owned(),
        professional: Some(professional),
        is_disabled: false,
        recorded_at: now,
        roles: vec![Granted {
            role: Role::WardStaff,
            unit: Some(unit),
        }],
        mail: MailChoice {
            is_digest_wanted: false,
            ..MailChoice::default()
        },
        ends_at: Some(ends_at),
    };
    let tx = app.db.begin().await?;
    let called = (wanted.name.as_str(), wanted.profession);
    stored::add_professional(&*tx, professional, called, now).await?;
    accounts::add(&*tx, &account, hash, || app.ids.next()).await?;
    let row = Row {
        account: account.id,
        professional,
        employment: app.ids.next(),
        unit,
        days: (day(now), day(ends_at) + Days::new(1)),
        given_by: colleague_id,
        given_at: now,
        ends_at,
        once_hash,
    };
    stored::add(&*tx, row).await?;
    let guest = stored::one(&*tx, unit, account.id).await?;
    let guest = guest.ok_or(AppError::Internal("a guest who was kept is not there"))?;
    let detail = json!({ "unit": unit, "professional": professional, "ends_at": ends_at });
    tx.commit(entry(app, actor, "guest.give", account.id, detail))
        .await?;
    Ok(guest)
}
