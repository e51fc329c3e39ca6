//! `redthread import`: records of another system, taken in.

use std::path::PathBuf;

use clap::Subcommand;

use super::EXIT_CODES;

/// Take in records of another system
///
/// A second run of the same input changes nothing. Every row is created, updated, unchanged or
/// rejected; rejected rows and their reasons are kept, the others are taken in.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The form that the records come in.
    #[command(subcommand)]
    pub form: Form,
}

/// The form that the records come in.
#[derive(Debug, Subcommand)]
pub enum Form {
    /// CSV files in Red Thread's own format, or any other through a mapping
    #[command(after_help = format!(
        "Examples:\n  redthread import csv records/\n  \
         redthread import csv patients.csv contacts.csv --source ehr --dry-run\n  \
         redthread import csv synthea/ --mapping mappings/synthea.toml --rejects rejects.csv\n\n\
         {EXIT_CODES}"
    ))]
    Csv(Input),
    /// FHIR R4: Bundles (JSON) and NDJSON
    #[command(after_help = format!(
        "Examples:\n  redthread import fhir bundles/\n  \
         redthread import fhir Encounter.ndjson --source hospital --rejects rejects.csv\n\n\
         {EXIT_CODES}"
    ))]
    Fhir(Input),
}

/// What to take in, and how.
#[derive(Debug, clap::Args)]
pub struct Input {
    /// Files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The system that gave the ids
    #[arg(long, value_name = "NAME", default_value = "local")]
    pub source: String,
    /// How the source's columns and codes map onto ours (TOML)
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Read and check everything, say what would happen, change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write rejected rows here, each with its reason
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
}
