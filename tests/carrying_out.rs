//! Plans carried out on small structures and on generated ones: what changes, what does not, and that it can be undone.

use proptest::prelude::*;

use govgraph::questions::{
    Circle, MemberKind, audit, change, compare, composition, coverage, duplication, lineage, load, membership, overlap,
    path, profile, register, representation, timeline,
};
use govgraph::{
    Action, Body, BodyId, BodyStatus, BodyView, Capacity, Code, Count, Cover, Dataset, Date, Duty, Event, EventKind,
    ExOfficio, Existence, GovGraph, Holder, Leg, Period, PlannedStep, Provenance, Relation, RelationKind, Remit,
    RemitRole, Reorganisation, Seat, SeatView, Snapshot, Source, Standing, StatusAt, Theme, Transferred, Tri, When,
};
use govgraph_io::authored::{self, Text};

use crate::load::{built, date, london};

/// A plan for a graph, read from YAML.
pub(crate) fn plan(graph: &GovGraph, yaml: &str) -> Reorganisation {
    let read = authored::read_plan(Text { name: "plan.yaml", bytes: yaml.as_bytes() }, graph.files());
    assert_eq!(read.findings, []);
    read.plan.unwrap()
}

/// Why a plan cannot be carried out, in codes.
fn refused(graph: &GovGraph, yaml: &str) -> Vec<Code> {
    let refused = graph.carry_out(&plan(graph, yaml), None).unwrap_err();
    refused.findings.iter().map(|finding| finding.code).collect()
}

const BOARDS: &str = "sources:
  paper: { title: A paper, date: 2010-03 }
  act: { title: An Act }
themes:
  crime: { name: Crime }
  drugs: { name: Drugs, broader: crime }
bodies:
  old:
    name: Old board
    kind: board
    exists: 2006/
    source: paper
    remits: [ { theme: crime, as: owner }, { theme: drugs, as: priority } ]
    duties: [ { text: Publish a plan } ]
    seats: [ { of: police, post: Commander, capacity: chair }, { of: health } ]
    sponsors: network
  new: { name: New board, kind: board, proposed: 2010-03, source: paper, seats: [ { of: police } ], remits: [ { theme: drugs, as: owner } ] }
  network: { name: Network, kind: network, source: paper, seats: [ { chair_of: old } ], sub_board_of: old }
  forum: { name: Forum, kind: forum, exists: 2000/2008, source: paper }
  police: { name: Police, exists: 1990/.., source: act }
  health: { name: Health, exists: 1990/.., source: act }
  late: { name: Late board, kind: board, exists: 2015/.., source: act }
";

mod what_changes {
    use super::*;

    fn carried_out(steps: &str) -> govgraph::reorganisation::CarriedOut {
        let graph = built(BOARDS).graph;
        let plan = plan(&graph, &format!("title: T\non: 2010-09\nsteps:\n{steps}"));
        graph.carry_out(&plan, None).unwrap()
    }

    fn standing(graph: &GovGraph, id: &str, at: &str) -> Standing {
        graph.at(date(at)).standing(graph.find(id).unwrap()).unwrap()
    }

    #[test]
    fn what_is_replaced_is_gone_on_the_first_day_and_what_replaces_it_is_there() {
        let with = carried_out("  - { replace: old, with: new }\n");
        for at in ["2010-09-01", "2010-09", "2012"] {
            assert_eq!(standing(&with.graph, "old", at), Standing::Ended, "{at}");
            assert_eq!(standing(&with.graph, "new", at), Standing::Active, "{at}");
        }
        // What was known of the days before is as it was: certain until the paper, open until the eve.
        assert_eq!(standing(&with.graph, "old", "2010-03"), Standing::Active);
        assert_eq!(standing(&with.graph, "old", "2010-06"), Standing::Possible);
        assert_eq!(standing(&with.graph, "new", "2010-08-31"), Standing::Proposed);
    }

    #[test]
    fn a_source_that_speaks_of_the_very_month_does_not_keep_what_ends() {
        let graph = built(BOARDS).graph;
        let plan = plan(&graph, "title: T\non: 2010-03\nsteps:\n  - abolish: old\n");
        let with = graph.carry_out(&plan, None).unwrap().graph;
        let (at, old) = (with.at(date("2010-03")), with.find("old").unwrap());
        assert_eq!(at.standing(old), Some(Standing::Ended));
        assert!(old.seats().all(|seat| at.covers(&seat.extent()) == Cover::No));
        assert!(old.remits().all(|remit| at.holds_remit(remit) == Cover::No));
        assert!(with.relations().iter().all(|relation| at.holds(relation) == Cover::No));
    }

