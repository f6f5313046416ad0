//! `redress serve`: the pages over a database.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use procedure::Library;
use server::scan::Scanner;
use server::{App, Config};
use store::{OpenOptions, Store, StoreError};

use super::database::Database;
use super::head::Daily;
use super::rebuild::rows;
use crate::files::Where;

/// Serve the pages.
#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    procedures: Where,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1:8080", env = "REDRESS_LISTEN")]
    listen: SocketAddr,
    /// The public body's name, for the header
    #[arg(long, default_value = "", env = "REDRESS_BODY")]
    body: String,
    /// The pages are reached over HTTPS (by way of a proxy): cookies are sent over nothing else
    #[arg(long, env = "REDRESS_HTTPS")]
    https: bool,
    /// The public address of the pages, as browsers send it: needed behind a proxy that asks under another name
    #[arg(long, value_name = "ADDRESS", env = "REDRESS_ORIGIN")]
    origin: Option<String>,
    /// How many proxies stand before the server: each adds to X-Forwarded-For by whom it was asked
    #[arg(long, value_name = "NUMBER", default_value_t = 0, env = "REDRESS_TRUSTED_PROXIES")]
    trusted_proxies: usize,
    /// Take the clock of this machine as right, although it does not go with when something was last written
    #[arg(long)]
    accept_clock: bool,
    #[command(flatten)]
    heads: Daily,
    /// A virus scanner: a program and its arguments. Each file is given to it on standard input before the file is kept. It lets the
    /// file through by ending with 0, and refuses it by ending with 1. Without this, nothing is scanned
    #[arg(long, value_name = "COMMAND", env = "REDRESS_SCAN")]
    scan_command: Option<String>,
}

impl Serve {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        log();
        if let Some(origin) = &self.origin {
            public_address(origin)?;
        }
        let library = self.procedures.library()?;
        // Nobody is to wait at an address behind which nothing will be.
        sound(&library)?;
        if !self.database.database.exists() {
            bail!(
                "there is no database {}. Check --database. To start a new one, read in who works here: redress directory import FILE --database {0}",
                self.database.database.display()
            );
        }
        let listener = listen(self.listen).await?;
        let config = Config {
            body: self.body,
            secure: self.https,
            largest_document: 25 * 1024 * 1024,
            origin: self.origin,
            trusted_proxies: self.trusted_proxies,
            ..Config::default()
        };
        let app = open(&self.database, library, config, self.accept_clock).await?;
        self.heads.begin(app.store().clone(), &self.database)?;
        if let Some(command) = &self.scan_command {
            app.scan_with(Scanner::new(command).context("--scan-command names no program")?);
        }
        println!("Redress is ready on http://{}", self.listen);
        server::serve(app, listener).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Refuses a public address that no browser sends.
fn public_address(origin: &str) -> anyhow::Result<()> {
    let Err(error) = server::routes::is_origin(origin) else { return Ok(()) };
    let host = origin.rsplit_once("://").map_or(origin, |(_, host)| host).split(['/', '?', '#']).next().unwrap_or_default();
    let host = if host.is_empty() { "complaints.example.gov.uk" } else { host };
    bail!("--origin {origin} is not an address that a browser sends ({error}): write for example --origin https://{host}")
}

/// Logs go to standard error; `RUST_LOG` says how much.
pub(crate) fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    // A second call, as tests may make, changes nothing.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .try_init();
}

/// Listens on an address.
pub(crate) async fn listen(address: SocketAddr) -> anyhow::Result<tokio::net::TcpListener> {
    tokio::net::TcpListener::bind(address).await.map_err(|error| {
        if error.kind() == std::io::ErrorKind::AddrInUse {
            anyhow::anyhow!(
                "another program is listening on {address} already: stop it, or choose another port, for example --listen {}:{}",
                address.ip(),
                address.port().wrapping_add(1).max(1024)
            )
        } else {
            anyhow::anyhow!("cannot listen on {address}: {error}")
        }
    })
}

/// Opens a database with its documents, and keeps the text of every procedure in it.
pub(crate) async fn app(database: &Database, library: Library, config: Config) -> anyhow::Result<App> {
    open(database, library, config, false).await
}

