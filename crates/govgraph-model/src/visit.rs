//! Every id, value with a place, and citation of a dataset, to be changed where it stands.

use crate::allow::Allow;
use crate::body::{Body, Duty, Post, Remit};
use crate::dataset::Dataset;
use crate::event::{Event, Leg};
use crate::id::{AreaId, BodyId, ClassId, EventId, PersonId, RuleId, SourceId, ThemeId};
use crate::origin::{Located, Origin};
use crate::person::Person;
use crate::relation::Relation;
use crate::rule::Rule;
use crate::seat::{Elected, Holder, Seat};
use crate::source::{Provenance, Source};
use crate::statement::Statement;
use crate::strategy::{Milestone, Plan, Target};
use crate::vocabulary::OtherName;

/// What is to be done with the ids and places of a dataset. Whatever is not said stays as it is.
pub trait Visitor {
    /// The id of a body, its own or a reference to it.
    fn body(&mut self, _id: &mut BodyId) {}
    /// The id of a source.
    fn source(&mut self, _id: &mut SourceId) {}
    /// The id of an area.
    fn area(&mut self, _id: &mut AreaId) {}
    /// The id of a class.
    fn class(&mut self, _id: &mut ClassId) {}
    /// The id of a theme.
    fn theme(&mut self, _id: &mut ThemeId) {}
    /// The id of a person.
    fn person(&mut self, _id: &mut PersonId) {}
    /// The id of a rule.
    fn rule(&mut self, _id: &mut RuleId) {}
    /// The id of an event.
    fn event(&mut self, _id: &mut EventId) {}
    /// A place in a file.
    fn origin(&mut self, _origin: &mut Origin) {}
}

/// Visits all ids, references and places of a dataset, records in their order. Cost: linear.
pub fn visit(dataset: &mut Dataset, visitor: &mut impl Visitor) {
    // Named one by one, so that a new field has to be thought of here.
    let Dataset {
        title: _,
        description: _,
        licence: _,
        sources,
        areas,
        classes,
        themes,
        persons,
        rules,
        bodies,
        relations,
        events,
        allow,
        files: _,
    } = dataset;
    for record in sources {
        let Source {
            id,
            title: _,
            kind: _,
            publisher: _,
            author: _,
            date: _,
            published: _,
            url: _,
            licence: _,
            note: _,
        } = record;
        visitor.source(&mut id.value);
        visitor.origin(&mut id.origin);
    }
    let mut walk = Walk { visitor };
    for area in areas {
        walk.area(&mut area.id);
        area.within.iter_mut().for_each(|id| walk.area(id));
        walk.names(&mut area.other_names);
        walk.provenance(&mut area.provenance);
    }
    for class in classes {
        walk.class(&mut class.id);
        class.broader.iter_mut().for_each(|id| walk.class(id));
        walk.names(&mut class.other_names);
        walk.provenance(&mut class.provenance);
    }
    for theme in themes {
        walk.theme(&mut theme.id);
        theme.broader.iter_mut().for_each(|id| walk.theme(id));
        walk.names(&mut theme.other_names);
        walk.provenance(&mut theme.provenance);
    }
    for Person { id, name: _, other_names, identifiers: _, provenance } in persons {
        walk.person(id);
        walk.names(other_names);
        walk.provenance(provenance);
    }
    rules.iter_mut().for_each(|rule| walk.rule(rule));
    bodies.iter_mut().for_each(|body| walk.whole_body(body));
    for Relation { kind: _, from, to, proposed: _, during, provenance } in relations {
        walk.body(from);
        walk.body(to);
        walk.place(during);
        walk.provenance(provenance);
    }
    for Event { id, name: _, when: _, legs, text: _, provenance } in events {
        if let Some(id) = id {
            walk.visitor.event(&mut id.value);
            walk.visitor.origin(&mut id.origin);
        }
        for Leg { kind: _, from, to, survives: _ } in legs {
            from.iter_mut().chain(to).for_each(|id| walk.body(id));
        }
        walk.provenance(provenance);
    }
    for Allow { code, bodies, themes, until, reason: _, provenance } in allow {
        walk.visitor.origin(&mut code.origin);
        bodies.iter_mut().for_each(|id| walk.body(id));
        themes.iter_mut().for_each(|id| walk.theme(id));
        walk.place(until);
        walk.provenance(provenance);
    }
}

struct Walk<'v, V> {
    visitor: &'v mut V,
}

macro_rules! ids {
    ($($name:ident: $id:ty),*) => {$(
        fn $name(&mut self, id: &mut Located<$id>) {
            self.visitor.$name(&mut id.value);
            self.visitor.origin(&mut id.origin);
        }
    )*};
}

