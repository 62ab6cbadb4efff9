//! What a figure takes in: parts, stretches of days, other happenings, other people.

use super::told::differences;

#[test]
fn a_figure_of_less_is_not_held_against_a_figure_of_more() {
    for texts in [
        // Parts of a whole.
        [
            "A storm off Tessin on Tuesday sank the ferry Orla and killed 21 people.",
            "Fourteen Norlanders and seven others died on Tuesday when the ferry Orla sank off Tessin.",
        ],
        // One night of three.
        [
            "Thirteen cars were set on fire in Marenn on Monday night.",
            "Twenty-two cars were set on fire in Marenn in three nights, the last of them on Monday night.",
        ],
        // Another happening, told of as past.
        [
            "A bomb killed five people at a market in Orva on Tuesday.",
            "Tuesday's bomb at a market in Orva came after a blast at its station killed 12 people.",
        ],
        // The whole of a fraction.
        [
            "A court found the mayor of Hamre guilty on Tuesday on three of five charges.",
            "A court found the mayor of Hamre guilty on Tuesday on three charges.",
        ],
        // People of two names.
        [
            "Karl Moor was sentenced to six years in prison on Monday for the Hamre bank robbery.",
            "Emil Moor was sentenced to four years in prison on Monday for the Hamre bank robbery.",
        ],
        // Those who killed.
        [
            "Nine people were shot dead by two policemen at a market in Orva on Monday.",
            "Nine people were shot dead at a market in Orva on Monday.",
        ],
        // Those who voted and those in favour.
        [
            "On Monday 151 MPs voted on the fishing bill.",
            "The fishing bill was backed by 131 MPs on Monday.",
        ],
        // What prices rose by and what the rate rose to.
        [
            "Turnout in Orva rose by 4 per cent on Sunday, the board said.",
            "Turnout in Orva rose to 43 per cent on Sunday, the board said.",
        ],
    ] {
        assert_eq!(differences(&texts), [""; 0], "{texts:?}");
    }
}

#[test]
fn one_thing_in_other_words_is_compared() {
    for (texts, differs) in [
        (
            [
                "Health officials reported 212 cases of cholera in Manto on Monday.",
                "Health officials said Manto had 230 cholera cases on Monday.",
            ],
            "cases infected: 212 cases (Health officials) against 230 cholera cases (Health officials): cannot both be right",
        ),
        (
            [
                "Carmaker Veloce recalled 120,000 cars over faulty brakes on Monday.",
                "Carmaker Veloce recalled 102,000 vehicles over faulty brakes on Monday.",
            ],
            "cars: 120,000 cars against 102,000 vehicles: cannot both be right",
        ),
        (
            [
                "Former general Otto Kraus was sentenced to 25 years in prison by a court on Monday.",
                "Former general Otto Kraus was sentenced to life in prison by a court on Monday.",
            ],
            "years in prison sentenced: 25 years in prison against life in prison: cannot both be right",
        ),
        (
            [
                "The central bank raised its key interest rate by half a point on Monday.",
                "The central bank raised its key interest rate by a quarter of a percentage point on Monday.",
            ],
            "points: half a point against a quarter of a percentage point: cannot both be right",
        ),
    ] {
        assert_eq!(differences(&texts), [differs], "{texts:?}");
    }
}
