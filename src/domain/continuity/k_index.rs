//! The K index: how many of the possible repeat meetings were repeats.

use super::ratio;

/// K index: `(n − k) / (n − 1)`, the share of contacts after the first that were with somebody
/// already met.
///
/// Range 0 to 1. Undefined (`None`) below two contacts. Ejlertsson & Berg, Med Care 1984, and
/// Scand J Prim Health Care 1985;3:79.
///
/// * `contacts`: n.
/// * `providers`: distinct professionals, k.
pub fn k_index(contacts: u64, providers: u64) -> Option<f64> {
    ratio(
        contacts.saturating_sub(providers),
        contacts.saturating_sub(1),
    )
}
