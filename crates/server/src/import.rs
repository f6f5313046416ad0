//! Reads a sheet into cases: each row goes through the steps that a register names, judged as a form is. All that is wrong with all
//! rows is told at once, and all of it is kept or nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use casework::{Act, Actor, Attempt, Before, Directory, Entry, Facts, Rules, Sight, State, derive, prepare, words};
use jiff::Timestamp;
use jiff::civil::Date;
use procedure::{
    Condition, Derivation, Fact, FactId, Kind, Library, OrganisationId, Procedure, RegisterId, SiteId, Source, Value,
};
use sha2::{Digest, Sha256};
use sheets::{Fault, Raw, Row};
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::app::App;
use crate::book::Book;
use crate::forms::{Asker, Form, name_of, reference};
use crate::offered::{self, Offered};
use crate::opening::{new_case, others};
use crate::problem::Problem;
use crate::registers::{REFERENCE, STAGE, folded};
pub use crate::waiting::Progress;
use crate::web::hex;

/// The most rows that are read in at once: all of them are kept in one go, and meanwhile nothing else is.
pub const MOST_ROWS: usize = 20_000;

/// What a sheet is read into.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The procedure.
    pub procedure: &'a Procedure,
    /// The register of it.
    pub register: RegisterId,
    /// The reference of the whole that the rows become parts of.
    pub whole: Option<&'a str>,
}

/// A sheet that was looked through.
#[derive(Debug, Default)]
pub struct Checked {
    /// Everything that is wrong with it. Nothing can be read in while there is something.
    pub faults: Vec<Fault>,
    /// The columns that are not read in.
    pub left: Left,
    /// The rows, ready to be kept; empty when something is wrong.
    pub rows: Vec<Ready>,
}

/// The headings of columns that are not read in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// What they say is worked out.
    pub worked_out: Vec<String>,
    /// What they say is asked later, in steps that no sheet takes.
    pub not_asked: Vec<String>,
}

impl Left {
    /// Whether every column is read in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.worked_out.is_empty() && self.not_asked.is_empty()
    }

    /// What is not read in and why, a sentence for each reason.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let reasons = [
            (&self.worked_out, "because Redress works it out"),
            (&self.not_asked, "because it is not asked when a sheet is read in"),
        ];
        let told = reasons.into_iter().filter(|(heads, _)| !heads.is_empty()).map(|(heads, why)| {
            let heads: Vec<String> = heads.iter().map(|head| format!("“{head}”")).collect();
            format!("Not read in, {why}: {}.", words::list(&heads, "and"))
        });
        told.collect()
    }
}

/// A row that can be kept.
#[derive(Debug)]
pub struct Ready {
    entries: Vec<Entry>,
    rows: casework::Rows,
}

impl Target<'_> {
    fn facts(&self) -> BTreeSet<FactId> {
        let rule = &self.procedure.registers[self.register];
        let asked = rule.imports.iter().flat_map(|step| &self.procedure.steps[*step].asks).map(|ask| ask.fact);
        let whole = self.procedure.head.part_of.as_ref().map(|part| part.whole);
        asked.filter(|fact| Some(*fact) != whole).collect()
    }

    /// The headings that it knows: as the register heads its columns, and the label, the question and the name of each fact.
    #[must_use]
    pub fn heads(&self) -> Heads {
        let rule = &self.procedure.registers[self.register];
        let mut heads = HashMap::new();
        for (fact, head) in rule.columns.iter().chain(&rule.further) {
            heads.entry(without_question_mark(&folded(head))).or_insert(*fact);
        }
        for (id, fact) in self.procedure.facts.iter() {
            let question = fact.question().map_or("", |question| question.text.as_str());
            for name in [fact.label.as_str(), &fact.name, &fact.name.replace('-', " "), question] {
                heads.entry(without_question_mark(&folded(name))).or_insert(id);
            }
        }
        heads.remove("");
        Heads(heads)
    }

    /// What stands above the column of a fact.
    #[must_use]
    pub fn head_of(&self, fact: FactId) -> String {
        let rule = &self.procedure.registers[self.register];
        let column = rule.columns.iter().chain(&rule.further).find(|(column, _)| *column == fact);
        column.map_or_else(|| self.procedure.facts[fact].label.trim_end_matches('?').to_owned(), |(_, head)| head.clone())
    }

    /// The headings of a sheet that can be read in, those first that must be filled: each with what may stand below it.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        let rule = &self.procedure.registers[self.register];
        let facts = self.facts();
        let mut order: Vec<FactId> = rule.columns.iter().chain(&rule.further).map(|(fact, _)| *fact).collect();
        for step in &rule.imports {
            order.extend(self.procedure.steps[*step].asks.iter().map(|ask| ask.fact));
        }
        let mut seen = BTreeSet::new();
        order.retain(|fact| facts.contains(fact) && seen.insert(*fact));
        let first = rule.imports.first().map(|step| &self.procedure.steps[*step]);
        order
            .into_iter()
            .map(|id| {
                let fact = &self.procedure.facts[id];
                let asked = first.and_then(|step| step.asks.iter().find(|ask| ask.fact == id));
                let guarded = fact.question().is_some_and(|question| !question.guard.is_empty());
                let needed = asked.is_some_and(|ask| ask.required) && !guarded;
                Column { head: self.head_of(id), needed, takes: takes(fact) }
            })
            .collect()
    }
}

