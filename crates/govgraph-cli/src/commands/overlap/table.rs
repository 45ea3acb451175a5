//! Overlap in a table of memberships that goes straight to numbers.

use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Read, Write as _};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context as _, bail};

use govgraph::incidence::{Incidence, Overlaps, Pair, Query, Rank, Sides, Terms, Top};
use govgraph::{Date, Extent};
use govgraph_io::MAX_BYTES;
use govgraph_io::format::InputFormat;
use govgraph_io::memberships::{self, BadRows, Ids, Memberships, Refused};
use govgraph_render::text::clean;

use super::Overlap;
use super::form::OverlapFormat;
use super::named::Named;
use super::rows::{Column, Lines, Matter, Rows};
use super::shown;
use crate::exit::Outcome;
use crate::interrupt;
use crate::output::{self, Sink, grouped};
use crate::progress::{Progress, Unit};

/// A table that does not become records.
pub(super) struct Door<'o> {
    path: &'o Path,
    is_parquet: bool,
}

/// What is read.
enum Input {
    /// Text, packed or not, and how much of it there is, if that is known.
    Text(Box<dyn Read + Send>, Option<u64>),
    #[cfg(feature = "parquet")]
    Parquet(File),
}

impl<'o> Door<'o> {
    /// The table, if this is the door to go through (docs/questions/overlap.md has the rule in words); what is asked beyond what
    /// it can tell is refused, if records cannot tell it either.
    pub(super) fn of(verb: &'o Overlap) -> anyhow::Result<Option<Self>> {
        let path = verb.data.path.as_path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let packed = [".gz", ".zst"].into_iter().find_map(|ending| name.strip_suffix(ending));
        let has_ending = |name: &str| [".csv", ".tsv"].iter().any(|ending| name.ends_with(ending));
        let is_table = match verb.data.format() {
            Some(format) => format == InputFormat::Table,
            None if path == Path::new("-") => verb.data.names_columns(),
            None => has_ending(packed.unwrap_or(&name)) || name.ends_with(".parquet"),
        };
        if !is_table || path.is_dir() {
            return Ok(None);
        }
        let is_parquet = name.ends_with(".parquet");
        let is_large = || fs::metadata(path).is_ok_and(|metadata| metadata.len() > MAX_BYTES as u64);
        let why = match () {
            () if packed.is_some() => Some("is packed"),
            () if is_parquet => Some("is Parquet"),
            () if is_large() => Some("is large"),
            () => None,
        };
        let mut beyond = verb.beyond_memberships();
        if verb.between.is_some() && why.is_none() {
            // Who sits on only one of the two is more than a matrix keeps.
            beyond.push("--between");
        }
        match why {
            Some(why) if !beyond.is_empty() => bail!(
                "`{}` {why} and is read for who is on what alone, which does not tell what {} ask{} for: leave that out, or give a \
                 text file of up to {} MiB",
                path.display(),
                beyond.join(" and "),
                if beyond.len() == 1 { "s" } else { "" },
                MAX_BYTES >> 20
            ),
            Some(_) => Ok(Some(Door { path, is_parquet })),
            None if verb.data.names_columns() && beyond.is_empty() => Ok(Some(Door { path, is_parquet })),
            None => Ok(None),
        }
    }

    fn open(&self) -> anyhow::Result<Input> {
        if self.path == Path::new("-") {
            if io::stdin().is_terminal() {
                bail!("`-` reads a table from standard input, and there is none: name a file");
            }
            return Ok(Input::Text(Box::new(io::stdin()), None));
        }
        let file = File::open(self.path).with_context(|| format!("cannot open `{}`", self.path.display()))?;
        #[cfg(feature = "parquet")]
        if self.is_parquet {
            return Ok(Input::Parquet(file));
        }
        if self.is_parquet {
            bail!("Parquet is read by a govgraph that is built with it: cargo build --features parquet");
        }
        let size = file.metadata().ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
        Ok(Input::Text(Box::new(file), size))
    }

    /// What it is called in messages.
    fn name(&self) -> String {
        if self.path == Path::new("-") { "<stdin>".to_string() } else { self.path.display().to_string() }
    }
}

/// How the pairs are told.
enum Told {
    /// To people, or as one document: the first of them, with who is shared.
    Shown(OverlapFormat),
    /// A row a pair, however many.
    Rows(OverlapFormat, Vec<Column>),
}

