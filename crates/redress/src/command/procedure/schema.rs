//! `redress procedure schema`: the JSON Schema of the rules, for editors.

use std::process::ExitCode;

/// Print the JSON Schema of the rules, for editors.
#[derive(Debug, clap::Args)]
pub(crate) struct Schema {}

impl Schema {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        print!("{}", procedure::schema::text());
        Ok(ExitCode::SUCCESS)
    }
}
