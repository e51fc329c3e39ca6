//! The modified continuity index: needs two totals only.

use super::float;

/// MCI: `1 − k / (n + 0.1)`.
///
/// Range `0.1 / (n + 0.1)` to below 1, which it never reaches: two contacts with one person give
/// 0.524. Undefined (`None`) without contacts. Godkin & Rice 1984, defined on group averages.
///
/// * `contacts`: n.
/// * `providers`: distinct professionals, k.
pub fn mci(contacts: u64, providers: u64) -> Option<f64> {
    (contacts > 0).then(|| 1.0 - float(providers) / (float(contacts) + 0.1))
}