    #[test]
    fn the_seats_and_remits_of_a_proposal_hold_once_it_is_carried_out() {
        let with = carried_out("  - create: new\n").graph;
        let (at, new) = (with.at(date("2010-09")), with.find("new").unwrap());
        assert!(new.seats().all(|seat| at.covers(&seat.extent()) == Cover::Certain));
        assert!(new.remits().all(|remit| at.holds_remit(remit) == Cover::Certain));
    }

    #[test]
    fn nothing_passes_on_that_no_step_hands_over() {
        let with = carried_out("  - { replace: old, with: new }\n").graph;
        let themes: Vec<&str> = with.find("new").unwrap().remits().map(|remit| remit.theme().as_str()).collect();
        assert_eq!(themes, ["drugs"]);
        assert_eq!(with.find("new").unwrap().record().duties, []);
        let network = with.find("network").unwrap();
        assert_eq!(network.seats().next().unwrap().ex_officio_on(), with.find("old").ok());
    }

    #[test]
    fn what_is_handed_over_ends_for_the_one_and_begins_for_the_other() {
        let with = carried_out(
            "  - { replace: old, with: new }
  - { transfer: remit, theme: crime, from: old, to: new }
  - { transfer: duty, duty: publish a plan, from: old, to: new }
  - { transfer: seat, of: health, from: old, to: new }
  - { transfer: relation, kind: sub_board_of, with: network, from: old, to: new }
  - { transfer: relation, kind: sponsors, from: old, to: new }
",
        )
        .graph;
        let at = with.at(date("2010-09"));
        let new = with.find("new").unwrap();
        let crime = new.remits().find(|remit| remit.theme().as_str() == "crime").unwrap();
        assert_eq!((at.holds_remit(crime), crime.record().role), (Cover::Certain, RemitRole::Owner));
        assert_eq!(new.record().duties.len(), 1);
        let health = new.seats().find(|seat| seat.organisation().is_some_and(|of| of.id().as_str() == "health"));
        assert_eq!(at.covers(&health.unwrap().extent()), Cover::Certain);
        let held = with.relations().iter().filter(|relation| at.holds(relation) == Cover::Certain);
        let held: Vec<String> =
            held.map(|relation| format!("{} {} {}", relation.from, relation.kind, relation.to)).collect();
        assert_eq!(held, ["network sub_board_of new", "new sponsors network"]);
        // Before, it was the other's.
        let before = with.at(date("2010-03"));
        let old = with.find("old").unwrap();
        assert!(old.remits().all(|remit| before.holds_remit(remit) == Cover::Certain));
    }

    #[test]
    fn a_body_that_goes_on_takes_in_those_that_are_merged_into_it() {
        let with = carried_out("  - { merge: [old, network], into: police }\n").graph;
        assert_eq!(standing(&with, "police", "2010-09"), Standing::Active);
        assert_eq!(standing(&with, "police", "2001"), Standing::Active);
        assert_eq!(standing(&with, "network", "2010-09"), Standing::Ended);
        let absorbed = with.events().iter().flat_map(|event| &event.legs).map(|leg| leg.kind);
        assert_eq!(absorbed.collect::<Vec<_>>(), [EventKind::Absorbed]);
    }

    #[test]
    fn a_body_that_the_plan_describes_begins_with_what_the_plan_gives_it() {
        let graph = built(BOARDS).graph;
        let plan = plan(
            &graph,
            "title: T
on: 2010-09
sources: { minutes: { title: Minutes } }
bodies:
  third: { name: Third board, kind: board, seats: [ { of: police } ], reports_to: police, source: minutes item 2 }
steps:
  - { merge: [old, network], into: third, source: minutes item 3 }
",
        );
        let with = graph.carry_out(&plan, None).unwrap();
        let (at, third) = (with.graph.at(date("2010-09")), with.graph.find("third").unwrap());
        assert_eq!(at.standing(third), Some(Standing::Active));
        assert_eq!(
            with.graph.relations_of(third).map(|(relation, ..)| at.holds(relation)).collect::<Vec<_>>(),
            [Cover::Certain]
        );
        let cited: Vec<String> = third.period_evidence().iter().map(|cited| cited.source.to_string()).collect();
        assert_eq!(cited[..2], ["the-plan", "minutes"]);
        let merged = with.graph.events().iter().flat_map(|event| &event.legs).map(|leg| leg.kind);
        assert_eq!(merged.collect::<Vec<_>>(), [EventKind::Merged]);
    }

