//! Registers: tables over the cases of a procedure, or over the parts of one whole. Who may open one, which there are, and one as
//! a sheet.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use casework::words;
pub use casework::words::folded;
use jiff::Timestamp;
use procedure::{FactId, Kind, PartOf, Procedure, Register, RegisterId, RoleId, Value};
use sheets::{Cell, Group, Sheet};
use store::CaseFilter;

use crate::app::App;
use crate::desk::{Desk, capital, href_of, slug_of};
use crate::opening::version_for;
use crate::pages::parts::Link;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::ties::naming;
use crate::web::with_query;

/// A register that somebody may open.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Its procedure, in the version that came into force last.
    pub procedure: Arc<Procedure>,
    /// Which register of it.
    pub register: RegisterId,
    /// The reference of the whole whose parts it lists, and what that is about; none when it lists all cases.
    pub whole: Option<(String, String)>,
}

/// Whether somebody holds one of these roles, at whichever place.
#[must_use]
pub fn holds_one(procedure: &Procedure, roles: &[RoleId], visitor: &Visitor) -> bool {
    roles.iter().any(|role| {
        let name = &procedure.roles[*role].name;
        visitor.actor.grants.iter().any(|grant| &grant.role == name)
    })
}

impl Opened {
    /// Finds a register, and the whole that it is about.
    ///
    /// # Errors
    /// Not found when there is none that this person may open, or the whole is none that they may know of.
    pub async fn find(app: &App, visitor: &Visitor, id: &str, name: &str, of: &str) -> Result<Self, Problem> {
        let procedure = app.library().latest(id).ok_or(Problem::NotFound)?.clone();
        let register = procedure.registers.id(name).ok_or(Problem::NotFound)?;
        if !holds_one(&procedure, &procedure.registers[register].roles, visitor) {
            return Err(Problem::NotFound);
        }
        let whole = match &procedure.head.part_of {
            Some(part) if !of.is_empty() => {
                let desk = Desk::open(app, visitor, of).await?;
                if desk.procedure.head.id != part.procedure {
                    return Err(Problem::NotFound);
                }
                Some((desk.reference.clone(), desk.line(app)?))
            }
            _ => None,
        };
        Ok(Self { procedure, register, whole })
    }

    /// The same register in the version of its procedure that is in force now: what is recorded now is run under that.
    ///
    /// # Errors
    /// Not allowed, with the reason, when that version has no such register.
    pub fn in_force(&self, app: &App, now: Timestamp) -> Result<Self, Problem> {
        let head = &self.procedure.head;
        let procedure = version_for(app, &head.id, now).ok_or(Problem::NotFound)?;
        let register = procedure.registers.id(&self.rule().name).ok_or_else(|| Problem::NotAllowed {
            reason: format!(
                "“{}” begins with version {} of “{}”. In the version that is in force now, {}, there is none, so nothing can be recorded or read in here yet.",
                self.rule().title, head.version, head.title, procedure.head.version
            ),
            back: Link::new(self.href("", &[]), format!("Back to “{}”", self.rule().title)),
        })?;
        Ok(Self { procedure: procedure.clone(), register, whole: self.whole.clone() })
    }

    /// The register as the document says it.
    #[must_use]
    pub fn rule(&self) -> &Register {
        &self.procedure.registers[self.register]
    }

    /// The address of one of its pages: its own, or one below it.
    #[must_use]
    pub fn href(&self, below: &str, query: &[(&str, &str)]) -> String {
        let of = self.whole.as_ref().map(|(reference, _)| slug_of(reference));
        let mut pairs: Vec<(&str, &str)> = of.iter().map(|of| ("of", of.as_str())).collect();
        pairs.extend(query);
        with_query(&format!("/registers/{}/{}{below}", self.procedure.head.id, self.rule().name), &pairs)
    }

    /// The whole that it is about, as the store narrows a list to its parts: the reference, and the fact that names it.
    #[must_use]
    pub fn parts_of(&self) -> Option<(String, String)> {
        let part = self.procedure.head.part_of.as_ref()?;
        let (reference, _) = self.whole.as_ref()?;
        Some((reference.clone(), self.procedure.facts[part.whole].name.clone()))
    }

    /// Whether this person may read a sheet into it.
    #[must_use]
    pub fn may_import(&self, visitor: &Visitor) -> bool {
        let Some(first) = self.rule().imports.first() else { return false };
        let named = self.procedure.head.part_of.is_none() || self.whole.is_some();
        named && casework::beginnings(&self.procedure, &visitor.actor).iter().any(|(step, _)| step == first)
    }

