//! The one task that writes. It takes all requests that wait, runs them in one transaction with one sync to disk, and
//! only then answers them.
//!
//! Nothing is remembered from one transaction to the next, so that a second program may write to the same file.

use std::any::Any;
use std::collections::{BTreeSet, VecDeque};
use std::future::Future;
use std::pin::Pin;

use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, Row};
use tokio::sync::{mpsc, oneshot};

use crate::append::{EntryJob, Refusal, Target};
use crate::chain::{Hash, NO_SEAL, Sealing};
use crate::clock::Doubt;
use crate::entries::write_group;
use crate::erasure::{self, Copies};
use crate::error::{Appended, StoreError};
use crate::guard::{BEHIND, Guard};
use crate::journal::{End, Journal};
use crate::moment::micros;

/// The most requests of one transaction: bounds how long the first one waits for the others.
const MOST: usize = 256;

pub(crate) type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Answers whoever waits, once it is known whether the transaction reached the disk.
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// Some other change. It is given the connection, or the reason why the transaction failed before its turn came; it
/// says what became of its change.
pub(crate) type Change =
    Box<dyn for<'c> FnOnce(Result<&'c mut SqliteConnection, StoreError>) -> Later<'c, (Fate, Answer)> + Send>;

/// What became of a change.
pub(crate) enum Fate {
    Stands,
    /// It was refused: others of the same transaction go on.
    Refused,
    /// Nothing can be written, so that the whole transaction fails.
    Broke(StoreError),
}

/// A request to the writer.
pub(crate) enum Job {
    /// To open a case or append to one.
    Entries(Box<EntryJob>),
    /// Anything else.
    Change(Change),
    /// To delete what is to be deleted outside the database, and to say so.
    Clean(oneshot::Sender<Result<(), StoreError>>),
    /// To seal what no seal covers yet.
    Seal(oneshot::Sender<Result<(), StoreError>>),
    /// To take the clock as right.
    AcceptClock(oneshot::Sender<Result<(), StoreError>>),
    /// To finish what waits and stop.
    Close(oneshot::Sender<()>),
}

/// Wraps a change with the way back to whoever asked for it.
pub(crate) fn change<T, E, F>(run: F) -> (Change, oneshot::Receiver<Result<T, E>>)
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> Later<'c, Result<T, E>> + Send + 'static,
{
    let (answer, answered) = oneshot::channel();
    let change: Change = Box::new(move |connection| {
        Box::pin(async move {
            let outcome = match connection {
                Ok(connection) => run(connection).await,
                Err(error) => Err(E::from(error)),
            };
            let fate = match &outcome {
                Ok(_) => Fate::Stands,
                Err(error) => match (error as &dyn Any).downcast_ref::<StoreError>() {
                    Some(error) if error.stops_writing() => Fate::Broke(error.clone()),
                    _ => Fate::Refused,
                },
            };
            let tell: Answer = Box::new(move |committed| {
                // Whoever asked may have gone.
                let _ = answer.send(match committed {
                    Ok(()) => outcome,
                    Err(error) => outcome.and(Err(E::from(error))),
                });
            });
            (fate, tell)
        })
    });
    (change, answered)
}

/// Runs until the store is closed or dropped.
pub(crate) async fn run(
    mut connection: SqliteConnection,
    mut jobs: mpsc::Receiver<Job>,
    mut copies: Copies,
    mut guard: Guard,
    journal: Journal,
) {
    let mut batch = Vec::new();
    let mut closing = None;
    while closing.is_none() {
        tokio::select! {
            biased;
            waiting = jobs.recv_many(&mut batch, MOST) => if waiting == 0 { break },
            () = copies.time_to_try_again() => {}
        }
        copies.remove_left(&mut connection).await;
        if batch.is_empty() {
            continue;
        }
        // Those who were just answered get a moment to ask again, so that one sync serves all of them.
        tokio::task::yield_now().await;
        while batch.len() < MOST {
            match jobs.try_recv() {
                Ok(job) => batch.push(job),
                Err(_) => break,
            }
        }
        closing = commit(&mut connection, batch.drain(..).collect(), &mut copies, &mut guard, &journal).await;
    }
    drop(jobs);
    let _ = sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await;
    let _ = connection.close().await;
    if let Some(closed) = closing {
        let _ = closed.send(());
    }
}

/// Runs a batch in one transaction and answers all of it. Gives back whoever asked to close.
async fn commit(
    connection: &mut SqliteConnection,
    batch: VecDeque<Job>,
    copies: &mut Copies,
    guard: &mut Guard,
    journal: &Journal,
) -> Option<oneshot::Sender<()>> {
    let mut work = Work { waiting: batch, answers: Vec::new(), closing: None };
    if work.closes() {
        return work.closing;
    }
    guard.way().begin();
    let done = work.run(connection, guard, journal).await;
    guard.way().end(&done);
    let outcome = match done {
        Ok(erased) => {
            // Whoever asked for an erasure is told once no copy is left, if that can be had at once.
            if erased {
                copies.remove(connection, erasure::WAIT).await;
            }
            Ok(())
        }
        Err(error) => {
            if guard.way().is_news(&error) {
                tracing::error!(%error, "a transaction failed");
            }
            // Some errors have ended the transaction already.
            let _ = sqlx::query("ROLLBACK").execute(connection).await;
            work.fail_waiting(&error).await;
            Err(error)
        }
    };
    for answer in work.answers {
        answer(outcome.clone());
    }
    work.closing
}

