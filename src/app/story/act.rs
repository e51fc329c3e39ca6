//! What becomes of an entry: put right by its author, found right by the patient, shared, taken back; and
//! that somebody told the patient that they have read it.

use serde_json::{Value, json};

use super::keep::{held, keep};
use super::{Changed, Entry, listener, moment};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError, Refusal, access, evaluate};
use crate::domain::access::Door;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::recording::{Fault, Wrong};
use crate::domain::story::{Wish, may_confirm, may_reword, telling};
use crate::domain::time::Instant;
use crate::store::narratives::Listener;
use crate::store::{AuditEntry, Tx, evaluations, narratives, retry};

/// The entry, as it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub entry: RecordId,
    /// The version that was looked at.
    pub version: i32,
}

/// Something that is done with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Its author puts right what they wrote down.
    Reword(String),
    /// The patient was read it and found it right.
    Confirm,
    /// The patient decides whom it is shared with.
    Share {
        /// With whom.
        wish: Wish,
        /// Whether the patient said so: nobody else decides it.
        is_patients_wish: bool,
    },
    /// The patient takes it back.
    Withdraw {
        /// Whether the patient said so: nobody else decides it.
        is_patients_wish: bool,
    },
    /// The reader told the patient that they have read it.
    TellRead,
}

impl Act {
    /// What the audit trail calls it.
    const fn action(&self) -> &'static str {
        match self {
            Self::Reword(_) => "story.reword",
            Self::Confirm => "story.confirm",
            Self::Share { .. } => "story.share",
            Self::Withdraw { .. } => "story.withdraw",
            Self::TellRead => "story.tell_read",
        }
    }
}

/// Does it. What is so already is not done again, whatever version was looked at.
///
/// # Errors
/// As [`record::open_to_change`]; [`AppError::NotFound`] for an entry that is not the patient's or not shared with
/// the actor, [`AppError::Outdated`] for one that was changed since it was looked at or taken back,
/// [`AppError::Unfit`] for what cannot be used, [`AppError::Forbidden`] for putting right what is not, or no
/// longer, the author's to put right, and whatever the database reports. Then nothing is changed.
pub async fn act(app: &App, actor: &Actor, looks: Looks, act: &Act) -> Result<Changed, AppError> {
    let opened = match act {
        Act::TellRead => record::open(app, actor, looks.patient, "story.open").await?,
        _ => record::open_to_change(app, actor, looks.patient, "story.open").await?,
    };
    let listener = listener(&opened, actor).ok_or(AppError::NotFound("entry"))?;
    if matches!(act, Act::Share { .. } | Act::Withdraw { .. })
        && let Some(denied) = access::denied(actor, opened.allowed, &[Door::Words])
    {
        // Whoever opened the record in an emergency decides for the patient about their own notes only.
        let read = &app.db.read;
        let entry =
            narratives::one(read, looks.patient, looks.entry, &listener, opened.now).await?;
        let entry = entry.ok_or(AppError::NotFound("entry"))?;
        if entry.author != Some(listener.professional) {
            return Err(access::refuse(app, actor, looks.patient, act.action(), denied).await);
        }
    }
    retry(|| write(app, actor, (looks, act), &opened, &listener)).await
}

async fn write(
    app: &App,
    actor: &Actor,
    (looks, act): (Looks, &Act),
    opened: &Opened,
    listener: &Listener,
) -> Result<Changed, AppError> {
    let now = app.clock.now();
    let patient = looks.patient;
    let tx = app.db.begin().await?;
    evaluations::introduce(&*tx, vec![patient]).await?;
    evaluations::hold(&*tx, &[patient], None).await?;
    let was = narratives::one(&*tx, patient, looks.entry, listener, now).await?;
    let was = was.ok_or(AppError::NotFound("entry"))?;
    let is_done = match act {
        Act::TellRead => tell_read(&tx, &was, listener.professional, now).await?,
        _ => change(&tx, app, actor, (looks, act, &was), opened, now).await?,
    };
    let Some((version, detail)) = is_done else {
        tx.rollback().await?;
        return Ok(Changed {
            id: was.id,
            version: was.version,
        });
    };
    evaluate::in_tx(&tx, app, patient, now).await?;
    let subject = format!("narrative_entry/{}", was.id.0);
    let entry = AuditEntry {
        patient: Some(patient),
        ..app.entry(actor, act.action(), subject, "care", detail)
    };
    tx.commit(entry).await?;
    Ok(Changed {
        id: was.id,
        version,
    })
}

