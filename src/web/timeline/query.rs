//! What the address of a timeline asks for, and the addresses that keep the rest of it.

use std::collections::HashSet;
use std::fmt::Write;

use serde::Deserialize;
use uuid::Uuid;

use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::timeline::{
    Dates, Filter, Focus, Lane, Request, Since, Who, Window, WindowError,
};
use crate::domain::vocabulary::Setting;

/// The query of a timeline's address: pairs as they came, in order. Names that are not ours are
/// dropped, as are repetitions; values that cannot be read leave things as they are without them.
///
/// `window` (`30d`, `1y`, `5y`, `all`), `from` and `to` (ISO dates, instead of `window`), `flag`
/// (the key of one, read by the page), `lane`, `setting`, `unit` and `person` (any number each: only these), `since` (what days
/// are counted from), `table=open`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct Query(Vec<(String, String)>);

/// The most pairs that are read, and the longest value: every link of the page repeats them.
const MOST: usize = 60;
const LONGEST: usize = 100;

const NAMES: [&str; 10] = [
    "window", "from", "to", "flag", "lane", "setting", "unit", "person", "since", "table",
];

impl From<Vec<(String, String)>> for Query {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let ours = |name: &str| NAMES.contains(&name);
        let mut known = HashSet::new();
        let mut pairs = pairs;
        pairs.retain(|pair| {
            let (name, value) = pair;
            let is_said = !value.trim().is_empty() && value.len() <= LONGEST;
            ours(name) && is_said && known.insert(pair.clone())
        });
        pairs.truncate(MOST);
        Self(pairs)
    }
}

impl Query {
    /// The first value of a name; empty for none.
    pub fn get(&self, name: &str) -> &str {
        let first = self.0.iter().find(|(known, _)| known == name);
        first.map_or("", |(_, value)| value)
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }

    /// Whether a name has this value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|known| known == value)
    }

    /// What days are counted from; `None` shows dates.
    pub fn since(&self) -> Option<Since> {
        Since::of_code(self.get("since"))
    }

    /// Whether the table is to be open.
    pub fn shows_table(&self) -> bool {
        self.has("table", "open")
    }

    /// Whether anything is left out.
    pub fn filters(&self) -> bool {
        ["lane", "setting", "unit", "person"]
            .iter()
            .any(|name| self.all(name).next().is_some())
    }

    /// The window asked for, and what is wrong with the dates that were typed, if anything: then
    /// the window is the default one.
    pub fn window(&self) -> (Window, Option<WindowError>) {
        let (from, to) = (self.get("from"), self.get("to"));
        if from.is_empty() && to.is_empty() {
            let preset = Window::preset(self.get("window"));
            return (preset.unwrap_or_default(), None);
        }
        match Dates::parse(from, to) {
            Ok(dates) => (Window::Between(dates), None),
            Err(error) => (Window::default(), Some(error)),
        }
    }

    /// What to show. `focus` is what the flag in view rests on.
    pub fn request(&self, focus: Focus) -> Request {
        let lanes: Vec<Lane> = self.all("lane").filter_map(Lane::of_code).collect();
        let hidden = if lanes.is_empty() {
            Vec::new()
        } else {
            let all = Lane::ALL.into_iter();
            all.filter(|lane| !lanes.contains(lane)).collect()
        };
        let settings = self.all("setting");
        let units = self.all("unit").filter_map(|id| Uuid::parse_str(id).ok());
        Request {
            window: self.window().0,
            filter: Filter {
                hidden,
                units: units.map(UnitId).collect(),
                settings: settings
                    .filter_map(|code| code.parse::<Setting>().ok())
                    .collect(),
                people: self.all("person").filter_map(who).collect(),
            },
            focus,
        }
    }

    /// Pairs to keep in a form that asks for `names` anew.
    pub fn without<'a>(
        &'a self,
        names: &'a [&'a str],
    ) -> impl Iterator<Item = &'a (String, String)> {
        let pairs = self.0.iter();
        pairs.filter(move |(name, _)| !names.contains(&name.as_str()))
    }

    /// This query with `names` replaced by `values`, as the end of an address: `?a=b&c=d`, or
    /// nothing.
    pub fn with(&self, names: &[&str], values: &[(&str, &str)]) -> String {
        let kept = self.without(names);
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let mut address = String::new();
        for (name, value) in kept.chain(values.iter().copied()) {
            address.push(if address.is_empty() { '?' } else { '&' });
            address.push_str(name);
            address.push('=');
            encode(value, &mut address);
        }
        address
    }
}

/// The value of `person` for a row of the picture.
pub(super) fn person(who: &Who) -> String {
    who.key()
}

fn who(code: &str) -> Option<Who> {
    match code {
        "others" => Some(Who::Others(0)),
        "unrecorded" => Some(Who::NotRecorded),
        id => Uuid::parse_str(id)
            .ok()
            .map(|id| Who::Professional(ProfessionalId(id))),
    }
}

fn encode(value: &str, into: &mut String) {
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                into.push(char::from(byte));
            }
            _ => {
                let _ = write!(into, "%{byte:02X}");
            }
        }
    }
}
