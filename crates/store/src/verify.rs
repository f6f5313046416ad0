//! Checks that what is kept is what was recorded: every entry against its hash and the one before, every seal against
//! the entries it covers, every case against the number of its entries.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use casework::CaseId;
use serde_json::Value as Json;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Row, Sqlite, Transaction};

use crate::append::Said;
use crate::chain::{Link, NO_SEAL, Sealing, case_hash, content_hash, journal_hash, row_hash};
use crate::error::StoreError;
use crate::journal::{Journal, LOOKS, content, looks};
use crate::store::Store;

/// How many rows are read at a time.
const PAGE: u32 = 1000;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// How many entries were read.
    pub entries: u64,
    /// How many cases.
    pub cases: u64,
    /// How many seals.
    pub seals: u64,
    /// The number and the hash, in hexadecimal, of the last seal. Noted somewhere else it later proves that nothing up
    /// to here was replaced: [`Store::seal_hash`] must still give the same.
    pub head: Option<(u64, String)>,
    /// How many lines the journal of everything else has.
    pub journal: u64,
    /// How many rows these lines answer for.
    pub rows: u64,
    /// How many looks.
    pub looks: u64,
    /// How many documents were read.
    pub documents: u64,
    /// What is wrong, in order of discovery; empty: nothing.
    pub faults: Vec<Fault>,
    /// What the reader should know, and is no fault.
    pub notes: Vec<String>,
}

/// Something that is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What part of the record it is in, as a heading.
    pub about: &'static str,
    /// The reference of the case, when it is known.
    pub case: Option<String>,
    /// The number of the entry, when it is one.
    pub entry: Option<u32>,
    /// What is wrong, as the rest of a sentence.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.case, self.entry) {
            (Some(case), Some(entry)) => write!(f, "{case}, entry {entry}: {}", self.what),
            (Some(case), None) => write!(f, "{case}: {}", self.what),
            (None, _) => f.write_str(&self.what),
        }
    }
}

impl Store {
    /// Reads everything that was recorded and checks it: entries and seals, and the rows that the journal answers for. `progress`
    /// is told how many of all entries are done.
    ///
    /// What was altered, removed, moved or inserted is found as long as whoever did it could not compute all later
    /// hashes again; against that, the head of the report is kept elsewhere.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn verify(&self, progress: &mut (dyn FnMut(u64, u64) + Send)) -> Result<VerifyReport, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let mut report = entries(&mut snapshot, progress).await?;
        journal(&mut snapshot, &mut report).await?;
        Ok(report)
    }

    /// The hash of a seal, in hexadecimal.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn seal_hash(&self, number: u64) -> Result<Option<String>, StoreError> {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let row = sqlx::query("SELECT lower(hex(hash)) FROM seal WHERE number = ?")
            .bind(number)
            .fetch_optional(&mut *self.read().await?)
            .await?;
        row.map(|row| Ok(row.try_get(0)?)).transpose()
    }
}

/// Checks entries and seals.
pub(crate) async fn entries(
    snapshot: &mut Transaction<'_, Sqlite>,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<VerifyReport, StoreError> {
    let total: i64 = sqlx::query("SELECT count(*) FROM entry").fetch_one(&mut **snapshot).await?.try_get(0)?;
    let seals = if has_column(snapshot, "seal", "journal_pos").await? { SEALS } else { SEALS_BEFORE };
    let mut check = Check { cases: cases(snapshot).await?, seals_from: seals, ..Check::default() };
    loop {
        let rows = sqlx::query(
            "SELECT pos, case_id, seq, happened, recorded, by, role, frame, content, salt, content_hash, prev_hash, hash \
             FROM entry WHERE pos > ? ORDER BY pos LIMIT ?",
        )
        .bind(check.last_pos)
        .bind(PAGE)
        .fetch_all(&mut **snapshot)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            check.entry(snapshot, row).await?;
        }
        progress(check.entries, total.unsigned_abs());
    }
    check.seals_up_to(snapshot, i64::MAX).await?;
    check.ends(snapshot).await?;
    progress(check.entries, total.unsigned_abs());
    Ok(check.report())
}

/// Whether a table has a column in this database: one of an older layout may not.
pub(crate) async fn has_column(connection: &mut SqliteConnection, table: &str, column: &str) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM pragma_table_info(?) WHERE name = ?").bind(table.to_owned()).bind(column.to_owned());
    Ok(row.fetch_optional(connection).await?.is_some())
}

