//! The complaints of the demonstration: made up from a seed, and carried through their procedure by the engine, each step by
//! somebody who may take it, at a time at which people work.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use casework::{Actor, Entry, State};
use fastrand::Rng;
use jiff::{SignedDuration, Timestamp, ToSpan};
use procedure::Procedure;
use serde_json::{Value as Json, json};
use server::App;
use server::act::{Begun, Deed, begin, take};

use crate::command::verify::bar;

const PROCEDURE: &str = "detention-complaints";
const CERTIFICATION: &str = "officer-certification";
/// Who decides about an officer's certificate: it depends on the place.
const DECIDERS: &[&str] = &["enforcement-manager", "escort-monitor", "noms-centre-manager"];
const EMPLOYERS: &[&str] = &["supplier-employer", "escort-employer", "home-office-employer"];

/// What complaints are about: kind, what is said, its points, what is found.
struct Matter {
    category: &'static str,
    subject: &'static str,
    statement: &'static str,
    points: &'static [&'static str],
    investigation: &'static str,
    action: &'static str,
}

const MATTERS: &[Matter] = &[
    Matter {
        category: "service-delivery",
        subject: "property",
        statement: "My bag was not there when I was moved here. It has my phone charger, two shirts and the letters from my solicitor. I asked three times at reception and nobody wrote it down.",
        points: &["A bag with clothes and legal letters was lost in a move", "Reception did not record that it was asked for"],
        investigation: "We read the property cards of both centres and spoke to the reception officers of the two days. The bag was signed for at the first centre and does not appear on the card of the second.",
        action: "The bag was found in the store of the first centre and was handed over on the day of this letter. Reception staff were reminded to write down every enquiry about property.",
    },
    Matter {
        category: "service-delivery",
        subject: "customer-care",
        statement: "The heating in our corridor has been off for nine days. We were given one more blanket. My room mate is sixty-one and he is ill from it.",
        points: &["The heating was off for nine days", "One blanket each was not enough"],
        investigation: "We read the maintenance log, measured the temperature in four rooms on two evenings, and spoke to the residential manager.",
        action: "The pump was replaced. From now on heaters are brought to a corridor on the first day of a fault.",
    },
    Matter {
        category: "service-delivery",
        subject: "delay",
        statement: "I waited forty minutes for my visit to start and then it was ended at the normal time. My wife had travelled from Leeds with the children.",
        points: &["The visit started forty minutes late", "The time was not given back"],
        investigation: "We looked at the visits book and the gate log for that day, and spoke to the visits officer on duty.",
        action: "A longer visit was offered for the next weekend. The visits team now rings the unit when the first visitor is booked in.",
    },
    Matter {
        category: "service-delivery",
        subject: "customer-care",
        statement: "Food without meat is always finished when our unit comes. I have eaten bread and rice for a week.",
        points: &["Meals without meat ran out before the last unit was served"],
        investigation: "We compared the number of such meals ordered with the number cooked on seven days, and spoke to the kitchen manager.",
        action: "The kitchen cooks a tenth more of these meals, and the order in which units are served changes every week.",
    },
    Matter {
        category: "service-delivery",
        subject: "process-error",
        statement: "The internet room was closed on Monday, Tuesday and Thursday. I could not send the papers to my solicitor and the day for them has passed.",
        points: &["The internet room was closed on three days", "Nobody offered another way to send papers"],
        investigation: "We looked at the room's log and the staff rota for that week.",
        action: "When the room is closed, papers are sent by fax from the library on the same day.",
    },
    Matter {
        category: "minor-misconduct",
        subject: "poor-attitude",
        statement: "When I asked the officer for toothpaste she laughed and said this is not a hotel, in front of everybody.",
        points: &["An officer answered a request with mockery"],
        investigation: "We spoke to the complainant, to two other residents and to the officer, and looked at the corridor's camera, which has no sound.",
        action: "The officer was given guidance by her manager and has apologised in person.",
    },
    Matter {
        category: "minor-misconduct",
        subject: "no-name",
        statement: "The officer at the gate of our wing would not tell me his name when I asked for it. He turned his badge round.",
        points: &["An officer refused to say who he was"],
        investigation: "We looked at the rota and the camera at the gate, and spoke to the officer.",
        action: "All officers of the wing were told again that names are given when asked for, and that badges are worn in view.",
    },
    Matter {
        category: "minor-misconduct",
        subject: "incivility",
        statement: "On the van the escort was shouting at us to shut up. We were only talking quietly in our language.",
        points: &["An escort officer shouted at the people in the van"],
        investigation: "We listened to the recording of the journey and spoke to both escort officers.",
        action: "The officer was spoken to by the manager. The recording will be used, with his agreement, in training.",
    },
    Matter {
        category: "serious-misconduct",
        subject: "criminal-assault",
        statement: "Two officers came to my room at night to move me. One bent my wrist until I screamed although I was walking. I have a photograph of it.",
        points: &["More force was used than was needed", "Force was used on somebody who was complying"],
        investigation: "We interviewed the complainant, both officers and three witnesses, read the use-of-force report and the medical record, with consent, and watched the footage of the body-worn camera.",
        action: "The findings were passed to the employer and to the certification team.",
    },
    Matter {
        category: "serious-misconduct",
        subject: "racism",
        statement: "The officer calls people from my country by a word I will not write down. He did it again on Sunday at the dinner queue. Many people heard.",
        points: &["Racist language was used on Sunday", "It has been used before"],
        investigation: "We interviewed the complainant, the officer and six people who were in the queue, and read his record of conduct.",
        action: "The findings were passed to the employer.",
    },
    Matter {
        category: "serious-misconduct",
        subject: "criminal-theft",
        statement: "Money that was in my property when I came is not there now. It was eighty pounds. The seal of the bag has another number than on my card.",
        points: &["Eighty pounds are missing from sealed property", "The seal was changed"],
        investigation: "We followed the bag through the property log, interviewed the three officers who handled it, and looked at the store's camera.",
        action: "The matter was reported to the police, and the money was made good.",
    },
];

