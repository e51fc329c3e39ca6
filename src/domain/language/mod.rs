//! Hints about wording: words that put a judgement in the place of what happened, and better ones.
//!
//! For what staff write, never for the words of patients and their kin, nor for what stands between
//! quotation marks. A hint never stands in anybody's way, and who was given which is written down nowhere.
//!
//! The list is `terms.toml`, the project's own; a service adds plain wordings to it, or hides some.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use serde::Deserialize;

/// The list as it ships.
const SHIPPED: &str = include_str!("terms.toml");

/// How much text is looked at: more than a handover's fields hold.
const MOST_BYTES: usize = 64 * 1024;

/// The language that a hint is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    En,
    /// Norwegian Bokmål.
    Nb,
}

impl Lang {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nb => "nb",
        }
    }
}

/// A wording.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The language it belongs to.
    pub lang: Lang,
    /// As people say it.
    pub term: String,
    /// A regular expression, matched without regard to case.
    pub pattern: String,
    /// What it does.
    pub why: String,
    /// Better wordings.
    pub instead: Vec<String>,
    /// What kind of judgement it is.
    pub category: String,
    /// Whether it is often neutral, and shown only to those who ask for every hint.
    #[serde(default)]
    pub is_low: bool,
    /// Where it is not meant.
    #[serde(default)]
    pub note: Option<String>,
    /// What the entry rests on.
    pub source: Vec<String>,
}

/// What a service changed of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// The language.
    pub lang: Lang,
    /// The wording, in plain words.
    pub term: String,
    /// What it does.
    pub why: String,
    /// Better wordings.
    pub instead: Vec<String>,
    /// Whether the shipped wording of these words is hidden.
    pub is_hidden: bool,
}

/// A wording that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The words as they stand in the text.
    pub found: String,
    /// Where they begin, in bytes.
    pub at: usize,
    /// What they do.
    pub why: String,
    /// Better wordings.
    pub instead: Vec<String>,
}

/// Wordings, made ready to be looked for.
#[derive(Debug, Clone)]
pub struct Terms {
    terms: Vec<(Term, Regex)>,
    any: RegexSet,
}

#[derive(Debug, Deserialize)]
struct File {
    term: Vec<Term>,
}

static ALL: LazyLock<Vec<Term>> = LazyLock::new(|| {
    // A list that could not be read would leave nobody without their text: there are no hints then, and
    // a test fails.
    toml::from_str::<File>(SHIPPED).map_or_else(|_| Vec::new(), |file| file.term)
});

/// The list as it ships.
pub fn shipped() -> &'static [Term] {
    &ALL
}

impl Terms {
    /// The wordings of a language, with what the service changed. Wordings that are often neutral are
    /// left out unless every hint is asked for.
    pub fn of(lang: Lang, local: &[Local], every: bool) -> Self {
        let changed: Vec<&Local> = local.iter().filter(|local| local.lang == lang).collect();
        let is_replaced = |term: &Term| {
            changed
                .iter()
                .any(|local| local.term.to_lowercase() == term.term.to_lowercase())
        };
        let shipped = shipped()
            .iter()
            .filter(|term| term.lang == lang && (every || !term.is_low) && !is_replaced(term))
            .cloned();
        let added = changed
            .iter()
            .filter(|local| !local.is_hidden)
            .map(|local| Term {
                lang,
                term: local.term.clone(),
                pattern: plain(&local.term),
                why: local.why.clone(),
                instead: local.instead.clone(),
                category: "local".to_owned(),
                is_low: false,
                note: None,
                source: Vec::new(),
            });
        Self::new(shipped.chain(added))
    }

    fn new(terms: impl Iterator<Item = Term>) -> Self {
        let built = terms.filter_map(|term| {
            let regex = RegexBuilder::new(&term.pattern)
                .case_insensitive(true)
                .build();
            Some((term, regex.ok()?))
        });
        let terms: Vec<(Term, Regex)> = built.collect();
        let patterns = terms.iter().map(|(term, _)| term.pattern.as_str());
        let any = RegexSetBuilder::new(patterns)
            .case_insensitive(true)
            .build();
        Self {
            any: any.unwrap_or_else(|_| RegexSet::empty()),
            terms,
        }
    }

