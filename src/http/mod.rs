//! What both HTTP front ends share: the listener and its graceful end, what happens to every
//! request, problems, and the health endpoints.

mod attend;
mod headers;
mod health;
mod metrics;
pub mod problem;
mod secret;
mod site;
mod state;

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::middleware;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub use attend::{Asker, REQUEST_ID, RequestId};
pub use metrics::Watchers;
pub use problem::Problem;
pub use secret::secret;
pub use site::Site;
pub use state::Server;

use crate::{api, web};

/// How long requests that are under way may take after the service was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// All routes.
pub fn router(server: Server) -> Router {
    Router::new()
        .merge(health::routes())
        .merge(metrics::routes())
        .merge(api::routes(&server))
        .merge(web::routes(&server))
        .fallback(nothing_here)
        .method_not_allowed_fallback(not_this_method)
        .layer(middleware::from_fn(attend::keep_nothing))
        .layer(middleware::from_fn_with_state(
            server.clone(),
            attend::attend,
        ))
        // Outside of what catches panics and gives ids, so that those end as pages, too.
        .layer(middleware::from_fn(web::error::dress))
        .layer(middleware::from_fn_with_state(
            server.clone(),
            headers::guard,
        ))
        .with_state(server)
}

/// The guest is asked for so that the page names whoever is signed in, as every other page does.
async fn nothing_here(_: web::Guest) -> Problem {
    Problem::no_such_address()
}

async fn not_this_method(_: web::Guest) -> Problem {
    Problem::not_this_method()
}

/// Answers requests until `stop` is done and those under way have been answered, for ten seconds
/// at most.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    server: Server,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (stopping, stopped) = oneshot::channel();
    let service = router(server).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        // The receiver is gone only when serving is over already.
        let _ = stopping.send(());
    });
    let grace_is_over = async {
        if stopped.await.is_ok() {
            tokio::time::sleep(GRACE).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        result = serving => result,
        () = grace_is_over => {
            tracing::warn!(grace_s = GRACE.as_secs(), "requests were cut off: they outlasted the grace period");
            Ok(())
        }
    }
}