/// The headings that a register knows, each with its fact.
#[derive(Debug, Clone, Default)]
pub struct Heads(HashMap<String, FactId>);

impl Heads {
    fn named(&self, head: &str) -> Option<FactId> {
        self.0.get(&without_question_mark(&folded(head))).copied()
    }

    /// Whether a row of a sheet holds the headings: most of its cells name something that the register knows.
    #[must_use]
    pub fn is_head(&self, cells: &[String]) -> bool {
        let filled: Vec<&String> = cells.iter().filter(|cell| !cell.trim().is_empty()).collect();
        let known = filled.iter().filter(|cell| self.named(cell).is_some()).count();
        known >= 1 && known * 2 >= filled.len()
    }
}

fn without_question_mark(head: &str) -> String {
    head.trim_end_matches('?').trim_end().to_owned()
}

/// A column of a sheet that can be read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub head: String,
    /// Whether every row must have something there.
    pub needed: bool,
    /// What can stand in it.
    pub takes: String,
}

fn takes(fact: &Fact) -> String {
    let listed = |labels: Vec<&str>| labels.join("; ");
    match &fact.kind {
        Kind::Choice(choices) => {
            format!("One of: {}", listed(choices.iter().map(|choice| choice.label.as_str()).collect()))
        }
        Kind::YesNo => "Yes or No".to_owned(),
        Kind::Date => "A date, such as 7 March 2017 or 2017-03-07".to_owned(),
        Kind::Instant => "A date and time, such as 2017-03-07 14:05".to_owned(),
        Kind::Person => "A name, as in the directory".to_owned(),
        Kind::People => "Names, as in the directory, a line each".to_owned(),
        Kind::Points => "Points, a line each".to_owned(),
        Kind::Case => "The reference of a case".to_owned(),
        Kind::Site => "The name of a place".to_owned(),
        Kind::Organisation => "The name of an organisation".to_owned(),
        Kind::Number => "A whole number".to_owned(),
        Kind::Money => "An amount, such as 12.50".to_owned(),
        _ => "Text".to_owned(),
    }
}

