//! Writes a corpus that behaves like an archive of news, the same bytes for the same seed.
//!
//! `cargo run --release --example generate -- OUT ARTICLES [--seed N] [--files]`
//!
//! Stories live for days to months and break off; outlets differ in size and habits;
//! articles repeat the story's background; agencies are reprinted; later versions change a
//! toll; sources disagree on numbers and on how precisely they date; one article in fifty
//! states no day. Copies of a small set would flatter caches and linking; here every
//! story has its own names, places and happenings. With `--files` each article is a file
//! of its own, else each outlet is one JSONL file. `gold.tsv` beside OUT says for each
//! article its story and true day.

use chrono::{Datelike, Days, NaiveDate};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A happening: ways to tell it, past tense, with its subject, object and place.
const HAPPENINGS: &[(&str, &[&str])] = &[
    (
        "killed",
        &[
            "{n} people were killed when a {thing} struck {place}",
            "A {thing} in {place} killed {n} people",
            "At least {n} people died in {place} after a {thing}",
        ],
    ),
    (
        "vote",
        &[
            "{person} won a vote in the {body} over {topic}",
            "The {body} voted in favour of {topic}, a victory for {person}",
            "Lawmakers in the {body} backed {person} on {topic}",
        ],
    ),
    (
        "resign",
        &[
            "{person} resigned as head of the {body}",
            "The head of the {body}, {person}, stepped down",
            "{person} quit the {body} after weeks of pressure",
        ],
    ),
    (
        "arrest",
        &[
            "Police in {place} arrested {n} people over {topic}",
            "Officers detained {n} suspects in {place}",
            "{n} people were arrested in {place} in connection with {topic}",
        ],
    ),
    (
        "talks",
        &[
            "{person} and {other} held talks in {place} on {topic}",
            "Talks on {topic} between {person} and {other} opened in {place}",
            "{person} met {other} in {place} to discuss {topic}",
        ],
    ),
    (
        "strike",
        &[
            "Workers at the {body} walked out over {topic}",
            "A strike over {topic} closed the {body}",
            "Staff of the {body} in {place} stopped work",
        ],
    ),
    (
        "flood",
        &[
            "Floods in {place} forced {n} families from their homes",
            "Water swept through {place} and drove out {n} families",
            "{n} families left {place} as the river rose",
        ],
    ),
    (
        "ruling",
        &[
            "A court in {place} ruled against {person} over {topic}",
            "Judges in {place} found against {person}",
            "{person} lost a case over {topic} in {place}",
        ],
    ),
    (
        "protest",
        &[
            "Some {n} thousand people marched in {place} against {topic}",
            "Crowds filled {place} to protest against {topic}",
            "Protesters against {topic} blocked {place}",
        ],
    ),
    (
        "deal",
        &[
            "The {body} signed a deal with {other} worth {n} million dollars",
            "{other} agreed to a contract with the {body}",
            "A {n} million dollar deal between the {body} and {other} was sealed",
        ],
    ),
    (
        "fire",
        &[
            "A fire destroyed a {thing} works in {place}",
            "Flames gutted a factory in {place}",
            "Firefighters fought a blaze in {place} for hours",
        ],
    ),
    (
        "attack",
        &[
            "Gunmen attacked a convoy of the {body} near {place}",
            "A convoy of the {body} came under fire near {place}",
            "Armed men ambushed the {body} outside {place}",
        ],
    ),
];
const THINGS: &[&str] = &[
    "train",
    "bus",
    "storm",
    "bomb",
    "landslide",
    "shell",
    "ferry",
    "mine",
    "crane",
    "rocket",
];
const TOPICS: &[&str] = &[
    "water rights",
    "pension cuts",
    "the border crossing",
    "fishing quotas",
    "a new dam",
    "school fees",
    "the harbour plan",
    "gas prices",
    "the land reform",
    "a disputed election",
    "police powers",
    "the airport extension",
    "grain exports",
    "the hospital merger",
    "rail fares",
    "the peace accord",
];
const SAYERS: &[&str] = &[
    "officials said",
    "the police said",
    "a spokesman said",
    "residents said",
    "according to the ministry",
    "witnesses said",
    "a source close to the talks said",
    "the governor said",
];
/// Filler is put together from these, and from words only its story has: 12 x 24 x 24 x 16
/// sentences before any name is filled in.
const SUBJECTS: &[&str] = &[
    "{person}",
    "{other}",
    "The {body}",
    "{org}",
    "A trader in {place}",
    "The opposition",
    "Many in {place}",
    "An analyst",
    "The {own} committee",
    "A former aide of {person}",
    "The mayor of {place}",
    "Nobody at the {body}",
];
const VERBS: &[&str] = &[
    "rejects",
    "supports",
    "questions",
    "has doubts about",
    "warns of",
    "wants to see",
    "wrote a report on",
    "calls for",
    "hopes for",
    "depends on",
    "lives with",
    "fears",
    "knows little about",
    "pays for",
    "publishes figures on",
    "has long opposed",
    "asks about",
    "defends",
    "was slow to admit",
    "blames others for",
    "promises",
    "studies",
    "complains about",
    "measures",
];
const OBJECTS: &[&str] = &[
    "the cost of {topic}",
    "a second inquiry",
    "the {own} register",
    "{topic}",
    "the state of the roads",
    "higher {own} prices",
    "empty shelves",
    "the old agreement",
    "the market of {place}",
    "its own members",
    "a change of the law",
    "foreign help",
    "the {own} quarter",
    "the price of bread",
    "the last census",
    "a new bridge",
    "the schools of {place}",
    "the harvest",
    "the budget of the {body}",
    "the {own} archive",
    "a longer pause",
    "rising rents",
    "public anger",
    "the silence of {other}",
];
const TAILS: &[&str] = &[
    "",
    "",
    ", and says so in private",
    ", as before",
    ", whatever {person} decides",
    " without naming a reason",
    ", to the surprise of {org}",
    " and little else",
    ", a paper of the {own} school says",
    " more than {topic} itself",
    ", according to two people at the {body}",
    " out of habit",
    ", or so it seems in {place}",
    " for lack of a better plan",
    ", which {other} denies",
    " and expects no answer",
];
const SYLLABLES: &[&str] = &[
    "ba", "dor", "vel", "ka", "rin", "mos", "ta", "lan", "wer", "shi", "gor", "pel", "nad", "ze",
    "tor", "mir", "hal", "os", "fen", "ul", "bri", "cast", "dun", "el", "quin", "sar", "vo", "yan",
    "ith", "mar",
];
const BODIES: &[&str] = &[
    "Council",
    "Ministry",
    "Authority",
    "Union",
    "Commission",
    "Assembly",
    "Railway",
    "Board",
];

