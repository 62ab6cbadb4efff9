//! Everything the screen shows, as it is now. No terminal, file or clock.
//!
//! What is held of the archive is bounded by what a screen can show: a window of the list,
//! one moment, the articles it is told in, and the points of the axis.

mod carry;
mod fetch;
mod trail;

use super::axis::{Axis, Point, Scale, Zoom};
use super::config::Layout;
use super::input::Input;
use super::keymap::{Action, Keymap};
use super::lanes::{Lane, Summit};
use super::shelf::{Sentence, Shelf};
use super::theme::Theme;
use super::tutor::Tutor;
use crate::article::{ArticleIdx, ArticleName};
use crate::compare::Comparison;
use crate::link::{Correction, MomentId, StoryId};
use crate::query::{
    Archive, ArticleText, Bucket, Filter, MomentDetail, MomentRow, Order, Overview, SearchHit,
    SourceIdx, SourceRow, TellingRow,
};
use chrono::FixedOffset;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

pub use trail::Place;

/// Moments up to which the timeline holds each of them; above, it holds days.
pub const EACH: usize = 2000;

/// Sources that have a key of their own.
const NUMBERED: usize = 9;

/// Whether there is a corpus to look at.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    Reading {
        stage: String,
        done: usize,
        total: usize,
    },
    Ready,
    Failed(String),
}

/// The panes of the main screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    Moments,
    Telling,
    Lanes,
}

/// What lies over the main screen.
#[derive(Debug, Clone)]
pub enum Screen {
    Article(Reader),
    Compare(SideBySide),
    Pick(Picker),
    Prompt(Prompt),
}

/// An article being read.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The article.
    pub text: Arc<ArticleText>,
    /// First line in sight.
    pub top: usize,
    /// The sentence looked at, an index into its tellings.
    pub telling: Option<usize>,
    /// The stretch looked at when it is no telling: a search hit.
    pub spot: Option<Range<usize>>,
    /// Without borders and marks, for selecting with the mouse.
    pub plain: bool,
    /// It was opened by a hit of the search: `n` goes on to the next one.
    pub hit: bool,
}

/// Tellings in columns.
#[derive(Debug, Clone)]
pub struct SideBySide {
    /// The columns and rows.
    pub comparison: Comparison,
    /// The articles of the columns.
    pub columns: Vec<Arc<ArticleText>>,
    /// First column in sight.
    pub first: usize,
    /// First line in sight.
    pub top: usize,
    /// What changed, in words, where these are two versions of one article.
    pub changes: Option<Vec<String>>,
}

/// A list to choose from.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What it lists.
    pub kind: PickKind,
    /// Its heading.
    pub title: String,
    /// The rows.
    pub rows: Vec<Item>,
    /// The row the keys act on.
    pub at: usize,
    /// First row in sight.
    pub top: usize,
    /// What is typed, for lists that are searched.
    pub input: Option<Input>,
    /// Answers to earlier questions are dropped by this number.
    pub seq: u64,
    /// The number of the question that the rows answer.
    pub answered: u64,
    /// Enter was pressed before the answer came: it goes where the first row leads.
    pub hurried: bool,
    /// The moment to return to when the list is left without choosing.
    pub from: Option<MomentId>,
}

/// What a list lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PickKind {
    Search,
    Jump,
    Actions,
    Help,
    Stories,
    Sources,
    Versions,
    Silence,
    Differences,
    Wording,
    Confirm,
    Marks,
    Corrections,
    Problems,
}

impl PickKind {
    /// Tells whether its rows lead to other moments, and so back to it.
    pub fn leads_away(self) -> bool {
        !matches!(
            self,
            Self::Actions | Self::Help | Self::Confirm | Self::Corrections | Self::Problems
        )
    }
}

/// A row of a list.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// Narrow first column: a date, a key, a number.
    pub left: String,
    /// Narrow second column: a source.
    pub who: String,
    /// The rest of the row.
    pub text: String,
    /// Byte ranges of `text` that match what was typed.
    pub marks: Vec<Range<usize>>,
    /// Where it leads.
    pub target: Target,
}

/// Where a row leads.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Target {
    #[default]
    Nowhere,
    Moment(MomentId, Option<String>),
    Article(ArticleIdx, Option<Range<usize>>),
    /// What changed from one version to the next.
    Edit(ArticleIdx, ArticleIdx),
    Source(String),
    Story(StoryId, String),
    Action(Action),
    Uncorrect(ArticleName),
    Correct(Correction),
    Command(String),
}

/// A line of text being asked for.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What for.
    pub kind: PromptKind,
    /// What is typed.
    pub input: Input,
    /// What it will do, or what is wrong with it.
    pub hint: String,
}

