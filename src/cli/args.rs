//! The command line as the user types it. Data and help texts only.

use super::values::{Day, FieldMap, Offset};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

/// The short usage printed when nothing is asked for.
pub const SHORT_USAGE: &str = "\
usage: parallax CORPUS...          explore a folder of news articles
       parallax COMMAND CORPUS...  timeline, show, compare, stories, articles, versions,
                                   marks, search, check, export, timex, index,
                                   completions, man
       parallax --demo             no articles at hand? look at the built-in sample

parallax --help tells the rest.
";

const AFTER_HELP: &str = "\
Exit status: 0 done, 1 nothing found, 2 usage or fatal error, 3 done but some files could
not be read, 130 interrupted.

--demo takes the place of CORPUS in every command that reads one.

The query language of --query: free words, source:\"Harbour Post\", name:Aleppo, since:2016-09,
until:2016-10-08, is:planned, is:placed, has:disagreement, story:s19.";

/// Shows how different sources tell the same story, on a timeline.
#[derive(Debug, Parser)]
#[command(name = "parallax", version, after_help = AFTER_HELP, max_term_width = 100)]
#[command(
    subcommand_value_name = "COMMAND",
    subcommand_help_heading = "Commands"
)]
#[command(override_usage = "parallax [OPTIONS] CORPUS...\n       parallax COMMAND ...")]
pub struct Cli {
    /// Folders and files to read, or - for standard input
    #[arg(value_name = "CORPUS", value_hint = ValueHint::AnyPath)]
    pub corpus: Vec<PathBuf>,
    /// Explore the sample corpus that is built into the program
    #[arg(long)]
    pub demo: bool,
    /// Take up new, changed and removed files while exploring
    #[arg(long)]
    pub follow: bool,
    /// Print the key table and settings as a configuration file
    #[arg(long)]
    pub print_config: bool,
    /// What to list when the result goes to a file or a pipe.
    #[command(flatten)]
    pub list: ListArgs,
    /// How to read and show.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands that read a corpus and nothing else of its place.
const READERS: &[&str] = &[
    "timeline", "show", "compare", "stories", "articles", "versions", "marks", "search", "check",
    "export", "extract",
];

/// Returns the arguments with `--demo` taken out and the place behind the command where
/// its corpus is to stand; `None` when the sample is not asked for behind a command.
pub fn demo_of(args: &[OsString]) -> Option<(Vec<OsString>, usize)> {
    let end = args.iter().position(|a| a == "--").unwrap_or(args.len());
    let named = |a: &OsString| READERS.iter().any(|r| a == r);
    let command = args[..end].iter().skip(1).position(named)? + 1;
    let demo = args[..end].iter().position(|a| a == "--demo")?;
    let mut rest = args.to_vec();
    rest.remove(demo);
    Some((rest, if demo < command { command } else { command + 1 }))
}

/// Options of every command.
#[derive(Debug, Clone, Default, Args)]
pub struct Common {
    /// Threads to use; the result is the same for any number
    #[arg(long, value_name = "N", global = true, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Which fields of JSON or CSV files hold what, e.g. text=body,date=when
    #[arg(long, value_name = "FIELD=NAME", global = true, value_delimiter = ',')]
    pub map: Vec<FieldMap>,
    /// Show times of publication in this zone: utc or an offset such as +09:00
    #[arg(long, value_name = "OFFSET", global = true, allow_hyphen_values = true)]
    pub tz: Option<Offset>,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Read what this parallax.toml says of the articles, before any in the corpus
    #[arg(long, value_name = "FILE", global = true, value_hint = ValueHint::FilePath)]
    pub sidecar: Vec<PathBuf>,
    /// Keep the index in this file, however small the corpus
    #[arg(long, value_name = "PATH", global = true, value_hint = ValueHint::FilePath)]
    pub index: Option<PathBuf>,
}

/// What the user asks for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the moments in order of time
    Timeline(TimelineArgs),
    /// Show one moment: every telling with its sentence, what differs, who is silent
    Show(ShowArgs),
    /// Show the tellings of a moment side by side, differences marked
    Compare(CompareArgs),
    /// List the stories and their articles
    Stories(CorpusList),
    /// List what was read, when it appeared and how that is known
    Articles(ArticlesArgs),
    /// List versions and copies of articles, each with what an editor changed
    Versions(VersionsArgs),
    /// List what was marked and noted in the explorer
    Marks(MarksArgs),
    /// Search the text, best sentences first
    Search(SearchArgs),
    /// Report what could be read, by format, source and date, and what could not
    Check(CheckArgs),
    /// Write the timeline for other programs
    Export(ExportArgs),
    /// Tag time expressions in a text; needs no corpus
    Timex(TimexArgs),
    /// Build or refresh the index ahead of time
    Index(IndexArgs),
    /// Write what each article tells, one a line, for linking elsewhere
    Extract(IndexArgs),
    /// Link what extract wrote, on any number of machines, into a timeline
    Link(LinkArgs),
    /// Print the completions for a shell
    Completions {
        /// bash, zsh, fish, elvish or powershell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Jsonl,
    Csv,
}

/// In which order moments are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListOrder {
    Time,
    Salience,
}

