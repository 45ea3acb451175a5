//! What an audit tells and, as much, what it must not tell.

use std::collections::BTreeSet;

use govgraph::questions::audit::{self, Report, Row, Subject, Threshold};
use govgraph::questions::composition::{self, Verdict};
use govgraph::{Built, Code, Cover, Severity};

use crate::load::{built, date, london};

fn audit(built: &Built, at: Option<&str>) -> Report {
    let params = audit::Params { checked: &built.findings, ..Default::default() };
    let snapshot = at.map_or_else(|| built.graph.at_any_time(), |at| built.graph.at(date(at)));
    audit::find(&snapshot, &params)
}

/// Code and bodies of each finding that stands, but that records rest on no source, as those of small examples do.
fn told(report: &Report) -> Vec<String> {
    report.rows.iter().filter(|row| row.code != Code::Unsourced).map(name).collect()
}

fn name(row: &Row) -> String {
    let ids: Vec<&str> = row.bodies.iter().map(|body| body.id.as_str()).collect();
    let possible = if row.cover == Cover::Certain { "" } else { " possible" };
    format!("{}{possible} {}", row.code, ids.join("+")).trim_end().to_string()
}

fn of(report: &Report, code: Code) -> Vec<&Row> {
    report.rows.iter().filter(|row| row.code == code).collect()
}

fn ids<'r>(rows: &[&'r Row]) -> Vec<&'r str> {
    rows.iter().flat_map(|row| &row.bodies).map(|body| body.id.as_str()).collect()
}

/// What there is to tell of some bodies at a date, or whatever the date.
fn told_of(yaml: &str, at: Option<&str>) -> Vec<String> {
    told(&audit(&built(yaml), at))
}

mod elected_representation {
    use super::*;

    #[test]
    fn a_closed_list_of_officers_lacks_elected_members() {
        let yaml = "bodies:
  council: { name: Council, kind: council, posts: [ { name: Leader, elected: yes, basis: direct } ] }
  board: { name: Board, kind: board, seats_complete: yes, reports_to: council, seats: [ { of: council, post: Clerk, elected: no } ] }
";
        assert_eq!(told_of(yaml, None), ["no-elected-members board"]);
        let open = yaml.replace("seats_complete: yes, ", "");
        assert_eq!(told_of(&open, None), ["elected-members-open board"], "nobody says that the list is complete");
        let elected = yaml.replace("post: Clerk, elected: no", "post: Leader");
        assert_eq!(told_of(&elected, None), [""; 0]);
    }

    #[test]
    fn a_source_is_told_at_its_time_and_no_other() {
        let yaml = "sources: { paper: { title: A paper, date: 2010-03 } }
bodies:
  panel:
    name: Panel
    kind: council
    exists: 2000/..
    says: [ { about: elected-representation, value: none, source: paper } ]
";
        assert_eq!(told_of(yaml, Some("2010-03")), ["no-elected-members panel"]);
        assert_eq!(told_of(yaml, Some("2010-03-15")), ["no-elected-members panel"]);
        assert_eq!(told_of(yaml, Some("2010")), ["elected-members-open panel"], "of March it is known, of 2010 not");
        assert_eq!(told_of(yaml, Some("2012")), [""; 0]);
    }

    #[test]
    fn a_source_that_its_seats_contradict_is_no_verdict_either_way() {
        let yaml = "sources: { paper: { title: A paper, date: 2010-03 } }
bodies:
  panel:
    name: Panel
    kind: council
    source: paper
    seats: [ { described: councillor, elected: yes, basis: direct } ]
    says: [ { about: elected-representation, value: none } ]
";
        let report = audit(&built(yaml), Some("2010-03"));
        assert_eq!(told(&report), ["elected-members-contradicted panel"]);
        assert!(report.rows[0].message.contains("a source says that there are none; by its seats 1 or more of"));
        assert_eq!(told_of(&yaml.replace("value: none", "value: some"), Some("2010-03")), [""; 0]);
    }
}

mod members {
    use super::*;

    #[test]
    fn a_board_of_which_no_member_is_known_is_unknown_and_not_without_elected_members() {
        let yaml = "bodies:
  council: { name: Council, kind: council, posts: [ { name: Leader, elected: yes, basis: direct } ] }
  board: { name: Board, kind: board, reports_to: council }
  agency: { name: Agency, kind: agency }
";
        assert_eq!(told_of(yaml, None), ["members-unknown board"], "an agency is not of the sort that meets");
    }

