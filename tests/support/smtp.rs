//! A mail server on loopback: small, but a real one. It takes letters, keeps them, and can be told to
//! behave badly.

use std::sync::{Arc, Mutex};

use redthread::mail::{Encryption, Login, Server, Smtp};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Takes every letter.
    Kind,
    /// Refuses every recipient for good.
    RefusesRecipients,
    /// Refuses whoever comes, for a while.
    Busy,
    /// Hangs up in the middle of a letter.
    DiesMidway,
    /// Takes the letter, keeps it, and hangs up before it says so.
    DiesAfterTaking,
    /// Knows nobody who signs in.
    RefusesLogins,
}

/// A letter as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The sender of the envelope.
    pub from: String,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// The whole of it, as it came through the wire.
    pub raw: String,
}

#[derive(Debug)]
struct State {
    mood: Mood,
    received: Vec<Received>,
    connections: u32,
    login: Option<String>,
}

/// A server, for as long as this lives.
pub struct MailServer {
    port: u16,
    state: Arc<Mutex<State>>,
    work: JoinHandle<()>,
}

impl MailServer {
    /// Starts one on a free port.
    pub async fn start() -> Self {
        Self::at(0).await
    }

    /// Starts one on a port.
    pub async fn at(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State {
            mood: Mood::Kind,
            received: Vec::new(),
            connections: 0,
            login: None,
        }));
        let shared = Arc::clone(&state);
        let work = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().unwrap().connections += 1;
                // A client that breaks off ends its conversation, not the server.
                let _ = converse(stream, &shared).await;
            }
        });
        Self { port, state, work }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn set(&self, mood: Mood) {
        self.state.lock().unwrap().mood = mood;
    }

    /// The letters that it took, in order.
    pub fn received(&self) -> Vec<Received> {
        self.state.lock().unwrap().received.clone()
    }

    pub fn connections(&self) -> u32 {
        self.state.lock().unwrap().connections
    }

    /// What the last client signed in with, as it came.
    pub fn login(&self) -> Option<String> {
        self.state.lock().unwrap().login.clone()
    }

    /// Stops listening; the port answers nobody.
    pub async fn stop(self) -> Vec<Received> {
        self.work.abort();
        let _ = self.work.await;
        self.state.lock().unwrap().received.clone()
    }

    /// What the service sends letters with.
    pub fn mailer(&self) -> Arc<Smtp> {
        mailer(self.port, None)
    }
}

/// A mailer for a port of this machine, whether somebody listens there or not.
pub fn mailer(port: u16, login: Option<(&str, &str)>) -> Arc<Smtp> {
    mailer_with(port, login, Encryption::None)
}

/// The same, with some protection.
pub fn mailer_with(port: u16, login: Option<(&str, &str)>, encryption: Encryption) -> Arc<Smtp> {
    let smtp = Smtp::new(&Server {
        host: "127.0.0.1".to_owned(),
        port,
        encryption,
        login: login.map(|(username, password)| Login {
            username: username.to_owned(),
            password: password.to_owned().into(),
        }),
        from: "Red Thread <redthread@service.example>".to_owned(),
    });
    Arc::new(smtp.unwrap())
}

async fn converse(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mood = state.lock().unwrap().mood;
    let mut stream = BufReader::new(stream);
    if mood == Mood::Busy {
        return say(&mut stream, "421 come again later").await;
    }
    say(&mut stream, "220 mail.example").await?;
    let mut letter = Received {
        from: String::new(),
        to: Vec::new(),
        raw: String::new(),
    };
    loop {
        let line = hear(&mut stream).await?;
        let verb = line.split([' ', ':']).next().unwrap_or_default();
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                say(
                    &mut stream,
                    "250-mail.example\r\n250-AUTH PLAIN\r\n250 8BITMIME",
                )
                .await?;
            }
            "AUTH" => {
                state.lock().unwrap().login = Some(line);
                let answer = match mood {
                    Mood::RefusesLogins => "535 nobody we know",
                    _ => "235 welcome",
                };
                say(&mut stream, answer).await?;
            }
            "MAIL" => {
                letter.from = address(&line);
                say(&mut stream, "250 ok").await?;
            }
            "RCPT" if mood == Mood::RefusesRecipients => {
                let answer = format!("550 {} does not live here", address(&line));
                say(&mut stream, &answer).await?;
            }
            "RCPT" => {
                letter.to.push(address(&line));
                say(&mut stream, "250 ok").await?;
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                loop {
                    let line = hear(&mut stream).await?;
                    if mood == Mood::DiesMidway {
                        return Ok(());
                    }
                    if line == "." {
                        break;
                    }
                    let line = line.strip_prefix('.').unwrap_or(&line);
                    letter.raw.push_str(line);
                    letter.raw.push('\n');
                }
                state.lock().unwrap().received.push(letter.clone());
                if mood == Mood::DiesAfterTaking {
                    return Ok(());
                }
                say(&mut stream, "250 taken").await?;
            }
            "QUIT" => return say(&mut stream, "221 bye").await,
            _ => say(&mut stream, "500 what?").await?,
        }
    }
}

fn address(line: &str) -> String {
    let (_, rest) = line.split_once('<').unwrap_or_default();
    rest.split('>').next().unwrap_or_default().to_owned()
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> std::io::Result<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await
}

async fn hear(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

impl Received {
    /// A header's value, unfolded and in words.
    pub fn header(&self, name: &str) -> String {
        let (head, _) = self.raw.split_once("\n\n").unwrap();
        let head = head.replace("\n ", " ").replace("\n\t", " ");
        let line = head.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then(|| value.to_owned())
        });
        words(&line.unwrap_or_else(|| panic!("{name} in {head}")))
    }

    /// The text, decoded.
    pub fn body(&self) -> String {
        let (_, body) = self.raw.split_once("\n\n").unwrap();
        match self.header("Content-Transfer-Encoding").as_str() {
            "quoted-printable" => quoted(&body.replace("=\n", "")),
            "base64" => decoded(body),
            _ => body.to_owned(),
        }
    }

    /// Everything in it that somebody could read: as it came, and decoded.
    pub fn everything(&self) -> String {
        format!("{}\n{}\n{}", self.raw, self.header("Subject"), self.body())
    }
}

/// Encoded words (RFC 2047), which is how letters beyond ASCII stand in a header.
fn words(value: &str) -> String {
    let mut text = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("=?utf-8?") {
        let (encoded, after) = after.split_once("?=").unwrap();
        if !before.trim().is_empty() || text.is_empty() {
            text.push_str(before);
        }
        match encoded.split_once('?').unwrap() {
            ("b", word) => text.push_str(&decoded(word)),
            (_, word) => text.push_str(&quoted(&word.replace('_', " "))),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

fn quoted(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let code: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&code, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn decoded(text: &str) -> String {
    use base64::Engine as _;
    let text: String = text.split_whitespace().collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(text);
    String::from_utf8(bytes.unwrap()).unwrap()
}
