//! Accounts: what a username and a password may be, and which roles need a professional.

use super::access::Granted;
use super::vocabulary::Role;

/// The shortest password that may be chosen, in characters.
///
/// Length is what counts and no mixture is asked for: NIST SP 800-63B-4, 3.1.1.2. It asks for 15
/// where a password is the only factor; twelve with a lock after five failures keeps a guesser to
/// about a hundred attempts a day.
pub const PASSWORD_MIN: usize = 12;

/// The longest password, in characters: beyond it nothing is hashed.
pub const PASSWORD_MAX: usize = 128;

/// The shortest username that is looked for in a password, in characters: a shorter one stands in
/// long passwords by chance.
const USERNAME_TOLD: usize = 3;

/// The longest username, in characters.
pub const USERNAME_MAX: usize = 64;

/// A username as it is kept and compared: without surrounding spaces, in small letters. `None` for
/// what cannot be one: it holds letters, digits and `. _ - @` only.
pub fn username(typed: &str) -> Option<String> {
    let name = typed.trim().to_lowercase();
    let is_fit = !name.is_empty()
        && name.chars().count() <= USERNAME_MAX
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@'));
    is_fit.then_some(name)
}

/// The languages that letters are written in, by code.
pub const LANGUAGES: [&str; 2] = ["en", "nb"];

/// The longest e-mail address (RFC 5321, 4.5.3.1.3), and the longest part before its `@`.
const ADDRESS_MAX: usize = 254;
const MAILBOX_MAX: usize = 64;

/// An e-mail address as it is kept: without surrounding spaces. `None` for what cannot be one. Quoted
/// names and other letters than those of ASCII are left to those whose mail servers take them: none of
/// ours has to.
pub fn address(typed: &str) -> Option<String> {
    let address = typed.trim();
    let (mailbox, domain) = address.split_once('@')?;
    let is_word = |word: &str| {
        let is_sign = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        !word.is_empty() && word.chars().all(is_sign)
    };
    let is_label = |label: &str| {
        let is_sign = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (1..=63).contains(&label.len())
            && label.chars().all(is_sign)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_fit = address.len() <= ADDRESS_MAX
        && mailbox.len() <= MAILBOX_MAX
        && mailbox.split('.').all(is_word)
        && domain.split('.').all(is_label);
    is_fit.then(|| address.to_owned())
}

/// Whether a password may be chosen; the sentence says what would be.
pub fn password_fault(password: &str, username: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        Some("at least 12 characters")
    } else if length > PASSWORD_MAX {
        Some("at most 128 characters")
    } else if username.chars().count() >= USERNAME_TOLD
        && password.to_lowercase().contains(username)
    {
        Some("one without the username in it")
    } else {
        None
    }
}

/// What is wrong with the roles of an account to be; the sentence says what would be accepted.
///
/// Care coordinators and ward staff work with patients, so theirs need a professional and a unit.
/// Service managers have a unit; administrators and privacy officers belong to the whole service.
pub fn roles_fault(roles: &[Granted], has_professional: bool) -> Option<&'static str> {
    if roles.is_empty() {
        return Some("at least one role");
    }
    for granted in roles {
        match granted.role {
            Role::CareCoordinator | Role::WardStaff if !has_professional => {
                return Some(
                    "a professional whom the account of a care coordinator or ward staff belongs to",
                );
            }
            Role::CareCoordinator | Role::WardStaff | Role::ServiceManager
                if granted.unit.is_none() =>
            {
                return Some(
                    "a unit for the roles care_coordinator, ward_staff and service_manager",
                );
            }
            Role::Administrator | Role::PrivacyOfficer if granted.unit.is_some() => {
                return Some(
                    "no unit for the roles administrator and privacy_officer: they are for the whole service",
                );
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{address, password_fault};

    #[test]
    fn an_address_is_told_from_what_is_none() {
        let longest = format!("{}@example.org", "a".repeat(64));
        for typed in [
            "kari@example.org",
            " Kari.Berg+red@helse-vest.example.org ",
            "o'brien@example.org",
            "root@localhost",
            &longest,
        ] {
            let kept = address(typed).unwrap();
            assert_eq!(kept, typed.trim());
            // What is taken here can be written to.
            assert!(kept.parse::<lettre::Address>().is_ok(), "{kept}");
        }
        let too_long = format!("{}@example.org", "a".repeat(65));
        let domain = format!("a@{}", "example.".repeat(32) + "org");
        for typed in [
            "",
            "kari",
            "@example.org",
            "kari@",
            "kari@@example.org",
            "kari@example..org",
            ".kari@example.org",
            "ka..ri@example.org",
            "kari@-example.org",
            "kari berg@example.org",
            "Kari <kari@example.org>",
            "kari@example.org, ola@example.org",
            "kari@example.org\r\nBcc: ola@example.org",
            "k\u{e5}ri@example.org",
            "\"kari\"@example.org",
            &too_long,
            &domain,
        ] {
            assert_eq!(address(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn a_name_within_a_password_is_told_unless_it_is_too_short_to_tell() {
        assert!(password_fault("Ola and his dog", "ola").is_some());
        assert!(password_fault("somebody else's", "ola").is_none());
        assert!(password_fault("an axe and an ox", "x").is_none());
    }
}
