//! The patient's voice: what they tell, at its time, as exactly as that is known.

use chrono::NaiveDate;

use super::table::{Group, Line};
use super::{Options, Said, Words};
use crate::app::story::Quote;
use crate::domain::time::{add_days, local_date};
use crate::domain::timeline::{Lane, Timeline};
use crate::web::pages::story::vague;

/// Words in the window.
pub(super) struct Spoken<'a> {
    pub quote: &'a Quote,
    /// The first day that it can have been.
    pub from: NaiveDate,
    /// The day after the last.
    pub to: NaiveDate,
}

impl Spoken<'_> {
    /// What its mark and its row are called.
    pub fn key(&self) -> String {
        format!("voice-{}", self.quote.entry.0)
    }

    /// Whether its time is known to the day only, or less.
    pub fn is_vague(&self) -> bool {
        add_days(self.from, 1) < self.to
    }

    /// The words, or what they tell where the reader has not opened them.
    pub fn words(&self, words: Words) -> String {
        let about = words.text.word("narrative", self.quote.kind.code());
        match &self.quote.words {
            Some(said) => words
                .text
                .with("timeline-quote", [("words", said.as_str().into())]),
            None => words.text.with("timeline-unread", [("what", about.into())]),
        }
    }

    /// When, and what.
    pub fn said(&self, words: Words) -> Said {
        let about = words.text.word("narrative", self.quote.kind.code());
        let when = match self.quote.when {
            Some(when) => vague(when, words.text),
            None => words.text.short_date(self.from),
        };
        let what = self.words(words);
        Said {
            when,
            what: match self.quote.words {
                Some(_) => words.text.with(
                    "timeline-quote-of",
                    [("quote", what.into()), ("what", about.into())],
                ),
                None => what,
            },
        }
    }
}

/// What of the patient's voice is in the window, in order of time.
pub(super) fn in_window<'a>(timeline: &Timeline, options: &'a Options) -> Vec<Spoken<'a>> {
    if !options.shows(Lane::Voice) {
        return Vec::new();
    }
    let spoken = options.voice.iter().map(|quote| {
        let written = local_date(quote.written_at, timeline.axis.zone);
        let (from, last) = quote
            .when
            .map_or((written, written), |when| (when.from, when.to));
        Spoken {
            quote,
            from,
            to: add_days(last, 1),
        }
    });
    let is_in = |one: &Spoken<'_>| one.from < timeline.to && one.to > timeline.from;
    let mut spoken: Vec<_> = spoken.filter(is_in).collect();
    spoken.sort_by_key(|one| (one.from, one.quote.written_at, one.quote.entry));
    spoken
}

/// Its rows in the table; none where there is nothing.
pub(super) fn group(timeline: &Timeline, options: &Options, words: Words) -> Option<Group> {
    let rows = in_window(timeline, options).into_iter().map(|one| Line {
        key: one.key(),
        said: one.said(words),
        between: String::new(),
        href: format!("{}/story/{}", options.path(), one.quote.entry.0),
        is_evidence: false,
        links: Vec::new(),
    });
    let rows: Vec<Line> = rows.collect();
    (!rows.is_empty()).then(|| Group {
        lane: Lane::Voice.code(),
        opens_lane: true,
        name: String::new(),
        detail: String::new(),
        rows,
    })
}
