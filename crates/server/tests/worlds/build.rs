//! Two worlds made of one seed, step by step alike; what is hidden happens only in the second.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::Router;
use casework::{Act, Actor, Grant};
use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use procedure::template::Piece;
use procedure::{Derivation, Fact, Item, Kind, Library, Party, PersonId, Procedure, Sees, SiteId, Source, Step};
use serde_json::{Value as Json, json};
use server::act::{self, Deed};
use server::routes::router;
use server::{App, Config};
use sha2::{Digest, Sha256};
use store::{Account, Clock, NewPerson, Session, Store};

/// The time that the clock of all worlds shows.
pub const NOW: &str = "2017-03-20T11:00:00Z";

/// Words that stand in common cases, and words that stand in what is hidden only.
pub const WORDS: &[&str] = &["slow answer", "lost letter", "cold room", "loud corridor", "broken window"];
pub const SECRET_WORDS: &[&str] = &["zebra crossing", "quartz lantern", "violet harbour"];
/// Somebody whom nobody knows but from what is hidden.
pub const STRANGER: &str = "Zelda Quill";

pub const PLACES: &[&str] = &["North House", "South House", "The Annexe"];

/// Somebody of whom nobody has said yet who that is.
const OPEN: &str = "Mr Moss";

const NAMES: &[&str] = &[
    "Ada Lead",
    "Ben Chief",
    "Cat Reader",
    "Dan Clerk",
    "Eve Named",
    "Finn Ward",
    "Gail Moss",
    "Hugh Tarn",
    "Iris Vale",
    "Jack Fern",
];

/// Those of the procedures that ship which a world can be made of: they hide the most, and name each other.
const SHIPPED: &[&str] = &[
    "complaints-box",
    "contact-restriction",
    "improvement-action",
    "improvement-plan",
    "local-resolution",
    "officer-record",
    "recommendation",
    "use-of-force",
    "use-of-force-statement",
];

/// The ways in which something is hidden.
pub const KINDS: &[&str] = &[
    "walled",
    "walled, with a stranger",
    "hidden",
    "hidden, with a stranger",
    "a value within a case",
    "a step within a case",
    "a document within a case",
];

/// Procedures with what is shared by all worlds under them.
pub struct Base {
    app: App,
    name: &'static str,
}

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn made() -> Vec<(String, String)> {
    let matter = read("tests/worlds/procedures/matter.md");
    let first = matter.replace("in_force  = { from = 2016-01-01 }", "in_force  = { from = 2016-01-01, until = 2017-02-28 }");
    let second = matter
        .replace("version   = \"1\"", "version   = \"2\"")
        .replace("{ from = 2016-01-01 }", "{ from = 2017-03-01 }")
        .replace("within = \"20 working days\"", "within = \"15 working days\"");
    let answer = read("tests/worlds/procedures/answer.md");
    let mut files = vec![
        ("matter/1/procedure.md".to_owned(), first),
        ("matter/2/procedure.md".to_owned(), second),
        ("matter/1/letters/answer.md".to_owned(), answer.clone()),
        ("matter/2/letters/answer.md".to_owned(), answer),
    ];
    for (id, text) in [
        ("incident", &read("src/routes/testing/incident.md")),
        ("plan", &read("src/routes/testing/plan.md")),
        ("action", &read("src/routes/testing/action.md")),
        ("record", &read("src/routes/testing/record.md")),
        ("talk", &read("src/routes/testing/talk.md")),
        ("course", &read("src/routes/testing/course.md")),
    ] {
        files.push((format!("{id}/1/procedure.md"), text.to_owned()));
    }
    files
}