    #[test]
    fn what_follows_from_a_plan_never_looks_as_if_a_document_had_said_it() {
        let with = carried_out("  - { replace: old, with: new, source: paper para 1 }\n");
        let event = &with.graph.events()[0];
        let cited: Vec<String> = with
            .graph
            .evidence(&event.provenance, &[])
            .iter()
            .map(|cited| format!("{} {}", cited.source, cited.locator.as_deref().unwrap_or("")))
            .collect();
        assert_eq!(cited, ["the-plan step 1", "paper para 1"]);
        assert_eq!(with.source.as_str(), "the-plan");
    }
}

mod what_is_refused {
    use super::*;

    fn codes(steps: &str) -> Vec<Code> {
        refused(&built(BOARDS).graph, &format!("title: T\non: 2010-09\nsteps:\n{steps}"))
    }

    #[test]
    fn everything_that_stands_against_a_plan_is_told_at_once() {
        let codes = codes(
            "  - abolish: [olt, forum]
  - { replace: late, with: late }
  - create: [old, forum]
  - { transfer: remit, theme: drugs, from: network, to: police }
",
        );
        assert_eq!(
            codes,
            [
                Code::UnknownBody,
                Code::BodyNotThere,
                Code::BodyNotThere,
                Code::StepIntoItself,
                Code::BodyAlreadyThere,
                Code::BodyAlreadyThere,
                Code::StepsContradict,
                Code::NothingToTransfer,
            ]
        );
    }

    #[test]
    fn a_body_ends_only_once_and_takes_over_only_if_it_goes_on() {
        assert_eq!(codes("  - abolish: old\n  - { replace: old, with: new }\n"), [Code::StepsContradict]);
        assert_eq!(codes("  - { replace: old, with: network }\n  - abolish: network\n"), [Code::StepsContradict]);
        assert_eq!(codes("  - create: new\n  - create: new\n"), [Code::StepsContradict]);
        assert_eq!(codes("  - { transfer: remit, theme: crime, from: old, to: new }\n"), [Code::BodyNotThere]);
    }

    #[test]
    fn what_is_handed_over_twice_is_told_even_if_it_is_called_by_two_names() {
        let twice = "  - { transfer: seat, of: police, from: old, to: network }
  - { transfer: seat, post: commander, from: old, to: health }
";
        assert_eq!(codes(twice), [Code::StepsContradict]);
        let both_ends = "  - { transfer: relation, kind: sponsors, from: old, to: police }
  - { transfer: relation, kind: sponsors, from: network, to: health }
";
        assert_eq!(codes(both_ends), [Code::StepsContradict]);
    }

    #[test]
    fn a_body_that_begins_with_nothing_and_a_source_that_nobody_knows() {
        let graph = built(BOARDS).graph;
        let yaml =
            "title: T\non: 2010-09\nbodies: { third: { name: Third } }\nsteps: [ { abolish: old, source: papper } ]\n";
        assert_eq!(refused(&graph, yaml), [Code::BadValue, Code::UnknownSource]);
        let yaml = "title: T\non: 2010-09\nbodies: { old: { name: Again } }\nsteps: [ { create: old } ]\n";
        assert_eq!(refused(&graph, yaml), [Code::DuplicateId]);
    }

    #[test]
    fn a_transfer_may_not_lead_into_a_circle() {
        let graph = built(BOARDS).graph;
        let yaml =
            "title: T\non: 2010-09\nsteps: [ { transfer: relation, kind: sub_board_of, from: old, to: network } ]\n";
        assert_eq!(refused(&graph, yaml), [Code::SelfRelation]);
    }
}

#[test]
fn without_steps_nothing_changes() {
    let graph = &london().graph;
    let with = graph.carry_out(&Reorganisation::new("Nothing", date("2010-09")), None).unwrap();
    assert!(with.patch.is_empty());
    assert_eq!(with.graph.dataset(), graph.dataset());
}

