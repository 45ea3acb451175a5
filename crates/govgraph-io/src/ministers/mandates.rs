//! Who sat in which house of Parliament when, and so whether a minister was an elected one.

use std::collections::HashMap;

use govgraph_model::{Day, End, Start};

use crate::import::Draft;
use crate::yaml::Node;

/// The seats in Parliament of people, by their foreign ids.
pub(super) type Mandates = HashMap<String, Timeline>;

/// More changes of mandate in one appointment are no record of anybody's life.
const MOST_PIECES: usize = 50;

/// Where somebody sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum House {
    Commons,
    Lords,
    /// In none that is known, or in both.
    Unknown,
}

/// Where somebody sat from which day on, each until the next.
#[derive(Debug, Default)]
pub(super) struct Timeline(Vec<(Day, House)>);

/// Days of one mandate.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) first: Day,
    /// `None`: no end is known.
    pub(super) last: Option<Day>,
    pub(super) house: House,
}

/// A day on which somebody began or ceased to sit in a house.
type Turn = (Day, House, i32);

pub(super) fn read(draft: &mut Draft<'_>, rows: &[Node<'_>]) -> Mandates {
    const KEYS: [&str; 7] = ["id", "person_id", "house", "type", "constituency_id", "start_date", "end_date"];
    let mut turns: HashMap<String, Vec<Turn>> = HashMap::new();
    for node in rows {
        draft.keys("a seat in Parliament", node, &KEYS);
        let house = match node.text_of("house") {
            Some("Commons") => House::Commons,
            Some("Lords") => House::Lords,
            other => {
                draft.dropped("seat in a house that is not known", other.unwrap_or(""), node);
                continue;
            }
        };
        for key in ["type", "constituency_id"] {
            if let Some(value) = node.get(key) {
                draft.dropped(format!("`{key}` of a seat in Parliament"), value.text().unwrap_or(""), value);
            }
        }
        let during = draft.period(node.get("start_date"), node.get("end_date"));
        let Some(person) = node.text_of("person_id").filter(|person| draft.persons.get(person).is_some()) else {
            draft.dropped("seat in Parliament of a person who is not there", node.text_of("id").unwrap_or(""), node);
            continue;
        };
        let Some((Start::On(start), end)) = during.map(|during| (during.value.start, during.value.end)) else {
            draft.dropped("seat in Parliament without a start", node.text_of("id").unwrap_or(""), node);
            continue;
        };
        // Of dates that are no days, only what is certain.
        let first = start.last();
        let last = if let End::On(end) = &end { Some(end.first()) } else { None };
        if last.is_some_and(|last| last < first) {
            continue;
        }
        let turns = turns.entry(person.to_string()).or_default();
        turns.push((first, house, 1));
        turns.extend(last.and_then(Day::next).map(|after| (after, house, -1)));
    }
    let people = turns.len();
    draft.tally("seats in Parliament", rows.len(), &format!("whether {people} persons were elected when"));
    turns.into_iter().map(|(person, turns)| (person, Timeline::of(turns))).collect()
}

impl Timeline {
    fn of(mut turns: Vec<Turn>) -> Timeline {
        turns.sort_by_key(|(day, ..)| *day);
        let (mut commons, mut lords) = (0, 0);
        let mut days: Vec<(Day, House)> = Vec::new();
        for (day, house, change) in turns {
            *(if house == House::Commons { &mut commons } else { &mut lords }) += change;
            let house = match (commons > 0, lords > 0) {
                (true, false) => House::Commons,
                (false, true) => House::Lords,
                _ => House::Unknown,
            };
            if days.last().is_some_and(|(last, _)| *last == day) {
                days.pop();
            }
            if days.last().map_or(House::Unknown, |(_, last)| *last) != house {
                days.push((day, house));
            }
        }
        Timeline(days)
    }

    /// The days from one to another in pieces of one mandate. Nothing is known of each where there are too many.
    pub(super) fn pieces(&self, first: Day, last: Option<Day>) -> Vec<Piece> {
        let next = self.0.partition_point(|(day, _)| *day <= first);
        let mut house = next.checked_sub(1).and_then(|at| self.0.get(at)).map_or(House::Unknown, |(_, house)| *house);
        let mut start = first;
        let mut pieces = Vec::new();
        for (day, to) in self.0.iter().skip(next).take_while(|(day, _)| last.is_none_or(|last| *day <= last)) {
            pieces.push(Piece { first: start, last: day.eve(), house });
            (start, house) = (*day, *to);
            if pieces.len() > MOST_PIECES {
                return vec![Piece { first, last, house: House::Unknown }];
            }
        }
        pieces.push(Piece { first: start, last, house });
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse::<govgraph_model::Date>().map_or(Day::FIRST, |date| date.first())
    }

    #[test]
    fn an_appointment_is_cut_where_the_mandate_changes_and_only_there() {
        let turns = vec![
            (day("1997-05-01"), House::Commons, 1),
            (day("2001-06-07"), House::Commons, -1),
            (day("2001-06-07"), House::Commons, 1),
            (day("2005-05-05"), House::Commons, -1),
            (day("2005-06-01"), House::Lords, 1),
        ];
        let timeline = Timeline::of(turns);
        let pieces = |first: &str, last: Option<&str>| {
            let pieces = timeline.pieces(day(first), last.map(day)).into_iter();
            pieces.map(|piece| (piece.first, piece.last, piece.house)).collect::<Vec<_>>()
        };
        let all = (day("1998-01-01"), Some(day("2002-01-01")), House::Commons);
        assert_eq!(pieces("1998-01-01", Some("2002-01-01")), [all]);
        assert_eq!(
            pieces("2005-05-01", None),
            [
                (day("2005-05-01"), Some(day("2005-05-04")), House::Commons),
                (day("2005-05-05"), Some(day("2005-05-31")), House::Unknown),
                (day("2005-06-01"), None, House::Lords),
            ]
        );
        assert_eq!(pieces("1990-01-01", Some("1990-02-01"))[0].2, House::Unknown);
    }
}