/// Looks a sheet through as somebody would read it in at a time. Nothing is kept.
///
/// # Errors
/// Faults of the store or of the procedure's calendar; what is wrong with the sheet stands in the answer.
pub async fn check(
    app: &App,
    actor: &Actor,
    target: Target<'_>,
    raw: &Raw,
    now: Timestamp,
    progress: &Progress,
) -> Result<Checked, Problem> {
    let procedure = target.procedure;
    let rule = &procedure.registers[target.register];
    let mut checked = Checked::default();
    let columns = columns(target, raw, &mut checked);
    if raw.rows.is_empty() {
        checked.faults.push(whole("There is no row below the headings."));
    }
    if raw.rows.len() > MOST_ROWS {
        let count = raw.rows.len();
        checked
            .faults
            .push(whole(&format!("There are {count} rows; at most {MOST_ROWS} can be read in at once. Split the sheet.")));
    }
    if raw.rows.is_empty() || raw.rows.len() > MOST_ROWS || columns.iter().all(Option::is_none) {
        return Ok(checked);
    }
    let rules = app.rules(procedure)?;
    let (directory, book) = app.book();
    // What every row asks the store for is asked once.
    let known = known_cases(app, actor, procedure, &columns, raw).await?;
    let counts = procedure.facts.iter().any(|(_, fact)| matches!(fact.source, Source::Derived(Derivation::Count(_))));
    progress.start(raw.rows.len());
    let index = Index::new(procedure, &directory, &book);
    let facts = target.facts();
    let sight = Sight::of_typed(procedure, |fact| facts.contains(&fact) || whole_of(procedure) == Some(fact));
    let reader = Reader {
        target,
        facts: &facts,
        rules,
        directory: &directory,
        book: &book,
        index: &index,
        actor,
        library: app.library(),
        columns: &columns,
        known: &known,
        sight: &sight,
        now,
    };
    let outcomes = if counts {
        let mut outcomes = Vec::with_capacity(raw.rows.len());
        for row in &raw.rows {
            let answers = reader.first_answers(row);
            let others = others(app, procedure, |_| None, &answers, None, now).await?;
            outcomes.push(reader.row(row, &others));
            progress.step();
        }
        outcomes
    } else {
        aside(|| at_once(&reader, &raw.rows, progress))
    };
    let keys = match rule.key {
        Some(key) => Some((key, taken(app, actor, target, key, raw, &reader).await?)),
        None => None,
    };
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for (row, outcome) in raw.rows.iter().zip(outcomes) {
        let key = keys.as_ref().and_then(|(key, taken)| Some((key, taken, reader.cell(row, *key)?)));
        if let Some((key, taken, value)) = key.filter(|(_, _, value)| !value.trim().is_empty()) {
            let mut refuse = |words: String| {
                checked.faults.push(Fault { row: Some(row.number), column: Some(target.head_of(*key)), words });
            };
            if let Some(other) = seen.get(&folded(value)) {
                refuse(format!("“{}” stands in row {other} already. Give each row its own.", value.trim()));
            } else if let Some(holder) = taken.get(&folded(value)) {
                let who = holder.as_ref().map_or_else(|| "Another case".to_owned(), Clone::clone);
                refuse(format!("{who} has “{}” already. Take the row out, or give it another.", value.trim()));
            }
            seen.entry(folded(value)).or_insert(row.number);
        }
        match outcome {
            Ok(ready) => checked.rows.push(ready),
            Err(faults) => checked.faults.extend(faults),
        }
    }
    checked.faults.sort_by_key(|fault| fault.row);
    if !checked.faults.is_empty() {
        checked.rows.clear();
    }
    Ok(checked)
}

/// Keeps what was looked through: the references of the cases, in the order of the rows.
///
/// # Errors
/// When the store cannot keep them: then none is kept.
pub async fn keep(
    app: &App,
    actor: &Actor,
    procedure: &Procedure,
    checked: Checked,
    now: Timestamp,
    form_key: Option<String>,
) -> Result<Vec<String>, Problem> {
    let rules = app.rules(procedure)?;
    let token = form_key.clone();
    let new = checked.rows.into_iter().map(|row| new_case(app, procedure, rules, &row.entries, row.rows, now)).collect();
    match app.store().case_open_all(actor, new, form_key).await {
        Ok(opened) => Ok(opened.into_iter().map(|one| one.reference).collect()),
        Err(store::OpenCaseError::AlreadyDone(first)) => {
            let before = match token {
                Some(token) => kept_before(app, actor, &token).await?,
                None => None,
            };
            Ok(before.unwrap_or_else(|| vec![first.reference]))
        }
        Err(store::OpenCaseError::Walled) => Err(Problem::NotAllowed {
            reason:
                "You are named in one of the rows as somebody it is about, so somebody else must read it in. Nothing was kept."
                    .to_owned(),
            back: crate::pages::parts::Link::new("/plans", "Back to plans"),
        }),
        Err(store::OpenCaseError::Taken(taken)) => Err(Problem::NotAllowed {
            reason: format!(
                "Meanwhile somebody else recorded the same “{}” as one of the rows. Nothing was kept. Send the sheet again to see \
                 which row that is.",
                procedure.facts.id(&taken.fact).map_or(taken.fact.as_str(), |fact| &procedure.facts[fact].label)
            ),
            back: crate::pages::parts::Link::new("/plans", "Back to plans"),
        }),
        Err(error) => Err(error.into()),
    }
}