/// The same, and takes the clock as right if that is said.
pub(crate) async fn open(database: &Database, library: Library, config: Config, accept_clock: bool) -> anyhow::Result<App> {
    sound(&library)?;
    if let Some(folder) = database.database.parent().filter(|folder| *folder != Path::new("")) {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    warn_if_open_to_others(database);
    let store = Store::open(&database.database, OpenOptions { accept_clock, ..database.options() }).await?;
    if let Err(error) = keep_procedures(&store, &library).await {
        // What cannot be written now must not keep people from reading.
        match error.downcast_ref::<StoreError>().filter(|error| error.stops_writing()) {
            Some(error) => eprintln!("Nothing can be saved, so people can only read: {error}"),
            None => return Err(error),
        }
    }
    if store.rebuild_due().await? {
        eprintln!("This database was last used by an earlier build: its lists are made anew first.");
        let report = store.rebuild(&|head, entries| rows(&library, head, entries), true, &mut |_, _| {}).await?;
        for (reference, reason) in &report.failed {
            eprintln!("  ✗ {reference}: {reason}");
        }
        if !report.failed.is_empty() {
            bail!("the lists of {} cases could not be made anew, so nothing is served", report.failed.len());
        }
    }
    Ok(App::new(store, library, config).await?)
}

/// Says how to close files that an earlier version left open to every account of the machine.
fn warn_if_open_to_others(database: &Database) {
    let file = &database.database;
    let log = |end: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        std::path::PathBuf::from(name)
    };
    let files: Vec<_> = [file.clone(), log("-wal"), log("-shm"), database.head_key()]
        .into_iter()
        .filter(|file| store::is_open_to_others(file))
        .map(|file| format!("chmod 600 '{}'", file.display()))
        .collect();
    let folder = database.documents();
    let folder = store::is_open_to_others(&folder).then(|| format!("chmod -R u=rwX,go= '{}'", folder.display()));
    let commands: Vec<String> = files.into_iter().chain(folder).collect();
    if !commands.is_empty() {
        eprintln!("Other accounts of this machine can read the record. Close it to them: {}", commands.join(" && "));
    }
}

/// Nothing is served under a procedure that fails its checks: all that is wrong with any of them is told at once.
fn sound(library: &Library) -> anyhow::Result<()> {
    let mut wrong = Vec::new();
    // What ships unchanged was proved by the tests of this build; the rest is proved here, before anybody is let in.
    let shipped = Where::default().files()?;
    let own: Vec<_> = library.iter().filter(|found| !ships(&shipped, found)).collect();
    if own.is_empty() {
        return Ok(());
    }
    for found in own {
        let checked = procedure::check::check(found);
        if !checked.holds() || !checked.faults.is_empty() {
            let broken = checked.proofs.iter().filter(|proof| !proof.holds).map(|proof| format!("\n  ✗ {}", proof.words));
            let report = crate::command::procedure::report(&checked.faults);
            wrong.push(format!("{} {}{}\n{report}", found.head.id, found.head.version, broken.collect::<String>()));
        }
    }
    let loose = library.loose_ends();
    if !loose.is_empty() {
        wrong.push(crate::command::procedure::report(&loose));
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => bail!("a procedure fails its checks, so nothing is served\n\n{}", wrong.join("\n")),
    }
}

/// Whether a version is, to the letter, one that comes with this program.
fn ships(files: &BTreeMap<String, String>, found: &procedure::Procedure) -> bool {
    let folder = format!("{}/{}/", found.head.id, found.head.version);
    let text = |file: &str| files.get(&format!("{folder}{file}"));
    let letters = files.keys().filter(|path| path.starts_with(&format!("{folder}letters/"))).count();
    text("procedure.md") == Some(&found.text)
        && letters == found.letter_texts.len()
        && found.letter_texts.iter().all(|(name, letter)| text(&format!("letters/{name}")) == Some(letter))
}

/// Keeps the text of every procedure, so that what a case was run under can be read years later.
pub(crate) async fn keep_procedures(store: &Store, library: &Library) -> anyhow::Result<()> {
    for id in library.ids() {
        for found in library.versions(id) {
            store
                .procedure_keep(store::KeptProcedure {
                    id: found.head.id.clone(),
                    version: found.head.version.clone(),
                    hash: found.hash.clone(),
                    text: found.text.clone(),
                    letters: found.letter_texts.clone(),
                })
                .await?;
        }
    }
    Ok(())
}