impl<V: Visitor> Walk<'_, V> {
    ids!(body: BodyId, area: AreaId, class: ClassId, theme: ThemeId, person: PersonId);

    fn place<T>(&mut self, located: &mut Option<Located<T>>) {
        located.iter_mut().for_each(|located| self.visitor.origin(&mut located.origin));
    }

    fn provenance(&mut self, provenance: &mut Provenance) {
        let Provenance { sources, certainty: _, note: _, origin } = provenance;
        for citation in sources {
            self.visitor.source(&mut citation.source.value);
            self.visitor.origin(&mut citation.source.origin);
        }
        self.visitor.origin(&mut origin.0);
    }

    fn names(&mut self, names: &mut [OtherName]) {
        names.iter_mut().for_each(|name| self.provenance(&mut name.provenance));
    }

    fn rule(&mut self, rule: &mut Rule) {
        let Rule { id, name: _, applies_to, during, requires, duties, provenance } = rule;
        self.visitor.rule(&mut id.value);
        self.visitor.origin(&mut id.origin);
        self.class(applies_to);
        self.place(during);
        for requirement in requires {
            requirement.classes.iter_mut().for_each(|id| self.class(id));
            requirement.bodies.iter_mut().for_each(|id| self.body(id));
            self.place(&mut requirement.during);
            self.provenance(&mut requirement.provenance);
        }
        duties.iter_mut().for_each(|duty| self.duty(duty));
        self.provenance(provenance);
    }

    fn duty(&mut self, duty: &mut Duty) {
        self.provenance(&mut duty.provenance);
    }

    fn whole_body(&mut self, body: &mut Body) {
        let Body {
            id,
            name: _,
            short: _,
            other_names,
            kind: _,
            classes,
            collective_of,
            level: _,
            area,
            exists,
            proposed: _,
            status,
            purposes,
            meets,
            remits,
            posts,
            seats_declared,
            seats_complete: _,
            seats,
            duties,
            targets,
            plans,
            milestones,
            statements,
            identifiers: _,
            url: _,
            provenance,
        } = body;
        self.body(id);
        self.names(other_names);
        classes.iter_mut().chain(collective_of).for_each(|id| self.class(id));
        area.iter_mut().for_each(|id| self.area(id));
        if let Some(exists) = exists {
            self.visitor.origin(&mut exists.during.origin);
            self.provenance(&mut exists.provenance);
        }
        status.iter_mut().for_each(|status| self.provenance(&mut status.provenance));
        purposes.iter_mut().for_each(|purpose| self.provenance(&mut purpose.provenance));
        meets.iter_mut().for_each(|meets| self.provenance(&mut meets.provenance));
        for Remit { theme, role: _, proposed: _, during, provenance } in remits {
            self.theme(theme);
            self.place(during);
            self.provenance(provenance);
        }
        posts.iter_mut().for_each(|post| self.post(post));
        seats_declared.iter_mut().for_each(|declared| self.provenance(&mut declared.provenance));
        seats.iter_mut().for_each(|seat| self.seat(seat));
        duties.iter_mut().for_each(|duty| self.duty(duty));
        for Target { what: _, kind: _, measure: _, with, plan, proposed: _, during, provenance } in targets {
            with.iter_mut().for_each(|id| self.body(id));
            self.place(plan);
            self.place(during);
            self.provenance(provenance);
        }
        for Plan { name, proposed: _, during, refreshed_per_year: _, themes, text: _, provenance } in plans {
            self.visitor.origin(&mut name.origin);
            self.place(during);
            themes.iter_mut().for_each(|id| self.theme(id));
            self.provenance(provenance);
        }
        for Milestone { what: _, on, plan, status: _, provenance } in milestones {
            self.visitor.origin(&mut on.origin);
            self.place(plan);
            self.provenance(provenance);
        }
        for Statement { about: _, value, text: _, bodies, themes, at: _, provenance } in statements {
            self.place(value);
            bodies.iter_mut().for_each(|id| self.body(id));
            themes.iter_mut().for_each(|id| self.theme(id));
            self.provenance(provenance);
        }
        self.provenance(provenance);
    }

    fn post(&mut self, post: &mut Post) {
        let Post { name, count: _, elected, during, holders, provenance } = post;
        self.visitor.origin(&mut name.origin);
        self.elected(elected);
        self.place(during);
        for tenure in holders {
            self.person(&mut tenure.person);
            self.place(&mut tenure.during);
            self.provenance(&mut tenure.provenance);
        }
        self.provenance(provenance);
    }

    fn elected(&mut self, elected: &mut Option<Elected>) {
        elected.iter_mut().for_each(|elected| self.provenance(&mut elected.provenance));
    }

    fn seat(&mut self, seat: &mut Seat) {
        let Seat {
            holder,
            on_behalf_of,
            capacity,
            role: _,
            tier: _,
            group: _,
            count: _,
            elected,
            vacant: _,
            items,
            during,
            provenance,
        } = seat;
        let Holder { organisation, post, person, ex_officio, described: _ } = holder;
        organisation.iter_mut().for_each(|id| self.body(id));
        self.place(post);
        person.iter_mut().for_each(|id| self.person(id));
        ex_officio.iter_mut().for_each(|office| self.body(&mut office.on));
        on_behalf_of.iter_mut().for_each(|id| self.body(id));
        self.visitor.origin(&mut capacity.origin);
        self.elected(elected);
        items.iter_mut().for_each(|item| self.seat(item));
        self.place(during);
        self.provenance(provenance);
    }
}