    /// What its columns are: those of the page, or those of a workbook too.
    pub fn columns(&self, all: bool) -> impl Iterator<Item = &(FactId, String)> {
        let rule = self.rule();
        rule.columns.iter().chain(rule.further.iter().filter(move |_| all))
    }
}

/// The procedures whose cases are parts of cases under this one.
pub fn parts_of<'a>(app: &'a App, id: &'a str) -> impl Iterator<Item = (&'a Arc<Procedure>, &'a PartOf)> {
    app.library().ids().filter_map(move |one| {
        let procedure = app.library().latest(one)?;
        procedure.head.part_of.as_ref().filter(|part| part.procedure == id).map(|part| (procedure, part))
    })
}

/// The value of a fact, by its name in another version of the procedure, as far as the case's reader may see it.
fn value<'d>(desk: &'d Desk, procedure: &Procedure, fact: FactId) -> Option<(FactId, &'d Value)> {
    let id = desk.procedure.facts.id(&procedure.facts[fact].name)?;
    desk.fact(id).map(|value| (id, value))
}

/// What stands in a cell of a page: a line each.
///
/// # Errors
/// When the case's calendar is not to hand.
pub fn lines(app: &App, desk: &Desk, procedure: &Procedure, fact: FactId) -> Result<Vec<String>, Problem> {
    let Some((id, value)) = value(desk, procedure, fact) else { return Ok(Vec::new()) };
    let text = words::value(desk.rules(app)?, &app.directory(), &desk.procedure.facts[id], value);
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn cell(app: &App, desk: &Desk, procedure: &Procedure, fact: FactId) -> Result<Cell, Problem> {
    let Some((id, value)) = value(desk, procedure, fact) else { return Ok(Cell::default()) };
    Ok(match value {
        Value::Date(date) => Cell::Date(*date),
        #[expect(clippy::cast_precision_loss, reason = "at most a million")]
        Value::Number(number) if desk.procedure.facts[id].kind == Kind::Number => Cell::Number(*number as f64),
        Value::Points(points) => Cell::Text(points.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("\n")),
        _ => Cell::Text(words::value(desk.rules(app)?, &app.directory(), &desk.procedure.facts[id], value)),
    })
}

/// The value by which a row is grouped, in words; empty when it is hidden or not known.
///
/// # Errors
/// When the case's calendar is not to hand.
pub fn group_of(app: &App, desk: &Desk, opened: &Opened) -> Result<String, Problem> {
    let Some(fact) = opened.rule().groups else { return Ok(String::new()) };
    Ok(lines(app, desk, &opened.procedure, fact)?.join(" "))
}

/// A sheet that grows case by case.
pub struct Table<'a> {
    opened: &'a Opened,
    document: bool,
    groups: Vec<Group>,
    /// Where each group stands.
    places: HashMap<String, usize>,
}

impl<'a> Table<'a> {
    /// An empty one: with all columns, the stage and the reference, or as the document that people print.
    #[must_use]
    pub fn new(opened: &'a Opened, document: bool) -> Self {
        Self { opened, document, groups: Vec::new(), places: HashMap::new() }
    }

    /// Adds a case as far as its reader may see it.
    ///
    /// # Errors
    /// When its calendar is not to hand.
    pub fn add(&mut self, app: &App, desk: &Desk) -> Result<(), Problem> {
        let mut row = Vec::new();
        for (fact, _) in self.opened.columns(!self.document) {
            row.push(cell(app, desk, &self.opened.procedure, *fact)?);
        }
        if !self.document {
            row.push(Cell::Text(desk.stage().title.clone()));
            row.push(Cell::Text(desk.reference.clone()));
        }
        let title = group_of(app, desk, self.opened)?;
        let place = *self.places.entry(title.clone()).or_insert(self.groups.len());
        match self.groups.get_mut(place) {
            Some(group) => group.rows.push(row),
            None => self.groups.push(Group { title, rows: vec![row] }),
        }
        Ok(())
    }

