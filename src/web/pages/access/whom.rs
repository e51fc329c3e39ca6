//! People and units by the names under which a form offers them.

use std::collections::HashMap;

use crate::domain::access::Barred;
use crate::domain::ids::ProfessionalId;
use crate::domain::trajectory::Directory;

/// Names, each of one person or unit: where two have the same, the source's id is beside it.
pub(in crate::web) struct Names(HashMap<String, Barred>);

impl Names {
    /// Everybody, and every unit.
    pub fn all(directory: &Directory) -> Self {
        let units = directory
            .units
            .values()
            .map(|unit| (&unit.name, &unit.source.value, Barred::Unit(unit.id)));
        Self::of(people(directory).chain(units))
    }

    /// Everybody.
    pub fn people(directory: &Directory) -> Self {
        Self::of(people(directory))
    }

    fn of<'d>(all: impl Iterator<Item = (&'d String, &'d String, Barred)>) -> Self {
        let all: Vec<_> = all.collect();
        let mut times: HashMap<&str, usize> = HashMap::new();
        for (name, _, _) in &all {
            *times.entry(name.trim()).or_default() += 1;
        }
        let named = all.iter().map(|(name, source, whom)| {
            let name = name.trim();
            let is_sure = times.get(name) == Some(&1) && !name.is_empty();
            let label = if is_sure {
                name.to_owned()
            } else {
                format!("{name} [{source}]").trim().to_owned()
            };
            (label, *whom)
        });
        Self(named.collect())
    }

    /// Whom a name that was typed means.
    pub fn find(&self, typed: &str) -> Option<Barred> {
        self.0.get(typed.trim()).copied()
    }

    /// Which professional a name that was typed means.
    pub fn person(&self, typed: &str) -> Option<ProfessionalId> {
        match self.find(typed) {
            Some(Barred::Professional(who)) => Some(who),
            _ => None,
        }
    }

    /// The names of those who are to be offered, in order.
    pub fn offered(&self, is_offered: impl Fn(Barred) -> bool) -> Vec<String> {
        let offered = self.0.iter().filter(|(_, whom)| is_offered(**whom));
        let mut names: Vec<String> = offered.map(|(name, _)| name.clone()).collect();
        names.sort_unstable();
        names
    }
}

fn people(directory: &Directory) -> impl Iterator<Item = (&String, &String, Barred)> {
    directory.professionals.values().map(|person| {
        let whom = Barred::Professional(person.id);
        (&person.name, &person.source.value, whom)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::UnitId;
    use uuid::Uuid;

    #[test]
    fn names_that_two_have_are_told_apart_and_units_are_no_people() {
        let who = |n: u128| Barred::Professional(ProfessionalId(Uuid::from_u128(n)));
        let unit = Barred::Unit(UnitId(Uuid::from_u128(9)));
        let text = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let (names, ids) = (
            text(&["Kari", "Ola ", "Ola", "", "FACT"]),
            text(&["1", "2", "3", "4", "5"]),
        );
        let whom = [who(1), who(2), who(3), who(4), unit];
        let all = names
            .iter()
            .zip(&ids)
            .zip(whom)
            .map(|((name, id), whom)| (name, id, whom));
        let names = Names::of(all);
        for (typed, expected) in [
            (" Kari ", Some(who(1))),
            ("Ola", None),
            ("Ola [2]", Some(who(2))),
            ("Ola [3]", Some(who(3))),
            ("[4]", Some(who(4))),
            ("", None),
            ("FACT", Some(unit)),
        ] {
            assert_eq!(names.find(typed), expected, "{typed}");
        }
        assert_eq!(names.person("FACT"), None);
        assert_eq!(names.offered(|whom| whom == unit), ["FACT"]);
    }
}