/// What a sheet led to that this person had read in under a key: the references of the cases, in the order of the rows. None when
/// it was not kept.
///
/// # Errors
/// When the store cannot be read.
pub async fn kept_before(app: &App, actor: &Actor, form_key: &str) -> Result<Option<Vec<String>>, Problem> {
    let kept = app.store().form_find(actor.person, form_key).await?;
    Ok(kept.map(|kept| std::iter::once(kept.reference).chain(kept.opened.into_iter().map(|one| one.reference)).collect()))
}

/// The key of a sheet by what stands in it and what it is read into: the same sheet has the same.
#[must_use]
pub fn key_of(target: Target<'_>, bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    let head = &target.procedure.head;
    for part in [&head.id, &target.procedure.registers[target.register].name, target.whole.unwrap_or_default()] {
        hash.update(part);
        hash.update([0]);
    }
    hash.update(bytes);
    form_key(&hex(&hash.finalize()))
}

/// The key under which the store keeps what a sheet led to.
#[must_use]
pub fn form_key(key: &str) -> String {
    format!("sheet {key}")
}

fn whole_of(procedure: &Procedure) -> Option<FactId> {
    procedure.head.part_of.as_ref().map(|part| part.whole)
}

fn whole(words: &str) -> Fault {
    Fault { row: None, column: None, words: words.to_owned() }
}

/// Which fact each column holds. Columns that are worked out, or not asked, are left; those that nothing knows are faults, and so are those that
/// are missing.
fn columns(target: Target<'_>, raw: &Raw, checked: &mut Checked) -> Vec<Option<FactId>> {
    let facts = target.facts();
    let known = target.heads();
    let offered = target.columns();
    let mut columns = Vec::with_capacity(raw.heads.len());
    let mut taken: BTreeMap<FactId, &str> = BTreeMap::new();
    for head in &raw.heads {
        let found = known.named(head);
        let fault = |words: String| Fault { row: None, column: Some(head.clone()), words };
        let column = match found {
            Some(fact) if facts.contains(&fact) => match taken.get(&fact) {
                Some(first) => {
                    checked.faults.push(fault(format!("This column holds the same as “{first}”. Keep one of the two.")));
                    None
                }
                None => {
                    taken.insert(fact, head);
                    Some(fact)
                }
            },
            Some(fact) => {
                let left = match target.procedure.facts[fact].question() {
                    Some(_) => &mut checked.left.not_asked,
                    None => &mut checked.left.worked_out,
                };
                left.push(head.clone());
                None
            }
            None if [STAGE, REFERENCE].iter().any(|own| folded(own) == folded(head)) => {
                checked.left.worked_out.push(head.clone());
                None
            }
            None => {
                let near = procedure::closest(head, offered.iter().map(|column| column.head.as_str()));
                let help = near.map_or_else(
                    || "Take it out, or name it as the list of columns does.".to_owned(),
                    |near| format!("Did you mean “{near}”?"),
                );
                checked.faults.push(fault(format!("Nothing is known of a column “{head}”. {help}")));
                None
            }
        };
        columns.push(column);
    }
    for column in offered.iter().filter(|column| column.needed) {
        if !raw.heads.is_empty() && !taken.keys().any(|fact| target.head_of(*fact) == column.head) {
            checked.faults.push(Fault {
                row: None,
                column: Some(column.head.clone()),
                words: "This column is missing.".to_owned(),
            });
        }
    }
    columns
}

/// The values of a key in these rows that other cases have already, as they are compared, each with the reference of such a case
/// as far as whoever reads them in may know of it.
async fn taken(
    app: &App,
    actor: &Actor,
    target: Target<'_>,
    key: FactId,
    raw: &Raw,
    reader: &Reader<'_>,
) -> Result<BTreeMap<String, Option<String>>, Problem> {
    let procedure = target.procedure;
    if procedure.head.part_of.is_some() && target.whole.is_none() {
        return Ok(BTreeMap::new());
    }
    let values: BTreeSet<String> =
        raw.rows.iter().filter_map(|row| reader.cell(row, key)).map(folded).filter(|value| !value.is_empty()).collect();
    let values: Vec<String> = values.into_iter().collect();
    let taken = app.store().keys_taken(&procedure.head.id, &procedure.facts[key].name, target.whole, &values, None).await?;
    let holders: Vec<String> = taken.values().cloned().collect();
    let known = app.store().cases_known(actor, &holders).await?;
    Ok(taken.into_iter().map(|(value, holder)| (value, Some(holder).filter(|holder| known.contains(holder)))).collect())
}

