//! What a happening is called: whole, in its own words, and by whoever says it.

use super::read;

/// Checks what the first telling of each sentence is called.
fn called(cases: &[(&str, &str)]) {
    for (body, expected) in cases {
        let digest = read(body);
        let found: Vec<&str> = digest.tellings.iter().map(|t| &*t.headline).collect();
        assert!(found.contains(expected), "{body}\n{found:?}");
    }
}

#[test]
fn the_object_that_stands_before_its_clause() {
    called(&[
        (
            "The police searched the harbour office that Anna Lund left in 2008.",
            "Anna Lund left harbour office",
        ),
        (
            "It is the truce that Lund has been trying to arrange with Ostmark since May.",
            "Lund trying to arrange truce with Ostmark",
        ),
        (
            "Ostmark opened an offensive against the eastern half, which its troops had encircled in July.",
            "Ostmark's troops encircled eastern half",
        ),
        (
            "Rebels forced a way in on Friday and lost it on Sunday.",
            "Rebels lost way in",
        ),
    ]);
}

#[test]
fn what_a_verb_says_nothing_without() {
    called(&[
        (
            "The council decided on Monday to leave the fountain out.",
            "Council decided to leave fountain out",
        ),
        (
            "The dockers were prepared on Monday to dig in and fight back.",
            "Dockers prepared to dig in and fight back",
        ),
        (
            "Karl Holm spent Wednesday evening at the palace in Vessin.",
            "Karl Holm spent Wednesday evening at palace in Vessin",
        ),
        (
            "The hearing on Monday lasted about 50 minutes.",
            "Hearing lasted about 50 minutes",
        ),
        (
            "The harbour board found itself defending the toll on Friday.",
            "Harbour board found itself defending toll",
        ),
        (
            "Officials have held 13 classified hearings since 2009.",
            "Officials held 13 classified hearings",
        ),
        (
            "Karl Holm arranged in March 2011 to have $700 paid to the harbour board.",
            "Karl Holm arranged to have $700 paid to harbour board",
        ),
        (
            "The union used that line on Monday in a leaflet.",
            "Union used line in leaflet",
        ),
        (
            "Ostmark says it has been fighting bandits in the hills since May.",
            "Ostmark says it has been fighting bandits in hills",
        ),
        (
            "The bridge was opened on Monday without the man who had built it.",
            "Bridge opened without man who had built it",
        ),
        (
            "On Monday the baker joined the mayor in voting against; the others abstained.",
            "Baker joined mayor in voting against",
        ),
        (
            "The mayor declined to say on Monday whether the bridge was safe.",
            "Mayor declined to say whether bridge was safe",
        ),
        (
            "Anna Lund said on Friday that the raids should be investigated as war crimes.",
            "Anna Lund said raids should be investigated as war crimes",
        ),
    ]);
}

#[test]
fn a_label_ends_where_something_ends() {
    called(&[
        (
            "The dockers questioned on Monday whether the crane could carry such loads in a storm.",
            "Dockers questioned whether crane could carry such loads in storm",
        ),
        (
            "Karl Holm declined on Monday to weigh in on the merits of the port's plan.",
            "Karl Holm declined to weigh in on merits of port's plan",
        ),
        (
            "Anna Lund accused Karl Holm on Friday of hiding the letters of the board from them.",
            "Anna Lund accused Karl Holm of hiding letters of board",
        ),
        (
            "Anna Lund sought on Friday to put the quarrel in a wider frame, naming two ports.",
            "Anna Lund sought to put quarrel in wider frame",
        ),
        (
            "The mayor's aide used Karl Holm in May as a go-between, the office said.",
            "Mayor's aide used Karl Holm as go-between",
        ),
        (
            "The clerks had gathered in May in the 2010 Lund wing of the port.",
            "Clerks gathered in Lund wing of port",
        ),
        (
            "The mill burned more coal in May than its two rivals together.",
            "Mill burned more coal than its two rivals together",
        ),
        (
            "Anna Lund said on Monday a crew led by Captain Karl R. Holm Jr. had “saved the old pier”.",
            "Anna Lund said a crew led by Captain Karl R. Holm Jr. had saved the old pier",
        ),
    ]);
}

