//! Sequential continuity: next time, the same person?

use super::ratio;

/// SECON: the share of consecutive pairs of contacts that were with the same professional,
/// `#(same pairs) / (n − 1)`.
///
/// Range 0 to 1. Undefined (`None`) below two contacts. The only one of the indices that sees
/// order: alternating between two people gives 0, changing once gives nearly 1.
/// Steinwachs, Med Care 1979;17:551.
///
/// * `contacts`: n.
/// * `same_pairs`: consecutive contacts with the same professional.
pub fn secon(contacts: u64, same_pairs: u64) -> Option<f64> {
    ratio(same_pairs, contacts.saturating_sub(1))
}
