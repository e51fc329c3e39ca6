//! What a reader chooses around the picture, as links and forms that keep the rest of the address.

use super::query::person;
use super::{Options, Words};
use crate::domain::time::{TimeError, add_days};
use crate::domain::timeline::{Lane, Timeline, Who, Window, WindowError};

/// The choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Controls {
    /// The page, without its query.
    pub path: String,
    /// How much time.
    pub presets: Vec<Choice>,
    /// Dates, or days since something.
    pub axis: Vec<Choice>,
    /// First and last day, as typed or as shown.
    pub from: String,
    /// See `from`.
    pub to: String,
    /// What is wrong with the dates that were typed.
    pub error: Option<String>,
    /// What the form of dates keeps.
    pub kept_by_dates: Vec<(String, String)>,
    /// What the form of filters keeps.
    pub kept_by_filter: Vec<(String, String)>,
    /// What may be filtered by.
    pub filters: Vec<Filter>,
    /// How many boxes are ticked.
    pub chosen: u64,
    /// What is out of view, in words, each with where to see it.
    pub out_of_view: Vec<Choice>,
    /// Shows everything that the filter leaves out.
    pub unfiltered: String,
    /// The table as a file.
    pub csv: String,
    /// Whether the table is open.
    pub table_is_open: bool,
    /// The first and the last day shown, in words.
    pub shown: String,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub label: String,
    /// It is what is shown now.
    pub is_current: bool,
}

/// Boxes under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The name in the address, and of its legend's text.
    pub name: &'static str,
    /// Its boxes.
    pub boxes: Vec<Tick>,
}

/// A box to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its value in the address.
    pub value: String,
    /// What it says.
    pub label: String,
    /// Whether it is ticked.
    pub is_chosen: bool,
}

const DATES: [&str; 3] = ["window", "from", "to"];
const FILTERS: [&str; 4] = ["lane", "setting", "unit", "person"];

impl Controls {
    pub(super) fn new(timeline: &Timeline, options: &Options, words: Words) -> Self {
        let query = &options.query;
        let path = options.path();
        let (window, error) = query.window();
        let last = add_days(timeline.to, -1);
        let typed = |name, shown: String| match (window, &error) {
            (Window::Between(_), _) | (_, Some(_)) => query.get(name).to_owned(),
            _ => shown,
        };
        let pairs = |names: &[&str]| query.without(names).cloned().collect();
        let filters = filters(timeline, options, words);
        let boxes = filters.iter().flat_map(|filter| &filter.boxes);
        let chosen = boxes.filter(|tick| tick.is_chosen).count();
        let to = |address: String| format!("{path}{address}#timeline");
        Self {
            presets: presets(options, words, error.is_none().then_some(window)),
            axis: axis(timeline, options, words),
            from: typed("from", timeline.from.to_string()),
            to: typed("to", last.to_string()),
            error: error.map(|error| words.text.say(sentence(error))),
            kept_by_dates: pairs(&DATES),
            kept_by_filter: pairs(&FILTERS),
            filters,
            chosen: u64::try_from(chosen).unwrap_or(u64::MAX),
            out_of_view: out_of_view(timeline, options, words),
            unfiltered: to(query.with(&FILTERS, &[])),
            csv: format!(
                "{path}/timeline.csv{}",
                query.with(&["since", "table"], &[])
            ),
            table_is_open: query.shows_table(),
            shown: words.dates(timeline.from, last),
            path,
        }
    }
}

fn presets(options: &Options, words: Words, current: Option<Window>) -> Vec<Choice> {
    let presets = Window::PRESETS.into_iter();
    presets
        .filter_map(|window| {
            let code = window.code()?;
            let query = options.query.with(&DATES, &[("window", code)]);
            Some(Choice {
                href: format!("{}{query}#timeline", options.path()),
                label: words.text.word("timeline-window", code),
                is_current: current == Some(window),
            })
        })
        .collect()
}

fn axis(timeline: &Timeline, options: &Options, words: Words) -> Vec<Choice> {
    let chosen = options.query.since();
    let known = timeline.references.iter().map(|reference| reference.since);
    let chosen = chosen.filter(|since| known.clone().any(|known| known == *since));
    let link = |values: &[(&str, &str)]| {
        let query = options.query.with(&["since"], values);
        format!("{}{query}#timeline", options.path())
    };
    let mut choices = vec![Choice {
        href: link(&[]),
        label: words.text.say("timeline-dates"),
        is_current: chosen.is_none(),
    }];
    choices.extend(known.enumerate().map(|(place, since)| Choice {
        href: link(&[("since", since.code())]),
        label: words.since(since, place == 0),
        is_current: chosen == Some(since),
    }));
    choices
}

fn out_of_view(timeline: &Timeline, options: &Options, words: Words) -> Vec<Choice> {
    let all = options.query.with(&DATES, &[("window", "all")]);
    let unfiltered = options.query.with(&FILTERS, &[]);
    let counts = [
        ("timeline-before", timeline.before, &all),
        ("timeline-after", timeline.after, &all),
        ("timeline-filtered", timeline.filtered, &unfiltered),
    ];
    let counts = counts.into_iter().filter(|(_, count, _)| *count > 0);
    counts
        .map(|(key, count, query)| Choice {
            href: format!("{}{query}#timeline", options.path()),
            label: words.text.count(key, count),
            is_current: false,
        })
        .collect()
}

fn filters(timeline: &Timeline, options: &Options, words: Words) -> Vec<Filter> {
    let tick = |name: &str, value: String, label: String| Tick {
        is_chosen: options.query.has(name, &value),
        value,
        label,
    };
    let lanes = Lane::ALL.into_iter();
    let lanes = lanes.map(|lane| {
        let label = words.text.word("timeline-lane", lane.code());
        tick("lane", lane.code().to_owned(), label)
    });
    let settings = timeline.choices.settings.iter();
    let settings = settings.map(|setting| {
        let label = words.text.capital_word("setting", setting.code());
        tick("setting", setting.code().to_owned(), label)
    });
    let units = timeline.choices.units.iter();
    let units = units.map(|(id, name)| tick("unit", id.0.to_string(), name.clone()));
    let people = timeline.choices.people.iter();
    // Someone who is no professional has no id to be asked for by.
    let people = people.filter(|(who, _)| !matches!(who, Who::Person(_)));
    let people = people.map(|(who, name)| {
        let label = words.who(who, name);
        tick("person", person(who), label)
    });
    let filters = [
        ("lane", lanes.collect::<Vec<_>>()),
        ("setting", settings.collect()),
        ("unit", units.collect()),
        ("person", people.collect()),
    ];
    let filters = filters.into_iter();
    filters
        .filter(|(_, boxes)| boxes.len() > 1)
        .map(|(name, boxes)| Filter { name, boxes })
        .collect()
}

/// The text that says what is wrong with two dates.
const fn sentence(error: WindowError) -> &'static str {
    match error {
        WindowError::EndsBeforeStart => "timeline-error-order",
        WindowError::YearOutOfRange => "timeline-error-year",
        WindowError::First(TimeError::TimeInDate) | WindowError::Last(TimeError::TimeInDate) => {
            "timeline-error-time"
        }
        WindowError::First(_) => "timeline-error-first",
        WindowError::Last(_) => "timeline-error-last",
    }
}