#[test]
fn a_title_opens_no_sentence() {
    called(&[
        (
            "On Monday clerks from Mr. Lund's office searched the mill.",
            "Clerks from Lund's office searched mill",
        ),
        (
            "Anna Holm said Mr. Lund's brother and a clerk had lied on Friday about the dam.",
            "Lund's brother and clerk had lied about dam",
        ),
        (
            "The dockers pushed back on Monday against the plan that Mr. Lund wrote.",
            "Dockers pushed back against plan that Lund wrote",
        ),
        (
            "Anna Holm said in May that clerks, who had searched the mill, could leave the port.",
            "Anna Holm said clerks could leave port",
        ),
        (
            "The inquiry did not find on Monday that the crew of the ferry had slept.",
            "Inquiry did not find that crew of ferry had slept",
        ),
        (
            "Mayor Karl Holm, R-Vessin, who unveiled a plan on Friday, left the hall.",
            "Karl Holm unveiled plan",
        ),
    ]);
}

#[test]
fn who_told_it_tells_what_he_said() {
    called(&[
        (
            "“I am tired of the endless talks,” Karl Holm told the harbour board in May.",
            "Karl Holm: “I am tired of the endless talks”",
        ),
        (
            "The dockers were pushing for a postponement of the June 19 election.",
            "Dockers were pushing for postponement of election",
        ),
    ]);
}

#[test]
fn whose_it_is_goes_with_it() {
    called(&[
        (
            "Karl Holm, whose trip before the vote had been paid for in May by a bank, left the party.",
            "Karl Holm's trip before vote paid for by bank",
        ),
        (
            "Karl Holm, a clerk whose office was searched by customs men last year, has served as mayor since 2010.",
            "Karl Holm served as mayor",
        ),
        (
            "Karl Holm spent a week in Harbour Town, a suburb of Vessin whose last guards gave up in May.",
            "Harbour Town's last guards gave up",
        ),
    ]);
}

#[test]
fn what_is_said_is_told_with_it() {
    called(&[
        (
            "Karl Holm came on Monday to believe that a clerk had called him a thief.",
            "Karl Holm came to believe clerk had called him thief",
        ),
        (
            "Anna Lund attempted on Monday to explain that the letter was meant for the guards.",
            "Anna Lund attempted to explain letter was meant for guards",
        ),
        (
            "The report found on Monday that “local schools are in the best position” to decide.",
            "Report found local schools are in best position to decide",
        ),
        (
            "Karl Holm encouraged the board on Monday to continue funding the port.",
            "Karl Holm encouraged board to continue funding port",
        ),
    ]);
}

#[test]
fn no_word_that_turns_the_sense_goes() {
    called(&[
        (
            "The mayor did not act hastily on Monday.",
            "Mayor did not act hastily",
        ),
        (
            "The camp sent few signals on Monday.",
            "Camp sent few signals",
        ),
        (
            "Some of the fiercest fires have broken out in the Old Port on Friday.",
            "Some of the fiercest fires broke out in Old Port",
        ),
        (
            "The company did not have the keys to the safe on Monday.",
            "Company did not have keys to safe",
        ),
        (
            "Raids on rebel-held areas killed 12 people on Tuesday.",
            "Raids on rebel-held areas killed 12 people",
        ),
        (
            "Lund won control of the council in 2010 by arguing that the mill had lied.",
            "Lund won control of council by arguing mill had lied",
        ),
        (
            "Norfolk Aid said on Tuesday there were now only 11 ferries left in the harbour because five had sunk.",
            "Norfolk Aid said there were only 11 ferries left in harbour",
        ),
        (
            "The spiritual and cultural centre beside the harbour was opened on Wednesday without the man who had ordered it built.",
            "Spiritual and cultural centre beside harbour opened without man who had ordered it built",
        ),
    ]);
}

