//! PINs: short numbers that open a session on a shared computer which its person has signed in on with
//! the password before. What may be chosen, how often a wrong one is heard, and for how long a browser
//! is taken for known.

use chrono::TimeDelta;

/// The fewest digits.
pub const PIN_MIN: usize = 6;

/// The most digits: one fewer than a password has letters at least, so that one line on a page can take
/// either, and no one can be meant for the other.
pub const PIN_MAX: usize = super::account::PASSWORD_MIN - 1;

/// So many wrong PINs, on one browser, turn that account's PIN off there until it signs in with the
/// password. Of a million PINs, a finder of the computer tries five.
pub const PIN_FAILURES: i32 = 5;

/// How long a browser is taken for known after its person gave the password there: most who work on a
/// ward come back within a month, and who has left it no longer stands on its computers' first page.
pub const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// Why a PIN cannot be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinFault {
    /// It is not 6 to 11 digits.
    Length,
    /// It is among the first that somebody tries.
    Guessable,
}

/// Whether something that was typed is a PIN and not a password.
pub fn is_pin(typed: &str) -> bool {
    (1..=PIN_MAX).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a PIN may be chosen by the account of a username.
pub fn pin_fault(pin: &str, username: &str) -> Option<PinFault> {
    if !is_pin(pin) || pin.len() < PIN_MIN {
        return Some(PinFault::Length);
    }
    let digits: Vec<u8> = pin.bytes().map(|byte| byte - b'0').collect();
    let middle = digits.len().div_ceil(2);
    let mut apart = digits.clone();
    apart.dedup();
    let is_guessable = has_few(&digits)
        || is_run(&digits)
        || is_run(&apart)
        || is_repeated(&digits)
        // 123789, 321123, 111222: two runs of three and more.
        || digits[..middle].len() >= 3 && is_close(&digits[..middle]) && is_close(&digits[middle..])
        || username.contains(pin);
    is_guessable.then_some(PinFault::Guessable)
}

/// Fewer than three different digits.
fn has_few(digits: &[u8]) -> bool {
    let mut all = digits.to_vec();
    all.sort_unstable();
    all.dedup();
    all.len() < 3
}

/// The same step from each digit to the next, over the end too: 123456, 975319, 890123.
fn is_run(digits: &[u8]) -> bool {
    let mut steps = digits.windows(2).map(|pair| (pair[1] + 10 - pair[0]) % 10);
    let Some(first) = steps.next() else {
        return true;
    };
    steps.all(|step| step == first)
}

/// A run whose step is one or none.
fn is_close(digits: &[u8]) -> bool {
    let is_next = digits
        .windows(2)
        .all(|pair| matches!((pair[1] + 10 - pair[0]) % 10, 0 | 1 | 9));
    is_next && is_run(digits)
}

/// A shorter part again and again: 121212, 123123, also where the last one is cut: 1231231.
fn is_repeated(digits: &[u8]) -> bool {
    (1..=digits.len() / 2).any(|part| {
        digits[part..]
            .iter()
            .zip(digits)
            .all(|(later, earlier)| later == earlier)
    })
}

#[cfg(test)]
mod tests {
    use super::{PIN_FAILURES, PIN_MAX, PinFault, is_pin, pin_fault};
    use crate::domain::account::{PASSWORD_MIN, password_fault};

    #[test]
    fn pins_that_anybody_would_try_first_are_refused() {
        for pin in [
            "000000",
            "111111",
            "123456",
            "654321",
            "234567",
            "890123",
            "210987",
            "024680",
            "135791",
            "975319",
            "121212",
            "123123",
            "112112",
            "1231231",
            "989898",
            "12341234",
            "112233",
            "332211",
            "111222",
            "123321",
            "321123",
            "123789",
            "456123",
            "1234567890",
            "100000",
            "122222",
            "11112222",
            "12345654321",
        ] {
            assert_eq!(pin_fault(pin, "kari"), Some(PinFault::Guessable), "{pin}");
        }
        assert_eq!(pin_fault("290471", "n290471"), Some(PinFault::Guessable));
    }

    #[test]
    fn a_pin_has_six_to_eleven_digits_and_nothing_else() {
        for pin in [
            "",
            "1",
            "29047",
            "290471839502",
            "29 471",
            "29047a",
            "२९०४७१",
            "290471 ",
            "-290471",
        ] {
            assert_eq!(pin_fault(pin, "kari"), Some(PinFault::Length), "{pin:?}");
        }
        for pin in ["290471", "8305174", "20250817", "47190362581"] {
            assert_eq!(pin_fault(pin, "kari"), None, "{pin}");
        }
    }

    #[test]
    fn nothing_is_both_a_pin_and_a_password() {
        let longest = "290471839502".get(..PIN_MAX).unwrap();
        assert!(is_pin(longest) && password_fault(longest, "kari").is_some());
        let shortest = "9".repeat(PASSWORD_MIN);
        assert!(!is_pin(&shortest) && password_fault(&shortest, "kari").is_none());
    }

    /// What the rule takes away leaves a guesser with less than one chance in a hundred thousand on a
    /// browser.
    #[test]
    fn of_all_six_digit_pins_nearly_all_may_be_chosen() {
        let taken = (0..1_000_000)
            .filter(|n| pin_fault(&format!("{n:06}"), "kari").is_none())
            .count();
        assert!(taken > 990_000, "{taken}");
        assert!(usize::try_from(PIN_FAILURES).unwrap() * 100_000 < taken);
    }
}
