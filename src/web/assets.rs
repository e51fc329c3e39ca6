//! Style sheets, scripts and pictures: in the binary, under names that hold a digest of the content,
//! so that browsers keep them for good and never mix two versions. Nothing is fetched from outside.
//!
//! Another file is one more line in `FILES`; a template names it by `crate::web::asset("x.css")`.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;

use super::Fault;
use crate::http::Server;

/// Every file: the name that templates use, and its content.
const FILES: &[(&str, &[u8])] = &[
    // What every page needs is one file, so that it is one request.
    (
        "base.css",
        concat!(
            include_str!("assets/tokens.css"),
            include_str!("assets/base.css"),
            include_str!("assets/components.css"),
            include_str!("assets/print.css"),
        )
        .as_bytes(),
    ),
    ("board.css", include_bytes!("assets/board.css")),
    ("board.js", include_bytes!("assets/board.js")),
    ("patients.css", include_bytes!("assets/patients.css")),
    ("policy.css", include_bytes!("assets/policy.css")),
    ("timeline.css", include_bytes!("assets/timeline.css")),
    ("timeline.js", include_bytes!("assets/timeline.js")),
    ("own.css", include_bytes!("assets/own.css")),
    ("reports.css", include_bytes!("assets/reports.css")),
    ("story.css", include_bytes!("assets/story.css")),
    ("copy.css", include_bytes!("assets/copy.css")),
    ("departures.css", include_bytes!("assets/departures.css")),
    ("style.css", include_bytes!("assets/style.css")),
    ("favicon.svg", include_bytes!("assets/favicon.svg")),
    ("handovers.css", include_bytes!("assets/handovers.css")),
    ("handovers.js", include_bytes!("assets/handovers.js")),
    ("flags.js", include_bytes!("assets/flags.js")),
    ("session.js", include_bytes!("assets/session.js")),
    ("imports.js", include_bytes!("assets/imports.js")),
    ("send.js", include_bytes!("assets/send.js")),
];

/// How long a browser keeps a file, whose name changes with its content.
const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

struct Asset {
    kind: &'static str,
    bytes: &'static [u8],
    /// Weak: the same file may go out compressed.
    tag: HeaderValue,
}

struct Assets {
    /// Under the last part of the path.
    files: HashMap<String, Asset>,
    /// The path of a name.
    paths: HashMap<&'static str, String>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let (mut files, mut paths) = (HashMap::new(), HashMap::new());
    for (name, bytes) in FILES {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let digest = short_digest(bytes);
        let file = format!("{stem}.{digest}.{ending}");
        paths.insert(*name, format!("/assets/{file}"));
        let asset = Asset {
            kind: kind_of(ending),
            bytes,
            tag: HeaderValue::from_str(&format!("W/\"{digest}\""))
                .unwrap_or(HeaderValue::from_static("W/\"0\"")),
        };
        files.insert(file, asset);
    }
    Assets { files, paths }
});

/// The path of an asset by its name. An unknown name is a fault of ours, which a test finds by
/// fetching whatever pages link to.
pub fn asset(name: &str) -> &'static str {
    if let Some(path) = ASSETS.paths.get(name) {
        return path;
    }
    tracing::error!(asset.name = name, "an asset is missing");
    "/assets/missing"
}

/// The paths of all assets.
pub fn paths() -> impl Iterator<Item = &'static str> {
    ASSETS.paths.values().map(String::as_str)
}

/// `/assets/{file}`: for everybody, compressed where that pays. They hold no secret, so compressing
/// them reveals none.
pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/assets/{file}", get(show))
        .layer(CompressionLayer::new())
}

async fn show(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, Fault> {
    let asset = ASSETS.files.get(&file).ok_or_else(Fault::not_found)?;
    let caching = [
        (header::CACHE_CONTROL, FOR_GOOD),
        (header::ETAG, asset.tag.clone()),
    ];
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|tag| asset.tag == tag.trim()));
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind))];
    Ok((caching, kind, asset.bytes).into_response())
}

fn kind_of(ending: &str) -> &'static str {
    match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// Six bytes of SHA-256: enough to tell versions of a file apart.
fn short_digest(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in &digest(&SHA256, bytes).as_ref()[..6] {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_the_content() {
        assert_ne!(short_digest(b"a"), short_digest(b"b"));
        let path = asset("base.css");
        assert!(path.starts_with("/assets/base."), "{path}");
        assert_eq!(path.len(), "/assets/base.0123456789ab.css".len());
    }

    #[test]
    fn every_file_has_a_type_and_no_reference_outside() {
        for (name, bytes) in FILES {
            let (_, ending) = name.rsplit_once('.').unwrap();
            assert_ne!(kind_of(ending), "application/octet-stream", "{name}");
            let text = std::str::from_utf8(bytes).unwrap();
            let text = text.replace("http://www.w3.org/", "");
            for outside in ["http:", "https:", "url(//", "@import"] {
                assert!(!text.contains(outside), "{name}: {outside}");
            }
        }
    }
}
