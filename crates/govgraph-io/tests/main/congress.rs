//! congress-legislators: what is read, and what is told of it.

use govgraph_io::Text;
use govgraph_io::format::InputFormat;
use govgraph_io::import::{Imported, Options, import};
use govgraph_model::*;
use proptest::prelude::*;

fn read(files: &[(&str, &str)]) -> Imported {
    let texts: Vec<Text<'_>> = files.iter().map(|(name, text)| Text { name, bytes: text.as_bytes() }).collect();
    import(InputFormat::Congress, &texts, &Options { as_of: "2026-08".parse().ok(), ..Options::default() })
}

/// What is told of the input, a line each.
fn notes(imported: &Imported) -> Vec<String> {
    let notes = imported.report.notes.iter();
    notes.map(|note| format!("{} {}: {}", note.count, note.what, note.examples[0].text)).collect()
}

fn body<'i>(imported: &'i Imported, id: &str) -> &'i Body {
    imported.dataset.bodies.iter().find(|body| body.id.as_str() == id).expect("the body")
}

fn existed(imported: &Imported, id: &str) -> Option<String> {
    body(imported, id).exists.as_ref().map(|exists| exists.during.edtf())
}

const CURRENT: &str = "- type: house\n  name: House Committee on Agriculture\n  thomas_id: HSAG\n  house_committee_id: AG\n  \
     jurisdiction: Farms and\n    forests.\n  jurisdiction_source: https://x.org/ag\n  phone: 1\n  subcommittees:\n  \
     - name: Nutrition\n    thomas_id: '03'\n  - name: Oversight\n    thomas_id: 1e1\n- type: senate\n  name: Senate Committee on Budget\n  \
     thomas_id: SSBU\n  subcommittees:\n  - name: Oversight\n    thomas_id: '01'\n- type: joint\n  name: Joint Committee on Printing\n  thomas_id: JSPR\n";

const MEMBERS: &str = "HSAG:\n- name: Ann A\n  party: majority\n  rank: 1\n  title: Chairman\n  bioguide: A000001\n- name: Bo B\n  \
     party: minority\n  rank: 1\n  title: Ranking Member\n  bioguide: B000002\nHSAG03:\n- name: Ann A\n  party: majority\n  rank: 1\n  \
     title: Ex Officio\n  bioguide: A000001\nJSPR:\n- name: Cy C\n  party: majority\n  rank: 1\n  title: Cochairman\n  \
     bioguide: C000003\n  chamber: senate\n";

#[test]
fn a_subcommittee_is_known_by_its_committee_and_its_number_as_they_are_written() {
    let read = read(&[("current.yaml", CURRENT)]);
    let names: Vec<String> = read.dataset.bodies.iter().map(|body| format!("{} {}", body.id, body.name)).collect();
    assert_eq!(
        names,
        [
            "hsag House Committee on Agriculture",
            "hsag03 Subcommittee on Nutrition",
            "hsag1e1 Subcommittee on Oversight (House Committee on Agriculture)",
            "ssbu Senate Committee on Budget",
            "ssbu01 Subcommittee on Oversight (Senate Committee on Budget)",
            "jspr Joint Committee on Printing",
        ]
    );
    let relations =
        read.dataset.relations.iter().map(|relation| format!("{} {} {}", relation.from, relation.kind, relation.to));
    assert_eq!(
        relations.collect::<Vec<_>>(),
        ["hsag03 sub_board_of hsag", "hsag1e1 sub_board_of hsag", "ssbu01 sub_board_of ssbu"]
    );
    assert_eq!(body(&read, "hsag").purposes[0].value, "Farms and forests.");
    assert_eq!(body(&read, "hsag").purposes[0].provenance.sources.len(), 2);
    assert_eq!(notes(&read), ["1 `phone` of a committee: 1"]);
}

#[test]
fn members_sit_on_a_side_with_a_rank_and_were_elected_by_the_constitution() {
    let read = read(&[("current.yaml", CURRENT), ("members.yaml", MEMBERS)]);
    let seat = |id: &str, at: usize| body(&read, id).seats[at].clone();
    let chair = seat("hsag", 0);
    assert_eq!(
        (*chair.capacity, chair.role.as_deref(), chair.group.as_deref()),
        (Capacity::Chair, Some("Chairman"), Some("majority"))
    );
    assert_eq!(chair.provenance.sources[0].locator.as_deref(), Some("HSAG majority 1"));
    let elected = chair.elected.expect("a member of the House is elected");
    assert_eq!((elected.is, elected.basis), (Tri::Yes, Some(ElectedBasis::ExOfficio)));
    assert_eq!(elected.provenance.sources[0].to_owned().locator.as_deref(), Some("Article I, section 2"));
    assert_eq!(seat("hsag", 1).role.as_deref(), Some("Ranking Member"));
    assert_eq!(
        (*seat("hsag03", 0).capacity, seat("hsag03", 0).role.as_deref()),
        (Capacity::Member, Some("Ex Officio"))
    );
    let joint = seat("jspr", 0);
    assert_eq!((*joint.capacity, joint.group.as_deref()), (Capacity::CoChair, Some("senate majority")));
    let elected = joint.elected.expect("a senator is elected");
    assert_eq!(elected.provenance.certainty, Some(Certainty::Medium), "or was appointed to a vacancy");
    assert_eq!(read.dataset.persons.len(), 3, "a person on two committees is one");
    let people: Vec<_> = read.dataset.persons.iter().map(|person| person.id.to_string()).collect();
    assert_eq!(people, ["a000001", "b000002", "c000003"]);
}

