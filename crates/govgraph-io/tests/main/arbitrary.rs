//! Datasets of every shape, with texts that are hard to write.

use govgraph_model::*;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) fn text() -> impl Strategy<Value = String> {
    let nasty = vec![
        "yes",
        "no",
        "null",
        "~",
        "true",
        "2010.10",
        "2010",
        "0x1F",
        "1e5",
        "-",
        "- a",
        "-a",
        "a: b",
        "a:",
        ":a",
        "a #b",
        "#a",
        "'",
        "\"",
        "it's",
        "\"a\" b",
        "{a}",
        "[a]",
        "a, b",
        "*a",
        "&a",
        "!a",
        "@a",
        "`a`",
        "%a",
        "|",
        ">-",
        "? a",
        "---",
        "...",
        "<<",
        " a",
        "a ",
        "a\nb",
        "a\n",
        "\na",
        "\n",
        "a\n\nb\n\n",
        " a\n  b",
        "a\tb",
        "\ta\n\tb",
        "a\r\nb",
        "\r",
        "a\u{85}b",
        "a\u{2028}b",
        "\u{feff}",
        "\u{0}",
        "\u{7f}",
        "\\",
        "\\n",
        "é",
        "北京",
        "👍🏽",
        "\u{202e}abc",
        "a  b",
        "---\na",
        "a\n---\nb",
        "# a\n# b",
        "key: |\n  text\n",
        "...\n",
        "  - a\n - b",
    ];
    let long = "[a-z]{1,9}( [a-z]{1,9}){20,60}";
    let longer = "[a-z#:'\" -]{200,400}";
    prop_oneof![
        4 => select(nasty).prop_map(String::from),
        3 => "[A-Z][a-z]{1,9}( [a-z]{1,9}){0,4}",
        2 => "\\PC{1,40}",
        1 => any::<String>(),
        1 => long,
        1 => longer,
        1 => "([ -~]{0,90}\n){1,4}[ \t]{0,3}",
    ]
    .prop_filter("an empty text is an absent one", |text| !text.is_empty())
}

macro_rules! id {
    ($($name:ident: $id:ty),*) => {$(
        fn $name() -> impl Strategy<Value = Located<$id>> {
            prop_oneof!["[a-z][a-z0-9-]{0,11}", "[0-9]{1,4}", select(vec!["no", "null", "-", "--", "1-2"]).prop_map(String::from)]
                .prop_map(|id| id.parse::<$id>().expect("an id").into())
        }
    )*};
}
id!(body_id: BodyId, source_id: SourceId, area_id: AreaId, class_id: ClassId, theme_id: ThemeId, person_id: PersonId, rule_id: RuleId, event_id: EventId);

fn word<W: Word + std::fmt::Debug>() -> impl Strategy<Value = W> {
    select(W::ALL.to_vec())
}

fn date() -> impl Strategy<Value = Date> {
    let written = select(vec![
        "2006",
        "2010-03",
        "2009-04-01",
        "March 2010",
        "early 2009",
        "about 2009",
        "2009~",
        "[2009,2011]",
        "1 April 2009",
        "April 1, 2009",
        "winter 2010",
        "2009?",
        "c. 2009",
        "1850",
        "0800-05",
        "-0044-03-15",
    ]);
    let day = (-9999..=9999i32, 1..=12u8, 1..=28u8)
        .prop_map(|(year, month, day)| Date::on(Day::new(year, month, day).expect("a day")));
    prop_oneof![3 => written.prop_map(|text| text.parse().expect("a date")), 1 => day]
}

fn period() -> impl Strategy<Value = Period> {
    let start = prop_oneof![3 => date().prop_map(Start::On), 1 => Just(Start::Open), 1 => Just(Start::Unknown)];
    let end = prop_oneof![3 => date().prop_map(End::On), 1 => Just(End::Ongoing), 1 => Just(End::Unknown)];
    prop_oneof![(start, end).prop_map(|(start, end)| Period { start, end }), date().prop_map(Period::from)]
}

fn count() -> impl Strategy<Value = Count> {
    prop_oneof![
        any::<u32>().prop_map(Count::exactly),
        Just(Count::ONE),
        Just(Count::UNKNOWN),
        any::<u32>().prop_map(|least| Count { least, most: None }),
        (0..9u32, 0..9u32).prop_map(|(least, more)| Count { least, most: Some(least + more) }),
    ]
}

fn tri() -> impl Strategy<Value = Tri> {
    select(vec![Tri::Yes, Tri::No, Tri::Unknown])
}

