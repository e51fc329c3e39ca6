//! A safety person card in words.

use super::{Text, names};
use crate::app::safety::NamedCard;
use crate::domain::trajectory::{Directory, Relationship};

/// A card, as pages show it.
#[derive(Debug, Clone)]
pub(super) struct SafetyView {
    pub id: String,
    pub who: String,
    pub what_for: String,
    pub hours: Option<String>,
    /// The route: its name, what it is, when it is answered.
    pub route: String,
    /// Whether the route is closed, or the relationship has ended: the card needs another.
    pub is_stale: bool,
}

impl SafetyView {
    pub(super) fn new(named: &NamedCard, directory: &Directory, text: Text) -> Self {
        let route = &named.route;
        Self {
            id: named.card.id.0.to_string(),
            who: who(&named.tie, directory, text),
            what_for: named.card.what_for.clone(),
            hours: named.card.hours.clone(),
            route: text.with(
                "safety-route",
                [
                    ("name", route.name.as_str().into()),
                    ("unit", names::unit(directory, route.unit, text).into()),
                    ("reach", route.reach.as_str().into()),
                    ("hours", route.hours.as_str().into()),
                ],
            ),
            is_stale: route.closed.is_some() || named.tie.to.is_some(),
        }
    }
}

/// Who it is, and what they are to the patient.
pub(super) fn who(tie: &Relationship, directory: &Directory, text: Text) -> String {
    let who = names::holder(directory, &tie.holder, text);
    let kind = text.word("relationship", tie.kind.code());
    text.with("safety-who", [("who", who.into()), ("kind", kind.into())])
}

/// A card in one line, for a board.
pub(super) fn line(named: &NamedCard, directory: &Directory, text: Text) -> String {
    let who = names::holder(directory, &named.tie.holder, text);
    let route = named.route.name.as_str();
    text.with(
        "safety-line",
        [("who", who.into()), ("route", route.into())],
    )
}

#[cfg(test)]
pub(super) fn sample(is_stale: bool) -> SafetyView {
    SafetyView {
        id: if is_stale { "0198" } else { "0197" }.to_owned(),
        who: "Tove <Li>".to_owned(),
        what_for: "Før dere <bestemmer>".to_owned(),
        hours: Some("8-16".to_owned()),
        route: "Vakttelefon <3>".to_owned(),
        is_stale,
    }
}