    #[test]
    fn members_of_another_time_are_not_known_then_and_may_be_if_the_body_may_be_there() {
        let yaml = "sources: { paper: { title: A paper, date: 2010 } }
bodies:
  council: { name: Council, kind: council, exists: 1974/.., posts: [ { name: Leader, elected: yes, basis: direct } ] }
  board: { name: Board, kind: board, exists: 2005/2015, source: paper, reports_to: { body: council, during: 2000/.. }, seats: [ { of: council, post: Leader } ] }
";
        assert_eq!(told_of(yaml, Some("2010")), [""; 0]);
        assert_eq!(told_of(yaml, Some("2012")), ["members-unknown board"]);
        assert_eq!(told_of(yaml, Some("2015")), ["members-unknown possible board"]);
        assert_eq!(told_of(yaml, Some("2016")), [""; 0], "of what had ended nothing has to be known");
    }

    #[test]
    fn a_vacancy_is_told_while_it_lasts() {
        let yaml = "bodies:
  council: { name: Council, kind: council, exists: 1974/.., seats: [ { described: councillor, elected: yes, basis: direct, during: 1974/.. }, { described: co-optee, vacant: yes, during: 2010-03/2010-06 } ] }
";
        assert_eq!(told_of(yaml, Some("2010-04")), ["vacant-seat council"]);
        assert_eq!(told_of(yaml, Some("2010-06")), ["vacant-seat possible council"]);
        assert_eq!(told_of(yaml, Some("2010-07")), [""; 0]);
        let filled = yaml.replace("vacant: yes", "vacant: no");
        assert_eq!(told_of(&filled, Some("2010-04")), [""; 0]);
    }

    #[test]
    fn a_stale_holder_is_told_at_the_dates_of_the_sources_that_list_it() {
        let yaml = "sources: { a: { title: A, date: 2010 }, b: { title: B, date: 2014 }, c: { title: C, date: 2018 } }
bodies:
  group: { name: Group, kind: organisation, exists: 2000/2012 }
  board: { name: Board, kind: council, exists: 2000/.., seats: [ { of: group, source: [ a, b, c ] } ] }
";
        let stale = |at| audit(&built(yaml), Some(at)).rows.iter().any(|row| row.code == Code::StaleHolder);
        assert_eq!(
            ["2010", "2012", "2014", "2016", "2018", "2020"].map(stale),
            [false, false, true, false, true, false]
        );
    }

    #[test]
    fn a_count_that_differs_is_told_at_the_time_of_its_source() {
        let yaml = "sources: { a: { title: A, date: 2010-03 } }
bodies:
  firm: { name: Firm, kind: company, exists: 1990/.. }
  board: { name: Board, kind: council, exists: 2000/.., seats: [ { of: firm, count: 2, elected: yes, source: a, items: [ { post: X }, { post: Y }, { post: Z } ] } ] }
";
        let mismatch = |at| {
            let report = audit(&built(yaml), Some(at));
            report.rows.iter().find(|row| row.code == Code::CountMismatch).map(|row| row.cover)
        };
        assert_eq!(mismatch("2010-03"), Some(Cover::Certain));
        assert_eq!(mismatch("2010"), Some(Cover::Possible));
        assert_eq!(mismatch("2012"), None);
    }
}

mod accountability {
    use super::*;

    #[test]
    fn a_way_that_is_only_proposed_or_only_informs_is_none() {
        let yaml = |relation: &str| {
            format!(
                "bodies:
  council: {{ name: Council, kind: council, posts: [ {{ name: Leader, elected: yes, basis: direct }} ] }}
  board: {{ name: Board, kind: board, seats: [ {{ of: council, post: Leader }} ], {relation} }}
"
            )
        };
        assert_eq!(told_of(&yaml("reports_to: council"), None), [""; 0]);
        assert_eq!(told_of(&yaml("informs: council"), None), ["no-way-to-elected board"]);
        assert_eq!(told_of(&yaml("reports_to: { body: council, proposed: yes }"), None), ["no-way-to-elected board"]);
    }

