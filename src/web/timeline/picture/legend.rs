//! What the signs mean: each as it is drawn, on a stage of 28 by 16 pixels.

/// Names of signs, for their words, and the signs.
pub const LEGEND: [(&str, &str); 15] = [
    (
        "hatched",
        r#"<rect class="bed" x="2" y="1" width="24" height="14"/><rect class="hatch" x="2" y="1" width="24" height="14"/>"#,
    ),
    (
        "plain",
        r#"<rect class="bar" x="2" y="2" width="24" height="12"/>"#,
    ),
    (
        "urgent",
        r#"<rect class="urgent" x="11" y="0.5" width="6" height="15"/>"#,
    ),
    (
        "other",
        r#"<rect class="other" x="2" y="4" width="24" height="8"/>"#,
    ),
    (
        "red",
        r#"<path class="thread" d="M2 8H16"/><path class="core" d="M2 8H16"/><path class="fray red" d="M15 8q4 0 8-6M15 8q5 0 10-1M15 8q4 0 9 5"/>"#,
    ),
    ("thick", r#"<path class="responsible" d="M4 8H24"/>"#),
    (
        "ticks",
        r#"<path class="tie" d="M2 8H26"/><path class="tick" d="M7 2v12M14 2v12M20 2v12"/>"#,
    ),
    (
        "dense",
        r#"<path class="tie" d="M2 8H26"/><rect class="many" x="8" y="2" width="12" height="12"/>"#,
    ),
    (
        "planned",
        r#"<path class="planned" d="M8 8a3 3 0 1 0 6 0a3 3 0 1 0-6 0M17 8a3 3 0 1 0 6 0a3 3 0 1 0-6 0"/>"#,
    ),
    (
        "missed",
        r#"<path class="missed" d="M11.5 5.5l5 5M11.5 10.5l5-5"/>"#,
    ),
    (
        "half",
        r#"<path class="tie" d="M2 6H26"/><path class="half" d="M9 7v5M18 7v5"/>"#,
    ),
    (
        "shift",
        r#"<path class="shift" d="M4 8H10M13 8H19M22 8H25"/>"#,
    ),
    (
        "warm",
        r#"<path class="hand" d="M6 2C14 6 8 9 18 11"/><path class="dot" d="M17.5 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0"/>"#,
    ),
    (
        "written",
        r#"<path class="hand written" d="M6 2C14 6 8 9 18 11"/><path class="dot written" d="M17.5 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0"/>"#,
    ),
    (
        "open",
        r#"<path class="hand open" d="M6 2C14 6 8 9 18 11"/><path class="dot open" d="M17.5 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0"/>"#,
    ),
];
