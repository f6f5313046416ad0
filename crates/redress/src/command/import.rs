//! `redress import`: a sheet into a register, looked through first.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use procedure::reference::{Typed, WRONG};
use server::Config;
use server::act::acting;
use server::desk::slug_of;
use server::import::{Progress, Target, check, keep, kept_before, key_of};
use server::problem::Problem;
use server::registers::Opened;

use super::database::Database;
use super::serve::app;
use super::verify::bar;
use crate::files::Where;

/// How many faults are printed.
const SHOWN: usize = 200;

/// Read a sheet (XLSX or CSV) into a register: look it through, and keep all of it or nothing
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// The sheet
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The procedure and its register, such as `recommendation/plan`
    #[arg(long, value_name = "PROCEDURE/REGISTER")]
    register: String,
    /// The reference of the case that the rows become parts of
    #[arg(long, value_name = "REFERENCE", default_value = "")]
    into: String,
    /// The account in whose name it is read in
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: String,
    /// Keep the rows; without this they are only looked through
    #[arg(long)]
    accept: bool,
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    procedures: Where,
}

impl Import {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let bytes = std::fs::read(&self.file).with_context(|| format!("cannot read {}", self.file.display()))?;
        let (id, name) = self
            .register
            .split_once('/')
            .with_context(|| format!("“{}” is no register. Write it as procedure/register", self.register))?;
        // A path that holds no database is a mistake, not the start of a new one.
        self.database.existing().await?.close().await;
        let config = Config { body: String::new(), secure: false, largest_document: 0, hint: None, ..Config::default() };
        let app = app(&self.database, self.procedures.library()?, config).await?;
        let account = app.store().account_by_username(&self.account).await?;
        let account = account.with_context(|| format!("there is no account “{}”", self.account))?;
        let actor = app.store().actor_load(account.person).await?;
        let actor = actor.with_context(|| format!("the account “{}” belongs to nobody", self.account))?;
        let visitor = acting(&app, actor);
        let of = match app.library().reference(&self.into) {
            Typed::Reference(reference) => reference,
            Typed::Wrong => anyhow::bail!("{WRONG}: “{}”", self.into),
            Typed::Other => self.into.trim().to_owned(),
        };
        let of = slug_of(&of);
        let opened = Opened::find(&app, &visitor, id, name, &of).await.ok();
        let opened = match opened.map(|opened| opened.in_force(&app, app.now())) {
            Some(Err(Problem::NotAllowed { reason, .. })) => anyhow::bail!(reason),
            Some(opened) => opened.ok(),
            None => None,
        };
        let opened = opened.filter(|opened| opened.may_import(&visitor)).with_context(|| {
            format!(
                "“{}” can read nothing into {}{}. Check the names, and --into for a register of parts",
                self.account,
                self.register,
                if self.into.is_empty() { String::new() } else { format!(" of {}", self.into) }
            )
        })?;
        let target = Target {
            procedure: &opened.procedure,
            register: opened.register,
            whole: opened.whole.as_ref().map(|(reference, _)| reference.as_str()),
        };
        let head = &opened.procedure.head;
        let counted = |rows: usize| format!("{rows} {}", if rows == 1 { &head.noun } else { &head.nouns });
        let form_key = key_of(target, &bytes);
        if let Some(kept) =
            kept_before(&app, &visitor.actor, &form_key).await.map_err(|problem| anyhow::anyhow!("{problem:?}"))?
        {
            app.store().close().await;
            println!("This sheet was read in before: {}. Nothing more was kept.", told(&counted(kept.len()), &kept));
            return Ok(ExitCode::SUCCESS);
        }
        let called = self.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let heads = target.heads();
        let raw = match sheets::read_with(&called, &bytes, |cells| heads.is_head(cells)) {
            Ok(raw) => raw,
            Err(faults) => return Ok(refused(&faults)),
        };
        let now = app.now();
        let progress = Arc::new(Progress::default());
        let shown = tokio::spawn(show(progress.clone()));
        let checked = check(&app, &visitor.actor, target, &raw, now, &progress).await;
        shown.abort();
        let checked = checked.map_err(|problem| anyhow::anyhow!("{problem:?}"))?;
        if !checked.faults.is_empty() {
            app.store().close().await;
            return Ok(refused(&checked.faults));
        }
        for words in checked.left.words() {
            println!("{words}");
        }
        let what = counted(checked.rows.len());
        if !self.accept {
            println!("{what} can be read in. Nothing was kept: add --accept to keep them.");
            app.store().close().await;
            return Ok(ExitCode::SUCCESS);
        }
        let kept = keep(&app, &visitor.actor, &opened.procedure, checked, now, Some(form_key)).await;
        let kept = kept.map_err(|problem| anyhow::anyhow!("nothing was kept: {problem:?}"))?;
        app.store().close().await;
        println!("Read in: {}.", told(&what, &kept));
        Ok(ExitCode::SUCCESS)
    }
}

/// How many there are, from the first to the last.
fn told(what: &str, kept: &[String]) -> String {
    match (kept.first(), kept.last()) {
        (Some(first), Some(last)) if first != last => format!("{what}, {first} to {last}"),
        (Some(only), _) => format!("{what}, {only}"),
        _ => what.to_owned(),
    }
}

fn refused(faults: &[sheets::Fault]) -> ExitCode {
    for fault in faults.iter().take(SHOWN) {
        eprintln!("  ✗ {fault}");
    }
    if faults.len() > SHOWN {
        eprintln!("  … and {} more", faults.len() - SHOWN);
    }
    eprintln!("Nothing was kept. Mend the sheet and try again.");
    ExitCode::FAILURE
}

/// Shows how far the rows have come, until it is stopped.
async fn show(progress: Arc<Progress>) {
    let bar = bar("Looking through");
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(100));
    loop {
        tick.tick().await;
        let (done, of) = progress.now();
        bar.set_length(u64::try_from(of).unwrap_or(0));
        bar.set_position(u64::try_from(done).unwrap_or(0));
    }
}