const SEALS: &str = "SELECT number, first_pos, last_pos, entries, prev_hash, hash, journal_pos, journal_hash FROM seal \
    WHERE number > ? ORDER BY number LIMIT 1";

/// From before there was a journal.
const SEALS_BEFORE: &str =
    "SELECT number, first_pos, last_pos, entries, prev_hash, hash, NULL, NULL FROM seal WHERE number > ? ORDER BY number LIMIT 1";

/// A case as far as its entries were read.
struct Reading {
    reference: String,
    /// How many entries it says it has.
    says: u32,
    seq: u32,
    hash: Vec<u8>,
    emptied: BTreeSet<u32>,
    said: Said,
    /// The version that it was opened under.
    opened: String,
    /// The version, and its hash, that it says it is run under.
    run: (Option<String>, Option<String>),
}

impl Reading {
    /// What is wrong with the versions that it is run under, if anything.
    fn moves(&self) -> Option<String> {
        let mut version = &self.opened;
        for (from, to, _) in &self.said.moved {
            if from != version {
                return Some(format!("an entry moves it from version {from}, but it was run under version {version}"));
            }
            version = to;
        }
        let last = self.said.moved.last().map(|(_, to, hash)| (to.clone(), hash.clone())).unzip();
        (last != self.run).then(|| match &self.run.0 {
            Some(run) if last.0.as_ref() == Some(run) => {
                "it says another hash of its version than the entry that moved it".to_owned()
            }
            Some(run) => format!("it says that it is run under version {run}, but its entries say version {version}"),
            None if last.0.is_some() => format!("it does not say that it is run under version {version}, as its entries do"),
            None => "it says the hash of a version that it was not moved to".to_owned(),
        })
    }
}

async fn cases(connection: &mut SqliteConnection) -> Result<BTreeMap<CaseId, Reading>, StoreError> {
    let sql = if has_column(connection, "case", "run_version").await? {
        "SELECT id, reference, procedure, version, procedure_hash, seq, run_version, run_hash FROM \"case\""
    } else {
        "SELECT id, reference, procedure, version, procedure_hash, seq, NULL, NULL FROM \"case\""
    };
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let head = crate::cases::case_head(row)?;
            let hash = case_hash(head.id, &head.reference, &head.procedure, &head.version, &head.hash);
            let reading = Reading {
                reference: head.reference,
                says: row.try_get(5)?,
                seq: 0,
                hash: hash.to_vec(),
                emptied: BTreeSet::new(),
                said: Said::default(),
                opened: head.version,
                run: (row.try_get(6)?, row.try_get(7)?),
            };
            Ok((head.id, reading))
        })
        .collect()
}

/// A seal whose entries are being read.
struct Seal {
    number: i64,
    first_pos: i64,
    last_pos: i64,
    entries: i64,
    hash: Vec<u8>,
    found: i64,
    sealing: Sealing,
    covers: Vec<(CaseId, u32)>,
}

#[derive(Default)]
struct Check {
    cases: BTreeMap<CaseId, Reading>,
    entries: u64,
    last_pos: i64,
    seals: u64,
    seals_from: &'static str,
    seal: Option<Seal>,
    /// Of the seal read last.
    last_seal: Option<(i64, i64, Vec<u8>)>,
    faults: Vec<Fault>,
}

impl Check {
    async fn entry(&mut self, snapshot: &mut Transaction<'_, Sqlite>, row: &SqliteRow) -> Result<(), StoreError> {
        let (pos, case, seq): (i64, CaseId, u32) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let hash: &[u8] = row.try_get(12)?;
        self.entries += 1;
        if pos != self.last_pos + 1 {
            self.gap(self.last_pos + 1, pos - 1);
        }
        self.last_pos = pos;
        let reference = self.reference(case);
        self.seals_up_to(snapshot, pos).await?;
        match &mut self.seal {
            Some(seal) if seal.first_pos <= pos => {
                seal.found += 1;
                seal.sealing.add(hash);
                seal.covers.push((case, seq));
            }
            _ => self.fault(Some(&reference), Some(seq), "no seal covers it, so it was not written by Redress"),
        }
        for what in own_faults(row, case, seq)? {
            self.fault(Some(&reference), Some(seq), what);
        }
        self.in_case(row, case, seq, &reference, hash)
    }

