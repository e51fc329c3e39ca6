//! LISECON: would chance have repeated people less often from contact to contact?

/// Likelihood of sequential continuity: `P(X < s)`, X ~ Bin(n − 1, 1/m) the consecutive same pairs
/// that random allocation among m professionals would give, and s those seen.
///
/// Range 0 to 1. Undefined (`None`) below two contacts and for m below 2. For researchers' exports,
/// not for the patient view. After Steinwachs, Med Care 1979;17:551, with the same choices as
/// [`licon`](super::licon()).
///
/// * `contacts`: n.
/// * `same_pairs`: consecutive contacts with the same professional, s.
/// * `available`: professionals who could have been met, m.
pub fn lisecon(contacts: u32, same_pairs: u32, available: u32) -> Option<f64> {
    if contacts < 2 || available < 2 {
        return None;
    }
    let same = f64::from(available).recip();
    // fewer[x] = P(X = x) for x < s. Pair by pair instead of by binomial coefficients, which
    // overflow; and (1 − 1/m)^(n − 1) underflows when it is the factor of every term.
    let mut fewer = vec![0.0; same_pairs as usize];
    if let Some(none) = fewer.first_mut() {
        *none = 1.0;
    }
    for _ in 1..contacts {
        for x in (1..fewer.len()).rev() {
            fewer[x] = fewer[x] * (1.0 - same) + fewer[x - 1] * same;
        }
        if let Some(none) = fewer.first_mut() {
            *none *= 1.0 - same;
        }
    }
    // Not `sum`: of nothing, that is a negative zero.
    Some(fewer.iter().fold(0.0, |a, b| a + b).min(1.0))
}
