//! `redress account`: who can sign in, what they tried, and where they are signed in.

use std::io::Read;
use std::process::ExitCode;

use anyhow::bail;
use clap::Subcommand;
use jiff::Timestamp;
use server::routes::account::outcome_words;

use super::database::Database;

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// List every account
    List(All),
    /// Set the password of an account, read from standard input, and sign it out everywhere
    Password(One),
    /// Let nobody sign in with an account, and sign it out everywhere
    Disable(One),
    /// Let somebody sign in again with a disabled account
    Enable(One),
    /// Let somebody try again at once after too many wrong passwords
    Unlock(One),
    /// List where an account is signed in
    Sessions(One),
    /// Sign an account out everywhere
    SignOut(One),
    /// List the last tries to sign in, of one account or of all
    SignIns(SignIns),
}

#[derive(Debug, clap::Args)]
pub(crate) struct All {
    #[command(flatten)]
    database: Database,
}

#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The account's user name
    username: String,
    #[command(flatten)]
    database: Database,
}

#[derive(Debug, clap::Args)]
pub(crate) struct SignIns {
    /// The account's user name
    username: Option<String>,
    /// How many tries at most, the newest first
    #[arg(long, default_value_t = 50)]
    most: u32,
    #[command(flatten)]
    database: Database,
}

impl One {
    /// Opens the database and makes sure that there is such an account.
    async fn open(&self) -> anyhow::Result<(store::Store, store::Account)> {
        let store = self.database.existing().await?;
        match store.account_by_username(&self.username).await? {
            Some(account) => Ok((store, account)),
            None => bail!("there is no account “{}”. List them with: redress account list", self.username),
        }
    }
}

impl AccountCommand {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let now = Timestamp::now();
        let words = |at: Timestamp| calendar::instant_words(at, &calendar::london());
        let store = match self {
            Self::List(all) => {
                let store = all.database.existing().await?;
                let directory = store.directory_load().await?;
                for account in store.accounts().await? {
                    let state = if account.disabled { "disabled" } else { "can sign in" };
                    println!("{:<24} {:<12} {}", account.username, state, directory.person_name(account.person));
                }
                store
            }
            Self::Password(one) => {
                let (store, account) = one.open().await?;
                let mut new = String::new();
                std::io::stdin().read_to_string(&mut new)?;
                let new = new.trim_end_matches(['\r', '\n']);
                let directory = store.directory_load().await?;
                if let Some(weak) = server::passwords::weakness(new, &[&account.username, directory.person_name(account.person)])
                {
                    bail!("this password cannot be used. {weak}.");
                }
                store.account_password(&account.username, server::password_hash(new)?, None).await?;
                println!("The password of {} is set.", account.username);
                if account.disabled {
                    println!("The account is still disabled. Enable it with: redress account enable {}", account.username);
                }
                store
            }
            Self::Disable(one) => {
                let (store, account) = one.open().await?;
                store.account_disable(&account.username, true).await?;
                println!("Nobody can sign in as {} any more.", account.username);
                store
            }
            Self::Enable(one) => {
                let (store, account) = one.open().await?;
                store.account_disable(&account.username, false).await?;
                println!("{} can sign in again.", account.username);
                store
            }
            Self::Unlock(one) => {
                let (store, account) = one.open().await?;
                store.sign_in_unlock(&account.username).await?;
                println!("{} can try again at once.", account.username);
                store
            }
            Self::Sessions(one) => {
                let (store, account) = one.open().await?;
                let sessions = store.sessions(&account.username, now).await?;
                if sessions.is_empty() {
                    println!("{} is not signed in anywhere.", account.username);
                }
                for session in sessions {
                    println!(
                        "since {}, last used {}, from {}, {}",
                        words(session.created),
                        words(session.last_seen),
                        session.address,
                        session.agent
                    );
                }
                store
            }
            Self::SignOut(one) => {
                let (store, account) = one.open().await?;
                let ended = store.sessions_end(&account.username, None).await?;
                println!("{} is signed out. Sessions ended: {ended}.", account.username);
                store
            }
            Self::SignIns(sign_ins) => {
                let store = sign_ins.database.existing().await?;
                for one in store.sign_ins(sign_ins.username.as_deref(), sign_ins.most).await? {
                    let who = one.username.as_deref().unwrap_or("(no such account)");
                    println!("{}  {who:<24} {:<16} {}", words(one.at), one.address, outcome_words(one.outcome));
                }
                store
            }
        };
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}
