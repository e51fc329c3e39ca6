//! `[http]`: the listener.

use std::net::SocketAddr;

use axum::http::Uri;
use secrecy::SecretString;

use super::reader::{Key, Reader};

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "http.listen",
        default: "127.0.0.1:8080",
        about: "The address and port that `serve` listens on. Port 0 takes a free one.",
        is_secret: false,
    },
    Key {
        name: "http.public_url",
        default: "none",
        about: "The address that browsers use, such as https://redthread.example.org, where a proxy \
                answers it with TLS; cookies are then sent through TLS only. `none` is the address it listens \
                on, without TLS: for use on the machine itself.",
        is_secret: false,
    },
    Key {
        name: "http.is_development",
        default: "false",
        about: "Whether /style is there, the page that shows every component to those who build pages.",
        is_secret: false,
    },
    Key {
        name: "http.metrics_token",
        default: "none",
        about: "The bearer token that /metrics asks for, of 16 characters at least. With `none` it answers \
                whoever asks from the machine itself, and nobody where http.public_url is set: for a service \
                behind a proxy everybody asks from there.",
        is_secret: true,
    },
];

/// The HTTP listener.
#[derive(Debug, Clone)]
pub struct Http {
    /// The address and port to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The origin that browsers use, without a slash at its end; `None` is the listener's own.
    pub public_url: Option<String>,
    /// Whether pages for those who build pages are there.
    pub is_development: bool,
    /// What whoever reads metrics has to show.
    pub metrics_token: Option<SecretString>,
}

impl Http {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let address = |text: &str, _: &_| {
            text.parse::<SocketAddr>()
                .map_err(|_| "an address and a port, such as 127.0.0.1:8080 or [::]:8080")
        };
        let listen = reader.read(&KEYS[0], address, SocketAddr::to_string);
        let public_url = reader.read(
            &KEYS[1],
            |text, _| origin(text),
            |url| url.clone().unwrap_or_else(|| "none".to_owned()),
        );
        let is_development = reader.read(
            &KEYS[2],
            |text, _| text.parse::<bool>().map_err(|_| "true or false"),
            bool::to_string,
        );
        let metrics_token = reader.read(
            &KEYS[3],
            |text, _| token(text),
            |token| if token.is_some() { "***" } else { "none" }.to_owned(),
        );
        Some(Self {
            metrics_token: metrics_token?,
            listen: listen?,
            public_url: public_url?,
            is_development: is_development?,
        })
    }
}

impl Http {
    /// Whether browsers reach the service through TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }
}

fn token(text: &str) -> Result<Option<SecretString>, &'static str> {
    let is_plain =
        |text: &str| text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_graphic());
    match text {
        "none" => Ok(None),
        token if is_plain(token) => Ok(Some(token.into())),
        _ => Err("16 characters at least, without blanks, or none"),
    }
}

/// The origin of a URL as browsers tell it: small letters, no port where it is the scheme's own.
fn origin(text: &str) -> Result<Option<String>, &'static str> {
    const EXPECTED: &str = "https:// or http:// and a host, with a port where it is another than the scheme's own, and no path: such as https://redthread.example.org";
    if text == "none" {
        return Ok(None);
    }
    let uri: Uri = text.parse().map_err(|_| EXPECTED)?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(EXPECTED);
    };
    let own_port = match scheme {
        "https" => 443,
        "http" => 80,
        _ => return Err(EXPECTED),
    };
    let is_bare = matches!(uri.path(), "" | "/") && uri.query().is_none();
    if !is_bare || authority.as_str().contains('@') {
        return Err(EXPECTED);
    }
    let host = authority.host().to_ascii_lowercase();
    Ok(Some(match authority.port_u16() {
        Some(port) if port != own_port => format!("{scheme}://{host}:{port}"),
        _ => format!("{scheme}://{host}"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_read_as_browsers_tell_it() {
        let read = |text| origin(text).map(Option::unwrap_or_default);
        assert_eq!(read("none"), Ok(String::new()));
        for text in ["https://Care.Example.org", "https://care.example.org:443/"] {
            assert_eq!(read(text).unwrap(), "https://care.example.org");
        }
        assert_eq!(
            read("http://10.0.0.7:8080").unwrap(),
            "http://10.0.0.7:8080"
        );
        for wrong in [
            "",
            "care.example.org",
            "ftp://care.example.org",
            "https://care.example.org/redthread",
            "https://a@care.example.org",
            "https://care.example.org/?a",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