/// Answers from a table.
pub(super) fn run(verb: &Overlap, door: &Door<'_>) -> anyhow::Result<Outcome> {
    let told = told(verb)?;
    let (of, with) = named(verb)?;
    let input = door.open()?;
    interrupt::watch();
    let sink = match told {
        Told::Shown(_) => None,
        Told::Rows(..) => Some(Sink::open(verb.form.output.as_deref())?),
    };
    let threads = verb.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let progress = Progress::new();
    let read = match read(verb, door, input, threads, &progress) {
        Ok(read) => read,
        Err(Refused::BadRows(report)) => {
            drop(progress);
            tell_rows(&door.name(), &report)?;
            output::complain(&format!("`{}` has bad rows, and --strict refuses those: see above", door.name()));
            return Ok(Outcome::CouldNotAnswer);
        }
        Err(refused) => return Err(refused).with_context(|| format!("cannot use `{}`", door.name())),
    };
    progress.phase("sorting", Unit::Bodies, None);
    let Memberships { bodies, members, mut pairs, mut extents, report } = read;
    let at = verb.at.at.as_ref();
    let unusable = || format!("cannot use `{}`", door.name());
    let terms = match at.is_some() || verb.in_shared_time {
        true => Some(terms(&mut pairs, &mut extents, at).with_context(unusable)?),
        false => None,
    };
    drop(extents);
    let incidence = Incidence::from_blocks(pairs).with_context(unusable)?;
    let query = query(verb, &told, sides(&incidence, &bodies, &of, &with)?);
    let mut overlaps = incidence.overlaps(&query);
    if let (Some(terms), None) = (&terms, at) {
        overlaps = overlaps.in_shared_time(terms);
    }
    let terms = terms.as_ref().map(|terms| (terms, at));
    let matter = Matter { incidence: &incidence, overlaps: &overlaps, bodies: &bodies, terms };
    let pairs = Pairs { matter, choice: Choice::of(verb), threads, progress: &progress };
    match (told, sink) {
        (Told::Rows(format, columns), Some(sink)) => {
            let is_seen = verb.form.output.is_none() && io::stdout().is_terminal();
            let rows = |lines| Rows::new(lines, &columns, matter, is_seen);
            let sink = match format {
                OverlapFormat::Jsonl => write(&rows(Lines::Json), sink, &pairs)?,
                #[cfg(feature = "parquet")]
                OverlapFormat::Parquet => {
                    super::parquet::write(&super::parquet::Source { columns: &columns, matter }, sink, &pairs)?
                }
                _ => write(&rows(Lines::Csv), sink, &pairs)?,
            };
            sink.finish()?;
            drop(progress);
            tell_rows(&door.name(), &report)?;
            Ok(Outcome::Answered)
        }
        (Told::Shown(format) | Told::Rows(format, _), _) => {
            let first = pairs.first(shown::usual(format));
            drop(progress);
            tell_rows(&door.name(), &report)?;
            let table = shown::Table { name: door.name(), report: &report, matter, members: &members };
            shown::answer(verb, format, &table, &query, first)
        }
    }
}

/// When who was on what. At a date, leaves only those who can have been there then.
fn terms(pairs: &mut [Vec<(u32, u32)>], extents: &mut [Vec<Extent>], at: Option<&Date>) -> anyhow::Result<Terms> {
    if extents.iter().flatten().all(|extent| *extent == Extent::UNKNOWN) {
        bail!(
            "nothing in it tells when: name the columns with --since and --until, or the date it speaks of with --as-of"
        );
    }
    if let Some(at) = at {
        for (pairs, extents) in pairs.iter_mut().zip(extents.iter_mut()) {
            let is_there: Vec<bool> = extents.iter().map(|extent| extent.covers(at).is_possible()).collect();
            let mut is = is_there.iter();
            pairs.retain(|_| is.next().is_some_and(|is_there| *is_there));
            let mut is = is_there.iter();
            extents.retain(|_| is.next().is_some_and(|is_there| *is_there));
        }
    }
    let each = pairs.iter().flatten().zip(extents.iter().flatten());
    Ok(Terms::new(each.map(|((body, member), extent)| (*body, *member, *extent)))?)
}

const WEIGHT_IN_SHARED_TIME: &str =
    "weights count whoever was ever on both, and --in-shared-time does not: leave out one of them";

