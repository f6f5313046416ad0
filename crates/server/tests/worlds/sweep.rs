//! Every address, asked for and posted to as the watcher, in both worlds alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, header};
use procedure::{Kind, Procedure, Step};
use tower::ServiceExt;

use crate::alike::{Answer, difference};
use crate::build::{CSRF, Case, PASSWORD, PLACES, SECRET_WORDS, STRANGER, USERNAME, WORDS, World, cookie};
use crate::forms::{Field, FieldKind, Form, forms, hidden};

/// How an address is swept.
pub struct Row {
    pub path: &'static str,
    /// Whether something is posted to it.
    pub post: bool,
    /// What can stand after it.
    ask: Ask,
}

/// What can be asked of an address beside its path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    Nothing,
    Search,
    Work,
    Record,
    Register,
    Import,
    Report,
    Done,
    Next,
}

const fn post(path: &'static str) -> Row {
    Row { path, post: true, ask: Ask::Nothing }
}

const fn get(path: &'static str, ask: Ask) -> Row {
    Row { path, post: false, ask }
}

const fn both(path: &'static str, ask: Ask) -> Row {
    Row { path, post: true, ask }
}

/// Every address: a new one that is not here fails a test.
pub const TABLE: &[Row] = &[
    get("/", Ask::Nothing),
    both("/sign-in", Ask::Next),
    post("/sign-out"),
    get("/account", Ask::Nothing),
    post("/account/password"),
    post("/account/sessions"),
    both("/work", Ask::Work),
    get("/complaints", Ask::Search),
    get("/record", Ask::Nothing),
    both("/record/{procedure}/{step}", Ask::Record),
    get("/cases/{case}", Ask::Done),
    get("/cases/{case}/recorded", Ask::Nothing),
    get("/cases/{case}/timeline", Ask::Nothing),
    both("/cases/{case}/documents", Ask::Nothing),
    get("/cases/{case}/documents/{sha256}", Ask::Nothing),
    get("/cases/{case}/people", Ask::Nothing),
    get("/cases/{case}/links", Ask::Nothing),
    get("/cases/{case}/chain", Ask::Nothing),
    both("/cases/{case}/version", Ask::Nothing),
    get("/cases/{case}/looked", Ask::Nothing),
    post("/cases/{case}/holder"),
    both("/cases/{case}/who", Ask::Nothing),
    get("/cases/{case}/why/{duty}/{number}", Ask::Nothing),
    both("/cases/{case}/steps/{step}", Ask::Nothing),
    both("/cases/{case}/letters/{letter}", Ask::Nothing),
    get("/cases/{case}/letters/{letter}/pdf", Ask::Nothing),
    get("/plans", Ask::Nothing),
    get("/registers/{procedure}/{register}", Ask::Register),
    both("/registers/{procedure}/{register}/import", Ask::Import),
    both("/imports/{token}", Ask::Nothing),
    get("/reports", Ask::Nothing),
    get("/reports/{procedure}/{report}", Ask::Report),
    get("/procedures", Ask::Nothing),
    get("/procedures/{id}", Ask::Nothing),
    get("/procedures/{id}/{version}", Ask::Nothing),
    get("/procedures/{id}/{version}/changes", Ask::Nothing),
    get("/help", Ask::Nothing),
    get("/assets/{*path}", Ask::Nothing),
    get("/health", Ask::Nothing),
    get("/health/live", Ask::Nothing),
    get("/health/ready", Ask::Nothing),
];

/// Some request. The token of a sheet that waits is written as `{sheet 3}`.
#[derive(Debug, Clone)]
struct Asked {
    row: &'static str,
    path: String,
    what: Sent,
}

#[derive(Debug, Clone)]
enum Sent {
    Nothing,
    /// Names and values.
    Form(Vec<(String, Said)>),
    /// The same with a file: its name and text.
    File(Vec<(String, Said)>, String, String),
}

/// What is sent under a name.
#[derive(Debug, Clone)]
enum Said {
    /// The same in both worlds.
    Text(String),
    /// What that field of each world's own page holds.
    Own(usize),
    Csrf,
}

type Counts = BTreeMap<(&'static str, &'static str, u16), u64>;

