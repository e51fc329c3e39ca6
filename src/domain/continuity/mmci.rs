//! The modified, modified continuity index: MCI rescaled so that one person gives 1.

use super::float;

/// MMCI: `(1 − k / (n + 0.1)) / (1 − 1 / (n + 0.1))`, which is `(n + 0.1 − k) / (n − 0.9)`.
///
/// Range `0.1 / (n − 0.9)` (all different, so never 0) to 1 (one person). Undefined (`None`)
/// without contacts; trivially 1 for one contact. Magill & Senf, J Fam Pract 1987;24:165.
///
/// * `contacts`: n.
/// * `providers`: distinct professionals, k.
pub fn mmci(contacts: u64, providers: u64) -> Option<f64> {
    if contacts == 0 {
        return None;
    }
    if providers == 1 {
        // Equal by algebra, and free of the rounding that would make it 0.9999999999999999.
        return Some(1.0);
    }
    let n = float(contacts);
    Some((n + 0.1 - float(providers)) / (n - 0.9))
}