fn told(verb: &Overlap) -> anyhow::Result<Told> {
    if verb.in_shared_time && (verb.criteria.weight || verb.criteria.rank == Some(super::RankBy::Weight)) {
        bail!(WEIGHT_IN_SHARED_TIME);
    }
    let format = verb.form.format()?;
    let is_rows = matches!(format, OverlapFormat::Csv | OverlapFormat::Jsonl | OverlapFormat::Parquet);
    if !is_rows {
        if verb.form.columns.is_some() {
            bail!("--columns is for CSV, JSON Lines and Parquet: add -o pairs.csv, or --format csv");
        }
        return Ok(Told::Shown(format));
    }
    let criteria = &verb.criteria;
    if criteria.rank.is_some() && criteria.top.is_none() && criteria.each.is_none() && !verb.sort {
        bail!(
            "--rank says what comes first, and all pairs come body by body: add --top N for the first N, --each N for the \
             first N of each body, or --sort for all by rank (which keeps them in memory)"
        );
    }
    let ranks_by = |rank| criteria.rank == Some(rank);
    let has_dates = verb.at.at.is_some() || verb.in_shared_time;
    let columns = match &verb.form.columns {
        Some(names) => {
            let columns = Column::named(names)?;
            if columns.contains(&Column::Weight) && verb.in_shared_time {
                bail!(WEIGHT_IN_SHARED_TIME);
            }
            if columns.contains(&Column::Certain) && !has_dates {
                bail!("what is certain is told at a date, or of one time: add --at DATE or --in-shared-time");
            }
            columns
        }
        None => {
            let is_asked = |column: &Column| match column {
                Column::Cosine => criteria.cosine.is_some() || ranks_by(super::RankBy::Cosine),
                Column::Weight => criteria.weight || ranks_by(super::RankBy::Weight),
                Column::Certain => has_dates,
                _ => true,
            };
            Column::ALL.into_iter().filter(is_asked).collect()
        }
    };
    Ok(Told::Rows(format, columns))
}

fn read(
    verb: &Overlap,
    door: &Door<'_>,
    input: Input,
    threads: NonZeroUsize,
    progress: &Progress,
) -> Result<Memberships, Refused> {
    let given = verb.data.options();
    let options = memberships::Options {
        columns: given.columns,
        dates: verb.at.at.is_some() || verb.in_shared_time,
        as_of: given.as_of,
        ends: given.ends,
        strict: verb.strict,
        threads,
    };
    match input {
        Input::Text(input, size) => {
            progress.phase("reading", Unit::Bytes, size);
            memberships::read(&door.name(), input, &options, &|bytes| progress.done(bytes))
        }
        #[cfg(feature = "parquet")]
        Input::Parquet(file) => {
            let is_begun = std::cell::Cell::new(false);
            memberships::read_parquet(&door.name(), file, &options, &|rows, all| {
                if !is_begun.replace(true) {
                    progress.phase("reading", Unit::Rows, Some(all));
                }
                progress.done(rows);
            })
        }
    }
}

/// The bodies that `--of` and `--with` name, or `--between`.
fn named(verb: &Overlap) -> anyhow::Result<(Named, Named)> {
    match verb.between.as_deref() {
        Some([a, b]) => Ok((Named::one(a), Named::one(b))),
        _ => Ok((Named::read(&verb.criteria.of)?, Named::read(&verb.criteria.with)?)),
    }
}

/// Between which bodies; everybody who is no body is told at once.
fn sides(incidence: &Incidence, bodies: &Ids, of: &Named, with: &Named) -> anyhow::Result<Sides> {
    let find = |names: &[&[u8]]| {
        let numbers = bodies.find_all(names.iter().copied());
        // Where numbers are values, some below the largest are no body's.
        numbers.into_iter().map(|number| number.filter(|number| incidence.size(*number) > 0)).collect()
    };
    let (of, with) = (of.resolve(find), with.resolve(find));
    let missing: Vec<&String> = [&of, &with].into_iter().filter_map(|named| named.as_ref().err()).flatten().collect();
    if !missing.is_empty() {
        let no_such = missing.iter().map(|name| match bodies.nearest(name) {
            Some(meant) => format!("no body is called `{}` — did you mean `{}`?", clean(name), clean(&meant)),
            None => format!("no body is called `{}`", clean(name)),
        });
        bail!("{}", no_such.collect::<Vec<_>>().join("; "));
    }
    let (of, with) = (of.unwrap_or_default(), with.unwrap_or_default());
    Ok(match (of.is_empty(), with.is_empty()) {
        (true, _) => Sides::All,
        (false, true) => Sides::Of(of),
        (false, false) => Sides::Between(of, with),
    })
}

fn query(verb: &Overlap, told: &Told, sides: Sides) -> Query {
    let criteria = &verb.criteria;
    let tells_weight = matches!(told, Told::Rows(_, columns) if columns.contains(&Column::Weight));
    Query {
        least: criteria.least,
        jaccard: criteria.jaccard,
        containment: criteria.containment,
        cosine: criteria.cosine,
        sides,
        weigh: criteria.weight || criteria.rank == Some(super::RankBy::Weight) || tells_weight,
    }
}

/// Which pairs, in which order.
#[derive(Clone, Copy)]
enum Choice {
    /// All, body by body.
    All,
    /// All, by rank, or the first so many.
    Ranked(Option<usize>, Rank),
    /// The first so many of each body.
    Each(usize, Rank),
}