    #[test]
    fn statements_are_told_of_their_own_time_alone() {
        let yaml = "sources: { paper: { title: A paper, date: 2010-03 } }
bodies:
  council:
    name: Council
    kind: council
    exists: 1974/..
    says:
      - { about: duplication, text: Two teams do the same, source: paper }
      - { about: mapping, text: Nobody has a list, source: paper }
      - { about: accountability, text: It answers to nobody, source: paper }
      - { about: activity, text: It met, source: paper }
";
        let all = ["duplication-stated council", "mapping-stated council", "accountability-stated council"];
        assert_eq!(told_of(yaml, Some("2010-03")), all);
        assert_eq!(told_of(yaml, Some("2010")), all.map(|told| told.replace(' ', " possible ")));
        assert_eq!(told_of(yaml, Some("2011")), [""; 0]);
    }
}

mod rules_and_duties {
    use super::*;

    const PARTNERSHIP: &str = "sources: { list: { title: List of members, date: 2010-03 } }
classes: { csp: { name: Partnership }, police: { name: Police }, fire: { name: Fire brigade }, local: { name: Local authority } }
bodies:
  council: { name: Council, kind: council, classes: local, exists: 1974/.., posts: [ { name: Leader, elected: yes, basis: direct } ] }
  force: { name: Force, kind: police-force, classes: police, exists: 1960/.. }
  brigade: { name: Brigade, kind: service, classes: fire, exists: 1970/2008 }
  csp:
    name: Partnership
    kind: partnership
    classes: csp
    exists: 2000/..
    source: list
    reports_to: { body: council, during: 2000/.. }
    seats_complete: yes
    seats: [ { of: council, post: Leader }, { of: force } ]
rules:
  members:
    name: Members of a partnership
    applies_to: csp
    during: 1998/..
    requires: [ { text: the police, classes: police }, { text: the fire brigade, classes: fire } ]
";

    fn told_in_2010(yaml: &str) -> Vec<String> {
        told_of(yaml, Some("2010-03"))
    }

    #[test]
    fn a_required_member_that_a_closed_list_lacks_is_missing() {
        let report = audit(&built(PARTNERSHIP), Some("2010-03"));
        assert_eq!(told(&report), ["required-member-missing csp"]);
        assert!(report.rows[0].message.contains("the fire brigade") && !report.rows[0].message.contains("the police"));
        assert_eq!(report.rows[0].severity, Severity::Warning);
    }

    #[test]
    fn a_list_that_may_go_on_or_is_of_another_time_leaves_it_open() {
        let open = PARTNERSHIP.replace("seats_complete: yes", "seats_complete: no");
        assert_eq!(told_in_2010(&open), ["required-member-open csp"]);
        let later = told_of(PARTNERSHIP, Some("2015"));
        assert_eq!(later, ["members-unknown csp", "required-member-open csp"]);
        assert_eq!(told_of(PARTNERSHIP, Some("1996")), [""; 0], "there was neither rule nor partnership");
    }

    #[test]
    fn a_member_that_had_ended_is_there_on_paper_only() {
        let yaml = PARTNERSHIP.replace("{ of: force } ]", "{ of: force }, { of: brigade } ]");
        assert_eq!(told_in_2010(&yaml), ["stale-holder csp", "required-member-on-paper csp"]);
        let there = yaml.replace("1970/2008", "1970/2018");
        assert_eq!(told_in_2010(&there), [""; 0]);
    }

    #[test]
    fn a_duty_needs_a_body_for_certain_and_not_a_proposed_one() {
        let yaml = |relation: &str| {
            format!(
                "bodies:
  council: {{ name: Council, kind: council, exists: 1974/.., {relation}, duties: [ {{ text: Be scrutinised, needs: scrutinises, during: 2000/.. }} ] }}
  panel: {{ name: Panel, kind: organisation, exists: 1990/.. }}
relations:
  - {{ kind: scrutinises, from: panel, to: council, RELATION }}
"
            )
        };
        let told = |relation: &str| told_of(&yaml("level: local").replace("RELATION", relation), Some("2010"));
        assert_eq!(told("during: 2005/.."), [""; 0]);
        assert_eq!(told("proposed: yes"), ["duty-without-body council"]);
        assert_eq!(told("during: 2011/.."), ["duty-without-body council"]);
        assert_eq!(told_of(&yaml("level: local").replace("RELATION", "during: 2011/.."), Some("1999")), [""; 0]);
    }
}

