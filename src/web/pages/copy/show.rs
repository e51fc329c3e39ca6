//! `/patients/{id}/copy`: the patient's own copy, as staff make it at the patient's wish; as a file of JSON, too.

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::words::{self, Chapter, PlanWords, RequestWords};
use crate::app::App;
use crate::app::audit::access_log::{Line, Who};
use crate::app::copy::{self, Document, PatientCopy};
use crate::domain::overview;
use crate::domain::time;
use crate::domain::timeline::{Request, Window, build};
use crate::web::header::Header;
use crate::web::pages::audit::{self, Row};
use crate::web::pages::own::OwnReader;
use crate::web::pages::patient::patient_id;
use crate::web::timeline::table::Group;
use crate::web::{Fault, Reader, Shell, Text, names, render, timeline};

/// Lines of the access log that are printed; the file has more.
const LINES: usize = 500;

/// A relationship, in words.
struct Tie {
    who: String,
    role: String,
    from: String,
    /// Until when, or that it lasts.
    to: String,
}

/// Readings of one day by one person, for one reason.
struct Reading {
    row: Row,
    /// How often, where more than once.
    times: Option<String>,
}

/// A copy as staff make it.
#[derive(Template)]
#[template(path = "copy/show.html")]
struct Page {
    shell: Shell,
    header: Header,
    content: Content,
}

/// A copy on the patient's own pages.
#[derive(Template)]
#[template(path = "own/copy.html")]
struct OwnPage {
    shell: Shell,
    crisis: String,
    content: Content,
}

/// What is on a copy.
#[derive(Template)]
#[template(path = "copy/content.html")]
struct Content {
    shell: Shell,
    header: Header,
    made: String,
    in_confidence: Vec<String>,
    /// Whether it is on the patient's own pages, and so holds everything that is theirs.
    is_whole: bool,
    groups: Vec<Group>,
    ties: Vec<Tie>,
    chapters: Vec<Chapter>,
    gone: Vec<String>,
    plans: Vec<PlanWords>,
    requests: Vec<RequestWords>,
    flags: Vec<String>,
    access: Vec<Reading>,
    is_access_cut: bool,
    /// Whether the reader may write down what is to be put right.
    may_write: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let copy = copy::copy(&app, &reader.actor(), patient, "copy.show").await?;
    let content = content(&reader.shell, &copy);
    Ok(render(&Page {
        header: content.header.clone(),
        shell: reader.shell,
        content,
    }))
}

/// The whole of it, for the patient.
pub(super) async fn own(State(app): State<App>, reader: OwnReader) -> Result<Response, Fault> {
    let copy = copy::own(&app, &reader.actor(), reader.patient(), "copy.show").await?;
    Ok(render(&OwnPage {
        crisis: app.crisis_numbers.join(" · "),
        content: content(&reader.shell, &copy),
        shell: reader.shell,
    }))
}

pub(super) async fn own_file(State(app): State<App>, reader: OwnReader) -> Result<Response, Fault> {
    let copy = copy::own(&app, &reader.actor(), reader.patient(), "copy.file").await?;
    Ok(as_file(&copy))
}

pub(super) async fn file(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let copy = copy::copy(&app, &reader.actor(), patient, "copy.file").await?;
    Ok(as_file(&copy))
}

fn as_file(copy: &PatientCopy) -> Response {
    // No name and no id: files lie about.
    let place = HeaderValue::from_static("attachment; filename=\"copy.json\"");
    let headers = [(header::CONTENT_DISPOSITION, place)];
    (headers, Json(Document::of(copy))).into_response()
}

fn content(shell: &Shell, copy: &PatientCopy) -> Content {
    let text = shell.text;
    let opened = &copy.opened;
    let case = opened.case();
    let zone = opened.directory.service_zone;
    let whole = Request {
        window: Window::All,
        ..Request::default()
    };
    let options = timeline::Options::default()
        .with_voice(Vec::new(), words::links(copy, text))
        .for_patient();
    let drawn = timeline::section(&build(&case, &whole), &options, text);
    let ties = overview::ties(&case);
    let access = readings(copy, text);
    Content {
        header: Header::new(opened, &case, text),
        in_confidence: copy
            .in_confidence
            .iter()
            .map(|at| {
                let date = text.date(time::local_date(*at, zone));
                text.with("own-in-confidence", [("date", date.into())])
            })
            .collect(),
        made: text.with("copy-made", [("time", text.time(opened.now, zone).into())]),
        is_whole: copy.is_whole,
        groups: drawn.table.groups,
        ties: ties.iter().map(|of| tie(of, copy, text)).collect(),
        chapters: words::chapters(copy, text),
        gone: words::gone(copy, text),
        plans: copy
            .plans
            .iter()
            .map(|(kind, plan)| words::plan(*kind, plan, copy, text))
            .collect(),
        requests: copy
            .requests
            .iter()
            .map(|asked| words::request(asked, copy, text))
            .collect(),
        flags: words::flags(copy, text),
        is_access_cut: copy.is_access_cut || access.len() > LINES,
        access: access.into_iter().take(LINES).collect(),
        may_write: !copy.is_whole && opened.allowed.is_none_or(|allowed| !allowed.is_read_only),
        shell: shell.clone(),
    }
}

