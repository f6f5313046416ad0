//! `redress procedure new`: starts a procedure from a template that holds as it stands.

use std::fs::{DirBuilder, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::civil::Date;
use procedure::{Procedure, Sources};

use crate::files::Where;

const DOCUMENT: &str = include_str!("new/procedure.md");
const LETTER: &str = include_str!("new/answer.md");
const SCENARIOS: &str = include_str!("new/first.feature");

/// Start a procedure from a template.
#[derive(Debug, clap::Args)]
pub(crate) struct New {
    /// The procedure's id: lower-case words joined by hyphens
    id: String,
    /// What people call it; without it, the id in words
    #[arg(long)]
    title: Option<String>,
    /// The folder of procedures to put it into
    #[arg(long, value_name = "FOLDER", default_value = "procedures")]
    dir: PathBuf,
    /// The first day on which it is in force; without it, today
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
}

impl New {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let from = self.from.unwrap_or_else(|| jiff::Timestamp::now().to_zoned(calendar::london()).date());
        let version = from.strftime("%Y-%m").to_string();
        let title = self.title.clone().unwrap_or_else(|| super::capital(&self.id.replace('-', " ")));
        let fill = |text: &str| {
            text.replace("@id@", &self.id)
                .replace("@version@", &version)
                .replace("@from@", &from.to_string())
                .replace("@year@", &from.year().to_string())
                // A title is put between quotation marks of TOML.
                .replace("@title@", &title.replace('\\', "\\\\").replace('"', "\\\""))
        };
        if Where::default().library()?.latest(&self.id).is_some() {
            bail!("a procedure “{}” comes with Redress: choose another id", self.id);
        }
        let document = fill(DOCUMENT);
        let sources = Sources {
            path: format!("{}/{version}/procedure.md", self.id),
            text: document.clone(),
            letters: [("answer.md".to_owned(), fill(LETTER))].into(),
        };
        // The template holds, so that only what was typed can be wrong.
        if let Err(faults) = Procedure::read(&sources) {
            let wrong: Vec<String> = faults
                .iter()
                .map(|fault| {
                    fault.advice().map_or_else(|| fault.message().to_owned(), |help| format!("{}. {help}", fault.message()))
                })
                .collect();
            bail!("{}", wrong.join("\n         "));
        }
        let folder = self.dir.join(&self.id);
        if folder.exists() {
            bail!("there is a folder {} already: choose another id, or add a version to it by hand", folder.display());
        }
        let folder = folder.join(&version);
        write(&folder.join("procedure.md"), &document)?;
        write(&folder.join("letters/answer.md"), &fill(LETTER))?;
        write(&folder.join("scenarios/first.feature"), &fill(SCENARIOS))?;
        let dir = self.dir.display();
        println!("“{title}” stands in {}: a document, a letter and a scenario.", folder.display());
        println!("\nNext:");
        println!(
            "  1. Open {} and write your procedure where the template’s words stand.",
            folder.join("procedure.md").display()
        );
        println!("  2. redress procedure check {} --procedures {dir}", self.id);
        println!("  3. redress procedure test {} --procedures {dir}", self.id);
        println!(
            "  4. redress simulate {} --procedures {dir}: see where its limits break before anybody relies on them.",
            self.id
        );
        println!("  5. redress serve --procedures {dir}");
        println!("\nThe language is described in docs/reference/procedure-language.md.");
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a file that must not be there yet.
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        DirBuilder::new()
            .recursive(true)
            .create(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let mut file =
        OpenOptions::new().write(true).create_new(true).open(path).with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}