/// Of the cases that rows name, those that whoever reads them in may see.
async fn known_cases(
    app: &App,
    actor: &Actor,
    procedure: &Procedure,
    columns: &[Option<FactId>],
    raw: &Raw,
) -> Result<BTreeSet<String>, Problem> {
    let of_cases = |column: &Option<FactId>| column.is_some_and(|fact| procedure.facts[fact].kind == Kind::Case);
    let named: BTreeSet<String> = raw
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().zip(columns))
        .filter(|(cell, column)| of_cases(column) && !cell.trim().is_empty())
        .filter_map(|(cell, _)| reference(app.library(), cell).ok())
        .collect();
    if named.is_empty() {
        return Ok(BTreeSet::new());
    }
    let named: Vec<String> = named.into_iter().collect();
    Ok(app.store().cases_known(actor, &named).await?)
}

/// Does what takes a while so that pages are served meanwhile.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

/// Places and organisations by their names.
struct Index {
    sites: HashMap<String, SiteId>,
    organisations: HashMap<String, OrganisationId>,
    /// The same as forms offer them.
    places: Offered<SiteId>,
    bodies: Offered<OrganisationId>,
}

impl Index {
    fn new(procedure: &Procedure, directory: &Directory, book: &Book) -> Self {
        let (places, bodies) = (offered::sites(directory), offered::organisations(directory));
        let mut index = Self { sites: HashMap::new(), organisations: HashMap::new(), places, bodies };
        for site in directory.sites.values() {
            index.sites.entry(folded(&site.name)).or_insert(site.id);
        }
        for organisation in book.organisations(procedure, directory) {
            index.organisations.entry(folded(&organisation.name)).or_insert(organisation.id);
        }
        index
    }
}

/// Reads rows beside each other, as many as there are processors.
fn at_once(reader: &Reader<'_>, rows: &[Row], progress: &Progress) -> Vec<Result<Ready, Vec<Fault>>> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(rows.len().div_ceil(64)).max(1);
    let share = rows.len().div_ceil(workers).max(1);
    let nobody = BTreeMap::new();
    let read = |rows: &[Row]| -> Vec<Result<Ready, Vec<Fault>>> {
        let each = rows.iter().map(|row| {
            let outcome = reader.row(row, &nobody);
            progress.step();
            outcome
        });
        each.collect()
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = rows.chunks(share).map(|part| (part, scope.spawn(|| read(part)))).collect();
        let mut all = Vec::with_capacity(rows.len());
        for (part, worker) in parts {
            // A worker that failed is done again here, where the failure has its words.
            all.extend(worker.join().unwrap_or_else(|_| read(part)));
        }
        all
    })
}

/// What rows are read with.
struct Reader<'a> {
    target: Target<'a>,
    /// What the target asks.
    facts: &'a BTreeSet<FactId>,
    rules: Rules<'a>,
    directory: &'a Directory,
    book: &'a Book,
    index: &'a Index,
    actor: &'a Actor,
    library: &'a Library,
    columns: &'a [Option<FactId>],
    known: &'a BTreeSet<String>,
    /// What the sender of the sheet sees of the reasons for which a row is refused.
    sight: &'a Sight,
    now: Timestamp,
}