impl Choice {
    fn of(verb: &Overlap) -> Self {
        let rank = verb.criteria.rank.map_or(Rank::default(), Rank::from);
        match (verb.criteria.each, verb.criteria.top, verb.sort) {
            (Some(count), ..) => Choice::Each(count, rank),
            (None, Some(count), _) => Choice::Ranked(Some(count), rank),
            (None, None, true) => Choice::Ranked(None, rank),
            (None, None, false) if verb.criteria.rank.is_some() => Choice::Ranked(None, rank),
            (None, None, false) => Choice::All,
        }
    }
}

/// The pairs that are told, in their order.
pub(super) struct Pairs<'p> {
    matter: Matter<'p>,
    choice: Choice,
    threads: NonZeroUsize,
    progress: &'p Progress,
}

impl Pairs<'_> {
    /// Gives pairs, some at a time, to `make` on many threads, and what it makes of them to `take`, in order, until that has
    /// enough.
    pub(super) fn stream<T: Send>(
        &self,
        make: impl Fn(&[Pair]) -> T + Sync,
        mut take: impl FnMut(T) -> ControlFlow<()>,
    ) {
        let (overlaps, threads) = (self.matter.overlaps, self.threads);
        let bodies = overlaps.bodies() as u64;
        let mut blocks = 0;
        let take_block = |made: T| {
            blocks += 1;
            self.progress.done(bodies.min(blocks * Overlaps::BLOCK as u64));
            take(made)
        };
        match self.choice {
            Choice::All => {
                self.progress.phase("comparing", Unit::Bodies, Some(bodies));
                overlaps.stream(threads, make, take_block);
            }
            Choice::Each(count, rank) => {
                self.progress.phase("comparing", Unit::Bodies, Some(bodies));
                overlaps.each(count, rank, threads, make, take_block);
            }
            Choice::Ranked(count, rank) => {
                self.progress.phase("comparing", Unit::Bodies, None);
                let top = overlaps.top(count.unwrap_or(usize::MAX), rank, threads);
                for pairs in top.pairs.chunks(CHUNK) {
                    if take(make(pairs)).is_break() {
                        return;
                    }
                }
            }
        }
    }

    /// The first pairs by rank, so many if nothing else is said; with [`Choice::Each`], of the first bodies.
    fn first(&self, usual: usize) -> Top {
        let (count, rank) = match self.choice {
            Choice::Ranked(count, rank) => (count.unwrap_or(usual), rank),
            Choice::All => (usual, Rank::default()),
            Choice::Each(..) => {
                let mut first = Top { pairs: Vec::new(), all: 0 };
                self.stream(<[Pair]>::to_vec, |pairs| {
                    first.all += pairs.len() as u64;
                    let wanted = usual.saturating_sub(first.pairs.len());
                    first.pairs.extend(pairs.into_iter().take(wanted));
                    ControlFlow::Continue(())
                });
                return first;
            }
        };
        self.progress.phase("comparing", Unit::Bodies, None);
        self.matter.overlaps.top(count, rank, self.threads)
    }
}

/// Rows are made of so many pairs at a time where all are in memory.
const CHUNK: usize = 1 << 14;

/// Writes lines.
fn write(rows: &Rows<'_>, mut sink: Sink, pairs: &Pairs<'_>) -> anyhow::Result<Sink> {
    let mut written = sink.write_all(&rows.header());
    pairs.stream(
        |pairs| rows.of(pairs),
        |made| {
            if written.is_ok() {
                written = sink.write_all(&made);
            }
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        },
    );
    written?;
    Ok(sink)
}

/// More examples of a kind of bad row would hide the answer behind them.
const MOST_EXAMPLES: usize = 5;

/// What became of the rows, on standard error.
fn tell_rows(name: &str, report: &memberships::Report) -> anyhow::Result<()> {
    let mut err = anstream::stderr().lock();
    let (left_out, otherwise) = (report.left_out(), report.read_otherwise());
    let what = match (left_out, otherwise) {
        (0, 0) => "nothing was left out".to_string(),
        _ => format!("{} left out, {} read otherwise than written", grouped(left_out), grouped(otherwise)),
    };
    let rows = if report.rows == 1 { "row" } else { "rows" };
    writeln!(err, "read as membership table: {} {rows}, {what}", grouped(report.rows))?;
    for choice in &report.choices {
        writeln!(err, "  taken: {}", clean(choice))?;
    }
    for BadRows { kind, count, first } in &report.bad {
        writeln!(err, "  {} × {kind}", grouped(*count))?;
        for row in first.iter().take(MOST_EXAMPLES) {
            writeln!(err, "    {}:{}: {}", clean(name), row.line, clean(&row.text))?;
        }
        if *count > MOST_EXAMPLES.min(first.len()) as u64 {
            writeln!(err, "    …")?;
        }
    }
    Ok(())
}
