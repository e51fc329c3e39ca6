//! What is shown of a text that was found: a stretch around the first of its words, those marked.

use super::Query;
use super::token::{Token, tokens};

/// Characters before the first word that is marked.
const BEFORE: usize = 60;
/// Characters in all.
const LENGTH: usize = 220;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// As it stands in the text.
    pub text: String,
    /// Whether it is a word that was looked for.
    pub is_found: bool,
}

/// What is shown of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The stretches, one after the other.
    pub pieces: Vec<Piece>,
    /// Whether the text begins before it.
    pub is_cut_before: bool,
    /// Whether the text goes on after it.
    pub is_cut_after: bool,
}

/// What is shown of a text; its beginning where no word of it was looked for.
pub fn snippet(text: &str, query: &Query) -> Snippet {
    let found: Vec<Token> = tokens(text)
        .filter(|token| query.has(&token.word))
        .collect();
    let first = found.first().map_or(0, |token| token.place.start);
    let from = start(text, first);
    let to = end(
        text,
        from,
        found.first().map_or(from, |token| token.place.end),
    );
    let mut pieces = Vec::new();
    let mut at = from;
    let mut push = |text: &str, is_found| {
        if !text.is_empty() {
            pieces.push(Piece {
                text: text.to_owned(),
                is_found,
            });
        }
    };
    for token in found.iter().filter(|token| token.place.end <= to) {
        push(&text[at..token.place.start], false);
        push(&text[token.place.clone()], true);
        at = token.place.end;
    }
    push(&text[at..to], false);
    Snippet {
        pieces,
        is_cut_before: !text[..from].trim().is_empty(),
        is_cut_after: !text[to..].trim().is_empty(),
    }
}

/// Where it begins: some characters before the first word, and not within another.
fn start(text: &str, first: usize) -> usize {
    let mut before = text[..first].char_indices().rev();
    let Some((cut, _)) = before.nth(BEFORE - 1) else {
        return 0;
    };
    let gap = text[cut..first].find(char::is_whitespace);
    gap.map_or(cut, |gap| {
        let rest = &text[cut + gap..first];
        first - rest.trim_start().len()
    })
}

/// Where it ends: after its first word at the earliest, and not within another where there is a gap.
fn end(text: &str, from: usize, least: usize) -> usize {
    let Some((cut, _)) = text[from..].char_indices().nth(LENGTH) else {
        return text.len();
    };
    let cut = (from + cut).max(least);
    let gap = text[least..cut].rfind(char::is_whitespace);
    gap.map_or(cut, |gap| least + gap)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(snippet: &Snippet) -> String {
        let pieces = snippet.pieces.iter();
        pieces.map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn the_words_are_marked_where_they_stand() {
        let shown = snippet("Jeg vil <sove> ved Sjøen.", &Query::read("sjo sove"));
        let found: Vec<&str> = shown
            .pieces
            .iter()
            .filter(|piece| piece.is_found)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(found, ["sove", "Sjøen"]);
        assert_eq!(whole(&shown), "Jeg vil <sove> ved Sjøen.");
        assert!(!shown.is_cut_before && !shown.is_cut_after);
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_the_first_that_was_found() {
        let text = format!("{} natten {}", "dag ".repeat(200), "dag ".repeat(200));
        let shown = snippet(&text, &Query::read("natten"));
        assert!(shown.is_cut_before && shown.is_cut_after);
        let words = whole(&shown);
        assert!(words.starts_with("dag") && words.contains("natten") && words.ends_with("dag"));
        assert!(words.chars().count() <= LENGTH + BEFORE);
    }

    proptest! {
        #[test]
        fn any_text_gives_a_stretch_of_itself(text in "\\PC{0,400}", typed in "\\PC{0,6}") {
            let shown = snippet(&text, &Query::read(&typed));
            prop_assert!(text.contains(&whole(&shown)));
        }
    }
}
