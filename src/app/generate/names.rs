//! Invented names: common given and family names of the peoples a Nordic service meets, combined by
//! chance. No name is taken from a person.

use super::draw::Draw;
use crate::domain::vocabulary::Sex;

/// Names that go together, and the language that its bearers most often speak besides Norwegian.
struct People {
    weight: f64,
    language: &'static str,
    female: &'static [&'static str],
    male: &'static [&'static str],
    family: &'static [&'static str],
}

const PEOPLES: [People; 5] = [
    People {
        weight: 0.76,
        language: "nb",
        female: &[
            "Anne", "Astrid", "Berit", "Camilla", "Elin", "Eva", "Frida", "Grete", "Hanne",
            "Hilde", "Ida", "Inger", "Ingrid", "Julie", "Karin", "Kristin", "Lena", "Linn", "Liv",
            "Maria", "Marit", "Mette", "Nina", "Nora", "Ragnhild", "Randi", "Sara", "Silje",
            "Sofie", "Tone", "Torill", "Tuva", "Unni", "Vilde", "Åse",
        ],
        male: &[
            "Anders", "Arne", "Bjørn", "Daniel", "Emil", "Erik", "Espen", "Fredrik", "Geir",
            "Håkon", "Henrik", "Ivar", "Jan", "Johan", "Jon", "Kjell", "Knut", "Lars", "Magnus",
            "Martin", "Nils", "Odd", "Ola", "Olav", "Petter", "Rune", "Sander", "Sindre", "Stein",
            "Svein", "Terje", "Tobias", "Tom", "Tor", "Øyvind",
        ],
        family: &[
            "Aasen",
            "Andersen",
            "Bakke",
            "Berge",
            "Bråten",
            "Dalen",
            "Eide",
            "Eliassen",
            "Engen",
            "Eriksen",
            "Fossum",
            "Gundersen",
            "Hagen",
            "Halvorsen",
            "Hansen",
            "Haugen",
            "Henriksen",
            "Holm",
            "Iversen",
            "Jacobsen",
            "Jensen",
            "Johansen",
            "Karlsen",
            "Knutsen",
            "Kristiansen",
            "Larsen",
            "Lie",
            "Lund",
            "Lunde",
            "Mikkelsen",
            "Myhre",
            "Nilsen",
            "Olsen",
            "Pedersen",
            "Rasmussen",
            "Ruud",
            "Sandvik",
            "Solberg",
            "Strand",
            "Svendsen",
            "Sørensen",
            "Tangen",
            "Thomassen",
            "Vik",
            "Ødegård",
        ],
    },
    People {
        weight: 0.05,
        language: "se",
        female: &[
            "Ánne", "Biret", "Elle", "Inga", "Káre", "Láilá", "Máret", "Ristin", "Sárá",
        ],
        male: &[
            "Ánte", "Áslat", "Heaika", "Issát", "Jovnna", "Mihkkal", "Niillas", "Piera",
        ],
        family: &[
            "Bongo",
            "Buljo",
            "Eira",
            "Gaup",
            "Hætta",
            "Sara",
            "Somby",
            "Utsi",
            "Valkeapää",
        ],
    },
    People {
        weight: 0.07,
        language: "ur",
        female: &[
            "Aisha", "Amina", "Fatima", "Nasreen", "Priya", "Saima", "Sana", "Zainab",
        ],
        male: &[
            "Ahmed", "Ali", "Bilal", "Hassan", "Imran", "Kamran", "Omar", "Ravi", "Tariq",
        ],
        family: &[
            "Ahmad", "Akhtar", "Butt", "Hussain", "Iqbal", "Khan", "Malik", "Mahmood", "Singh",
        ],
    },
    People {
        weight: 0.05,
        language: "so",
        female: &[
            "Asha", "Ayaan", "Faduma", "Hodan", "Ifrah", "Khadija", "Sahra",
        ],
        male: &[
            "Abdi",
            "Abdullahi",
            "Guled",
            "Hassan",
            "Liban",
            "Mohamed",
            "Yusuf",
        ],
        family: &[
            "Abdi", "Ali", "Farah", "Hussein", "Ibrahim", "Jama", "Mohamud", "Warsame",
        ],
    },
    People {
        weight: 0.07,
        language: "pl",
        female: &[
            "Agnieszka",
            "Anna",
            "Ewa",
            "Joanna",
            "Katarzyna",
            "Magdalena",
            "Zofia",
        ],
        male: &[
            "Andrzej",
            "Jan",
            "Krzysztof",
            "Marcin",
            "Paweł",
            "Piotr",
            "Tomasz",
        ],
        family: &[
            "Dąbrowski",
            "Kamiński",
            "Kowalczyk",
            "Lewandowski",
            "Mazur",
            "Nowak",
            "Wójcik",
        ],
    },
];

/// A name and a language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    /// Given name.
    pub(super) given: &'static str,
    /// Family name.
    pub(super) family: &'static str,
    /// BCP 47 language.
    pub(super) language: &'static str,
}

impl Name {
    /// Draws a name that suits a sex.
    pub(super) fn draw(draw: &mut Draw, sex: Sex) -> Self {
        let weights = [0, 1, 2, 3, 4].map(|index: usize| (index, PEOPLES[index].weight));
        let people = &PEOPLES[draw.weighted(&weights).unwrap_or(0)];
        let given = if sex == Sex::Male {
            people.male
        } else {
            people.female
        };
        Self {
            given: draw.pick(given).unwrap_or_default(),
            family: draw.pick(people.family).unwrap_or_default(),
            language: if draw.chance(0.6) {
                people.language
            } else {
                "nb"
            },
        }
    }

    /// Given name and family name.
    pub(super) fn full(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}