#[test]
fn members_can_be_read_alone() {
    let read = read(&[("members.yaml", MEMBERS)]);
    assert_eq!(notes(&read), ["3 committee of which only the members are listed, called by its id: HSAG"]);
    assert_eq!(read.dataset.bodies.len(), 3);
    assert_eq!(read.dataset.relations.len(), 1);
    assert!(body(&read, "hsag").seats.iter().all(|seat| seat.elected.is_some()));
}

#[test]
fn slips_among_members_are_told() {
    let read = read(&[(
        "members.yaml",
        "HSAG:\n- name: Ann\n  rank: 1\n- bioguide: B1\n  name: Bo\n- bioguide: B1\n  name: Bob\n  office: 7\n- rank: 2\n",
    )]);
    assert_eq!(
        notes(&read)[1..],
        [
            "1 member without a `bioguide`, kept by name only: Ann",
            "1 `office` of a membership: 7",
            "1 person with two names, of which the first was taken: Bob",
            "1 membership of nobody: HSAG 4",
        ]
    );
}

const OLD: &str = "- type: house\n  name: House Committee on Farms (Select)\n  thomas_id: HLFA\n  congresses: [94]\n  names:\n    94: Farms (Select)\n\
     - type: house\n  name: House Committee on Ghosts\n  thomas_id: HLGH\n  congresses: [93, 96]\n\
     - type: house\n  name: House Committee on Agriculture\n  thomas_id: HSAG\n  congresses: [93, 94, 95, 96]\n  names:\n    \
     93: Agriculture\n    94: Farming\n    95: Farming\n    96: Agriculture\n  subcommittees:\n  - name: Food\n    thomas_id: '03'\n    \
     congresses: [94]\n    names:\n      94: Food\n  - name: Wheat\n    thomas_id: '09'\n    congresses: [94, 95]\n    names: {94: Corn, 95: Wheat, x: y}\n";

#[test]
fn earlier_committees_have_the_years_of_their_congresses() {
    let read = read(&[("current.yaml", CURRENT), ("old.yaml", OLD)]);
    assert_eq!(existed(&read, "hlfa").as_deref(), Some("[1975-01-03..1977-01-02]/[1975-01-03..1977-01-02]"));
    // It is listed for the first congress of the list, so that it may be older; and not for those between.
    assert_eq!(existed(&read, "hlgh").as_deref(), Some("[-9999-01-01..1981-01-02]/"));
    assert_eq!(existed(&read, "hsag").as_deref(), Some("[-9999-01-01..1975-01-02]/"));
    let names = &body(&read, "hsag").other_names;
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("{} {}", name.name, name.during.as_ref().map_or_else(String::new, Period::edtf)))
        .collect();
    assert_eq!(names, ["Farming 1975-01-03/1979-01-02"]);
    assert_eq!(body(&read, "hsag09").other_names[0].name, "Corn");
    assert_eq!(
        notes(&read)[1..],
        [
            "1 earlier committee of which the list does not tell whether it ended: HLGH",
            "1 committee of congresses with others between, certain in the last of them only: HLGH",
            "1 earlier subcommittee whose number is now that of another: HSAG03 Subcommittee on Nutrition",
            "1 name for a congress that is no number: x",
        ]
    );
}

#[test]
fn without_the_committees_of_today_no_earlier_one_is_said_to_have_ended() {
    let read = read(&[("old.yaml", OLD)]);
    assert_eq!(existed(&read, "hlfa").as_deref(), Some("[1975-01-03..1977-01-02]/"));
    assert!(read.dataset.sources.iter().any(|source| source.date.is_none()));
}

#[test]
fn what_is_no_tree_of_yaml_is_refused_with_its_line() {
    let told = |text: &str| {
        let read = read(&[("x.yaml", text)]);
        read.findings.iter().map(|finding| finding.line(&read.dataset.files)).collect::<Vec<_>>()
    };
    let anchored = told("- &a\n  thomas_id: HSAG\n  name: x\n- *a\n");
    assert!(anchored.len() == 2 && anchored.iter().all(|line| line.contains("[yaml-feature]")), "{anchored:?}");
    assert!(told("- thomas_id: HSAG\n---\n- thomas_id: HSBU\n")[0].starts_with("x.yaml:2:"));
    assert!(told("- thomas_id: HSAG\n  thomas_id: HSBU\n")[0].ends_with("[duplicate-key]"));
    assert!(told("- thomas_id: [\n")[0].starts_with("x.yaml:"));
    assert!(told("- thomas_id: HSAG # tight\n   \n  name: a\n    b\n").is_empty(), "no profile is asked");
    let read = read(&[("x.yaml", "a: 1\n"), ("current.yaml", CURRENT)]);
    assert_eq!(notes(&read)[0], "1 file that lists neither committees nor their members: x.yaml");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_file_makes_the_reader_fail(which in 0usize..3, at in 0usize..2000, drop in 0usize..8, with in "[-: \n'\\[{0-9a-z]{0,6}") {
        let text = [CURRENT, MEMBERS, OLD][which];
        let at = at.min(text.len());
        let end = (at + drop).min(text.len());
        let broken = format!("{}{with}{}", &text[..at], &text[end..]);
        let mut files = vec![("a.yaml", CURRENT), ("b.yaml", OLD), ("c.yaml", MEMBERS)];
        files[which].1 = &broken;
        read(&files);
    }
}