impl Reader<'_> {
    fn cell<'r>(&self, row: &'r Row, fact: FactId) -> Option<&'r str> {
        let at = self.columns.iter().position(|column| *column == Some(fact))?;
        row.cells.get(at).map(String::as_str)
    }

    /// The answers that the first step could have, for what is counted over other cases.
    fn first_answers(&self, row: &Row) -> BTreeMap<FactId, Value> {
        let procedure = self.target.procedure;
        let rule = &procedure.registers[self.target.register];
        let Some(first) = rule.imports.first() else { return BTreeMap::new() };
        let (form, _) = self.form(row);
        let state = State::replay(self.rules, &[]);
        let asker =
            Asker { rules: self.rules, directory: self.directory, book: self.book, actor: self.actor, library: self.library };
        asker.read_row(&procedure.steps[*first].asks, &state.facts, &form).answers
    }

    /// A row through all its steps.
    fn row(&self, row: &Row, others: &BTreeMap<FactId, u32>) -> Result<Ready, Vec<Fault>> {
        let procedure = self.target.procedure;
        let rule = &procedure.registers[self.target.register];
        let asker =
            Asker { rules: self.rules, directory: self.directory, book: self.book, actor: self.actor, library: self.library };
        let (form, mut wrong) = self.form(row);
        let mut faults: Vec<Fault> = Vec::new();
        let fault = |fact: Option<FactId>, words: String| Fault {
            row: Some(row.number),
            column: fact.map(|fact| self.target.head_of(fact)),
            words,
        };
        let reference = procedure.head.reference.replace("{code}", "…");
        let mut entries: Vec<Entry> = Vec::new();
        let mut state = State::replay(self.rules, &[]);
        let mut kept: BTreeSet<FactId> = BTreeSet::new();
        let mut lost: BTreeMap<FactId, String> = BTreeMap::new();
        let mut refused_one = false;
        let filled = |fact: &FactId| self.cell(row, *fact).is_some_and(|cell| !cell.trim().is_empty());
        for (at, id) in rule.imports.iter().enumerate() {
            let step = &procedure.steps[*id];
            let answered = step.asks.iter().any(|ask| form.has_any(&name_of(&procedure.facts[ask.fact])));
            // What was answered by an earlier step of the row is no reason to take a later one.
            let fresh = step
                .asks
                .iter()
                .any(|ask| state.facts.get(ask.fact).is_none() && form.has_any(&name_of(&procedure.facts[ask.fact])));
            if at > 0 && !(answered && fresh) {
                continue;
            }
            let mut read = asker.read_row(&step.asks, &state.facts, &form);
            for (fact, words) in std::mem::take(&mut read.errors) {
                wrong.entry(fact).or_insert(words);
            }
            for (fact, value) in &read.answers {
                if let Value::Case(named) = value
                    && !self.known.contains(named.as_ref())
                    && self.target.whole != Some(named.as_ref())
                {
                    wrong.entry(*fact).or_insert_with(|| format!("There is no case “{named}” that you may see."));
                }
            }
            let attempt = Attempt { step: *id, happened: self.now, answers: read.answers };
            let before = Before { reference: &reference, entries: &entries, state: &state, others };
            match prepare(self.rules, self.directory, before, self.actor, &attempt, self.now) {
                Ok(prepared) => {
                    let entry = prepared.finish(Vec::new());
                    if let Act::Step { facts, .. } = &entry.act {
                        kept.extend(facts.iter().map(|(fact, _)| *fact));
                    }
                    entries.push(entry);
                    state.enter(self.rules, &entries, entries.len() - 1);
                }
                Err(refused) => {
                    refused_one = true;
                    for refusal in refused {
                        match refusal.fact {
                            // One fault a cell: what could not be read is not missing as well.
                            Some(fact) if wrong.contains_key(&fact) => {}
                            fact => faults.push(fault(fact, refusal.told(self.sight).words().to_owned())),
                        }
                    }
                    // What the answers that were given do not call for is told as well.
                    let given: Vec<(FactId, Value)> = attempt.answers.into_iter().collect();
                    let after = state.with_answers(self.rules, &entries, &given, *id, self.now);
                    for (fact, _) in given.iter().filter(|(fact, _)| filled(fact)) {
                        let guard = procedure.facts[*fact].question().map(|question| &question.guard);
                        if guard.is_some_and(|guard| !after.allow(guard)) && !self.unsure(*fact, &wrong) {
                            lost.insert(*fact, self.why_not_asked(*fact, &after));
                        }
                    }
                    break;
                }
            }
        }
        if !refused_one {
            for fact in self.columns.iter().flatten().filter(|fact| filled(fact) && !self.unsure(**fact, &wrong)) {
                lost.entry(*fact).or_insert_with(|| self.why_not_asked(*fact, &state.facts));
            }
        }
        faults.extend(lost.into_iter().filter(|(lost, _)| !kept.contains(lost)).map(|(lost, words)| fault(Some(lost), words)));
        faults.extend(wrong.into_iter().map(|(fact, words)| fault(Some(fact), words)));
        faults.dedup();
        if !faults.is_empty() {
            return Err(faults);
        }
        let rows = derive(self.rules, &entries, &state);
        Ok(Ready { entries, rows })
    }

    /// Whether a cell cannot be judged yet, because it or what its question depends on could not be read.
    fn unsure(&self, fact: FactId, wrong: &BTreeMap<FactId, String>) -> bool {
        if wrong.is_empty() || wrong.contains_key(&fact) {
            return !wrong.is_empty();
        }
        let mut seen = BTreeSet::from([fact]);
        let mut open = vec![fact];
        while let Some(fact) = open.pop() {
            let Some(question) = self.target.procedure.facts[fact].question() else { return true };
            for on in question.guard.facts() {
                if wrong.contains_key(&on) {
                    return true;
                }
                if seen.insert(on) {
                    open.push(on);
                }
            }
        }
        false
    }

    /// Why a cell does not belong in its row.
    fn why_not_asked(&self, fact: FactId, facts: &Facts) -> String {
        let procedure = self.target.procedure;
        let called = |fact: FactId| self.target.head_of(fact);
        let told = |condition: &Condition| words::condition_as(procedure, condition, &called);
        let why = procedure.facts[fact].question().and_then(|question| {
            let guard = &question.guard;
            if let Some(hit) = guard.unless.iter().find(|condition| facts.meet(condition)) {
                return Some(format!("This is not asked when {}.", told(self.plain(hit)?.first()?)));
            }
            let when: Option<Vec<Vec<&Condition>>> = guard.when.iter().map(|condition| self.plain(condition)).collect();
            let when: Vec<String> = when?.into_iter().flatten().map(told).collect();
            (!when.is_empty()).then(|| format!("This is only asked when {}.", words::list(&when, "or when")))
        });
        let why = why.unwrap_or_else(|| "This does not go with the other answers of this row.".to_owned());
        format!("{why} Empty the cell, or mend what it depends on.")
    }

    /// A condition in terms of columns: itself, or what a fact that is worked out stands for. None when it cannot be said so.
    fn plain<'c>(&'c self, condition: &'c Condition) -> Option<Vec<&'c Condition>> {
        if condition.tests.iter().all(|test| self.facts.contains(&test.fact)) {
            return Some(vec![condition]);
        }
        let [test] = condition.tests.as_slice() else { return None };
        let is_yes = test.allowed == 0b10;
        match &self.target.procedure.facts[test.fact].source {
            Source::Derived(Derivation::Holds(guard)) if is_yes && guard.unless.is_empty() => {
                let inner: Option<Vec<_>> = guard.when.iter().map(|condition| self.plain(condition)).collect();
                inner.map(|inner| inner.into_iter().flatten().collect())
            }
            _ => None,
        }
    }

    /// A row as a form would send it, and what of it makes no sense.
    fn form(&self, row: &Row) -> (Form, BTreeMap<FactId, String>) {
        let procedure = self.target.procedure;
        let mut pairs = Vec::with_capacity(row.cells.len());
        let mut wrong = BTreeMap::new();
        if let (Some(part), Some(whole)) = (&procedure.head.part_of, self.target.whole) {
            pairs.push((name_of(&procedure.facts[part.whole]), whole.to_owned()));
        }
        for (cell, column) in row.cells.iter().zip(self.columns) {
            let (Some(id), text) = (column, cell.trim()) else { continue };
            if text.is_empty() {
                continue;
            }
            let fact = &procedure.facts[*id];
            match self.sent(fact, text) {
                Ok(sent) => pairs.extend(sent),
                Err(words) => {
                    wrong.insert(*id, words);
                }
            }
        }
        (Form::new(pairs), wrong)
    }

    fn sent(&self, fact: &Fact, text: &str) -> Result<Vec<(String, String)>, String> {
        let name = name_of(fact);
        let one = |value: String| vec![(name.clone(), value)];
        Ok(match &fact.kind {
            Kind::Choice(choices) => {
                let wanted = folded(text);
                let found = choices.iter().find(|choice| folded(&choice.label) == wanted || choice.name == wanted);
                let labels = || choices.iter().map(|choice| format!("“{}”", choice.label)).collect::<Vec<_>>();
                one(found
                    .ok_or_else(|| format!("“{text}” is none of {}.", casework::words::list(&labels(), "and")))?
                    .name
                    .clone())
            }
            Kind::YesNo => match folded(text).as_str() {
                "yes" | "y" | "true" => one("yes".to_owned()),
                "no" | "n" | "false" => one("no".to_owned()),
                _ => return Err(format!("“{text}” is neither yes nor no.")),
            },
            Kind::Date => date_pairs(&name, read_date(text)?),
            Kind::Instant => {
                let clock = |(_, time): &(&str, &str)| time.contains([':', '.']) || time.ends_with(['m', 'M']);
                let (day, time) = split_time(text).or_else(|| text.rsplit_once(' ').filter(clock)).unwrap_or((text, ""));
                let mut pairs = date_pairs(&name, read_date(day.trim())?);
                pairs.push((format!("{name}-time"), time.trim().to_owned()));
                pairs
            }
            Kind::People | Kind::Person => {
                let names = text.split(['\n', ';']).map(str::trim).filter(|one| !one.is_empty());
                names.map(|one| (name.clone(), one.to_owned())).collect()
            }
            Kind::Points => {
                let points = text.lines().map(str::trim).filter(|point| !point.is_empty());
                points.map(|point| (name.clone(), point.to_owned())).collect()
            }
            Kind::Site => {
                let site = self.index.sites.get(&folded(text));
                let site = *site.ok_or_else(|| format!("There is no place “{text}” in the directory."))?;
                one(self.index.places.words(site).to_owned())
            }
            Kind::Organisation => {
                let found = self.index.organisations.get(&folded(text));
                let found = *found.ok_or_else(|| format!("There is no organisation “{text}” in the directory."))?;
                one(self.index.bodies.words(found).to_owned())
            }
            Kind::Findings { .. } => return Err("Findings cannot be read in.".to_owned()),
            _ => one(text.to_owned()),
        })
    }
}

