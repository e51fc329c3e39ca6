//! Who reads the patient's own pages: the patient.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use subtle::ConstantTimeEq;

use crate::app::own::Own;
use crate::app::sign_in::browser;
use crate::app::{Actor, AppError};
use crate::domain::ids::PatientId;
use crate::http::{Asker, Server};
use crate::web::reader::here;
use crate::web::{Fault, Frame, Preferences, Shell};

/// A patient, on a screen that is in their hands.
#[derive(Debug, Clone)]
pub(in crate::web) struct OwnReader {
    /// The frame of the page, in which nobody is named.
    pub shell: Shell,
    /// The session, and whether the code was given.
    pub own: Own,
}

impl OwnReader {
    /// The actor of the use cases that these pages call.
    pub fn actor(&self) -> Actor {
        Actor::Patient(self.own.patient)
    }

    /// Who they are.
    pub fn patient(&self) -> PatientId {
        self.own.patient
    }

    /// Whether a token is the one that this session's forms carry.
    pub fn is_form_token(&self, token: &str) -> bool {
        let own = self.own.session.form_token.as_bytes();
        // In constant time: how far a guess is right must not show.
        own.ct_eq(token.as_bytes()).into()
    }

    /// The reader of a request, where its screen is in a patient's hands: looked up once.
    pub async fn find(parts: &mut Parts, server: &Server) -> Result<Option<Self>, AppError> {
        if let Some(found) = parts.extensions.get::<Self>() {
            return Ok(Some(found.clone()));
        }
        let jar = CookieJar::from_headers(&parts.headers);
        let Some(cookie) = jar.get(server.site.session_cookie()) else {
            return Ok(None);
        };
        let Some(own) = browser::own(&server.app, cookie.value()).await? else {
            return Ok(None);
        };
        let shell = Shell {
            form_token: own.session.form_token.clone(),
            ..Shell::guest(Preferences::of(&parts.headers), here(parts))
        };
        let reader = Self { shell, own };
        if let Some(asker) = parts.extensions.get::<Asker>() {
            asker.is(&reader.actor());
        }
        if let Some(frame) = parts.extensions.get::<Frame>() {
            frame.is(&reader.shell);
        }
        parts.extensions.insert(reader.clone());
        Ok(Some(reader))
    }
}

impl FromRequestParts<Server> for OwnReader {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Response> {
        match Self::find(parts, server).await {
            Ok(Some(reader)) => Ok(reader),
            // The gate is before it: given back in this very moment.
            Ok(None) => Err(Redirect::to("/").into_response()),
            Err(error) => Err(Fault::from(error).into_response()),
        }
    }
}
