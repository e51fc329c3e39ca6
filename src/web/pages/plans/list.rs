//! `/patients/{id}/plans`: what is in force, what is to be gone through, what was answered no; and one plan with
//! its earlier editions.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use uuid::Uuid;

use super::view::{PlanView, beside, may_change};
use crate::app::App;
use crate::app::plans::{self, Edition, No, Plan, Plans};
use crate::app::story::Beside;
use crate::domain::access::Way;
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::vocabulary::PlanKind;
use crate::web::components::Link;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Reader, Shell, Text, flag_events, render};

/// A no, in words.
#[derive(Debug, Clone)]
struct NoView {
    title: String,
    said: String,
    reason: Option<String>,
    /// When it is asked again.
    again: String,
}

#[derive(Template)]
#[template(path = "plans/list.html")]
struct ListPage {
    shell: Shell,
    header: Header,
    /// How many should have been gone through by now.
    overdue: Option<String>,
    in_force: Vec<PlanView>,
    nos: Vec<NoView>,
    others: Vec<PlanView>,
    /// Plans that there are none of, to be made.
    make: Vec<Link>,
}

/// An earlier edition.
#[derive(Debug, Clone)]
struct EditionView {
    until: String,
    plan: PlanView,
}

#[derive(Template)]
#[template(path = "plans/one.html")]
struct OnePage {
    shell: Shell,
    header: Header,
    plan: PlanView,
    editions: Vec<EditionView>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let found = plans::plans(&app, &reader.actor(), patient).await?;
    let shown: Vec<RecordId> = found.in_force.iter().map(|plan| plan.id).collect();
    let beside = beside(&app, &reader.actor(), &found.opened, &shown).await?;
    Ok(render(&list(reader.shell, &found, &beside)))
}

pub(super) async fn one(
    State(app): State<App>,
    reader: Reader,
    Path((patient, plan)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let plan = Uuid::parse_str(&plan).map_err(|_| Fault::not_found())?;
    let found = plans::plan(&app, &reader.actor(), patient, RecordId(plan)).await?;
    let shown = [found.plan.id];
    let beside = beside(&app, &reader.actor(), &found.opened, &shown).await?;
    Ok(render(&page(reader.shell, &found, &beside)))
}

fn list(shell: Shell, found: &Plans, beside: &[Beside]) -> ListPage {
    let text = shell.text;
    let opened = &found.opened;
    let view = |plan| PlanView::new(plan, opened, found.today, text);
    let in_force = found.in_force.iter();
    let in_force = in_force.map(|plan| view(plan).with(beside, plan, opened, text));
    let in_force: Vec<PlanView> = in_force.collect();
    let overdue = in_force.iter().filter(|plan| plan.is_overdue).count() as u64;
    ListPage {
        header: Header::new(opened, &opened.case(), text),
        overdue: (overdue > 0).then(|| text.count("plan-overdue", overdue)),
        nos: found.nos.iter().map(|no| no_view(no, text)).collect(),
        others: found.others.iter().map(view).collect(),
        make: make(found, text),
        in_force,
        shell,
    }
}

fn no_view(no: &No, text: Text) -> NoView {
    let date = text.date(no.on);
    let outcome = text.capital_word("outcome", no.outcome.code());
    NoView {
        title: text.capital_word("plan", no.kind.code()),
        said: text.with(
            "patient-decided",
            [("outcome", outcome.into()), ("date", date.into())],
        ),
        reason: no.reason.clone(),
        again: text.with("plan-no-again", [("date", text.date(no.again_on).into())]),
    }
}

/// Plans that can be made, and that can be answered no to.
fn make(found: &Plans, text: Text) -> Vec<Link> {
    let opened = &found.opened;
    if !may_change(opened) {
        return Vec::new();
    }
    let is_behind_glass = opened
        .allowed
        .is_some_and(|allowed| allowed.way == Way::Glass);
    let patient = opened.patient.reference.id.0;
    let is_there = |kind| found.in_force.iter().any(|plan| plan.kind == kind);
    let kinds = [
        (PlanKind::CrisisPlan, "crisis-plan", ""),
        (
            PlanKind::PatientControlledAdmissionAgreement,
            "agreement",
            "",
        ),
        (PlanKind::IndividualPlan, "plan", "?kind=individual_plan"),
        (
            PlanKind::AdvanceStatement,
            "plan",
            "?kind=advance_statement",
        ),
    ];
    let missing = kinds
        .into_iter()
        .filter(|(kind, _, query)| !is_there(*kind) && (query.is_empty() || !is_behind_glass));
    let mut links: Vec<Link> = missing
        .map(|(kind, act, query)| Link {
            href: format!("/patients/{patient}/record/{act}{query}"),
            label: text.say(&format!("plan-make-{}", kind.code().replace('_', "-"))),
        })
        .collect();
    links.push(Link {
        href: format!("/patients/{patient}/record/decision"),
        label: text.say("plan-crisis-no"),
    });
    links
}

fn page(shell: Shell, found: &Plan, beside: &[Beside]) -> OnePage {
    let text = shell.text;
    let opened = &found.opened;
    let zone = opened.directory.service_zone;
    let edition = |edition: &Edition| {
        let until = text.date(time::local_date(edition.until, zone));
        let who = flag_events::actor(&edition.by, text);
        let number = i64::from(edition.plan.edition);
        let mut plan = PlanView::new(&edition.plan, opened, found.today, text);
        plan.acts = Vec::new();
        EditionView {
            until: text.with(
                "plan-edition-until",
                [
                    ("n", number.into()),
                    ("date", until.into()),
                    ("who", who.into()),
                ],
            ),
            plan,
        }
    };
    OnePage {
        header: Header::new(opened, &opened.case(), text),
        plan: PlanView::new(&found.plan, opened, found.today, text).with(
            beside,
            &found.plan,
            opened,
            text,
        ),
        editions: found.editions.iter().map(edition).collect(),
        shell,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use super::view::{sample, sample_header};

    let text = shell.text;
    let link = || Link {
        href: "/patients/0190/record/agreement".to_owned(),
        label: text.say("plan-make-individual-plan"),
    };
    let lists = [true, false].map(|is_full| ListPage {
        shell: shell.clone(),
        header: sample_header(),
        overdue: is_full.then(|| text.count("plan-overdue", 1)),
        in_force: is_full.then(|| sample(text, true)).into_iter().collect(),
        nos: is_full
            .then(|| NoView {
                title: text.capital_word("plan", "individual_plan"),
                said: text.capital_word("outcome", "declined_by_patient"),
                reason: Some("<nei>".to_owned()),
                again: text.with("plan-no-again", [("date", "1".into())]),
            })
            .into_iter()
            .collect(),
        others: Vec::new(),
        make: vec![link()],
    });
    let one = OnePage {
        shell: shell.clone(),
        header: sample_header(),
        plan: sample(text, false),
        editions: vec![EditionView {
            until: text.with(
                "plan-edition-until",
                [
                    ("n", 1.into()),
                    ("date", "1".into()),
                    ("who", "<Kari>".into()),
                ],
            ),
            plan: PlanView {
                id: "0192".to_owned(),
                ..sample(text, true)
            },
        }],
    };
    let mut pages: Vec<String> = lists.iter().map(|page| page.render().unwrap()).collect();
    pages.push(one.render().unwrap());
    pages
}
