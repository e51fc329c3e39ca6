//! `/professionals/{id}`: where somebody works and worked. Those who keep the employments see how many
//! patients there are, begin one, change what is agreed, and end it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::{Sheet, done, told};
use crate::app::recording::staff::{self, Employing, Shown, Step, Term};
use crate::app::recording::{Fault as Wrong, Fields, Looks, Once};
use crate::app::{App, AppError};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::web::components::Notice;
use crate::web::pages::recording::{Line, new_key};
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
    /// The employment that is to be changed.
    about: String,
}

struct Row {
    unit: String,
    from: String,
    until: String,
    is_locum: bool,
    /// How many patients, of how many.
    carries: Option<String>,
    is_full: bool,
    /// Where it is changed.
    change: Option<String>,
}

/// The forms about one employment.
struct About {
    id: String,
    version: i32,
    unit: String,
    /// What is agreed; `None` for one that has ended.
    agreed: Option<Vec<Line>>,
    ends: Vec<Line>,
}

#[derive(Template)]
#[template(path = "staff/person.html")]
struct Page {
    shell: Shell,
    notice: Option<Notice>,
    id: String,
    name: String,
    rows: Vec<Row>,
    about: Option<About>,
    /// The form to begin at a unit, for those who may.
    begins: Option<Vec<Line>>,
    /// A form has a key of its own: there are two at most.
    keys: [String; 2],
}

fn id_of(text: &str) -> Result<ProfessionalId, Fault> {
    let id = Uuid::parse_str(text).map_err(|_| Fault::not_found())?;
    Ok(ProfessionalId(id))
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let shown = staff::professional(&app, &reader.actor(), id_of(&id)?).await?;
    let text = reader.shell.text;
    let mut page = page(&app, reader, &shown, &asked.about, &Typed::default());
    page.notice = done(&asked.done, text);
    Ok(render(&page))
}

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (professional, text) = (id_of(&id)?, reader.shell.text);
    let fields = Fields::new(pairs);
    let said = |name: &str| fields.get(name).unwrap_or_default();
    let looks = || {
        let record = Uuid::parse_str(said("about")).map_err(|_| Fault::not_found())?;
        Ok::<_, Fault>(Looks {
            record: RecordId(record),
            // One that is no version is of no record there was.
            version: said("version").parse().unwrap_or(-1),
        })
    };
    let step = match said("act") {
        "change" => Step::Change(looks()?),
        "end" => Step::End(looks()?),
        _ => Step::Begin,
    };
    let command = Employing {
        professional,
        step,
        fields: fields.clone(),
        once: Once::of(said("form_key")),
    };
    let actor = reader.actor();
    let Err(error) = staff::employ(&app, &actor, &command).await else {
        let done = match step {
            Step::Begin => "begin",
            Step::Change(_) => "change",
            Step::End(_) => "end",
        };
        let address = format!("/professionals/{}?done={done}", professional.0);
        return Ok(Redirect::to(&address).into_response());
    };
    let status = match error {
        AppError::Outdated(_) => StatusCode::PRECONDITION_FAILED,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let (faults, notice) = told(error, text)?;
    let shown = staff::professional(&app, &actor, professional).await?;
    let typed = Typed {
        step: Some(step),
        fields: Some(&fields),
        faults: &faults,
    };
    let mut page = page(&app, reader, &shown, said("about"), &typed);
    page.notice = Some(notice);
    Ok((status, render(&page)).into_response())
}

/// What was typed, into which form.
#[derive(Default)]
struct Typed<'a> {
    step: Option<Step>,
    fields: Option<&'a Fields>,
    faults: &'a [Wrong],
}

impl<'a> Typed<'a> {
    fn sheet(&self, text: Text, is_it: impl Fn(Step) -> bool) -> Sheet<'a> {
        let is_it = self.step.is_some_and(is_it);
        Sheet {
            text,
            typed: self.fields.filter(|_| is_it),
            faults: if is_it { self.faults } else { &[] },
        }
    }
}

fn page(app: &App, reader: Reader, shown: &Shown, about: &str, typed: &Typed<'_>) -> Page {
    let keys = [new_key(app), new_key(app)];
    of(reader.shell, shown, about, typed, keys)
}

fn of(shell: Shell, shown: &Shown, about: &str, typed: &Typed<'_>, keys: [String; 2]) -> Page {
    let text = shell.text;
    let of = shown
        .terms
        .iter()
        .find(|term| term.id.0.to_string() == about && shown.keeps.at(term.unit));
    Page {
        notice: None,
        id: shown.id.0.to_string(),
        name: names::professional(&shown.directory, shown.id, text),
        rows: shown
            .terms
            .iter()
            .map(|term| row(term, shown, text))
            .collect(),
        about: of.map(|term| forms(term, shown, typed, text)),
        begins: begins(shown, typed, text).filter(|_| of.is_none()),
        keys,
        shell,
    }
}

