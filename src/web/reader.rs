//! Who reads a page: extractors for pages that anybody may see, and for those behind the sign-in.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use subtle::ConstantTimeEq;

use super::error::Frame;
use super::fault::Fault;
use super::glass_banner;
use super::pages::{board, sign_in};
use super::preferences::Preferences;
use super::shell::{Shell, WAITING};
use crate::app::sign_in::browser::{self, Session};
use crate::app::{Actor, AppError, handovers, notices};
use crate::domain::access::Viewer;
use crate::http::{Asker, Server};

/// Anybody: the page's frame only. Whoever is signed in is named in it.
#[derive(Debug, Clone)]
pub struct Guest {
    /// The frame of the page.
    pub shell: Shell,
}

/// Somebody who signed in. A request without a living session is sent to the sign-in page, which
/// keeps what was typed.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The frame of the page.
    pub shell: Shell,
    /// Who.
    pub viewer: Viewer,
    /// With which browser.
    pub session: Session,
}

impl Reader {
    /// The actor of the use cases this page calls.
    pub fn actor(&self) -> Actor {
        Actor::Account(self.viewer.clone())
    }

    /// Whether a token is the one that this session's forms carry.
    pub fn is_form_token(&self, token: &str) -> bool {
        let own = self.session.form_token.as_bytes();
        // In constant time: how far a guess is right must not show.
        own.ct_eq(token.as_bytes()).into()
    }

    /// The reader of a request, where there is one: looked up once, however many of a request's layers and
    /// extractors ask.
    pub(super) async fn find(parts: &mut Parts, server: &Server) -> Result<Option<Self>, AppError> {
        #[derive(Clone)]
        struct Found(Option<Reader>);

        if let Some(Found(found)) = parts.extensions.get::<Found>() {
            return Ok(found.clone());
        }
        let found = Self::look_up(parts, server).await?;
        parts.extensions.insert(Found(found.clone()));
        Ok(found)
    }

    async fn look_up(parts: &Parts, server: &Server) -> Result<Option<Self>, AppError> {
        let Some(session) = session(parts, server).await? else {
            return Ok(None);
        };
        let mut shell = frame(&parts.headers, here(parts), server, &session).await?;
        shell.glass =
            glass_banner::of(server, parts.uri.path(), &session.viewer, shell.text).await?;
        let reader = Self {
            shell,
            viewer: session.viewer.clone(),
            session,
        };
        if let Some(asker) = parts.extensions.get::<Asker>() {
            asker.is(&reader.actor());
        }
        if let Some(frame) = parts.extensions.get::<Frame>() {
            frame.is(&reader.shell);
        }
        Ok(Some(reader))
    }
}

impl FromRequestParts<Server> for Reader {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Response> {
        match Self::find(parts, server).await {
            Ok(Some(reader)) => Ok(reader),
            Ok(None) => Err(sign_in::ask(server, parts, &here(parts)).await),
            Err(error) => Err(Fault::from(error).into_response()),
        }
    }
}

impl FromRequestParts<Server> for Guest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Response> {
        let shell = match Reader::find(parts, server).await {
            Ok(Some(reader)) => reader.shell,
            // A page for anybody is shown without its reader's name rather than not at all.
            Ok(None) | Err(_) => Shell::guest(Preferences::of(&parts.headers), here(parts)),
        };
        Ok(Self { shell })
    }
}

/// The living session of a request's cookie.
async fn session(parts: &Parts, server: &Server) -> Result<Option<Session>, AppError> {
    let jar = CookieJar::from_headers(&parts.headers);
    Ok(match jar.get(server.site.session_cookie()) {
        Some(cookie) if board::is_by_itself(parts.uri.path()) => {
            browser::find_by_itself(&server.app, cookie.value()).await?
        }
        Some(cookie) => browser::find(&server.app, cookie.value()).await?,
        None => None,
    })
}

/// The frame of pages for whoever has this session.
pub(super) async fn frame(
    headers: &HeaderMap,
    here: String,
    server: &Server,
    session: &Session,
) -> Result<Shell, AppError> {
    let directory = server.app.directory().await?;
    let viewer = &session.viewer;
    let professional = viewer
        .professional
        .and_then(|professional| directory.professionals.get(&professional));
    let mut units: Vec<&str> = viewer
        .roles
        .iter()
        .filter_map(|granted| directory.units.get(&granted.unit?))
        .map(|unit| unit.name.as_str())
        .collect();
    units.sort_unstable();
    units.dedup();
    let actor = Actor::Account(viewer.clone());
    Ok(Shell {
        viewer: Some(viewer.clone()),
        lock_after: session
            .browser
            .map(|_| server.app.locking.after.num_seconds()),
        display_name: professional.map_or_else(
            || viewer.username.clone(),
            |professional| professional.name.clone(),
        ),
        place: Shell::place_of(Preferences::of(headers).text(), &units),
        waiting: handovers::waiting(&server.app, &actor, WAITING).await?,
        news: notices::unread(&server.app, &actor, WAITING).await?,
        form_token: session.form_token.clone(),
        ..Shell::guest(Preferences::of(headers), here)
    })
}

/// Path and query of the page, as the browser asked for them.
pub(super) fn here(parts: &Parts) -> String {
    parts
        .uri
        .path_and_query()
        .map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned())
}
