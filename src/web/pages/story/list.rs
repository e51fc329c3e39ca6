//! `/patients/{id}/story`: the patient's story, as far as it is shared with the reader.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::view::EntryView;
use crate::app::App;
use crate::app::story::{self, Beside, Heard, Story};
use crate::domain::story::{About, ORDER, Thing, chapters, quote};
use crate::domain::vocabulary::{Authorship, NarrativeKind};
use crate::web::components::Notice;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::voice_words::{Spoken, spoken};
use crate::web::{Fault, Reader, Shell, Text, render};

/// The most entries on the page; a story of more is read through the API.
const MOST: u64 = 200;

/// What an address says was done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

/// Entries of one kind, under what they tell.
struct Chapter {
    /// The kind, in addresses.
    code: &'static str,
    title: String,
    /// Whether it is who the patient is when well.
    is_first: bool,
    entries: Vec<EntryView>,
}

#[derive(Template)]
#[template(path = "story/list.html")]
struct Page {
    shell: Shell,
    header: Header,
    /// How many there are, in words.
    count: String,
    chapters: Vec<Chapter>,
    /// What next of kin tell, apart from the patient's own words.
    kin: Vec<EntryView>,
    /// What was taken back.
    gone: Vec<String>,
    /// Kinds that nothing is told of: code and words.
    untold: Vec<(&'static str, String)>,
    /// Whether the reader may write.
    may_write: bool,
    is_more: bool,
    /// Those that the reader has read and not told the patient so, where they are several: the entry, what it tells
    /// and its first words.
    untold_reads: Vec<(String, String, String)>,
    /// Whether it is in question that the patient can consent.
    is_in_question: bool,
    notice: Option<Notice>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let found = story::story(&app, &reader.actor(), patient, (None, MOST)).await?;
    let mut page = page(reader.shell, &found);
    page.notice = done(&asked.done, page.shell.text);
    Ok(render(&page))
}

fn page(shell: Shell, found: &Story) -> Page {
    let text = shell.text;
    let opened = &found.opened;
    let view = |heard: &Heard| {
        let replies = found.replies.get(&heard.entry.id);
        let replies = replies.map(Vec::as_slice).unwrap_or_default();
        let about = found.about.get(&heard.entry.id);
        let about = about.map(Vec::as_slice).unwrap_or_default();
        let spoken = match heard.entry.authorship {
            Authorship::NextOfKin => seen_differently(heard, found, text),
            _ => Vec::new(),
        };
        let view = EntryView::new(heard, replies, opened, text);
        view.linked(about, spoken, opened, text)
    };
    let living = || {
        found
            .entries
            .iter()
            .filter(|heard| heard.entry.withdrawn_at.is_none())
    };
    let chapters: Vec<Chapter> = chapters()
        .filter_map(|kind| {
            let entries: Vec<EntryView> = living()
                .filter(|heard| heard.entry.kind == kind)
                .filter(|heard| heard.entry.authorship != Authorship::NextOfKin)
                .map(view)
                .collect();
            (!entries.is_empty()).then(|| Chapter {
                code: kind.code(),
                title: text.capital_word("narrative", kind.code()),
                is_first: kind == NarrativeKind::OutsideCrisis,
                entries,
            })
        })
        .collect();
    let untold = ORDER.into_iter().filter(|kind| {
        let code = kind.code();
        !chapters.iter().any(|chapter| chapter.code == code)
    });
    let gone = found.entries.iter();
    Page {
        header: Header::new(opened, &opened.case(), text),
        count: text.count("story-count", found.count),
        kin: living()
            .filter(|heard| heard.entry.authorship == Authorship::NextOfKin)
            .map(view)
            .collect(),
        gone: gone
            .filter(|heard| heard.entry.withdrawn_at.is_some())
            .map(|heard| view(heard).whose)
            .collect(),
        untold: untold
            .map(|kind| (kind.code(), text.capital_word("narrative", kind.code())))
            .collect(),
        may_write: opened.allowed.is_none_or(|allowed| !allowed.is_read_only),
        is_more: found.next.is_some(),
        untold_reads: untold_reads(found, text),
        is_in_question: found.is_in_question,
        notice: None,
        chapters,
        shell,
    }
}

/// What the patient sees differently of what next of kin tell, of the entries of the page.
fn seen_differently(kin: &Heard, found: &Story, text: Text) -> Vec<Spoken> {
    let about = About::new(Thing::Entry, kin.entry.id);
    let is_about = |heard: &&Heard| {
        let of = found.about.get(&heard.entry.id);
        heard.entry.withdrawn_at.is_none() && of.is_some_and(|of| of.contains(&about))
    };
    let beside = found.entries.iter().filter(is_about).map(|heard| Beside {
        about,
        entry: heard.entry.clone(),
    });
    let beside: Vec<Beside> = beside.collect();
    spoken(&beside, about, &found.opened, text)
}

/// Entries that the reader has read and not told the patient so; one alone has its button beside it.
fn untold_reads(found: &Story, text: Text) -> Vec<(String, String, String)> {
    let waits = |heard: &&Heard| {
        let read = heard
            .read
            .is_some_and(|read| read.told_patient_at.is_none());
        read && heard.entry.withdrawn_at.is_none()
    };
    let waiting = found.entries.iter().filter(waits).map(|heard| {
        let entry = &heard.entry;
        let about = text.capital_word("narrative", entry.kind.code());
        (entry.id.0.to_string(), about, quote(&entry.text))
    });
    let waiting: Vec<_> = waiting.collect();
    if waiting.len() > 1 {
        waiting
    } else {
        Vec::new()
    }
}

/// What was done, in a sentence.
pub(super) fn done(code: &str, text: Text) -> Option<Notice> {
    let known = [
        "written",
        "reword",
        "confirm",
        "share",
        "withdraw",
        "open_replies",
        "close_replies",
        "reply",
        "link",
        "unlink",
        "tell_read",
        "told",
    ];
    known.contains(&code).then(|| Notice {
        heading: text.say(&format!("story-done-{}", code.replace('_', "-"))),
        ..Notice::default()
    })
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use crate::web::voice_words::{Named, sample};

    let text = shell.text;
    let entry = |id: &str| EntryView {
        id: id.to_owned(),
        version: 2,
        text: Some("Jeg spiller <trekkspill>.\nHver dag.".to_owned()),
        when: Some("våren 2019".to_owned()),
        whose: "<Kari>".to_owned(),
        shared: text.say("story-shared-2"),
        read: Some("1".to_owned()),
        may_tell: true,
        answers: vec![("<Ola>".to_owned(), "<hei>".to_owned())],
        about: vec![Named {
            code: "plan:0191".to_owned(),
            label: "<Plan>".to_owned(),
            href: "/patients/0190/plans/0191".to_owned(),
        }],
        spoken: vec![sample()],
    };
    let sample = |chapters, is_whole: bool| Page {
        shell: shell.clone(),
        header: Header {
            patient: "0190".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
        count: text.count("story-count", 2),
        chapters,
        kin: is_whole.then(|| entry("0192")).into_iter().collect(),
        gone: is_whole.then(|| "<2>".to_owned()).into_iter().collect(),
        untold: vec![("promise", text.capital_word("narrative", "promise"))],
        may_write: is_whole,
        is_more: is_whole,
        untold_reads: if is_whole {
            ["0191", "0192"]
                .map(|id| (id.to_owned(), "<Berg>".to_owned(), "<hei>".to_owned()))
                .into()
        } else {
            Vec::new()
        },
        is_in_question: is_whole,
        notice: done("written", text).filter(|_| is_whole),
    };
    let chapter = Chapter {
        code: "outside_crisis",
        title: text.capital_word("narrative", "outside_crisis"),
        is_first: true,
        entries: vec![entry("0191")],
    };
    [sample(vec![chapter], true), sample(Vec::new(), false)]
        .map(|page| page.render().unwrap())
        .into()
}