struct Outlet {
    name: String,
    weight: usize,
    /// How it writes a day: 0 weekday, 1 month and day, 2 vague.
    habit: usize,
    agency: bool,
}

struct Event {
    day: NaiveDate,
    ways: &'static [&'static str],
    number: usize,
    place: String,
    topic: &'static str,
    thing: &'static str,
}

struct Story {
    first: NaiveDate,
    people: Vec<String>,
    places: Vec<String>,
    bodies: Vec<String>,
    /// Words that no other story has.
    own: Vec<String>,
    events: Vec<Event>,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(out), Some(n)) = (
        args.next(),
        args.next().and_then(|n| n.parse::<usize>().ok()),
    ) else {
        eprintln!("usage: generate OUT ARTICLES [--seed N] [--files]");
        std::process::exit(2);
    };
    let mut seed = 1;
    let mut files = false;
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--files" => files = true,
            "--seed" => seed = args.next().and_then(|s| s.parse().ok()).unwrap_or(1),
            other => {
                eprintln!("unknown option {other}");
                std::process::exit(2);
            }
        }
    }
    if let Err(error) = write(Path::new(&out), n, seed, files) {
        eprintln!("cannot write {out}: {error}");
        std::process::exit(2);
    }
}

fn write(out: &Path, n: usize, seed: u64, files: bool) -> std::io::Result<()> {
    let mut random = Random(seed);
    let outlets = outlets(&mut random, n);
    fs::create_dir_all(out)?;
    let mut gold = BufWriter::new(fs::File::create(out.with_extension("gold.tsv"))?);
    let mut writers = Vec::new();
    if !files {
        for outlet in &outlets {
            let path = out.join(format!("{}.jsonl", slug(&outlet.name)));
            writers.push(BufWriter::new(fs::File::create(path)?));
        }
    }
    let mut put = |outlet: usize, id: usize, day: Option<NaiveDate>, title: &str, text: &str| {
        let name = &outlets[outlet].name;
        let mut record = serde_json::json!({ "id": format!("a{id}"), "source": name, "title": title, "text": text });
        if let Some(day) = day {
            record["date"] = day.to_string().into();
        }
        if files {
            let folder: PathBuf = out.join(slug(name)).join(format!("{:03}", id / 1000));
            fs::create_dir_all(&folder)?;
            fs::write(folder.join(format!("a{id}.json")), record.to_string())
        } else {
            writeln!(writers[outlet], "{record}")
        }
    };
    let mut id = 0;
    let mut story_id = 0;
    while id < n {
        let mut local = Random(seed ^ (story_id as u64 + 1).wrapping_mul(0xD6E8_FEB8_6659_FD93));
        let story = story(&mut local, n);
        for (e, event) in story.events.iter().enumerate() {
            let most = if local.chance(15) { 24 } else { 6 };
            let coverage = 1 + local.below(most);
            let mut wire: Option<(String, String)> = None;
            for _ in 0..coverage {
                if id >= n {
                    break;
                }
                let outlet = weighted(&mut local, &outlets);
                let day = event.day + Days::new(local.below(3) as u64 / 2);
                let (title, text) = match &wire {
                    Some(copy) if !outlets[outlet].agency && local.chance(12) => copy.clone(),
                    _ => article(&mut local, &story, e, day, outlets[outlet].habit),
                };
                if outlets[outlet].agency {
                    wire = Some((title.clone(), text.clone()));
                }
                let stated = (!local.chance(2)).then_some(day);
                put(outlet, id, stated, &title, &text)?;
                writeln!(gold, "a{id}\t{story_id}\t{day}")?;
                id += 1;
                if local.chance(4) && id < n {
                    // A later edit: the toll rises and a line is added.
                    let text = format!(
                        "{}\nThe figure was later put at {}.",
                        text.replacen(
                            &event.number.to_string(),
                            &(event.number + 2).to_string(),
                            1
                        ),
                        event.number + 2
                    );
                    put(outlet, id, stated, &title, &text)?;
                    writeln!(gold, "a{id}\t{story_id}\t{day}")?;
                    id += 1;
                }
            }
        }
        story_id += 1;
    }
    for mut writer in writers {
        writer.flush()?;
    }
    gold.flush()
}

