//! What a number counts: whether it is many, and whether it lives.

use super::super::tag::{Tag, Tok};

pub(super) fn is_plural_noun(body: &str, t: &Tok) -> bool {
    t.tag == Tag::Noun && is_plural(&body[t.start..t.end].to_lowercase())
}

/// Tells whether the last word of a unit is a plural.
pub(super) fn is_plural(unit: &str) -> bool {
    let head = unit.rsplit(' ').next().unwrap_or("");
    (head.ends_with('s') && !head.ends_with("ss"))
        || matches!(
            head,
            "people"
                | "men"
                | "women"
                | "children"
                | "police"
                | "personnel"
                | "cattle"
                | "sheep"
                | "aircraft"
                | "troops"
                | "crew"
                | "feet"
                | "dead"
                | "percent"
                | "mph"
                | "km"
        )
        || head.ends_with("men")
        || head.ends_with("women")
}

/// Tells whether such a thing can be said of such a unit: only living things are killed, and people are
/// not destroyed.
pub(super) fn fits(subject: &str, unit: &str, value: f64) -> bool {
    let human = matches!(
        subject,
        "killed"
            | "wounded"
            | "arrested"
            | "missing"
            | "displaced"
            | "kidnapped"
            | "sentenced"
            | "charged"
            | "marched"
    );
    let thing = matches!(subject, "destroyed" | "damaged");
    if !(human || thing) || unit.is_empty() {
        return true;
    }
    if human && value.fract() != 0.0 {
        return value >= 1000.0;
    }
    let head = unit.rsplit(' ').next().unwrap_or("");
    const LIVING: &[&str] = &[
        "people",
        "men",
        "women",
        "children",
        "civilians",
        "police",
        "troops",
        "victims",
        "dead",
        "boys",
        "girls",
        "students",
        "pupils",
        "guests",
        "members",
        "hostages",
        "relatives",
        "crew",
        "personnel",
        "staff",
        "animals",
        "birds",
        "horses",
        "dogs",
        "turtles",
        "babies",
        "adults",
        "youths",
        "teens",
        "militia",
        "guards",
        "nationals",
        "friends",
        "sons",
        "daughters",
        "brothers",
        "sisters",
        "persons",
        "individuals",
        "others",
        "monks",
        "nuns",
        "families",
        "lives",
        "cases",
        "medics",
        "pilots",
        "chiefs",
        "heads",
        "patients",
        "thugs",
        "peacekeepers",
        "recruits",
        "suspects",
        "refugees",
        "migrants",
        "casualties",
        "souls",
        "cops",
        "aides",
        "judges",
        "nurses",
        "rebels",
        "ministers",
        "priests",
        "athletes",
        "marines",
        "commandos",
        "cadets",
        "kids",
        "envoys",
        "bishops",
        "clerks",
    ];
    const ENDINGS: &[&str] = &[
        "ers", "ors", "ists", "ants", "ents", "ees", "men", "ians", "ials", "ives", "ards", "ans",
        "eers", "eons", "ots", "ests", "uals", "awis", "is",
    ];
    const NOT: &[&str] = &[
        "meters",
        "metres",
        "papers",
        "computers",
        "numbers",
        "dollars",
        "acres",
        "centers",
        "centres",
        "containers",
        "helicopters",
        "accidents",
        "incidents",
        "documents",
        "payments",
        "apartments",
        "percents",
        "plants",
        "orders",
        "letters",
        "quarters",
        "rivers",
        "towers",
        "trailers",
        "bunkers",
        "shelters",
        "offers",
        "papers",
        "parts",
        "plans",
        "loans",
        "oceans",
        "settlements",
        "doors",
        "floors",
        "colors",
        "colours",
        "sectors",
        "tractors",
        "reactors",
        "generators",
    ];
    if thing {
        return !LIVING.contains(&head);
    }
    LIVING.contains(&head) || (ENDINGS.iter().any(|e| head.ends_with(e)) && !NOT.contains(&head))
}
