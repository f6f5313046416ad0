//! `redress procedure diff`: what changed from one version to another, in plain words.

use std::process::ExitCode;

use anyhow::bail;
use procedure::Library;
use procedure::diff::diff;

use crate::files::Where;

/// Say in plain words what changed from one version to another.
#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// The procedure's id
    id: String,
    /// The earlier version
    from: String,
    /// The later version
    to: String,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Where,
}

impl Diff {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let library = self.place.library()?;
        let versions = [&self.from, &self.to].map(|version| library.version(&self.id, version));
        let [Some(from), Some(to)] = versions else {
            bail!("{}", self.unknown(&library));
        };
        let diff = diff(from, to);
        if self.json {
            println!("{}", serde_json::to_string_pretty(&diff)?);
        } else {
            print!("{}", diff.markdown());
        }
        Ok(ExitCode::SUCCESS)
    }

    /// What there is instead: both versions are told at once.
    fn unknown(&self, library: &Library) -> String {
        let known: Vec<&str> = library.versions(&self.id).map(|known| known.head.version.as_str()).collect();
        if known.is_empty() {
            return super::no_procedure(&self.id, library);
        }
        let mut missing: Vec<String> = [&self.from, &self.to]
            .into_iter()
            .filter(|version| !known.contains(&version.as_str()))
            .map(|version| format!("“{version}”"))
            .collect();
        missing.dedup();
        format!("“{}” has no version {}: it has {}", self.id, missing.join(" and no version "), known.join(", "))
    }
}
