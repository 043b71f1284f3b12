//! The order of a list that the user orders: each record carries a position, a text that sorts
//! between its neighbours', so that moving one record alters that record alone (TEAM.md 7).

/// The digits of a position, in the order of their bytes.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// The longest position that is made; a list whose positions grow longer is numbered anew.
const LONGEST: usize = 100;

/// The positions to set so that the item at `from` stands at `to`: of that one alone where its
/// new neighbours leave room, else of the whole list. Each is a place in the list as it was.
pub fn moved(list: &[Option<&str>], from: usize, to: usize) -> Vec<(usize, String)> {
    let mut order: Vec<usize> = (0..list.len()).collect();
    if from >= order.len() || to >= order.len() || from == to {
        return Vec::new();
    }
    let item = order.remove(from);
    order.insert(to, item);
    let position = |place: Option<usize>| match place.and_then(|place| order.get(place)) {
        None => Some(None),
        Some(at) => list.get(*at).copied().flatten().map(Some),
    };
    let (before, after) = (position(to.checked_sub(1)), position(to.checked_add(1)));
    // Records without a position stand last: only among those that have one is there a between.
    let single = match (before, after) {
        (Some(before), Some(after)) => between(before, after).map(|made| vec![(from, made)]),
        _ => None,
    };
    single.unwrap_or_else(|| order.iter().copied().zip(spread(list.len())).collect())
}

/// A position between two others; `None` at either end means the end of the list. There is none
/// when they do not order, are no positions, or the room has become too small.
pub fn between(before: Option<&str>, after: Option<&str>) -> Option<String> {
    let low = before.map_or(Some(Vec::new()), digits)?;
    let high = after.map(digits);
    if high.as_ref().is_some_and(|high| high.as_ref().is_none_or(|high| *high <= low)) {
        return None;
    }
    let made = middle(&low, high.flatten().as_deref());
    let text: String =
        made.iter().filter_map(|n| DIGITS.get(*n)).map(|digit| char::from(*digit)).collect();
    (text.len() <= LONGEST).then_some(text)
}

/// So many positions in order, evenly apart.
fn spread(count: usize) -> Vec<String> {
    let mut width = 1;
    let mut room = DIGITS.len();
    while room < count.saturating_add(1).saturating_mul(2) {
        room = room.saturating_mul(DIGITS.len());
        width += 1;
    }
    let step = room / (count + 1);
    (1..=count).map(|n| written(n * step, width)).collect()
}

fn written(mut number: usize, width: usize) -> String {
    let mut text = Vec::with_capacity(width);
    for _ in 0..width {
        text.push(DIGITS.get(number % DIGITS.len()).copied().unwrap_or(b'0'));
        number /= DIGITS.len();
    }
    let text: String = text.iter().rev().map(|digit| char::from(*digit)).collect();
    text.trim_end_matches('0').to_owned()
}

/// The digits of a position; `None` for a text that no position is.
fn digits(text: &str) -> Option<Vec<usize>> {
    let found: Option<Vec<usize>> =
        text.bytes().map(|byte| DIGITS.iter().position(|digit| *digit == byte)).collect();
    found.filter(|digits| digits.last().is_some_and(|last| *last > 0))
}

/// Digits between two rows of digits, read as fractions; `None` above is one.
fn middle(low: &[usize], high: Option<&[usize]>) -> Vec<usize> {
    let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(0);
    let mut made = Vec::new();
    let mut high = high;
    for place in 0.. {
        let least = at(low, place);
        let most = high.map_or(DIGITS.len(), |high| at(high, place));
        if most > least + 1 {
            made.push(usize::midpoint(least, most));
            break;
        }
        made.push(least);
        if most > least {
            // Anything that goes on from here is below the upper one.
            high = None;
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn between_two_positions_there_is_another() {
        for (low, high) in [
            (None, None),
            (None, Some("1")),
            (None, Some("01")),
            (Some("V"), None),
            (Some("z"), None),
            (Some("zz"), None),
            (Some("A"), Some("B")),
            (Some("A"), Some("A1")),
            (Some("Az"), Some("B")),
        ] {
            let made = between(low, high).unwrap();
            assert!(low.is_none_or(|low| low < made.as_str()), "{low:?} {made}");
            assert!(high.is_none_or(|high| made.as_str() < high), "{made} {high:?}");
        }
        for (low, high) in [(Some("B"), Some("A")), (Some("A"), Some("A")), (Some("é"), None)] {
            assert_eq!(between(low, high), None);
        }
    }

    #[test]
    fn moving_one_record_in_an_ordered_list_alters_that_record_alone() {
        let list = [Some("A"), Some("B"), Some("C")];
        let moved = moved(&list, 2, 0);
        assert_eq!(moved.len(), 1);
        assert_eq!(moved[0].0, 2);
        assert!(moved[0].1.as_str() < "A");
    }

    proptest! {
        #[test]
        fn a_list_stands_as_it_was_put(count in 1_usize..40, moves in prop::collection::vec((0_usize..40, 0_usize..40), 1..60)) {
            let mut list: Vec<(usize, Option<String>)> = (0..count).map(|n| (n, None)).collect();
            for (from, to) in moves {
                let (from, to) = (from % count, to % count);
                let mut wanted: Vec<usize> = list.iter().map(|(name, _)| *name).collect();
                let name = wanted.remove(from);
                wanted.insert(to, name);
                let before: Vec<Option<&str>> = list.iter().map(|(_, p)| p.as_deref()).collect();
                for (place, position) in moved(&before, from, to) {
                    list[place].1 = Some(position);
                }
                list.sort_by_key(|(_, position)| (position.is_none(), position.clone()));
                let stands: Vec<usize> = list.iter().map(|(name, _)| *name).collect();
                prop_assert_eq!(stands, wanted);
                prop_assert!(list.iter().all(|(_, p)| p.as_ref().is_none_or(|p| p.len() <= LONGEST)));
            }
        }
    }
}