/// The walk through two worlds.
struct Sweep<'a> {
    world: &'a mut World,
    counts: &'a mut Counts,
    /// Documents and sheets that pages led to.
    /// Where they were found: documents of a case.
    found: Vec<String>,
    hashes: Vec<String>,
    /// The token of a sheet, in each world.
    sheets: Vec<[String; 2]>,
    /// What was done so far, for the person who reads of a difference.
    done: Vec<String>,
}

/// Kinds of files, by the beginning of their type.
pub const FILES: &[(&str, &str)] =
    &[("application/pdf", "PDF"), ("application/vnd.openxmlformats", "workbook"), ("text/csv", "CSV"), ("text/plain", "text")];

/// Asks both worlds for everything.
///
/// # Errors
/// The first difference.
pub async fn sweep(world: &mut World, counts: &mut Counts) -> Result<(), String> {
    let mut sweep = Sweep { world, counts, found: Vec::new(), hashes: Vec::new(), sheets: Vec::new(), done: Vec::new() };
    let told = sweep.all().await;
    told.map_err(|found| format!("{found}\nbefore that: {}", sweep.done.join(", ")))
}

impl Sweep<'_> {
    async fn all(&mut self) -> Result<(), String> {
        let mut order: Vec<&Row> = TABLE.iter().collect();
        self.world.rng.shuffle(&mut order);
        for row in order {
            for path in self.paths(row) {
                let pages = self.ask(&get_of(row, path)).await?;
                self.note(&pages);
            }
        }
        for _ in 0..11 {
            self.post_somewhere().await?;
        }
        // What came of it.
        for row in
            ["/work", "/complaints", "/plans", "/cases/{case}", "/cases/{case}/timeline", "/cases/{case}/documents/{sha256}"]
        {
            let row = TABLE.iter().find(|one| one.path == row).unwrap();
            for path in self.paths(row) {
                self.ask(&get_of(row, path)).await?;
            }
        }
        self.sign_in_and_out().await
    }

    fn chance(&mut self, of: u8) -> bool {
        self.world.rng.u8(..of) == 0
    }

    fn pick<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| all[self.world.rng.usize(..all.len())].clone())
    }

    /// Something to type or to search for.
    fn probe(&mut self) -> String {
        let names: Vec<String> = self.world.people.iter().map(|someone| someone.name.clone()).collect();
        match self.world.rng.u8(..9) {
            0 => self.pick(WORDS).unwrap().to_owned(),
            1 => self.pick(SECRET_WORDS).unwrap().to_owned(),
            2 => STRANGER.to_owned(),
            3 => self.case_words(),
            4 => "2".to_owned(),
            5 => self.pick(SECRET_WORDS).unwrap().split(' ').next().unwrap().to_owned(),
            _ => self.pick(&names).unwrap(),
        }
    }

    /// The reference of a case: one that the watcher may know, one that they must not, or none at all.
    fn case_words(&mut self) -> String {
        match self.world.rng.u8(..4) {
            0 if !self.world.hidden.is_empty() => self.pick(&self.world.hidden.clone()).unwrap().reference,
            // One that no case has.
            1 => procedure::reference::candidate(&self.procedure().head.reference, 2017, &[7; 32], 0),
            _ => self.pick(&self.world.cases.clone()).unwrap().reference,
        }
    }

    fn slugs(&mut self) -> Vec<String> {
        let mut all: Vec<String> = self.world.cases.iter().map(Case::slug).collect();
        self.world.rng.shuffle(&mut all);
        all.truncate(3);
        all.extend(self.world.hidden.first().map(Case::slug));
        all
    }

    fn procedure(&mut self) -> Arc<Procedure> {
        let all = self.world.procedures.clone();
        self.pick(&all).unwrap()
    }

    /// Addresses of a row, with what is to be asked there.
    fn paths(&mut self, row: &'static Row) -> Vec<String> {
        let mut all = Vec::new();
        let cases = if row.path.contains("{case}") { self.slugs() } else { vec![String::new()] };
        for case in cases {
            let path = row.path.replace("{case}", &case);
            let times = match row.ask {
                Ask::Search | Ask::Register | Ask::Report => 4,
                Ask::Work | Ask::Record | Ask::Import => 3,
                _ if path.contains("{step}") => 2,
                _ if path.contains('{') => 2,
                _ => 1,
            };
            for _ in 0..times {
                if let Some(path) = self.filled(&path) {
                    let query = self.query(row.ask);
                    let path = if query.is_empty() { path } else { format!("{path}?{query}") };
                    if !all.contains(&path) {
                        all.push(path);
                    }
                }
            }
        }
        all
    }

    fn filled(&mut self, path: &str) -> Option<String> {
        let procedure = self.procedure();
        if path.ends_with("/{sha256}") && !self.found.is_empty() && self.chance(2) {
            return self.pick(&self.found.clone());
        }
        let names = |all: Vec<&str>| all.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let mut path = path.to_owned();
        // Most often what the procedure of the case knows, as far as that can be told from here.
        for (slot, known) in [
            ("{procedure}", vec![procedure.head.id.clone()]),
            ("{id}", vec![procedure.head.id.clone()]),
            ("{version}", vec![procedure.head.version.clone()]),
            ("{register}", names(procedure.registers.names().collect())),
            ("{report}", names(procedure.reports.names().collect())),
            ("{sha256}", self.hashes.clone()),
            ("{number}", vec!["1".to_owned(), "2".to_owned()]),
            ("{*path}", vec![server::assets::asset_url("app.css").trim_start_matches("/assets/").to_owned()]),
        ] {
            if path.contains(slot) {
                path = path.replace(slot, &self.pick(&known)?);
            }
        }
        if path.contains("{token}") {
            let at = (!self.sheets.is_empty()).then(|| self.world.rng.usize(..self.sheets.len()));
            path = path.replace("{token}", &at.map_or_else(|| "0".repeat(64), |at| format!("{{sheet {at}}}")));
        }
        if path.starts_with("/record/") {
            let begins =
                procedure.steps.iter().filter(|(_, step)| step.begins).map(|(_, step)| step.name.clone()).collect::<Vec<_>>();
            return Some(path.replace("{step}", &self.pick(&begins)?));
        }
        for (slot, kind) in [("{step}", 0), ("{letter}", 1), ("{duty}", 2)] {
            if path.contains(slot) {
                let under = self.of_case(&path);
                let known: Vec<String> = match kind {
                    // What a step opens must be among the procedures of these worlds.
                    0 => {
                        let library = self.world.sides[0].app.library();
                        let opens = |step: &Step| step.opens.iter().all(|opens| library.latest(&opens.procedure).is_some());
                        under.steps.iter().filter(|(_, step)| opens(step)).map(|(_, step)| step.name.clone()).collect()
                    }
                    1 => under.letters.names().map(str::to_owned).collect(),
                    _ => under.duties.names().map(str::to_owned).collect(),
                };
                path = path.replace(slot, &self.pick(&known)?);
            }
        }
        Some(path)
    }

    /// The procedure of the case in an address; any when there is none.
    fn of_case(&mut self, path: &str) -> Arc<Procedure> {
        let slug = path.split('/').nth(2).unwrap_or_default();
        let cases = self.world.cases.iter().chain(&self.world.hidden);
        let id = cases.into_iter().find(|case| case.slug() == slug).map(|case| case.procedure.clone());
        let known = id.and_then(|id| self.world.sides[0].app.library().latest(&id).cloned());
        known.unwrap_or_else(|| self.procedure())
    }

    fn query(&mut self, ask: Ask) -> String {
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut add = |name: &str, value: String| pairs.push((name.to_owned(), value));
        let procedure = self.procedure();
        match ask {
            Ask::Nothing => {}
            Ask::Done => {
                if self.chance(4) {
                    let step = self.pick(&procedure.steps.names().map(str::to_owned).collect::<Vec<_>>()).unwrap();
                    add("done", step);
                }
            }
            Ask::Search => {
                add("open", self.pick(&["all", "all", "closed", ""]).unwrap().to_owned());
                if self.chance(2) {
                    add("q", self.probe());
                }
                if self.chance(3) {
                    add("sort", self.pick(&["newest", "oldest", "due", "reference"]).unwrap().to_owned());
                }
                if self.chance(3) {
                    add("procedure", procedure.head.id.clone());
                    self.filters(&procedure, &mut pairs);
                    if self.chance(3) {
                        let stage = self.pick(&procedure.stages.names().map(str::to_owned).collect::<Vec<_>>()).unwrap();
                        pairs.push(("stage".to_owned(), stage));
                    }
                } else if self.chance(5) {
                    add("overdue", "yes".to_owned());
                } else if self.chance(5) {
                    add("page", "2".to_owned());
                }
                if self.chance(5) {
                    let site = self.pick(&self.world.sites.clone()).unwrap();
                    pairs.push(("site".to_owned(), site.to_string()));
                }
            }
            Ask::Work => {
                add("list", self.pick(&["team", "mine", ""]).unwrap().to_owned());
                if self.chance(3) {
                    add("procedure", procedure.head.id.clone());
                }
                if self.chance(4) {
                    let site = self.pick(&self.world.sites.clone()).unwrap();
                    add("site", site.to_string());
                }
            }
            Ask::Record => {
                // A link brings answers along.
                if self.chance(2) {
                    for (_, fact) in procedure.facts.iter().filter(|(_, fact)| fact.kind == Kind::Case) {
                        pairs.push((format!("q-{}", fact.name), self.case_words()));
                    }
                }
            }
            Ask::Register | Ask::Import => {
                if self.chance(2) {
                    let of = self.slugs();
                    add("of", self.pick(&of).unwrap());
                }
                if self.chance(3) {
                    add("q", self.probe());
                }
                if self.chance(3) {
                    add("format", self.pick(&["csv", "csv", "csv", "xlsx", "pdf"]).unwrap().to_owned());
                } else if self.chance(4) {
                    add("open", self.pick(&["open", "closed"]).unwrap().to_owned());
                }
                if self.chance(3) {
                    self.filters(&procedure, &mut pairs);
                }
            }
            Ask::Next => {
                let slugs = self.slugs();
                let slug = self.pick(&slugs).unwrap();
                add("next", self.pick(&[format!("/cases/{slug}"), "//other.example".to_owned()]).unwrap());
            }
            Ask::Report => {
                add("period", self.pick(&["2017-03-01", "2017-02-01", "2017-01-01", ""]).unwrap().to_owned());
                if self.chance(2) {
                    add("format", "csv".to_owned());
                }
            }
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs {
            query.append_pair(&name, &value);
        }
        query.finish()
    }

    fn filters(&mut self, procedure: &Procedure, pairs: &mut Vec<(String, String)>) {
        for id in &procedure.head.filters {
            let fact = &procedure.facts[*id];
            if let Some(choice) = self.pick(fact.choices()) {
                pairs.push((format!("f-{}", fact.name), choice.name));
            }
        }
    }

    /// Takes note of where two pages lead.
    fn note(&mut self, answers: &[Answer; 2]) {
        let text = answers[0].text();
        for part in text.split("/documents/").skip(1) {
            let hash: String = part.chars().take_while(char::is_ascii_hexdigit).collect();
            if hash.len() == 64 && !self.hashes.contains(&hash) {
                let before = text.split(part).next().unwrap_or_default();
                let case = before.rsplit("/cases/").next().unwrap_or_default().split('/').next().unwrap_or_default();
                self.found.push(format!("/cases/{case}/documents/{hash}"));
                self.hashes.push(hash);
            }
        }
    }

    /// Sends a request to both worlds and compares what they answer.
    async fn ask(&mut self, asked: &Asked) -> Result<[Answer; 2], String> {
        self.send(asked, &[Form::default(), Form::default()]).await
    }

    async fn send(&mut self, asked: &Asked, own: &[Form; 2]) -> Result<[Answer; 2], String> {
        if !matches!(asked.what, Sent::Nothing) {
            self.world.align();
        }
        let mut answers = Vec::new();
        for (side, own) in own.iter().enumerate() {
            let path = self.with_sheets(side, &asked.path);
            let mut request = match asked.what {
                Sent::Nothing => Request::get(path),
                _ => Request::post(path),
            };
            request = request.header(header::COOKIE, cookie());
            let fields = |all: &[(String, Said)]| -> Vec<(String, String)> {
                all.iter().map(|(name, said)| (name.clone(), said_by(said, own))).collect()
            };
            let request = match &asked.what {
                Sent::Nothing => request.body(Body::empty()),
                Sent::Form(all) => {
                    let mut form = form_urlencoded::Serializer::new(String::new());
                    form.extend_pairs(fields(all));
                    let kind = "application/x-www-form-urlencoded";
                    request.header(header::CONTENT_TYPE, kind).body(Body::from(form.finish()))
                }
                Sent::File(all, name, text) => {
                    let mut body = String::new();
                    for (name, value) in fields(all) {
                        body.push_str(&format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
                    }
                    body.push_str(&format!(
                        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n--edge--\r\n"
                    ));
                    request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge").body(Body::from(body))
                }
            };
            let response = self.world.sides[side].router.clone().oneshot(request.unwrap()).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
            answers.push(Answer { status: parts.status, headers: parts.headers, body });
        }
        let answers: [Answer; 2] = answers.try_into().ok().unwrap();
        let method = if matches!(asked.what, Sent::Nothing) { "get" } else { "post" };
        let kind = answers[0].header("content-type");
        for (begins, name) in FILES {
            if answers[0].status.is_success() && kind.starts_with(begins) {
                *self.counts.entry(("file", name, 200)).or_default() += 1;
            }
        }
        *self.counts.entry((method, asked.row, answers[0].status.as_u16())).or_default() += 1;
        if method == "post" {
            self.done.push(format!("{} ({})", asked.path, answers[0].status.as_u16()));
            self.world.learn().await.map_err(|found| format!("after {asked:?}: {found}"))?;
        }
        let told = |found: String| format!("{method} {}\n{:?}\n{found}", asked.path, asked.what);
        if answers.iter().any(|answer| answer.status.is_server_error()) {
            return Err(told(format!("a fault: {}", answers[1].text())));
        }
        match difference(&answers) {
            Some(found) => Err(told(found)),
            None => Ok(answers),
        }
    }

    fn with_sheets(&self, side: usize, path: &str) -> String {
        let mut path = path.to_owned();
        for (at, sheet) in self.sheets.iter().enumerate() {
            path = path.replace(&format!("{{sheet {at}}}"), &sheet[side]);
        }
        path
    }

    /// Posts to an address: through its form where there is one, or else past it.
    async fn post_somewhere(&mut self) -> Result<(), String> {
        let rows: Vec<&Row> = TABLE.iter().filter(|row| row.post && !row.path.starts_with("/sign-")).collect();
        let rows: Vec<&Row> = rows.into_iter().filter(|row| !row.path.starts_with("/account") || self.chance(4)).collect();
        // Steps and recordings have the most to tell.
        let row = match self.world.rng.u8(..10) {
            0..3 => find("/cases/{case}/steps/{step}"),
            3..5 => find("/record/{procedure}/{step}"),
            5 => find("/registers/{procedure}/{register}/import"),
            6 => find(["/cases/{case}/version", "/cases/{case}/who"][self.world.rng.usize(..2)]),
            _ => self.pick(&(0..rows.len()).collect::<Vec<_>>()).map(|at| rows[at]).unwrap(),
        };
        let mut paths = self.paths(row);
        self.world.rng.shuffle(&mut paths);
        paths.truncate(5);
        let Some(mut path) = paths.first().cloned() else { return Ok(()) };
        let mut pages = self.ask(&page_of(row, &path)).await?;
        // Most often where there is a form; now and then where there is none.
        for other in paths.iter().skip(1) {
            if pages[0].status.is_success() || self.chance(8) {
                break;
            }
            path.clone_from(other);
            pages = self.ask(&page_of(row, &path)).await?;
        }
        if row.path.ends_with("/import") && pages[0].status.is_success() {
            return self.import(row, &path).await;
        }
        let mut through_form = false;
        for _ in 0..4 {
            let found = pages.each_ref().map(|page| forms(&page.text()));
            let ours: Vec<usize> = (0..found[0].len())
                .filter(|at| {
                    let action = &found[0][*at].action;
                    let filled = self.with_sheets(0, path.split('?').next().unwrap_or_default());
                    !action.contains("/sign-out") && (action.is_empty() || action.split('?').next() == Some(filled.as_str()))
                })
                .collect();
            let Some(at) = self.pick(&ours) else { break };
            if !pages[0].status.is_success() && pages[0].status != 422 && pages[0].status != 409 {
                break;
            }
            through_form = true;
            let own = [found[0][at].clone(), found[1].get(at).cloned().unwrap_or_default()];
            let filled = self.fields(&own[0]);
            let what = if own[0].multipart {
                Sent::File(filled, "note.txt".to_owned(), format!("A note of {}.\n", self.world.rng.u32(..3)))
            } else {
                Sent::Form(filled)
            };
            pages = self.send(&Asked { row: row.path, path: path.clone(), what }, &own).await?;
            if pages[0].status.is_redirection() {
                let next = self.led(&pages);
                if let Some(next) = next {
                    let shown = self.ask(&Asked { row: "/cases/{case}", path: next, what: Sent::Nothing }).await?;
                    self.note(&shown);
                }
                return Ok(());
            }
        }
        if through_form && self.chance(2) {
            return Ok(());
        }
        self.post_past(row, &path).await
    }

    /// Where two answers lead, when it is into a case that both know.
    fn led(&self, pages: &[Answer; 2]) -> Option<String> {
        let to = pages[0].header("location");
        self.world.cases.iter().any(|case| to.starts_with(&format!("/cases/{}", case.slug()))).then_some(to)
    }

    /// Fills a form in.
    fn fields(&mut self, form: &Form) -> Vec<(String, Said)> {
        let mut all = Vec::new();
        let mut buttons = Vec::new();
        for (at, Field { name, kind }) in form.fields.iter().enumerate() {
            let said = match kind {
                FieldKind::Hidden(_) => Said::Own(at),
                FieldKind::Text(value) => {
                    if !value.is_empty() && self.chance(2) {
                        Said::Own(at)
                    } else {
                        Said::Text(self.typed(name))
                    }
                }
                FieldKind::One(choices) => match self.pick(choices) {
                    Some(choice) if !self.chance(8) => Said::Text(choice),
                    _ => continue,
                },
                FieldKind::Tick(_) if self.chance(2) => Said::Own(at),
                FieldKind::Tick(_) | FieldKind::File => continue,
                FieldKind::Button(value) => {
                    buttons.push((name.clone(), Said::Text(value.clone())));
                    continue;
                }
            };
            all.push((name.clone(), said));
        }
        // On the page of work one of two buttons must be pressed; elsewhere those with names do something rare.
        let must = buttons.iter().all(|(name, _)| name == "action");
        if let Some(button) = self.pick(&buttons)
            && (must || self.chance(6))
        {
            all.push(button);
        }
        all
    }

    fn typed(&mut self, name: &str) -> String {
        if name.ends_with("-day") {
            return self.world.rng.u8(1..28).to_string();
        }
        if name.ends_with("-month") {
            return self.world.rng.u8(1..4).to_string();
        }
        if name.ends_with("-year") {
            return "2017".to_owned();
        }
        if name.ends_with("-time") {
            return "9:30am".to_owned();
        }
        // What is asked for can be told from the names of facts.
        let fact = name.strip_prefix("q-").and_then(|name| {
            let library = self.world.sides[0].app.library();
            library.iter().find_map(|procedure| procedure.facts.named(name).map(|fact| fact.kind.clone()))
        });
        match fact {
            Some(Kind::Person | Kind::People) => {
                let names: Vec<String> = self.world.people.iter().map(|someone| someone.name.clone()).collect();
                match self.world.rng.u8(..8) {
                    0 => STRANGER.to_owned(),
                    1 => String::new(),
                    _ => self.pick(&names).unwrap(),
                }
            }
            Some(Kind::Case) => self.case_words(),
            Some(Kind::Money | Kind::Number) => self.world.rng.u8(..4).to_string(),
            _ => self.probe(),
        }
    }

    /// Posts what a form might send where none was shown.
    async fn post_past(&mut self, row: &'static Row, path: &str) -> Result<(), String> {
        let bare = path.split('?').next().unwrap_or_default().to_owned();
        if row.path.ends_with("/documents") || row.path.ends_with("/import") {
            let what = Sent::File(vec![("csrf".to_owned(), Said::Csrf)], "note.txt".to_owned(), "A note.\n".to_owned());
            self.ask(&Asked { row: row.path, path: path.to_owned(), what }).await?;
            return Ok(());
        }
        for seen in [0, self.world.rng.u32(1..6)] {
            let mut all = vec![("csrf".to_owned(), Said::Csrf), ("seen".to_owned(), Said::Text(format!("{seen}.x")))];
            let mut add = |name: &str, value: String| all.push((name.to_owned(), Said::Text(value)));
            match row.path {
                "/cases/{case}/steps/{step}" | "/record/{procedure}/{step}" => {
                    add("when", "now".to_owned());
                    add("page", "2".to_owned());
                    let under = if row.path.starts_with("/record") { None } else { Some(self.of_case(&bare)) };
                    let id = bare.split('/').nth(2).unwrap_or_default();
                    let under = under.or_else(|| self.world.sides[0].app.library().latest(id).cloned());
                    let name = bare.rsplit('/').next().unwrap_or_default();
                    let asks = under.as_ref().and_then(|under| under.steps.named(name).map(|step| step.asks.clone()));
                    for ask in asks.unwrap_or_default() {
                        let fact = &under.as_ref().unwrap().facts[ask.fact];
                        let name = format!("q-{}", fact.name);
                        let value = match self.pick(fact.choices()) {
                            Some(choice) => choice.name,
                            None if fact.kind == Kind::YesNo => self.pick(&["yes", "no"]).unwrap().to_owned(),
                            None => self.typed(&name),
                        };
                        all.push((name, Said::Text(value)));
                    }
                    if self.chance(2) {
                        all.push(("confirmed".to_owned(), Said::Text("yes".to_owned())));
                    }
                }
                "/cases/{case}/holder" | "/work" => {
                    add("action", self.pick(&["take", "give", "drop"]).unwrap().to_owned());
                    let people: Vec<i64> = self.world.people.iter().map(|someone| someone.id).collect();
                    add("to", self.pick(&people).unwrap().to_string());
                    add("duty", format!("{}.answer.1", self.world.rng.u8(..20)));
                    let case = self.case_words();
                    add("duty", format!("{case}.answer.1"));
                }
                "/cases/{case}/version" => {
                    add("version", self.pick(&["1", "2", "2017-02"]).unwrap().to_owned());
                }
                _ => add("found", self.probe()),
            }
            self.ask(&Asked { row: row.path, path: path.to_owned(), what: Sent::Form(all) }).await?;
            if !row.path.contains("{step}") {
                break;
            }
        }
        Ok(())
    }

    /// Reads a sheet in.
    async fn import(&mut self, row: &'static Row, path: &str) -> Result<(), String> {
        let id = path.split('/').nth(2).unwrap_or_default().to_owned();
        let name = path.split('/').nth(3).unwrap_or_default().to_owned();
        let procedure = self.world.sides[0].app.library().latest(&id).cloned().unwrap();
        let Some(register) = procedure.registers.named(&name) else { return Ok(()) };
        let asks: Vec<_> = register.imports.iter().flat_map(|step| procedure.steps[*step].asks.clone()).collect();
        let mut sheet = asks.iter().map(|ask| procedure.facts[ask.fact].name.clone()).collect::<Vec<_>>().join(",");
        // Half of the sheets have nothing wrong, as far as can be told from here.
        let right = self.chance(2);
        for _ in 0..self.world.rng.u8(1..3) {
            let mut cells = Vec::new();
            for ask in &asks {
                let fact = &procedure.facts[ask.fact];
                let cell = match self.pick(fact.choices()) {
                    Some(choice) if !matches!(fact.kind, Kind::Findings { .. }) => choice.name,
                    Some(_) => String::new(),
                    None if fact.kind == Kind::YesNo && right => "no".to_owned(),
                    None if fact.kind == Kind::YesNo => self.pick(&["yes", "no"]).unwrap().to_owned(),
                    None if fact.kind == Kind::Site => self.pick(PLACES).unwrap().to_owned(),
                    None if fact.kind == Kind::Date => "2017-03-07".to_owned(),
                    None if !ask.required && (right || self.chance(2)) => String::new(),
                    None if right && matches!(fact.kind, Kind::Person | Kind::People) => {
                        let person = self.world.person_for(&procedure, fact);
                        self.world.people.iter().find(|someone| someone.id == person).unwrap().name.clone()
                    }
                    None if matches!(fact.kind, Kind::Money | Kind::Number) => self.world.rng.u8(..4).to_string(),
                    None => self.typed(&format!("q-{}", fact.name)),
                };
                cells.push(cell);
            }
            sheet.push_str(&format!("\n{}", cells.join(",")));
        }
        let path = path.replace("&format=xlsx", "").replace("&format=csv", "");
        let what = Sent::File(vec![("csrf".to_owned(), Said::Csrf)], "sheet.csv".to_owned(), sheet);
        let pages = self.ask(&Asked { row: row.path, path, what }).await?;
        let tokens = pages.each_ref().map(|page| page.header("location").rsplit('/').next().unwrap_or_default().to_owned());
        if !pages[0].status.is_redirection() || tokens[0].len() < 20 {
            return Ok(());
        }
        self.sheets.push(tokens);
        let at = self.sheets.len() - 1;
        let path = format!("/imports/{{sheet {at}}}");
        self.settled(&path).await?;
        let pages = self.ask(&Asked { row: "/imports/{token}", path: path.clone(), what: Sent::Nothing }).await?;
        if hidden(&pages[0].text(), "csrf").is_some() {
            let what = Sent::Form(vec![("csrf".to_owned(), Said::Csrf)]);
            self.ask(&Asked { row: "/imports/{token}", path: path.clone(), what }).await?;
            self.settled(&path).await?;
            self.world.learn().await?;
            self.ask(&Asked { row: "/imports/{token}", path, what: Sent::Nothing }).await?;
        }
        Ok(())
    }

    /// Waits until the work on a sheet is over in both worlds.
    async fn settled(&mut self, path: &str) -> Result<(), String> {
        for side in 0..2 {
            for _ in 0..10_000 {
                let filled = self.with_sheets(side, path);
                let request = Request::get(filled).header(header::COOKIE, cookie()).body(Body::empty());
                let response = self.world.sides[side].router.clone().oneshot(request.unwrap()).await.unwrap();
                let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
                if !String::from_utf8_lossy(&body).contains("This page looks again by itself") {
                    break;
                }
                tokio::task::yield_now().await;
            }
        }
        Ok(())
    }

    /// Signs out, and in again with a wrong and a right password; rarely, because that takes long.
    async fn sign_in_and_out(&mut self) -> Result<(), String> {
        let post = |path: &'static str, all: Vec<(&str, Said)>| Asked {
            row: path,
            path: path.to_owned(),
            what: Sent::Form(all.into_iter().map(|(name, said)| (name.to_owned(), said)).collect()),
        };
        let mut password = PASSWORD;
        if self.world.seed.is_multiple_of(16) {
            // To make the hash of a password takes long.
            let new = "some other words that nobody guesses";
            let all = [("password-now", password), ("password-new", new), ("password-again", new)];
            let mut all: Vec<_> = all.into_iter().map(|(name, value)| (name, Said::Text(value.to_owned()))).collect();
            all.push(("csrf", Said::Csrf));
            let pages = self.ask(&post("/account/password", all)).await?;
            if pages[0].status.is_success() {
                password = new;
            }
        }
        self.ask(&post("/sign-out", vec![("csrf", Said::Csrf)])).await?;
        for path in ["/sign-in", "/work"] {
            let row = TABLE.iter().find(|row| row.path == path).unwrap();
            self.ask(&get_of(row, path.to_owned())).await?;
        }
        let next = format!("/cases/{}", self.slugs()[0]);
        for password in ["not the password of anybody", password] {
            let all = [("username", USERNAME), ("password", password), ("next", &next)];
            let all = all.into_iter().map(|(name, value)| (name, Said::Text(value.to_owned()))).collect();
            self.ask(&post("/sign-in", all)).await?;
        }
        Ok(())
    }
}

fn said_by(said: &Said, own: &Form) -> String {
    match said {
        Said::Text(text) => text.clone(),
        Said::Csrf => CSRF.to_owned(),
        Said::Own(at) => match own.fields.get(*at).map(|field| &field.kind) {
            Some(FieldKind::Hidden(value) | FieldKind::Tick(value) | FieldKind::Text(value)) => value.clone(),
            _ => String::new(),
        },
    }
}

/// The page that has the form which is sent to an address.
fn page_of(row: &Row, path: &str) -> Asked {
    match row.path {
        "/cases/{case}/holder" => get_of(find("/cases/{case}"), path.trim_end_matches("/holder").to_owned()),
        "/account/password" | "/account/sessions" => get_of(find("/account"), "/account".to_owned()),
        _ => get_of(row, path.to_owned()),
    }
}

fn find(path: &str) -> &'static Row {
    TABLE.iter().find(|row| row.path == path).unwrap()
}

fn get_of(row: &Row, path: String) -> Asked {
    Asked { row: row.path, path, what: Sent::Nothing }
}