    /// How many wordings are looked for.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The wordings in a text, in the order in which they stand there; of two that share words the
    /// longer one. Each wording once.
    pub fn hints(&self, text: &str) -> Vec<Hint> {
        let mut end = text.len().min(MOST_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        let quoted = quotations(text);
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for index in self.any.matches(text) {
            let Some((_, regex)) = self.terms.get(index) else {
                continue;
            };
            let first = regex.find_iter(text).find(|hit| {
                !quoted
                    .iter()
                    .any(|(from, to)| hit.start() >= *from && hit.end() <= *to)
            });
            found.extend(first.map(|hit| (hit.start(), hit.end(), index)));
        }
        found.sort_unstable_by_key(|(from, to, index)| (*from, usize::MAX - to, *index));
        let mut hints: Vec<Hint> = Vec::new();
        let mut reached = 0;
        for (from, to, index) in found {
            if from < reached {
                continue;
            }
            reached = to;
            let term = &self.terms[index].0;
            hints.push(Hint {
                found: text[from..to].to_owned(),
                at: from,
                why: term.why.clone(),
                instead: term.instead.clone(),
            });
        }
        hints
    }
}

/// The pattern of plain words: no part of longer ones, with any space between them.
fn plain(words: &str) -> String {
    let edge = |mark: Option<char>| {
        mark.filter(|mark| mark.is_alphanumeric())
            .map_or("", |_| r"\b")
    };
    let words = words.trim();
    let (first, last) = (edge(words.chars().next()), edge(words.chars().next_back()));
    let words: Vec<String> = words.split_whitespace().map(regex::escape).collect();
    format!("{first}{}{last}", words.join(r"\s+"))
}

/// Where quotations stand, from the mark that opens one to the mark that closes it, on one line: these
/// are somebody else's words.
fn quotations(text: &str) -> Vec<(usize, usize)> {
    let mut quotations = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in text.char_indices() {
        open = match (open, mark) {
            (_, '\n') => None,
            (Some((from, closing)), mark) if mark == closing => {
                quotations.push((from, at + mark.len_utf8()));
                None
            }
            (None, '"') => Some((at, '"')),
            (None, '“') => Some((at, '”')),
            (None, '«') => Some((at, '»')),
            (open, _) => open,
        };
    }
    quotations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(lang: Lang, text: &str) -> Vec<String> {
        let hints = Terms::of(lang, &[], true).hints(text);
        hints.into_iter().map(|hint| hint.found).collect()
    }

    #[test]
    fn every_shipped_wording_can_be_looked_for_and_has_a_better_one() {
        assert_eq!(shipped().len(), 88);
        for lang in [Lang::En, Lang::Nb] {
            let own = shipped().iter().filter(|term| term.lang == lang).count();
            assert_eq!(Terms::of(lang, &[], true).len(), own);
            assert!(Terms::of(lang, &[], false).len() < own);
        }
        for term in shipped() {
            assert!(
                !term.instead.is_empty() && !term.why.is_empty(),
                "{}",
                term.term
            );
        }
    }

    #[test]
    fn wordings_are_found_in_order_whatever_their_case() {
        let text = "A Manipulative, attention-seeking evening; then non-compliant.";
        assert_eq!(
            hints(Lang::En, text),
            ["Manipulative", "attention-seeking", "non-compliant"]
        );
        assert_eq!(hints(Lang::Nb, "En kasteball mellom oss"), ["kasteball"]);
    }

    #[test]
    fn what_happened_and_what_somebody_else_said_gives_no_hint() {
        for text in [
            "Asked three times for an answer about the move. Slept two hours.",
            "She said: \"they call me manipulative\".",
            "She said: “I am no frequent flyer”.",
        ] {
            assert!(hints(Lang::En, text).is_empty(), "{text}");
        }
        assert!(hints(Lang::Nb, "Hun sier: «jeg er en kasteball».").is_empty());
        // A mark that nothing closes quotes nothing.
        assert_eq!(hints(Lang::En, "5\" tall, manipulative"), ["manipulative"]);
    }

    #[test]
    fn a_service_adds_and_hides_wordings() {
        let local = |term: &str, is_hidden| Local {
            lang: Lang::En,
            term: term.to_owned(),
            why: "Ours.".to_owned(),
            instead: vec!["asked for help".to_owned()],
            is_hidden,
        };
        let locals = [
            local("cried wolf (again)", false),
            local("Manipulative", true),
        ];
        let terms = Terms::of(Lang::En, &locals, false);
        assert!(terms.hints("A manipulative day").is_empty());
        let hints = terms.hints("She CRIED  wolf (again) today");
        assert_eq!(hints[0].found, "CRIED  wolf (again)");
        let one = Terms::of(Lang::En, &[local("wolf", false)], false);
        assert!(one.hints("two wolfhounds").is_empty());
        assert_eq!(hints[0].instead, ["asked for help"]);
        assert!(
            Terms::of(Lang::Nb, &locals, false)
                .hints("cried wolf")
                .is_empty()
        );
    }

    #[test]
    fn a_text_of_any_length_is_looked_at_up_to_a_limit() {
        let long = format!("{} manipulative", "å".repeat(MOST_BYTES));
        assert!(hints(Lang::En, &long).is_empty());
    }
}
