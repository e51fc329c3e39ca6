//! Tokens of programs.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use redthread::app::sign_in::tokens::{self, ACCESS, Tokens};
use redthread::app::{Actor, AppError, accounts};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::{PASSWORD, World, credentials, solveigs};
use crate::support::both;

async fn issue(world: &World) -> Tokens {
    tokens::issue(&world.app, &solveigs()).await.unwrap()
}

async fn is_taken(world: &World, access_token: &str) -> bool {
    match tokens::viewer(&world.app, access_token).await {
        Ok(viewer) => viewer.username == "solveig",
        Err(AppError::InvalidToken) => false,
        Err(other) => panic!("{other:?}"),
    }
}

async fn refresh(world: &World, token: &str) -> Option<Tokens> {
    match tokens::refresh(&world.app, token).await {
        Ok(tokens) => Some(tokens),
        Err(AppError::InvalidToken) => None,
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_access_token_is_taken_for_ten_minutes() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let wrong = tokens::issue(&world.app, &credentials("solveig", "wrong")).await;
        assert!(matches!(wrong, Err(AppError::WrongCredentials)));
        let given = issue(&world).await;
        assert_eq!(given.expires_in, 600);
        assert!(is_taken(&world, &given.access_token).await);
        world.later(ACCESS - TimeDelta::seconds(1));
        assert!(is_taken(&world, &given.access_token).await);
        world.later(TimeDelta::seconds(1));
        assert!(!is_taken(&world, &given.access_token).await);
    })
    .await;
}

#[tokio::test]
async fn a_refresh_token_is_used_once_and_a_second_use_ends_all_that_followed() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let first = issue(&world).await;
        world.later(TimeDelta::minutes(9));
        let second = refresh(&world, &first.refresh_token).await.unwrap();
        assert_ne!(first.refresh_token, second.refresh_token);
        let third = refresh(&world, &second.refresh_token).await.unwrap();
        assert!(is_taken(&world, &third.access_token).await);

        assert!(refresh(&world, &first.refresh_token).await.is_none());
        for token in [&first, &second, &third] {
            assert!(!is_taken(&world, &token.access_token).await);
            assert!(refresh(&world, &token.refresh_token).await.is_none());
        }
        let audit = world.audit().await;
        assert!(audit.contains(&"account:solveig token.reuse".to_owned()));
        assert!(refresh(&world, "not a token").await.is_none());
        let another = issue(&world).await;
        assert!(is_taken(&world, &another.access_token).await);
    })
    .await;
}

#[tokio::test]
async fn of_two_refreshes_at_once_one_is_a_copy() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let first = issue(&world).await;
        let (a, b) = tokio::join!(
            refresh(&world, &first.refresh_token),
            refresh(&world, &first.refresh_token)
        );
        assert!(a.is_none() || b.is_none());
        for given in [a, b].into_iter().flatten() {
            assert!(!is_taken(&world, &given.access_token).await);
            assert!(refresh(&world, &given.refresh_token).await.is_none());
        }
    })
    .await;
}

#[tokio::test]
async fn refresh_tokens_grow_old_unused_and_their_sign_in_with_them() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let unused = issue(&world).await;
        world.later(tokens::REFRESH);
        assert!(refresh(&world, &unused.refresh_token).await.is_none());

        let mut given = issue(&world).await;
        let mut age = TimeDelta::zero();
        let step = TimeDelta::hours(11);
        while age + step < tokens::LONGEST {
            world.later(step);
            age += step;
            given = refresh(&world, &given.refresh_token).await.unwrap();
        }
        world.later(step);
        assert!(refresh(&world, &given.refresh_token).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn revoking_disabling_and_another_password_end_tokens_at_once() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let asked = issue(&world).await;
        tokens::revoke(app, &asked.refresh_token).await.unwrap();
        tokens::revoke(app, "unknown").await.unwrap();
        assert!(!is_taken(&world, &asked.access_token).await);
        assert!(refresh(&world, &asked.refresh_token).await.is_none());

        let before = issue(&world).await;
        let another = "another thread entirely";
        accounts::reset_password(app, &Actor::System, "solveig", another.into())
            .await
            .unwrap();
        assert!(!is_taken(&world, &before.access_token).await);
        let old = tokens::issue(app, &credentials("solveig", PASSWORD)).await;
        assert!(matches!(old, Err(AppError::WrongCredentials)));

        let given = tokens::issue(app, &credentials("solveig", another))
            .await
            .unwrap();
        accounts::disable(app, &Actor::System, "solveig", false)
            .await
            .unwrap();
        assert!(!is_taken(&world, &given.access_token).await);
        assert!(refresh(&world, &given.refresh_token).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn two_instances_take_each_others_tokens() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let given = issue(&world).await;
        let other = redthread::app::App::new(
            (*world.db).clone(),
            world.clock.clone(),
            std::sync::Arc::new(redthread::runtime::RandomIds),
            chrono_tz::Europe::Oslo,
        );
        let viewer = tokens::viewer(&other, &given.access_token).await.unwrap();
        assert_eq!(viewer.username, "solveig");
        let theirs = tokens::issue(&other, &solveigs()).await.unwrap();
        assert!(is_taken(&world, &theirs.access_token).await);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_replaced_when_it_is_old() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        issue(&world).await;
        world.later(TimeDelta::days(90) - TimeDelta::minutes(1));
        let last = issue(&world).await;
        world.later(TimeDelta::minutes(1));
        let next = issue(&world).await;
        let kid = |tokens: &Tokens| {
            jsonwebtoken::decode_header(&tokens.access_token)
                .unwrap()
                .kid
        };
        assert_ne!(kid(&last), kid(&next));
        assert!(is_taken(&world, &last.access_token).await);
        assert!(is_taken(&world, &next.access_token).await);
    })
    .await;
}

