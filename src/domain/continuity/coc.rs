//! The Bice–Boxerman index: how dispersed contacts are over people.

use super::ratio;

/// Continuity of care: `(Σ n_i² − n) / (n (n − 1))`, the chance that two different contacts drawn
/// at random were with the same professional.
///
/// Range 0 (all different) to 1 (one person). Undefined (`None`) below two contacts.
/// Bice & Boxerman, Med Care 1977;15:347.
///
/// * `contacts`: n.
/// * `sum_of_squares`: `Σ n_i²`, `n_i` the contacts with each professional.
pub fn coc(contacts: u64, sum_of_squares: u64) -> Option<f64> {
    ratio(
        sum_of_squares.saturating_sub(contacts),
        contacts * contacts.saturating_sub(1),
    )
}
