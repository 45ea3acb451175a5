//! The picture of lineages: what of the data it shows, and what it must not.

use std::fs;

use govgraph::Snapshot;
use govgraph::questions::timeline;
use govgraph_render::lineage::{Bar, BarIndex, Day, Figure, MarkKind, SegmentLook, place};
use govgraph_render::project::lineage::picture;

use crate::invalid::tempdir;
use crate::load::{built, date, govgraph, london};

fn of(snapshot: &Snapshot<'_>, called: Option<&str>) -> Figure {
    let body = called.map(|called| snapshot.graph().find(called).unwrap());
    picture::figure(&timeline::find(snapshot, &timeline::Params { body }))
}

fn bar<'f>(figure: &'f Figure, id: &str) -> &'f Bar {
    figure.bars.iter().find(|bar| bar.id == id).unwrap_or_else(|| panic!("no bar {id}: {:?}", ids(figure)))
}

fn ids(figure: &Figure) -> Vec<&str> {
    figure.bars.iter().map(|bar| bar.id.as_str()).collect()
}

/// `a, b > c: merged 2021`.
fn passages(figure: &Figure) -> Vec<String> {
    let side =
        |side: &[BarIndex]| side.iter().map(|at| figure.bars[at.position()].id.as_str()).collect::<Vec<_>>().join(", ");
    figure.passages.iter().map(|one| format!("{} > {}: {}", side(&one.from), side(&one.to), one.label)).collect()
}

#[test]
fn the_lcrb_stands_below_the_boards_before_it_and_is_only_proposed() {
    let figure = of(&london().graph.at_any_time(), Some("lcrb"));
    assert_eq!(ids(&figure), ["lcrb", "lcrdb", "lcsp"]);
    assert_eq!(passages(&figure), ["lcrdb > lcsp: replaced 2006", "lcsp > lcrb: replaced, proposed for 2010-09"]);
    let lcrb = bar(&figure, "lcrb");
    assert!(lcrb.asked && lcrb.proposed == Some(Day::of(2009, 4, 1)) && lcrb.life.certain.is_none());
    assert_eq!(lcrb.marks.len(), 5);
    assert!(lcrb.marks.iter().all(|mark| mark.kind == MarkKind::Milestone && mark.proposed), "none is known to be met");
    let lcsp = bar(&figure, "lcsp");
    let changes: Vec<(&str, bool)> = lcsp.marks.iter().map(|mark| (mark.text.as_str(), mark.proposed)).collect();
    assert_eq!(changes, [("refreshed", false), ("reviewed, proposed", true)]);
    let placed = place(&figure);
    let order: Vec<&str> = placed.bars.iter().map(|at| figure.bars[at.bar].id.as_str()).collect();
    assert_eq!(order, ["lcrdb", "lcsp", "lcrb"]);
    let ends = |at: usize| placed.bars[at].segments.last().unwrap().look;
    assert_eq!(ends(1), SegmentLook::EndUnknown, "nothing says when the LCSP ended");
    assert_eq!(placed.bars[0].segments[0].look, SegmentLook::StartUnknown, "nor when the LCRDB began");
    assert!(placed.bars[2].segments.iter().all(|one| one.look != SegmentLook::Certain), "the LCRB never certainly was");
}

#[test]
fn seven_groups_become_one_and_that_becomes_the_board() {
    let figure = of(&london().graph.at_any_time(), Some("nel-icb"));
    assert_eq!(figure.bars.len(), 10);
    let passages = passages(&figure);
    assert_eq!(passages.len(), 3, "{passages:?}");
    assert!(passages[1].ends_with("waltham-forest-ccg > nel-ccg: merged 2021"), "{passages:?}");
    assert_eq!(figure.passages[1].from.len(), 7);
}

#[test]
fn a_body_that_was_split_and_went_on_ends_where_it_was_abolished() {
    let figure = of(&london().graph.at_any_time(), Some("probation-service"));
    let trust = bar(&figure, "london-probation-trust");
    assert_eq!(trust.life.latest, Some(Day::of(2014, 10, 31)), "the split of June left it there");
    assert_eq!(trust.marks.iter().map(|mark| mark.kind).collect::<Vec<_>>(), [MarkKind::Ended]);
    assert!(passages(&figure).contains(&"london-probation-trust > nps, crc: split 2014".to_owned()));
}

#[test]
fn what_was_not_known_at_a_date_is_not_drawn() {
    let figure = of(&london().graph.at(date("2010-03")), Some("mopac"));
    assert!(figure.passages.is_empty(), "the act of 2011 was still to come");
    let figure = of(&london().graph.at(date("2010-03")), None);
    assert_eq!(figure.at, Some((Day::of(2010, 3, 1), Day::of(2010, 3, 31))));
    assert!(!ids(&figure).contains(&"mopac"));
    let mpa = bar(&figure, "mpa");
    assert!(mpa.life.goes_on && mpa.life.certain.unwrap().1 == Day::of(2010, 3, 31), "{:?}", mpa.life);
    assert_eq!(mpa.dates, "from 2000", "that it would end in 2012 was not known");
    assert!(!figure.passages.iter().any(|one| one.label.contains("2012")), "{:?}", passages(&figure));
    assert!(passages(&figure).contains(&"lcsp > lcrb: replaced, proposed for 2010-09".to_owned()), "that was planned");
    // Long before, nobody had proposed the board.
    let early = of(&london().graph.at(date("2008")), Some("lcsp"));
    assert_eq!((ids(&early), early.passages.len()), (vec!["lcrdb", "lcsp"], 1));
}