/// What a prompt asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum PromptKind {
    Filter,
    Note(MomentId, String),
    NoteSentence(Sentence),
    Correct(ArticleName),
    Export,
}

/// The timeline as laid out.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// What happened when, under the filter.
    pub points: Vec<Point>,
    /// Each placed moment, when there are at most [`EACH`].
    pub moments: Vec<MomentRow>,
    /// Days, when there are more.
    pub days: Vec<Bucket>,
    /// How much of time.
    pub zoom: Zoom,
    /// Folded or to scale.
    pub scale: Scale,
    /// The columns.
    pub axis: Axis,
    /// Columns of names to the left of the axis.
    pub gutter: u16,
    /// The lanes in sight.
    pub lanes: Vec<Lane>,
    /// The line of all sources.
    pub all: Vec<Summit>,
    /// Columns in which something was found.
    pub hits: Vec<u16>,
    /// Moments that nothing places in time, under the filter.
    pub undated: usize,
    /// All of time to scale: heights by column, 0 where nothing happened.
    pub whole: Vec<u8>,
    /// The columns of it that the axis shows.
    pub shown: Option<(u16, u16)>,
    /// The first and the last year of it.
    pub ends: (String, String),
    /// For what the axis was laid out; where nothing of it changes it stays as it is.
    pub laid: Option<Laid>,
    /// Lanes without what depends on the selected moment, and which sources they are of.
    pub told: (Vec<SourceIdx>, Vec<Lane>),
    /// Changes with the points.
    pub edition: u64,
}

/// What an axis depends on besides the moment that must be in sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laid {
    /// [`Timeline::edition`].
    pub edition: u64,
    /// How much of time.
    pub zoom: Zoom,
    /// Folded or to scale.
    pub scale: Scale,
    /// Columns of the axis, and of all of time where that is shown.
    pub widths: (u16, Option<u16>),
}

/// The explorer.
pub struct Model {
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// The corpus as the user named it.
    pub name: String,
    /// Whether there is something to look at.
    pub phase: Phase,
    /// The read whose news is wanted.
    pub job: u64,
    /// What is looked at.
    pub archive: Option<Arc<dyn Archive>>,
    /// How roles look.
    pub theme: Theme,
    /// What keys do.
    pub keymap: Keymap,
    /// What the reader keeps.
    pub shelf: Shelf,
    /// The corpus in numbers.
    pub overview: Overview,
    /// Every source, in the order of its lane.
    pub sources: Vec<SourceRow>,
    /// What is left out.
    pub filter: Filter,
    /// The filter as typed, part by part.
    pub chips: Vec<String>,
    /// The order of the list.
    pub order: Order,
    /// Moments under the filter.
    pub total: usize,
    /// The rows of the list that are held.
    pub rows: Vec<MomentRow>,
    /// The place of the first of them.
    pub rows_from: usize,
    /// The place of the selected moment in the list.
    pub at: usize,
    /// First row of the list in sight.
    pub top: usize,
    /// The selected moment.
    pub detail: Option<MomentDetail>,
    /// The number of the glance at it while nothing but its row is at hand.
    pub glance: Option<u64>,
    /// How many moments were shown at a glance.
    pub n_glances: u64,
    /// Articles of the selected moment.
    pub texts: HashMap<ArticleIdx, Arc<ArticleText>>,
    /// The source looked at; `None` for all.
    pub source: Option<String>,
    /// The sources that have lanes under the filter, from top to bottom.
    pub lanes: Vec<SourceRow>,
    /// First lane in sight.
    pub lane_top: usize,
    /// The timeline.
    pub timeline: Timeline,
    /// The pane that has the keys.
    pub pane: Pane,
    /// First line of the telling in sight.
    pub telling_top: usize,
    /// What lies over the main screen, the last on top.
    pub stack: Vec<Screen>,
    /// The places left by jumps, the last one first to go back to.
    pub trail: Vec<Place>,
    /// The last key stepped to a hit: the next one is part of the same walk.
    pub stepping: bool,
    /// Acts that are kept in memory alone, because the disk takes none.
    pub n_unkept: usize,
    /// The last search and what it found.
    pub hits: Vec<SearchHit>,
    /// What was searched.
    pub searched: String,
    /// The hit stepped to.
    pub hit: Option<usize>,
    /// A line for the reader, until the next key.
    pub message: Option<String>,
    /// How far the reading behind is, shown while there is nothing else to say.
    pub working: Option<String>,
    /// The number of the last question asked of another thread.
    pub seq: u64,
    /// What was looked at before a reread.
    pub resume: Option<Resume>,
    /// The article that Enter, `y` and `e` act on where several tell the moment; the first
    /// of the source looked at when there is none.
    pub focus: Option<ArticleName>,
    /// The zone in which times of publication are shown; as stated when there is none.
    pub zone: Option<FixedOffset>,
    /// Columns that hold right-to-left text are put below each other.
    pub stack_rtl: bool,
    /// How panes are arranged.
    pub layout: Layout,
    /// The reader has begun, or all has been read: from now on nothing moves by itself.
    pub settled: bool,
    /// The corpus is followed: what comes from now on is news.
    pub follows: bool,
    /// Moments and articles that came, or went, since the last key.
    pub news: (i64, i64),
    /// The selected moment is told from right to left.
    pub rtl: bool,
    /// There is a sample corpus for the tutor.
    pub has_sample: bool,
    /// The lesson being taken.
    pub tutor: Option<Tutor>,
}

