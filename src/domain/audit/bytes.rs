//! The one form in which things are sealed.

use std::collections::BTreeMap;

use serde_json::{Number, Value};
use uuid::Uuid;

/// Bytes that are being put together.
pub(super) struct Bytes(Vec<u8>);

impl Bytes {
    /// Begins with what it is: nothing that was sealed as one thing is taken for another.
    pub fn of(what: &str) -> Self {
        let mut bytes = Self(Vec::with_capacity(512));
        bytes.text(what);
        bytes
    }

    /// A number: eight bytes, the highest first.
    pub fn number(&mut self, number: i64) {
        self.0.extend(number.to_be_bytes());
    }

    /// An identity: its 16 bytes.
    pub fn id(&mut self, id: Uuid) {
        self.0.extend(id.as_bytes());
    }

    /// An identity that may be missing: 0, or 1 and its 16 bytes.
    pub fn maybe_id(&mut self, id: Option<Uuid>) {
        self.0.push(u8::from(id.is_some()));
        self.0.extend(id.iter().flat_map(Uuid::as_bytes));
    }

    /// A seal or hash: its 32 bytes.
    pub fn fixed(&mut self, bytes: &[u8; 32]) {
        self.0.extend(bytes);
    }

    /// A text: how many bytes it has in UTF-8, as eight bytes, then those.
    pub fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.extend(text.as_bytes());
    }

    /// A value of JSON: a letter for its kind, then what is in it. Objects are ordered by the bytes of
    /// their names and numbers told by their worth, because PostgreSQL keeps neither the order nor
    /// the writing.
    pub fn json(&mut self, value: &Value) {
        match value {
            Value::Null => self.0.push(b'n'),
            Value::Bool(false) => self.0.push(b'f'),
            Value::Bool(true) => self.0.push(b't'),
            Value::Number(number) => {
                self.0.push(b'd');
                self.text(&worth(number));
            }
            Value::String(text) => {
                self.0.push(b's');
                self.text(text);
            }
            Value::Array(values) => {
                self.0.push(b'a');
                self.length(values.len());
                for value in values {
                    self.json(value);
                }
            }
            Value::Object(members) => {
                self.0.push(b'o');
                self.length(members.len());
                let ordered: BTreeMap<&str, &Value> = members
                    .iter()
                    .map(|(name, value)| (name.as_str(), value))
                    .collect();
                for (name, value) in ordered {
                    self.text(name);
                    self.json(value);
                }
            }
        }
    }

    /// What was put together.
    pub fn done(self) -> Vec<u8> {
        self.0
    }

    fn length(&mut self, length: usize) {
        // No text in memory is longer than this can tell.
        self.0
            .extend(u64::try_from(length).unwrap_or(u64::MAX).to_be_bytes());
    }
}

/// A number by its worth: digits where it is whole and below 2^64 in size, else the shortest digits that
/// read back as the same number of 64 bits.
fn worth(number: &Number) -> String {
    const WHOLE: f64 = 18_446_744_073_709_551_616.0;
    match number.as_f64() {
        Some(real) if number.is_f64() && real.fract() == 0.0 && real.abs() < WHOLE => {
            // Exact: it is whole and within the range. Minus nothing is nothing.
            #[expect(clippy::cast_possible_truncation, reason = "it is whole and in range")]
            let whole = real as i128;
            whole.to_string()
        }
        Some(real) if number.is_f64() => format!("{real:e}"),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(value: &Value) -> Vec<u8> {
        let mut bytes = Bytes::of("test");
        bytes.json(value);
        bytes.done()
    }

    #[test]
    fn what_a_database_may_write_otherwise_has_the_same_bytes() {
        for (a, b) in [
            (r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#),
            ("1", "1.0"),
            ("-0.0", "0"),
            ("1e17", "100000000000000000"),
            ("0.1", "1e-1"),
            ("1e300", &format!("1{}", "0".repeat(300))),
        ] {
            let [a, b] = [a, b].map(|text| serde_json::from_str::<Value>(text).unwrap());
            assert_eq!(told(&a), told(&b), "{a} {b}");
        }
    }

    #[test]
    fn what_is_not_the_same_has_other_bytes() {
        let values = [
            json!(null),
            json!(false),
            json!(true),
            json!(0),
            json!(1),
            json!(-1),
            json!(0.5),
            json!(u64::MAX),
            json!(18_446_744_073_709_551_616.0),
            json!(""),
            json!("0"),
            json!("n"),
            json!([]),
            json!([[]]),
            json!([[], []]),
            json!(["", ""]),
            json!({}),
            json!({"": null}),
            json!({"a": "bc"}),
            json!({"ab": "c"}),
            json!(["a", "bc"]),
            json!(["ab", "c"]),
        ];
        for (i, a) in values.iter().enumerate() {
            for b in &values[i + 1..] {
                assert_ne!(told(a), told(b), "{a} {b}");
            }
        }
    }
}
