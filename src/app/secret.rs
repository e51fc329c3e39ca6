//! Random secrets and their hashes: what a browser or a program holds, and what is kept of it.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::AppError;

/// Letters of passwords that are drawn: none that is mistaken for another when read aloud or copied
/// by hand.
const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// 256 random bits, as text for a cookie or a header.
pub(super) fn token() -> Result<String, AppError> {
    Ok(URL_SAFE_NO_PAD.encode(random::<32>()?))
}

/// A password to be handed over: 20 letters and digits in groups of five, about 99 random bits.
pub(super) fn password() -> Result<String, AppError> {
    let letters = letters(20)?;
    let groups: Vec<String> = letters.chunks(5).map(String::from_iter).collect();
    Ok(groups.join("-"))
}

/// A username for a guest: short to type, and none that was given before, but for one in a million.
pub(super) fn guest_name() -> Result<String, AppError> {
    Ok(format!("guest-{}", String::from_iter(letters(6)?)))
}

fn letters(count: usize) -> Result<Vec<char>, AppError> {
    let mut letters = Vec::with_capacity(count);
    while letters.len() < count {
        // 248 = 8 x 31: of a byte above it, the first letters would come more often.
        let drawn = random::<32>()?.into_iter().filter(|byte| *byte < 248);
        letters.extend(drawn.map(|byte| char::from(LETTERS[usize::from(byte % 31)])));
    }
    letters.truncate(count);
    Ok(letters)
}

/// What is kept of a token. A plain hash is enough: nobody guesses 256 random bits.
pub(super) fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes()))
}

/// A second secret of whoever holds the first, from which the first cannot be told: the token in a
/// browser's forms, from the one in its cookie.
pub(super) fn derived(token: &str, purpose: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, token.as_bytes());
    URL_SAFE_NO_PAD.encode(hmac::sign(&key, purpose.as_bytes()))
}

/// Random bytes.
pub(super) fn random<const N: usize>() -> Result<[u8; N], AppError> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes)
        .map_err(|_| AppError::Internal("no random numbers can be had"))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let (a, b) = (token().unwrap(), token().unwrap());
        assert_eq!(a.len(), 43);
        assert_ne!(a, b);
        assert_ne!(hash(&a), hash(&b));
        assert_ne!(derived(&a, "form"), derived(&b, "form"));
        assert_ne!(derived(&a, "form"), derived(&a, "other"));
    }

    #[test]
    fn a_drawn_password_can_be_read_aloud() {
        let drawn = password().unwrap();
        assert_eq!(drawn.len(), 23);
        assert!(!drawn.contains(['l', 'i', 'o', '0', '1']));
    }
}