const FIRST_NAMES: &[&str] = &[
    "Adil", "Bekele", "Chidi", "Darya", "Emeka", "Farhan", "Goran", "Hana", "Idris", "Jamal", "Karim", "Leyla", "Mehdi", "Nadia",
    "Omar", "Petrit", "Rashid", "Samira", "Tariq", "Vesna", "Wei", "Yusuf", "Zara",
];
const LAST_NAMES: &[&str] = &[
    "Ahmeti", "Bangura", "Chowdry", "Dervishi", "Eze", "Farooqi", "Gashi", "Hussein", "Iqbal", "Jallow", "Kamara", "Lin",
    "Mensah", "Nazari", "Okoye", "Pereira", "Qureshi", "Rahimi", "Sesay", "Tesfaye", "Usman", "Wardak", "Yilmaz",
];
const LANGUAGES: &[&str] = &["Albanian", "Arabic", "Farsi", "Kurdish Sorani", "Pashto", "Tigrinya", "Urdu", "Vietnamese"];

/// One complaint being carried along.
struct Telling<'a> {
    app: &'a App,
    procedure: Arc<Procedure>,
    cast: &'a Cast,
    entries: Vec<Entry>,
    state: State,
    /// The case's reference, once it is opened.
    reference: Option<String>,
    /// The cases that it opened.
    opened: Vec<Begun>,
    /// The officers whom the complaint names.
    named: Vec<i64>,
    /// When the next thing happens.
    at: Timestamp,
    now: Timestamp,
}

/// Who may act in which role, and where.
struct Cast {
    actors: Vec<Actor>,
}

impl Cast {
    async fn load(app: &App) -> anyhow::Result<Self> {
        let directory = app.directory();
        let mut actors = Vec::new();
        for person in directory.grants.keys() {
            actors.extend(app.store().actor_load(*person).await?);
        }
        Ok(Self { actors })
    }

    /// Somebody in a role for a site, other than those named, the most or least senior first.
    fn find(&self, role: &str, site: Option<i64>, not: &[i64], senior: bool) -> Option<&Actor> {
        let mut found: Vec<&Actor> =
            self.actors.iter().filter(|actor| actor.holds(role, site) && !not.contains(&actor.person)).collect();
        found.sort_by_key(|actor| actor.grade);
        // People of grade 1 are those who are complained about in this story.
        found.retain(|actor| actor.grade != Some(1));
        if senior { found.last().copied() } else { found.first().copied() }
    }
}