#[test]
fn all_lineages_leave_out_who_has_nothing_to_tell_and_count_them() {
    let figure = of(&london().graph.at_any_time(), None);
    for id in ["lcrb", "nhs-london", "safer-city-partnership", "gla"] {
        bar(&figure, id);
    }
    assert!(!ids(&figure).contains(&"lb-hackney"), "a council since 1965, of which no event is told");
    let (shown, all) = (figure.bars.len(), london().graph.bodies().len());
    let note = format!("{} more bodies have no event, plan or milestone on record, and are not shown.", all - shown);
    assert_eq!(figure.notes, [note]);
    let placed = place(&figure);
    assert_eq!((placed.bars.len(), placed.unlabelled, placed.undated), (shown, 0, None));
}

#[test]
fn unknown_open_and_still_going_on_are_three_different_ends() {
    let built = built(
        "bodies:
  a: { name: A, exists: 2006/ }
  b: { name: B, exists: 2006/.. }
  c: { name: C, exists: /.. }
  d: { name: D, exists: ../2006 }
  e: { name: E }
events:
  - { kind: function-transferred, from: [ a, b, c, d ], to: [ e ], on: unknown }
",
    );
    let figure = of(&built.graph.at_any_time(), Some("e"));
    let placed = place(&figure);
    let looks = |id: &str| {
        let at = placed.bars.iter().find(|at| figure.bars[at.bar].id == id).unwrap();
        (at.segments.first().unwrap().look, at.segments.last().unwrap().look)
    };
    assert_eq!(looks("a"), (SegmentLook::Possible, SegmentLook::EndUnknown));
    assert_eq!(looks("b"), (SegmentLook::Possible, SegmentLook::Onwards));
    assert_eq!(looks("c"), (SegmentLook::StartUnknown, SegmentLook::Onwards));
    assert_eq!(looks("d"), (SegmentLook::Before, SegmentLook::Possible));
    assert_eq!(looks("e"), (SegmentLook::StartUnknown, SegmentLook::EndUnknown));
    assert_eq!(figure.passages[0].label, "function transferred, date unknown");
    // That it is there still says nothing about whether it was there then.
    let then = of(&built.graph.at(date("2010")), Some("e"));
    assert!(!bar(&then, "c").life.goes_on && bar(&then, "b").life.goes_on);
}

#[test]
fn an_event_with_a_body_outside_the_lineage_is_told_in_words() {
    // Asked of what a became, the function that a got later from elsewhere is no part of the way.
    let built = built(
        "bodies: { a: { name: A }, b: { name: B }, c: { name: C, exists: 1990/2005 } }
events:
  - { kind: function-transferred, from: [ a ], to: [ b ], on: 2000 }
  - { kind: function-transferred, from: [ c ], to: [ a ], on: 2004 }
",
    );
    let figure = of(&built.graph.at_any_time(), Some("b"));
    assert_eq!(ids(&figure), ["a", "b"]);
    assert_eq!(passages(&figure), ["a > b: function transferred 2000"]);
    let marks: Vec<&str> = bar(&figure, "a").marks.iter().map(|mark| mark.text.as_str()).collect();
    assert_eq!(marks, ["C hands functions to A"]);
}

#[test]
fn the_command_draws_lineages_and_refuses_what_fits_charts_alone() {
    let folder = tempdir("draw-lineage");
    let file = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let draw = |more: &[&str], name: &str| {
        let path = file(name);
        govgraph(&[&["draw", "data/london", "--view", "lineage", "-o", &path], more].concat())
    };
    assert_eq!(draw(&["--around", "lcrb", "--at", "2010-03"], "a.svg").status.code(), Some(0));
    assert_eq!(draw(&["--around", "lcrb", "--at", "2010-03"], "b.svg").status.code(), Some(0));
    let svg = fs::read_to_string(file("a.svg")).unwrap();
    assert_eq!(svg, fs::read_to_string(file("b.svg")).unwrap());
    for words in ["Lineage of London Crime Reduction Board", "replaced, proposed for 2010-09", "at 2010-03", "<desc>"] {
        assert!(svg.contains(words), "{words}");
    }
    for (more, name, why) in [
        (&["--area", "london"][..], "c.svg", "--area goes with --view chart or matrix or coverage"),
        (&["--around", "lcrb", "--depth", "2"], "c.svg", "--depth goes with --view chart or matrix"),
        (&[], "c.dot", "only a chart"),
    ] {
        let output = draw(more, name);
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(why), "{:?}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(!folder.join("c.svg").exists());
    fs::remove_dir_all(folder).unwrap();
}
