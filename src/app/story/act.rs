//! What becomes of an entry: put right, found right or not, shared, taken back, opened for answers and answered,
//! linked with what it is about; and that somebody told the patient that they have read it.

use serde_json::{Value, json};

use super::about::is_there;
use super::keep::{held, keep};
use super::{Changed, Entry, hand_of, hearer, moment};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError, Refusal, access, evaluate};
use crate::domain::access::Door;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::recording::{Fault, Wrong};
use crate::domain::story::{About, Hand, Wish, may_confirm, telling};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{Authorship, NarrativeKind};
use crate::store::narratives::{Hearer, Reply};
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

/// Something that is done with an entry. Where staff do it for the patient, they say that the patient wants it:
/// nobody else decides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Whose words they are, or whoever wrote them down, puts them right.
    Reword(String),
    /// The patient found it right.
    Confirm,
    /// The patient says themselves that it is not how they said it.
    Dispute,
    /// The patient decides whom it is shared with.
    Share {
        /// With whom.
        wish: Wish,
        /// Whether the patient said so.
        is_patients_wish: bool,
    },
    /// The patient takes it back.
    Withdraw {
        /// Whether the patient said so.
        is_patients_wish: bool,
    },
    /// The patient opens it for answers, or closes it again.
    TakeReplies {
        /// Whether it is open from now on.
        is_open: bool,
        /// Whether the patient said so.
        is_patients_wish: bool,
    },
    /// Somebody answers, or the patient answers an answer.
    Reply(String),
    /// The patient, or whoever they told it to, says that it is about something.
    Link(About),
    /// And that it is not.
    Unlink(About),
    /// The reader told the patient that they have read it.
    TellRead,
}

impl Act {
    /// What the audit trail calls it.
    const fn action(&self) -> &'static str {
        match self {
            Self::Reword(_) => "story.reword",
            Self::Confirm => "story.confirm",
            Self::Dispute => "story.dispute",
            Self::Share { .. } => "story.share",
            Self::Withdraw { .. } => "story.withdraw",
            Self::TakeReplies { .. } => "story.take_replies",
            Self::Reply(_) => "story.reply",
            Self::Link(_) => "story.link",
            Self::Unlink(_) => "story.unlink",
            Self::TellRead => "story.tell_read",
        }
    }

    /// Whether it decides for the patient.
    const fn decides(&self) -> bool {
        matches!(
            self,
            Self::Share { .. } | Self::Withdraw { .. } | Self::TakeReplies { .. }
        )
    }
}

/// Does it. What is so already is not done again, whatever version was looked at.
///
/// # Errors
/// As [`record::open_to_change`]; [`AppError::NotFound`] for an entry that is not the patient's or not shared with
/// the actor, [`AppError::Outdated`] for one that was changed since it was looked at or taken back,
/// [`AppError::Unfit`] for what cannot be used, [`AppError::Forbidden`] for what is not the actor's to do with it,
/// and whatever the database reports. Then nothing is changed.
pub async fn act(app: &App, actor: &Actor, looks: Looks, act: &Act) -> Result<Changed, AppError> {
    let opened = match act {
        Act::TellRead => record::open(app, actor, looks.patient, "story.open").await?,
        _ => record::open_to_change(app, actor, looks.patient, "story.open").await?,
    };
    let hearer = hearer(&opened, actor).ok_or(AppError::NotFound("entry"))?;
    if act.decides()
        && let Some(denied) = access::denied(actor, opened.allowed, &[Door::Words])
    {
        // Whoever opened the record in an emergency decides for the patient about their own notes only.
        let read = &app.db.read;
        let entry = narratives::one(read, looks.patient, looks.entry, hearer, opened.now).await?;
        let entry = entry.ok_or(AppError::NotFound("entry"))?;
        if hand_of(&entry, hearer) != Hand::Author {
            return Err(access::refuse(app, actor, looks.patient, act.action(), denied).await);
        }
    }
    retry(|| write(app, actor, (looks, act), &opened, hearer)).await
}

