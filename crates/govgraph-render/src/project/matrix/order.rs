//! An order in which what belongs together stands together.

/// Puts things in a row so that those with a great weight between them are next to each other: from the one with the
/// greatest weights, at either end the one that goes best with what is at that end. Of equals, the first.
///
/// `weights` is as wide as it is high, and the same from both sides. Cost: the third power of its size at most.
pub(super) fn chain(weights: &[Vec<usize>]) -> Vec<usize> {
    let total = |at: usize| weights[at].iter().sum::<usize>();
    let mut left: Vec<usize> = (0..weights.len()).collect();
    // Of equals the first stays first, since sorting is stable.
    left.sort_by_key(|&at| std::cmp::Reverse(total(at)));
    let mut chain: std::collections::VecDeque<usize> = std::collections::VecDeque::new();
    while !left.is_empty() {
        // How well it goes with the end, then with all that have a place, then with any.
        let fit = |at: usize, end: Option<&usize>| {
            let with_end = end.map_or(0, |end| weights[at][*end]);
            (with_end, chain.iter().map(|other| weights[at][*other]).sum::<usize>(), total(at))
        };
        let best = left.iter().enumerate().map(|(i, &at)| {
            let (back, front) = (fit(at, chain.back()), fit(at, chain.front()));
            // The right end, if neither is better: what shares nothing comes last.
            (back.max(front), front.0 > back.0, i)
        });
        let Some((_, at_front, i)) = best.max_by_key(|(fit, _, i)| (*fit, std::cmp::Reverse(*i))) else { break };
        let at = left.remove(i);
        if at_front {
            chain.push_front(at);
        } else {
            chain.push_back(at);
        }
    }
    chain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shares_most_stands_next_to_each_other_and_what_shares_nothing_last() {
        // 0 and 3 share 5, 3 and 1 share 2; 2 shares nothing.
        let weights = vec![vec![0, 0, 0, 5], vec![0, 0, 0, 2], vec![0; 4], vec![5, 2, 0, 0]];
        assert_eq!(chain(&weights), [1, 3, 0, 2]);
    }

    #[test]
    fn every_one_has_a_place_and_equals_keep_their_order() {
        assert_eq!(chain(&vec![vec![0; 4]; 4]), [0, 1, 2, 3]);
        assert!(chain(&[]).is_empty());
    }
}