    /// Checks an entry against the one before it in its case.
    fn in_case(&mut self, row: &SqliteRow, case: CaseId, seq: u32, reference: &str, hash: &[u8]) -> Result<(), StoreError> {
        let (frame, content, prev): (&str, Option<&str>, &[u8]) = (row.try_get(7)?, row.try_get(8)?, row.try_get(11)?);
        let Some(reading) = self.cases.get_mut(&case) else {
            self.fault(None, None, &format!("case number {case} is gone, but its entry {seq} is still there"));
            return Ok(());
        };
        let expected = reading.seq + 1;
        let follows = reading.hash == prev;
        (reading.seq, reading.hash) = (seq, hash.to_vec());
        if content.is_none() {
            reading.emptied.insert(seq);
        }
        if let Ok(frame) = serde_json::from_str::<Json>(frame) {
            reading.said.hear(&frame);
        }
        if seq != expected {
            let what = if seq > expected {
                format!("what came before it is missing: entry {expected} should stand here")
            } else {
                format!("it stands where entry {expected} should")
            };
            self.fault(Some(reference), Some(seq), &what);
        } else if !follows {
            let what = if seq == 1 {
                "it does not belong to this reference and procedure: one of them was altered, or the entry was put in".to_owned()
            } else {
                format!("it does not follow entry {}: one of them was altered, replaced or put in", seq - 1)
            };
            self.fault(Some(reference), Some(seq), &what);
        }
        Ok(())
    }

    /// Finishes the seals that end before a position, and takes up the next one.
    async fn seals_up_to(&mut self, snapshot: &mut Transaction<'_, Sqlite>, pos: i64) -> Result<(), StoreError> {
        while self.seal.as_ref().is_none_or(|seal| seal.last_pos < pos) {
            if let Some(seal) = self.seal.take() {
                self.finish(seal);
            }
            let after = self.last_seal.as_ref().map_or(0, |(number, ..)| *number);
            let row = sqlx::query(self.seals_from).bind(after).fetch_optional(&mut **snapshot).await?;
            let Some(row) = row else { break };
            self.take_up(&row)?;
        }
        Ok(())
    }

    fn take_up(&mut self, row: &SqliteRow) -> Result<(), StoreError> {
        let (number, first_pos, last_pos): (i64, i64, i64) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let (prev, hash): (Vec<u8>, Vec<u8>) = (row.try_get(4)?, row.try_get(5)?);
        self.seals += 1;
        let (last_number, last_end, last_hash) = self.last_seal.take().unwrap_or((0, 0, NO_SEAL.to_vec()));
        if number != last_number + 1 {
            self.fault(None, None, &format!("seals {} to {} were removed", last_number + 1, number - 1));
        } else if prev != last_hash || first_pos != last_end + 1 {
            self.fault(None, None, &format!("seal {number} does not follow seal {last_number}: one of them was altered"));
        }
        let covered = row.try_get::<Option<i64>, _>(6)?.zip(row.try_get::<Option<&[u8]>, _>(7)?);
        let sealing = Sealing::new(&prev, number, first_pos, last_pos, covered);
        self.last_seal = Some((number, last_pos, hash.clone()));
        let entries = row.try_get(3)?;
        self.seal = Some(Seal { number, first_pos, last_pos, entries, hash, found: 0, sealing, covers: Vec::new() });
        Ok(())
    }

    fn finish(&mut self, seal: Seal) {
        if seal.found == seal.entries && seal.sealing.finish().as_slice() == seal.hash {
            return;
        }
        let covers = if seal.covers.is_empty() {
            "of which none is left".to_owned()
        } else {
            let some = seal.covers.iter().take(5).map(|(case, seq)| format!("{}, entry {seq}", self.reference(*case)));
            let some: Vec<String> = some.collect();
            format!("of which there are: {}{}", some.join("; "), if seal.covers.len() > 5 { "; …" } else { "" })
        };
        let what = format!(
            "seal {} does not fit the entries at positions {} to {}, {covers}. One of them was altered, removed, moved or put \
             in, or the seal was altered",
            seal.number, seal.first_pos, seal.last_pos
        );
        self.fault(None, None, &what);
    }

