//! A rule of a mapping, checked: its table and columns exist, and every value has one source.

use std::collections::BTreeMap;

use toml::Spanned;

use super::spec;
use super::template::{self, Piece};
use crate::interop::csv::table::{TABLES, Table};

/// What is wrong with a rule, and where in the text.
#[derive(Debug)]
pub struct Fault {
    /// Byte offset in the mapping's text.
    pub at: usize,
    /// What is wrong and what would be accepted.
    pub message: String,
}

/// One source file to one table.
#[derive(Debug)]
pub struct Rule {
    /// The table that it feeds.
    pub table: &'static Table,
    /// The file that it reads, matched without regard to case.
    pub source: String,
    /// Whether rows of a key that was taken before are left out.
    pub(super) distinct: bool,
    pub(super) conditions: Vec<Condition>,
    pub(super) joins: Vec<Join>,
    /// A value per column of the table; `None` where nothing is mapped.
    pub(super) values: Vec<Option<Value>>,
}

/// A condition that a row must meet.
#[derive(Debug)]
pub(super) struct Condition {
    pub column: String,
    pub test: Test,
}

/// What a condition asks of a value.
#[derive(Debug)]
pub(super) enum Test {
    In(Vec<String>),
    NotIn(Vec<String>),
    Empty(bool),
}

impl Test {
    /// Whether a value passes.
    pub fn passes(&self, value: &str) -> bool {
        match self {
            Self::In(values) => values.iter().any(|known| known == value),
            Self::NotIn(values) => !values.iter().any(|known| known == value),
            Self::Empty(empty) => value.is_empty() == *empty,
        }
    }
}

/// A lookup in another file.
#[derive(Debug)]
pub(super) struct Join {
    pub name: String,
    pub source: String,
    pub key: String,
    pub on: String,
    pub not_empty: Option<String>,
    /// The columns that the rule uses of it.
    pub columns: Vec<String>,
}

/// Where a target column's value comes from, and how it is changed on the way.
#[derive(Debug)]
pub(super) struct Value {
    pub origin: Origin,
    pub values: Option<BTreeMap<String, String>>,
    pub default: Option<String>,
    pub form: Option<Form>,
}

/// Where a value comes from.
#[derive(Debug)]
pub(super) enum Origin {
    FirstOf(Vec<String>),
    Constant(String),
    Template(Vec<Piece>),
    MinutesBetween([String; 2]),
}

/// How the source writes a date or a time.
#[derive(Debug)]
pub(super) enum Form {
    Date(String),
    Time(String),
}

impl Origin {
    /// The source columns that it reads.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::FirstOf(names) => names.iter().map(String::as_str).collect(),
            Self::MinutesBetween(names) => names.iter().map(String::as_str).collect(),
            Self::Constant(_) => Vec::new(),
            Self::Template(pieces) => pieces
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Column { name, .. } => Some(name.as_str()),
                    Piece::Text(_) => None,
                })
                .collect(),
        }
    }
}

impl Rule {
    /// Checks a rule as written.
    pub(super) fn check(spec: spec::Rule) -> Result<Self, Fault> {
        let table_at = spec.table.span().start;
        let table = table(spec.table.get_ref(), table_at)?;
        let mut values: Vec<Option<Value>> = table.columns.iter().map(|_| None).collect();
        for (name, value) in spec.columns {
            let at = name.span().start;
            let position = table.position(name.get_ref()).ok_or_else(|| Fault {
                at,
                message: format!(
                    "{} has no column {:?}; accepted: {}",
                    table.name(),
                    name.get_ref(),
                    table.column_names().join(", ")
                ),
            })?;
            let value_at = value.span().start;
            values[position] = Some(check_value(value.into_inner().0, value_at)?);
        }
        for (column, value) in table.columns.iter().zip(&values) {
            if column.required && value.is_none() {
                return Err(Fault {
                    at: table_at,
                    message: format!("{} needs a value for {}", table.name(), column.name),
                });
            }
        }
        let conditions = spec
            .conditions
            .into_iter()
            .map(check_condition)
            .collect::<Result<Vec<_>, Fault>>()?;
        let mut rule = Self {
            table,
            source: spec.source,
            distinct: spec.distinct,
            conditions,
            joins: Vec::new(),
            values,
        };
        let names: Vec<String> = spec
            .join
            .keys()
            .map(|name| name.get_ref().clone())
            .collect();
        for (name, join) in spec.join {
            let on = join.on.as_deref().and_then(split_join);
            if on.is_some_and(|(prefix, _)| names.iter().any(|name| name == prefix)) {
                return Err(Fault {
                    at: name.span().start,
                    message: "on names a column of the rule's own source, not a joined one".into(),
                });
            }
            let join = rule.check_join(name, join)?;
            rule.joins.push(join);
        }
        Ok(rule)
    }

