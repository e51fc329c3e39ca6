//! `/patients/{id}/agreement`: the agreement on patient-controlled admission, what it has been used for, when it
//! can be used again, and the beds that were asked for.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::requests::{Row, requests_beside, row};
use super::view::{PlanView, beside, may_change};
use crate::app::App;
use crate::app::plans::{self, Agreement};
use crate::domain::agreement::{Stay, Terms, Used};
use crate::domain::ids::RecordId;
use crate::web::agreement_words;
use crate::web::components::Link;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Reader, Shell, Text, render};

#[derive(Template)]
#[template(path = "plans/agreement.html")]
struct Page {
    shell: Shell,
    header: Header,
    plan: Option<PlanView>,
    /// When it can be used next.
    next: Option<String>,
    /// What it has been used for in the last year.
    year: Option<String>,
    stays: Vec<String>,
    waiting: Vec<Row>,
    answered: Vec<Row>,
    /// Where there is none: making it, or writing down the no.
    make: Vec<Link>,
    /// Asking for a bed.
    ask: Option<Link>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let actor = reader.actor();
    let found = plans::agreement(&app, &actor, patient).await?;
    let text = reader.shell.text;
    let mut page = page(reader.shell, &found);
    if let Some((plan, _)) = &found.plan {
        let beside = beside(&app, &actor, &found.opened, &[plan.id]).await?;
        let view = page.plan.take();
        page.plan = view.map(|view| view.with(&beside, plan, &found.opened, text));
    }
    let asked: Vec<RecordId> = found.asked.iter().map(|asked| asked.id).collect();
    let said = requests_beside(&app, &actor, &found.opened, &asked).await?;
    for row in page.waiting.iter_mut().chain(&mut page.answered) {
        row.said(&said, &found.opened, text);
    }
    Ok(render(&page))
}

fn page(shell: Shell, found: &Agreement) -> Page {
    let text = shell.text;
    let opened = &found.opened;
    let patient = opened.patient.reference.id.0;
    let may_change = may_change(opened);
    let link = |act: &str, label: &str| Link {
        href: format!("/patients/{patient}/record/{act}"),
        label: text.say(label),
    };
    let make = if found.plan.is_none() && may_change {
        vec![
            link("agreement", "record-agreement-title"),
            link(
                "decision?subject=patient_controlled_admission",
                "plan-crisis-no",
            ),
        ]
    } else {
        Vec::new()
    };
    let used = found.plan.as_ref().zip(found.used.as_ref());
    let used = used.map(|((_, terms), used)| (terms, used));
    let rows = found
        .asked
        .iter()
        .map(|asked| row(asked, opened, may_change, text));
    let (waiting, answered) = rows.partition(|row| row.answer.is_none());
    Page {
        header: Header::new(opened, &opened.case(), text),
        plan: found
            .plan
            .as_ref()
            .map(|(plan, _)| PlanView::new(plan, opened, found.today, text)),
        next: used.map(|(terms, used)| agreement_words::next(terms, used, text)),
        year: used.map(|(terms, used)| year(terms, used, text)),
        stays: used
            .map(|(terms, used)| {
                used.stays
                    .iter()
                    .map(|one| stay(one, terms, text))
                    .collect()
            })
            .unwrap_or_default(),
        waiting,
        answered,
        make,
        ask: (found.plan.is_some() && may_change).then(|| link("bed", "record-bed-title")),
        shell,
    }
}

/// How much of it was used in the last year.
fn year(terms: &Terms, used: &Used, text: Text) -> String {
    let nights = u64::try_from(used.nights_in_year).unwrap_or_default();
    let stays = text.count("agreement-year-stays", used.stays_in_year as u64);
    let said = text.with(
        "agreement-year",
        [
            ("stays", stays.into()),
            ("nights", text.count("agreement-nights", nights).into()),
        ],
    );
    match terms.max_nights {
        Some(_) => said,
        None => format!("{said} {}", text.say("agreement-no-most")),
    }
}

fn stay(stay: &Stay, terms: &Terms, text: Text) -> String {
    let from = text.date(stay.from);
    let nights = u64::try_from(stay.nights).unwrap_or_default();
    let nights = match terms.max_nights {
        Some(most) => text.with(
            "agreement-nights-of",
            [("n", nights.into()), ("most", i64::from(most).into())],
        ),
        None => text.count("agreement-nights", nights),
    };
    let mut said = vec![match stay.to {
        Some(to) => text.with(
            "agreement-stay",
            [
                ("from", from.into()),
                ("to", text.date(to).into()),
                ("nights", nights.into()),
            ],
        ),
        None => text.with(
            "agreement-stay-lasts",
            [("from", from.into()), ("nights", nights.into())],
        ),
    }];
    if stay.beyond > 0 {
        let beyond = u64::try_from(stay.beyond).unwrap_or_default();
        said.push(text.count("agreement-beyond", beyond));
    }
    if stay.is_early {
        said.push(text.say("agreement-early"));
    }
    said.join(" ")
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use super::view::{sample, sample_header};

    let text = shell.text;
    let terms = Terms {
        agreed_on: chrono::NaiveDate::MIN,
        valid_to: None,
        max_nights: Some(5),
        quarantine_days: 14,
    };
    [true, false]
        .map(|is_there| Page {
            shell: shell.clone(),
            header: sample_header(),
            plan: is_there.then(|| sample(text, false)),
            next: is_there.then(|| text.say("agreement-next-now")),
            year: is_there.then(|| {
                let used =
                    crate::domain::agreement::used(&terms, &[], chrono::NaiveDate::default());
                year(&terms, &used, text)
            }),
            stays: vec![text.count("agreement-beyond", 2)],
            waiting: is_there
                .then(|| super::requests::sample(text, false))
                .into_iter()
                .collect(),
            answered: is_there
                .then(|| super::requests::sample(text, true))
                .into_iter()
                .collect(),
            make: Vec::new(),
            ask: is_there.then(|| Link {
                href: "/patients/0190/record/bed".to_owned(),
                label: text.say("record-bed-title"),
            }),
        })
        .map(|page| page.render().unwrap())
        .into()
}
