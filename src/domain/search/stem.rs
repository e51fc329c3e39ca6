//! The stem of a word, roughly: what endings of Norwegian and English leave of it.
//!
//! A text does not say which of the two it is in, and many are in both, so endings of both come off,
//! whichever language somebody reads. That is less than a dictionary knows and finds more than is meant
//! now and then; what is meant comes first, because whole words and beginnings do.

/// What has to be left of a word.
const LEAST: usize = 3;

/// Endings, folded; of those that fit the longest comes off.
const ENDINGS: [&str; 31] = [
    "hetenes", "hetene", "hetens", "heten", "heter", "endes", "edes", "ande", "ende", "enes",
    "erte", "ings", "ast", "ene", "ane", "ens", "ers", "ets", "est", "ede", "het", "ing", "ar",
    "as", "ed", "en", "er", "es", "et", "a", "e",
];

/// The stem of a folded word.
pub(super) fn stem(word: &str) -> &str {
    let mut word = word;
    loop {
        let ending = ENDINGS.iter().find(|ending| {
            let rest = word.strip_suffix(**ending);
            rest.is_some_and(|rest| rest.chars().count() >= LEAST)
        });
        let shorter = ending.and_then(|ending| word.strip_suffix(ending));
        let shorter = shorter.or_else(|| without_s(word));
        match shorter {
            Some(shorter) => word = shorter,
            None => return word,
        }
    }
}

/// The genitive and the plural; the `s` of `hus` and `less` is the word's own.
fn without_s(word: &str) -> Option<&str> {
    let rest = word.strip_suffix('s')?;
    let is_ending = !rest.ends_with(['s', 'u', 'i']) && rest.chars().count() > LEAST;
    is_ending.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            &["natt", "natten", "nattens", "natta"][..],
            &["snakk", "snakke", "snakker", "snakket", "snakkende"],
            &["avdeling", "avdelingen", "avdelinger", "avdelingene"],
            &["lege", "legen", "leger", "legene", "legens"],
            &["sykepleier", "sykepleieren", "sykepleiere"],
            &["trygghet", "tryggheten", "trygg"],
            &["talk", "talked", "talking", "talks"],
            &["night", "nights"],
            &["meeting", "meetings", "meet"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn other_words_keep_other_stems_and_short_ones_are_left_alone() {
        for (one, other) in [("natt", "dag"), ("hus", "hund"), ("mor", "far")] {
            assert_ne!(stem(one), stem(other));
        }
        for word in ["er", "en", "hus", "less", "", "å", "буква"] {
            assert_eq!(stem(word), word);
        }
    }
}
