//! `[service]`: the service as a whole.

use chrono_tz::Tz;

use super::reader::{Key, Reader};

pub(super) const KEYS: &[Key] = &[Key {
    name: "service.time_zone",
    default: "Europe/Oslo",
    about: "The zone of local times without a unit, and of \"today\": an IANA name.",
    is_secret: false,
}];

/// The service as a whole.
#[derive(Debug, Clone)]
pub struct Service {
    /// The zone of local times without a unit, and of "today".
    pub time_zone: Tz,
}

impl Service {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let zone = |text: &str, _: &_| {
            text.parse::<Tz>()
                .map_err(|_| "the IANA name of a time zone, such as Europe/Oslo")
        };
        Some(Self {
            time_zone: reader.read(&KEYS[0], zone, |zone| zone.name().to_owned())?,
        })
    }
}
