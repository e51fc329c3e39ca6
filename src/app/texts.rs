//! Finding texts of a patient's record by their words, among those that their reader may see.

use super::paging::{Count, not_a_cursor};
use super::record::{self, Opened};
use super::story::{self, Seen};
use super::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::search::{Fit, Query, Snippet, snippet};
use crate::store::caseload::COUNTED;
use crate::store::texts::{self as stored, Looker, Text};

pub use crate::store::texts::Source;

/// Texts on a page.
const PAGE: usize = 25;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// In whose record.
    pub patient: PatientId,
    /// What somebody typed, whatever it is. It is kept nowhere.
    pub words: String,
    /// The last text of the page before; `None` is the first page.
    pub after: Option<RecordId>,
    /// Texts on a page; `None` is 25.
    pub limit: Option<usize>,
}

/// A text that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub id: RecordId,
    /// What it is.
    pub source: Source,
    /// The day that it is of.
    pub on: chrono::NaiveDate,
    /// In which part of it, by its name.
    pub part: &'static str,
    /// What is shown of it.
    pub snippet: Snippet,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The patient's record.
    pub opened: Opened,
    /// Whether there was anything to look for.
    pub is_asked: bool,
    /// The texts, those that fit best first.
    pub hits: Vec<Hit>,
    /// How many there are on all pages.
    pub count: Count,
    /// After which the next page begins; `None` on the last.
    pub next: Option<RecordId>,
}

/// Finds texts. It is a reading of the record, written down without what was looked for; that the reader saw
/// entries of the story for the first time is written down for the patient, as everywhere.
///
/// How well a text fits depends on it alone, so that the order says nothing of what is left out.
///
/// # Errors
/// As [`record::open`]; [`AppError::InvalidInput`] for a page after a text that is not among what is found.
pub async fn find(app: &App, actor: &Actor, search: &Search) -> Result<Found, AppError> {
    let opened = record::open(app, actor, search.patient, "texts.find").await?;
    let query = Query::read(&search.words);
    let listener = story::listener(&opened, actor);
    let looker = Looker {
        listener: listener.as_ref(),
        now: opened.now,
        zone: app.zone,
    };
    let texts = stored::find(&app.db.read, search.patient, &query, looker).await?;
    let count = Count::up_to(COUNTED, texts.len() as u64);
    let ranked = ranked(texts, &query);
    let from = match search.after {
        None => 0,
        Some(after) => {
            let place = ranked.iter().position(|text| text.id == after);
            place.ok_or_else(not_a_cursor)? + 1
        }
    };
    let size = search.limit.unwrap_or(PAGE);
    let to = ranked.len().min(from + size);
    let page = &ranked[from..to];
    if let Some(listener) = listener {
        let seen = page.iter().filter_map(|text| seen(search.patient, text));
        let seen: Vec<Seen> = seen.collect();
        story::note(app, actor, listener.professional, &seen).await?;
    }
    Ok(Found {
        next: (to < ranked.len())
            .then(|| page.last().map(|text| text.id))
            .flatten(),
        hits: page.iter().filter_map(|text| hit(text, &query)).collect(),
        is_asked: !query.is_empty(),
        count,
        opened,
    })
}

/// Those that fit best first; of equals the latest.
fn ranked(texts: Vec<Text>, query: &Query) -> Vec<Text> {
    let mut ranked: Vec<(Fit, Text)> = texts
        .into_iter()
        .map(|text| {
            let parts = text.parts.iter().map(|(_, words)| words.as_str());
            (query.fit(parts).unwrap_or_default(), text)
        })
        .collect();
    ranked.sort_by(|(a_fit, a), (b_fit, b)| (b_fit, b.on, b.id).cmp(&(a_fit, a.on, a.id)));
    ranked.truncate(usize::try_from(COUNTED).unwrap_or(usize::MAX));
    ranked.into_iter().map(|(_, text)| text).collect()
}

/// What is shown of a text: of its parts the one that fits best by itself, else the first that has a word.
fn hit(text: &Text, query: &Query) -> Option<Hit> {
    let has_word = |words: &str| snippet(words, query).pieces.iter().any(|it| it.is_found);
    let parts = || text.parts.iter();
    let best = parts()
        .filter_map(|part| Some((query.fit([part.1.as_str()])?, part)))
        .rev()
        .max_by_key(|(fit, _)| *fit)
        .map(|(_, part)| part);
    let &(part, ref words) = best
        .or_else(|| parts().find(|(_, words)| has_word(words)))
        .or_else(|| parts().next())?;
    Some(Hit {
        id: text.id,
        source: text.source.clone(),
        on: text.on,
        part,
        snippet: snippet(words, query),
    })
}

fn seen(patient: PatientId, text: &Text) -> Option<Seen> {
    let Source::Narrative { author, .. } = text.source else {
        return None;
    };
    Some(Seen {
        patient,
        entry: text.id,
        author,
    })
}