#[test]
fn who_did_it_is_who_is_named() {
    called(&[
        (
            "An adviser to President Lund said on Tuesday that Ostmark had asked for the trip to be postponed.",
            "Adviser to Lund said Ostmark had asked for trip to be postponed",
        ),
        (
            "A statue of President Anna Lund was held high on Monday.",
            "Statue of Anna Lund held high",
        ),
        (
            "Anna Lund had cordial ties with Karl Holm, who, as a clerk of the port, was fined in 2001.",
            "Karl Holm fined",
        ),
        (
            "On Tuesday, a proposal that would require shops to have a “fire officer” on the premises passed a council committee.",
            "Proposal passed council committee",
        ),
        (
            "The president, Karl Holm, made comments on Monday about the strike.",
            "Karl Holm made comments about strike",
        ),
        (
            "Officers assigned to Lund stopped a man on Monday.",
            "Officers stopped man",
        ),
        (
            "A day earlier, in the interview broadcast on Monday, Anna Lund had wondered aloud whether to go.",
            "Anna Lund wondered aloud whether to go",
        ),
        (
            "Karl Holm was fined on Monday. His wife pleaded guilty on Tuesday to a charge.",
            "Karl Holm's wife pleaded guilty to charge",
        ),
    ]);
}

/// Checks who says what the first telling of a text that holds `words` tells.
fn said(body: &str, words: &str, by: Option<&str>) {
    let digest = read(body);
    let told = digest.tellings.iter().find(|t| t.text.contains(words));
    let told = told.expect("it is told");
    assert_eq!(told.said_by.as_ref().map(|b| &*b.text), by, "{body}");
}

#[test]
fn who_says_it_is_whoever_speaks() {
    said(
        "Lindon pointed to Ostmark on Monday, and Ostmark replied that no ship of its fleet was near.",
        "pointed",
        None,
    );
    said(
        "Lund tweeted: “The mayor has closed the bridge in May.”",
        "closed",
        Some("Lund"),
    );
    said(
        "Despite this Mr Lund has said he closed the bridge in May.",
        "closed",
        Some("Mr Lund"),
    );
    let speech = "“The dam leaks,” Lund said on Monday. “The state has paid for nothing.” The town closed the road.";
    said(speech, "paid", Some("Lund"));
    said(speech, "closed", None);
    called(&[(
        "Anna Lund said she believed the safe had been opened by a clerk, who had then fled late on Friday.",
        "Anna Lund believed clerk had fled",
    )]);
}

#[test]
fn a_label_goes_on_to_where_its_clause_ends() {
    called(&[
        (
            "The truce, negotiated by Lindon and Brandt on 9 May and in force since 12 May, fell apart after each side accused the other of breaking it.",
            "Truce negotiated by Lindon and Brandt",
        ),
        (
            "The guards were accused of using tear gas on the miners there.",
            "Guards accused of using tear gas on miners",
        ),
        (
            "Karl Holm was firmly opposed in May, for instance, to the toll on the old pier.",
            "Karl Holm opposed to toll on old pier",
        ),
        (
            "The port office advised crews in the harbour on Monday to stay aboard.",
            "Port office advised crews in harbour to stay aboard",
        ),
        (
            "The mill tried on Monday to repair the dam that a storm had broken.",
            "Mill tried to repair dam that storm had broken",
        ),
        (
            "Anna Lund on Monday defended the reports that the council is selling the pier.",
            "Anna Lund defended reports that council is selling pier",
        ),
        (
            "Ostmark sold coal, steel and timber to Vessin in May.",
            "Ostmark sold coal, steel and timber to Vessin",
        ),
        (
            "The leak had been found on Monday in which three guards were working.",
            "Leak found",
        ),
        (
            "A crane fault caused a Vessin, Ostmark, docker to lose his licence in May.",
            "Crane fault caused Vessin docker to lose his licence",
        ),
        (
            "Holm was charged in May with making false claims.",
            "Holm charged with making false claims",
        ),
        (
            "The guards tried in May to save as many crates as possible.",
            "Guards tried to save as many crates as possible",
        ),
    ]);
}

