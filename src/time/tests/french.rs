//! French is only another file. Told on Tuesday 2016-10-11.

use super::{lines, tag};

#[track_caller]
fn table(rows: &[(&str, &[&str])]) {
    for (text, expected) in rows {
        let found = tag(text, "fr", Some("2016-10-11"));
        assert_eq!(lines(text, &found), *expected, "in: {text}");
    }
}

#[test]
fn dates_and_hours() {
    table(&[
        (
            "Le pont a ouvert le 19 octobre.",
            &["19 octobre|2016-10-19"],
        ),
        (
            "Le 1er janvier 2016 il neigeait.",
            &["1er janvier 2016|2016-01-01"],
        ),
        ("Mai 1968 fut chaud.", &["Mai 1968|1968-05"]),
        (
            "De mars à mai 2015 il a plu.",
            &["mars|2015-03", "mai 2015|2015-05"],
        ),
        ("Fin septembre il a neigé.", &["Fin septembre|2016-09"]),
        ("Les années 1980 furent calmes.", &["Les années 1980|198"]),
        ("Le XIXe siècle fut long.", &["Le XIXe siècle|18"]),
        ("L’été dernier il a plu.", &["L’été dernier|2016-SU"]),
        (
            "Le lundi 10 octobre 2016 à 14h30, il a parlé.",
            &["lundi 10 octobre 2016 à 14h30|2016-10-10T14:30"],
        ),
        ("Il a parlé lundi soir.", &["lundi soir|2016-10-10TEV"]),
    ]);
}

#[test]
fn what_hangs_on_now_and_on_what_was_told() {
    table(&[
        ("Avant-hier il a plu.", &["Avant-hier|2016-10-09"]),
        (
            "La semaine dernière, il pleuvait.",
            &["La semaine dernière|2016-W40"],
        ),
        ("Il y a deux ans, il a plu.", &["Il y a deux ans|2014"]),
        (
            "Le week-end dernier il a plu.",
            &["Le week-end dernier|2016-W40-WE"],
        ),
        (
            "Le 3 mai, il a plu. Trois jours plus tard, il neigeait. Le lendemain aussi.",
            &[
                "3 mai|2016-05-03",
                "Trois jours plus tard|2016-05-06",
                "Le lendemain|2016-05-07",
            ],
        ),
        ("Il dort maintenant.", &["maintenant|PRESENT_REF"]),
    ]);
}

#[test]
fn verbs_lengths_and_what_recurs() {
    table(&[
        ("Il est arrivé samedi.", &["samedi|2016-10-08"]),
        ("Il arrivera samedi.", &["samedi|2016-10-15"]),
        ("Il était attendu samedi.", &["samedi|2016-10-15"]),
        ("Il a plu trois semaines.", &["trois semaines|P3W"]),
        ("Chaque lundi ils chantent.", &["Chaque lundi|XXXX-WXX-1"]),
        ("Ils chantent tous les jours.", &["tous les jours|P1D"]),
    ]);
    let found = tag("Depuis septembre 2015 il pleut.", "fr", None);
    assert!(found[0].window.is_some_and(|w| w.open_end));
}

#[test]
fn bounds_stretches_and_halves() {
    table(&[
        (
            "Ces deux dernières semaines, il a plu.",
            &["Ces deux dernières semaines|P2W"],
        ),
        (
            "Il a plu une heure et demie.",
            &["une heure et demie|PT1.5H"],
        ),
        (
            "Au second semestre 2015, il a plu.",
            &["second semestre 2015|2015-H2"],
        ),
        (
            "Dans la nuit de lundi à mardi, il a plu.",
            &["la nuit de lundi à mardi|2016-10-10TNI"],
        ),
        (
            "Au début du XXe siècle, il pleuvait.",
            &["début du XXe siècle|19"],
        ),
    ]);
    let until = tag("Il pleuvra jusqu'à vendredi.", "fr", Some("2016-10-11"));
    assert!(until[0].window.is_some_and(|w| w.open_start));
    let stretch = tag(
        "Les deux derniers mois étaient secs.",
        "fr",
        Some("2016-10-11"),
    );
    let window = stretch[0]
        .window
        .map(|w| (w.earliest_text(), w.latest_text()));
    assert_eq!(
        window,
        Some(("2016-08-11".to_owned(), "2016-10-11".to_owned()))
    );
}

#[test]
fn plans_ages_and_coming_months() {
    table(&[
        (
            "Dans deux jours il neigera.",
            &["Dans deux jours|2016-10-13"],
        ),
        ("Elle a 52 ans.", &[]),
        (
            "Dimanche en huit, il part.",
            &["Dimanche en huit|2016-10-23"],
        ),
        ("Cet été, il a plu.", &["Cet été|2016-SU"]),
        ("Ces derniers mois, il a plu.", &["Ces derniers mois|PXM"]),
    ]);
}
