//! The words of a text, with where they stand in it.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::domain::folding;

/// The most characters of a word that count.
const LONGEST: usize = 60;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Folded: lower case, without accents.
    pub word: String,
    /// Where it stands in the text, in bytes.
    pub place: Range<usize>,
}

/// The words of a text in their order. An apostrophe within a word parts nothing.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut places = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        match (is_of_a_word(letter), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                places.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    places.extend(start.map(|from| from..text.len()));
    places.into_iter().filter_map(|place| {
        let raw: String = text[place.clone()].chars().take(2 * LONGEST).collect();
        let mut word = folding::fold(&raw);
        // A single sign may stand for several words (`½`): here they are one.
        word.retain(|letter| letter != ' ');
        let word: String = word.chars().take(LONGEST).collect();
        (!word.is_empty()).then_some(Token { word, place })
    })
}

fn is_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter) || matches!(letter, '\'' | '’' | 'ʼ')
}