/// A place in a source: it stands behind an id and a space.
fn locator() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.trim().to_string()).prop_filter("not empty", |text| !text.is_empty())
}

fn provenance() -> impl Strategy<Value = Provenance> {
    let citation = (source_id(), of(locator())).prop_map(|(source, locator)| Citation { source, locator });
    let cited = (vec(citation, 0..3), of(word::<Certainty>()), of(text()))
        .prop_map(|(sources, certainty, note)| Provenance { sources, certainty, note, ..Provenance::default() });
    prop_oneof![2 => Just(Provenance::default()), 1 => cited]
}

fn during() -> impl Strategy<Value = Option<Located<Period>>> {
    of(period().prop_map(Located::from))
}

fn other_names() -> impl Strategy<Value = Vec<OtherName>> {
    let name = (text(), of(period()), provenance());
    vec(name.prop_map(|(name, during, provenance)| OtherName { name, during, provenance }), 0..3)
}

fn identifiers() -> impl Strategy<Value = Vec<Identifier>> {
    vec((text(), text()).prop_map(|(scheme, id)| Identifier { scheme, id }), 0..2)
}

fn source() -> impl Strategy<Value = Source> {
    let texts = (text(), of(text()), of(text()), of(text()), of(text()), of(text()));
    (source_id(), texts, word(), of(period()), of(date())).prop_map(
        |(id, (title, publisher, author, url, licence, note), kind, date, published)| Source {
            id,
            title,
            kind,
            publisher,
            author,
            date,
            published,
            url,
            licence,
            note,
        },
    )
}

fn elected() -> impl Strategy<Value = Option<Elected>> {
    of((tri(), of(word()), provenance()).prop_map(|(is, basis, provenance)| Elected { is, basis, provenance }))
}

fn seat() -> impl Strategy<Value = Seat> {
    let ex_officio = (select(vec![Capacity::Chair, Capacity::CoChair, Capacity::Member]), body_id())
        .prop_map(|(capacity, on)| ExOfficio { capacity, on });
    let holder = (of(body_id()), of(text()), of(person_id()), of(ex_officio), of(text())).prop_map(
        |(organisation, post, person, ex_officio, described)| {
            // A seat without any holder is refused.
            let described = described.or_else(|| organisation.is_none().then(|| "somebody".to_string()));
            Holder { organisation, post: post.map(Located::from), person, ex_officio, described }
        },
    );
    let rest = (
        of(body_id()),
        word::<Capacity>(),
        (of(text()), of(word()), of(text())),
        count(),
        elected(),
        tri(),
        during(),
        provenance(),
    );
    let leaf = (holder, rest).prop_map(
        |(holder, (on_behalf_of, capacity, (role, tier, group), count, elected, vacant, during, provenance))| Seat {
            holder,
            on_behalf_of,
            capacity: capacity.into(),
            role,
            tier,
            group,
            count,
            elected,
            vacant,
            items: Vec::new(),
            during,
            provenance,
        },
    );
    leaf.prop_recursive(3, 12, 3, |inner| {
        (inner.clone(), vec(inner, 0..3)).prop_map(|(seat, items)| {
            let items = items.into_iter().map(|item| inherit(item, seat.holder.organisation.as_ref())).collect();
            Seat { items, ..seat }
        })
    })
}

/// An item takes over the organisation of the seat around it if it has none of its own.
fn inherit(mut seat: Seat, around: Option<&Located<BodyId>>) -> Seat {
    seat.holder.organisation = seat.holder.organisation.or_else(|| around.cloned());
    let organisation = seat.holder.organisation.clone();
    seat.items = seat.items.into_iter().map(|item| inherit(item, organisation.as_ref())).collect();
    seat
}

fn post() -> impl Strategy<Value = Post> {
    let holder = (person_id(), during(), provenance()).prop_map(|(person, during, provenance)| Tenure {
        person,
        during,
        provenance,
    });
    (text(), count(), elected(), during(), vec(holder, 0..2), provenance()).prop_map(
        |(name, count, elected, during, holders, provenance)| Post {
            name: name.into(),
            count,
            elected,
            during,
            holders,
            provenance,
        },
    )
}

fn duty() -> impl Strategy<Value = Duty> {
    (text(), of(count()), of(word()), of(period()), provenance())
        .prop_map(|(text, per_year, needs, during, provenance)| Duty { text, per_year, needs, during, provenance })
}

