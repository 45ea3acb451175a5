//! Does each record make sense on its own?

use indexmap::IndexMap;

use govgraph_model::{
    Body, BodyKind, Code, Dataset, Duty, EventKind, Finding, Leg, Located, Origin, OtherName, Period, Provenance, Seat,
    Severity, nearest, slug,
};

/// Seats may stand so deep inside each other.
const MAX_DEPTH: usize = 16;

/// Takes out what is nested deeper than any real seat, so that all other checks can follow seats into each other.
///
/// Without recursion, and so is what it drops: a program can nest as deep as it has memory.
pub(super) fn limit_depth(dataset: &mut Dataset, findings: &mut Vec<Finding>) {
    for body in &mut dataset.bodies {
        let mut told = false;
        let mut open: Vec<(&mut Vec<Seat>, usize)> = vec![(&mut body.seats, 1)];
        while let Some((seats, depth)) = open.pop() {
            for seat in seats {
                if depth < MAX_DEPTH || seat.items.is_empty() {
                    open.push((&mut seat.items, depth + 1));
                    continue;
                }
                let mut deeper = std::mem::take(&mut seat.items);
                while let Some(mut seat) = deeper.pop() {
                    deeper.append(&mut seat.items);
                }
                if !std::mem::replace(&mut told, true) {
                    let message = format!("a seat on `{}` has items nested more than {MAX_DEPTH} deep", body.id);
                    let at = seat.provenance.origin.0;
                    findings.push(Finding::new(Code::TooLarge, message, at).about(&body.id.value));
                }
            }
        }
    }
}

pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Finding>) {
    for body in &dataset.bodies {
        self::body(body, findings);
    }
    same_names(dataset, findings);
    for relation in &dataset.relations {
        period(relation.during.as_ref(), findings);
        if relation.from.value == relation.to.value {
            let message = format!("`{}` {} itself", relation.from, relation.kind.phrase());
            findings.push(Finding::new(Code::SelfRelation, message, relation.to.origin).about(&relation.from.value));
        }
    }
    for event in &dataset.events {
        for leg in &event.legs {
            event_leg(leg, event.provenance.origin.0, findings);
        }
    }
    for rule in &dataset.rules {
        period(rule.during.as_ref(), findings);
        for requirement in &rule.requires {
            period(requirement.during.as_ref(), findings);
        }
        duties(&rule.duties, findings);
    }
    let areas = dataset.areas.iter().map(|entry| &entry.other_names);
    let classes = dataset.classes.iter().map(|entry| &entry.other_names);
    let themes = dataset.themes.iter().map(|entry| &entry.other_names);
    let persons = dataset.persons.iter().map(|entry| &entry.other_names);
    for other_names in areas.chain(classes).chain(themes).chain(persons) {
        names(other_names, findings);
    }
    for allow in &dataset.allow {
        let code = allow.code.value;
        let cannot = match code.severity() {
            Severity::Error => Some("records with errors are not used at all"),
            _ if code == Code::UnusedAllow => Some("take out the entry that allows nothing"),
            _ => None,
        };
        if let Some(help) = cannot {
            let message = format!("`{code}` cannot be allowed");
            findings.push(Finding::new(Code::BadValue, message, allow.code.origin).help(help));
        }
    }
    for source in &dataset.sources {
        let Some(date) = &source.date else { continue };
        if date.ends_before_it_starts() {
            findings.push(reversed(date, source.id.origin).about(&source.id.value));
        }
    }
}

fn body(body: &Body, findings: &mut Vec<Finding>) {
    period(body.exists.as_ref().map(|exists| &exists.during), findings);
    let remits = body.remits.iter().map(|remit| remit.during.as_ref());
    let posts = body.posts.iter().flat_map(|post| {
        std::iter::once(post.during.as_ref()).chain(post.holders.iter().map(|tenure| tenure.during.as_ref()))
    });
    let plans = body.plans.iter().map(|plan| plan.during.as_ref());
    let targets = body.targets.iter().map(|target| target.during.as_ref());
    let milestones = body.milestones.iter().map(|milestone| Some(&milestone.on));
    for during in remits.chain(posts).chain(plans).chain(targets).chain(milestones) {
        period(during, findings);
    }
    let status = body.status.iter().map(|status| (status.at.as_ref(), &status.provenance));
    let says = body.statements.iter().map(|statement| (statement.at.as_ref(), &statement.provenance));
    let meets = body.meets.iter().map(|meets| (meets.during.as_ref(), &meets.provenance));
    for (during, provenance) in status.chain(says).chain(meets) {
        period_of(during, provenance, findings);
    }
    duties(&body.duties, findings);
    names(&body.other_names, findings);
    for seat in &body.seats {
        self::seat(body, seat, findings);
    }
    let milestones = body.milestones.iter().filter_map(|milestone| milestone.plan.as_ref());
    for plan in milestones.chain(body.targets.iter().filter_map(|target| target.plan.as_ref())) {
        let plans = || body.plans.iter().map(|plan| plan.name.value.as_str());
        if !plans().any(|name| name == plan.value) {
            let message = format!("`{}` has no plan called `{}`", body.id, plan);
            let meant = nearest(&plan.value, plans()).map(str::to_string);
            findings.push(Finding::new(Code::UnknownPlan, message, plan.origin).suggest(meant).about(&body.id.value));
        }
    }
    let is_collective = body.kind == BodyKind::Collective;
    if is_collective != body.collective_of.is_some() {
        let (message, at) = match &body.collective_of {
            None => (format!("the collective `{}` names no class that it stands for", body.id), body.id.origin),
            Some(class) => (format!("`{}` stands for a class and is no collective", body.id), class.origin),
        };
        let help = if is_collective { "add `collective_of`" } else { "make it `kind: collective`" };
        findings.push(Finding::new(Code::CollectiveClass, message, at).help(help).about(&body.id.value));
    }
    if body.provenance.sources.is_empty() {
        let message = format!("`{}` rests on no source", body.id);
        findings.push(Finding::new(Code::Unsourced, message, body.id.origin).about(&body.id.value));
    }
}