fn shipped(root: &Path, folder: &Path, all: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            shipped(root, &path, all);
        } else {
            let below = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            all.push((below, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

impl Base {
    /// Each with the share of worlds that it gets: those made for the purpose three times.
    pub fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
        let mut all = Vec::new();
        shipped(&root, &root, &mut all);
        all.retain(|(path, _)| SHIPPED.iter().any(|id| path.starts_with(&format!("{id}/"))));
        std::thread::scope(|scope| {
            let shipped = scope.spawn(|| Self::of("shipped", all));
            vec![Self::of("made", made()), shipped.join().unwrap()]
        })
    }

    fn of(name: &'static str, files: Vec<(String, String)>) -> Self {
        let library = Library::read(files).unwrap_or_else(|faults| panic!("{}", faults.text()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let app = runtime.block_on(async {
            let config = Config { body: "A body".into(), largest_document: 64 * 1024, ..Config::default() };
            App::new(Store::open_memory().await.unwrap(), library, config).await.unwrap()
        });
        // Otherwise some page would say “Being checked” in one world, and what came of it in the other.
        for procedure in app.library().iter() {
            drop(app.prove(procedure));
        }
        Self { app, name }
    }
}

/// One of the two worlds.
pub struct Side {
    pub app: App,
    pub router: Router,
}

/// The token of the watcher's session in both worlds.
const SESSION: &str = "a-session-of-the-watcher";
/// The token of the forms of that session.
pub const CSRF: &str = "a-token-of-forms";
/// The name and the password that the watcher signs in with.
pub const USERNAME: &str = "watcher";
pub const PASSWORD: &str = "four words that nobody guesses";

/// A case that both worlds have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    pub reference: String,
    /// The id of its procedure.
    pub procedure: String,
}

impl Case {
    /// How addresses write it.
    pub fn slug(&self) -> String {
        server::desk::slug_of(&self.reference)
    }
}

/// Somebody of both worlds.
pub struct Someone {
    pub id: PersonId,
    pub name: String,
    pub grants: Vec<Grant>,
}

/// Two worlds.
pub struct World {
    pub seed: u64,
    pub rng: Rng,
    /// Without what is hidden, and with it.
    pub sides: [Side; 2],
    /// The cases that are in both, in the order in which they were begun.
    pub cases: Vec<Case>,
    pub people: Vec<Someone>,
    /// Somebody whom cases may name, and of whom nobody has said yet who that is.
    open: PersonId,
    pub sites: Vec<SiteId>,
    pub watcher: usize,
    pub procedures: Vec<Arc<Procedure>>,
    /// What is hidden, and how.
    pub kind: &'static str,
    /// The references that only the second world has.
    pub hidden: Vec<Case>,
    /// How often both worlds were told from what to draw references.
    drawn: u64,
    base: &'static str,
    /// The case in which something is hidden, and the fact whose value differs if that is what differs.
    within: Option<(String, Option<String>)>,
    /// What is hidden showed already in what could be done.
    apart: bool,
}

/// A case while it is being walked.
struct Walk {
    reference: String,
    /// How each world that has it writes it.
    states: Vec<(Vec<casework::Entry>, casework::State)>,
    procedure: Arc<Procedure>,
}

/// An answer: the same in both worlds, or another in each.
#[derive(Clone)]
enum Answer {
    Plain(Json),
    Two(Box<[Json; 2]>),
}

fn answers(side: usize, given: &BTreeMap<String, Answer>) -> BTreeMap<String, Json> {
    let say = |answer: &Answer| match answer {
        Answer::Plain(json) => json.clone(),
        Answer::Two(two) => two[side].clone(),
    };
    given.iter().map(|(name, answer)| (name.clone(), say(answer))).collect()
}

impl World {
    pub fn watcher(&self) -> &Someone {
        &self.people[self.watcher]
    }

    pub fn told(&self) -> String {
        let grants: Vec<String> = self.watcher().grants.iter().map(|grant| format!("{}@{:?}", grant.role, grant.site)).collect();
        format!(
            "{}, {} as {}: {}; hidden: {} {:?}",
            self.base,
            self.watcher().name,
            grants.join(", "),
            self.kind,
            self.hidden.iter().map(|case| case.reference.as_str()).collect::<Vec<_>>().join(", "),
            self.within
        )
    }

    fn actor(&self, at: usize) -> Actor {
        let someone = &self.people[at];
        Actor { person: someone.id, grade: grade(at), grants: someone.grants.clone() }
    }

    /// A person who sees all that can be seen of cases.
    fn everything(&self) -> Actor {
        let roles: BTreeSet<&str> =
            self.procedures.iter().flat_map(|one| one.roles.iter().map(|(_, role)| role.name.as_str())).collect();
        let grants = roles.into_iter().map(|role| Grant { role: role.to_owned(), site: None }).collect();
        Actor { person: 1_000_000, grade: None, grants }
    }

    /// All cases of a world.
    async fn all_cases(&self, side: usize) -> BTreeSet<Case> {
        let actor = self.everything();
        let mut all = BTreeSet::new();
        for id in self.sides[side].app.library().ids() {
            let found = self.sides[side].app.store().cases_of(&actor, id).await.unwrap();
            all.extend(found.into_iter().map(|reference| Case { reference, procedure: id.to_owned() }));
        }
        all
    }

    /// Takes note of cases that were begun in both worlds alike.
    ///
    /// # Errors
    /// When one has others than the other.
    pub async fn learn(&mut self) -> Result<(), String> {
        let a = self.all_cases(0).await;
        let mut b = self.all_cases(1).await;
        b.retain(|case| !self.hidden.contains(case));
        if a != b {
            return Err(format!("cases begun in one world only: {a:?} against {b:?}"));
        }
        self.cases.extend(a.difference(&self.cases.iter().cloned().collect()).cloned().collect::<Vec<_>>());
        Ok(())
    }

    /// Lets the next cases of both worlds draw the same references.
    pub fn align(&mut self) {
        self.drawn += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.drawn.to_be_bytes());
        seed[8..16].copy_from_slice(&self.seed.to_be_bytes());
        for side in &self.sides {
            side.app.draw_from(seed);
        }
    }

    fn some_text(&mut self, secret: bool) -> String {
        let list = if secret { SECRET_WORDS } else { WORDS };
        format!("{} {}", list[self.rng.usize(..list.len())], self.rng.u32(..if secret { 9 } else { 900 }))
    }

    fn answer(&mut self, procedure: &Procedure, fact: &Fact, secret: bool, at: Timestamp) -> Option<Answer> {
        let day = at.to_zoned(calendar::london()).date();
        let away = |days: i32| day.checked_add(jiff::Span::new().days(days)).unwrap();
        Some(Answer::Plain(match &fact.kind {
            Kind::Choice(choices) => json!(choices[self.rng.usize(..choices.len())].name),
            Kind::YesNo => json!(self.rng.bool()),
            Kind::Text { .. } => json!(self.some_text(secret)),
            Kind::Date if fact.ahead => json!(away(self.rng.i32(30..90)).to_string()),
            Kind::Date => json!(away(-self.rng.i32(0..30)).to_string()),
            Kind::Instant => json!(at.to_string()),
            Kind::Money => json!(self.rng.i64(0..20_000)),
            Kind::Number => json!(self.rng.i64(0..3)),
            Kind::People if fact.wall && self.rng.u8(..4) == 0 => json!([self.open]),
            Kind::Person => json!(self.person_for(procedure, fact)),
            Kind::People => {
                let many = self.rng.usize(1..3);
                json!((0..many).map(|_| self.person_for(procedure, fact)).collect::<BTreeSet<_>>())
            }
            Kind::Organisation => json!(1),
            Kind::Site => json!(self.sites[self.rng.usize(..self.sites.len())]),
            Kind::Points => json!(["first point", "second point"]),
            Kind::Findings { choices, .. } => {
                json!((0..2).map(|_| choices[self.rng.usize(..choices.len())].name.clone()).collect::<Vec<_>>())
            }
            Kind::Case => {
                let known = self.cases.len();
                return (known > 0).then(|| Answer::Plain(json!(self.cases[self.rng.usize(..known)].reference)));
            }
            Kind::Role | Kind::Limit | Kind::Step => return None,
        }))
    }

    /// A person who may be the answer to a question, as far as roles say.
    pub fn person_for(&mut self, procedure: &Procedure, fact: &Fact) -> PersonId {
        let fitting: Vec<PersonId> = self
            .people
            .iter()
            .filter(|someone| {
                fact.holds.is_empty()
                    || fact.holds.iter().any(|role| someone.grants.iter().any(|grant| grant.role == procedure.roles[*role].name))
            })
            .map(|someone| someone.id)
            .collect();
        if fitting.is_empty() { self.people[0].id } else { fitting[self.rng.usize(..fitting.len())] }
    }

    fn given(&mut self, procedure: &Procedure, step: &Step, secret: bool, at: Timestamp) -> BTreeMap<String, Answer> {
        let mut given = BTreeMap::new();
        for ask in &step.asks {
            let fact = &procedure.facts[ask.fact];
            if (ask.required || self.rng.u8(..10) < 7)
                && let Some(answer) = self.answer(procedure, fact, secret, at)
            {
                given.insert(fact.name.clone(), answer);
            }
        }
        given
    }

    /// Somebody other than the watcher who may take a step, as far as roles say.
    fn somebody(&mut self, procedure: &Procedure, step: &Step, without: Option<usize>) -> Option<usize> {
        let roles: Vec<&str> = step
            .by
            .iter()
            .filter_map(|party| match party {
                Party::Role(role) => Some(procedure.roles[*role].name.as_str()),
                Party::Fact(_) => None,
            })
            .collect();
        let by_name = step.by.iter().any(|party| matches!(party, Party::Fact(_)));
        let able: Vec<usize> = (0..self.people.len())
            .filter(|at| Some(*at) != without)
            .filter(|at| by_name || self.people[*at].grants.iter().any(|grant| roles.contains(&grant.role.as_str())))
            .collect();
        (!able.is_empty()).then(|| able[self.rng.usize(..able.len())])
    }

    /// Begins a case in some of the worlds.
    async fn begin(&mut self, id: &str, secret: Option<&BTreeMap<String, Answer>>, hides: bool, at: Timestamp) -> Option<Walk> {
        let version = {
            let day = at.to_zoned(calendar::london()).date();
            let library = self.sides[0].app.library();
            library.in_force(id, day).or_else(|| library.latest(id))?.clone()
        };
        let ways: Vec<_> =
            version.steps.iter().filter(|(_, step)| step.begins && !step.by.is_empty()).map(|(id, _)| id).collect();
        if ways.is_empty() {
            return None;
        }
        let step = &version.steps[ways[self.rng.usize(..ways.len())]];
        for _ in 0..4 {
            let by = self.somebody(&version, step, secret.map(|_| self.watcher))?;
            let mut given = self.given(&version, step, secret.is_some(), at);
            for (name, answer) in secret.into_iter().flatten() {
                if step.asks.iter().any(|ask| version.facts[ask.fact].name == *name) {
                    given.insert(name.clone(), answer.clone());
                }
            }
            if hides && !self.differ(&version, &mut given, at) {
                continue;
            }
            let actor = self.actor(by);
            self.align();
            let mut begun = Vec::new();
            for side in if secret.is_some() { 1..2 } else { 0..2 } {
                let answers = answers(side, &given);
                let deed = Deed { actor: &actor, step: &step.name, at, answers: &answers };
                begun.push(act::begin(&self.sides[side].app, id, &deed).await);
            }
            match begun.as_slice() {
                [Ok(a), Ok(b)] => {
                    assert_eq!(a.reference, b.reference, "both draw alike");
                    let reference = a.reference.clone();
                    self.cases.push(Case { reference: reference.clone(), procedure: id.to_owned() });
                    let states = begun.iter().flatten().map(|one| (one.entries.clone(), one.state.clone())).collect();
                    if hides {
                        let differs = given.iter().find(|(_, one)| matches!(one, Answer::Two(_))).map(|(name, _)| name.clone());
                        self.within = Some((reference.clone(), differs));
                    }
                    return Some(Walk { reference, states, procedure: a.procedure.clone() });
                }
                [Ok(one)] => {
                    let reference = one.reference.clone();
                    self.hidden.push(Case { reference: reference.clone(), procedure: id.to_owned() });
                    let states = vec![(one.entries.clone(), one.state.clone())];
                    return Some(Walk { reference, states, procedure: one.procedure.clone() });
                }
                [Err(_), Err(_)] | [Err(_)] => {}
                _ if self.within.is_some() || hides => {
                    self.apart = true;
                    return None;
                }
                _ => panic!("WORLD={}: a common case of {id} began in one world only", self.seed),
            }
        }
        None
    }

    /// Lets one of the answers differ between the worlds: one that no rule can test, so that only what is shown depends on it.
    fn differ(&mut self, procedure: &Procedure, given: &mut BTreeMap<String, Answer>, at: Timestamp) -> bool {
        let mut able: Vec<String> = given
            .keys()
            .filter(|name| {
                procedure.facts.named(name).is_some_and(|fact| {
                    matches!(fact.kind, Kind::Person | Kind::People | Kind::Text { .. } | Kind::Money | Kind::Case)
                })
            })
            .cloned()
            .collect();
        self.rng.shuffle(&mut able);
        for name in able {
            let fact = procedure.facts.named(&name).unwrap();
            let (Some(a), Some(b)) = (self.answer(procedure, fact, false, at), self.answer(procedure, fact, true, at)) else {
                continue;
            };
            if let (Answer::Plain(a), Answer::Plain(b)) = (a, b)
                && a != b
            {
                given.insert(name, Answer::Two(Box::new([a, b])));
                return true;
            }
        }
        false
    }

    /// Goes on with a case, in some of the worlds. Gives whether something was done.
    async fn go_on(&mut self, walk: &mut Walk, secret: bool, at: Timestamp) -> bool {
        let procedure = walk.procedure.clone();
        let stage = walk.states[0].1.stage;
        let open: Vec<_> = procedure
            .steps
            .iter()
            .filter(|(_, step)| !step.begins && !step.by.is_empty())
            .filter(|(_, step)| if step.from.is_empty() { !procedure.stages[stage].end } else { step.from.contains(&stage) })
            .map(|(id, _)| id)
            .collect();
        if open.is_empty() {
            return false;
        }
        for _ in 0..5 {
            let step = &procedure.steps[open[self.rng.usize(..open.len())]];
            let Some(by) = self.somebody(&procedure, step, secret.then_some(self.watcher)) else { continue };
            let given = self.given(&procedure, step, secret, at);
            let actor = self.actor(by);
            self.align();
            let mut taken = Vec::new();
            for side in if secret { 1..2 } else { 0..2 } {
                let answers = answers(side, &given);
                let deed = Deed { actor: &actor, step: &step.name, at, answers: &answers };
                taken.push(act::take(&self.sides[side].app, &walk.reference, &deed).await);
            }
            match taken.as_slice() {
                [Ok(a), Ok(b)] => {
                    assert_eq!(a.opened, b.opened, "both draw alike");
                    self.cases.extend(a.opened.iter().map(Case::from));
                    walk.states = taken.iter().flatten().map(|one| (one.entries.clone(), one.state.clone())).collect();
                    return true;
                }
                [Ok(one)] => {
                    self.hidden.extend(one.opened.iter().map(Case::from));
                    walk.states = vec![(one.entries.clone(), one.state.clone())];
                    return true;
                }
                [Err(_), Err(_)] | [Err(_)] => {}
                // What is hidden decides here what can be done, so that it shows.
                [_, _] if self.within.is_some() => {
                    self.apart = true;
                    return false;
                }
                [a, b] => panic!(
                    "WORLD={}: {} of a common case was taken in one world only: {:?} {:?}",
                    self.seed,
                    step.name,
                    a.as_ref().err(),
                    b.as_ref().err()
                ),
                _ => unreachable!("one or two worlds"),
            }
        }
        false
    }
}

fn grade(at: usize) -> Option<u8> {
    u8::try_from(at % 4).ok().filter(|grade| *grade > 0)
}

/// What of the procedures a site has to say.
fn attributes(procedures: &[Arc<Procedure>], rng: &mut Rng) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for procedure in procedures {
        for (_, fact) in procedure.facts.iter() {
            if let Source::Derived(Derivation::Attribute { name, .. }) = &fact.source
                && !fact.choices().is_empty()
            {
                let choices = fact.choices();
                all.entry(name.clone()).or_insert_with(|| choices[rng.usize(..choices.len())].name.clone());
            }
        }
    }
    all
}

/// The worlds of a seed; `None` if chance gives nothing that is hidden, after some tries.
pub async fn world(bases: &[Base], seed: u64) -> Option<World> {
    let mut rng = Rng::with_seed(seed);
    // A quarter goes through the procedures that ship.
    let base = &bases[usize::from(rng.u8(..4) == 0 && bases.len() > 1)];
    let plan = Plan::draw(&mut rng);
    for nth in 0..14 {
        // What cannot be had with these people and cases is left for something else.
        let plan = if nth < 9 { plan } else { Plan::draw(&mut rng) };
        if let Some(world) = try_world(base, seed, plan, rng.fork()).await {
            return Some(world);
        }
    }
    None
}

/// What is to be hidden.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plan {
    /// A whole case.
    Case,
    /// Somebody, or something said, that a view hides within a case of which the watcher may know.
    Value,
    /// Something that happens later in such a case and that no view shows.
    Entry,
}