    /// What only shows at the end: too few entries, lost tails, content that is gone without a reason.
    async fn ends(&mut self, snapshot: &mut Transaction<'_, Sqlite>) -> Result<(), StoreError> {
        let row = sqlx::query(include_str!("../sql/sqlite/seal_state.sql")).fetch_one(&mut **snapshot).await?;
        let (case_id, pos, number): (i64, i64, i64) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        if pos > self.last_pos {
            self.gap(self.last_pos + 1, pos);
        }
        let (sealed, sealed_pos) = self.last_seal.as_ref().map_or((0, 0), |(number, last_pos, _)| (*number, *last_pos));
        if number > sealed {
            self.fault(None, None, &format!("seals {} to {number}, the last ones, were removed", sealed + 1));
        }
        if sealed_pos > self.last_pos && pos <= self.last_pos {
            self.gap(self.last_pos + 1, sealed_pos);
        }
        let mut faults = Vec::new();
        let mut last_id = 0;
        for (id, case) in &self.cases {
            if *id != last_id + 1 {
                faults.push((None, None, gone("case number", "cases number", last_id + 1, id - 1)));
            }
            last_id = *id;
            if case.seq < case.says {
                let what = gone("entry", "entries", i64::from(case.seq) + 1, i64::from(case.says));
                faults.push((Some(case.reference.clone()), None, what));
            } else if case.seq > case.says {
                let what = format!("it says that it has {} entries, but there are {}", case.says, case.seq);
                faults.push((Some(case.reference.clone()), None, what));
            }
            for seq in case.emptied.difference(&case.said.erased) {
                let what = "its content is gone, and no entry says that it was erased".to_owned();
                faults.push((Some(case.reference.clone()), Some(*seq), what));
            }
            for seq in case.said.erased.difference(&case.emptied).filter(|seq| **seq <= case.seq) {
                let what = "an entry says that it was erased, but its content is still there".to_owned();
                faults.push((Some(case.reference.clone()), Some(*seq), what));
            }
            if let Some(what) = case.moves() {
                faults.push((Some(case.reference.clone()), None, what));
            }
        }
        if case_id > last_id {
            faults.push((None, None, gone("case number", "cases number", last_id + 1, case_id)));
        }
        for (case, entry, what) in faults {
            self.fault(case.as_deref(), entry, &what);
        }
        Ok(())
    }

    fn reference(&self, case: CaseId) -> String {
        self.cases.get(&case).map_or_else(|| format!("case number {case}"), |case| case.reference.clone())
    }

    fn gap(&mut self, from: i64, to: i64) {
        let what = gone("the entry at position", "the entries at positions", from, to);
        self.fault(None, None, &what);
    }

    fn fault(&mut self, case: Option<&str>, entry: Option<u32>, what: &str) {
        self.faults.push(Fault { about: "Entries and seals", case: case.map(str::to_owned), entry, what: what.to_owned() });
    }

    fn report(self) -> VerifyReport {
        VerifyReport {
            entries: self.entries,
            cases: self.cases.len() as u64,
            seals: self.seals,
            head: self.last_seal.map(|(number, _, hash)| (number.unsigned_abs(), hex::encode(hash))),
            faults: self.faults,
            ..VerifyReport::default()
        }
    }
}

fn gone(one: &str, many: &str, from: i64, to: i64) -> String {
    if from == to { format!("{one} {from} was removed") } else { format!("{many} {from} to {to} were removed") }
}

/// Checks an entry against its own hashes.
fn own_faults(row: &SqliteRow, case: CaseId, seq: u32) -> Result<Vec<&'static str>, StoreError> {
    let (content, salt): (Option<&str>, Option<&[u8]>) = (row.try_get(8)?, row.try_get(9)?);
    let (kept, hash): (&[u8], &[u8]) = (row.try_get(10)?, row.try_get(12)?);
    let mut faults = Vec::new();
    match (content, salt) {
        (Some(content), Some(salt)) if content_hash(salt, content).as_slice() == kept => {}
        (None, None) => {}
        (Some(_), _) => faults.push("its content is not what was recorded"),
        (None, Some(_)) => faults.push("its content was removed, but not the salt that belongs to it"),
    }
    let link = Link {
        prev: row.try_get(11)?,
        case,
        seq,
        happened: row.try_get(3)?,
        recorded: row.try_get(4)?,
        by: row.try_get(5)?,
        role: row.try_get(6)?,
        frame: row.try_get(7)?,
        content_hash: kept,
    };
    if link.hash().as_slice() != hash {
        faults.push("it was altered: who did what, in which role, when, or its place");
    }
    Ok(faults)
}