struct Work {
    waiting: VecDeque<Job>,
    answers: Vec<Answer>,
    closing: Option<oneshot::Sender<()>>,
}

impl Work {
    /// Whether there is nothing to do but to close.
    fn closes(&mut self) -> bool {
        let closes = self.waiting.iter().all(|job| matches!(job, Job::Close(_)));
        if closes {
            self.closing = self.waiting.drain(..).find_map(|job| if let Job::Close(closed) = job { Some(closed) } else { None });
        }
        closes
    }

    /// Says whether content was destroyed.
    async fn run(&mut self, connection: &mut SqliteConnection, guard: &mut Guard, journal: &Journal) -> Result<bool, StoreError> {
        guard.place()?;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
        guard.way().granted();
        if self.waiting.iter().any(|job| matches!(job, Job::AcceptClock(_))) {
            guard.accept(connection).await?;
        }
        let now = guard.clock(connection).await?;
        let begun = journal.begin(connection).await?;
        let mut ledger = Ledger::default();
        while let Some(job) = self.waiting.pop_front() {
            match job {
                // It was made ready while the clock was in doubt.
                Job::Entries(job) if job.recorded().is_some_and(|at| at > now.saturating_add(BEHIND).unwrap_or(at)) => {
                    let doubt = Doubt::Behind { now, last: job.recorded().unwrap_or(now) };
                    job.answer.send(Err(Refusal::Store(StoreError::Clock(doubt))));
                }
                Job::Entries(first) => {
                    let group = self.group(*first);
                    self.entries(connection, group, &mut ledger).await?;
                }
                Job::Change(change) => {
                    sqlx::query("SAVEPOINT part").execute(&mut *connection).await?;
                    let (fate, answer) = change(Ok(&mut *connection)).await;
                    self.answers.push(answer);
                    match fate {
                        Fate::Stands => release(connection, true).await?,
                        Fate::Refused => release(connection, false).await?,
                        Fate::Broke(error) => return Err(error),
                    }
                }
                Job::Clean(done) => {
                    ledger.erases = true;
                    self.answers.push(Box::new(move |committed| drop(done.send(committed))));
                }
                Job::Seal(answer) => {
                    ledger.start(connection).await?;
                    ledger.asked = true;
                    self.answers.push(Box::new(move |committed| drop(answer.send(committed))));
                }
                Job::AcceptClock(done) => self.answers.push(Box::new(move |committed| drop(done.send(committed)))),
                Job::Close(closed) => self.closing = Some(closed),
            }
        }
        let end = journal.write(connection, begun, "kept", micros(now)).await?;
        ledger.seal(connection, end).await?;
        sqlx::query("COMMIT").execute(&mut *connection).await?;
        Ok(ledger.erases)
    }

    /// Takes the requests for entries that follow and do not touch each other: no case and no form twice.
    fn group(&mut self, first: EntryJob) -> Vec<EntryJob> {
        let mut cases = BTreeSet::new();
        let mut forms = BTreeSet::new();
        let mut fits = |job: &EntryJob| {
            let case_is_new = match &job.target {
                Target::Case(target) => cases.insert(target.case),
                Target::New(_) | Target::Several(_) => true,
            };
            let form_is_new = job.form_key.as_ref().is_none_or(|key| forms.insert((job.person, key.clone())));
            case_is_new && form_is_new
        };
        fits(&first);
        let mut group = vec![first];
        while let Some(Job::Entries(job)) = self.waiting.pop_front_if(|job| matches!(job, Job::Entries(job) if fits(job))) {
            group.push(*job);
        }
        group
    }

    /// Writes a group at once; when one of it spoils that, each by itself.
    async fn entries(
        &mut self,
        connection: &mut SqliteConnection,
        group: Vec<EntryJob>,
        ledger: &mut Ledger,
    ) -> Result<(), StoreError> {
        let outcomes = match attempt(connection, &group, ledger).await {
            Ok(outcomes) => Ok(outcomes),
            Err(error) if error.is_refusal() => {
                let mut outcomes = Vec::with_capacity(group.len());
                for job in &group {
                    match attempt(connection, std::slice::from_ref(job), ledger).await {
                        Ok(outcome) => outcomes.extend(outcome),
                        Err(error) if error.is_refusal() => {
                            outcomes.push(Err(crate::entries::explain(connection, job, error).await?));
                        }
                        Err(error) => return self.fail_group(group, error),
                    }
                }
                Ok(outcomes)
            }
            Err(error) => Err(error),
        };
        match outcomes {
            Ok(outcomes) => {
                for (job, outcome) in group.into_iter().zip(outcomes) {
                    self.answers.push(Box::new(move |committed| match committed {
                        Ok(()) => job.answer.send(outcome),
                        Err(error) => job.answer.send(Err(Refusal::Store(error))),
                    }));
                }
                Ok(())
            }
            Err(error) => self.fail_group(group, error),
        }
    }

