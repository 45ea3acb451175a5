//! What stands between the cells of a table.

use crate::sheet::Sheet;

/// What may stand there, the most usual first.
const DELIMITERS: [(char, &str); 4] = [(',', "a comma"), (';', "a semicolon"), ('\t', "a tab"), ('|', "a bar")];

/// As many rows tell it.
const ROWS: usize = 50;

/// What stands between the cells and what it is called: that which cuts most rows into as many cells as the first, then
/// that which cuts it into most. A comma if nothing does.
pub(crate) fn delimiter(text: &str) -> (char, &'static str) {
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= 64 * 1024).last().unwrap_or(0);
    let start = if text.len() <= 64 * 1024 { text } else { text.get(..end).unwrap_or(text) };
    let score = |delimiter: char| {
        let mut rows = Sheet::of_others(start, delimiter).take(ROWS).filter_map(Result::ok);
        let first = rows.next().map_or(0, |cells| cells.len());
        if first < 2 {
            return (0, 0);
        }
        (1 + rows.filter(|cells| cells.len() == first).count(), first)
    };
    // The first of the best.
    let best = DELIMITERS.into_iter().rev().max_by_key(|(delimiter, _)| score(*delimiter));
    best.filter(|(delimiter, _)| score(*delimiter).0 > 0).unwrap_or((',', "a comma"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cuts_most_rows_alike_stands_between_cells() {
        assert_eq!(delimiter("a,b\n1,2\n").0, ',');
        assert_eq!(delimiter("member;body\nSmith, Ann;Board\nBell, Bo;Panel\n").0, ';');
        assert_eq!(delimiter("member\tbody\nSmith, Ann\tBoard\n").0, '\t');
        assert_eq!(delimiter("a|b|c\n1|2|3").0, '|');
        assert_eq!(delimiter("name, first;body\nSmith;Board\n").0, ';');
        assert_eq!(delimiter("one\ntwo\n").0, ',');
    }
}