#[test]
fn the_records_of_a_graph_make_the_same_graph_again() {
    let graph = &london().graph;
    let again = GovGraph::build(graph.dataset()).unwrap().graph;
    assert_eq!(answers(&again, &[None, Some(date("2010-03"))]), answers(graph, &[None, Some(date("2010-03"))]));
    assert_eq!(again.dataset(), graph.dataset());
}

/// The answers to all questions at some dates.
pub(crate) fn answers(graph: &GovGraph, dates: &[Option<Date>]) -> Vec<String> {
    let each = dates.iter().flat_map(|at| {
        let snapshot = at.clone().map_or_else(|| graph.at_any_time(), |at| graph.at(at));
        let mut all = vec![
            serde_json::to_string(&register::find(&snapshot, &register::Params::default())),
            serde_json::to_string(&overlap::find(&snapshot, &overlap::Params::default())),
            serde_json::to_string(&overlap::find(
                &snapshot,
                &overlap::Params { by: overlap::By::Theme, ..Default::default() },
            )),
            serde_json::to_string(&representation::find(&snapshot, &representation::Params::default())),
            serde_json::to_string(&lineage::overview(&snapshot)),
            serde_json::to_string(&coverage::find(&snapshot, &coverage::Params::default())),
            serde_json::to_string(&composition::find(&snapshot, &composition::Params::default())),
            serde_json::to_string(&duplication::find(&snapshot, &duplication::Params::default())),
            serde_json::to_string(&load::find(&snapshot, &load::Params::default())),
            serde_json::to_string(&membership::find(&snapshot, &membership::Params::default())),
            serde_json::to_string(&timeline::find(&snapshot, &timeline::Params::default())),
            serde_json::to_string(&audit::find(&snapshot, &audit::Params::default())),
        ];
        let any_time = graph.at_any_time();
        all.push(serde_json::to_string(&change::find(
            &any_time,
            &snapshot,
            &change::Params { bodies: None, all: true },
        )));
        for (from, to) in graph.bodies().zip(graph.bodies().skip(1)) {
            let along = path::Along::relations().chain([path::Along::Succession, path::Along::Seat]).collect();
            all.push(serde_json::to_string(&path::find(&snapshot, &path::Params { from, to, along, most: 9 })));
            let params = compare::Params { a: from, b: to, by: MemberKind::Organisation, circle: Circle::Core };
            all.push(serde_json::to_string(&compare::find(&snapshot, &params)));
        }
        for body in graph.bodies() {
            all.push(serde_json::to_string(&profile::find(&snapshot, &profile::Params { body })));
            all.push(serde_json::to_string(&lineage::find(&snapshot, &lineage::Params { body })));
        }
        all
    });
    each.map(Result::unwrap).collect()
}

fn id(number: usize) -> BodyId {
    format!("b{number}").parse().unwrap()
}

fn cites(source: Option<usize>) -> Provenance {
    let mut provenance = Provenance::default();
    let citation = source.map(|n| govgraph::Citation { source: source_id(n).into(), locator: None });
    provenance.sources.extend(citation);
    provenance
}

fn source_id(number: usize) -> govgraph::SourceId {
    format!("s{number}").parse().unwrap()
}

fn theme_id(number: usize) -> govgraph::ThemeId {
    format!("t{number}").parse().unwrap()
}

const BODIES: usize = 7;
const DATES: [&str; 6] = ["2000", "2002-06", "2003-01-15", "2004", "2005-03", "2006"];

fn some_period() -> impl Strategy<Value = Option<Period>> {
    let periods = vec![
        "2000/..",
        "2000/",
        "/2004",
        "2001/2003",
        "2002-06/2005-03",
        "2004/",
        "2003/..",
        "../2004-06",
        "2005",
        "[2001,2003]/2006",
    ];
    proptest::option::weighted(0.6, proptest::sample::select(periods).prop_map(|text| text.parse().unwrap()))
}