/// A line of the journal that holds for a row.
struct Holds {
    pos: i64,
    salt: Vec<u8>,
    digest: Vec<u8>,
}

/// The journal as far as its lines were read.
#[derive(Default)]
struct Reader {
    last: i64,
    hash: Option<Vec<u8>>,
    holds: BTreeMap<(String, String), Holds>,
    /// Lines that no longer hold for a row, and those that later lines say so of.
    emptied: BTreeSet<i64>,
    replaced: BTreeSet<i64>,
    /// The looks that lines cover, and where the last of them ends.
    last_look: i64,
    found: u64,
    faults: Vec<Fault>,
}

/// Checks the journal, and every row that it answers for.
pub(crate) async fn journal(snapshot: &mut Transaction<'_, Sqlite>, report: &mut VerifyReport) -> Result<(), StoreError> {
    if !has_column(snapshot, "journal", "pos").await? {
        return Ok(());
    }
    let mut reader = Reader::default();
    loop {
        let rows = sqlx::query(
            "SELECT pos, at, what, act, key, salt, replaces, digest, hash FROM journal WHERE pos > ? ORDER BY pos LIMIT ?",
        )
        .bind(reader.last)
        .bind(PAGE)
        .fetch_all(&mut **snapshot)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            reader.line(snapshot, row).await?;
            report.journal += 1;
        }
    }
    reader.ends(snapshot).await?;
    report.rows = reader.rows(snapshot).await?;
    report.looks = reader.looks(snapshot).await?;
    if reader.found > 0 {
        report.notes.push(format!(
            "The journal took in {} rows as they were when it began: what was changed before that cannot be known.",
            reader.found
        ));
    }
    report.faults.append(&mut reader.faults);
    Ok(())
}

impl Reader {
    fn fault(&mut self, about: &'static str, what: String) {
        self.faults.push(Fault { about, case: None, entry: None, what });
    }

    async fn line(&mut self, snapshot: &mut Transaction<'_, Sqlite>, row: &SqliteRow) -> Result<(), StoreError> {
        let (pos, at): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        let (what, act): (&str, &str) = (row.try_get(2)?, row.try_get(3)?);
        let (key, salt): (Option<&str>, Option<&[u8]>) = (row.try_get(4)?, row.try_get(5)?);
        let (replaces, digest, hash): (Option<i64>, &[u8], &[u8]) = (row.try_get(6)?, row.try_get(7)?, row.try_get(8)?);
        if pos != self.last + 1 {
            let what = gone("line", "lines", self.last + 1, pos - 1);
            self.fault("Journal", what);
        } else if journal_hash(self.hash.as_deref().unwrap_or(&NO_SEAL), pos, at, what, act, replaces, digest) != *hash {
            self.fault("Journal", format!("line {pos} was altered, or does not follow line {}", pos - 1));
        }
        (self.last, self.hash) = (pos, Some(hash.to_vec()));
        self.replaced.extend(replaces);
        self.found += u64::from(act == "found" && what != LOOKS);
        match (key, salt) {
            (Some(key), _) if what == LOOKS => self.range(snapshot, pos, key, digest).await?,
            (Some(key), Some(salt)) => {
                let holds = Holds { pos, salt: salt.to_vec(), digest: digest.to_vec() };
                self.holds.insert((what.to_owned(), key.to_owned()), holds);
            }
            _ if act != "gone" => {
                self.emptied.insert(pos);
            }
            _ => {}
        }
        Ok(())
    }

    /// Checks the looks that a line covers.
    async fn range(
        &mut self,
        snapshot: &mut Transaction<'_, Sqlite>,
        pos: i64,
        key: &str,
        digest: &[u8],
    ) -> Result<(), StoreError> {
        let (first, last): (i64, i64) = serde_json::from_str(key).unwrap_or_default();
        if first <= self.last_look || last < first {
            self.fault("Looks", format!("line {pos} of the journal covers no looks, or some that an earlier line covers"));
            return Ok(());
        }
        if first > self.last_look + 1 {
            let what = unknown_looks(self.last_look + 1, first - 1);
            self.fault("Looks", what);
        }
        self.last_look = last;
        if looks(snapshot, first, last).await?.as_slice() != digest {
            let many =
                if first == last { format!("look {first}") } else { format!("among looks {first} to {last}, at least one") };
            self.fault("Looks", format!("{many} was altered or removed"));
        }
        Ok(())
    }