/// What was looked at before a reread.
#[derive(Debug, Clone)]
pub struct Resume {
    /// The moment; corrections may give it another id.
    pub moment: MomentId,
    /// The telling looked at: its article, and where its sentence begins there.
    pub telling: Option<(ArticleName, usize)>,
    /// A correction was made: its article stays under the cursor, whatever its source is now.
    pub corrected: bool,
}

impl Model {
    /// Returns an explorer that has read nothing yet.
    pub fn new(name: &str, size: (u16, u16), theme: Theme, keymap: Keymap, shelf: Shelf) -> Self {
        Self {
            size,
            name: name.to_owned(),
            phase: Phase::Reading {
                stage: "reading".into(),
                done: 0,
                total: 0,
            },
            job: 0,
            archive: None,
            theme,
            keymap,
            shelf,
            overview: Overview::default(),
            sources: Vec::new(),
            filter: Filter::default(),
            chips: Vec::new(),
            order: Order::Time,
            total: 0,
            rows: Vec::new(),
            rows_from: 0,
            at: 0,
            top: 0,
            detail: None,
            glance: None,
            n_glances: 0,
            texts: HashMap::new(),
            source: None,
            lanes: Vec::new(),
            lane_top: 0,
            timeline: Timeline::default(),
            pane: Pane::Moments,
            telling_top: 0,
            stack: Vec::new(),
            trail: Vec::new(),
            stepping: false,
            n_unkept: 0,
            hits: Vec::new(),
            searched: String::new(),
            hit: None,
            message: None,
            working: None,
            seq: 0,
            resume: None,
            focus: None,
            zone: None,
            stack_rtl: true,
            layout: Layout::default(),
            settled: false,
            follows: false,
            news: (0, 0),
            rtl: false,
            has_sample: false,
            tutor: None,
        }
    }

    /// Returns the selected moment's row.
    pub fn selected(&self) -> Option<&MomentRow> {
        self.detail.as_ref().map(|d| &d.row)
    }

    /// Returns the row at a place of the list, if it is held.
    pub fn row(&self, at: usize) -> Option<&MomentRow> {
        self.rows.get(at.checked_sub(self.rows_from)?)
    }

    /// Returns the number of a source, from 1, when it has a key: the nine most active.
    pub fn lane_number(&self, source: &str) -> Option<usize> {
        let at = self
            .sources
            .iter()
            .take(NUMBERED)
            .position(|s| s.name == source)?;
        Some(at + 1)
    }

    /// Returns the tellings of the selected moment by one source.
    pub fn tellings_of<'a>(&'a self, source: &'a str) -> impl Iterator<Item = &'a TellingRow> {
        self.detail
            .iter()
            .flat_map(|d| d.tellings.iter())
            .filter(move |t| t.source == source)
    }

    /// Returns the telling that Enter, `y` and `e` act on.
    pub fn telling(&self) -> Option<&TellingRow> {
        let focus = |t: &&TellingRow| Some(&t.name) == self.focus.as_ref();
        match &self.source {
            Some(source) => self
                .tellings_of(source)
                .find(focus)
                .or_else(|| self.tellings_of(source).next()),
            None => self
                .detail
                .iter()
                .flat_map(|d| &d.tellings)
                .find(focus)
                .or_else(|| self.first_telling()),
        }
    }

    fn first_telling(&self) -> Option<&TellingRow> {
        let detail = self.detail.as_ref()?;
        self.sources
            .iter()
            .find_map(|s| detail.tellings.iter().find(|t| t.source == s.name))
            .or_else(|| detail.tellings.first())
    }

    /// Returns the words that date a telling.
    pub fn time_words(&self, telling: &TellingRow) -> Option<String> {
        let time = telling.time.as_ref()?;
        let text = self.texts.get(&telling.article)?;
        let words = text.body.get(time.start..time.end)?;
        Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