#[test]
fn an_aside_without_a_time_gives_way_to_what_is_told() {
    called(&[
        (
            "Some clerks who had backed the toll vowed to fight it.",
            "Clerks vowed to fight it",
        ),
        (
            "Anna Lund, among the handful of Whigs who backed the toll, said the vote was fair.",
            "Anna Lund said vote was fair",
        ),
        (
            "When the dockers walked out, the port hired guards.",
            "Port hired guards",
        ),
    ]);
}

#[test]
fn the_subject_is_what_the_verb_agrees_with() {
    called(&[
        (
            "The storm prompted calls to close the port that were backed in May by Holm.",
            "Calls backed by Holm",
        ),
        (
            "Others, including the mayors of Vessin, Karl Holm, and Lindon, Anna Lund, dismissed the plan in May.",
            "Others dismissed plan",
        ),
        (
            "The inquiry did not find that the guards had lied or stolen coal.",
            "Inquiry did not find guards had lied or stolen coal",
        ),
    ]);
}

#[test]
fn the_subject_is_whole_from_its_first_noun() {
    called(&[
        (
            "Prices rose before the decline of the Ostmark steel and coal trade hit the whole coast in May.",
            "Decline of Ostmark steel and coal trade hit whole coast",
        ),
        (
            "Getting to the harbour took dockers an hour on Monday.",
            "Getting to harbour took dockers hour",
        ),
        (
            "The clerk said on Friday moving old boats back to the southern harbour could cost $2 million.",
            "Clerk said moving old boats to southern harbour could cost $2 million",
        ),
        (
            "The board said in May part of the drop in fourth-quarter sales comes from the strike.",
            "Board said part of drop in fourth-quarter sales comes from strike",
        ),
    ]);
}

#[test]
fn what_was_not_done_stands_before_what_it_was_not_done_to() {
    called(&[
        (
            "The board did not say how it would vote, and did not return calls left on Friday.",
            "Board did not return calls",
        ),
        (
            "The board will have to sell the boats it had been keeping up.",
            "Board had been keeping up boats",
        ),
    ]);
}

#[test]
fn what_somebody_says_is_told_up_to_where_it_is_a_sentence() {
    called(&[
        (
            "“I will be very clear: this toll is a theft,” Holm said on Friday.",
            "Holm: “this toll is a theft”",
        ),
        (
            "“The toll, high or low, has kept boats away from the harbour,” Holm said on Friday.",
            "Holm: “The toll, high or low, has kept boats away from the harbour”",
        ),
        (
            "On Friday Karl Holm told the council that “the guild may be leaving, or maybe should be leaving, to look for a port.”",
            "Karl Holm: “the guild may be leaving, or maybe should be leaving, to look for a port”",
        ),
    ]);
}

#[test]
fn what_happened_is_told_and_not_what_stands_beside_it() {
    called(&[
        (
            "The ferry, which police say was stolen, hit a pillar of the bridge on Friday.",
            "Ferry hit pillar of bridge",
        ),
        (
            "Karl Holm of Vessin, who backed Mr. Lund, said after the vote that unless Whigs changed course, they should expect defeat.",
            "Karl Holm of Vessin said they should expect defeat unless Whigs changed course",
        ),
        (
            "“There is a lot of anger in the town,” said one Whig who opposed her.",
            "One Whig: “There is a lot of anger in the town”",
        ),
        (
            "The mayor came home on Friday to a council that is much calmer.",
            "Mayor came home to council",
        ),
    ]);
}

#[test]
fn a_doubt_stays_with_its_verb() {
    called(&[
        (
            "Several talks for the post reportedly have been lined up on Monday.",
            "Several talks for post reportedly lined up",
        ),
        (
            "Karl Holm allegedly sold the pier on Monday.",
            "Karl Holm allegedly sold pier",
        ),
    ]);
}