fn outlets(random: &mut Random, n: usize) -> Vec<Outlet> {
    let count = match n {
        0..2_000 => 12,
        2_000..20_000 => 30,
        _ => 80,
    };
    let kinds = [
        "Post", "Courier", "Herald", "Times", "Gazette", "Observer", "Wire",
    ];
    let mut taken = std::collections::HashSet::new();
    (0..count)
        .map(|i| {
            let kind = kinds[random.below(kinds.len())];
            // Two outlets of one name would write over each other's file.
            let name = loop {
                let name = format!("{} {kind}", word(random, 2));
                if taken.insert(name.clone()) {
                    break name;
                }
            };
            Outlet {
                name,
                // A few large outlets and many small ones.
                weight: 1 + 600 / (i + 3),
                habit: random.below(3),
                agency: kind == "Wire",
            }
        })
        .collect()
}

fn story(random: &mut Random, n: usize) -> Story {
    // A large archive spans more years rather than more stories a day, but no more than 17.
    let span = (200 + n / 20).min(6_200);
    let first = NaiveDate::from_ymd_opt(2008, 1, 1).unwrap_or_default()
        + Days::new(random.below(span) as u64);
    let length = match random.below(100) {
        0..55 => 1 + random.below(2),
        55..90 => 2 + random.below(6),
        _ => 6 + random.below(24),
    };
    let people = (0..3)
        .map(|_| format!("{} {}", word(random, 2), word(random, 3)))
        .collect();
    let places: Vec<String> = (0..3).map(|_| word(random, 3)).collect();
    let bodies = (0..2)
        .map(|_| format!("{} {}", word(random, 2), random.pick(BODIES)))
        .collect();
    let own: Vec<String> = (0..24).map(|_| word(random, 3).to_lowercase()).collect();
    let mut day = first;
    let topic = TOPICS[random.below(TOPICS.len())];
    let events = (0..length)
        .map(|_| {
            let (_, ways) = random.pick(HAPPENINGS);
            let event = Event {
                day,
                ways,
                number: 3 + random.below(60),
                place: random.pick(&places).clone(),
                topic,
                thing: THINGS[random.below(THINGS.len())],
            };
            let gap = if random.chance(20) {
                8 + random.below(30)
            } else {
                1 + random.below(5)
            };
            day = day + Days::new(gap as u64);
            event
        })
        .collect();
    Story {
        first,
        people,
        places,
        bodies,
        own,
        events,
    }
}

