//! `/patients/{id}/crisis-plan`: the patient's words and the staff's apart; as a card of A6 with `?card`.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::view::{PlanView, beside, may_change};
use crate::app::plans::{self, CrisisPlan, InCrisis};
use crate::app::recording::{Fault as Wrong, Fields, Once};
use crate::app::{Actor, App, AppError};
use crate::domain::vocabulary::{PlanFollowed, PlanOrigin};
use crate::web::components::{Link, Notice};
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::pages::recording::{Line, new_key};
use crate::web::pages::staff::{Sheet, told};
use crate::web::safety_words::SafetyView;
use crate::web::{Fault, Form, Reader, Shell, Text, plan_words, render};

/// How many openings are told.
const OPENINGS: usize = 10;

type Pairs = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "plans/crisis.html")]
struct Page {
    shell: Shell,
    header: Header,
    /// Whether it is the card that is printed.
    is_card: bool,
    plan: Option<PlanView>,
    /// Whom the patient wants called before something is decided.
    cards: Vec<SafetyView>,
    /// Whom to call who needs help now; empty for nobody.
    crisis: String,
    /// Where there is none: making it, or writing down the no.
    make: Vec<Link>,
    /// From where it was opened, where that may be a crisis: then what helped is asked for.
    from: Option<&'static str>,
    /// What is asked for.
    lines: Vec<Line>,
    key: String,
    notice: Option<Notice>,
    uses: Vec<String>,
    openings: Vec<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let has = |name: &str| pairs.iter().any(|(other, _)| other == name);
    let is_from_board = pairs
        .iter()
        .any(|(name, from)| name == "from" && from == "board");
    let actor = reader.actor();
    let found = plans::crisis_plan(&app, &actor, patient, is_from_board).await?;
    let text = reader.shell.text;
    let mut page = page(&app, reader.shell, &found, (None, &[]));
    page.plan = said(&app, &actor, &found, page.plan.take(), text).await?;
    page.is_card = has("card");
    page.notice = has("noted").then(|| Notice {
        heading: text.say("plan-use-noted"),
        ..Notice::default()
    });
    Ok(render(&page))
}

/// That it was opened in a crisis, and what it was worth.
pub(super) async fn in_crisis(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let (actor, text) = (reader.actor(), reader.shell.text);
    let fields = Fields::new(pairs);
    let command = InCrisis {
        patient,
        once: Once::of(fields.get("form_key").unwrap_or_default()),
        fields: fields.clone(),
    };
    let Err(error) = plans::in_crisis(&app, &actor, &command).await else {
        let address = format!("/patients/{}/crisis-plan?noted", patient.0);
        return Ok(Redirect::to(&address).into_response());
    };
    let (faults, notice) = told(error, text)?;
    let is_from_board = fields.get("from") == Some(PlanOrigin::Board.code());
    let found = plans::crisis_plan(&app, &actor, patient, is_from_board).await?;
    let mut page = page(&app, reader.shell, &found, (Some(&fields), &faults));
    page.plan = said(&app, &actor, &found, page.plan.take(), text).await?;
    page.notice = Some(notice);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
}

/// The plan with what the patient says beside it.
async fn said(
    app: &App,
    actor: &Actor,
    found: &CrisisPlan,
    view: Option<PlanView>,
    text: Text,
) -> Result<Option<PlanView>, AppError> {
    let Some((view, plan)) = view.zip(found.plan.as_ref()) else {
        return Ok(None);
    };
    let beside = beside(app, actor, &found.opened, &[plan.id]).await?;
    Ok(Some(view.with(&beside, plan, &found.opened, text)))
}

fn page(
    app: &App,
    shell: Shell,
    found: &CrisisPlan,
    (typed, faults): (Option<&Fields>, &[Wrong]),
) -> Page {
    let text = shell.text;
    let opened = &found.opened;
    let directory = &*opened.directory;
    let patient = opened.patient.reference.id.0;
    let make = if found.plan.is_none() && may_change(opened) {
        let link = |act: &str, label: &str| Link {
            href: format!("/patients/{patient}/record/{act}"),
            label: text.say(label),
        };
        vec![
            link("crisis-plan", "record-crisis-plan-title"),
            link("decision?subject=crisis_plan", "plan-crisis-no"),
        ]
    } else {
        Vec::new()
    };
    let plan = found.plan.as_ref();
    let is_asked = plan.is_some() && may_change(opened) && found.origin != PlanOrigin::Page;
    let cards = found.cards.iter();
    let openings = found.openings.iter().take(OPENINGS);
    Page {
        header: Header::new(opened, &opened.case(), text),
        is_card: false,
        plan: plan.map(|plan| PlanView::new(plan, opened, found.today, text)),
        cards: cards
            .map(|card| SafetyView::new(card, directory, text))
            .collect(),
        crisis: app.crisis_numbers.join(" · "),
        make,
        from: is_asked.then(|| found.origin.code()),
        lines: lines(text, typed, faults),
        key: new_key(app),
        notice: None,
        uses: found
            .uses
            .iter()
            .map(|used| plan_words::used(used, directory, text))
            .collect(),
        openings: openings
            .map(|opening| plan_words::opened(opening, directory, text))
            .collect(),
        shell,
    }
}

fn lines(text: Text, typed: Option<&Fields>, faults: &[Wrong]) -> Vec<Line> {
    let sheet = Sheet {
        text,
        typed,
        faults,
    };
    let followed = ("plan-followed", PlanFollowed::CODES);
    vec![
        sheet.code("followed", "plan-use-followed", followed),
        sheet.line("helped", "plan-use-helped", "words", ""),
        sheet.line("helped_not", "plan-use-helped-not", "words", ""),
    ]
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use super::view::{sample, sample_header};

    let text = shell.text;
    let sample = |is_there: bool, is_card: bool| Page {
        shell: shell.clone(),
        header: sample_header(),
        is_card,
        plan: is_there.then(|| sample(text, true)),
        cards: is_there
            .then(|| crate::web::safety_words::sample(false))
            .into_iter()
            .collect(),
        crisis: if is_there {
            "113".to_owned()
        } else {
            String::new()
        },
        make: vec![Link {
            href: "/patients/0190/record/crisis-plan".to_owned(),
            label: text.say("record-crisis-plan-title"),
        }],
        from: is_there.then_some("board"),
        lines: lines(text, None, &[]),
        key: "k".to_owned(),
        notice: is_there.then(|| Notice {
            heading: text.say("plan-use-noted"),
            ..Notice::default()
        }),
        uses: vec!["<1>".to_owned()],
        openings: vec!["<2>".to_owned()],
    };
    [
        sample(true, false),
        sample(true, true),
        sample(false, false),
    ]
    .map(|page| page.render().unwrap())
    .into()
}