async fn write(
    app: &App,
    actor: &Actor,
    (looks, act): (Looks, &Act),
    opened: &Opened,
    hearer: Hearer,
) -> Result<Changed, AppError> {
    let now = app.clock.now();
    let patient = looks.patient;
    let tx = app.db.begin().await?;
    evaluations::introduce(&*tx, vec![patient]).await?;
    evaluations::hold(&*tx, &[patient], None).await?;
    let was = narratives::one(&*tx, patient, looks.entry, hearer, now).await?;
    let was = was.ok_or(AppError::NotFound("entry"))?;
    let is_done = match (act, hearer) {
        (Act::TellRead, Hearer::Professional(listener)) => {
            tell_read(&tx, &was, listener.professional, now).await?
        }
        // Nobody tells themselves.
        (Act::TellRead, Hearer::Patient) => None,
        (Act::Reply(text), _) => reply(&tx, app, &was, hearer, (text, now)).await?,
        (Act::Link(about) | Act::Unlink(about), _) => {
            let is_link = matches!(act, Act::Link(_));
            link(&tx, actor, (&was, *about, is_link), (opened, hearer), now).await?
        }
        _ => change(&tx, app, actor, (looks, act, &was), (opened, hearer), now).await?,
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

/// Adds an answer to the thread of an entry that is open for answers; the same words twice are one answer.
async fn reply(
    tx: &Tx,
    app: &App,
    was: &Entry,
    hearer: Hearer,
    (text, now): (&str, Instant),
) -> Result<Done, AppError> {
    if was.withdrawn_at.is_some() {
        return Err(AppError::Outdated("entry"));
    }
    if !was.choices.takes_replies {
        return Err(Refusal::NoAnswersTaken.into());
    }
    let text = telling::words(text).map_err(|wrong| unfit("text", wrong))?;
    let author = match hearer {
        Hearer::Patient => None,
        Hearer::Professional(listener) => Some(listener.professional),
    };
    let mut threads = narratives::replies(&**tx, was.patient, &[was.id]).await?;
    let last = threads.remove(&was.id).and_then(|mut thread| thread.pop());
    if last.is_some_and(|last| last.author == author && last.text == text) {
        return Ok(None);
    }
    let new = Reply {
        id: RecordId(app.ids.next()),
        author,
        text,
        written_at: now,
    };
    let detail = json!({ "reply": new.id });
    narratives::reply(&**tx, was.patient, was.id, new).await?;
    Ok(Some((was.version, detail)))
}

/// Links an entry with something that is recorded, or takes the link away; what is so already is not done again.
async fn link(
    tx: &Tx,
    actor: &Actor,
    (was, about, is_link): (&Entry, About, bool),
    (opened, hearer): (&Opened, Hearer),
    now: Instant,
) -> Result<Done, AppError> {
    if was.withdrawn_at.is_some() {
        return Err(AppError::Outdated("entry"));
    }
    let hand = hand_of(was, hearer);
    if !hand.may_decide(was.authorship) {
        return Err(not_by(hand).into());
    }
    if was.kind == NarrativeKind::SeesDifferently {
        return Err(unfit("about", Wrong::StaysBeside));
    }
    let of = (was.id, about);
    let is_done = if is_link {
        if !about.thing.takes(was.kind) || !is_there(tx, opened, hearer, about).await? {
            return Err(unfit("about", Wrong::NothingThere));
        }
        let by = actor.to_string();
        narratives::link(&**tx, was.patient, of, (&by, now)).await?
    } else {
        narratives::unlink(&**tx, was.patient, of).await?
    };
    let detail = json!({ "about": about.thing.code(), "about_id": about.id });
    Ok(is_done.then_some((was.version, detail)))
}

async fn change(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    (looks, act, was): (Looks, &Act, &Entry),
    (opened, hearer): (&Opened, Hearer),
    now: Instant,
) -> Result<Done, AppError> {
    let is_withdrawal = matches!(act, Act::Withdraw { .. });
    if was.withdrawn_at.is_some() && is_withdrawal {
        return Ok(None);
    }
    let mut is = was.clone();
    changed(
        &mut is,
        actor,
        (act, hand_of(was, hearer)),
        (opened, app),
        now,
    )?;
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
    let parts = (&is, &was.sharing, record, Some(own));
    keep(tx, app, actor, opened, parts, (act.action(), now)).await?;
    if is_withdrawal {
        narratives::scrub_versions(&**tx, is.patient, is.id).await?;
        narratives::drop_replies(&**tx, is.patient, is.id).await?;
        narratives::drop_links(&**tx, is.patient, is.id).await?;
    }
    Ok(Some((is.version, detail)))
}

const fn one(field: &'static str, wrong: Wrong) -> Fault {
    Fault { field, wrong }
}

fn unfit(field: &'static str, wrong: Wrong) -> AppError {
    AppError::Unfit(vec![one(field, wrong)])
}

/// Whether it is what the patient wants: they do it themselves, or whoever does it for them says so.
fn wished(hand: Hand, is_wish: bool) -> Result<(), AppError> {
    if hand == Hand::Patient || is_wish {
        Ok(())
    } else {
        Err(unfit("patients_wish", Wrong::PatientsWish))
    }
}

/// Why something is not done by a hand.
const fn not_by(hand: Hand) -> Refusal {
    match hand {
        Hand::Patient => Refusal::KinsOwnWords,
        Hand::Author | Hand::Colleague => Refusal::HandTheScreenOver,
    }
}

/// The entry as it is afterwards, without its version.
fn changed(
    is: &mut Entry,
    actor: &Actor,
    (act, hand): (&Act, Hand),
    (opened, app): (&Opened, &App),
    now: Instant,
) -> Result<(), AppError> {
    let is_confirmed = is.confirmed_at.is_some();
    match act {
        Act::Reword(text) => {
            if !hand.may_reword(is.authorship, is_confirmed) {
                return Err(Refusal::NotYoursToReword.into());
            }
            let text = telling::words(text).map_err(|wrong| unfit("text", wrong))?;
            if text != is.text {
                is.text = text;
                is.edition += 1;
                is.choices.disputed_at = None;
            }
        }
        Act::Confirm => {
            if may_confirm(is.authorship, is_confirmed) {
                is.confirmed_at = Some(now);
                is.confirmed_by = Some(actor.to_string());
                is.choices.disputed_at = None;
            }
        }
        Act::Dispute => {
            if hand != Hand::Patient {
                return Err(Refusal::HandTheScreenOver.into());
            }
            if may_confirm(is.authorship, is_confirmed) && is.choices.disputed_at.is_none() {
                is.choices.disputed_at = Some(now);
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
            wished(hand, *is_patients_wish)?;
            let is_wider = sharing.is_wider_than(&is.sharing, now);
            if !hand.may_share(is.authorship, is_wider) {
                return Err(not_by(hand).into());
            }
            is.sharing = sharing;
        }
        Act::Withdraw { is_patients_wish } => {
            wished(hand, *is_patients_wish)?;
            if !hand.may_decide(is.authorship) {
                return Err(not_by(hand).into());
            }
            is.text = String::new();
            is.withdrawn_at = Some(now);
            is.choices.takes_replies = false;
        }
        Act::TakeReplies {
            is_open,
            is_patients_wish,
        } => {
            wished(hand, *is_patients_wish)?;
            let is_for_answers = is.authorship != Authorship::NextOfKin;
            if !hand.may_decide(is.authorship) || !is_for_answers {
                return Err(not_by(hand).into());
            }
            is.choices.takes_replies = *is_open;
        }
        Act::Reply(_) | Act::Link(_) | Act::Unlink(_) | Act::TellRead => {}
    }
    Ok(())
}
