//! Writing down what the patient, or somebody of theirs, tells; the patient does it themselves where the screen
//! is theirs.

use serde_json::json;

use super::about::is_there;
use super::keep::keep;
use super::{Changed, Entry, hearer, moment};
use crate::app::record::{self, Opened};
use crate::app::recording::{Once, fingerprint, who};
use crate::app::{Actor, App, AppError, evaluate};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::intake::NarrativeEntry;
use crate::domain::recording::{Fault, Fields, Wrong};
use crate::domain::story::{Sharing, Telling, Told};
use crate::domain::vocabulary::{Authorship, NarrativeKind};
use crate::store::narratives::Choices;
use crate::store::{AuditEntry, evaluations, narratives, retry};

/// Something that is told.
#[derive(Debug, Clone)]
pub struct Tell {
    /// By whom, or about whom.
    pub patient: PatientId,
    /// What.
    pub telling: Telling,
    /// The form's key: sent twice, it is written down once.
    pub once: Option<Once>,
}

/// Writes it down. By the hand of staff it is *told to staff*, written together or the next of kin's, never the
/// patient's own typing; by the patient's it is that and nothing else.
///
/// # Errors
/// As [`record::open_to_change`]; [`AppError::Unfit`] for what cannot be used, [`AppError::KeyReused`] where
/// something else was written under the form's key, and whatever the database reports. Then nothing is
/// written.
pub async fn tell(app: &App, actor: &Actor, command: &Tell) -> Result<Changed, AppError> {
    let opened = record::open_to_change(app, actor, command.patient, "story.form").await?;
    let unfit = |field, wrong| AppError::Unfit(vec![Fault { field, wrong }]);
    let moment = moment(app, &opened, opened.now);
    let (me, told) = if let Actor::Patient(_) = actor {
        (None, command.telling.in_own_hand(moment))
    } else {
        let me = who(actor).ok_or_else(|| unfit("author", Wrong::NobodyYourself))?;
        (Some(me), command.telling.checked(moment))
    };
    let told = told.map_err(AppError::Unfit)?;
    let is_known = |who: &ProfessionalId| opened.directory.professionals.contains_key(who);
    if !told.sharing.named.iter().all(is_known) {
        return Err(unfit("named", Wrong::UnknownPerson));
    }
    retry(|| write(app, actor, command, &opened, (me, &told))).await
}

async fn write(
    app: &App,
    actor: &Actor,
    command: &Tell,
    opened: &Opened,
    (me, told): (Option<ProfessionalId>, &Told),
) -> Result<Changed, AppError> {
    let now = app.clock.now();
    let patient = command.patient;
    let print = fingerprint(&format!("{} story", patient.0), &fields(&command.telling));
    let tx = app.db.begin().await?;
    evaluations::introduce(&*tx, vec![patient]).await?;
    evaluations::hold(&*tx, &[patient], None).await?;
    if let Some(once) = &command.once
        && let Some(before) = once.before(&tx, actor, &print).await?
    {
        tx.rollback().await?;
        return serde_json::from_value(before.outcome)
            .map_err(|_| AppError::Internal("what came of a form cannot be read"));
    }
    let entry = Entry {
        patient,
        id: RecordId(app.ids.next()),
        kind: told.kind,
        authorship: told.authorship,
        written_at: now,
        text: told.text.clone(),
        author: me,
        when: told.when,
        from: told.when.map(|when| when.from),
        edition: 1,
        sharing: told.sharing.clone(),
        confirmed_at: None,
        confirmed_by: None,
        withdrawn_at: None,
        choices: Choices {
            is_confidential: told.is_confidential,
            ..Choices::default()
        },
        version: 1,
    };
    let record = NarrativeEntry {
        id: String::new(),
        patient_id: String::new(),
        kind: entry.kind,
        authorship: entry.authorship,
        written_at: now,
        level: entry.sharing.level,
        text: entry.text.clone(),
        author_id: me
            .and_then(|me| opened.directory.professionals.get(&me))
            .map(|person| person.source.to_string()),
        from: entry.from,
        to: entry.when.map(|when| when.to),
        precision: entry.when.map(|when| when.precision),
        edition: 1,
        withdrawn_at: None,
        recorded_at: None,
    };
    keep(
        &tx,
        app,
        actor,
        opened,
        (&entry, &Sharing::default(), record, None),
        ("story.write", now),
    )
    .await?;
    if let Some(about) = told.about {
        let hearer = hearer(opened, actor).ok_or(AppError::NotFound("entry"))?;
        if !is_there(&tx, opened, hearer, about).await? {
            tx.rollback().await?;
            let wrong = Wrong::NothingThere;
            return Err(AppError::Unfit(vec![Fault {
                field: "about",
                wrong,
            }]));
        }
        let by = actor.to_string();
        narratives::link(&*tx, patient, (entry.id, about), (&by, now)).await?;
    }
    evaluate::in_tx(&tx, app, patient, now).await?;
    let changed = Changed {
        id: entry.id,
        version: 1,
    };
    if let Some(once) = &command.once {
        once.keep(&tx, actor, print, json!(changed), now).await?;
    }
    let level = json!({ "level": entry.sharing.level });
    let subject = format!("narrative_entry/{}", entry.id.0);
    let audited = AuditEntry {
        patient: Some(patient),
        ..app.entry(actor, "story.write", subject, "care", level)
    };
    tx.commit(audited).await?;
    Ok(changed)
}

/// What tells one form from another.
fn fields(telling: &Telling) -> Fields {
    let wish = &telling.wish;
    let kind = telling.kind.map(NarrativeKind::code).unwrap_or_default();
    let authorship = telling.authorship.map(Authorship::code).unwrap_or_default();
    let level = wish.level.map(|level| level.to_string());
    let mut fields = Fields::default()
        .with("kind", kind)
        .with("authorship", authorship)
        .with("text", telling.text.as_str())
        .with("when", telling.when.as_str())
        .with("level", level.unwrap_or_default())
        .with("until", wish.until.as_str())
        .with("is_confidential", telling.is_confidential.to_string());
    if let Some(about) = telling.about {
        fields = fields.with("about", about.to_string());
    }
    for who in &wish.named {
        fields = fields.with("named", who.0.to_string());
    }
    fields
}