prop_compose! {
    fn some_body(number: usize)(
        exists in some_period(),
        is_proposal in proptest::bool::weighted(0.3),
        source in proptest::option::of(0..3usize),
        status in proptest::option::weighted(0.2, (0..4usize, 0..DATES.len())),
        remits in proptest::collection::vec((0..4usize, some_period(), proptest::bool::weighted(0.2), proptest::option::of(0..3usize)), 0..3),
        seats in proptest::collection::vec((0..BODIES, 0..4usize, some_period(), 1..3u32, proptest::option::of(0..3usize)), 0..5),
        duty in some_period(),
    ) -> Body {
        let mut body = Body::new(id(number), format!("Body {number}"));
        body.kind = govgraph::BodyKind::Board;
        body.provenance = cites(source);
        if is_proposal {
            body.proposed = Some(date(DATES[number % DATES.len()]));
        } else {
            body.exists = exists.map(|during| Existence { during: during.into(), provenance: Provenance::default() });
        }
        body.status = status.into_iter().map(|(is, at)| StatusAt {
            is: [BodyStatus::Active, BodyStatus::UnderReview, BodyStatus::Superseded, BodyStatus::Proposed][is],
            at: Some(date(DATES[at]).into()),
            provenance: Provenance::default(),
        }).collect();
        body.remits = remits.into_iter().map(|(theme, during, proposed, source)| Remit {
            theme: theme_id(theme).into(),
            role: RemitRole::Owner,
            proposed,
            during: during.map(Into::into),
            provenance: cites(source),
        }).collect();
        body.seats = seats.into_iter().filter(|(of, ..)| *of != number).map(|(of, sort, during, count, source)| {
            let mut holder = Holder { organisation: Some(id(of).into()), ..Holder::default() };
            if sort == 1 {
                holder.post = Some(format!("Post {count}").into());
            } else if sort == 2 {
                holder = Holder { ex_officio: Some(ExOfficio { capacity: Capacity::Chair, on: id(of).into() }), ..Holder::default() };
            }
            let mut seat = Seat::new(holder);
            seat.capacity = if sort == 3 { Capacity::Chair.into() } else { Capacity::Member.into() };
            seat.count = Count::exactly(count);
            seat.during = during.map(Into::into);
            seat.provenance = cites(source);
            if sort == 3 {
                seat.items = vec![Seat { count: Count::ONE, items: Vec::new(), ..seat.clone() }];
            }
            seat
        }).collect();
        body.duties = duty.into_iter().map(|during| Duty {
            text: "Report".into(), per_year: None, needs: None, during: Some(during), provenance: Provenance::default(),
        }).collect();
        body.seats_complete = Tri::Unknown;
        body
    }
}

/// Bodies of every sort at every time, with seats, remits, relations and events between them.
pub(crate) fn structure() -> impl Strategy<Value = Dataset> {
    let bodies: Vec<_> = (0..BODIES).map(some_body).collect();
    let kinds = vec![
        RelationKind::SubBoardOf,
        RelationKind::Sponsors,
        RelationKind::ReportsTo,
        RelationKind::Scrutinises,
        RelationKind::Leads,
    ];
    let relation =
        (proptest::sample::select(kinds), 0..BODIES, 0..BODIES, some_period(), proptest::bool::weighted(0.2));
    let relations = proptest::collection::vec(relation, 0..8);
    let events = proptest::collection::vec((0..BODIES, 0..BODIES, 0..DATES.len(), 0..4usize), 0..3);
    (bodies, relations, events).prop_map(|(bodies, relations, events)| {
        let sources = ["2003", "2004-06", "2002/2005"].iter().enumerate().map(|(n, text)| {
            let mut source = Source::new(source_id(n), format!("Source {n}"));
            source.date = Some(text.parse().unwrap());
            source
        });
        let themes = (0..4).map(|n| Theme {
            id: theme_id(n).into(),
            name: format!("Theme {n}"),
            other_names: Vec::new(),
            broader: n.checked_sub(1).map(|wider| theme_id(wider).into()),
            provenance: Provenance::default(),
        });
        // Upwards only, so that nothing contains itself.
        let relations = relations.into_iter().filter(|(_, from, to, ..)| from < to);
        let relations = relations.map(|(kind, from, to, during, proposed)| Relation {
            kind,
            from: id(from).into(),
            to: id(to).into(),
            proposed,
            during: during.map(Into::into),
            provenance: Provenance::default(),
        });
        let events = events.into_iter().filter(|(from, to, ..)| from != to).map(|(from, to, at, kind)| Event {
            id: None,
            name: None,
            when: if kind == 3 { When::ProposedFor(date(DATES[at])) } else { When::On(date(DATES[at])) },
            legs: vec![Leg {
                kind: [EventKind::Replaced, EventKind::Absorbed, EventKind::FunctionTransferred, EventKind::Replaced]
                    [kind],
                from: vec![id(from).into()],
                to: vec![id(to).into()],
                survives: None,
            }],
            text: None,
            provenance: Provenance::default(),
        });
        Dataset {
            sources: sources.collect(),
            themes: themes.collect(),
            bodies,
            relations: relations.collect(),
            events: events.collect(),
            ..Dataset::default()
        }
    })
}

