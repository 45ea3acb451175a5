//! From when until when: dates are read once for each that is written, and periods once for each that occurs.

use std::borrow::Cow;

use govgraph_model::{Date, End, Extent, Period, Start, Stretch};

use super::Options;
use super::intern::{Interner, Keys};
use super::report::{BadKind, Refused, Tally};
use super::rows::{Of, Parsed};
use crate::file_name::base;
use crate::import::{Ends, dates};
use crate::table::DayOrder;
use crate::words::shorten;

/// The dates and periods of a table.
pub(super) struct Periods {
    texts: Interner,
    /// Two numbers of texts each.
    periods: Interner,
    /// The line on which each period first stands.
    lines: Vec<u64>,
    /// How many line ends there were in the blocks before.
    line_ends: u64,
    numbers: [Vec<u32>; 2],
}

impl Periods {
    /// Line ends that come before the first block.
    pub(super) fn new(line_ends: u64) -> Periods {
        let numbers = [Vec::new(), Vec::new()];
        Periods { texts: Interner::new(), periods: Interner::new(), lines: Vec::new(), line_ends, numbers }
    }

    /// Fills in the numbers of the periods of the next block.
    pub(super) fn take(&mut self, parsed: &mut Parsed) {
        for (of, numbers) in [Of::Since, Of::Until].into_iter().zip(&mut self.numbers) {
            let keys = parsed.keys[of as usize].take().unwrap_or_else(|| {
                let mut none = Keys::with_room(parsed.spare.pop(), parsed.pairs.len());
                parsed.pairs.iter().for_each(|_| none.push(b""));
                none
            });
            numbers.clear();
            numbers.resize(parsed.pairs.len(), 0);
            self.texts.intern(&keys, |row, number| numbers[row] = number);
            parsed.spare.push(keys);
        }
        let [since, until] = &self.numbers;
        let mut keys = Keys::with_room(parsed.spare.pop(), since.len());
        since.iter().zip(until).for_each(|(since, until)| keys.push_pair(*since, *until));
        parsed.periods = vec![0; since.len()];
        let (periods, lines, line_ends) = (&mut parsed.periods, &mut self.lines, self.line_ends);
        self.periods.intern(&keys, |row, number| {
            periods[row] = number;
            if number as usize == lines.len() {
                lines.push(line_ends + 1 + parsed.lines.get(row).map_or(0, |line| u64::from(*line)));
            }
        });
        parsed.spare.push(keys);
        self.line_ends += parsed.line_ends;
    }

    /// What the periods of all rows mean, block by block. The blocks that are given become empty.
    pub(super) fn finish(
        self,
        rows: Vec<Vec<u32>>,
        name: &str,
        options: &Options,
        tally: &mut Tally,
        choices: &mut Vec<String>,
    ) -> Result<Vec<Vec<Extent>>, Refused> {
        let as_of = options.as_of.clone().or_else(|| dates::date_in(base(name)));
        choices.push(match &as_of {
            Some(date) => format!("{} speaks of {date}: what has no end was so then", base(name)),
            None => format!("of what date {} speaks is not known: --as-of DATE says it", base(name)),
        });
        let ends = options.ends.unwrap_or(Ends::Included);
        choices.push(ends.words().to_string());
        let attested =
            as_of.and_then(|date| Stretch::of_period(&Period { start: Start::On(date.clone()), end: End::On(date) }));
        let texts = self.texts.into_texts().ok_or(Refused::TooManyIds)?;
        let texts: Vec<Cow<'_, str>> =
            texts.iter().map(|text| String::from_utf8_lossy(text).trim().to_string().into()).collect();
        let order = DayOrder::of(texts.iter().map(AsRef::as_ref));
        choices.extend(order.map(|order| order.words().to_string()));
        let order = order.unwrap_or(DayOrder::Unknown);
        let read = |text: &Cow<'_, str>| -> Result<Option<Date>, String> {
            match order.plain_text(text) {
                _ if text.is_empty() => Ok(None),
                Some(plain) => dates::read(&plain).map(Some),
                None => dates::read(text).map(Some),
            }
        };
        let read: Vec<Result<Option<Date>, String>> = texts.iter().map(read).collect();
        let periods = self.periods.into_texts().ok_or(Refused::TooManyIds)?;
        let mut told = vec![false; read.len()];
        let mut wrong = vec![[false; 2]; periods.len()];
        let mut extents = Vec::with_capacity(periods.len());
        for ((period, line), wrong) in periods.iter().zip(&self.lines).zip(&mut wrong) {
            let both = period.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
            let mut date = |number: u64| {
                let number = number as u32 as usize;
                match read.get(number) {
                    Some(Ok(date)) => date.clone(),
                    Some(Err(why)) => {
                        wrong[0] = true;
                        if !std::mem::replace(&mut told[number], true) {
                            tally.show(BadKind::UnreadableDate, *line, || shorten(why));
                        }
                        None
                    }
                    None => None,
                }
            };
            let (start, end) = (date(both >> 32), date(both));
            let end = end.map(|end| dates::last_day(end, start.as_ref(), ends));
            let (period, reversed) = dates::between(start, end);
            if let Some(example) = reversed {
                wrong[1] = true;
                tally.show(BadKind::EndsBeforeStart, *line, || example);
            }
            extents.push(period.extent(attested));
        }
        let any_wrong = wrong.iter().any(|wrong| wrong.contains(&true));
        let extent = |number: &u32| extents.get(*number as usize).copied().unwrap_or(Extent::UNKNOWN);
        let blocks = rows.into_iter().map(|rows| {
            if any_wrong {
                let mut count = [0_u64; 2];
                for number in &rows {
                    for (count, wrong) in count.iter_mut().zip(wrong.get(*number as usize).copied().unwrap_or_default())
                    {
                        *count += u64::from(wrong);
                    }
                }
                tally.add(BadKind::UnreadableDate, count[0]);
                tally.add(BadKind::EndsBeforeStart, count[1]);
            }
            rows.iter().map(extent).collect()
        });
        Ok(blocks.collect())
    }
}
