//! By whom a relationship was marked as important to the patient, in words.

use super::flag_events::actor;
use super::text::Text;
use crate::app::own::Mark;

/// Who set a mark, for a sentence; where it came with records from elsewhere nobody is named.
pub fn by_whom(mark: Option<&Mark>, text: Text) -> String {
    mark.map_or_else(
        || text.say("own-mark-elsewhere"),
        |mark| actor(&mark.marked_by, text),
    )
}

/// What staff are told of the mark of a relationship that is marked as important.
pub fn sentence(mark: Option<&Mark>, text: Text) -> String {
    let Some(mark) = mark.filter(|mark| mark.is_important) else {
        return text.say("ties-mark-elsewhere");
    };
    if mark.confirmed_at.is_some() {
        return text.say("ties-mark-own");
    }
    let who = actor(&mark.marked_by, text);
    text.with("ties-mark-others", [("who", who.into())])
}
