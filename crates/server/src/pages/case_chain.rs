//! What came of a case, from case to case, and out of what it came.

use askama::Template;

use super::case::CaseHead;
use super::parts::{Empty, Frame, Tag, renders_itself};

/// The cases that hang together with one, as a story from top to bottom.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/case_chain.html")]
pub struct CaseChain {
    /// What surrounds it.
    pub frame: Frame,
    /// The head of the case.
    pub case: CaseHead,
    /// How much there is, in a sentence or two.
    pub words: String,
    /// The story in which this case stands: from the first case that led to it down to the last that came of it.
    pub story: Vec<ChainNode>,
    /// What else this case came from.
    pub also_from: Vec<ChainNode>,
    /// What else led to cases of the story.
    pub beside: Vec<ChainNode>,
    /// What stands there when there are none.
    pub empty: Option<Empty>,
}

/// A case of the story, and what came of it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/chain_node.html")]
pub struct ChainNode {
    /// What kind of case: "Complaint".
    pub kind: String,
    /// Its reference.
    pub reference: String,
    /// Its first page.
    pub href: String,
    /// Whether it is the case whose page this is.
    pub here: bool,
    /// What it is about.
    pub line: String,
    /// Whose matter it is and where, as far as the line does not say so.
    pub who_and_where: String,
    /// The stage it stands in.
    pub stage: Tag,
    /// "since 9 March 2017".
    pub since: String,
    /// How it hangs together with others on the page, the one above it first: "Arose from: DC/2017/0412".
    pub ties: Vec<String>,
    /// What it came to, as "what: which".
    pub came_to: Vec<(String, String)>,
    /// What came of it.
    pub next: Vec<ChainNode>,
}

renders_itself!(ChainNode);
