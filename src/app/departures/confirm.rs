//! Confirming a plan: the ends are announced and the handovers begun, all of it or nothing.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::plan::{Affected, Leaving, Plan, plan};
use crate::app::handovers::{self, Draft, Planned};
use crate::app::recording::{self, Basis, Command, Fields, Looks, Made, Once, Put};
use crate::app::{Actor, App, AppError, evaluate, secret};
use crate::domain::departure::{Drafted, Standing};
use crate::domain::ids::{AccountId, DepartureId, PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::intake::Kind;
use crate::domain::time::Instant;
use crate::domain::trajectory::{Directory, Relationship};
use crate::store::departure_plans::{self as stored, Passing, Tie};
use crate::store::handovers as drafts;
use crate::store::{AuditEntry, Tx, evaluations, retry};

/// A plan to be confirmed.
#[derive(Debug, Clone)]
pub struct Confirming {
    /// The departure.
    pub leaving: Leaving,
    /// The mark of the plan that was looked at.
    pub mark: String,
    /// The form's key.
    pub once: Option<Once>,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The plan.
    pub plan: DepartureId,
    /// Relationships whose end was announced.
    pub endings: usize,
    /// Handovers that were begun.
    pub drafts: usize,
    /// Its version.
    pub version: i32,
}

/// Announces the end of every relationship of a plan, with who comes next, and begins a warm handover for whoever
/// leaves. One step: all of it is there, or nothing; sent twice under one key it is done once.
///
/// # Errors
/// As [`plan()`]; [`AppError::Outdated`] (`plan`) where it is no longer the plan that was looked at,
/// [`AppError::InvalidInput`] where nobody is concerned, [`AppError::KeyReused`], and whatever the database reports.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    confirming: &Confirming,
) -> Result<Outcome, AppError> {
    super::admit(actor)?;
    let print = print_of(confirming);
    if let Some(once) = &confirming.once
        && let Some(before) = once.earlier(app, actor, &print).await?
    {
        return again(before.outcome);
    }
    let plan = plan(app, actor, &confirming.leaving).await?;
    if plan.mark != confirming.mark {
        return Err(AppError::Outdated("plan"));
    }
    if plan.affected.is_empty() {
        return Err(AppError::InvalidInput {
            field: "professional",
            expected: "somebody with patients at a unit that you manage".to_owned(),
        });
    }
    let who: BTreeSet<ProfessionalId> = plan.departure.who.clone();
    let accounts = stored::accounts_of(&app.db.read, &who).await?;
    retry(|| write(app, actor, (confirming, print.as_str()), (&plan, &accounts))).await
}

fn print_of(confirming: &Confirming) -> String {
    let Confirming { leaving, mark, .. } = confirming;
    secret::hash(&format!("departure.confirm {mark} {leaving:?}"))
}

fn again(outcome: serde_json::Value) -> Result<Outcome, AppError> {
    serde_json::from_value(outcome)
        .map_err(|_| AppError::Internal("what came of a plan cannot be read"))
}

async fn write(
    app: &App,
    actor: &Actor,
    (confirming, print): (&Confirming, &str),
    (plan, accounts): (&Plan, &HashMap<ProfessionalId, AccountId>),
) -> Result<Outcome, AppError> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let patients: Vec<PatientId> = plan
        .affected
        .iter()
        .map(|one| one.patient.reference.id)
        .collect();
    evaluations::introduce(&*tx, patients.clone()).await?;
    evaluations::hold(&*tx, &patients, None).await?;
    if let Some(once) = &confirming.once
        && let Some(before) = once.before(&tx, actor, print).await?
    {
        tx.rollback().await?;
        return again(before.outcome);
    }
    let all = plan.affected.iter().flat_map(|one| {
        let ties = one.loss.ties.iter();
        ties.map(|tie| (one.patient.reference.id, tie.id))
    });
    let all: Vec<(PatientId, RecordId)> = all.collect();
    let mut writing = Writing {
        id: DepartureId(app.ids.next()),
        on: plan.departure.on,
        held: stored::ties(&*tx, &all).await?,
        writers: writers(&tx, &patients, accounts).await?,
        directory: Arc::clone(&plan.directory),
        now,
        passings: Vec::new(),
    };
    let mut entries = Vec::with_capacity(patients.len());
    for one in &plan.affected {
        entries.push(writing.pass_on(&tx, app, actor, one).await?);
    }
    let outcome = Outcome {
        plan: writing.id,
        endings: writing.passings.len(),
        drafts: writing.count(Drafted::Begun),
        version: 1,
    };
    let confirmed = stored::Confirmed {
        id: writing.id,
        on: plan.departure.on,
        confirmed_at: now,
        confirmed_by: actor.to_string(),
        undone_at: None,
        version: outcome.version,
    };
    stored::insert(&*tx, &confirmed, &writing.passings).await?;
    if let Some(once) = &confirming.once {
        once.keep(&tx, actor, print.to_owned(), json!(outcome), now)
            .await?;
    }
    tx.commit_all(entries).await?;
    Ok(outcome)
}

/// Those who leave and can write a handover: with which account, and about whom they are writing one already.
type Writers = HashMap<ProfessionalId, (AccountId, BTreeSet<PatientId>)>;

async fn writers(
    tx: &Tx,
    patients: &[PatientId],
    accounts: &HashMap<ProfessionalId, AccountId>,
) -> Result<Writers, AppError> {
    let mut writers = Writers::new();
    for (who, account) in accounts {
        let living = drafts::living_drafts(&**tx, patients, *account).await?;
        let about = living.iter().map(|draft| draft.patient).collect();
        writers.insert(*who, (*account, about));
    }
    Ok(writers)
}

