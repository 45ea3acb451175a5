//! Bodies as somebody names them on the command line: `--of lcsp,lcrb`, `--of @boards.txt`.

use std::fs;

use anyhow::Context as _;

/// The bodies that one option names.
#[derive(Clone, Debug, Default)]
pub(super) struct Named(Vec<Name>);

#[derive(Clone, Debug)]
enum Name {
    /// A line of a file.
    One(Vec<u8>),
    /// What stood on the command line: a body, or several with commas between them.
    List(String),
}

impl Named {
    /// Reads what is given; `@FILE` holds one body a line.
    pub(super) fn read(given: &[String]) -> anyhow::Result<Self> {
        let mut names = Vec::new();
        for text in given {
            let Some(path) = text.strip_prefix('@') else {
                names.push(Name::List(text.clone()));
                continue;
            };
            let bytes = fs::read(path).with_context(|| format!("cannot read the bodies in `{path}`"))?;
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
            names.extend(lines.map(|line| Name::One(line.to_vec())));
        }
        Ok(Named(names))
    }

    /// One body, whatever is in its name.
    pub(super) fn one(called: &str) -> Self {
        Named(vec![Name::One(called.as_bytes().to_vec())])
    }

    /// What is found for each name by `find`, which is asked once for everything that a name can be; or else the names
    /// for which there is nothing.
    ///
    /// A list is taken for one body if there is one that is called so, commas and all.
    pub(super) fn resolve<T>(&self, find: impl FnOnce(&[&[u8]]) -> Vec<Option<T>>) -> Result<Vec<T>, Vec<String>> {
        let mut asked: Vec<&[u8]> = Vec::new();
        for name in &self.0 {
            match name {
                Name::One(name) => asked.push(name),
                Name::List(list) => {
                    asked.push(list.as_bytes());
                    asked.extend(parts(list));
                }
            }
        }
        let mut answers = find(&asked).into_iter();
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        let mut take = |name: &[u8], answer: Option<T>| match answer {
            Some(body) => found.push(body),
            None => missing.push(String::from_utf8_lossy(name).into_owned()),
        };
        for name in &self.0 {
            let whole = answers.next().flatten();
            match name {
                Name::One(name) => take(name, whole),
                Name::List(list) => {
                    let each: Vec<(&[u8], Option<T>)> =
                        parts(list).map(|part| (part, answers.next().flatten())).collect();
                    match whole {
                        Some(body) => take(list.as_bytes(), Some(body)),
                        None => each.into_iter().for_each(|(part, answer)| take(part, answer)),
                    }
                }
            }
        }
        if missing.is_empty() { Ok(found) } else { Err(missing) }
    }
}

fn parts(list: &str) -> impl Iterator<Item = &[u8]> {
    list.split(',').map(|part| part.trim().as_bytes()).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_comma_is_one_body_if_there_is_one_and_all_that_are_missing_are_told() {
        let bodies = ["a", "b", "Business, Energy"];
        let find = |asked: &[&[u8]]| -> Vec<Option<usize>> {
            asked.iter().map(|name| bodies.iter().position(|body| body.as_bytes() == *name)).collect()
        };
        let resolve =
            |given: &[&str]| Named(given.iter().map(|list| Name::List((*list).into())).collect()).resolve(find);
        assert_eq!(resolve(&["a, b", "Business, Energy"]), Ok(vec![0, 1, 2]));
        assert_eq!(resolve(&["a,x,b,y"]), Err(vec!["x".to_string(), "y".to_string()]));
    }
}