type Done = Option<(i32, Value)>;

async fn tell_read(
    tx: &Tx,
    was: &Entry,
    me: ProfessionalId,
    now: Instant,
) -> Result<Done, AppError> {
    let told = narratives::tell(&**tx, was.patient, me, was.id, now).await?;
    Ok((told > 0).then(|| (was.version, json!({}))))
}

async fn change(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    (looks, act, was): (Looks, &Act, &Entry),
    opened: &Opened,
    now: Instant,
) -> Result<Done, AppError> {
    let is_withdrawal = matches!(act, Act::Withdraw { .. });
    if was.withdrawn_at.is_some() && is_withdrawal {
        return Ok(None);
    }
    let mut is = was.clone();
    changed(&mut is, actor, act, (opened, app), now)?;
    if is == *was {
        return Ok(None);
    }
    if was.version != looks.version || was.withdrawn_at.is_some() {
        return Err(AppError::Outdated("entry"));
    }
    is.version += 1;
    let (own, mut record) = held(tx, opened, was.id).await?;
    record.text.clone_from(&is.text);
    record.level = is.sharing.level;
    record.edition = is.edition;
    record.withdrawn_at = is.withdrawn_at;
    let detail = json!({ "level": is.sharing.level, "version": is.version });
    let parts = (&is, record, Some(own));
    keep(tx, app, actor, opened, parts, (act.action(), now)).await?;
    if is_withdrawal {
        narratives::scrub_versions(&**tx, is.patient, is.id).await?;
    }
    Ok(Some((is.version, detail)))
}

/// The entry as it is afterwards, without its version.
fn changed(
    is: &mut Entry,
    actor: &Actor,
    act: &Act,
    (opened, app): (&Opened, &App),
    now: Instant,
) -> Result<(), AppError> {
    let unfit = |field, wrong| AppError::Unfit(vec![Fault { field, wrong }]);
    let wished = |is_wish: bool| {
        if is_wish {
            Ok(())
        } else {
            Err(unfit("patients_wish", Wrong::PatientsWish))
        }
    };
    match act {
        Act::Reword(text) => {
            let is_author = is.author.is_some() && is.author == crate::app::recording::who(actor);
            if !is_author || !may_reword(is.authorship, is.confirmed_at.is_some()) {
                return Err(Refusal::NotYoursToReword.into());
            }
            let text = telling::words(text).map_err(|wrong| unfit("text", wrong))?;
            if text != is.text {
                is.text = text;
                is.edition += 1;
            }
        }
        Act::Confirm => {
            if may_confirm(is.authorship, is.confirmed_at.is_some()) {
                is.confirmed_at = Some(now);
                is.confirmed_by = Some(actor.to_string());
            }
        }
        Act::Share {
            wish,
            is_patients_wish,
        } => {
            let sharing = wish.checked(moment(app, opened, now));
            let sharing = sharing.map_err(AppError::Unfit)?;
            let is_known = |who: &ProfessionalId| opened.directory.professionals.contains_key(who);
            if !sharing.named.iter().all(is_known) {
                return Err(unfit("named", Wrong::UnknownPerson));
            }
            wished(*is_patients_wish)?;
            is.sharing = sharing;
        }
        Act::Withdraw { is_patients_wish } => {
            wished(*is_patients_wish)?;
            is.text = String::new();
            is.withdrawn_at = Some(now);
        }
        Act::TellRead => {}
    }
    Ok(())
}
