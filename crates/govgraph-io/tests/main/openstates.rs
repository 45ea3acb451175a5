//! Open States committees: what is read, and what is told of it.

use govgraph_io::Text;
use govgraph_io::format::InputFormat;
use govgraph_io::import::{Imported, Options, import};
use govgraph_model::*;
use proptest::prelude::*;

fn read(files: &[&str]) -> Imported {
    let texts: Vec<Text<'_>> = files.iter().map(|text| Text { name: "x.yml", bytes: text.as_bytes() }).collect();
    import(InputFormat::OpenStates, &texts, &Options::default())
}

/// What is told of the input, a line each.
fn notes(imported: &Imported) -> Vec<String> {
    let notes = imported.report.notes.iter();
    notes.map(|note| format!("{} {}: {}", note.count, note.what, note.examples[0].text)).collect()
}

fn committee(id: &str, name: &str, chamber: &str, more: &str) -> String {
    format!(
        "id: ocd-organization/{id}\njurisdiction: ocd-jurisdiction/country:us/state:nc/government\nname: {name}\nchamber: {chamber}\n{more}"
    )
}

#[test]
fn roles_are_what_they_mean_however_they_are_spelled() {
    let members = [
        ("Chair", Capacity::Chair, None, None),
        ("vice chair", Capacity::ViceChair, None, None),
        ("Co-Chair", Capacity::CoChair, None, None),
        ("member", Capacity::Member, None, None),
        ("Ex-Officio", Capacity::Member, Some("ex officio"), None),
        ("ex officio", Capacity::Member, Some("ex officio"), None),
        ("exoficio", Capacity::Member, Some("ex officio"), None),
        ("Advisory", Capacity::Adviser, None, None),
        ("standing advisory", Capacity::Adviser, Some("standing advisory"), None),
        ("Alternate", Capacity::Member, Some("alternate"), Some(Tier::OnDemand)),
        ("ranking minority member", Capacity::Member, Some("ranking minority member"), None),
    ];
    let list: Vec<String> = members
        .iter()
        .enumerate()
        .map(|(at, (role, ..))| {
            let key = if at % 2 == 0 { "person_id" } else { "id" };
            format!("- name: Person {at}\n  role: {role}\n  {key}: ocd-person/{at}\n")
        })
        .collect();
    let read = read(&[&committee("1", "Rules", "lower", &format!("members:\n{}", list.concat()))]);
    assert_eq!(notes(&read), Vec::<String>::new());
    let seats = &read.dataset.bodies[0].seats;
    for (seat, (role, capacity, said, tier)) in seats.iter().zip(members) {
        assert_eq!((*seat.capacity, seat.role.as_deref(), seat.tier), (capacity, said, tier), "{role}");
        assert!(seat.elected.is_none(), "the files do not say who must be elected");
    }
    assert_eq!((seats.len(), read.dataset.persons.len()), (11, 11));
}

#[test]
fn a_parent_is_named_by_its_id_or_by_its_name_in_the_same_chamber() {
    let files = [
        committee("lower-a", "Appropriations", "lower", "classification: committee\n"),
        committee("upper-a", "Appropriations", "upper", ""),
        committee("b", "Transport", "upper", "classification: subcommittee\nparent: Appropriations\n"),
        committee("c", "Education", "lower", "parent: ocd-organization/lower-a\n"),
        committee("d", "Health", "legislature", "parent: Appropriations\n"),
        committee("e", "Justice", "lower", "parent: Nothing\n"),
    ];
    let read = read(&files.each_ref().map(String::as_str));
    let relations =
        read.dataset.relations.iter().map(|relation| format!("{} {} {}", relation.from, relation.kind, relation.to));
    assert_eq!(
        relations.collect::<Vec<_>>(),
        ["upper-transport sub_board_of upper-appropriations", "lower-education sub_board_of lower-appropriations"]
    );
    assert_eq!(
        notes(&read),
        ["1 parent whose name several have: Appropriations", "1 parent that is not there: Nothing"]
    );
    let names: Vec<&str> = read.dataset.bodies.iter().map(|body| body.name.as_str()).take(3).collect();
    assert_eq!(names, ["Appropriations (lower)", "Appropriations (upper)", "Transport"]);
}

#[test]
fn jurisdictions_are_areas_and_sources_are_cited() {
    let more = "sources:\n- url: https://x.org/1\n  note: details\n- note: none\nlinks:\n- url: https://x.org/home\n- url: https://x.org/2\n\
                other_names:\n- name: House Rules\n- name: Rules\n- 1: 2\nextras:\n  room: 7\n";
    let read = read(&[&committee("1", "Rules", "lower", more)]);
    let areas: Vec<String> = read
        .dataset
        .areas
        .iter()
        .map(|area| {
            format!("{} {} {:?}", area.id, area.within.as_ref().map_or("", |within| within.as_str()), area.level)
        })
        .collect();
    assert_eq!(areas, ["us  Some(National)", "nc us Some(Regional)"]);
    let body = &read.dataset.bodies[0];
    assert_eq!(body.area.as_ref().map(|area| area.as_str()), Some("nc"));
    assert_eq!(
        (body.url.as_deref(), body.other_names.len(), body.provenance.sources.len()),
        (Some("https://x.org/home"), 1, 2)
    );
    assert_eq!(
        notes(&read),
        [
            "1 `extras` of a committee: a map",
            "1 other name of a committee that is none: a map",
            "1 further link of a committee: https://x.org/2",
            "1 source of a committee without an address: a map",
        ]
    );
}

#[test]
fn slips_are_told() {
    let members = "members:\n- name: Ann\n  role: member\n  person_id: p/1\n- name: Ann\n  role: Member\n  person_id: p/1\n- name: Bo\n- role: chair\n";
    let all = [
        committee("1", "Rules", "middle", members),
        committee("1", "Rules again", "lower", ""),
        "name: No id\njurisdiction: nowhere\n".to_string(),
        "id: ocd-organization/2\nparent: []\n".to_string(),
        "chamber: lower\n".to_string(),
        "- text\n".to_string(),
    ];
    let read = read(&all.each_ref().map(String::as_str));
    assert_eq!(
        notes(&read),
        [
            "1 chamber that is none of upper, lower and legislature, left out: middle",
            "1 member who is listed twice in one role, taken once: Ann",
            "1 member without an id, kept by name only: Bo",
            "1 member who is nobody: a map",
            "1 committee that stands here twice, of which the first was taken: ocd-organization/1",
            "1 committee without an id, known by its name: No id",
            "1 jurisdiction that names no place: nowhere",
            "1 committee without a name, called by its id: ocd-organization/2",
            "1 committee without id and name: a map",
            "1 record that is no committee: text",
        ]
    );
    assert_eq!(read.dataset.bodies[0].seats.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_file_makes_the_reader_fail(at in 0usize..400, drop in 0usize..8, with in "[-: \n'\\[{0-9a-z/]{0,6}") {
        let whole = committee("1", "Rules", "lower", "parent: Rules\nmembers:\n- name: A\n  role: chair\n  id: p/1\nsources:\n- url: x\n");
        let at = at.min(whole.len());
        let end = (at + drop).min(whole.len());
        read(&[&format!("{}{with}{}", &whole[..at], &whole[end..]), &whole]);
    }
}