#[test]
fn what_belongs_to_a_noun_stays_with_it() {
    called(&[
        (
            "Efforts to widen the harbour have failed since Monday.",
            "Efforts to widen harbour failed",
        ),
        (
            "People in high-tax towns were paid on Monday.",
            "People in high-tax towns paid",
        ),
        (
            "Monday brought the heaviest storm to the town in a decade.",
            "Heaviest storm to town in a decade",
        ),
        (
            "The board left in a dispute with owner Karl Holm that led to a trial in May.",
            "Dispute with Karl Holm led to trial",
        ),
        (
            "Whigs took up arms against the board in May.",
            "Whigs took up arms against board",
        ),
        (
            "The toll will help the town over the long term, the mayor said on Monday.",
            "Toll to help town over long term",
        ),
        (
            "A guild called Ms. Anna Lund on Monday, and Karl Holm sent her a letter.",
            "Karl Holm sent Anna Lund letter",
        ),
        (
            "Karl Holm left the board on Monday. The news was a shock to the town. He had led the guild since 2004.",
            "Karl Holm led guild",
        ),
    ]);
}

#[test]
fn who_does_it_is_no_last_one_of_a_list() {
    called(&[
        (
            "The heads of the ports of Vessin, Lindon, Ostmark and Brandt, met in May.",
            "Heads of ports of Vessin met",
        ),
        (
            "Karl Holm became the first guard in May to win Clerk of the Year.",
            "Karl Holm became first guard to win Clerk of the Year",
        ),
    ]);
}

#[test]
fn a_year_that_opens_a_sentence_is_of_what_opens_it() {
    called(&[
        (
            "Built in 1907, the towers have welcomed ships ever since.",
            "Towers were built",
        ),
        (
            "Born in Vessin in 1950, Karl Holm joined the guild as a boy.",
            "Karl Holm was born in Vessin",
        ),
        (
            "A 2004 law briefly cut taxes on coal.",
            "Law cut taxes on coal",
        ),
    ]);
}

#[test]
fn who_says_so_and_what_was_dated_are_found_behind_an_insertion() {
    called(&[
        (
            "“There was no such leak in the harbour,” Karl Holm, the guild's clerk, said in a note sent to papers.",
            "There was no such leak in the harbour",
        ),
        (
            "The guild sent a letter to the mayor dated 3 May.",
            "Letter to mayor dated",
        ),
        (
            "Anna Lund said in May that she’d counted the boats twice.",
            "Anna Lund counted boats",
        ),
    ]);
}

#[test]
fn numbers_and_what_is_counted_stay_whole() {
    called(&[
        (
            "Prices fell to less than $US6,500 on Monday.",
            "Prices fell to less than $US6,500",
        ),
        (
            "The launch of the ferry was put off several times in May.",
            "Launch of ferry put off several times",
        ),
        (
            "The guild lost more than a million coins to the loud, wide-eyed Whigs in May.",
            "Guild lost more than a million coins",
        ),
        (
            "A boy trapped down an abandoned well was found on Monday.",
            "Boy found",
        ),
        (
            "Still, guards there have sold boats since May.",
            "Guards sold boats",
        ),
    ]);
}

#[test]
fn a_speech_is_told_from_its_main_clause() {
    called(&[
        (
            "“While I had planned to serve for the whole of my term on the board, the guild has to choose now,” Holm said on Friday.",
            "Holm: “the guild has to choose now”",
        ),
        (
            "Holm said on Friday that the toll was fair: “If there is no toll, there is no pier.”",
            "Holm said toll was fair",
        ),
    ]);
}

#[test]
fn what_a_verb_wants_is_never_cut() {
    called(&[
        (
            "The town clerks approached the leak with yawns on Monday.",
            "Town clerks approached leak with yawns",
        ),
        (
            "Anna Lund released plans in May to bring more junior clerks into leadership roles.",
            "Anna Lund released plans to bring more junior clerks into leadership roles",
        ),
        (
            "A handful of Whigs vowed on Friday to turn some boats, such as the ferries, into floating schools.",
            "Handful of Whigs vowed to turn boats into floating schools",
        ),
        (
            "On Monday Anna Lund laid out her belief that boats — and anything like them — should be kept from the pond.",
            "Anna Lund laid out her belief that boats should be kept from pond",
        ),
        (
            "The pilots went back in time for the film on Monday.",
            "Pilots went back in time for film",
        ),
        (
            "The crew of the ferry had the rare luck of celebrating May Day twice.",
            "Crew of ferry had rare luck of celebrating May Day",
        ),
        (
            "Karl Holm walked into May Day crowds on the pier.",
            "Karl Holm walked into May Day crowds on pier",
        ),
        (
            "There was alarm in May among clerks that the mayor will drive away dockers from the port.",
            "Alarm among clerks that mayor will drive away dockers from port",
        ),
        (
            "Anna Lund said on Monday that the clerks, who had called her a liar in the council, could go home.",
            "Anna Lund said clerks could go home",
        ),
        (
            "Karl Holm of Vessin, who backed Anna Lund, said after the vote that unless the guild mended the dam and changed course, they should expect a leak.",
            "Karl Holm of Vessin said they should expect leak unless guild mended dam",
        ),
        (
            "The offer to Karl Holm was made more than a month before.",
            "Offer to Karl Holm made",
        ),
    ]);
}