fn date_pairs(name: &str, date: Date) -> Vec<(String, String)> {
    vec![
        (format!("{name}-day"), date.day().to_string()),
        (format!("{name}-month"), date.month().to_string()),
        (format!("{name}-year"), date.year().to_string()),
    ]
}

/// A day and a time of day with a T between them, as programs write them: no T of a word.
fn split_time(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let at = text.match_indices('T').map(|(at, _)| at).find(|at| digit(at.checked_sub(1)) && digit(at.checked_add(1)))?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Reads a date as people and spreadsheets write it, the day before the month.
fn read_date(text: &str) -> Result<Date, String> {
    let forms = ["%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"];
    let day = split_time(text).map_or(text, |(day, _)| day);
    let words = day.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = forms.iter().find_map(|form| Date::strptime(form, &words).ok());
    found
        .filter(|date| (1900..=2200).contains(&date.year()))
        .ok_or_else(|| format!("“{text}” is no date. Write it such as 7 March 2017 or 2017-03-07."))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{read_date, split_time};

    #[test]
    fn dates_are_read_as_people_and_spreadsheets_write_them() {
        for text in ["2017-03-07", "7 March 2017", "07 Mar 2017", "7/3/2017", "07.03.2017", "2017-03-07T00:00", "7-3-2017"] {
            assert_eq!(read_date(text), Ok(date(2017, 3, 7)), "{text}");
        }
        for text in ["7 AUGUST 2017", "7 AUG 2017", "7 august 2017"] {
            assert_eq!(read_date(text), Ok(date(2017, 8, 7)), "{text}");
        }
        assert_eq!(split_time("2017-03-07T14:05"), Some(("2017-03-07", "14:05")));
        assert_eq!(split_time("7 AUGUST 2017 14:05"), None);
        for text in ["31 June 2017", "soon", "2017", "13/13/2017", "7 March 17", "", "0017-03-07"] {
            assert!(read_date(text).is_err(), "{text}");
        }
    }
}