/// Tells the story of a year: complaints at all places, each carried as far as the time allows.
pub(crate) async fn tell(app: &App, seed: u64, complaints: u32) -> anyhow::Result<()> {
    let procedure = app.library().latest(PROCEDURE).context("the detention procedure is not to hand")?.clone();
    let cast = Cast::load(app).await?;
    let directory = app.directory();
    // Places whose setting is known are those of detention.
    let sites: Vec<i64> =
        directory.sites.values().filter(|site| site.attributes.contains_key("setting")).map(|site| site.id).collect();
    let now = app.now();
    let zone = calendar::london();
    let today = now.to_zoned(zone.clone()).date();
    let mut rng = Rng::with_seed(seed);
    let mut starts: Vec<Timestamp> = (0..complaints)
        .map(|_| {
            // More of them lately, so that there is work to do.
            let days = (f64::from(rng.u32(0..10_000)) / 10_000.0).powi(2) * 365.0;
            let day = today.checked_sub((days as i64 + 1).days()).unwrap_or(today);
            day.at(rng.i8(7..19), rng.i8(0..60), 0, 0).to_zoned(zone.clone()).map_or(now, |at| at.timestamp())
        })
        .collect();
    starts.sort_unstable();
    let progress = bar("Complaints");
    progress.set_length(u64::from(complaints));
    for (number, start) in starts.into_iter().enumerate() {
        // Each complaint has a chance of its own, so that what it is does not depend on how far another came by today.
        let mut rng = Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
        let site = *rng.choice(&sites).context("there are no sites")?;
        let mut telling = Telling {
            app,
            procedure: procedure.clone(),
            cast: &cast,
            entries: Vec::new(),
            state: State::replay(app.rules(&procedure)?, &[]),
            reference: None,
            opened: Vec::new(),
            named: Vec::new(),
            at: start,
            now,
        };
        telling.tell(&mut rng, site).await?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(())
}

enum Going {
    On,
    /// The next thing would be in the future.
    Over,
}

impl Telling<'_> {
    async fn tell(&mut self, rng: &mut Rng, site: i64) -> anyhow::Result<()> {
        let directory = self.app.directory();
        let place = directory.sites.get(&site).context("no such site")?.clone();
        let setting = place.attributes.get("setting").map_or("", String::as_str);
        let matter = loop {
            let matter = rng.choice(MATTERS).context("no matters")?;
            // Serious misconduct is rarer than the rest.
            if matter.category != "serious-misconduct" || rng.u8(0..3) == 0 {
                break matter;
            }
        };
        let foreign = rng.u8(0..6) == 0;
        let urgent = rng.u8(0..14) == 0;
        let anonymous = rng.u8(0..20) == 0;
        let name = format!("{} {}", pick(rng, FIRST_NAMES), pick(rng, LAST_NAMES));
        let day = self.at.to_zoned(calendar::london()).date();
        let incident =
            day.checked_sub((if rng.u8(0..25) == 0 { rng.i64(95..200) } else { rng.i64(0..21) }).days()).unwrap_or(day);
        let escort = setting == "escort" || (matter.statement.contains("van") && setting != "removal-centre");
        let mut facts: BTreeMap<&str, Json> = BTreeMap::from([
            ("category", json!(matter.category)),
            ("subject", json!(matter.subject)),
            ("place", json!(site)),
            ("escort", json!(escort)),
            ("force", json!(matter.subject == "criminal-assault")),
            ("received", json!(day.to_string())),
            ("urgent", json!(urgent)),
            ("anonymous", json!(anonymous)),
            ("complainant-name", json!(name)),
            ("number-kind", json!("home-office")),
            ("number", json!(format!("{}{:07}", rng.uppercase(), rng.u32(0..9_999_999)))),
            ("made-by", json!(if rng.u8(0..8) == 0 { "legal-representative" } else { "detained" })),
            ("representative", json!("Harcourt and Vale Solicitors")),
            ("incident", json!(incident.to_string())),
            ("needs-translation", json!(foreign)),
            ("language", json!(pick(rng, LANGUAGES))),
            ("board-withheld", json!(rng.u8(0..7) == 0)),
            ("urgent-matter", json!("He says that he has not eaten for three days and does not want to live.")),
            ("channel", json!("post")),
        ]);
        if !foreign {
            facts.insert("statement", json!(matter.statement));
        }
        if matter.category != "service-delivery" {
            let officers: Vec<i64> =
                directory.people.values().filter(|person| person.grade == Some(1)).map(|person| person.id).collect();
            let named: Vec<i64> =
                if rng.u8(0..5) < 3 { rng.choice(&officers).copied().into_iter().collect() } else { Vec::new() };
            if !named.is_empty() {
                facts.insert("officers", json!(named));
                self.named = named;
            }
        }
        let from_box = setting != "escort"
            && rng.u8(0..5) > 0
            && self.cast.find("home-office-centre-team", Some(site), &[], false).is_some();
        if from_box {
            self.step("home-office-centre-team", "find", &facts, false).await?;
            if let Going::Over = self.keep_footage(rng, matter, "home-office-centre-team", "keep-footage-at-centre").await? {
                return Ok(());
            }
            self.wait_hours(rng, 1, 8);
            let original = [("board-copied", json!(true)), ("original-filed", json!("Complaints file, centre office"))];
            if let Going::Over = self.go("home-office-centre-team", "scan", &original, false).await? {
                return Ok(());
            }
        } else {
            self.step("customer-service-unit", "receive", &facts, false).await?;
            if !foreign && let Going::Over = self.keep_footage(rng, matter, "customer-service-unit", "keep-footage").await? {
                return Ok(());
            }
        }
        if urgent {
            self.wait_minutes(rng, 5, 90);
            let done = [("urgent-action", json!("Saw him at once, opened a care plan, and told healthcare."))];
            if let Going::Over = self.go("duty-manager", "act-on-urgent", &done, false).await? {
                return Ok(());
            }
        }
        self.middle(rng, matter, foreign, site).await
    }

    /// Where force is alleged, footage is asked for at once, and whoever holds it says what is kept.
    async fn keep_footage(&mut self, rng: &mut Rng, matter: &Matter, role: &str, step: &str) -> anyhow::Result<Going> {
        if matter.subject != "criminal-assault" {
            return Ok(Going::On);
        }
        self.wait_minutes(rng, 10, 50);
        let wanted =
            [("footage-wanted", json!("The corridor of the residential wing, from eight in the evening until midnight"))];
        if let Going::Over = self.go(role, step, &wanted, false).await? {
            return Ok(Going::Over);
        }
        let Some(holder) = self.role("footage-holder") else { return Ok(Going::On) };
        self.wait_hours(rng, 1, 4);
        let kept = [("footage-kept", json!("Cameras 4 and 9 of that evening are copied, and kept for six months."))];
        self.go(&holder, "confirm-footage", &kept, false).await
    }

    async fn middle(&mut self, rng: &mut Rng, matter: &Matter, foreign: bool, site: i64) -> anyhow::Result<()> {
        if foreign {
            self.wait_days(rng, 1, 3);
            let translated = [("statement", json!(matter.statement)), ("category", json!(matter.category))];
            if let Going::Over = self.go("customer-service-unit", "translate", &translated, false).await? {
                return Ok(());
            }
        }
        self.wait_working_hours(rng, 1, 9);
        if self.is("in-time", "no") && matter.category != "serious-misconduct" {
            let refuse = rng.bool();
            let step = if refuse { "refuse-late" } else { "accept-late" };
            let reason = if refuse {
                "The events are long past and can no longer be looked into."
            } else {
                "You were moved twice in these months and had no forms."
            };
            if let Going::Over = self.go("customer-service-unit", step, &[("late-reason", json!(reason))], false).await? {
                return Ok(());
            }
            if refuse {
                return Ok(());
            }
            self.wait_working_hours(rng, 1, 4);
        }
        let sent = [
            ("category", json!(matter.category)),
            ("subject", json!(matter.subject)),
            ("statement", json!(matter.statement)),
            ("escort-matter", json!(part_of_journey(matter.subject))),
            ("urgent-checked", json!("nothing-urgent")),
        ];
        if let Going::Over = self.go("customer-service-unit", "send-to-hub", &sent, false).await? {
            return Ok(());
        }
        self.wait_working_hours(rng, 2, 17);
        if let Going::Over = self.go("allocation-hub", "log", &[], false).await? {
            return Ok(());
        }
        self.wait_working_hours(rng, 0, 3);
        if let Going::Over = self.go("customer-service-unit", "allocate", &[], false).await? {
            return Ok(());
        }
        let number = format!("DCO {}", 20_000 + rng.u32(0..3_000));
        let kept = [
            ("certificate-number", json!(number)),
            ("suspension-reason", json!("He works on another unit until this is clear.")),
        ];
        self.certify(DECIDERS, "leave-certified", &kept).await?;
        let Some(responder) = self.role("responder") else { return Ok(()) };
        let Some(officer) = self.cast.find(&responder, Some(site), &[], false).map(|actor| actor.person) else { return Ok(()) };
        self.wait_working_hours(rng, 2, 8);
        let assigned = [("investigator", json!(officer)), ("points", json!(matter.points))];
        if let Going::Over = self.go(&responder, "assign", &assigned, false).await? {
            return Ok(());
        }
        let longest = if rng.u8(0..6) == 0 { 30 } else { 8 };
        self.wait_working_hours(rng, 1, longest);
        if !self.is("anonymous", "yes")
            && let Going::Over = self.go(&responder, "acknowledge", &[], false).await?
        {
            return Ok(());
        }
        self.end(rng, matter, &responder).await
    }

    async fn end(&mut self, rng: &mut Rng, matter: &Matter, responder: &str) -> anyhow::Result<()> {
        let serious = matter.category == "serious-misconduct";
        let evidence = if serious { ("record-serious-evidence", "serious-evidence") } else { ("record-evidence", "evidence") };
        self.wait_days(rng, 2, if serious { 30 } else { 9 });
        if let Going::Over = self.go(responder, evidence.0, &[(evidence.1, json!(matter.investigation))], false).await? {
            return Ok(());
        }
        let slow = rng.u8(0..7) == 0;
        if slow && !serious {
            self.wait_days(rng, 3, 6);
            let later = self.at.to_zoned(calendar::london()).date().checked_add(24.days())?.to_string();
            let ask =
                [("delay-reason", json!("A witness is away and will be back in two weeks.")), ("proposed-date", json!(later))];
            if let Going::Over = self.go(responder, "ask-extension", &ask, false).await? {
                return Ok(());
            }
            self.wait_working_hours(rng, 1, 8);
            let later = self.at.to_zoned(calendar::london()).date().checked_add(23.days())?.to_string();
            let agree = [("extension-agreed", json!(true)), ("new-target", json!(later))];
            if let Going::Over = self.go("customer-service-unit", "decide-extension", &agree, false).await? {
                return Ok(());
            }
            self.wait_working_hours(rng, 1, 8);
            if !self.is("anonymous", "yes")
                && let Going::Over = self.go(responder, "send-interim", &[], false).await?
            {
                return Ok(());
            }
        }
        self.wait_days(rng, if slow { 8 } else { 3 }, if serious { 55 } else { 14 });
        let choices = ["substantiated", "partially-substantiated", "not-substantiated"];
        let findings: Vec<&str> =
            matter.points.iter().map(|_| choices.get(usize::from(rng.u8(0..3))).copied().unwrap_or("substantiated")).collect();
        let draft = [
            ("points", json!(matter.points)),
            ("investigation", json!(matter.investigation)),
            ("findings", json!(findings)),
            ("action", json!(matter.action)),
            ("loss", json!("none")),
        ];
        if let Going::Over = self.go(responder, "draft", &draft, false).await? {
            return Ok(());
        }
        self.wait_working_hours(rng, 2, 20);
        if let Going::Over = self.go(responder, "approve", &[], true).await? {
            return Ok(());
        }
        self.wait_working_hours(rng, 1, 8);
        if let Going::Over = self.go(responder, "respond", &[], false).await? {
            return Ok(());
        }
        self.wait_working_hours(rng, 2, 18);
        if let Going::Over = self.go("customer-service-unit", "record-outcome", &[], false).await? {
            return Ok(());
        }
        let outcome = self.role("outcome").unwrap_or_default();
        let found = outcome != "not-substantiated";
        let minor = matter.category == "minor-misconduct";
        if serious {
            self.certify(DECIDERS, "record-outcome", &[("outcome", json!(outcome))]).await?;
        }
        self.wait_working_hours(rng, 1, 6);
        if found && self.at <= self.now {
            if minor {
                // Those who are named have a case each; it is opened here, and joins those that were.
                if self.named.is_empty() {
                    let nobody = [("no-officer-why", json!("Nobody on the rota fits the description."))];
                    self.step("customer-service-unit", "no-officer", &nobody.into(), false).await?;
                } else {
                    let named = [("officers-found", json!(self.named)), ("found-about-officers", json!(outcome))];
                    self.step("customer-service-unit", "record-for-officers", &named.into(), false).await?;
                }
            }
            let none = [("no-action-reason", json!("What had to change has changed, as the answer says."))];
            self.step("customer-service-unit", "no-action-points", &none.into(), false).await?;
        }
        self.wait_days(rng, 2, 10);
        if self.at <= self.now {
            self.conclude(serious, found, responder).await?;
        }
        let settled = if self.named.is_empty() { "nobody-known" } else { "opened" };
        let settled: &[(&str, Json)] = if serious && found { &[("officers-settled", json!(settled))] } else { &[] };
        let _ = self.go("customer-service-unit", "close", settled, false).await?;
        Ok(())
    }

    /// What follows for the officers, as far as it can: somebody of whom several things were found needs more, and that stays to
    /// be done.
    async fn conclude(&mut self, serious: bool, found: bool, responder: &str) -> anyhow::Result<()> {
        let employer = if self.role("footage-holder").as_deref() == Some("escort-supplier") {
            "escort-supplier"
        } else if ["enforcement-manager", "other-service-unit", "transfer-section"].contains(&responder) {
            "home-office"
        } else {
            "supplier"
        };
        let told = [("employed-by", json!(employer))];
        if serious {
            let stays = [("recommendation-reason", json!("The certificate was never suspended."))];
            self.certify(DECIDERS, "no-action-on-certificate", &stays).await?;
            if found {
                self.certify(DECIDERS, "tell-employer", &told).await?;
                self.certify(EMPLOYERS, "decide-discipline", &[("discipline", json!("considered"))]).await?;
            }
            drop(self.certify(DECIDERS, "close", &[]).await);
        } else if found {
            self.certify(DECIDERS, "pass-to-employer", &told).await?;
            let guided =
                [("guidance-given", json!("Guidance by the manager on how to speak to people, and a note on the file."))];
            self.certify(EMPLOYERS, "give-guidance", &guided).await?;
            drop(self.certify(DECIDERS, "close-minor", &[]).await);
        }
        Ok(())
    }

    fn is(&self, fact: &str, value: &str) -> bool {
        casework::derive::fact_name(&self.procedure, &self.state, fact).as_deref() == Some(value)
    }

    fn role(&self, fact: &str) -> Option<String> {
        casework::derive::fact_name(&self.procedure, &self.state, fact)
    }

    fn wait_minutes(&mut self, rng: &mut Rng, from: i64, to: i64) {
        self.at = self.at.saturating_add(SignedDuration::from_mins(rng.i64(from..to))).unwrap_or(self.at);
    }

    fn wait_hours(&mut self, rng: &mut Rng, from: i64, to: i64) {
        self.wait_minutes(rng, from * 60, to * 60);
    }

    /// Waits so many hours of office time: nine to five on weekdays.
    fn wait_working_hours(&mut self, rng: &mut Rng, from: i64, to: i64) {
        let mut minutes = rng.i64(from * 60..to * 60 + 1);
        let zone = calendar::london();
        for _ in 0..200 {
            let here = self.at.to_zoned(zone.clone());
            let (day, weekday) = (here.date(), here.date().weekday().to_monday_zero_offset());
            let at = |hour: i8| day.at(hour, 0, 0, 0).to_zoned(zone.clone()).map_or(self.at, |at| at.timestamp());
            let (open, shut) = (at(9), at(17));
            if weekday >= 5 || self.at >= shut {
                let next = day.tomorrow().unwrap_or(day);
                self.at = next.at(9, 0, 0, 0).to_zoned(zone.clone()).map_or(self.at, |at| at.timestamp());
                continue;
            }
            let from = self.at.max(open);
            let left = shut.duration_since(from).as_mins();
            if minutes <= left {
                self.at = from.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(from);
                return;
            }
            minutes -= left;
            self.at = shut;
        }
    }

    fn wait_days(&mut self, rng: &mut Rng, from: i64, to: i64) {
        let days = rng.i64(from..to + 1);
        self.at = self.at.saturating_add(SignedDuration::from_hours(24 * days)).unwrap_or(self.at);
        self.wait_working_hours(rng, 0, 7);
    }

    /// Takes a step if its time has come.
    async fn go(&mut self, role: &str, step: &str, facts: &[(&'static str, Json)], senior: bool) -> anyhow::Result<Going> {
        if self.at > self.now {
            return Ok(Going::Over);
        }
        self.step(role, step, &facts.iter().cloned().collect(), senior).await?;
        Ok(Going::On)
    }

    async fn step(&mut self, role: &str, name: &str, facts: &BTreeMap<&'static str, Json>, senior: bool) -> anyhow::Result<()> {
        let procedure = self.procedure.clone();
        let step = procedure
            .steps
            .id(name)
            .with_context(|| format!("the demonstration takes the step “{name}”, which the procedure no longer has"))?;
        let rule = &procedure.steps[step];
        let site = self.state.site(&procedure).or_else(|| facts.get("place").and_then(Json::as_i64));
        let walled: Vec<i64> = self.state.walled.iter().copied().collect();
        let not: Vec<i64> = rule
            .other_than
            .iter()
            .flat_map(|other| self.state.doers(*other, &procedure.steps[*other], &self.entries))
            .chain(walled)
            .collect();
        let Some(actor) = self.cast.find(role, site, &not, senior) else {
            // Nobody holds the role there: the case stays where it is.
            self.at = Timestamp::MAX;
            return Ok(());
        };
        let asked = rule.asks.iter().map(|ask| procedure.facts[ask.fact].name.as_str());
        let answers: BTreeMap<String, Json> =
            asked.filter_map(|fact| Some((fact.to_owned(), facts.get(fact)?.clone()))).collect();
        let deed = Deed { actor, step: name, at: self.at, answers: &answers };
        let acted = match &self.reference {
            None => begin(self.app, PROCEDURE, &deed).await,
            Some(reference) => take(self.app, reference, &deed).await,
        };
        let acted = acted.map_err(|problem| anyhow!("the demonstration could not take “{name}” on {}: {problem:?}", self.at))?;
        self.reference = Some(acted.reference);
        self.entries = acted.entries;
        self.state = acted.state;
        self.opened.extend(acted.opened);
        Ok(())
    }

    /// Takes a step of the certification cases that this one opened, in the first of these roles that may.
    async fn certify(&self, roles: &[&str], name: &str, facts: &[(&str, Json)]) -> anyhow::Result<()> {
        let site = self.state.site(&self.procedure);
        let walled: Vec<i64> = self.state.walled.iter().copied().collect();
        let answers: BTreeMap<String, Json> = facts.iter().map(|(fact, json)| ((*fact).to_owned(), json.clone())).collect();
        for one in self.opened.iter().filter(|one| one.procedure == CERTIFICATION) {
            let mut reasons = Vec::new();
            let mut done = false;
            for role in roles {
                let Some(actor) = self.cast.find(role, site, &walled, false) else { continue };
                let deed = Deed { actor, step: name, at: self.at, answers: &answers };
                match take(self.app, &one.reference, &deed).await {
                    Ok(_) => done = true,
                    Err(problem) => reasons.push(format!("{problem:?}")),
                }
                if done {
                    break;
                }
            }
            anyhow::ensure!(done, "the demonstration could not take “{name}” of {}: {}", one.reference, reasons.join(" "));
        }
        Ok(())
    }
}

/// The part of a journey that a matter is about when it happened under escort.
fn part_of_journey(subject: &str) -> &'static str {
    match subject {
        "property" | "criminal-theft" => "luggage",
        "delay" | "process-error" => "information",
        "incivility" => "crowding",
        "criminal-assault" => "unexpected",
        _ => "none",
    }
}

fn pick<'a>(rng: &mut Rng, all: &[&'a str]) -> &'a str {
    rng.choice(all).copied().unwrap_or("")
}