fn article(
    random: &mut Random,
    story: &Story,
    at: usize,
    day: NaiveDate,
    habit: usize,
) -> (String, String) {
    let event = &story.events[at];
    let title = tell(random, story, event, event.number);
    // Outlets differ on a number now and then.
    let number = if random.chance(20) {
        event.number + 1 + random.below(4)
    } else {
        event.number
    };
    let lead = tell(random, story, event, number);
    let mut text = format!(
        "{lead} {}, {}.\n",
        when(event.day, day, habit),
        random.pick(SAYERS)
    );
    let paragraphs = 9 + random.below(8);
    for p in 0..paragraphs {
        for _ in 0..2 + random.below(3) {
            let filler = format!(
                "{} {} {}{}. ",
                random.pick(SUBJECTS),
                random.pick(VERBS),
                random.pick(OBJECTS),
                random.pick(TAILS)
            );
            text.push_str(&fill(random, story, event, &filler, number));
        }
        if p % 3 == 1 && at > 0 {
            // Background: what the story told before, dated less and less precisely.
            let before = &story.events[random.below(at)];
            let told = tell(random, story, before, before.number);
            let _ = write!(text, "{told} {}. ", when(before.day, day, habit));
        }
        text.push('\n');
    }
    let months = i64::from(day.year() - story.first.year()) * 12 + i64::from(day.month())
        - i64::from(story.first.month());
    if months > 0 {
        let _ = writeln!(
            text,
            "The dispute over {} has gone on since {}.",
            event.topic,
            story.first.format("%B %Y")
        );
    }
    if random.chance(25) {
        let next = day + Days::new(7 + random.below(20) as u64);
        let _ = writeln!(
            text,
            "{} is due to visit {} on {}.",
            story.people[0],
            story.places[0],
            next.format("%B %-d")
        );
    }
    (title, text)
}

fn when(event: NaiveDate, day: NaiveDate, habit: usize) -> String {
    let gap = (day - event).num_days();
    match (habit, gap) {
        (0, 0..6) => format!("on {}", event.format("%A")),
        (2, 1..14) => "last week".to_owned(),
        (2, 14..60) => "last month".to_owned(),
        (_, 0..300) => format!("on {}", event.format("%B %-d")),
        _ => format!("in {}", event.format("%B %Y")),
    }
}

fn tell(random: &mut Random, story: &Story, event: &Event, number: usize) -> String {
    let way = *random.pick(event.ways);
    fill(random, story, event, way, number)
}

fn fill(random: &mut Random, story: &Story, event: &Event, way: &str, number: usize) -> String {
    way.replace("{n}", &number.to_string())
        .replace("{place}", &event.place)
        .replace("{person}", &story.people[0])
        .replace("{other}", &story.people[1])
        .replace("{body}", &story.bodies[0])
        .replace("{org}", &story.bodies[1])
        .replace("{own}", &story.own[random.below(story.own.len())])
        .replace("{topic}", event.topic)
        .replace(
            "{thing}",
            if random.chance(90) {
                event.thing
            } else {
                "blast"
            },
        )
}

fn weighted(random: &mut Random, outlets: &[Outlet]) -> usize {
    let total: usize = outlets.iter().map(|o| o.weight).sum();
    let mut at = random.below(total);
    for (i, outlet) in outlets.iter().enumerate() {
        if at < outlet.weight {
            return i;
        }
        at -= outlet.weight;
    }
    0
}

fn word(random: &mut Random, syllables: usize) -> String {
    let mut word: String = (0..syllables).map(|_| *random.pick(SYLLABLES)).collect();
    if let Some(first) = word.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    word
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}
