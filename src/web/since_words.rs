//! What changed since somebody last looked, in words.

use super::names;
use super::text::Text;
use crate::app::since::Looked;
use crate::domain::since::Since;
use crate::domain::time;
use crate::domain::trajectory::Directory;

/// What changed, in one line; `None` where nothing did, and where nobody looked before.
pub fn in_short(looked: &Looked, directory: &Directory, text: Text) -> Option<String> {
    let said = sentences(&looked.since, directory, text);
    (looked.at.is_some() && !said.is_empty()).then(|| said.join(" "))
}

/// Since when, and what changed: for the patient's own page. `None` on the first visit.
pub fn whole(looked: &Looked, directory: &Directory, text: Text) -> Option<(String, Vec<String>)> {
    let at = text.time(looked.at?, directory.service_zone);
    let heading = text.with("since-title", [("time", at.into())]);
    let mut said = sentences(&looked.since, directory, text);
    if said.is_empty() {
        said.push(text.say("since-nothing"));
    }
    Some((heading, said))
}

fn sentences(since: &Since, directory: &Directory, text: Text) -> Vec<String> {
    let mut said: Vec<String> = since
        .moved
        .iter()
        .map(|moved| {
            let key = if moved.is_left {
                "since-left"
            } else {
                "since-came"
            };
            let unit = names::unit(directory, moved.unit, text);
            let zone = directory.zone(Some(moved.unit));
            let date = text.date(time::local_date(moved.at, zone));
            text.with(key, [("unit", unit.into()), ("date", date.into())])
        })
        .collect();
    for (key, counts) in [("since-new", &since.new), ("since-changed", &since.changed)] {
        let things: Vec<String> = counts
            .iter()
            .map(|(kind, n)| text.count(&format!("since-thing-{}", kind.code()), *n))
            .collect();
        if !things.is_empty() {
            let what = names::enumeration(text, &things);
            said.push(text.with(key, [("what", what.into())]));
        }
    }
    said
}
