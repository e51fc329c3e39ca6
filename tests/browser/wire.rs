//! A connection to the site that breaks when a test says so.

use std::io;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::OwnedReadHalf;
use tokio::net::{TcpListener, TcpStream};

use super::site::Site;

/// What a gateway says for a service that does not answer.
const NOBODY: &[u8] = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// When a connection breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// The site has a part of the form only.
    BeforeItIsThere,
    /// The site has done what was asked, and its answer does not come back.
    BeforeTheAnswer,
}

/// What breaks a connection: a form in which this is found.
#[derive(Debug, Default)]
struct Breaking {
    cut: Option<(Cut, &'static str)>,
    broken: usize,
    /// How often a gateway answered that it finds no site.
    turned_away: usize,
}

/// A way to the site. It ends with the test's runtime.
pub(super) struct Wire {
    /// Where to ask instead of the site.
    pub(super) base: String,
    to: Arc<Mutex<Option<String>>>,
    breaking: Arc<Mutex<Breaking>>,
}

impl Wire {
    pub(super) async fn to(site: &Site) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let to = Arc::<Mutex<Option<String>>>::default();
        let breaking = Arc::<Mutex<Breaking>>::default();
        let (leads, shared) = (Arc::clone(&to), Arc::clone(&breaking));
        tokio::spawn(async move {
            while let Ok((mut browser, _)) = listener.accept().await {
                let (to, shared) = (leads.lock().unwrap().clone(), Arc::clone(&shared));
                // A connection that ends in an error is one that somebody closed.
                tokio::spawn(async move {
                    if let Some(to) = to {
                        return carry(browser, &to, &shared).await;
                    }
                    let _ = browser.read(&mut [0; 16 * 1024]).await?;
                    shared.lock().unwrap().turned_away += 1;
                    browser.write_all(NOBODY).await
                });
            }
        });
        let wire = Self { base, to, breaking };
        wire.lead(Some(site));
        wire
    }

    /// Leads to a site from now on, or to a gateway that finds none.
    pub(super) fn lead(&self, site: Option<&Site>) {
        let address = site.and_then(|site| site.base.strip_prefix("http://"));
        *self.to.lock().unwrap() = address.map(str::to_owned);
    }

    /// How often somebody asked while there was no site.
    pub(super) fn turned_away(&self) -> usize {
        self.breaking.lock().unwrap().turned_away
    }

    /// Breaks every connection from now on over which a form with `marked` in it is sent: browsers try
    /// again by themselves over another one.
    pub(super) fn cut(&self, cut: Cut, marked: &'static str) {
        *self.breaking.lock().unwrap() = Breaking {
            cut: Some((cut, marked)),
            ..Breaking::default()
        };
    }

    /// Breaks nothing any more; how many connections were broken.
    pub(super) fn mend(&self) -> usize {
        std::mem::take(&mut *self.breaking.lock().unwrap()).broken
    }
}

impl Breaking {
    fn cut_of(&mut self, request: &[u8]) -> Option<Cut> {
        let (cut, marked) = self.cut?;
        let is_it =
            request.starts_with(b"POST ") && String::from_utf8_lossy(request).contains(marked);
        self.broken += usize::from(is_it);
        is_it.then_some(cut)
    }
}

async fn carry(browser: TcpStream, to: &str, breaking: &Mutex<Breaking>) -> io::Result<()> {
    let (asked, mut back) = browser.into_split();
    let (mut answered, mut on) = TcpStream::connect(to).await?.into_split();
    let is_cut = Arc::new(Mutex::new(false));
    let seen = Arc::clone(&is_cut);
    let answers = tokio::spawn(async move {
        let mut bytes = vec![0; 16 * 1024];
        loop {
            let count = answered.read(&mut bytes).await?;
            // What is answered was written before: the browser only never hears of it.
            if count == 0 || *seen.lock().unwrap() {
                return io::Result::Ok(());
            }
            back.write_all(&bytes[..count]).await?;
        }
    });
    let mut asked = BufReader::new(asked);
    while let Some(request) = next(&mut asked).await? {
        let cut = breaking.lock().unwrap().cut_of(&request);
        *is_cut.lock().unwrap() = cut.is_some();
        match cut {
            None => on.write_all(&request).await?,
            Some(Cut::BeforeItIsThere) => {
                on.write_all(&request[..request.len() - 10]).await?;
                drop(on);
                answers.abort();
                return Ok(());
            }
            Some(Cut::BeforeTheAnswer) => {
                on.write_all(&request).await?;
                let _ = answers.await;
                return Ok(());
            }
        }
    }
    answers.abort();
    Ok(())
}

/// The next request, head and body; nothing when the browser closed.
async fn next(asked: &mut BufReader<OwnedReadHalf>) -> io::Result<Option<Vec<u8>>> {
    let mut request = Vec::new();
    let mut length = 0;
    loop {
        let from = request.len();
        if asked.read_until(b'\n', &mut request).await? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&request[from..]).to_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line == "\r\n" {
            break;
        }
    }
    let head = request.len();
    request.resize(head + length, 0);
    asked.read_exact(&mut request[head..]).await?;
    Ok(Some(request))
}
