//! LICON and LISECON against exact arithmetic, and where naive formulas overflow.

use redthread::domain::continuity::{entropy_bits, licon, lisecon, mmci};

use super::assert_six;

/// `P(D > k)` by counting surjections in exact integers: C(m,d) · d! · S(n,d).
#[expect(clippy::cast_precision_loss, reason = "a quotient of two exact counts")]
fn licon_exact(n: u32, k: u32, m: u32) -> f64 {
    // ways[d]: sequences of length n over m people that meet exactly d of them.
    let mut ways = vec![0u128; m as usize + 1];
    ways[0] = 1;
    for _ in 0..n {
        for d in (1..=m as usize).rev() {
            ways[d] = ways[d] * d as u128 + ways[d - 1] * (u128::from(m) + 1 - d as u128);
        }
        ways[0] = 0;
    }
    let more: u128 = ways[k as usize + 1..].iter().sum();
    more as f64 / u128::from(m).pow(n) as f64
}

#[test]
fn licon_equals_exact_counting() {
    for (n, m) in [(2, 2), (5, 4), (12, 6), (20, 9), (30, 16), (8, 40)] {
        for k in 1..=n.min(m) {
            let found = licon(n, k, m).unwrap();
            assert!((found - licon_exact(n, k, m)).abs() < 1e-12, "{n} {k} {m}");
        }
    }
}

#[test]
fn licon_of_hundreds_is_sound() {
    let (n, m) = (800, 600);
    let mut above = 1.0;
    let mut mean = 0.0;
    for k in 0..=m {
        let found = licon(n, k, m).unwrap();
        assert!((0.0..=above).contains(&found), "falls with k");
        mean += found;
        above = found;
    }
    // E(D) = m (1 − (1 − 1/m)^n), and it is the sum of P(D > k).
    let expected = 600.0 * (1.0 - (1.0f64 - 1.0 / 600.0).powi(800));
    assert!((mean - expected).abs() < 1e-8, "{mean} {expected}");
    assert!(licon(400, 200, 300).unwrap() > 0.999);
}

#[test]
fn lisecon_where_the_first_term_underflows() {
    // (1/2)^1999 is below the smallest float; by symmetry P(X < 1000) of 1999 tosses is one half.
    assert_six("lisecon", lisecon(2000, 1000, 2), Some(0.5));
    assert_eq!(lisecon(2000, 0, 2), Some(0.0));
}

#[test]
fn undefined_without_enough_to_go_by() {
    assert_eq!(licon(1, 1, 4), None);
    assert_eq!(licon(2, 1, 1), None);
    assert_eq!(licon(5, 4, 3), None);
    assert_eq!(lisecon(1, 0, 4), None);
    assert_eq!(lisecon(5, 2, 1), None);
    assert_eq!(entropy_bits(&[0, 0]), None);
    assert_eq!(mmci(0, 0), None);
}

#[test]
fn one_person_is_exactly_one_and_without_disorder() {
    for n in 1..500 {
        assert_eq!(mmci(n, 1), Some(1.0));
        assert_eq!(entropy_bits(&[n]), Some(0.0));
    }
}
