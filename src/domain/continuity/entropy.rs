//! Visit entropy: disorder in who was met.

use super::float;

/// Visit entropy in bits: `−Σ p_i log₂ p_i`, `p_i = n_i / n`.
///
/// Range 0 (one person) to log₂ k (everybody equally often). Undefined (`None`) without contacts.
///
/// * `counts`: the contacts with each professional, `n_i`; zeros are ignored.
pub fn entropy_bits(counts: impl IntoIterator<Item = u64>) -> Option<f64> {
    // −Σ (n_i/n) log₂(n_i/n) = log₂ n − Σ n_i log₂ n_i / n: one pass, without knowing n first.
    let (mut contacts, mut weighted) = (0.0, 0.0);
    for count in counts.into_iter().filter(|count| *count > 0) {
        let count = float(count);
        contacts += count;
        weighted += count * count.log2();
    }
    (contacts > 0.0).then(|| (contacts.log2() - weighted / contacts).max(0.0))
}