mod remits {
    use super::*;

    const THEMES: &str = "themes: { crime: { name: Crime }, gangs: { name: Gangs, broader: crime }, health: { name: Health } }
sources: { paper: { title: A paper, date: 2010-03 } }
bodies:
  council:
    name: Council
    kind: council
    level: regional
    exists: 1974/..
    remits: [ { theme: crime, as: owner, during: 2000/.. } ]
    says: [ { about: activity, text: Gangs and health matter, themes: [ gangs, health ], source: paper } ]
  town: { name: Town, kind: council, level: local, exists: 1974/.., remits: [ { theme: gangs, as: owner, during: GANGS } ] }
";

    #[test]
    fn a_theme_that_is_named_and_that_nobody_at_that_level_holds_is_a_gap() {
        let report = audit(&built(&THEMES.replace("GANGS", "2000/..")), Some("2010-03"));
        let gaps = of(&report, Code::ThemeWithoutHolder);
        let themes: Vec<&str> = gaps.iter().map(|row| row.themes[0].id.as_str()).collect();
        assert_eq!(themes, ["gangs", "health"], "that a town holds it is no holding for the region");
        assert!(
            gaps[0].message.contains("at the regional level") && gaps[0].message.ends_with("holders of wider themes")
        );
        assert!(gaps[1].message.ends_with("nor of a wider theme"));
        assert_eq!(gaps[0].evidence[0].source.as_str(), "paper");
    }

