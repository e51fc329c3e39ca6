//! What the signs mean: each as it is drawn, on a stage of 28 by 16 pixels.

/// A sign and the classes of shapes that it explains.
#[derive(Debug, Clone, Copy)]
pub struct Sign {
    /// Its name, for its words.
    pub name: &'static str,
    /// Classes of shapes.
    pub of: &'static [&'static str],
    /// The sign, as SVG.
    pub drawn: &'static str,
}

/// Every sign, in the order of the lanes.
pub const LEGEND: [Sign; 21] = [
    Sign {
        name: "hatched",
        of: &["bed", "bed narrow"],
        drawn: r#"<rect class="bed" x="2" y="1" width="24" height="14"/><rect class="hatch" x="2" y="1" width="24" height="14"/>"#,
    },
    Sign {
        name: "plain",
        of: &["bar"],
        drawn: r#"<rect class="bar" x="2" y="2" width="24" height="12"/>"#,
    },
    Sign {
        name: "urgent",
        of: &["urgent"],
        drawn: r#"<rect class="urgent" x="11" y="0.5" width="6" height="15"/>"#,
    },
    Sign {
        name: "other",
        of: &["other"],
        drawn: r#"<rect class="other" x="2" y="4" width="24" height="8"/>"#,
    },
    Sign {
        name: "status",
        of: &["status"],
        drawn: r#"<rect class="status" x="2" y="6" width="24" height="4"/>"#,
    },
    Sign {
        name: "measure",
        of: &["measure"],
        drawn: r#"<rect class="measure" x="2" y="6" width="24" height="4"/>"#,
    },
    Sign {
        name: "red",
        of: &["thread"],
        drawn: r#"<path class="thread" d="M2 8H16"/><path class="core" d="M2 8H16"/><path class="fray red" d="M15 8q4 0 8-6M15 8q5 0 10-1M15 8q4 0 9 5"/>"#,
    },
    Sign {
        name: "frayed",
        of: &["fray"],
        drawn: r#"<path class="tie" d="M2 8H15"/><path class="fray" d="M14 8q5 0 9-5M14 8q5 0 10 0M14 8q5 0 9 5"/>"#,
    },
    Sign {
        name: "thick",
        of: &["responsible"],
        drawn: r#"<path class="responsible" d="M4 8H24"/>"#,
    },
    Sign {
        name: "ticks",
        of: &["tick", "tick red"],
        drawn: r#"<path class="tie" d="M2 8H26"/><path class="tick" d="M7 2v12M14 2v12M20 2v12"/>"#,
    },
    Sign {
        name: "dense",
        of: &["many", "many red"],
        drawn: r#"<path class="tie" d="M2 8H26"/><rect class="many" x="8" y="2" width="12" height="12"/>"#,
    },
    Sign {
        name: "planned",
        of: &["planned", "planned red"],
        drawn: r#"<path class="planned" d="M8 8a3 3 0 1 0 6 0a3 3 0 1 0-6 0M17 8a3 3 0 1 0 6 0a3 3 0 1 0-6 0"/>"#,
    },
    Sign {
        name: "missed",
        of: &["missed"],
        drawn: r#"<path class="missed" d="M11.5 5.5l5 5M11.5 10.5l5-5"/>"#,
    },
    Sign {
        name: "half",
        of: &["half"],
        drawn: r#"<path class="tie" d="M2 6H26"/><path class="half" d="M9 7v5M18 7v5"/>"#,
    },
    Sign {
        name: "shift",
        of: &["shift"],
        drawn: r#"<path class="shift" d="M4 8H10M13 8H19M22 8H25"/>"#,
    },
    Sign {
        name: "warm",
        of: &["hand"],
        drawn: r#"<path class="hand" d="M6 2C14 6 8 9 18 11"/><path class="dot" d="M17.5 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0"/>"#,
    },
    Sign {
        name: "written",
        of: &["hand written"],
        drawn: r#"<path class="hand written" d="M6 2C14 6 8 9 18 11"/><path class="dot written" d="M17.5 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0"/>"#,
    },
    Sign {
        name: "open",
        of: &["hand open"],
        drawn: r#"<path class="hand open" d="M6 2C14 6 8 9 18 11"/><path class="dot open" d="M17.5 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0"/>"#,
    },
    Sign {
        name: "said",
        of: &["said"],
        drawn: r#"<path class="said" d="M10 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0"/>"#,
    },
    Sign {
        name: "unread",
        of: &["said unread"],
        drawn: r#"<path class="said unread" d="M10 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0"/>"#,
    },
    Sign {
        name: "evidence",
        of: &["ev"],
        drawn: r#"<rect class="ev" x="2" y="1" width="24" height="14"/>"#,
    },
];
