//! What the page of the explorer relies on: that what it is given for all dates says of each date what the library says.

use govgraph::questions::profile::{self, Topic};
use govgraph::{Cover, Date, Stretch};

use crate::load::{built, date, london};

/// Days, months, years and stretches around everything that London's data turn on.
fn dates() -> Vec<Date> {
    let mut dates: Vec<Date> = Vec::new();
    for year in [1900, 1965, 1994, 1998].into_iter().chain(2000..2024) {
        dates.push(date(&year.to_string()));
        dates.extend([1, 3, 4, 9, 12].map(|month| date(&format!("{year}-{month:02}"))));
        dates.extend(["01-01", "01-15", "03-31", "04-01", "09-10", "12-31"].map(|day| date(&format!("{year}-{day}"))));
    }
    dates.extend(["2022-10-27", "early 2009", "about 2009", "winter 2010", "[2004,2016]"].map(date));
    dates
}

#[test]
fn what_is_known_of_a_body_at_any_time_says_what_is_known_of_it_at_each_date() {
    let graph = &london().graph;
    let dates = dates();
    let mut told = 0;
    for body in graph.bodies() {
        let params = profile::Params { body };
        let always = profile::find(&graph.at_any_time(), &params);
        for at in &dates {
            let days = Stretch::of_date(at);
            let absent = !body.life().standing(days).is_in_view();
            let kept = always.facts.iter().filter_map(|fact| {
                let cover = fact.holding.covers_days(days);
                let least = if absent && fact.topic != Topic::Event { Cover::Certain } else { Cover::Possible };
                let text = match &fact.otherwise {
                    Some((extent, text)) if !extent.covers(at).is_possible() => text,
                    _ => &fact.text,
                };
                (cover >= least).then_some((fact.topic, text, fact.depth, cover, &fact.evidence))
            });
            let then = profile::find(&graph.at(at.clone()), &params);
            let then: Vec<_> = then.facts.iter().map(|f| (f.topic, &f.text, f.depth, f.cover, &f.evidence)).collect();
            told += then.len();
            assert_eq!(kept.collect::<Vec<_>>(), then, "{} at {at}", body.id());
        }
    }
    assert!(told > 10_000, "{told}");
}

#[test]
fn whether_somebody_must_be_elected_is_said_only_while_the_seat_that_says_so_is_filled() {
    let graph = built(
        "bodies:\n  council:\n    name: Council\n    posts:\n      - { name: Leader, elected: yes }\n  board:\n    \
         name: Board\n    kind: board\n    exists: 2000/..\n    seats:\n      \
         - { of: council, post: Leader, capacity: chair, during: 2001-01-01/2004-12-31 }\n  forum:\n    name: Forum\n    \
         kind: forum\n    exists: 2000/..\n    seats:\n      - { chair_of: board, during: 2000-06-01/2010-12-31 }\n",
    )
    .graph;
    let params = profile::Params { body: graph.find("forum").unwrap() };
    let facts = profile::find(&graph.at_any_time(), &params).facts;
    let seat = facts.iter().find(|fact| fact.topic == Topic::Seat).unwrap();
    let (extent, otherwise) = seat.otherwise.as_ref().unwrap();
    assert_eq!((seat.text.as_str(), otherwise.as_str()), ("chair of Board — elected", "chair of Board"));
    for (day, elected) in [("2000-12-31", false), ("2003-05-01", true), ("2005-01-01", false)] {
        assert_eq!(extent.covers(&date(day)).is_possible(), elected);
        let then = profile::find(&graph.at(date(day)), &params).facts;
        assert!(then.iter().any(|fact| fact.text == *if elected { &seat.text } else { otherwise }), "{then:?}");
    }
}