    /// What only shows once all lines are read.
    async fn ends(&mut self, snapshot: &mut Transaction<'_, Sqlite>) -> Result<(), StoreError> {
        let sql = "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0)";
        let counted: i64 = sqlx::query(sql).fetch_one(&mut **snapshot).await?.try_get(0)?;
        if counted > self.last {
            let what = gone("line", "lines", self.last + 1, counted);
            self.fault("Journal", what);
        }
        for pos in self.emptied.difference(&self.replaced).copied().collect::<Vec<_>>() {
            self.fault("Journal", format!("line {pos} was emptied, and no later line says that its row was changed or removed"));
        }
        let sql = "SELECT number FROM seal LEFT JOIN journal ON pos = journal_pos \
            WHERE journal_pos IS NOT NULL AND journal.hash IS NOT journal_hash ORDER BY number";
        let rows = sqlx::query(sql).fetch_all(&mut **snapshot).await?;
        if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
            let (first, last): (i64, i64) = (first.try_get(0)?, last.try_get(0)?);
            let seals = if first == last { format!("seal {first}") } else { format!("seals {first} to {last}") };
            self.fault("Journal", format!("{seals} cover lines that are gone or that were rewritten"));
        }
        let sql = "SELECT what, count(*) FROM journal_due GROUP BY what ORDER BY what";
        for row in sqlx::query(sql).fetch_all(&mut **snapshot).await? {
            let (what, count): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
            self.fault("Journal", format!("{count} rows of “{what}” were changed by a program that is not Redress"));
        }
        Ok(())
    }

    /// Compares all rows with the lines that hold for them. Gives how many there are.
    async fn rows(&mut self, snapshot: &mut Transaction<'_, Sqlite>) -> Result<u64, StoreError> {
        let learnt = Journal::learn(snapshot).await?;
        let mut count = 0;
        let mut holds = std::mem::take(&mut self.holds);
        for table in learnt.tables() {
            let (covered, noun) = (table.covered, table.covered.noun);
            for row in sqlx::query(AssertSqlSafe(table.all.clone())).fetch_all(&mut **snapshot).await? {
                count += 1;
                let key: String = row.try_get(0)?;
                let label: Option<String> = row.try_get(1)?;
                let label = label.unwrap_or_else(|| key.clone());
                match holds.remove(&(covered.table.to_owned(), key.clone())) {
                    None => self.fault(covered.about, format!("{noun} {label} was put in by a program that is not Redress")),
                    Some(held) => {
                        if row_hash(&held.salt, &key, &content(row.try_get(2)?)?).as_slice() != held.digest {
                            let what =
                                format!("{noun} {label} is not as line {} of the journal has it: it was altered", held.pos);
                            self.fault(covered.about, what);
                        }
                    }
                }
            }
        }
        for ((what, key), held) in holds {
            let covered = learnt.tables().iter().map(|table| table.covered).find(|covered| covered.table == what);
            let (about, noun) = covered.map_or(("Journal", what.as_str()), |covered| (covered.about, covered.noun));
            let which = key.trim_matches(['[', ']']).replace('"', "");
            self.fault(about, format!("{noun} {which}, which line {} of the journal has, was removed", held.pos));
        }
        Ok(count)
    }

    /// Looks after those that lines cover. Gives how many looks there are.
    async fn looks(&mut self, snapshot: &mut Transaction<'_, Sqlite>) -> Result<u64, StoreError> {
        let sql =
            "SELECT count(*), ifnull(max(id), 0), ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'look'), 0) FROM look";
        let row = sqlx::query(sql).fetch_one(&mut **snapshot).await?;
        let (count, last, counted): (i64, i64, i64) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        if last > self.last_look {
            let what = unknown_looks(self.last_look + 1, last);
            self.fault("Looks", what);
        } else if counted > self.last_look {
            let what = gone("look", "looks", self.last_look + 1, counted);
            self.fault("Looks", what);
        }
        Ok(count.unsigned_abs())
    }
}

fn unknown_looks(first: i64, last: i64) -> String {
    let which = if first == last { format!("look {first} was") } else { format!("looks {first} to {last} were") };
    format!("{which} put in by a program that is not Redress, or what covered them was taken away")
}