/// Options of every command that lists.
#[derive(Debug, Clone, Default, PartialEq, Args)]
pub struct ListArgs {
    /// How to print [default: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Leave out what ends before this day, month or year
    #[arg(long, value_name = "WHEN")]
    pub since: Option<Day>,
    /// Leave out what begins after this day, month or year
    #[arg(long, value_name = "WHEN")]
    pub until: Option<Day>,
    /// Only what this source tells (may be given more than once)
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,
    /// Only what matches, e.g. 'killed name:Aleppo is:planned'
    #[arg(long, value_name = "TEXT")]
    pub query: Option<String>,
    /// Print at most this many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Order of the moments [default: time]
    #[arg(long, value_enum, value_name = "ORDER")]
    pub order: Option<ListOrder>,
    /// Leave out moments that nothing places in time
    #[arg(long)]
    pub placed: bool,
    /// Only moments that hold a disagreement
    #[arg(long)]
    pub disagreements: bool,
}

/// A list over whole corpora.
#[derive(Debug, Clone, Args)]
pub struct CorpusList {
    /// Folders and files to read, or - for standard input
    #[arg(value_name = "CORPUS", required = true, value_hint = ValueHint::AnyPath)]
    pub corpus: Vec<PathBuf>,
    /// What to list.
    #[command(flatten)]
    pub list: ListArgs,
}

/// `parallax timeline`.
#[derive(Debug, Clone, Args)]
pub struct TimelineArgs {
    /// The list.
    #[command(flatten)]
    pub list: CorpusList,
}

/// `parallax show`.
#[derive(Debug, Clone, Args)]
pub struct ShowArgs {
    /// Folder or file to read, or - for standard input
    #[arg(value_hint = ValueHint::AnyPath)]
    pub corpus: PathBuf,
    /// The id of a moment, or the beginning of one
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub moment: String,
    /// How to print [default: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Only what this source tells (may be given more than once)
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,
    /// Say why the tellings were joined and which rules dated them
    #[arg(long)]
    pub explain: bool,
}

/// `parallax compare`.
#[derive(Debug, Clone, Args)]
pub struct CompareArgs {
    /// Folder or file to read, or - for standard input
    #[arg(value_hint = ValueHint::AnyPath)]
    pub corpus: PathBuf,
    /// The id of a moment, or the beginning of one; with --wording the whole corpus when left out
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub moment: Option<String>,
    /// How to print [default: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Only these sources (may be given more than once)
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,
    /// Count how each source names the same actors and acts
    #[arg(long)]
    pub wording: bool,
}

/// `parallax articles`.
#[derive(Debug, Clone, Args)]
pub struct ArticlesArgs {
    /// The list.
    #[command(flatten)]
    pub list: CorpusList,
    /// Print the text of this article, as all offsets count it
    #[arg(long, value_name = "PATH")]
    pub body: Option<String>,
}

