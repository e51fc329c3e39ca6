//! What an open board is told: which patient's card is to be looked at again, nothing more. What the card
//! says is asked for by who may read it, and written down.

use std::collections::HashSet;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use uuid::Uuid;

use crate::app::board;
use crate::app::live::{Changed, Following, News};
use crate::app::sign_in::browser;
use crate::app::{App, AppError};
use crate::domain::ids::{PatientId, UnitId};
use crate::web::{Fault, Reader};

/// How often an open board hears that it is live, and its session is looked at.
const ALIVE: Duration = Duration::from_secs(10);

/// The stream of a board, for as long as its session lives.
pub(super) async fn events(
    State(app): State<App>,
    reader: Reader,
    Path(unit): Path<Uuid>,
) -> Result<Response, Fault> {
    let unit = UnitId(unit);
    let following = app.live.follow();
    let known = board::present(&app, &reader.actor(), unit).await?;
    let watch = Watch {
        app,
        reader,
        unit,
        known: known.into_iter().collect(),
        following,
        is_over: false,
    };
    let events = stream::unfold(watch, |watch| async {
        let (event, watch) = watch.next().await?;
        Some((Ok::<_, Infallible>(event), watch))
    });
    Ok(Sse::new(events).into_response())
}

/// One open board.
struct Watch {
    app: App,
    reader: Reader,
    unit: UnitId,
    /// Those who are on it: who leaves is told, too.
    known: HashSet<PatientId>,
    following: Following,
    is_over: bool,
}

impl Watch {
    /// The next event; none after the end.
    async fn next(mut self) -> Option<(Event, Self)> {
        if self.is_over {
            return None;
        }
        let event = loop {
            match tokio::time::timeout(ALIVE, self.following.next()).await {
                Ok(News::Changed(changed)) => {
                    if self.concerns(&changed) {
                        // Nothing is told to a page that is locked, not even that something changed.
                        if !matches!(self.is_still_signed_in().await, Ok(true)) {
                            self.is_over = true;
                            break Event::default().event("signed-out").data("");
                        }
                        break Event::default()
                            .event("card")
                            .data(changed.patient.0.to_string());
                    }
                }
                Ok(News::Anew) => break Event::default().event("anew").data(""),
                Ok(News::Over) => {
                    self.is_over = true;
                    break Event::default().event("over").data("");
                }
                Err(_) => match self.is_still_signed_in().await {
                    Ok(true) => break Event::default().event("alive").data(""),
                    // The page itself then leads to the sign-in, and shows nothing any more.
                    Ok(false) => {
                        self.is_over = true;
                        break Event::default().event("signed-out").data("");
                    }
                    Err(_) => {
                        self.is_over = true;
                        break Event::default().event("over").data("");
                    }
                },
            }
        };
        Some((event, self))
    }

    fn concerns(&mut self, changed: &Changed) -> bool {
        if changed.units.contains(&self.unit) {
            self.known.insert(changed.patient);
            return true;
        }
        self.known.remove(&changed.patient)
    }

    async fn is_still_signed_in(&self) -> Result<bool, AppError> {
        browser::lives(&self.app, &self.reader.session).await
    }
}
