//! A body of fields, each of them known by name: nothing that was not given is changed, and `null` says
//! that there is none.

use std::marker::PhantomData;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde_json::{Map, Value};
use utoipa::PartialSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use super::passing::HandoverPart;
use crate::api::extract::Json;
use crate::app::recording::Fields;
use crate::http::Problem;

/// The fields of a body that `T` describes. No body at all has none.
pub struct Typed<T>(pub Fields, pub PhantomData<T>);

impl<S: Send + Sync, T: PartialSchema> FromRequest<S> for Typed<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let is_said = parts.headers.contains_key(axum::http::header::CONTENT_TYPE);
        let request = Request::from_parts(parts, body);
        let given = if is_said {
            let Json(given) = Json::<Map<String, Value>>::from_request(request, state).await?;
            given
        } else {
            let body = Bytes::from_request(request, state)
                .await
                .unwrap_or_default();
            if !body.is_empty() {
                return Err(Problem::new(
                    "unsupported_media_type",
                    "Send the body as JSON, with the header content-type: application/json.",
                ));
            }
            Map::new()
        };
        Ok(Self(fields::<T>(given)?, PhantomData))
    }
}

/// The fields of a body that `T` describes, and the handover that belongs to them, where one is given.
pub struct TypedWithHandover<T>(pub Fields, pub Option<HandoverPart>, pub PhantomData<T>);

impl<S: Send + Sync, T: PartialSchema> FromRequest<S> for TypedWithHandover<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Json(mut given) = Json::<Map<String, Value>>::from_request(request, state).await?;
        let handover = match given.remove("handover") {
            None | Some(Value::Null) => None,
            Some(part) => Some(HandoverPart::read(part)?),
        };
        Ok(Self(fields::<T>(given)?, handover, PhantomData))
    }
}

fn fields<T: PartialSchema>(given: Map<String, Value>) -> Result<Fields, Problem> {
    let known = names::<T>();
    let mut pairs = Vec::with_capacity(given.len());
    for (name, value) in given {
        if !known.contains(&name) {
            let expected = format!("one of {}", known.join(", "));
            let mut problem = Problem::invalid(name, expected);
            problem.kind = crate::http::problem::of("unknown_field");
            return Err(problem);
        }
        read(&mut pairs, name, value)?;
    }
    Ok(Fields::new(pairs))
}

fn read(pairs: &mut Vec<(String, String)>, name: String, value: Value) -> Result<(), Problem> {
    match value {
        Value::Null => pairs.push((name, String::new())),
        Value::Bool(yes) => pairs.push((name, yes.to_string())),
        Value::Number(number) => pairs.push((name, number.to_string())),
        Value::String(text) => pairs.push((name, text)),
        Value::Array(values) => {
            if values.is_empty() {
                pairs.push((name.clone(), String::new()));
            }
            for value in values {
                match value {
                    Value::String(text) => pairs.push((name.clone(), text)),
                    _ => return Err(Problem::invalid(name, "a list of ids")),
                }
            }
        }
        Value::Object(_) => return Err(Problem::invalid(name, "one value")),
    }
    Ok(())
}

/// The names of the fields that a body has.
fn names<T: PartialSchema>() -> Vec<String> {
    match T::schema() {
        RefOr::T(Schema::Object(object)) => object.properties.keys().cloned().collect(),
        _ => Vec::new(),
    }
}
