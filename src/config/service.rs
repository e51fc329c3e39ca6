//! `[service]`: the service as a whole.

use chrono_tz::Tz;

use super::reader::{Key, Reader};

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "service.time_zone",
        default: "Europe/Oslo",
        about: "The zone of local times without a unit, and of \"today\": an IANA name.",
        is_secret: false,
    },
    Key {
        name: "service.crisis_numbers",
        // Those of Norway; looked up in 2021, to be looked at again with each release.
        default: "113; Legevakt 116 117; Mental Helse 116 123",
        about: "Whom somebody calls who needs help now, with a semicolon between them: shown wherever \
                something is written that nobody reads at once. `none` is nobody.",
        is_secret: false,
    },
];

/// The most characters of all numbers together.
const NUMBERS_MAX: usize = 300;

/// The service as a whole.
#[derive(Debug, Clone)]
pub struct Service {
    /// The zone of local times without a unit, and of "today".
    pub time_zone: Tz,
    /// Whom somebody calls who needs help now, each with its number.
    pub crisis_numbers: Vec<String>,
}

impl Service {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let zone = |text: &str, _: &_| {
            text.parse::<Tz>()
                .map_err(|_| "the IANA name of a time zone, such as Europe/Oslo")
        };
        let numbers = |text: &str, _: &_| {
            let fits = text.chars().count() <= NUMBERS_MAX && !text.contains(char::is_control);
            fits.then(|| numbers(text))
                .ok_or("names and numbers on one line, with a semicolon between them, at most 300 characters")
        };
        Some(Self {
            time_zone: reader.read(&KEYS[0], zone, |zone| zone.name().to_owned())?,
            crisis_numbers: reader.read(&KEYS[1], numbers, |numbers| said(numbers))?,
        })
    }
}

fn numbers(text: &str) -> Vec<String> {
    if text.trim() == "none" {
        return Vec::new();
    }
    let each = text.split(';').map(str::trim);
    each.filter(|one| !one.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

fn said(numbers: &[String]) -> String {
    if numbers.is_empty() {
        "none".to_owned()
    } else {
        numbers.join("; ")
    }
}
