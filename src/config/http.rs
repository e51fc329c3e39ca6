//! `[http]`: the listener.

use std::net::SocketAddr;

use super::reader::{Key, Reader};

pub(super) const KEYS: &[Key] = &[Key {
    name: "http.listen",
    default: "127.0.0.1:8080",
    about: "The address and port that `serve` listens on. Port 0 takes a free one.",
    is_secret: false,
}];

/// The HTTP listener.
#[derive(Debug, Clone)]
pub struct Http {
    /// The address and port to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
}

impl Http {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let address = |text: &str, _: &_| {
            text.parse::<SocketAddr>()
                .map_err(|_| "an address and a port, such as 127.0.0.1:8080 or [::]:8080")
        };
        Some(Self {
            listen: reader.read(&KEYS[0], address, SocketAddr::to_string)?,
        })
    }
}
