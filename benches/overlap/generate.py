#!/usr/bin/env python3
"""Tables of memberships as they are found in the wild, the same bytes every time (numpy 2.4.6).

  generate.py SIZE OUT.csv [--ids int|str]        SIZE: S, M, L, XL (10 thousand to 50 million rows)

Writes `member_id,body_id`, each row once, in random order. Board sizes are lognormal (mean 10), seats per member follow a power
law (exponent 2.5, mean 1.9) beside a few members with thousands of seats; 70% of a member's seats are near each other, so that
pairs of bodies share several members; 1% of the bodies are near-copies of another. Numbers of bodies and members tell nothing.
"""
import argparse

import numpy as np

SIZES = {  # bodies, memberships, members with very many seats, and how many seats those have, from and to
    "S": (1_000, 10_000, 2, 50, 100),
    "M": (50_000, 500_000, 5, 500, 2_000),
    "L": (1_000_000, 10_000_000, 20, 1_000, 5_000),
    "XL": (5_000_000, 50_000_000, 40, 1_000, 5_000),
}
COPIES, KEPT = 0.01, 0.92
ROWS = 1 << 20


def counts(rng, bodies, rows, hubs, least, most):
    """Members of each body, seats of each member, so that both add up to the same."""
    size = rng.lognormal(0.0, 0.6, bodies)
    size = np.clip(np.rint(size * (rows / size.sum())), 1, 250).astype(np.int64)
    hub = np.rint(np.geomspace(least, most, hubs)).astype(np.int64)
    seats = np.arange(1, 201)
    odds = seats ** -2.5
    odds = odds / odds.sum()
    need = int(size.sum()) - int(hub.sum())
    drawn = rng.random(int(need / (seats * odds).sum() * 1.05) + 1000)
    given = np.searchsorted(np.cumsum(odds), drawn, side="right") + 1
    until = np.cumsum(given)
    last = int(np.searchsorted(until, need))
    given = given[: last + 1]
    given[-1] -= int(until[last] - need)
    return size, hub, np.concatenate([hub, given[given > 0]])


def memberships(bodies, rows, hubs, least, most):
    rng = np.random.Generator(np.random.PCG64(20260607))
    copies = int(bodies * COPIES)
    originals = bodies - copies
    size, hub, seats = counts(rng, originals, int(rows * (1 - COPIES)), hubs, least, most)
    slots, members = int(size.sum()), len(seats)
    # Seats lie near the home of their member or anywhere; those of hubs anywhere.
    member = np.repeat(np.arange(members, dtype=np.int32), seats)
    home = rng.random(members)
    anywhere = rng.random(slots) >= 0.70
    anywhere[: int(hub.sum())] = True
    place = home[member] + rng.normal(0.0, 25.0 / originals, slots)
    place[anywhere] = rng.random(int(anywhere.sum()))
    member = member[np.argsort(place, kind="stable")]
    del place, anywhere, home
    body = np.repeat(np.arange(originals, dtype=np.int32), size)
    # Near-copies.
    ends = np.concatenate([[0], np.cumsum(size)])
    source = rng.integers(0, originals, copies)
    sizes = size[source]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    taken = np.repeat(ends[source] - starts, sizes) + np.arange(int(sizes.sum()))
    copied = member[taken].copy()
    replaced = rng.random(len(copied)) >= KEPT
    copied[replaced] = rng.integers(hubs, members, int(replaced.sum()), dtype=np.int32)
    member = np.concatenate([member, copied])
    body = np.concatenate([body, np.repeat(np.arange(originals, bodies, dtype=np.int32), sizes)])
    # Names that tell nothing, each row once, in random order.
    member = rng.permutation(members).astype(np.int32)[member]
    body = rng.permutation(bodies).astype(np.int32)[body]
    rows = np.unique((body.astype(np.int64) << 32) | member)
    member, body = (rows & 0xFFFFFFFF).astype(np.int32), (rows >> 32).astype(np.int32)
    order = rng.permutation(len(member))
    return member[order], body[order]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("size", choices=SIZES)
    args.add_argument("out")
    args.add_argument("--ids", choices=["int", "str"], default="int")
    args = args.parse_args()
    member, body = memberships(*SIZES[args.size])
    row = "p%d,b%d" if args.ids == "str" else "%d,%d"
    with open(args.out, "w", newline="") as out:
        out.write("member_id,body_id\n")
        for at in range(0, len(member), ROWS):
            pairs = zip(member[at : at + ROWS].tolist(), body[at : at + ROWS].tolist())
            out.write("".join([row % pair + "\n" for pair in pairs]))


if __name__ == "__main__":
    main()