    fn fail_group(&mut self, group: Vec<EntryJob>, error: StoreError) -> Result<(), StoreError> {
        for job in group {
            self.waiting.push_front(Job::Entries(Box::new(job)));
        }
        Err(error)
    }

    /// Tells those whose turn did not come.
    async fn fail_waiting(&mut self, error: &StoreError) {
        for job in self.waiting.drain(..) {
            match job {
                Job::Entries(job) => job.answer.send(Err(Refusal::Store(error.clone()))),
                Job::Change(change) => self.answers.push(change(Err(error.clone())).await.1),
                Job::Clean(done) | Job::Seal(done) | Job::AcceptClock(done) => drop(done.send(Err(error.clone()))),
                Job::Close(closed) => self.closing = Some(closed),
            }
        }
    }
}

/// Writes a group in a part of the transaction of its own: all of it or nothing.
async fn attempt(
    connection: &mut SqliteConnection,
    group: &[EntryJob],
    ledger: &mut Ledger,
) -> Result<Vec<Result<Appended, Refusal>>, StoreError> {
    ledger.start(connection).await?;
    sqlx::query("SAVEPOINT part").execute(&mut *connection).await?;
    let before = ledger.clone();
    let outcomes = write_group(connection, group, ledger).await;
    match &outcomes {
        Ok(_) => release(connection, true).await?,
        Err(error) => {
            *ledger = before;
            if error.is_refusal() {
                release(connection, false).await?;
            }
        }
    }
    outcomes
}

async fn release(connection: &mut SqliteConnection, stands: bool) -> Result<(), StoreError> {
    if !stands {
        sqlx::query("ROLLBACK TO part").execute(&mut *connection).await?;
    }
    sqlx::query("RELEASE part").execute(connection).await?;
    Ok(())
}

/// Where the transaction stands: the last numbers given out, and the entries that its seal will cover.
#[derive(Clone, Default)]
pub(crate) struct Ledger {
    started: bool,
    /// Whether a seal is asked for, though there may be no entry.
    asked: bool,
    /// Whether content was destroyed.
    pub(crate) erases: bool,
    last_case: i64,
    last_pos: i64,
    last_seal: i64,
    seal_hash: Option<Hash>,
    entries: Vec<Hash>,
}

impl Ledger {
    async fn start(&mut self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        if self.started {
            return Ok(());
        }
        let state = sqlx::query(include_str!("../sql/sqlite/seal_state.sql")).fetch_one(connection).await?;
        let hash: Option<Vec<u8>> = state.try_get(3)?;
        let hash = hash.map(|hash| Hash::try_from(hash).map_err(|_| StoreError::Broken("the last seal has no hash".to_owned())));
        *self = Self {
            started: true,
            asked: self.asked,
            erases: self.erases,
            last_case: state.try_get(0)?,
            last_pos: state.try_get(1)?,
            last_seal: state.try_get(2)?,
            seal_hash: hash.transpose()?,
            entries: Vec::new(),
        };
        Ok(())
    }

    /// The id of the next case.
    pub(crate) fn next_case(&mut self) -> i64 {
        self.last_case += 1;
        self.last_case
    }

    /// The position of the next entry.
    pub(crate) fn next_pos(&mut self, hash: Hash) -> i64 {
        self.entries.push(hash);
        self.last_pos += 1;
        self.last_pos
    }

    async fn seal(&self, connection: &mut SqliteConnection, journal: End) -> Result<(), StoreError> {
        let count = i64::try_from(self.entries.len()).unwrap_or(i64::MAX);
        if count == 0 && !(self.asked && moved(connection, &journal).await?) {
            return Ok(());
        }
        let (number, first_pos) = (self.last_seal + 1, self.last_pos - count + 1);
        let prev = self.seal_hash.unwrap_or(NO_SEAL);
        let covered = journal.as_ref().map(|(pos, hash)| (*pos, hash.as_slice()));
        let mut sealing = Sealing::new(&prev, number, first_pos, self.last_pos, covered);
        self.entries.iter().for_each(|entry| sealing.add(entry));
        let hash = sealing.finish();
        sqlx::query(
            "INSERT INTO seal (number, first_pos, last_pos, entries, prev_hash, hash, journal_pos, journal_hash) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(number)
        .bind(first_pos)
        .bind(self.last_pos)
        .bind(count)
        .bind(prev.to_vec())
        .bind(hash.to_vec())
        .bind(journal.map(|(pos, _)| pos))
        .bind(journal.map(|(_, hash)| hash.to_vec()))
        .execute(connection)
        .await?;
        Ok(())
    }
}

/// Whether the journal goes on after what the last seal covers.
async fn moved(connection: &mut SqliteConnection, journal: &End) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT journal_pos FROM seal ORDER BY number DESC LIMIT 1").fetch_optional(connection).await?;
    let sealed: Option<i64> = row.map(|row| row.try_get(0)).transpose()?.flatten();
    Ok(journal.is_some_and(|(pos, _)| sealed.is_none_or(|sealed| sealed < pos)))
}