fn some_action() -> impl Strategy<Value = Action> {
    let body = || (0..=BODIES).prop_map(|number| id(number).into());
    let kinds = vec![RelationKind::SubBoardOf, RelationKind::Sponsors, RelationKind::ReportsTo];
    prop_oneof![
        2 => proptest::collection::vec(body(), 1..3).prop_map(|bodies| Action::Abolish { bodies }),
        2 => body().prop_map(|body| Action::Create { bodies: vec![body] }),
        2 => (proptest::collection::vec(body(), 1..3), body()).prop_map(|(from, into)| Action::Merge { from, into }),
        3 => (body(), proptest::collection::vec(body(), 1..3))
            .prop_map(|(from, with)| Action::Replace { from: vec![from], with }),
        2 => (0..4usize, body(), body()).prop_map(|(theme, from, to)| {
            Action::Transfer { what: Transferred::Remit { theme: theme_id(theme).into() }, from, to }
        }),
        1 => (body(), body()).prop_map(|(from, to)| {
            Action::Transfer { what: Transferred::Duty { text: "report".to_string().into() }, from, to }
        }),
        2 => (body(), body(), body()).prop_map(|(of, from, to)| {
            Action::Transfer { what: Transferred::Seat { of: Some(of), post: None, person: None }, from, to }
        }),
        2 => (proptest::sample::select(kinds), body(), body()).prop_map(|(kind, from, to)| {
            Action::Transfer { what: Transferred::Relation { kind, with: Vec::new() }, from, to }
        }),
    ]
}

prop_compose! {
    /// A plan that may bring a body, before anybody has looked whether it can be carried out.
    pub(crate) fn some_plan()(
        on in proptest::sample::select(DATES.to_vec()),
        actions in proptest::collection::vec(some_action(), 0..10),
    ) -> Reorganisation {
        let mut plan = Reorganisation::new("A plan", date(on));
        plan.steps = actions.into_iter().map(PlannedStep::new).collect();
        plan
    }
}

/// Those steps of a plan that can be carried out one with the other, with a body that it brings if one of them needs it.
pub(crate) fn feasible(graph: &GovGraph, plan: &Reorganisation) -> Reorganisation {
    let mut kept = Reorganisation { steps: Vec::new(), ..plan.clone() };
    for step in &plan.steps {
        let mut longer = kept.clone();
        longer.steps.push(step.clone());
        if longer.adds.bodies.is_empty() {
            let mut with_new = longer.clone();
            let mut new = Body::new(id(BODIES), "New body");
            new.seats.push(Seat::new(Holder { organisation: Some(id(0).into()), ..Holder::default() }));
            with_new.adds.bodies.push(new);
            if graph.carry_out(&with_new, None).is_ok() {
                kept = with_new;
                continue;
            }
        }
        if graph.carry_out(&longer, None).is_ok() {
            kept = longer;
        }
    }
    kept
}

