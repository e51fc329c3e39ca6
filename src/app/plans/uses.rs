//! What a crisis plan was worth: that it was opened, from where, and in a crisis what helped.

use super::way;
use crate::app::beside::{Begun, Writing, Written};
use crate::app::record::{self, Opened};
use crate::app::recording::{Looked, Once, who};
use crate::app::{Actor, App, AppError};
use crate::domain::access::Way;
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::domain::intake::Record;
use crate::domain::recording::{Fields, Scene, safety};
use crate::domain::time;
use crate::domain::vocabulary::{PlanKind, PlanOrigin, SettingClass};
use crate::store::plan_uses::{self as stored, Opening, Use};
use crate::store::{plans, retry};

use super::PlanText;

/// That a crisis plan was opened in a crisis.
#[derive(Debug, Clone)]
pub struct InCrisis {
    /// Whose.
    pub patient: PatientId,
    /// What was typed.
    pub fields: Fields,
    /// The form's key.
    pub once: Option<Once>,
}

/// From where somebody opens a plan: what tells most of a crisis first.
pub(super) fn origin(actor: &Actor, opened: &Opened, is_from_board: bool) -> PlanOrigin {
    let class = |unit: UnitId| opened.directory.class(unit);
    let is_at_emergency = || match actor {
        Actor::Account(viewer) => viewer.reach().is_some_and(|reach| {
            let mut units = reach.units.into_iter();
            units.any(|unit| class(unit) == SettingClass::Emergency)
        }),
        Actor::Patient(_) | Actor::CommandLine(_) | Actor::System => false,
    };
    if way(opened) == Some(Way::Glass) {
        PlanOrigin::Glass
    } else if is_from_board {
        PlanOrigin::Board
    } else if is_at_emergency() {
        PlanOrigin::Emergency
    } else if opened.case().open_admission().is_some() {
        PlanOrigin::Admitted
    } else {
        PlanOrigin::Page
    }
}

/// Writes down that somebody opens a plan: for the patient, who is told, and for whoever goes through it next.
pub(super) async fn note_opening(
    app: &App,
    actor: &Actor,
    opened: &Opened,
    (plan, origin): (&PlanText, PlanOrigin),
) -> Result<(), AppError> {
    let Actor::Account(viewer) = actor else {
        return Ok(());
    };
    let opening = Opening {
        patient: opened.patient.reference.id,
        id: RecordId(app.ids.next()),
        plan: plan.id,
        edition: plan.edition,
        opened_at: opened.now,
        account: viewer.account,
        professional: viewer.professional,
        origin,
    };
    Ok(stored::open(app.db.writer(), &opening).await?)
}

/// Writes down that the crisis plan in force was opened in a crisis, and what it was worth.
///
/// # Errors
/// As [`record::open_to_change`]; [`AppError::NotFound`] where no plan is in force, [`AppError::Unfit`] for what
/// cannot be used, [`AppError::KeyReused`], and whatever the database reports. Then nothing is written.
pub async fn in_crisis(app: &App, actor: &Actor, command: &InCrisis) -> Result<Written, AppError> {
    let opened = record::open_to_change(app, actor, command.patient, "recording.open").await?;
    let directory = &opened.directory;
    let scene = Scene::of_nobody(opened.now, who(actor), directory);
    let new = safety::used(&command.fields, &scene).map_err(AppError::Unfit)?;
    let today = time::local_date(opened.now, app.zone);
    retry(|| async {
        let sent = (&command.fields, command.once.as_ref());
        let names = ("plan.use", "plan_use");
        let writing = Writing::new(app, actor, command.patient, names, sent);
        let tx = match writing.begin().await? {
            Begun::Before(written) => return Ok(written),
            Begun::Now(tx) => tx,
        };
        let plan = plans::in_force(&*tx, command.patient, PlanKind::CrisisPlan, today).await?;
        let plan = plan.ok_or(AppError::NotFound("plan"))?;
        let used = Use {
            patient: command.patient,
            id: RecordId(app.ids.next()),
            plan: plan.id,
            edition: plan.edition,
            used_at: new.used_at,
            origin: new.origin,
            followed: new.followed,
            helped: new.helped.clone(),
            helped_not: new.helped_not.clone(),
            professional: who(actor),
            recorded_by: actor.to_string(),
            recorded_at: writing.now,
        };
        stored::add(&*tx, &used).await?;
        let written = Written {
            id: used.id,
            version: 1,
        };
        writing.finish(tx, written).await
    })
    .await
}

/// What a plan that is about to be gone through was worth in a crisis since the last time.
///
/// # Errors
/// Whatever the database reports.
pub async fn since_review(app: &App, looked: &Looked) -> Result<Vec<Use>, AppError> {
    let Some((id, Record::Plan(plan))) = looked.about.as_ref().map(|held| (held.id, &held.record))
    else {
        return Ok(Vec::new());
    };
    let last = plan.reviewed_on.unwrap_or(plan.agreed_on);
    let patient = looked.opened.patient.reference.id;
    let mut uses = stored::of(&app.db.read, patient, id).await?;
    uses.retain(|used| time::local_date(used.used_at, app.zone) >= last);
    Ok(uses)
}