    /// Every source column that the rule reads, join columns as `join.column`.
    pub(super) fn source_columns(&self) -> impl Iterator<Item = &str> {
        let values = self.values.iter().flatten();
        let conditions = self.conditions.iter().map(|c| c.column.as_str());
        let keys = self.joins.iter().map(|join| join.on.as_str());
        values
            .flat_map(|value| value.origin.columns())
            .chain(conditions)
            .chain(keys)
    }

    /// The columns that the rule reads of its own source file, each once.
    pub(in crate::interop::csv) fn own_columns(&self) -> Vec<&str> {
        let mut columns = Vec::new();
        for name in self.source_columns() {
            let joined = split_join(name).map(|(join, _)| join);
            let is_own = !self
                .joins
                .iter()
                .any(|join| Some(join.name.as_str()) == joined);
            if is_own && !columns.contains(&name) {
                columns.push(name);
            }
        }
        columns
    }

    fn check_join(&self, name: Spanned<String>, spec: spec::Join) -> Result<Join, Fault> {
        let at = name.span().start;
        let name = name.into_inner();
        let mut columns: Vec<String> = Vec::new();
        for column in self.source_columns() {
            let joined = split_join(column).filter(|(join, _)| *join == name);
            if let Some((_, column)) = joined
                && !columns.iter().any(|known| known == column)
            {
                columns.push(column.to_owned());
            }
        }
        if columns.is_empty() {
            return Err(Fault {
                at,
                message: format!("join {name:?} is not used; read its columns as {name}.column"),
            });
        }
        Ok(Join {
            name,
            source: spec.source,
            on: spec.on.unwrap_or_else(|| spec.key.clone()),
            key: spec.key,
            not_empty: spec.not_empty,
            columns,
        })
    }
}

/// The join and the column of `join.column`.
pub(super) fn split_join(column: &str) -> Option<(&str, &str)> {
    column.split_once('.')
}

fn table(name: &str, at: usize) -> Result<&'static Table, Fault> {
    let accepted = || {
        TABLES
            .iter()
            .map(Table::name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    Table::from_file_name(&format!("{name}.csv")).ok_or_else(|| Fault {
        at,
        message: format!("no table {name:?}; accepted: {}", accepted()),
    })
}

fn check_condition(spec: Spanned<spec::Condition>) -> Result<Condition, Fault> {
    let at = spec.span().start;
    let spec = spec.into_inner();
    let tests = [
        spec.equals.map(|value| Test::In(vec![value])),
        spec.not_equals.map(|value| Test::NotIn(vec![value])),
        spec.one_of.map(Test::In),
        spec.not_in.map(Test::NotIn),
        spec.empty.map(Test::Empty),
    ];
    let mut tests = tests.into_iter().flatten();
    match (tests.next(), tests.next()) {
        (Some(test), None) => Ok(Condition {
            column: spec.column,
            test,
        }),
        _ => Err(Fault {
            at,
            message: "a condition has one test: equals, not_equals, in, not_in or empty".to_owned(),
        }),
    }
}

fn check_value(spec: spec::ValueTable, at: usize) -> Result<Value, Fault> {
    let fault = |message: &str| Fault {
        at,
        message: message.to_owned(),
    };
    let template = spec
        .template
        .map(|text| template::parse(&text).map_err(fault))
        .transpose()?;
    let origins = [
        spec.column.map(|column| Origin::FirstOf(vec![column])),
        spec.first_of.map(Origin::FirstOf),
        spec.constant.map(Origin::Constant),
        template.map(Origin::Template),
        spec.minutes_between.map(Origin::MinutesBetween),
    ];
    let mut origins = origins.into_iter().flatten();
    let (Some(origin), None) = (origins.next(), origins.next()) else {
        return Err(fault(
            "a value has one origin: column, first_of, constant, template or minutes_between",
        ));
    };
    if spec.default.is_some() && spec.values.is_none() {
        return Err(fault(
            "default goes with values: it is for those they do not list",
        ));
    }
    let form = match (spec.date_format, spec.time_format) {
        (None, None) => None,
        (Some(format), None) => Some(Form::Date(format)),
        (None, Some(format)) => Some(Form::Time(format)),
        (Some(_), Some(_)) => return Err(fault("either date_format or time_format, not both")),
    };
    if let Some(Form::Date(format) | Form::Time(format)) = &form
        && chrono::format::StrftimeItems::new(format)
            .any(|item| item == chrono::format::Item::Error)
    {
        return Err(fault("not a format; write for example %Y-%m-%d %H:%M:%S"));
    }
    Ok(Value {
        origin,
        values: spec.values,
        default: spec.default,
        form,
    })
}
