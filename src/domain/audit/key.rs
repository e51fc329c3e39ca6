//! The key that seals the log.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::hmac;

use super::Mac;

/// Bytes of a key.
const LENGTH: usize = 32;

/// A key that seals. Clones share it; it is never shown.
#[derive(Clone)]
pub struct Key(Arc<hmac::Key>);

impl Key {
    /// A key of 32 bytes.
    pub fn new(bytes: &[u8; LENGTH]) -> Self {
        Self(Arc::new(hmac::Key::new(hmac::HMAC_SHA256, bytes)))
    }

    /// Reads a key: 64 hexadecimal digits, with white space around them at most.
    pub fn parse(text: &str) -> Option<Self> {
        Some(Self::new(&from_hex(text.trim())?))
    }

    /// Seals bytes.
    pub fn seal(&self, bytes: &[u8]) -> Mac {
        let tag = hmac::sign(&self.0, bytes);
        let mut mac = [0; 32];
        mac.copy_from_slice(tag.as_ref());
        mac
    }

    /// Whether bytes were sealed so with this key.
    pub fn has_sealed(&self, bytes: &[u8], mac: &[u8]) -> bool {
        hmac::verify(&self.0, bytes, mac).is_ok()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// 32 bytes as 64 digits.
pub fn to_hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a text never fails.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// 64 digits as 32 bytes.
pub fn from_hex(text: &str) -> Option<[u8; LENGTH]> {
    let digits = text.as_bytes();
    if digits.len() != LENGTH * 2 {
        return None;
    }
    let mut bytes = [0; LENGTH];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        let digit = |letter: u8| char::from(letter).to_digit(16);
        *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2, with the key filled up to 32 bytes, which changes nothing in HMAC.
    #[test]
    fn it_is_hmac_with_sha_256() {
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let mac = Key::new(&key).seal(b"what do ya want for nothing?");
        assert_eq!(
            to_hex(&mac),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn a_key_is_64_digits() {
        let text = "00".repeat(31) + "fF";
        let key = Key::parse(&format!("  {text}\n")).unwrap();
        assert!(key.has_sealed(b"x", &key.seal(b"x")));
        assert!(!key.has_sealed(b"y", &key.seal(b"x")));
        assert_eq!(
            from_hex(&text).map(|bytes| to_hex(&bytes)),
            Some("00".repeat(31) + "ff")
        );
        for wrong in ["", "00", &"0".repeat(63), &"g".repeat(64), &"é".repeat(32)] {
            assert!(Key::parse(wrong).is_none(), "{wrong}");
        }
        assert_eq!(format!("{key:?}"), "Key(..)");
    }
}
