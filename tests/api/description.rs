//! The description of the API against the router, and against itself.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;

use crate::support::app::TestApp;
use crate::support::{both, on_sqlite};

/// Methods that a path may be described with.
const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

fn described() -> Value {
    serde_json::to_value(redthread::api::document()).unwrap()
}

/// Every operation: method, path, and what is said of it.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(METHODS.contains(&method.as_str()), "{path}: {method}");
            all.push((method.as_str(), path.as_str(), operation));
        }
    }
    all
}

/// Every value under a name, at any depth.
fn every<'v>(value: &'v Value, name: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                if field == name {
                    found.push(value);
                }
                every(value, name, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| every(item, name, found)),
        _ => (),
    }
}

#[test]
fn it_is_openapi_3_1_and_whole() {
    let document = described();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["info"]["version"].is_string());
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let name = operation["operationId"].as_str().unwrap();
        assert!(names.insert(name), "{name} twice");
        assert!(path.starts_with("/api/v1/"), "{path} is not absolute");
        assert!(operation["summary"].is_string(), "{method} {path}");
        assert_eq!(operation["tags"].as_array().unwrap().len(), 1, "{path}");
        let wanted: BTreeSet<&str> = path
            .split('{')
            .skip(1)
            .map(|rest| rest.split('}').next().unwrap())
            .collect();
        let mut given = BTreeSet::new();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            let said = parameter["description"].as_str().unwrap_or_default();
            assert!(!said.is_empty(), "{path}: {name} is not described");
            assert!(parameter["schema"].is_object(), "{path}: {name}");
            if parameter["in"] == "path" {
                assert_eq!(parameter["required"], true, "{path}: {name}");
                given.insert(name);
            }
        }
        assert_eq!(wanted, given, "{path}");
        for (status, response) in operation["responses"].as_object().unwrap() {
            let is_whole = response["description"].is_string() || response["$ref"].is_string();
            assert!(is_whole, "{method} {path}: {status}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = described();
    let mut references = Vec::new();
    every(&document, "$ref", &mut references);
    assert!(references.len() > 100, "{}", references.len());
    for reference in references {
        let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
}

/// Whether a schema says what it is, itself or by what it refers to.
fn is_described(schema: &Value, document: &Value) -> bool {
    let referred = |reference: &Value| {
        let pointer = reference.as_str().and_then(|text| text.strip_prefix('#'));
        pointer
            .and_then(|pointer| document.pointer(pointer))
            .is_some_and(|schema| is_described(schema, document))
    };
    let among = |alternatives: &Value| {
        let mut all = alternatives.as_array().into_iter().flatten();
        all.any(|one| is_described(one, document))
    };
    schema["description"].is_string() || referred(&schema["$ref"]) || among(&schema["oneOf"])
}

#[test]
fn every_property_is_described() {
    let document = described();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        for (property, said) in schema["properties"].as_object().into_iter().flatten() {
            assert!(is_described(said, &document), "{name}.{property}");
        }
    }
}

#[test]
fn every_operation_but_signing_in_is_behind_the_bearer_scheme() {
    let document = described();
    let scheme = &document["components"]["securitySchemes"]["bearer"];
    assert_eq!(scheme["type"], "http");
    assert_eq!(scheme["scheme"], "bearer");
    for (method, path, operation) in operations(&document) {
        let security = operation["security"].as_array().unwrap();
        let is_open = security
            .iter()
            .all(|one| one.as_object().unwrap().is_empty());
        assert_eq!(
            is_open,
            path.starts_with("/api/v1/auth/"),
            "{method} {path}"
        );
        assert!(operation["responses"]["401"].is_object(), "{path}");
        assert!(operation["responses"]["500"].is_object(), "{path}");
        assert!(operation["responses"]["503"].is_object(), "{path}");
    }
}

#[tokio::test]
async fn it_is_public_and_the_page_that_shows_it_needs_no_other_site() {
    on_sqlite(async |db| {
        let app = TestApp::empty(db);
        let get = async |address: &str| {
            let request = Request::get(address).body(Body::empty()).unwrap();
            app.send(request).await
        };
        assert_eq!(get("/api/openapi.json").await.ok(), described());
        assert_eq!(get("/api/docs").await.status, StatusCode::SEE_OTHER);
        let page = get("/api/docs/").await;
        assert_eq!(page.status, StatusCode::OK);
        let starter = get("/api/docs/swagger-initializer.js").await.text;
        assert!(starter.contains("/api/openapi.json"), "{starter}");
        for text in [&page.text, &starter] {
            assert!(
                !text.contains("http://") && !text.contains("https://"),
                "{text}"
            );
        }
        for part in ["swagger-ui.css", "swagger-ui-bundle.js"] {
            let part = get(&format!("/api/docs/{part}")).await;
            assert_eq!(part.status, StatusCode::OK);
            assert!(part.text.len() > 10_000);
        }
    })
    .await;
}

/// Every described operation exists and is closed: without credentials it answers 401, with
/// parameters that mean nothing too.
#[tokio::test]
async fn every_operation_asks_who_calls_before_anything_else() {
    both(async |db| {
        let app = TestApp::empty(db);
        let document = described();
        for (method, path, _) in operations(&document) {
            for id in ["0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f", "nonsense"] {
                for end in ["", "?limit=many&cursor=x&nobody=knows"] {
                    let address = path.replace("{id}", id) + end;
                    for authorization in [None, Some("Bearer forged"), Some("Basic YTpi")] {
                        let mut request = Request::builder()
                            .method(method.to_uppercase().as_str())
                            .uri(&address);
                        if let Some(authorization) = authorization {
                            request = request.header("authorization", authorization);
                        }
                        let answer = app.send(request.body(Body::empty()).unwrap()).await;
                        assert_eq!(
                            answer.status,
                            StatusCode::UNAUTHORIZED,
                            "{method} {address}"
                        );
                        assert_eq!(answer.problem(), "unauthenticated", "{method} {address}");
                        assert_eq!(answer.headers["www-authenticate"], "Bearer");
                    }
                }
            }
        }
    })
    .await;
}

#[test]
fn the_command_prints_the_same() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_redthread"))
        .arg("openapi")
        .output()
        .unwrap();
    assert!(output.status.success());
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed, described());
}