fn row(term: &Term, shown: &Shown, text: Text) -> Row {
    let employment = &term.employment;
    let until = match (employment.to, employment.planned_end) {
        (Some(to), _) => text.date(to),
        (None, Some(end)) => text.with("staff-planned", [("date", text.date(end).into())]),
        (None, None) => text.say("staff-lasts"),
    };
    let limit = employment
        .caseload_limit
        .and_then(|limit| u64::try_from(limit).ok());
    let carries = term.carries.map(|carries| match limit {
        Some(limit) => text.with(
            "staff-carries-of",
            [("n", carries.into()), ("limit", limit.into())],
        ),
        None => text.with("staff-carries", [("n", carries.into())]),
    });
    let change = format!("/professionals/{}?about={}#about", shown.id.0, term.id.0);
    Row {
        unit: names::unit(&shown.directory, term.unit, text),
        from: text.date(employment.from),
        until,
        is_locum: employment.is_locum,
        carries,
        is_full: limit.zip(term.carries).is_some_and(|(limit, n)| n > limit),
        change: shown.keeps.at(term.unit).then_some(change),
    }
}

fn forms(term: &Term, shown: &Shown, typed: &Typed<'_>, text: Text) -> About {
    let employment = &term.employment;
    let sheet = typed.sheet(text, |step| matches!(step, Step::Change(_)));
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let limit = employment.caseload_limit.map(|limit| limit.to_string());
    let agreed = || {
        vec![
            Line {
                hint: Some(text.say("staff-planned-end-hint")),
                ..sheet.line(
                    "planned_end",
                    "record-planned-end",
                    "date",
                    &day(employment.planned_end),
                )
            },
            sheet.line(
                "caseload_limit",
                "staff-limit",
                "number",
                &limit.unwrap_or_default(),
            ),
            locum(&sheet, employment.is_locum),
            sheet.line("reason", "staff-reason", "words", ""),
        ]
    };
    let ending = typed.sheet(text, |step| matches!(step, Step::End(_)));
    let hint = if employment.to.is_some() {
        "staff-to-hint-ended"
    } else {
        "staff-to-hint"
    };
    let ends = vec![Line {
        hint: Some(text.say(hint)),
        ..ending.line("to", "staff-to", "date", &day(employment.to))
    }];
    About {
        id: term.id.0.to_string(),
        version: term.version,
        unit: names::unit(&shown.directory, term.unit, text),
        agreed: employment.to.is_none().then(agreed),
        ends,
    }
}

/// A choice, not a tick: nothing that is left out changes anything.
fn locum(sheet: &Sheet<'_>, is_locum: bool) -> Line {
    let say = |value: &str, key: &str| (value.to_owned(), sheet.text.say(key));
    let answers = vec![say("false", "record-no"), say("true", "record-yes")];
    let recorded = if is_locum { "true" } else { "false" };
    sheet.choice(
        sheet.line("is_locum", "staff-locum", "choice", recorded),
        answers,
    )
}

fn begins(shown: &Shown, typed: &Typed<'_>, text: Text) -> Option<Vec<Line>> {
    let units: std::collections::BTreeSet<_> = shown
        .directory
        .units
        .keys()
        .copied()
        .filter(|unit| shown.keeps.at(*unit))
        .collect();
    if units.is_empty() {
        return None;
    }
    let sheet = typed.sheet(text, |step| step == Step::Begin);
    let zone = shown.directory.service_zone;
    let today = crate::domain::time::local_date(shown.now, zone).to_string();
    Some(vec![
        Line {
            is_required: true,
            ..sheet.unit("unit", "record-unit", (&shown.directory, units))
        },
        sheet.line("from", "staff-from", "date", &today),
        sheet.line("planned_end", "record-planned-end", "date", ""),
        sheet.line("caseload_limit", "staff-limit", "number", ""),
        locum(&sheet, false),
    ])
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use crate::app::recording::staff::Keeps;
    use crate::domain::ids::UnitId;
    use crate::domain::intake::Employment;
    use crate::domain::trajectory::Directory;
    let from = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let term = |n: u128, to, planned_end, carries| Term {
        id: RecordId(Uuid::from_u128(n)),
        version: 1,
        unit: UnitId(Uuid::from_u128(9)),
        employment: Employment {
            professional_id: String::new(),
            unit_id: String::new(),
            from,
            to,
            planned_end,
            is_locum: to.is_some(),
            caseload_limit: planned_end.map(|_| 20),
        },
        carries,
    };
    let shown = |keeps| Shown {
        id: ProfessionalId(Uuid::from_u128(1)),
        directory: std::sync::Arc::new(Directory::empty(chrono_tz::Europe::Oslo)),
        terms: vec![
            term(2, Some(from), None, None),
            term(3, None, Some(from), Some(22)),
            term(4, None, None, Some(1)),
        ],
        keeps,
        now: "2026-03-02T11:00:00Z".parse().unwrap(),
    };
    let keys = || ["k".to_owned(), "l".to_owned()];
    let (every, none) = (shown(Keeps::Every), shown(Keeps::These(Vec::new())));
    let about = Uuid::from_u128(3).to_string();
    let ended = Uuid::from_u128(2).to_string();
    let typed = Typed::default();
    let mut pages = vec![of(shell.clone(), &none, "", &typed, keys())];
    for about in ["", &about, &ended] {
        let mut page = of(shell.clone(), &every, about, &typed, keys());
        page.notice = done("change", shell.text);
        page.begins = page.begins.or_else(|| {
            (about.is_empty()).then(|| forms(&every.terms[1], &every, &typed, shell.text).ends)
        });
        pages.push(page);
    }
    pages.iter().map(|page| page.render().unwrap()).collect()
}