fn target() -> impl Strategy<Value = Target> {
    let measure = prop_oneof![
        (0..=100u8).prop_map(Measure::Percent),
        count().prop_map(Measure::PerYear),
        text().prop_map(Measure::Amount)
    ];
    (text(), word(), of(measure), of(body_id()), of(text()), any::<bool>(), during(), provenance()).prop_map(
        |(what, kind, measure, with, plan, proposed, during, provenance)| Target {
            what,
            kind,
            measure,
            with,
            plan: plan.map(Located::from),
            proposed,
            during,
            provenance,
        },
    )
}

fn plan() -> impl Strategy<Value = Plan> {
    (text(), any::<bool>(), during(), of(count()), vec(theme_id(), 0..3), of(text()), provenance()).prop_map(
        |(name, proposed, during, refreshed_per_year, themes, text, provenance)| Plan {
            name: name.into(),
            proposed,
            during,
            refreshed_per_year,
            themes,
            text,
            provenance,
        },
    )
}

fn milestone() -> impl Strategy<Value = Milestone> {
    (text(), period(), of(text()), of(word()), provenance()).prop_map(|(what, on, plan, status, provenance)| {
        Milestone { what, on: on.into(), plan: plan.map(Located::from), status, provenance }
    })
}

fn statement() -> impl Strategy<Value = Statement> {
    let lists = (vec(body_id(), 0..3), vec(theme_id(), 0..3));
    (word::<Aspect>(), any::<bool>(), of(text()), lists, of(period()), provenance()).prop_map(
        |(about, has_value, text, (bodies, themes), at, provenance)| {
            let value = match about {
                Aspect::ElectedRepresentation => Some("some"),
                Aspect::Subsumption => Some("not-intended"),
                _ => None,
            };
            let value = value.filter(|_| has_value).map(|value| value.to_string().into());
            Statement { about, value, text, bodies, themes, at, provenance }
        },
    )
}

fn body() -> impl Strategy<Value = Body> {
    let named = (body_id(), text(), of(text()), other_names(), word(), of(text()), identifiers());
    let existence =
        (period(), provenance()).prop_map(|(during, provenance)| Existence { during: during.into(), provenance });
    let placed = (vec(class_id(), 0..3), of(class_id()), of(word()), of(area_id()), of(existence), of(date()));
    let status = (word(), of(period()), provenance()).prop_map(|(is, at, provenance)| StatusAt { is, at, provenance });
    let purpose = (text(), provenance()).prop_map(|(value, provenance)| Cited { value, provenance });
    let meets = (count(), of(period()), provenance()).prop_map(|(per_year, during, provenance)| Cadence {
        per_year,
        during,
        provenance,
    });
    let remit = (theme_id(), word(), any::<bool>(), during(), provenance())
        .prop_map(|(theme, role, proposed, during, provenance)| Remit { theme, role, proposed, during, provenance });
    let declared = (count(), provenance()).prop_map(|(value, provenance)| Cited { value, provenance });
    let facts = (vec(status, 0..2), vec(purpose, 0..3), of(meets), vec(remit, 0..2), of(declared), tri());
    let work =
        (vec(duty(), 0..2), vec(target(), 0..2), vec(plan(), 0..2), vec(milestone(), 0..2), vec(statement(), 0..2));
    (named, placed, facts, vec(post(), 0..2), vec(seat(), 0..4), work, provenance()).prop_map(
        |(named, placed, facts, posts, seats, work, provenance)| {
            let (id, name, short, other_names, kind, url, identifiers) = named;
            let (classes, collective_of, level, area, exists, proposed) = placed;
            let (status, purposes, meets, remits, seats_declared, seats_complete) = facts;
            let (duties, targets, plans, milestones, statements) = work;
            Body {
                id,
                name,
                short,
                other_names,
                kind,
                classes,
                collective_of,
                level,
                area,
                exists,
                proposed,
                status,
                purposes,
                meets,
                remits,
                posts,
                seats_declared,
                seats_complete,
                seats,
                duties,
                targets,
                plans,
                milestones,
                statements,
                identifiers,
                url,
                provenance,
            }
        },
    )
}

fn relation() -> impl Strategy<Value = Relation> {
    (word(), body_id(), body_id(), any::<bool>(), during(), provenance()).prop_map(
        |(kind, from, to, proposed, during, provenance)| Relation { kind, from, to, proposed, during, provenance },
    )
}

