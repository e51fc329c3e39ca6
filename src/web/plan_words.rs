//! What a crisis plan was worth, and who opened it, in words.

use super::{Text, names};
use crate::app::plans::{Opening, Use};
use crate::domain::trajectory::Directory;

/// What a plan was worth in a crisis.
pub(super) fn used(used: &Use, directory: &Directory, text: Text) -> String {
    let time = text.time(used.used_at, directory.service_zone);
    let who = used.professional.map_or_else(
        || used.recorded_by.clone(),
        |who| names::professional(directory, who, text),
    );
    let origin = text.word("plan-origin", used.origin.code());
    let mut said = vec![text.with(
        "plan-used",
        [
            ("time", time.into()),
            ("origin", origin.into()),
            ("who", who.into()),
        ],
    )];
    said.extend(used.followed.map(|followed| {
        let word = text.capital_word("plan-followed", followed.code());
        format!("{word}.")
    }));
    let words = |key: &str, words: &str| text.with(key, [("words", words.to_owned().into())]);
    said.extend(
        used.helped
            .as_deref()
            .map(|told| words("plan-used-helped", told)),
    );
    said.extend(
        used.helped_not
            .as_deref()
            .map(|told| words("plan-used-helped-not", told)),
    );
    said.join(" ")
}

/// That somebody opened a plan, as the patient is told.
pub(super) fn opened(opening: &Opening, directory: &Directory, text: Text) -> String {
    let time = text.time(opening.opened_at, directory.service_zone);
    let who = opening.professional.map_or_else(
        || text.say("plan-opened-somebody"),
        |who| names::professional(directory, who, text),
    );
    let origin = text.word("plan-origin", opening.origin.code());
    text.with(
        "plan-opened",
        [
            ("time", time.into()),
            ("who", who.into()),
            ("origin", origin.into()),
        ],
    )
}