fn seat(body: &Body, seat: &Seat, findings: &mut Vec<Finding>) {
    period(seat.during.as_ref(), findings);
    if let Some(organisation) = &seat.holder.organisation
        && organisation.value == body.id.value
        && seat.holder.post.is_none()
        && seat.holder.person.is_none()
    {
        let message = format!("`{}` sits on itself", body.id);
        findings.push(
            Finding::new(Code::SelfRelation, message, organisation.origin)
                .help("name the post or the person, if one of its own people is meant")
                .about(&body.id.value),
        );
    }
    for item in &seat.items {
        self::seat(body, item, findings);
    }
}

fn period(period: Option<&Located<Period>>, findings: &mut Vec<Finding>) {
    if let Some(period) = period
        && period.ends_before_it_starts()
    {
        findings.push(reversed(period, period.origin));
    }
}

/// The period of a record that knows its own place only.
fn period_of(period: Option<&Period>, provenance: &Provenance, findings: &mut Vec<Finding>) {
    if let Some(period) = period.filter(|period| period.ends_before_it_starts()) {
        findings.push(reversed(period, provenance.origin.0));
    }
}

fn duties(duties: &[Duty], findings: &mut Vec<Finding>) {
    for duty in duties {
        period_of(duty.during.as_ref(), &duty.provenance, findings);
    }
}

fn names(names: &[OtherName], findings: &mut Vec<Finding>) {
    for name in names {
        period_of(name.during.as_ref(), &name.provenance, findings);
    }
}

fn reversed(period: &Period, at: Origin) -> Finding {
    Finding::new(Code::EndsBeforeStart, format!("`{period}` ends before it begins"), at)
}

/// Compares the sides of a leg with what its kind needs.
fn event_leg(leg: &Leg, event: Origin, findings: &mut Vec<Finding>) {
    // At least so many before and after; `true`: none at all.
    let (before, after, none_before, none_after) = match leg.kind {
        EventKind::Created => (0, 1, true, false),
        EventKind::Abolished | EventKind::Refreshed | EventKind::Reviewed => (1, 0, false, true),
        EventKind::Merged => (2, 1, false, false),
        // One that goes on and one that comes out of it are two.
        EventKind::Split if leg.survives == Some(true) => (1, 1, false, false),
        EventKind::Split => (1, 2, false, false),
        EventKind::Replaced | EventKind::Renamed | EventKind::Absorbed | EventKind::FunctionTransferred => {
            (1, 1, false, false)
        }
    };
    let at = leg.from.iter().chain(&leg.to).next().map_or(event, |body| body.origin);
    let mut wrong = |message: String, help: &str| {
        findings.push(Finding::new(Code::EventShape, message, at).help(help));
    };
    let kind = leg.kind;
    if leg.from.len() < before {
        let least = if before == 1 { "a body".to_string() } else { format!("at least {before} bodies") };
        let help = match (kind, leg.from.len()) {
            (EventKind::Merged, 1) => "write `absorbed`, or put the body that goes on on both sides",
            _ => "add `from`",
        };
        wrong(format!("an event `{kind}` needs {least} in `from`, and has {}", leg.from.len()), help);
    }
    if leg.to.len() < after {
        let least = if after == 1 { "a body".to_string() } else { format!("at least {after} bodies") };
        wrong(format!("an event `{kind}` needs {least} in `to`, and has {}", leg.to.len()), "add `to`");
    }
    if none_before && !leg.from.is_empty() {
        wrong(
            format!("an event `{kind}` cannot have bodies in `from`"),
            "did you mean `replaced`, `split` or `merged`?",
        );
    }
    if none_after && !leg.to.is_empty() {
        wrong(format!("an event `{kind}` cannot have bodies in `to`"), "did you mean `replaced` or `absorbed`?");
    }
}

fn same_names(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let mut names: IndexMap<String, &Body> = IndexMap::new();
    let mut bodies: Vec<&Body> = dataset.bodies.iter().collect();
    // By id, so that the order of the files makes no difference to which of the two is the other.
    bodies.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    for body in bodies {
        let name = slug(&body.name);
        // A name in another script has no slug, and says nothing about being the same.
        if name.is_empty() {
            continue;
        }
        match names.entry(name) {
            indexmap::map::Entry::Vacant(free) => {
                free.insert(body);
            }
            indexmap::map::Entry::Occupied(first) if first.get().id.value != body.id.value => {
                let other = first.get();
                let message = format!("`{}` and `{}` are both called \"{}\"", other.id, body.id, body.name);
                findings.push(
                    Finding::new(Code::SameName, message, body.id.origin)
                        .also(other.id.origin, "the other")
                        .help("if they are one body, make one record of the two; if not, tell them apart by name")
                        .about(&body.id.value),
                );
            }
            indexmap::map::Entry::Occupied(_) => {}
        }
    }
}