/// `parallax versions`.
#[derive(Debug, Clone, Args)]
pub struct VersionsArgs {
    /// Folder or file to read, or - for standard input
    #[arg(value_hint = ValueHint::AnyPath)]
    pub corpus: PathBuf,
    /// Only this article's, with every sentence that was changed
    pub article: Option<String>,
    /// How to print [default: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// `parallax marks`.
#[derive(Debug, Clone, Args)]
pub struct MarksArgs {
    /// Folders and files to read, or - for standard input
    #[arg(value_name = "CORPUS", required = true, value_hint = ValueHint::AnyPath)]
    pub corpus: Vec<PathBuf>,
    /// How to print [default: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// `parallax search`.
#[derive(Debug, Clone, Args)]
pub struct SearchArgs {
    /// Folder or file to read, or - for standard input
    #[arg(value_hint = ValueHint::AnyPath)]
    pub corpus: PathBuf,
    /// Words to look for; "quoted words" stand together
    #[arg(value_name = "QUERY", required = true)]
    pub text: Vec<String>,
    /// What to list.
    #[command(flatten)]
    pub list: ListArgs,
}

/// `parallax check`.
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    /// Folders and files to read, or - for standard input
    #[arg(value_name = "CORPUS", required = true, value_hint = ValueHint::AnyPath)]
    pub corpus: Vec<PathBuf>,
    /// How to print [default: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// What `export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    Json,
    Jsonl,
    Csv,
    Md,
    Html,
    Timelinejs,
    TimelinejsCsv,
    Markwhen,
    Ics,
    Timesketch,
    TimesketchCsv,
    Bibtex,
    CslJson,
    Edtf,
    /// What was corrected in the explorer, as a parallax.toml
    Sidecar,
}

/// `parallax export`.
#[derive(Debug, Clone, Args)]
pub struct ExportArgs {
    /// Folders and files to read, or - for standard input
    #[arg(value_name = "CORPUS", required = true, value_hint = ValueHint::AnyPath)]
    pub corpus: Vec<PathBuf>,
    /// What to write
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: ExportFormat,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Title of the export [default: the name of the corpus]
    #[arg(long)]
    pub title: Option<String>,
    /// What to list; --format is not used here.
    #[command(flatten)]
    pub list: ListArgs,
}

/// What `timex` writes besides its own formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TimexTo {
    /// TIMEX3 elements in the text.
    Timeml,
}

/// `parallax timex`.
#[derive(Debug, Clone, Args)]
pub struct TimexArgs {
    /// The text; standard input when left out or -
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// Read {"doc","dct","text"} a line and write {"doc","timexes"} a line
    #[arg(long, conflicts_with_all = ["to", "published", "format", "explain"])]
    pub jsonl: bool,
    /// The day the text appeared; relative expressions need it
    #[arg(long, value_name = "DAY", value_parser = super::values::day)]
    pub published: Option<chrono::NaiveDate>,
    /// Language of the text, as an ISO 639-1 code [default: told from the text]
    #[arg(long, value_name = "CODE")]
    pub lang: Option<String>,
    /// Write another format: timeml puts TIMEX3 elements into the text
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with_all = ["format", "explain"])]
    pub to: Option<TimexTo>,
    /// Say which rule and which day gave each value
    #[arg(long)]
    pub explain: bool,
    /// How to print [default: text on a terminal, else json]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// `parallax link`.
#[derive(Debug, Clone, Args)]
pub struct LinkArgs {
    /// Files written by extract, in any order; none or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Which moments, and how they are printed.
    #[command(flatten)]
    pub list: ListArgs,
}

/// `parallax index` and `parallax extract`.
#[derive(Debug, Clone, Args)]
pub struct IndexArgs {
    /// Folders and files to read
    #[arg(value_name = "CORPUS", required = true, value_hint = ValueHint::AnyPath)]
    pub corpus: Vec<PathBuf>,
}