fn event() -> impl Strategy<Value = Event> {
    let when = prop_oneof![
        date().prop_map(When::On),
        Just(When::Unknown),
        date().prop_map(When::ProposedFor),
        Just(When::Proposed)
    ];
    let leg = (word(), vec(body_id(), 0..3), vec(body_id(), 0..3), of(any::<bool>()))
        .prop_map(|(kind, from, to, survives)| Leg { kind, from, to, survives });
    (of(event_id()), of(text()), when, vec(leg, 1..3), of(text()), provenance())
        .prop_map(|(id, name, when, legs, text, provenance)| Event { id, name, when, legs, text, provenance })
}

fn rule() -> impl Strategy<Value = Rule> {
    let lists = (vec(class_id(), 0..3), vec(body_id(), 0..3));
    let requirement = (text(), lists, word(), count(), of(word()), tri(), during(), provenance()).prop_map(
        |(text, (classes, bodies), area, count, capacity, elected, during, provenance)| Requirement {
            text,
            classes,
            bodies,
            area,
            count,
            capacity,
            elected,
            during,
            provenance,
        },
    );
    (rule_id(), text(), class_id(), during(), vec(requirement, 0..2), vec(duty(), 0..2), provenance()).prop_map(
        |(id, name, applies_to, during, requires, duties, provenance)| Rule {
            id,
            name,
            applies_to,
            during,
            requires,
            duties,
            provenance,
        },
    )
}

fn allow() -> impl Strategy<Value = Allow> {
    (word::<Code>(), vec(body_id(), 0..3), vec(theme_id(), 0..2), of(date()), text(), provenance()).prop_map(
        |(code, bodies, themes, until, reason, provenance)| Allow {
            code: code.into(),
            bodies,
            themes,
            until: until.map(Located::from),
            reason,
            provenance,
        },
    )
}

fn area() -> impl Strategy<Value = Area> {
    (area_id(), text(), of(area_id()), other_names(), of(word()), provenance()).prop_map(
        |(id, name, within, other_names, level, provenance)| Area { id, name, within, other_names, level, provenance },
    )
}

fn class() -> impl Strategy<Value = Class> {
    (class_id(), text(), of(class_id()), other_names(), provenance())
        .prop_map(|(id, name, broader, other_names, provenance)| Class { id, name, broader, other_names, provenance })
}

fn theme() -> impl Strategy<Value = Theme> {
    (theme_id(), text(), of(theme_id()), other_names(), provenance())
        .prop_map(|(id, name, broader, other_names, provenance)| Theme { id, name, broader, other_names, provenance })
}

fn person() -> impl Strategy<Value = Person> {
    (person_id(), text(), other_names(), identifiers(), provenance()).prop_map(
        |(id, name, other_names, identifiers, provenance)| Person { id, name, other_names, identifiers, provenance },
    )
}

/// Drops what has an id that came before: in one file, an id can stand only once.
fn unique<T, I: Ord>(records: Vec<T>, id: impl Fn(&T) -> I) -> Vec<T> {
    let mut seen = std::collections::BTreeSet::new();
    records.into_iter().filter(|record| seen.insert(id(record))).collect()
}

pub(crate) fn dataset() -> impl Strategy<Value = Dataset> {
    let about = (of(text()), of(text()), of(text()));
    let vocabulary = (vec(area(), 0..2), vec(class(), 0..2), vec(theme(), 0..2), vec(person(), 0..2));
    let lists = (vec(relation(), 0..4), vec(event(), 0..3), vec(allow(), 0..3), any::<bool>());
    (about, vec(source(), 0..3), vocabulary, vec(rule(), 0..2), vec(body(), 0..4), lists).prop_map(
        |((title, description, licence), sources, (areas, classes, themes, persons), rules, bodies, lists)| {
            let bodies = unique(bodies, |body| body.id.value.clone());
            let (mut relations, events, allow, related) = lists;
            if let (true, Some(body)) = (related, bodies.first()) {
                relations.iter_mut().for_each(|relation| relation.from = body.id.clone());
            }
            Dataset {
                title,
                description,
                licence,
                sources: unique(sources, |source| source.id.value.clone()),
                areas: unique(areas, |area| area.id.value.clone()),
                classes: unique(classes, |class| class.id.value.clone()),
                themes: unique(themes, |theme| theme.id.value.clone()),
                persons: unique(persons, |person| person.id.value.clone()),
                rules: unique(rules, |rule| rule.id.value.clone()),
                bodies,
                relations,
                events,
                allow,
                files: ReadFrom::default(),
            }
        },
    )
}
