#!/usr/bin/env python3
"""Prepares a table for a set similarity join: sets by size, their elements by how rare they are.   sets.py TABLE.csv OUT

Writes, for each body, its number, how many members it has, and these, rarest first, as 32-bit integers.
"""
import sys

import numpy as np
import polars as pl

table = pl.read_csv(sys.argv[1], schema={"member_id": pl.Int32, "body_id": pl.Int32})
member, body = table["member_id"].to_numpy(), table["body_id"].to_numpy()
rank = np.empty(int(member.max()) + 1, np.int32)
rank[np.argsort(np.bincount(member), kind="stable")] = np.arange(len(rank), dtype=np.int32)
size = np.bincount(body)
order = np.lexsort((rank[member], body, size[body]))
member, body = rank[member[order]], body[order]
first = np.flatnonzero(np.concatenate([[True], body[1:] != body[:-1]]))
# Two numbers stand before each set.
heads = first + 2 * np.arange(len(first))
out = np.empty(len(member) + 2 * len(first), np.int32)
is_member = np.ones(len(out), bool)
is_member[heads] = is_member[heads + 1] = False
out[heads], out[heads + 1], out[is_member] = body[first], size[body[first]], member
out.tofile(sys.argv[2])