/// What a body holds at a date and who sits on it, without some.
fn held(at: &Snapshot<'_>, body: BodyView<'_>, without: &[BodyId]) -> Vec<String> {
    let seats = body.finest_seats().filter(|seat| seat.organisation().is_none_or(|of| !without.contains(of.id())));
    let seats =
        seats.map(|seat| (format!("{} {}", seat.holder_name(), seat.record().count), at.covers(&seat.extent())));
    let remits = body.remits().map(|remit| (remit.theme().to_string(), at.covers(&remit.extent())));
    let held = seats.chain(remits).filter(|(_, cover)| cover.is_possible());
    let mut held: Vec<String> = held.map(|(what, cover)| format!("{what} {cover}")).collect();
    held.sort();
    held
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn undoing_a_plan_restores_every_answer(dataset in structure(), plan in some_plan()) {
        let graph = GovGraph::build(dataset.clone()).unwrap().graph;
        let plan = feasible(&graph, &plan);
        let with = graph.carry_out(&plan, None).unwrap();
        let at = [None, Some(plan.on.clone()), Some(date("2004"))];
        // On the records as they were written, in their own order.
        let changed = with.patch.apply(dataset);
        if let Ok(changed) = changed {
            let restored = with.patch.inverse().apply(changed).unwrap();
            prop_assert_eq!(answers(&GovGraph::build(restored).unwrap().graph, &at), answers(&graph, &at));
        }
        let changed = with.patch.apply(graph.dataset()).unwrap();
        prop_assert_eq!(changed.bodies.len(), with.graph.bodies().len());
        let restored = with.patch.inverse().apply(changed).unwrap();
        prop_assert_eq!(restored.bodies, graph.dataset().bodies);
        let restored = with.patch.inverse().apply(with.patch.apply(graph.dataset()).unwrap()).unwrap();
        prop_assert_eq!(answers(&GovGraph::build(restored).unwrap().graph, &at), answers(&graph, &at));
        prop_assert_eq!(with.patch.is_empty(), plan.steps.is_empty());
        prop_assert_eq!(with.patch.inverse().inverse(), with.patch);
    }

    #[test]
    fn the_records_of_any_graph_make_it_again(dataset in structure()) {
        let graph = GovGraph::build(dataset).unwrap().graph;
        let again = GovGraph::build(graph.dataset()).unwrap().graph;
        prop_assert_eq!(answers(&again, &[None, Some(date("2004"))]), answers(&graph, &[None, Some(date("2004"))]));
        prop_assert_eq!(again.dataset(), graph.dataset());
    }

    #[test]
    fn what_ends_is_gone_with_all_it_has_and_what_begins_is_there(dataset in structure(), plan in some_plan()) {
        let graph = GovGraph::build(dataset).unwrap().graph;
        let plan = feasible(&graph, &plan);
        let with = graph.carry_out(&plan, None).unwrap();
        let at = with.graph.at(plan.on);
        for id in &with.ends {
            let body = with.graph.body(id).unwrap();
            prop_assert_eq!(at.standing(body).map(Standing::exists), Some(Cover::No));
            prop_assert!(body.seats_and_items().all(|seat| at.covers(&seat.extent()) == Cover::No));
            prop_assert!(body.holds().all(|seat| at.covers(&seat.extent()) == Cover::No));
            prop_assert!(body.remits().all(|remit| at.holds_remit(remit) == Cover::No));
            prop_assert!(with.graph.relations_of(body).all(|(relation, ..)| at.holds(relation) == Cover::No));
        }
        for id in &with.begins {
            let body = with.graph.body(id).unwrap();
            prop_assert_eq!(at.standing(body).map(Standing::exists), Some(Cover::Certain));
        }
    }

    #[test]
    fn until_its_day_a_plan_changes_nothing_for_bodies_that_it_does_not_begin(dataset in structure(), plan in some_plan()) {
        let graph = GovGraph::build(dataset).unwrap().graph;
        let plan = feasible(&graph, &plan);
        let with = graph.carry_out(&plan, None).unwrap();
        for before in ["1995", "2001-05", "2002-05-31", "2002-12", "2004-12-31"].map(date) {
            if before.last() >= plan.on.first() {
                continue;
            }
            let (now, then) = (graph.at(before.clone()), with.graph.at(before.clone()));
            // Of what is only proposed, nothing is known of any date before it begins, or is ended.
            let new = graph.bodies().filter(|body| body.is_only_proposed()).map(|body| body.id().clone());
            let new: Vec<BodyId> = new.chain(with.begins.iter().cloned()).collect();
            for body in graph.bodies().filter(|body| !new.contains(body.id())) {
                let other = with.graph.body(body.id()).unwrap();
                prop_assert_eq!(now.standing(body), then.standing(other), "{} at {}", body.id(), before);
                // Where a source lists who did not exist, the records contradict each other, and what ends takes that away.
                let looked = ["2003", "2004", "2004-06"].map(|at| graph.at(date(at)));
                let contested = |seat: SeatView<'_>| {
                    seat.is_contested(&graph.at_any_time()) || looked.iter().any(|at| seat.is_contested(at))
                };
                if !body.seats_and_items().any(contested) {
                    prop_assert_eq!(held(&now, body, &new), held(&then, other, &new), "{} at {}", body.id(), before);
                }
            }
        }
    }
}