/// A plan while it is written.
struct Writing {
    id: DepartureId,
    on: NaiveDate,
    /// The relationships as they are now.
    held: HashMap<RecordId, Tie>,
    writers: Writers,
    directory: Arc<Directory>,
    now: Instant,
    passings: Vec<Passing>,
}

impl Writing {
    fn count(&self, drafted: Drafted) -> usize {
        let all = self.passings.iter();
        all.filter(|one| one.drafted == drafted).count()
    }

    /// Announces the ends of one patient's relationships, begins the handovers, and judges their flags anew.
    async fn pass_on(
        &mut self,
        tx: &Tx,
        app: &App,
        actor: &Actor,
        one: &Affected,
    ) -> Result<AuditEntry, AppError> {
        let patient = one.patient.reference.id;
        let successor = one.successor.as_ref().ok().map(|to| to.professional);
        let (mut records, mut begun) = (Vec::new(), Vec::new());
        for tie in &one.loss.ties {
            let Some(leaver) = tie.holder.professional() else {
                continue;
            };
            let made = self
                .announce(tx, app, actor, (patient, tie, successor))
                .await?;
            let unit = one
                .loss
                .units
                .iter()
                .find(|unit| tie.unit.is_none_or(|own| own == **unit));
            let about = (patient, leaver, successor, unit.copied());
            let (drafted, draft) = self.begin(app, about)?;
            if let Some(draft) = &draft {
                drafts::insert_draft(&**tx, draft).await?;
                begun.push(draft.id);
            }
            records.push(json!({ "kind": Kind::Relationship.code(), "id": made.id, "version": made.version }));
            self.passings.push(Passing {
                patient,
                id: app.ids.next(),
                plan: self.id,
                relationship: tie.id,
                relationship_version: made.version,
                planned_end_before: tie.planned_end,
                successor_before: tie.successor,
                leaver,
                successor,
                unit: unit.copied(),
                draft: draft.map(|draft| draft.id),
                drafted,
                state: Standing::Standing,
            });
        }
        evaluate::in_tx(tx, app, patient, self.now).await?;
        let detail = json!({ "records": records, "drafts": begun });
        let subject = format!("departure_plan/{}", self.id.0);
        Ok(AuditEntry {
            patient: Some(patient),
            ..app.entry(
                actor,
                "departure.confirm",
                subject,
                "administration",
                detail,
            )
        })
    }

    /// Announces one end, as people do who record it. One that was announced for an earlier day stays.
    async fn announce(
        &self,
        tx: &Tx,
        app: &App,
        actor: &Actor,
        (patient, tie, successor): (PatientId, &Relationship, Option<ProfessionalId>),
    ) -> Result<Made, AppError> {
        let held = self.held.get(&tie.id).ok_or(AppError::Outdated("plan"))?;
        let is_as_seen = held.planned_end == tie.planned_end && held.successor == tie.successor;
        if held.is_over || !is_as_seen {
            return Err(AppError::Outdated("plan"));
        }
        let end = tie
            .planned_end
            .map_or(self.on, |planned| planned.min(self.on));
        let next = successor.or(tie.successor);
        let told = (Some(end), next);
        let basis = Basis {
            directory: &self.directory,
            allowed: None,
        };
        planned_end(
            tx,
            app,
            actor,
            (patient, tie.id, held.version),
            told,
            (basis, self.now),
        )
        .await
    }

    /// The draft of a handover, where there is one to begin.
    fn begin(
        &mut self,
        app: &App,
        (patient, from, to, unit): (
            PatientId,
            ProfessionalId,
            Option<ProfessionalId>,
            Option<UnitId>,
        ),
    ) -> Result<(Drafted, Option<Draft>), AppError> {
        let before = self
            .passings
            .iter()
            .find(|one| one.patient == patient && one.leaver == from);
        if before.is_some() {
            return Ok((Drafted::WithAnother, None));
        }
        let Some(to) = to else {
            return Ok((Drafted::Nobody, None));
        };
        let Some((account, about)) = self.writers.get_mut(&from) else {
            return Ok((Drafted::NoAccount, None));
        };
        if !about.insert(patient) {
            return Ok((Drafted::BeingWritten, None));
        }
        let planned = Planned {
            account: *account,
            from,
            unit,
            to,
        };
        let draft = handovers::planned(app, patient, &planned, (&*self.directory, self.now))?;
        Ok((Drafted::Begun, Some(draft)))
    }
}

/// Writes what is announced of a relationship by the verb with which people do, into a transaction that holds the
/// patient.
pub(super) async fn planned_end(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    (patient, record, version): (PatientId, RecordId, i32),
    (end, next): (Option<NaiveDate>, Option<ProfessionalId>),
    (basis, now): (Basis<'_>, Instant),
) -> Result<Made, AppError> {
    let verb = recording::verb("relationship-plan-end");
    let verb = verb.ok_or(AppError::Internal("there is no verb for a planned end"))?;
    let text = |value: Option<String>| value.unwrap_or_default();
    let command = Command {
        patient,
        verb,
        looks: Some(Looks { record, version }),
        fields: Fields::default()
            .with("planned_end", text(end.map(|end| end.to_string())))
            .with("successor", text(next.map(|next| next.0.to_string()))),
        once: None,
    };
    match recording::put(tx, app, actor, &command, (basis, now)).await? {
        Put::Written(written) => written
            .recorded
            .first(Kind::Relationship)
            .ok_or(AppError::Internal("a planned end wrote no relationship")),
        // Without a key nothing is repeated, and an announced end opens no door.
        Put::Repeated(_) | Put::Denied(_) => {
            Err(AppError::Internal("a planned end was not written"))
        }
    }
}