    /// The sheet.
    #[must_use]
    pub fn done(self) -> Sheet {
        let Self { opened, document, groups, .. } = self;
        let rule = opened.rule();
        let mut heads: Vec<String> = opened.columns(!document).map(|(_, head)| head.clone()).collect();
        if !document {
            heads.extend([STAGE.to_owned(), REFERENCE.to_owned()]);
        }
        // A column of its own says the group, unless one of the columns does.
        let group_head = rule
            .groups
            .filter(|fact| !opened.columns(true).any(|(column, _)| column == fact))
            .map(|fact| opened.procedure.facts[fact].label.trim_end_matches('?').to_owned());
        Sheet {
            title: rule.title.clone(),
            lines: opened.whole.iter().map(|(_, line)| capital(line)).collect(),
            heads,
            group_head,
            groups,
        }
    }
}

/// Cuts what no cell of a workbook holds. A note at the end says where the whole stands: each row ends with its reference.
pub fn cut_to_cells(sheet: &mut Sheet) {
    let shorten = |text: &mut String, note: &str| {
        if let Some(short) = sheets::cut(text, note) {
            *text = short;
        }
    };
    for line in &mut sheet.lines {
        shorten(line, " … (cut)");
    }
    for group in &mut sheet.groups {
        shorten(&mut group.title, " … (cut)");
        for row in &mut group.rows {
            let reference = row.last().map_or_else(String::new, Cell::plain);
            for cell in row {
                if let Cell::Text(text) = cell {
                    shorten(text, &format!(" … (cut: the whole stands in {reference})"));
                }
            }
        }
    }
}

/// The heading of the column of stages in a workbook.
pub const STAGE: &str = "Stage";
/// The heading of the column of references in a workbook.
pub const REFERENCE: &str = "Reference";

/// A part of a case, for the table of its whole.
#[derive(Debug, Clone)]
pub struct PartRow {
    /// Its reference.
    pub reference: String,
    /// Its first page.
    pub href: String,
    /// The title of its stage.
    pub stage: String,
    /// Whether more can happen.
    pub open: bool,
}

/// The parts of a case under one procedure, for the table of their whole.
#[derive(Debug, Clone)]
pub struct Parts {
    /// The first of them.
    pub rows: Vec<PartRow>,
    /// When there are more: how many there are, with the register that holds them, as far as this person may open one;
    /// otherwise the page of the cases that name the whole.
    pub all: Option<Link>,
}

/// How many parts of a case stand in the table of their wholes.
const PARTS: usize = 10;
/// At how many cases is looked for them.
const PARTS_LOOKED: usize = 200;

/// The parts of a case, those of all procedures whose cases are parts of it, as far as this person may see them and that they
/// are parts of it.
///
/// # Errors
/// When the store cannot be read.
pub async fn parts(app: &App, visitor: &Visitor, desk: &Desk) -> Result<Vec<Parts>, Problem> {
    let mut all = Vec::new();
    for (procedure, part) in parts_of(app, &desk.procedure.head.id) {
        let fact = &procedure.facts[part.whole].name;
        let kind = Some((procedure.head.id.as_str(), fact.as_str()));
        let found = naming(app, visitor, desk, kind, 0, PARTS, PARTS_LOOKED).await?;
        let rows: Vec<PartRow> = found
            .links
            .into_iter()
            .map(|link| {
                let version = app.library().version(&link.procedure, &link.version);
                let stage = version.and_then(|version| version.stages.named(&link.stage));
                PartRow {
                    href: href_of(&link.reference),
                    reference: link.reference,
                    stage: stage.map_or(link.stage, |stage| stage.title.clone()),
                    open: link.open,
                }
            })
            .collect();
        let all_href = if found.more { Some(all_parts(app, visitor, desk, procedure, fact).await?) } else { None };
        if !rows.is_empty() {
            all.push(Parts { rows, all: all_href });
        }
    }
    Ok(all)
}

/// The way to all parts of a case under a procedure.
async fn all_parts(app: &App, visitor: &Visitor, desk: &Desk, procedure: &Procedure, fact: &str) -> Result<Link, Problem> {
    let Some((_, register)) = procedure.registers.iter().find(|(_, rule)| holds_one(procedure, &rule.roles, visitor)) else {
        return Ok(Link::new(format!("{}/links", desk.href()), format!("More {}", procedure.head.nouns)));
    };
    let filter = CaseFilter {
        procedure: Some(procedure.head.id.clone()),
        whole: Some((desk.reference.clone(), fact.to_owned())),
        per_page: 1,
        ..CaseFilter::default()
    };
    let total = app.store().case_list(&visitor.actor, &filter, app.now()).await?.total;
    let of = slug_of(&desk.reference);
    let href = with_query(&format!("/registers/{}/{}", procedure.head.id, register.name), &[("of", &of)]);
    Ok(Link::new(href, format!("All {total} {}", procedure.head.nouns)))
}