impl Plan {
    fn draw(rng: &mut Rng) -> Self {
        match rng.u8(..5) {
            0 => Self::Value,
            1 => Self::Entry,
            _ => Self::Case,
        }
    }
}

/// The roles of somebody, each for a place or for all.
type Held = Vec<(String, Option<usize>)>;

async fn try_world(base: &Base, seed: u64, plan: Plan, mut rng: Rng) -> Option<World> {
    let now: Timestamp = NOW.parse().unwrap();
    let library = base.app.library();
    let mut ids: Vec<&str> = library.ids().collect();
    rng.shuffle(&mut ids);
    ids.truncate(if base.name == "made" { 7 } else { 4 });
    let procedures: Vec<Arc<Procedure>> = ids.iter().filter_map(|id| library.latest(id).cloned()).collect();
    let mut roles: Vec<String> = procedures
        .iter()
        .flat_map(|one| one.roles.iter().map(|(_, role)| role.name.clone()))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    rng.shuffle(&mut roles);
    let mut sides = Vec::new();
    for _ in 0..2 {
        let store = Store::open_memory_at(Clock::by_hand(now)).await.unwrap();
        let app = base.app.over(store).await.unwrap();
        sides.push(Side { router: router(app.clone()), app });
    }
    let [a, b]: [Side; 2] = sides.try_into().ok().unwrap();
    let mut world = World {
        seed,
        rng,
        sides: [a, b],
        people: Vec::new(),
        open: 0,
        sites: Vec::new(),
        watcher: 0,
        procedures: procedures.clone(),
        kind: "",
        hidden: Vec::new(),
        cases: Vec::new(),
        drawn: 0,
        base: base.name,
        within: None,
        apart: false,
    };
    let attributes: Vec<_> = PLACES.iter().map(|_| attributes(&procedures, &mut world.rng)).collect();
    world.watcher = world.rng.usize(..NAMES.len());
    let mut who: Vec<Held> = Vec::new();
    for at in 0..NAMES.len() {
        let mut grants = Vec::new();
        // Every role is held by somebody at first; then by chance.
        // The watcher may do much in half of the worlds, so that forms are reached.
        let most = if at == world.watcher && world.rng.bool() { 6 } else { 3 };
        for nth in 0..world.rng.usize(1..most) {
            let place = (world.rng.u8(..3) == 0).then(|| world.rng.usize(..PLACES.len()));
            let role = if nth == 0 && at < roles.len() { &roles[at] } else { &roles[world.rng.usize(..roles.len())] };
            grants.push((role.clone(), place));
        }
        who.push(grants);
    }
    for side in 0..2 {
        let store = world.sides[side].app.store().clone();
        for procedure in world.sides[side].app.library().iter() {
            if base.name == "shipped" && !ids.contains(&procedure.head.id.as_str()) && !opened_by(&procedures, &procedure.head.id)
            {
                continue;
            }
            let kept = store::KeptProcedure {
                id: procedure.head.id.clone(),
                version: procedure.head.version.clone(),
                hash: procedure.hash.clone(),
                text: procedure.text.clone(),
                letters: procedure.letter_texts.clone(),
            };
            store.procedure_keep(kept).await.unwrap();
        }
        let office = store.organisation_add("The office").await.unwrap();
        let mut sites = Vec::new();
        for (place, attributes) in PLACES.iter().zip(&attributes) {
            sites.push(store.site_add(place, attributes).await.unwrap());
        }
        let mut people = Vec::new();
        for (at, grants) in who.iter().enumerate() {
            let job = if at % 2 == 0 { "Officer" } else { "" };
            let person = NewPerson {
                name: NAMES[at].into(),
                job: job.into(),
                grade: grade(at),
                organisation: Some(office),
                unresolved: false,
            };
            let id = store.person_add(person).await.unwrap();
            let mut held = Vec::new();
            for (role, place) in grants {
                let grant = Grant { role: role.clone(), site: place.map(|at| sites[at]) };
                if !held.contains(&grant) {
                    store.grant_add(id, grant.clone()).await.unwrap();
                    held.push(grant);
                }
            }
            people.push(Someone { id, name: NAMES[at].to_owned(), grants: held });
        }
        let open = NewPerson { name: OPEN.into(), unresolved: true, ..NewPerson::default() };
        world.open = store.person_add(open).await.unwrap();
        world.sites = sites;
        world.people = people;
        world.sides[side].app.directory_reload().await.unwrap();
    }

    let cases = world.rng.usize(3..7);
    let within = plan == Plan::Value;
    let later = plan == Plan::Entry;
    if within {
        world.kind = "a value within a case";
    }
    let secret_after = world.rng.usize(1..=cases);
    let mut at = now.checked_sub(SignedDuration::from_hours(24 * 40)).unwrap();
    let step = |world: &mut World, at: &mut Timestamp| {
        *at = at.checked_add(SignedDuration::from_mins(world.rng.i64(7..2_000))).unwrap().min(now);
    };
    let mut walks: Vec<Walk> = Vec::new();
    for nth in 0..cases {
        let id = ids[world.rng.usize(..ids.len())].to_owned();
        let hides = within && nth + 1 == secret_after;
        if let Some(walk) = world.begin(&id, None, hides, at).await {
            walks.push(walk);
        }
        step(&mut world, &mut at);
        for _ in 0..world.rng.usize(..4) {
            if walks.is_empty() {
                break;
            }
            let which = world.rng.usize(..walks.len());
            let mut walk = walks.swap_remove(which);
            world.go_on(&mut walk, false, at).await;
            walks.push(walk);
            step(&mut world, &mut at);
        }
        if world.apart || hides && world.within.is_none() {
            return None;
        }
        if !within && !later && nth + 1 == secret_after && !secret(&mut world, &ids, &mut at, now).await {
            return None;
        }
    }
    if later && !entry(&mut world, &mut walks, at).await {
        return None;
    }
    world.learn().await.ok()?;
    if world.apart || world.cases.is_empty() {
        return None;
    }
    let hidden = match world.within.clone() {
        Some((case, fact)) => {
            let walk = walks.iter().find(|walk| walk.reference == case)?;
            world.is_hidden_within(walk, fact.as_deref()).await
        }
        None => true,
    };
    let hidden = hidden && (world.hidden.is_empty() || world.is_hidden().await);
    if !hidden {
        return None;
    }
    for side in &world.sides {
        begin_session(&side.app, world.watcher().id, now).await;
    }
    Some(world)
}

