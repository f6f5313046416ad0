//! `redress demo`: a year of made-up complaints, with plans, uses of force and officers, made by running the engine, and the pages over them.

mod story;
mod tales;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use procedure::reference::Seed;
use server::{App, Config};

use crate::command::database::Database;
use crate::command::serve::{app, listen, log, open};
use crate::directory::Document;
use crate::files::Where;

pub(crate) const DIRECTORY: &str = include_str!("demo/directory.toml");
const PASSWORD: &str = "detention-demo";

/// Fill a demonstration database and serve it.
#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// The folder for the demonstration's database and documents
    #[arg(long, value_name = "FOLDER", default_value = "demo-data")]
    folder: PathBuf,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// How many complaints to make up
    #[arg(long, default_value_t = 320)]
    complaints: u32,
    /// The same seed on the same day makes the same complaints
    #[arg(long, default_value_t = 2017)]
    seed: u64,
    /// Fill the database and stop
    #[arg(long)]
    only_fill: bool,
}

/// Who to try first: user name, and what one sees.
const FIRST: &[(&str, &str)] = &[
    ("joan", "customer service unit: every complaint, what is overdue, allocation"),
    ("amina", "Home Office team at Ashbourne House: empties the box"),
    ("neil", "allocation hub: logs complaints"),
    ("carla", "supplier’s complaints officer at Ashbourne House: investigates and drafts"),
    ("david", "her manager: approves what she drafts"),
    ("priya", "professional standards: serious misconduct"),
    ("grace", "monitoring board at Ashbourne House: sees what may be shared"),
    ("rhys", "an officer who is complained about: sees nothing of it"),
    ("rosalind", "keeper of improvement plans: the plans of 2014, 2017 and today, recommendations and their actions"),
    ("edmund", "independent assurance: checks what others say is done"),
    ("miriam", "use of force monitor: reviews every incident after the supplier"),
    ("sandra", "owner of actions at the escort supplier: sees her actions and nothing else of the plans"),
    ("noreen", "certification team: officers’ records, training, certificates"),
    ("hester", "HM Inspectorate of Prisons: reads plans and incidents, changes nothing"),
    ("lee", "an escort officer of whom somebody complained: sees his statement and his record, nothing of the complaint"),
    ("ines", "probation inspectorate, enquiries team: concerns, complaints and feedback"),
    ("magda", "probation inspectorate, investigating officer of one complaint: sees only that"),
    ("lena", "Luton Council, customer services: records complaints, sees whose contact is restricted"),
    ("sanjay", "Luton Council, Service Manager of Housing: names who reviews, sees Housing only"),
    ("iris", "Luton Council, Information Governance Manager: all complaints, restrictions, moves to a new version"),
];

impl Demo {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        log();
        let listener = if self.only_fill { None } else { Some(listen(self.listen).await?) };
        std::fs::create_dir_all(&self.folder).with_context(|| format!("cannot make the folder {}", self.folder.display()))?;
        let done = self.folder.join("redress.db");
        let names: Vec<&str> = FIRST.iter().map(|(name, _)| *name).collect();
        let hint = Some(format!("This is a demonstration. Sign in as {}; the password is {PASSWORD}.", names.join(", ")));
        let config = Config {
            body: "Demonstration".to_owned(),
            secure: false,
            largest_document: 25 * 1024 * 1024,
            hint,
            ..Config::default()
        };
        if !done.exists() {
            // A fill that was cut short starts anew: the finished database gets its name only when all is in it.
            let filling = self.folder.join("filling.db");
            for leftover in ["filling.db", "filling.db-wal", "filling.db-shm"] {
                let _ = std::fs::remove_file(self.folder.join(leftover));
            }
            let database = Database { database: filling.clone() };
            let app = app(&database, Where::default().library()?, config.clone()).await?;
            self.fill(&app).await?;
            app.store().close().await;
            std::fs::rename(database.documents(), self.folder.join("redress.documents"))
                .or_else(|error| if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) })?;
            std::fs::rename(&filling, &done)?;
            for leftover in ["filling.db-wal", "filling.db-shm"] {
                let _ = std::fs::remove_file(self.folder.join(leftover));
            }
        }
        let Some(listener) = listener else {
            println!("The demonstration is in {}.", done.display());
            return Ok(ExitCode::SUCCESS);
        };
        // Nobody is held up by a demonstration that was left alone for weeks.
        let app = open(&Database { database: done }, Where::default().library()?, config, true).await?;
        println!("\nRedress is ready on http://{}\n", self.listen);
        println!("Sign in with one of these names. The password of all of them is {PASSWORD}\n");
        for (name, what) in FIRST {
            println!("  {name:<8} {what}");
        }
        println!("\nStop with Ctrl+C. To start over, delete the folder {}.", self.folder.display());
        server::serve(app, listener).await?;
        Ok(ExitCode::SUCCESS)
    }

    async fn fill(&self, app: &App) -> anyhow::Result<()> {
        println!("Filling the demonstration with a year of made-up complaints.");
        // The same seed gives the same references too.
        let mut seed = Seed::default();
        seed.iter_mut().zip(self.seed.to_be_bytes()).for_each(|(byte, given)| *byte = given);
        app.draw_from(seed);
        Document::read(DIRECTORY)?.add(app.store(), true).await?;
        app.directory_reload().await?;
        story::tell(app, self.seed, self.complaints).await?;
        tales::tell(app, app.now()).await
    }
}
