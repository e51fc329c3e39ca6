//! `/patients/{id}/crisis-plan`: the patient's words and the staff's apart; as a card of A6 with `?card`.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;

use crate::app::App;
use crate::app::plans::{self, CrisisPlan};
use crate::domain::plan::{Answers, Question};
use crate::domain::time;
use crate::web::components::Link;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Reader, Shell, Text, render};

/// What the plan says to one question.
#[derive(Debug, Clone)]
struct Answer {
    question: String,
    words: String,
}

#[derive(Template)]
#[template(path = "plans/crisis.html")]
struct Page {
    shell: Shell,
    header: Header,
    /// Whether it is the card that is printed.
    is_card: bool,
    answers: Vec<Answer>,
    staff: Option<String>,
    /// When it was agreed, gone through, and is to be gone through.
    dates: Vec<String>,
    /// Whether it should have been gone through by now.
    is_due: bool,
    /// Whom to call who needs help now; empty for nobody.
    crisis: String,
    /// What can be done.
    acts: Vec<Link>,
    is_there: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let found = plans::crisis_plan(&app, &reader.actor(), patient).await?;
    let is_card = pairs.iter().any(|(name, _)| name == "card");
    let crisis = app.crisis_numbers.join(" · ");
    Ok(render(&page(reader.shell, &found, is_card, crisis)))
}

fn page(shell: Shell, found: &CrisisPlan, is_card: bool, crisis: String) -> Page {
    let text = shell.text;
    let opened = &found.opened;
    let patient = opened.patient.reference.id.0;
    let today = time::local_date(opened.now, opened.directory.service_zone);
    let plan = found.plan.as_ref();
    let said = plan.and_then(|plan| plan.patient.as_deref());
    let link = |act: &str| Link {
        href: plan.map_or_else(
            || format!("/patients/{patient}/record/{act}"),
            |plan| format!("/patients/{patient}/record/{act}?about={}", plan.id.0),
        ),
        label: text.say(&format!("record-{act}-title")),
    };
    let may_change = opened.allowed.is_none_or(|allowed| !allowed.is_read_only);
    let acts = match (plan, may_change) {
        (_, false) => Vec::new(),
        (Some(_), true) => vec![link("crisis-plan-revise"), link("plan-review")],
        (None, true) => {
            let no = Link {
                href: format!("/patients/{patient}/record/decision?subject=crisis_plan"),
                label: text.say("plan-crisis-no"),
            };
            vec![link("crisis-plan"), no]
        }
    };
    let mut dates = Vec::new();
    if let Some(plan) = plan {
        let date = |key: &str, on| text.with(key, [("date", text.date(on).into())]);
        dates.push(date("plan-agreed-on", plan.agreed_on));
        dates.extend(plan.reviewed_on.map(|on| date("plan-reviewed-on", on)));
        dates.extend(plan.review_by.map(|on| date("plan-review-by", on)));
    }
    Page {
        header: Header::new(opened, &opened.case(), text),
        is_card,
        answers: said.map(|said| answers(said, text)).unwrap_or_default(),
        staff: plan.and_then(|plan| plan.staff.clone()),
        dates,
        is_due: plan.is_some_and(|plan| plan.review_by.is_some_and(|by| by < today)),
        crisis,
        acts,
        is_there: plan.is_some(),
        shell,
    }
}

fn answers(said: &str, text: Text) -> Vec<Answer> {
    let answers = Answers::read(said);
    let outside = (!answers.outside.is_empty()).then(|| Answer {
        question: text.say("plan-outside"),
        words: answers.outside.clone(),
    });
    let asked = Question::ALL.into_iter().filter_map(|question| {
        let words = answers.of(question);
        let key = format!("plan-{}", question.code().replace('_', "-"));
        (!words.is_empty()).then(|| Answer {
            question: text.say(&key),
            words: words.to_owned(),
        })
    });
    outside.into_iter().chain(asked).collect()
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let sample = |is_there: bool, is_card: bool| Page {
        shell: shell.clone(),
        header: Header {
            patient: "0190".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
        is_card,
        answers: if is_there {
            answers("<Alt>\n\nWhat helps:\nLa meg <sitte>", text)
        } else {
            Vec::new()
        },
        staff: is_there.then(|| "<Sit down>".to_owned()),
        dates: vec![text.with("plan-agreed-on", [("date", "1".into())])],
        is_due: is_there,
        crisis: if is_there {
            "113".to_owned()
        } else {
            String::new()
        },
        acts: vec![Link {
            href: "/patients/0190/record/crisis-plan".to_owned(),
            label: text.say("record-crisis-plan-title"),
        }],
        is_there,
    };
    [
        sample(true, false),
        sample(true, true),
        sample(false, false),
    ]
    .map(|page| page.render().unwrap())
    .into()
}