    #[test]
    fn a_theme_that_somebody_may_hold_or_of_which_another_year_speaks_is_none() {
        let yaml = THEMES.replace("level: local", "level: regional");
        let gaps = |during: &str, at| {
            let report = audit(&built(&yaml.replace("GANGS", during)), Some(at));
            of(&report, Code::ThemeWithoutHolder).iter().map(|row| row.themes[0].id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(gaps("2000/..", "2010-03"), ["health"]);
        assert_eq!(gaps("2010/2010", "2010-03"), ["health"], "it may be held");
        assert_eq!(gaps("2012/..", "2010-03"), ["gangs", "health"]);
        assert_eq!(gaps("2012/..", "2011"), [""; 0]);
    }
}

mod duplication_and_load {
    use super::*;

    const PAIR: &str = "themes: { youth: { name: Youth crime }, gangs: { name: Gangs, broader: youth } }
areas: { town: { name: Town }, vale: { name: Vale } }
bodies:
  a: { name: A team, kind: service, area: town, exists: 2000/.., remits: [ { theme: youth, as: owner, during: 2000/.. } ] }
  b: { name: B team, kind: service, area: town, exists: 2000/.., remits: [ { theme: youth, as: contributes, during: 2000/.. } ] }
";

    #[test]
    fn two_that_hold_the_same_theme_in_one_place_are_told() {
        let report = audit(&built(PAIR), Some("2010"));
        assert_eq!(told(&report), ["duplicate-remits a+b"]);
        assert_eq!(
            report.rows[0].message,
            "A team (a) and B team (b) both hold for Town: Youth crime (owner, contributes)"
        );
        assert_eq!(report.rows[0].themes[0].id, "youth");
    }

    #[test]
    fn two_that_belong_together_or_are_elsewhere_or_of_another_time_are_not() {
        let with = |from: &str, to: &str| told_of(&PAIR.replace(from, to), Some("2010"));
        let b = "name: B team, kind: service, area: town, exists: 2000/..";
        assert_eq!(with(b, &format!("{b}, part_of: {{ body: a, during: 2000/.. }}")), [""; 0]);
        assert_eq!(with(b, &b.replace("area: town", "area: vale")), [""; 0]);
        assert_eq!(with(b, &b.replace("exists: 2000/..", "exists: 2000/2005")), [""; 0]);
        assert_eq!(with(b, &b.replace("exists: 2000/..", "proposed: 2009")), [""; 0]);
        assert_eq!(with("as: owner", "as: contributes"), [""; 0], "who only contribute do no work twice");
        assert_eq!(
            with("theme: youth, as: contributes", "theme: gangs, as: owner"),
            [""; 0],
            "a part is not the whole"
        );
        let known = with("theme: youth, as: contributes, during: 2000/..", "theme: youth, as: priority, during: 2000/");
        assert_eq!(known, ["duplicate-remits possible a+b"]);
    }

    #[test]
    fn more_than_a_meeting_a_week_is_heavy_and_an_unknown_number_is_not() {
        let yaml = |meets: &str| {
            format!(
                "bodies:
  firm: {{ name: Firm, kind: company, exists: 1990/.. }}
  a: {{ name: A, kind: service, exists: 2000/.., meets: {{ per_year: {meets}, during: 2000/.. }}, seats: [ {{ of: firm, during: 2000/.. }} ] }}
  b: {{ name: B, kind: service, exists: 2000/.., meets: {{ per_year: 12, during: 2000/.. }}, seats: [ {{ of: firm, during: 2000/.. }} ] }}
"
            )
        };
        let heavy = |meets: &str| {
            let report = audit(&built(&yaml(meets)), Some("2010"));
            of(&report, Code::HeavyLoad).first().map(|row| (row.cover, row.bodies[0].id.clone()))
        };
        assert_eq!(heavy("40"), None, "52 are one a week");
        assert_eq!(heavy("41"), Some((Cover::Certain, "firm".to_string())));
        assert_eq!(heavy("30..60"), Some((Cover::Possible, "firm".to_string())));
        assert_eq!(heavy("unknown"), None);
    }

    #[test]
    fn a_proposal_to_take_in_what_is_not_to_be_taken_in_is_a_contradiction() {
        let yaml = |value: &str, to: &str| {
            format!(
                "sources: {{ paper: {{ title: A paper, date: 2010-03 }} }}
bodies:
  youth: {{ name: Youth team, kind: service, exists: 2000/.. }}
  drugs: {{ name: Drugs team, kind: service, exists: 2000/.. }}
  crime: {{ name: Crime team, kind: service, exists: 2000/.., says: [ {{ about: subsumption, value: {value}, text: It stays apart, bodies: [ youth ], source: paper }} ] }}
events:
  - {{ kind: absorbed, from: youth, to: {to}, proposed: 2011, source: paper }}
"
            )
        };
        let told = |value: &str, to: &str, at: &str| told_of(&yaml(value, to), Some(at));
        assert_eq!(told("not-intended", "crime", "2010-03"), ["proposal-contradicted crime+youth"]);
        assert_eq!(told("not-intended", "crime", "2010-12"), ["proposal-contradicted possible crime+youth"]);
        assert_eq!(told("not-intended", "crime", "2009"), [""; 0], "nobody had proposed it");
        assert_eq!(told("intended", "crime", "2010-03"), [""; 0]);
        assert_eq!(told("not-intended", "drugs", "2010-03"), [""; 0]);
    }
}

mod allowing {
    use super::*;

    const BOARDS: &str = "themes: { youth: { name: Young people } }
sources: { minutes: { title: Minutes, date: 2010 } }
bodies:
  council: { name: Council, kind: council, posts: [ { name: Leader, elected: yes, basis: direct } ], remits: [ { theme: youth, as: owner } ], says: [ { about: mapping, text: Nobody knows, themes: [youth] } ] }
  a: { name: A board, kind: board, reports_to: council }
  b: { name: B board, kind: board, reports_to: council }
allow:
";

    fn report(allow: &str, at: Option<&str>) -> Report {
        audit(&built(&format!("{BOARDS}  - {{ {allow} }}\n")), at)
    }

    #[test]
    fn an_entry_takes_out_the_bodies_it_names_and_tells_why() {
        let report =
            report("code: members-unknown, bodies: a, reason: No list was ever kept, source: minutes item 2", None);
        assert_eq!(told(&report), ["members-unknown b", "mapping-stated council"]);
        let [allowed] = report.allowed.as_slice() else { panic!("{:?}", report.allowed) };
        assert_eq!(
            (name(&allowed.row).as_str(), allowed.reason.as_str()),
            ("members-unknown a", "No list was ever kept")
        );
        assert_eq!(allowed.agreed[0].locator.as_deref(), Some("item 2"));
        assert_eq!((report.summary.allowed, report.summary.notices), (1, report.rows.len()));
    }

    #[test]
    fn an_entry_without_bodies_is_for_all_and_one_with_a_theme_for_that() {
        assert_eq!(told(&report("code: members-unknown, reason: So be it", None)), ["mapping-stated council"]);
        let youth = report("code: mapping-stated, themes: youth, reason: So be it", None);
        assert_eq!(told(&youth), ["members-unknown a", "members-unknown b"]);
        let theme_of_none = report("code: members-unknown, themes: youth, reason: So be it", None);
        assert_eq!(theme_of_none.allowed, []);
        assert!(
            told(&theme_of_none).contains(&"unused-allow".to_string()),
            "a finding about no theme is not about youth"
        );
    }

    #[test]
    fn an_entry_that_allows_nothing_is_told_and_one_that_is_over_is_not() {
        let unused = report("code: vacant-seat, bodies: a, reason: So be it", None);
        assert_eq!(of(&unused, Code::UnusedAllow)[0].places[0].place.line, 8);
        let over = report("code: members-unknown, bodies: a, until: 2009, reason: We asked", Some("2010"));
        assert_eq!((over.allowed.len(), of(&over, Code::UnusedAllow).len()), (0, 0));
        let finding = of(&over, Code::MembersUnknown)[0];
        assert!(finding.help.as_ref().unwrap().ends_with("It was allowed until 2009: We asked"), "{finding:?}");
    }

    #[test]
    fn a_day_that_may_lie_behind_the_end_is_not_hidden() {
        let at = |at| report("code: members-unknown, bodies: a, until: 2010-03-15, reason: So be it", at).allowed.len();
        assert_eq!(at(Some("2010-03-15")), 1);
        assert_eq!(at(Some("2010-02")), 1);
        assert_eq!(at(Some("2010-03")), 0, "some of its days lie behind");
        assert_eq!(at(None), 1, "without a date there is none on which it ran out");
    }
}

mod thresholds {
    use super::*;

    #[test]
    fn what_is_allowed_or_not_shown_is_not_too_much() {
        let yaml = "bodies: { board: { name: Board, kind: board } }\n";
        let report = audit(&built(yaml), None);
        assert!(!report.exceeds(&Threshold::Severity(Severity::Warning)));
        assert!(report.exceeds(&Threshold::Severity(Severity::Notice)));
        assert!(report.exceeds(&Threshold::Codes(vec![Code::NoWayToElected, Code::VacantSeat])));
        assert!(!report.exceeds(&Threshold::Codes(vec![Code::VacantSeat])));
        let allow = "allow: [ { code: no-way-to-elected, reason: So be it } ]\n";
        assert!(!audit(&built(&format!("{yaml}{allow}")), None).exceeds(&Threshold::Codes(vec![Code::NoWayToElected])));
    }

    #[test]
    fn what_was_not_asked_for_is_counted() {
        let built = built("bodies: { board: { name: Board, kind: board } }\n");
        let params = |only, severity| audit::Params { checked: &built.findings, only, severity, ..Default::default() };
        let find = |only, severity| audit::find(&built.graph.at_any_time(), &params(only, severity));
        let some = find(&[Code::MembersUnknown], Severity::Notice);
        assert_eq!((some.rows.len(), some.summary.left_out), (1, 2));
        assert_eq!(find(&[], Severity::Warning).summary.left_out, 3);
    }
}

mod london_answers {
    use super::*;

    fn at(date: &str) -> Report {
        audit(london(), Some(date))
    }

    #[test]
    fn in_march_2010_the_partnership_lacks_elected_members_and_the_board_has_too_many_places() {
        let report = at("2010-03");
        let [lacking] = of(&report, Code::NoElectedMembers)[..] else { panic!("{:?}", told(&report)) };
        assert_eq!((lacking.bodies[0].id.as_str(), lacking.cover), ("lcsp", Cover::Certain));
        assert_eq!(lacking.evidence[0].source.as_str(), "lcrb-2010");
        assert!(lacking.evidence[0].locator.as_ref().unwrap().contains("para 4"));
        assert!(lacking.places.len() == 2 && lacking.places[0].label == "what a source says", "{:?}", lacking.places);
        let [mismatch] = of(&report, Code::CountMismatch)[..] else { panic!("{:?}", told(&report)) };
        assert_eq!(
            mismatch.message,
            "London Councils has 5 places declared on London Crime Reduction Board (lcrb), and 6 itemised"
        );
        assert_eq!(mismatch.cover, Cover::Certain);
        assert_eq!(of(&report, Code::MappingStated).len(), 4);
        let duties = of(&report, Code::DutyWithoutBody);
        assert!(
            duties
                .iter()
                .any(|row| row.bodies[0].id == "hackney-csp" && row.evidence[0].source.as_str() == "hackney-2022")
        );
        assert!(duties.iter().all(|row| row.severity == Severity::Notice));
    }

    #[test]
    fn in_march_2010_hate_crime_gangs_and_dangerous_dogs_have_no_holder_in_london() {
        let report = at("2010-03");
        let gaps = of(&report, Code::ThemeWithoutHolder).into_iter().filter(|row| row.message.contains("wider themes"));
        let themes: Vec<&str> = gaps.map(|row| row.themes[0].id.as_str()).collect();
        assert_eq!(themes, ["dangerous-dogs", "gangs", "hate-crime"]);
    }

    #[test]
    fn in_march_2010_serious_youth_violence_and_anti_social_behaviour_are_held_twice() {
        let pairs =
            |date| told(&at(date)).into_iter().filter(|name| name.starts_with("duplicate-remits")).collect::<Vec<_>>();
        let expected = [
            "duplicate-remits city-charter+london-congress",
            "duplicate-remits city-charter+mpa",
            "duplicate-remits mpa-avp+sy-violence-board",
            "duplicate-remits possible lcsp+london-asb-board",
        ];
        assert_eq!(pairs("2010-03"), expected);
        assert!(pairs("2010").contains(&"duplicate-remits possible mpa-avp+sy-violence-board".to_string()));
        // A board and the one that is proposed to follow it are no duplicates; nor are Hackney's partnership and its boards.
        assert_eq!(pairs("2022-10-27"), [""; 0]);
        assert_eq!(pairs("2016-03-02"), [""; 0]);
    }

    #[test]
    fn what_is_told_of_members_is_what_the_question_on_them_answers() {
        for day in ["2004-09-10", "2010-03", "2016-03-02", "2022-10-27"] {
            let report = at(day);
            let asked = composition::find(&london().graph.at(date(day)), &composition::Params::default());
            let bodies = |codes: &[Code]| {
                let rows = report.rows.iter().filter(|row| codes.contains(&row.code));
                rows.map(|row| row.bodies[0].id.clone()).collect::<BTreeSet<String>>()
            };
            let required = |verdict| {
                let rows = asked.requirements.iter().filter(|row| row.then == verdict);
                rows.map(|row| row.body.id.clone()).collect::<BTreeSet<String>>()
            };
            assert_eq!(bodies(&[Code::RequiredMemberMissing]), required(Verdict::Violated), "{day}");
            let open = [Code::RequiredMemberOpen, Code::RequiredMemberOnPaper];
            assert_eq!(bodies(&open), required(Verdict::Unknown), "{day}");
            let duties = asked.duties.iter().filter(|row| row.verdict != Verdict::Satisfied);
            assert_eq!(bodies(&[Code::DutyWithoutBody]), duties.map(|row| row.body.id.clone()).collect(), "{day}");
            let mut stale: Vec<String> = asked
                .stale
                .iter()
                .map(|row| format!("{} ({}) is said to sit on", row.gone.holder.name, row.gone.holder.id))
                .collect();
            stale.sort_unstable();
            let mut told: Vec<String> = of(&report, Code::StaleHolder)
                .iter()
                .map(|row| stale.iter().find(|words| row.message.starts_with(*words)).cloned().unwrap_or_default())
                .collect();
            told.sort_unstable();
            assert_eq!(told, stale, "{day}");
            let differ = asked.places.iter().filter(|row| !row.agrees && row.cover == Cover::Certain);
            assert_eq!(bodies(&[Code::CountMismatch]), differ.map(|row| row.body.id.clone()).collect(), "{day}");
        }
    }

    #[test]
    fn the_load_of_2004_is_told_as_proposed_and_of_no_other_year() {
        let report = at("2004-09-10");
        let [heavy] = of(&report, Code::HeavyLoad)[..] else { panic!("{:?}", told(&report)) };
        assert_eq!((heavy.bodies[0].id.as_str(), heavy.cover), ("mpa", Cover::Possible));
        assert!(heavy.message.contains("128 or more"), "{}", heavy.message);
        assert_eq!(of(&at("2010-03"), Code::HeavyLoad), [] as [&Row; 0]);
    }

    #[test]
    fn no_partnership_is_told_to_lack_a_responsible_authority() {
        for date in ["2004-09-10", "2010-03", "2016-03-02", "2022-10-27"] {
            assert_eq!(of(&at(date), Code::RequiredMemberMissing), [] as [&Row; 0], "{date}");
        }
        assert_eq!(ids(&of(&at("2022-10-27"), Code::RequiredMemberOnPaper)), ["hackney-sog"; 2]);
        assert_eq!(ids(&of(&at("2016-03-02"), Code::RequiredMemberOnPaper)), ["safer-city-partnership"]);
    }

    #[test]
    fn in_march_2010_nothing_is_told_of_what_was_listed_in_other_years() {
        let report = at("2010-03");
        assert_eq!(of(&report, Code::StaleHolder), [] as [&Row; 0]);
        assert_eq!(of(&report, Code::DuplicationStated), [] as [&Row; 0], "the hope of 2006 is none of 2010");
        assert_eq!(
            of(&report, Code::ProposalContradicted),
            [] as [&Row; 0],
            "nothing in the data takes a thematic board in"
        );
        let told_of = |id: &'static str| {
            let about = report.rows.iter().filter(|row| row.bodies.iter().any(|body| body.id == id));
            about.map(|row| row.code).collect::<BTreeSet<Code>>()
        };
        assert!(told_of("lcrdb").is_empty(), "it had ended");
        let board = told_of("lcrb");
        assert!(!board.contains(&Code::MembersUnknown) && !board.contains(&Code::ElectedMembersOpen), "{board:?}");
        assert!(told_of("mps").is_empty(), "a police force is not of the sort that meets");
    }

    #[test]
    fn nobody_is_told_to_lack_elected_members_who_is_not_said_to() {
        for date in ["2004-09-10", "2010", "2016-03-02", "2022-10-27", "2022"] {
            assert_eq!(of(&at(date), Code::NoElectedMembers), [] as [&Row; 0], "{date}");
        }
    }

    #[test]
    fn in_october_2022_hackneys_stale_members_are_told_and_its_elected_ones_are_no_finding() {
        let report = at("2022-10-27");
        let stale = of(&report, Code::StaleHolder);
        assert_eq!(
            ids(&stale),
            ["hackney-crp", "hackney-crp", "hackney-crp", "hackney-crp", "hackney-sog", "hackney-sog", "hackney-sog"]
        );
        assert!(
            stale.iter().all(|row| row.cover == Cover::Certain && row.evidence[0].source.as_str() == "hackney-2022")
        );
        assert!(stale.iter().all(|row| row.places[0].place.file.ends_with("hackney.yaml")));
        let elected = report.rows.iter().filter(|row| row.subject == Subject::ElectedRepresentation);
        assert_eq!(elected.count(), 0);
        let unknown = ids(&of(&report, Code::MembersUnknown));
        assert!(["hackney-svg", "hackney-vawg", "hackney-ysh", "hackney-nte"].iter().all(|id| unknown.contains(id)));
        assert!(!unknown.contains(&"hackney-sog") && !unknown.contains(&"hackney-crp"));
        assert_eq!(of(&report, Code::CountMismatch), [] as [&Row; 0], "the sum of 2010 is none of 2022");
    }

    #[test]
    fn a_year_takes_in_the_days_of_its_sources_as_possible() {
        let report = at("2022");
        let stale = of(&report, Code::StaleHolder);
        assert_eq!(stale.len(), 7);
        assert!(stale.iter().all(|row| row.cover == Cover::Possible));
    }

    #[test]
    fn in_march_2016_two_members_of_the_citys_partnership_are_stale_and_its_group_is_not() {
        let report = at("2016-03-02");
        let stale = of(&report, Code::StaleHolder);
        assert_eq!(ids(&stale), ["safer-city-partnership"; 2]);
        assert!(stale.iter().all(|row| !row.message.contains("Clinical")), "{stale:?}");
        assert_eq!(ids(&of(&report, Code::ElectedMembersOpen)), ["safer-city-partnership"]);
    }
}
