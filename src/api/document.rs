//! The description of the API (OpenAPI 3.1), put together from the handlers, and the page that
//! shows it.

use axum::routing::get;
use axum::{Json, Router};
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Components, Content, OpenApi as Document, Ref, RefOr, Response, ResponseBuilder,
};
use utoipa::{OpenApi, PartialSchema, ToSchema};
use utoipa_swagger_ui::{Config, SwaggerUi, Url};

use super::tags;
use crate::http::Server;
use crate::http::problem::{Body, FieldError};

/// Where the description is.
const ADDRESS: &str = "/api/openapi.json";

/// The name of the security scheme.
const BEARER: &str = "bearer";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Red Thread",
        description = "A patient-narrative continuity-of-care tracker for mental health services.\n\n\
            Every operation but those of `auth` needs an access token from `POST /api/v1/auth/token`, \
            sent as `Authorization: Bearer TOKEN`; without one each answers 401 before anything else \
            is looked at. Patients' records are open to care coordinators and ward staff who take \
            part in the patient's care, and each reading leaves an entry in the audit trail. Times \
            are RFC 3339 with the offset of the unit, dates ISO 8601, codes those of the vocabulary. \
            `null` is \"not recorded\" or \"undefined\", never zero. Lists page by `next` links. \
            Whatever cannot be answered is a problem (RFC 9457) with a stable `code`."
    ),
    tags(
        (name = tags::AUTH, description = "Tokens, and whose they are"),
        (name = tags::DIRECTORY, description = "Units and professionals: for everybody who signed in"),
        (name = tags::PATIENTS, description = "Patients' records: for those who take part in their care"),
        (name = tags::FLAGS, description = "What the service has not done for its patients' relationships"),
        (name = tags::HANDOVERS, description = "Passing a patient from one professional or unit to another"),
        (name = tags::NOTICES, description = "What one is told at once of the patients whom one has a relationship with"),
        (name = tags::POLICY, description = "The thresholds that flags are raised by: for administrators"),
        (name = tags::REPORTS, description = "Counts about the service: for service managers and administrators"),
        (name = tags::AUDIT, description = "Who read and changed what: for privacy officers"),
        (name = tags::IMPORTS, description = "Imports: for administrators"),
    )
)]
struct Frame;

/// The description.
pub fn document() -> Document {
    let mut open = super::open().into_openapi();
    let mut closed = super::closed().into_openapi();
    each(&mut open, |operation, _| {
        operation.security = Some(vec![SecurityRequirement::default()]);
    });
    each(&mut closed, |operation, _| {
        operation.security = Some(vec![SecurityRequirement::new(BEARER, Vec::<String>::new())]);
    });
    let mut document = Frame::openapi();
    document.merge(open);
    document.merge(closed);
    each(&mut document, fail);
    let components = document.components.get_or_insert_with(Components::new);
    components.add_security_scheme(
        BEARER,
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .bearer_format("JWT")
                .description(Some("An access token from POST /api/v1/auth/token."))
                .build(),
        ),
    );
    components
        .schemas
        .insert("Problem".into(), <Body<'_> as PartialSchema>::schema());
    components
        .schemas
        .insert(FieldError::name().into(), FieldError::schema());
    for failure in FAILURES {
        components
            .responses
            .insert(failure.0.to_owned(), RefOr::T(failure.response()));
    }
    document
}

/// The description, and the page that shows it: public, and complete without any other site.
pub(super) fn routes() -> Router<Server> {
    let config = Config::new([Url::new("Red Thread", ADDRESS)])
        .validator_url("none")
        .query_config_enabled(false);
    let page: Router<Server> = SwaggerUi::new("/api/docs").config(config).into();
    page.route(ADDRESS, get(async || Json(document())))
}

/// A status that an operation may answer with, and what it says.
struct Failure(&'static str, &'static str);

const FAILURES: &[Failure] = &[
    Failure(
        "400",
        "What was asked cannot be understood; `errors` names the fields",
    ),
    Failure("401", "No token, or one that is not valid or no longer"),
    Failure("403", "Not open to this account"),
    Failure("404", "There is no such thing"),
    Failure("409", "It is not where this is possible"),
    Failure("412", "It was changed since it was looked at"),
    Failure("413", "The body is too large"),
    Failure("415", "The body is not JSON"),
    Failure("428", "The header If-Match is missing"),
    Failure(
        "429",
        "Too many attempts; the header Retry-After says when to try again",
    ),
    Failure(
        "500",
        "A fault of ours; the log has its cause under `request_id`",
    ),
    Failure(
        "503",
        "Not now; the header Retry-After says when to try again",
    ),
];

impl Failure {
    fn response(&self) -> Response {
        ResponseBuilder::new()
            .description(self.1)
            .content(
                "application/problem+json",
                Content::new(Some(Ref::from_schema_name("Problem"))),
            )
            .build()
    }
}

/// Adds what every operation may answer instead of what was asked for.
fn fail(operation: &mut Operation, path: &str) {
    let is_public = path.starts_with("/api/v1/auth/");
    let mut statuses = vec!["401", "500", "503"];
    let has_parameters = operation
        .parameters
        .as_ref()
        .is_some_and(|parameters| !parameters.is_empty());
    if has_parameters || operation.request_body.is_some() {
        statuses.push("400");
    }
    if operation.request_body.is_some() {
        statuses.extend(["413", "415"]);
    }
    let mut parameters = operation.parameters.iter().flatten();
    let names_a_version = parameters
        .any(|parameter| matches!(parameter, RefOr::T(parameter) if parameter.name == "if-match"));
    if names_a_version {
        statuses.extend(["409", "412", "428"]);
    }
    if path.contains('{') {
        statuses.push("404");
    }
    if is_public {
        statuses.push("429");
    } else if operation.tags.iter().flatten().any(|tag| {
        [
            tags::PATIENTS,
            tags::FLAGS,
            tags::HANDOVERS,
            tags::ACCESS,
            tags::POLICY,
            tags::IMPORTS,
            tags::REPORTS,
            tags::AUDIT,
        ]
        .contains(&tag.as_str())
    }) {
        statuses.push("403");
    }
    for status in statuses {
        operation
            .responses
            .responses
            .entry(status.to_owned())
            .or_insert_with(|| RefOr::Ref(Ref::from_response_name(status)));
    }
}

fn each(document: &mut Document, change: impl Fn(&mut Operation, &str)) {
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            change(operation, path);
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.patch,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::problem;

    #[test]
    fn every_status_of_the_closed_list_that_is_answered_here_is_described() {
        for kind in problem::KINDS {
            let status = kind.status.as_str();
            // Wrong methods are no operation; the rest belongs to files, which are not sent here.
            if !["405", "408", "422", "507"].contains(&status) {
                assert!(
                    FAILURES.iter().any(|failure| failure.0 == status),
                    "{status}"
                );
            }
        }
    }
}
