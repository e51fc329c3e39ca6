//! The continuity of a year in numbers: three that matter, and the rest behind "more".

use crate::domain::continuity::measures::Measure;
use crate::domain::flags::Case;
use crate::domain::overview::{Panel, panel};
use crate::domain::time;
use crate::web::Text;

/// A number with its n and its meaning.
pub(super) struct Number {
    pub label: String,
    pub value: String,
    /// Whether the value is that there is none.
    pub is_unknown: bool,
    pub n: String,
    pub meaning: String,
}

/// The panel in words.
pub(super) struct Numbers {
    /// The days counted, in words.
    pub window: String,
    /// Said instead of the indices where there are too few contacts.
    pub too_few: Option<String>,
    pub first: Vec<Number>,
    pub more: Vec<Number>,
}

pub(super) fn numbers(case: &Case<'_>, text: Text) -> Numbers {
    let panel = panel(case);
    let window = [
        ("from", panel.window.from.map(|day| text.date(day))),
        (
            "to",
            panel
                .window
                .to
                .map(|day| text.date(time::add_days(day, -1))),
        ),
    ]
    .map(|(name, day)| (name, day.unwrap_or_default().into()));
    let n = panel.indices.contacts;
    Numbers {
        window: text.with("numbers-window", window),
        too_few: (!panel.is_enough()).then(|| text.count("patient-too-few", n)),
        first: if panel.is_enough() {
            indices(&panel, text)
        } else {
            Vec::new()
        },
        more: more(&panel, text),
    }
}

fn indices(panel: &Panel, text: Text) -> Vec<Number> {
    let (all, n) = (&panel.indices, panel.indices.contacts);
    [
        ("coc", all.coc, n),
        ("secon", all.secon, n),
        ("upc_named", all.upc_named, panel.named_days),
    ]
    .map(|(name, value, n)| index(name, value, n, text))
    .into()
}

fn index(name: &str, value: Option<f64>, n: u64, text: Text) -> Number {
    let missing = if name == "upc_named" {
        "numbers-no-named-contact"
    } else {
        "numbers-undefined"
    };
    Number {
        label: text.word("numbers", name),
        is_unknown: value.is_none(),
        value: value.map_or_else(|| text.say(missing), |value| text.decimal(value, 2)),
        n: text.count("numbers-contacts", n),
        meaning: text.say(&format!("numbers-{name}-meaning")),
    }
}

fn more(panel: &Panel, text: Text) -> Vec<Number> {
    let (all, n) = (&panel.indices, panel.indices.contacts);
    let mut more = Vec::new();
    if panel.is_enough() {
        more.extend(
            [
                ("upc", all.upc),
                ("k_index", all.k_index),
                ("mmci", all.mmci),
            ]
            .map(|(name, value)| index(name, value, n, text)),
        );
    }
    more.push(Number {
        label: text.say("numbers-providers"),
        value: all.providers.to_string(),
        is_unknown: false,
        n: text.count("numbers-contacts", n),
        meaning: text.say("numbers-providers-meaning"),
    });
    more.push(days("longest_gap", &panel.longest_gap, text));
    more.push(share(
        "coverage",
        &panel.coverage.share,
        "numbers-days",
        text,
    ));
    more.push(days(
        "uncovered",
        &panel.coverage.longest_uncovered_days,
        text,
    ));
    more.extend(
        [
            (
                "across_discharge",
                &panel.across_discharge.either,
                "numbers-discharges",
            ),
            (
                "known_at_admission",
                &panel.known_at_admission,
                "numbers-admissions",
            ),
            ("followed_up", &panel.followed_up, "numbers-discharges"),
        ]
        .map(|(name, measure, unit)| share(name, measure, unit, text)),
    );
    more
}

fn share(name: &str, measure: &Measure, unit: &str, text: Text) -> Number {
    Number {
        label: text.word("numbers", name),
        is_unknown: measure.value.is_none(),
        value: measure.value.map_or_else(
            || text.say("numbers-none-to-judge"),
            |share| {
                text.with(
                    "numbers-percent",
                    [("n", format!("{:.0}", share * 100.0).into())],
                )
            },
        ),
        n: text.with(unit, [("n", measure.denominator.into())]),
        meaning: text.say(&format!("numbers-{name}-meaning")),
    }
}

fn days(name: &str, measure: &Measure, text: Text) -> Number {
    Number {
        label: text.word("numbers", name),
        is_unknown: measure.value.is_none(),
        value: measure.value.map_or_else(
            || text.say("numbers-undefined"),
            |days| text.with("numbers-length", [("n", days.into())]),
        ),
        n: String::new(),
        meaning: text.say(&format!("numbers-{name}-meaning")),
    }
}
