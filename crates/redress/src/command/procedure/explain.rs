//! `redress procedure explain`: the whole procedure in plain words, or the picture of its stages.

use std::process::ExitCode;

use procedure::{diagram, explain};

use super::One;

/// Say in plain words what each paragraph makes Redress do.
#[derive(Debug, clap::Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    one: One,
    /// Only the stages and the steps between them, as text or as a picture
    #[arg(long, value_name = "text|svg")]
    diagram: Option<Diagram>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Diagram {
    Text,
    Svg,
}

impl Explain {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let library = self.one.from.library()?;
        let found = self.one.find(&library)?;
        match self.diagram {
            Some(Diagram::Svg) => print!("{}", diagram::svg(&found)),
            Some(Diagram::Text) => print!("{}", diagram::text(&found)),
            None => {
                println!("{}, version {}\n{}\n", found.head.title, found.head.version, found.head.source);
                println!("{}", explain::text(&found));
                println!("# Who owes what\n\n{}", explain::owed(&found).text());
                print!("# From stage to stage\n\n{}", diagram::text(&found));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
