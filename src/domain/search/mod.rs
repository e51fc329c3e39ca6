//! Finding words in the texts of a record: what is typed, what fits it, in which order, and what is shown.
//!
//! Whatever is typed is a valid search: only letters and digits count, and nothing of it means anything to
//! a database. A word is found by its beginning, or by its stem; case, accents and spelling without Nordic
//! letters make no difference (`domain::folding`). Both databases keep the words that [`terms`] makes, so
//! that both find the same, and what this module says of one text is what they answer.
//!
//! How well a text fits depends on that text alone. Statistics of other texts, as engines rank by, would
//! tell of those that the reader may not see.

mod snippet;
mod stem;
mod token;

pub use snippet::{Piece, Snippet, snippet};

use std::collections::BTreeSet;

use stem::stem;
use token::{Token, tokens};

/// The most words of a search; what is typed beyond them is not looked for.
pub const WORDS_MAX: usize = 12;

/// The most bytes of terms that are kept of one text: a text vector of PostgreSQL holds a megabyte.
const TERMS_MAX: usize = 400_000;

/// What leads the stem of a word among terms: no letter, so that no word is taken for a stem.
const STEM: char = '§';

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    start: String,
    stem: String,
}

impl Wanted {
    /// The term that is the word, or begins with it where [`Wanted::is_beginning`].
    pub fn start(&self) -> &str {
        &self.start
    }

    /// The term of its stem.
    pub fn stem_term(&self) -> String {
        format!("{STEM}{}", self.stem)
    }

    /// Whether longer words that begin so are found, too: not by a single letter, which would be all.
    pub fn is_beginning(&self) -> bool {
        self.start.chars().nth(1).is_some()
    }

    /// How well a word of a text fits: as it is, by its beginning, by its stem, or not.
    fn fit(&self, word: &str) -> u32 {
        if word == self.start {
            3
        } else if self.is_beginning() && word.starts_with(&self.start) {
            2
        } else {
            u32::from(stem(word) == self.stem)
        }
    }
}

/// What is looked for: texts that have all of these words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<Wanted>);

/// How well a text fits: the closeness of its best words first, then how often they come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    closeness: u32,
    times: u32,
}

impl Query {
    /// What somebody typed, whatever it is.
    pub fn read(typed: &str) -> Self {
        let mut words: Vec<Wanted> = Vec::new();
        for Token { word, .. } in tokens(typed) {
            if words.len() == WORDS_MAX {
                break;
            }
            if words.iter().all(|other| other.start != word) {
                words.push(Wanted {
                    stem: stem(&word).to_owned(),
                    start: word,
                });
            }
        }
        Self(words)
    }

    /// Its words.
    pub fn words(&self) -> &[Wanted] {
        &self.0
    }

    /// Whether there is nothing to look for.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How well a text of these parts fits; `None` where it does not have every word, or none is looked for.
    pub fn fit<'a>(&self, parts: impl IntoIterator<Item = &'a str>) -> Option<Fit> {
        let mut best = vec![0; self.0.len()];
        let mut times = 0_u32;
        for Token { word, .. } in parts.into_iter().flat_map(tokens) {
            for (wanted, best) in self.0.iter().zip(&mut best) {
                let fit = wanted.fit(&word);
                times = times.saturating_add(u32::from(fit > 0));
                *best = fit.max(*best);
            }
        }
        let has_all = !best.is_empty() && best.iter().all(|fit| *fit > 0);
        has_all.then(|| Fit {
            closeness: best.iter().sum(),
            times,
        })
    }

    fn has(&self, word: &str) -> bool {
        self.0.iter().any(|wanted| wanted.fit(word) > 0)
    }
}

