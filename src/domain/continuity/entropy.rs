//! Visit entropy: disorder in who was met.

use super::float;

/// Visit entropy in bits: `−Σ p_i log₂ p_i`, `p_i = n_i / n`.
///
/// Range 0 (one person) to log₂ k (everybody equally often). Undefined (`None`) without contacts.
///
/// * `counts`: the contacts with each professional, `n_i`; zeros are ignored.
pub fn entropy_bits(counts: &[u64]) -> Option<f64> {
    let contacts = float(counts.iter().sum());
    // p log₂ (1/p) is exactly 0 for p = 1, and never a negative zero.
    let bits = counts
        .iter()
        .filter(|count| **count > 0)
        .map(|count| float(*count))
        .fold(0.0, |bits, count| {
            bits + count / contacts * (contacts / count).log2()
        });
    (contacts > 0.0).then_some(bits)
}