/// Answers that another case of the same whole has already, though a register says that no two have the same: each with what to
/// do. `known` is what the case knows already, `refused` what the same form refused.
///
/// # Errors
/// When the store cannot be read.
pub async fn taken(
    app: &App,
    visitor: &Visitor,
    procedure: &Procedure,
    answers: &BTreeMap<FactId, Value>,
    known: impl Fn(FactId) -> Option<Value>,
    refused: &BTreeMap<FactId, String>,
    except: Option<&str>,
) -> Result<BTreeMap<FactId, String>, Problem> {
    let mut found = BTreeMap::new();
    let value = |fact: FactId| answers.get(&fact).cloned().or_else(|| known(fact));
    let fact_of_whole = procedure.head.part_of.as_ref().map(|part| part.whole);
    let whole = match fact_of_whole {
        None => None,
        // What lies under a whole that this person may not know is not looked up.
        Some(fact) if refused.contains_key(&fact) => return Ok(found),
        Some(fact) => match value(fact) {
            Some(Value::Case(reference)) => Some(reference),
            // A part that is of no whole shares its key with nobody.
            _ => return Ok(found),
        },
    };
    let keys: BTreeSet<FactId> = procedure.registers.iter().filter_map(|(_, register)| register.key).collect();
    for key in keys {
        let asked = answers.contains_key(&key) || fact_of_whole.is_some_and(|fact| answers.contains_key(&fact));
        let Some(Value::Text(answer)) = value(key).filter(|_| asked) else { continue };
        let folded = folded(&answer);
        if folded.is_empty() {
            continue;
        }
        let name = &procedure.facts[key].name;
        let holders =
            app.store().keys_taken(&procedure.head.id, name, whole.as_deref(), std::slice::from_ref(&folded), except).await?;
        let Some(holder) = holders.get(&folded) else { continue };
        match fact_of_whole.filter(|_| !answers.contains_key(&key)) {
            // The form asks for the whole only, and its reader may not see what stands under the key.
            Some(fact) => {
                let label = procedure.facts[key].label.trim_end_matches('?');
                let noun = &procedure.head.noun;
                found.insert(fact, format!("Another {noun} of it has the same “{label}” already, which must differ."));
            }
            None => {
                found.insert(key, taken_words(app, visitor, procedure, key, &answer, Some(holder)).await?);
            }
        }
    }
    Ok(found)
}

/// That another case has an answer already, with its reference only for those who may know of it.
async fn taken_words(
    app: &App,
    visitor: &Visitor,
    procedure: &Procedure,
    key: FactId,
    answer: &str,
    holder: Option<&str>,
) -> Result<String, Problem> {
    let label = procedure.facts[key].label.trim_end_matches('?');
    // Only a reader who sees the answer in the other case is told which that is.
    let known = match holder {
        Some(holder) => match Desk::find(app, visitor, holder).await {
            Ok(desk) => value(&desk, procedure, key).is_some().then_some(desk.reference.clone()),
            Err(Problem::NotFound) => None,
            Err(problem) => return Err(problem),
        },
        None => None,
    };
    Ok(match known {
        Some(reference) => format!("{reference} has “{}” already: “{label}” must differ.", answer.trim()),
        None => format!("This is taken already: “{label}” must differ."),
    })
}

/// What the store refused because another case was faster to have it: the fact, and what to do. None when the fact is of another
/// procedure, whose case would have been opened with it.
///
/// # Errors
/// When the store cannot be read.
pub async fn taken_meanwhile(
    app: &App,
    visitor: &Visitor,
    procedure: &Procedure,
    answers: &BTreeMap<FactId, Value>,
    taken: &store::Taken,
) -> Result<Option<(FactId, String)>, Problem> {
    let key = procedure.facts.id(&taken.fact).filter(|_| procedure.head.id == taken.procedure);
    let Some(key) = key else { return Ok(None) };
    let answer = match answers.get(&key) {
        Some(Value::Text(answer)) => answer.to_string(),
        _ => return Ok(Some((key, taken_words(app, visitor, procedure, key, "", None).await?))),
    };
    Ok(Some((key, taken_words(app, visitor, procedure, key, &answer, taken.holder.as_deref()).await?)))
}

#[cfg(test)]
mod tests {
    use casework::{Act, Entry};
    use serde_json::json;