/// The terms by which a text of these parts is found: each word folded, and its stem where that is another.
pub fn terms<'a>(parts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    let mut bytes = 0;
    for Token { word, .. } in parts.into_iter().flat_map(tokens) {
        let stem = format!("{STEM}{}", stem(&word));
        for term in [word, stem] {
            let length = term.len();
            if bytes + length <= TERMS_MAX && terms.insert(term) {
                bytes += length;
            }
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Query, STEM, WORDS_MAX, terms};

    fn finds(typed: &str, text: &str) -> bool {
        Query::read(typed).fit([text]).is_some()
    }

    #[test]
    fn words_are_found_however_they_are_written() {
        for (typed, text) in [
            ("trygg", "Jeg føler meg trygg."),
            ("TRYGG", "trygghet er viktig"),
            ("sjo", "ved sjøen"),
            ("sjoe", "Sjøen"),
            ("bat", "Båten min"),
            ("sykepleieren", "en sykepleier som ble"),
            ("snakket", "å snakke med noen"),
            ("medisinene", "uten medisin"),
            ("meetings", "a meeting"),
            ("dont", "I don’t know"),
            ("sove trygg", "Trygg nok til å sove"),
            ("привет", "Привет, мир"),
            ("שלום", "שָׁלוֹם"),
            ("\"sove\" AND (NOT* -- ; trygg:*", "and not: sove, trygg"),
        ] {
            assert!(finds(typed, text), "{typed} in {text}");
        }
        for (typed, text) in [
            ("sove", "Jeg føler meg trygg."),
            ("sove trygg", "trygg"),
            ("s", "sove"),
            ("", "sove"),
            ("\0 ' \" * 🙂", "sove"),
        ] {
            assert!(!finds(typed, text), "{typed} in {text}");
        }
    }

    #[test]
    fn whole_words_come_before_beginnings_and_those_before_stems() {
        let query = Query::read("natten");
        let [whole, beginning, stem] =
            ["natten", "nattens", "natt"].map(|text| query.fit([text]).unwrap());
        assert!(whole > beginning && beginning > stem);
        assert!(query.fit(["natten, natten"]).unwrap() > whole);
    }

    #[test]
    fn a_novel_is_a_search_of_a_few_words() {
        let typed: Vec<String> = (0..2000).map(|n| format!("w{n}")).collect();
        assert_eq!(Query::read(&typed.join(" ")).words().len(), WORDS_MAX);
        let long = "x".repeat(10_000);
        assert!(finds(&long, &long));
    }

    proptest! {
        /// What the databases are asked is what is said of a text: a term that begins so, or the stem.
        #[test]
        fn terms_answer_as_the_text_does(typed in "\\PC{0,12}", text in "\\PC{0,40}", more in "[aeionrst ]{0,30}", query in "[aeionrst ]{0,8}") {
            for (typed, text) in [(&typed, &text), (&query, &more), (&query, &text)] {
                let query = Query::read(typed);
                let terms = terms([text.as_str()]);
                let has = |wanted: &super::Wanted| {
                    terms.contains(&wanted.stem_term()) || terms.contains(wanted.start())
                        || (wanted.is_beginning() && terms.iter().any(|term| term.starts_with(wanted.start())))
                };
                let found = !query.is_empty() && query.words().iter().all(has);
                prop_assert_eq!(found, query.fit([text.as_str()]).is_some());
            }
        }

        /// Every word is found by itself, and by every beginning of two letters and more as somebody types it.
        #[test]
        fn a_word_is_found_by_its_beginnings(word in "[a-zæøåéü]{2,12}", cut in 2_usize..12) {
            let start: String = word.chars().take(cut).collect();
            if Query::read(&start).words().iter().all(super::Wanted::is_beginning) {
                prop_assert!(finds(&start, &word), "{} {}", start, word);
            }
        }

        /// Nothing in a term means anything to either engine.
        #[test]
        fn terms_hold_letters_and_digits_only(text in "\\PC{0,80}") {
            for term in terms([text.as_str()]) {
                prop_assert!(!term.is_empty());
                let is_plain = |c: char| !c.is_ascii() || c.is_ascii_lowercase() || c.is_ascii_digit();
                prop_assert!(term.chars().all(|c| is_plain(c) || c == STEM), "{:?}", term);
            }
        }
    }
}