/// A token with these claims, signed with the service's own key unless another is given.
fn forge(kid: &str, claims: &Value, key: &EncodingKey, algorithm: Algorithm) -> String {
    let header = Header {
        kid: Some(kid.to_owned()),
        ..Header::new(algorithm)
    };
    encode(&header, claims, key).unwrap()
}

fn base64(value: &Value) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A signing key that is not the service's.
fn new_key() -> EncodingKey {
    let random = aws_lc_rs::rand::SystemRandom::new();
    let pair = aws_lc_rs::signature::Ed25519KeyPair::generate_pkcs8(&random).unwrap();
    EncodingKey::from_ed_der(pair.as_ref())
}

#[tokio::test]
async fn only_our_own_unaltered_tokens_for_this_api_are_taken() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let given = issue(&world).await.access_token;
        let stored = entity::signing_key::Entity::find()
            .one(world.db.writer())
            .await
            .unwrap()
            .unwrap();
        let kid = stored.id.to_string();
        let der = {
            use base64::Engine;
            base64::engine::general_purpose::STANDARD
                .decode(&stored.private_key)
                .unwrap()
        };
        let ours = EncodingKey::from_ed_der(&der);
        let claims = jsonwebtoken::dangerous::insecure_decode::<Value>(&given)
            .unwrap()
            .claims;
        let with = |name: &str, value: Value| {
            let mut claims = claims.clone();
            claims[name] = value;
            claims
        };
        let signed = |claims: &Value| forge(&kid, claims, &ours, Algorithm::EdDSA);
        assert!(is_taken(&world, &signed(&claims)).await, "the forge works");

        let other = new_key();
        let without = |name: &str| {
            let mut claims = claims.clone();
            claims.as_object_mut().unwrap().remove(name);
            claims
        };
        let now: DateTime<Utc> = world.now();
        let parts: Vec<&str> = given.split('.').collect();
        let none = |algorithm: &str| {
            let header = base64(&json!({ "typ": "JWT", "alg": algorithm, "kid": kid }));
            format!("{header}.{}.", parts[1])
        };
        let hmac = EncodingKey::from_secret(&der);
        let altered = format!(
            "{}.{}.{}",
            parts[0],
            base64(&with("sub", json!(uuid::Uuid::from_u128(7)))),
            parts[2]
        );
        let refused = [
            (
                "signed by somebody else",
                forge(&kid, &claims, &other, Algorithm::EdDSA),
            ),
            (
                "of a key that is not there",
                forge(
                    &uuid::Uuid::from_u128(9).to_string(),
                    &claims,
                    &ours,
                    Algorithm::EdDSA,
                ),
            ),
            (
                "of a key that is no id",
                forge("../../key", &claims, &ours, Algorithm::EdDSA),
            ),
            (
                "with another algorithm",
                forge(&kid, &claims, &hmac, Algorithm::HS256),
            ),
            ("alg none", none("none")),
            ("alg nOnE", none("nOnE")),
            ("altered", altered),
            (
                "without its signature",
                format!("{}.{}.", parts[0], parts[1]),
            ),
            ("too old", signed(&with("exp", json!(now.timestamp() - 1)))),
            (
                "for another audience",
                signed(&with("aud", json!("another-api"))),
            ),
            ("of another issuer", signed(&with("iss", json!("somebody")))),
            (
                "of another account",
                signed(&with("sub", json!(uuid::Uuid::from_u128(7)))),
            ),
            (
                "of no sign-in",
                signed(&with("sid", json!(uuid::Uuid::from_u128(7)))),
            ),
            ("without audience", signed(&without("aud"))),
            ("without issuer", signed(&without("iss"))),
            ("without end", signed(&without("exp"))),
            ("empty", String::new()),
            ("no token", "a.b.c".to_owned()),
        ];
        for (what, token) in refused {
            assert!(!is_taken(&world, &token).await, "{what}");
        }
    })
    .await;
}
