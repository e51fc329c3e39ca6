//! By SMTP, with TLS by rustls.

use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};

use super::{Letter, MailFault, Mailer};

/// A letter that was not taken after this long is tried again later.
const LIMIT: Duration = Duration::from_mins(1);

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// Asked for in plain text, and insisted upon.
    StartTls,
    /// From the first byte.
    Implicit,
    /// Not at all.
    None,
}

/// Who signs in at the server.
#[derive(Debug, Clone)]
pub struct Login {
    /// As whom.
    pub username: String,
    /// With what.
    pub password: SecretString,
}

/// A mail server.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub encryption: Encryption,
    /// Who signs in, if anybody.
    pub login: Option<Login>,
    /// Whom letters are from: an address, or a name with an address in `<` and `>`.
    pub from: String,
}

/// Letters by SMTP: a connection each, because there are few.
#[derive(Debug)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// Prepares for a server; nothing is connected yet.
    ///
    /// # Errors
    /// When `from` is no address, or the host's name cannot be one of a certificate.
    pub fn new(server: &Server) -> Result<Self, MailFault> {
        let from: Mailbox = server.from.parse().map_err(|_| MailFault::Unwritable)?;
        let certified = || TlsParameters::new(server.host.clone()).map_err(|_| MailFault::Tls);
        let tls = match server.encryption {
            Encryption::StartTls => Tls::Required(certified()?),
            Encryption::Implicit => Tls::Wrapper(certified()?),
            Encryption::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(LIMIT))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()));
        if let Some(login) = &server.login {
            let password = login.password.expose_secret().to_owned();
            builder = builder.credentials(Credentials::new(login.username.clone(), password));
        }
        Ok(Self {
            transport: builder.build(),
            from,
        })
    }

    fn written(&self, letter: &Letter) -> Result<Message, MailFault> {
        let to: Mailbox = letter.to.parse().map_err(|_| MailFault::Unwritable)?;
        let id = format!("<{}@{}>", letter.id, self.from.email.domain());
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&letter.subject)
            .date(letter.at.into())
            .message_id(Some(id))
            // Nobody's notice of absence is to answer (RFC 3834; the second is what Exchange asks for).
            .raw_header(told("Auto-Submitted", "auto-generated"))
            .raw_header(told("X-Auto-Response-Suppress", "All"))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .map_err(|_| MailFault::Unwritable)
    }
}

impl Mailer for Smtp {
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), MailFault>> {
        async move {
            let message = self.written(letter)?;
            match tokio::time::timeout(LIMIT, self.transport.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) => Err(fault(&error)),
                Err(_) => Err(MailFault::Unreachable),
            }
        }
        .boxed()
    }
}

fn told(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn fault(error: &Error) -> MailFault {
    match error.status() {
        Some(code) => MailFault::Refused(code.into()),
        // What the client itself refuses is a server that does not offer STARTTLS.
        None if error.is_tls() || error.is_client() => MailFault::Tls,
        None => MailFault::Unreachable,
    }
}