/// The header by which the watcher is known.
pub fn cookie() -> String {
    format!("redress-session={SESSION}")
}

/// A session of the watcher, with the same tokens in both worlds.
async fn begin_session(app: &App, person: PersonId, now: Timestamp) {
    static HASH: OnceLock<String> = OnceLock::new();
    let password_hash = HASH.get_or_init(|| server::passwords::password_hash_for_show(PASSWORD).unwrap()).clone();
    let account = Account { username: USERNAME.to_owned(), person, password_hash: password_hash.clone(), disabled: false };
    app.store().account_add(account).await.unwrap();
    let session = Session {
        token_hash: Sha256::digest(SESSION.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect(),
        username: USERNAME.to_owned(),
        person,
        address: String::new(),
        agent: String::new(),
        csrf: CSRF.to_owned(),
        created: now,
        last_seen: now,
        expires: now.checked_add(SignedDuration::from_hours(12)).unwrap(),
    };
    assert!(app.store().session_add(session, &password_hash).await.unwrap(), "the watcher is signed in");
}

impl From<&act::Begun> for Case {
    fn from(begun: &act::Begun) -> Self {
        Self { reference: begun.reference.clone(), procedure: begun.procedure.clone() }
    }
}

fn opened_by(procedures: &[Arc<Procedure>], id: &str) -> bool {
    procedures.iter().any(|one| one.steps.iter().any(|(_, step)| step.opens.iter().any(|opens| opens.procedure == id)))
}

/// Lets happen in the second world what is hidden from the watcher. Gives whether something happened.
async fn secret(world: &mut World, ids: &[&str], at: &mut Timestamp, now: Timestamp) -> bool {
    let walled = world.rng.u8(..2) == 0;
    let stranger = world.rng.u8(..3) == 0;
    let mut told = BTreeMap::new();
    if stranger {
        // A person who is known from what is hidden, and from nowhere else.
        let store = world.sides[1].app.store().clone();
        let id = store.person_add(NewPerson { name: STRANGER.into(), ..NewPerson::default() }).await.unwrap();
        world.sides[1].app.directory_reload().await.unwrap();
        for procedure in &world.procedures {
            for (_, fact) in procedure.facts.iter().filter(|(_, fact)| fact.holds.is_empty() && fact.among.is_empty()) {
                if fact.kind == Kind::Person {
                    told.insert(fact.name.clone(), Answer::Plain(json!(id)));
                }
            }
        }
    }
    let mut id = ids[world.rng.usize(..ids.len())].to_owned();
    if walled {
        let me = world.watcher().id;
        let walls: Vec<Arc<Procedure>> =
            world.procedures.iter().filter(|one| one.facts.iter().any(|(_, fact)| fact.wall)).cloned().collect();
        if walls.is_empty() {
            return false;
        }
        let chosen = &walls[world.rng.usize(..walls.len())];
        id.clone_from(&chosen.head.id);
        for (_, fact) in chosen.facts.iter().filter(|(_, fact)| fact.wall) {
            let named = if fact.kind == Kind::People { json!([me]) } else { json!(me) };
            told.insert(fact.name.clone(), Answer::Plain(named));
        }
    }
    let Some(mut walk) = world.begin(&id, Some(&told), false, *at).await else { return false };
    for _ in 0..world.rng.usize(..5) {
        *at = at.checked_add(SignedDuration::from_mins(world.rng.i64(7..900))).unwrap().min(now);
        world.go_on(&mut walk, true, *at).await;
    }
    world.kind = match (walled, stranger) {
        (true, false) => "walled",
        (true, true) => "walled, with a stranger",
        (false, false) => "hidden",
        (false, true) => "hidden, with a stranger",
    };
    true
}

/// Lets something happen in the second world in a case that both have: a step, or a document that is filed. Gives whether it did.
async fn entry(world: &mut World, walks: &mut [Walk], at: Timestamp) -> bool {
    if walks.is_empty() {
        return false;
    }
    let which = world.rng.usize(..walks.len());
    let walk = &mut walks[which];
    let before = walk.states[0].clone();
    world.within = Some((walk.reference.clone(), None));
    if world.rng.u8(..4) == 0 {
        let by = world.rng.usize(..world.people.len());
        let actor = world.actor(by);
        let bytes = format!("{}\n", world.some_text(true)).into_bytes();
        let filed = act::file(&world.sides[1].app, &walk.reference, &actor, at, "secret.txt", bytes).await;
        world.kind = "a document within a case";
        return filed.is_ok();
    }
    world.kind = "a step within a case";
    let done = world.go_on(walk, true, at).await;
    walk.states.insert(0, before);
    done
}

impl World {
    /// Whether nothing of what is hidden is told the watcher by what the procedure says: they may know of none of the cases, no
    /// notice of them went to the watcher, and they put no mark on anybody that the watcher is shown.
    async fn is_hidden(&self) -> bool {
        let actor = self.actor(self.watcher);
        let [a, b] = [self.sides[0].app.store(), self.sides[1].app.store()];
        let hidden: Vec<String> = self.hidden.iter().map(|case| case.reference.clone()).collect();
        if !b.cases_known(&actor, &hidden).await.unwrap().is_empty() {
            return false;
        }
        for case in &self.hidden {
            if b.case_load(&actor, &case.reference).await.unwrap().is_some() {
                return false;
            }
        }
        let walled = self.kind.starts_with("walled");
        if !walled {
            let told = async |store: &Store| store.notice_page(&actor, false, 1, 500).await.unwrap().page.total;
            if told(a).await != told(b).await {
                return false;
            }
        }
        let people: Vec<PersonId> = self.people.iter().map(|someone| someone.id).collect();
        let marks = async |store: &Store| store.marks_on(&actor, &people).await.unwrap().len();
        if !walled && marks(a).await != marks(b).await {
            return false;
        }
        self.counts_alike().await
    }

    /// Whether the procedure hides from the watcher what differs within a case, and all that follows from it.
    async fn is_hidden_within(&self, walk: &Walk, fact: Option<&str>) -> bool {
        let actor = self.actor(self.watcher);
        let procedure = &walk.procedure;
        let differs = fact.and_then(|fact| procedure.facts.id(fact));
        let mut shown = Vec::new();
        for ((entries, state), side) in walk.states.iter().zip(&self.sides) {
            if side.app.store().case_load(&actor, &walk.reference).await.unwrap().is_none() {
                return false;
            }
            let Some(sight) = casework::sight::of_actor(procedure, state, &actor) else { return false };
            let letters = procedure.letters.iter().filter(|(id, _)| sight.letter(*id)).any(|(_, letter)| {
                let mut pieces = letter.template.blocks.iter().flat_map(|block| &block.pieces).chain(&letter.template.subject);
                let addressed = letter.addressed_to.iter().flatten().any(|one| Some(*one) == differs);
                addressed || pieces.any(|piece| matches!(piece, Piece::Fact(id) if Some(*id) == differs))
            });
            if differs.is_some_and(|differs| sight.fact(differs)) || letters {
                return false;
            }
            let happened = entries
                .iter()
                .filter(|entry| match &entry.act {
                    Act::Step { step, letters, .. } => sight.step(*step) || letters.iter().any(|sent| sight.letter(sent.letter)),
                    _ => true,
                })
                .count();
            if self.kind == "a document within a case" && sight.documents() {
                return false;
            }
            let facts: Vec<String> = procedure
                .facts
                .ids()
                .filter(|id| sight.fact(*id))
                .map(|id| format!("{id:?} {:?}", state.facts.get(id)))
                .collect();
            let Ok(rules) = side.app.rules(procedure) else { return false };
            let owed: Vec<String> = casework::duties(rules, entries, state)
                .iter()
                .filter(|owed| sight.due(owed.duty) || self.owes(procedure, owed.duty))
                .map(|owed| format!("{owed:?}"))
                .collect();
            let told = side.app.store().notice_page(&actor, false, 1, 500).await.unwrap();
            let told: Vec<_> =
                told.page.lines.iter().map(|line| (line.notice.clone(), line.carries.clone(), line.visible)).collect();
            shown.push((facts, owed, happened, format!("{:?}", state.stage), format!("{told:?}")));
        }
        shown[0] == shown[1] && self.steps_alike(walk).await && self.counts_alike().await
    }

    /// Whether the watcher may be the one who owes something.
    fn owes(&self, procedure: &Procedure, duty: procedure::DutyId) -> bool {
        procedure.duties[duty].owner.iter().any(|party| match party {
            Party::Role(role) => self.watcher().grants.iter().any(|grant| grant.role == procedure.roles[*role].name),
            Party::Fact(_) => true,
        })
    }

    /// Whether the same steps of a case are open to the watcher.
    async fn steps_alike(&self, walk: &Walk) -> bool {
        let mut open = Vec::new();
        for side in &self.sides {
            let visitor = act::acting(&side.app, self.actor(self.watcher));
            let mut all = Vec::new();
            for (_, step) in walk.procedure.steps.iter().filter(|(_, step)| !step.begins) {
                let path = axum::extract::Path((server::desk::slug_of(&walk.reference), step.name.clone()));
                let app = axum::extract::State(side.app.clone());
                all.push(server::routes::step::ask(app, visitor.clone(), path).await.is_ok());
            }
            open.push(all);
        }
        open[0] == open[1]
    }

    /// Whether a view of a role that the watcher holds, or of people whom a case names, shows a fact.
    fn may_see(&self, procedure: &Procedure, fact: procedure::FactId) -> bool {
        procedure.views.iter().any(|(_, view)| {
            let held =
                |role: &procedure::RoleId| self.watcher().grants.iter().any(|grant| grant.role == procedure.roles[*role].name);
            let shown = view.sees_all().any(|sees| match sees {
                Sees::AllBut(items) => !items.contains(&Item::Fact(fact)),
                Sees::Only(items) => items.contains(&Item::Fact(fact)),
            });
            shown && (!view.people.is_empty() || view.roles.iter().any(held))
        })
    }

    /// Whether what rules count over cases comes to the same for what the watcher is shown: a rule counts over all cases, and what it
    /// decides is shown to people who see it.
    async fn counts_alike(&self) -> bool {
        let long_ago: Timestamp = "2010-01-01T00:00:00Z".parse().unwrap();
        for procedure in &self.procedures {
            for (id, fact) in procedure.facts.iter() {
                let Source::Derived(Derivation::Count(_)) = &fact.source else { continue };
                if self.base == "made" && !self.may_see(procedure, id) {
                    continue;
                }
                // What counts for the watcher alone is in no case that they may see.
                for someone in self.people.iter().filter(|someone| someone.id != self.watcher().id) {
                    let mut counts = Vec::new();
                    for side in &self.sides {
                        let store = side.app.store();
                        let found = store.tally(&procedure.head.id, &fact.name, &[someone.id], long_ago, None).await;
                        counts.push(found.unwrap());
                    }
                    if counts[0] != counts[1] {
                        return false;
                    }
                }
            }
        }
        true
    }
}
