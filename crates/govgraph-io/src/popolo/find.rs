//! Where records stand in a document: in its arrays, or embedded in each other.

use crate::yaml::{Node, Value};

/// The records of a document, in the order in which they stand there.
#[derive(Default)]
pub(super) struct Found<'a, 't> {
    pub(super) persons: Vec<&'a Node<'t>>,
    pub(super) organizations: Vec<Organization<'a, 't>>,
    pub(super) memberships: Vec<Membership<'a, 't>>,
    pub(super) posts: Vec<Post<'a, 't>>,
    pub(super) areas: Vec<&'a Node<'t>>,
    pub(super) events: Vec<&'a Node<'t>>,
    /// What is no record of any kind.
    pub(super) others: Vec<&'a Node<'t>>,
}

/// An organisation, and the one that it is embedded in as a child.
pub(super) struct Organization<'a, 't> {
    pub(super) node: &'a Node<'t>,
    pub(super) parent: Option<&'a Node<'t>>,
}

/// A post, and the organisation that it is embedded in.
pub(super) struct Post<'a, 't> {
    pub(super) node: &'a Node<'t>,
    pub(super) organization: Option<&'a Node<'t>>,
}

/// A membership, and what it is embedded in.
pub(super) struct Membership<'a, 't> {
    pub(super) node: &'a Node<'t>,
    pub(super) person: Option<&'a Node<'t>>,
    pub(super) organization: Option<&'a Node<'t>>,
    pub(super) post: Option<&'a Node<'t>>,
}

/// The arrays of a document, under the names that are in use.
pub(super) const ARRAYS: [&str; 7] = ["persons", "people", "organizations", "memberships", "posts", "areas", "events"];

/// The records of a document: an object of arrays, or a bare array.
pub(super) fn find<'a, 't>(root: &'a Node<'t>) -> Found<'a, 't> {
    let mut found = Found::default();
    match &root.value {
        Value::List(items) => items.iter().for_each(|node| found.guess(node)),
        _ if ARRAYS.iter().any(|key| root.get(key).is_some()) => {
            for key in ["persons", "people"] {
                root.items_of(key).iter().for_each(|node| found.person(node));
            }
            root.items_of("organizations").iter().for_each(|node| found.organization(node, None));
            root.items_of("memberships").iter().for_each(|node| found.membership(node, None, None, None));
            root.items_of("posts").iter().for_each(|node| found.post(node, None));
            found.areas.extend(root.items_of("areas"));
            found.events.extend(root.items_of("events"));
        }
        _ => found.guess(root),
    }
    found
}

impl<'a, 't> Found<'a, 't> {
    /// A record in a bare array, which says by its keys what it is.
    fn guess(&mut self, node: &'a Node<'t>) {
        let has = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
        if has(&["organization_id", "person_id", "post_id", "on_behalf_of_id", "member_id"]) && !has(&["name"]) {
            self.membership(node, None, None, None);
        } else if has(&["given_name", "family_name", "birth_date", "gender", "person_id", "sort_name"]) {
            self.person(node);
        } else if has(&["label", "organization_id"]) {
            self.post(node, None);
        } else if has(&["name"]) {
            let is_person = node.items_of("memberships").iter().any(|of| of.get("organization_id").is_some());
            if is_person { self.person(node) } else { self.organization(node, None) }
        } else {
            self.others.push(node);
        }
    }

    fn person(&mut self, node: &'a Node<'t>) {
        self.persons.push(node);
        node.items_of("memberships").iter().for_each(|of| self.membership(of, Some(node), None, None));
    }

    fn organization(&mut self, node: &'a Node<'t>, parent: Option<&'a Node<'t>>) {
        self.organizations.push(Organization { node, parent });
        if let Some(above) = node.get("parent").filter(|above| !above.entries().is_empty()) {
            self.organization(above, None);
        }
        node.items_of("children").iter().for_each(|child| self.organization(child, Some(node)));
        node.items_of("posts").iter().for_each(|post| self.post(post, Some(node)));
        node.items_of("memberships").iter().for_each(|of| self.membership(of, None, Some(node), None));
    }

    fn post(&mut self, node: &'a Node<'t>, organization: Option<&'a Node<'t>>) {
        let embedded = node.get("organization").filter(|own| !own.entries().is_empty());
        if let Some(own) = embedded {
            self.organization(own, None);
        }
        let organization = organization.or(embedded);
        self.posts.push(Post { node, organization });
        node.items_of("memberships").iter().for_each(|of| self.membership(of, None, organization, Some(node)));
    }

    fn membership(
        &mut self,
        node: &'a Node<'t>,
        person: Option<&'a Node<'t>>,
        organization: Option<&'a Node<'t>>,
        post: Option<&'a Node<'t>>,
    ) {
        let embedded = |key: &str| node.get(key).filter(|of| !of.entries().is_empty());
        if let Some(own) = embedded("person") {
            self.person(own);
        }
        for key in ["organization", "on_behalf_of"] {
            if let Some(own) = embedded(key) {
                self.organization(own, None);
            }
        }
        if let Some(own) = embedded("post") {
            self.post(own, organization.or(embedded("organization")));
        }
        self.memberships.push(Membership {
            node,
            person: person.or(embedded("person")),
            organization: organization.or(embedded("organization")),
            post: post.or(embedded("post")),
        });
    }
}