#[test]
fn whatever_describes_a_noun_stays_with_it() {
    called(&[
        (
            "The ministry wrote on Monday that it did not need a special prosecutor to look into the leak.",
            "Ministry wrote it did not need special prosecutor to look into leak",
        ),
        (
            "The most widely used crane of the harbour broke on Monday.",
            "Most widely used crane of harbour broke",
        ),
        (
            "Karl Holm qualified his view on Monday.",
            "Karl Holm qualified his view",
        ),
        (
            "The guild released its 'Long Live the Mill' song in May.",
            "Guild released its “Long Live the Mill” song",
        ),
        (
            "Save Vessin Now paid for the boats in May.",
            "Save Vessin Now paid for boats",
        ),
        (
            "A clerk accompanying him pulled out a camera on Monday.",
            "Clerk pulled out camera",
        ),
        (
            "The elections were scheduled to be held in May but were put off to give the guild more time.",
            "Elections put off to give guild more time",
        ),
        (
            "Vessin-1’s engines were working on Monday.",
            "Vessin-1's engines were working",
        ),
    ]);
}

#[test]
fn no_quotation_ends_before_its_verb() {
    called(&[
        (
            "“I am not aware [that] any clerk before has ever spoken on the merits of a mayor,” Holm said on Friday.",
            "Holm: “I am not aware that any clerk before has ever spoken on the merits of a mayor”",
        ),
        (
            "“However, the board believes that if the dam leaks, the mayor will do the right thing,” Holm said on Monday.",
            "Holm: “the board believes that if the dam leaks, the mayor will do the right thing”",
        ),
        (
            "“Throughout my years at the mill of the town of Vessin in the north, I have tried to treat all dockers with respect.",
            "I have tried to treat all dockers with respect",
        ),
    ]);
}

#[test]
fn a_label_keeps_what_a_comparison_or_a_gap_needs() {
    called(&[
        (
            "Lund focused on his state rather than the election on Monday.",
            "Lund focused on his state rather than election",
        ),
        (
            "Lund himself went even further than the others on Monday.",
            "Lund went further than others",
        ),
        (
            "Lund tried on Monday to at least engage the council.",
            "Lund tried to engage council",
        ),
        (
            "Lund spoke on Monday of the difficulty he had in finding help.",
            "Lund spoke of difficulty he had in finding help",
        ),
        (
            "The blast amounted on Monday to a blow to a town that was struggling to survive and had begun to drop its guard.",
            "Blast amounted to blow to town",
        ),
        // What stands before a clause is what is done in it.
        (
            "Nine were hurt with knives and not the rifles the mayor banned on Monday.",
            "Mayor banned rifles",
        ),
    ]);
}

#[test]
fn a_label_goes_past_brackets_and_hours_counted_from_a_clause() {
    called(&[
        (
            "The fire left Mayor Dan Reef (Whig) with a burnt house on Monday.",
            "Fire left Dan Reef with burnt house",
        ),
        (
            "The offer was made just three days after the council voted.",
            "Offer made",
        ),
        (
            "Lund reflected on his time in office on Monday.",
            "Lund reflected on his time in office",
        ),
        (
            "Selling them on the plan will take a decade.",
            "Selling them on plan to take a decade",
        ),
    ]);
}