    use super::*;
    use crate::keep::{Kept, keep};
    use crate::routes::testing::{CLERK, Deed, LEAD, READER, World};

    /// A plan and so many actions of it.
    async fn plan(world: &World, actions: usize) -> (String, Vec<String>) {
        let answers = json!({ "name": "Better", "secret": false });
        let plan = world.begin("plan", "plan", Deed("2017-03-02T09:30:00Z", LEAD, "lead", answers)).await;
        let mut all = Vec::new();
        for number in 1..=actions {
            let answers = json!({ "deed": format!("Do {number}"), "plan": plan });
            all.push(world.begin("action", "add", Deed("2017-03-03T09:30:00Z", LEAD, "lead", answers)).await);
        }
        (plan, all)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_whole_shows_its_first_parts_and_the_way_to_all_to_those_who_see_that_they_are_its_parts() {
        let world = World::new().await;
        let (whole, actions) = plan(&world, 10).await;
        let of =
            async |person| parts(&world.app, &world.as_person(person).await, &world.desk(person, &whole).await).await.unwrap();
        let seen = of(LEAD).await;
        let rows: Vec<&str> = seen[0].rows.iter().map(|row| row.reference.as_str()).collect();
        assert_eq!((seen.len(), rows), (1, actions.iter().map(String::as_str).collect::<Vec<_>>()));
        assert_eq!((&seen[0].all, seen[0].rows[0].stage.as_str()), (&None, "To be done"));
        for number in [11, 12] {
            let answers = json!({ "deed": format!("Do {number}"), "plan": whole });
            world.begin("action", "add", Deed("2017-03-03T09:30:00Z", LEAD, "lead", answers)).await;
        }
        let seen = of(LEAD).await;
        assert_eq!(seen[0].rows.len(), 10);
        assert_eq!(seen[0].all, Some(Link::new(format!("/registers/action/actions?of={}", slug_of(&whole)), "All 12 actions")));
        // The reader sees the plan and each action, but not that these are its actions.
        assert!(of(READER).await.is_empty());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_somebody_else_recorded_meanwhile_is_told_as_on_the_form() {
        let world = World::new().await;
        let (_, actions) = plan(&world, 2).await;
        let desk = world.desk(LEAD, &actions[1]).await;
        let lead = world.as_person(LEAD).await;
        let deed = desk.procedure.facts.id("deed").unwrap();
        let answers = BTreeMap::from([(deed, Value::text(" do  1"))]);
        let (known, none) = (|fact| desk.fact(fact).cloned(), BTreeMap::new());
        let told = taken(&world.app, &lead, &desk.procedure, &answers, known, &none, None);
        let words = format!("{} has “do  1” already: “Action” must differ.", actions[0]);
        assert_eq!(told.await.unwrap(), BTreeMap::from([(deed, words.clone())]));
        let entry = Entry {
            seq: 2,
            happened: world.app.now(),
            recorded: world.app.now(),
            by: LEAD,
            role: desk.procedure.roles.id("lead"),
            act: Act::Step {
                step: desk.procedure.steps.id("rename").unwrap(),
                facts: answers.clone().into_iter().collect(),
                letters: Vec::new(),
                notices: Vec::new(),
            },
        };
        let Kept::Taken(refused) = keep(&world.app, &lead, &desk, vec![entry], None).await.unwrap() else { panic!() };
        let told = taken_meanwhile(&world.app, &lead, &desk.procedure, &answers, &refused).await.unwrap();
        assert_eq!(told, Some((deed, words)));
        // Not everybody may know of the case that has it.
        let clerk = world.as_person(CLERK).await;
        let told = taken_meanwhile(&world.app, &clerk, &desk.procedure, &answers, &refused).await.unwrap();
        assert_eq!(told, Some((deed, "This is taken already: “Action” must differ.".to_owned())));
        // Nor can a case be begun with it.
        let rules = world.app.rules(&desk.procedure).unwrap();
        let rows = crate::keep::first_rows(&world.app, &desk.procedure, desk.whole().entries).unwrap();
        let new = crate::opening::new_case(&world.app, &desk.procedure, rules, desk.whole().entries, rows, world.app.now());
        let refused = world.app.store().case_open(&lead.actor, new).await.unwrap_err();
        assert!(matches!(refused, store::OpenCaseError::Taken(taken) if taken.holder.as_ref() == Some(&actions[1])));
    }
}
