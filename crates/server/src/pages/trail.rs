//! The part of a case's page that shows certain steps one after another: who took them, when, and what they said.

use askama::Template;

use super::parts::{Answer, Citation, Due, Link, renders_itself};

/// A trail.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/trail.html")]
pub struct TrailTable {
    /// Its id on the page.
    pub id: String,
    /// What it is of.
    pub title: String,
    /// The paragraph under which it stands.
    pub citation: Option<Citation>,
    /// What was done, in order of time.
    pub rows: Vec<TrailRow>,
    /// What was not done yet.
    pub waiting: Vec<Waiting>,
}

/// A step that was taken.
#[derive(Debug, Clone, Default)]
pub struct TrailRow {
    /// What was done, linked to where it stands in the timeline.
    pub what: Link,
    /// Who did it.
    pub who: String,
    /// In which role.
    pub role: String,
    /// What is known of them: their job, grade and organisation.
    pub standing: String,
    /// When.
    pub when: String,
    /// When it was recorded, when that was later.
    pub recorded: Option<String>,
    /// What was answered.
    pub answers: Vec<Answer>,
}

/// A step that was not taken yet.
#[derive(Debug, Clone, Default)]
pub struct Waiting {
    /// What is to be done.
    pub what: String,
    /// When it is due, when the reader may know.
    pub due: Option<Due>,
}

renders_itself!(TrailTable);