fn tie(tie: &overview::Tie<'_>, copy: &PatientCopy, text: Text) -> Tie {
    let directory = &copy.opened.directory;
    let kind = text.capital_word("relationship", tie.record.kind.code());
    Tie {
        who: names::holder(directory, &tie.record.holder, text),
        role: match tie.record.unit {
            None => kind,
            Some(unit) => {
                let unit = names::unit(directory, unit, text);
                text.with("ties-at", [("kind", kind.into()), ("unit", unit.into())])
            }
        },
        from: text.date(tie.from),
        to: tie
            .to
            .map_or_else(|| text.say("copy-lasts"), |to| text.date(to)),
    }
}

/// Who has looked: readings of one day by one person that are alike come as one line.
fn readings(copy: &PatientCopy, text: Text) -> Vec<Reading> {
    let directory = &copy.opened.directory;
    let day = |line: &Line| time::local_date(line.at, directory.service_zone);
    let alike = |a: &Line, b: &Line| {
        day(a) == day(b)
            && (&a.who, a.kind, &a.purpose, &a.reason) == (&b.who, b.kind, &b.purpose, &b.reason)
    };
    let mut groups: Vec<(&Line, u64)> = Vec::new();
    for line in &copy.access {
        let today = groups
            .iter_mut()
            .rev()
            .take_while(|(of, _)| day(of) == day(line));
        let known = today.into_iter().find(|(of, _)| alike(of, line));
        match known {
            Some((_, times)) => *times += 1,
            None => groups.push((line, 1)),
        }
    }
    let each = groups.into_iter().map(|(line, times)| {
        let row = audit::row(line, directory, text);
        Reading {
            row: Row {
                time: text.date(day(line)),
                who: match line.who {
                    Who::Patient => text.say("audit-you"),
                    _ => row.who,
                },
                ..row
            },
            times: (times > 1).then(|| text.count("copy-times", times)),
        }
    });
    each.collect()
}

#[cfg(test)]
fn header() -> Header {
    Header {
        patient: "0190".to_owned(),
        name: "Hedda <Moen>".to_owned(),
        phrase: "22".to_owned(),
        identity: "<local>".to_owned(),
    }
}

#[cfg(test)]
fn sample(shell: &Shell, is_full: bool) -> Content {
    use super::words::EntryWords;
    use crate::web::timeline::Said;
    use crate::web::timeline::table::Line as TableLine;

    let text = shell.text;
    let only = |words: &str| is_full.then(|| words.to_owned());
    Content {
        shell: shell.clone(),
        header: header(),
        in_confidence: only("<1>").into_iter().collect(),
        made: text.with("copy-made", [("time", "1".into())]),
        is_whole: !is_full,
        groups: only("<Post 3>")
            .map(|name| Group {
                lane: "places",
                opens_lane: false,
                name,
                detail: String::new(),
                rows: vec![TableLine {
                    key: "k".to_owned(),
                    said: Said {
                        when: "1".to_owned(),
                        what: "<2>".to_owned(),
                    },
                    between: String::new(),
                    href: String::new(),
                    is_evidence: false,
                    links: vec![("#entry-0191".to_owned(), "<Berg>".to_owned())],
                }],
            })
            .into_iter()
            .collect(),
        ties: only("<Kari>")
            .map(|who| Tie {
                who,
                role: text.capital_word("relationship", "contact_person"),
                from: "1".to_owned(),
                to: text.say("copy-lasts"),
            })
            .into_iter()
            .collect(),
        chapters: only("Jeg spiller <trekkspill>.")
            .map(|words| Chapter {
                title: text.capital_word("narrative", "outside_crisis"),
                entries: vec![EntryWords {
                    id: "0191".to_owned(),
                    words,
                    when: Some("<2019>".to_owned()),
                    whose: "<Kari>".to_owned(),
                    about: vec!["<Plan>".to_owned()],
                    readers: vec!["<Ola>".to_owned()],
                }],
            })
            .into_iter()
            .collect(),
        gone: only("<1>").into_iter().collect(),
        plans: only("<La meg sitte>")
            .map(|said| PlanWords {
                title: text.capital_word("plan", "crisis_plan"),
                answers: vec![(text.say("plan-helps"), said)],
                staff: Some("<Sit>".to_owned()),
                dates: vec![text.with("plan-agreed-on", [("date", "1".into())])],
                said: vec![("<Berg>".to_owned(), "<hei>".to_owned())],
            })
            .into_iter()
            .collect(),
        requests: only("Jeg vil <snakke>")
            .map(|words| RequestWords {
                subject: text.say("request-correction"),
                words,
                facts: vec![text.say("copy-not-answered")],
                said: vec![("<Berg>".to_owned(), "<hei>".to_owned())],
            })
            .into_iter()
            .collect(),
        flags: only("<1>").into_iter().collect(),
        access: only("<Kari>")
            .map(|who| Reading {
                row: Row {
                    time: "1".to_owned(),
                    who,
                    place: text.capital_word("role", "ward_staff"),
                    what: text.word("audit-kind", "copy"),
                    why: text.say("audit-why-care"),
                    reason: Some("<code>".to_owned()),
                },
                times: Some(text.count("copy-times", 2)),
            })
            .into_iter()
            .collect(),
        is_access_cut: is_full,
        may_write: is_full,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let page = Page {
        shell: shell.clone(),
        header: header(),
        content: sample(shell, true),
    };
    let own = OwnPage {
        shell: shell.clone(),
        crisis: "<113>".to_owned(),
        content: sample(shell, false),
    };
    vec![page.render().unwrap(), own.render().unwrap()]
}
