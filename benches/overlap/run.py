#!/usr/bin/env python3
"""govgraph overlap beside its peers: the same tables, in turn, on this machine.   benches/overlap/run.py --help

Installs the peers into a folder of its own, makes the tables, builds govgraph, compares checksums first, and prints ratios of CPU
seconds (user and system, all threads, the whole process) and of peak memory. The README beside it has the figures of one run.
"""
import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WANTED = ["numpy==2.4.6", "scipy", "sparse_dot_mkl", "mkl", "sparse_dot_topn", "duckdb", "polars", "pyarrow", "chdb"]
# Pairs and checksum of each task: a sum of hashes of (a, b, shared), whatever the order of the rows.
KNOWN = {
    ("S", "least 1"): (41_689, "75fd1437cd473da2"),
    ("S", "least 2"): (3_704, "c1eecf37dc6a26ae"),
    ("S", "jaccard 0.5"): (9, "ecad87f3ebfa9c1a"),
    ("S", "jaccard 0.8"): (7, "d6c951076dbed876"),
    ("M", "least 1"): (5_472_560, "410a184b6b671549"),
    ("M", "least 2"): (92_225, "6dd41899b755a31a"),
    ("M", "jaccard 0.5"): (504, "902ead42e2d7165a"),
    ("M", "jaccard 0.8"): (347, "d8a20a03f294db58"),
    ("L", "least 1"): (111_954_367, "5a9e3df40de6bb5a"),
    ("L", "least 2"): (1_571_480, "6a8a1cfe1643987b"),
    ("L", "jaccard 0.5"): (10_286, "5a21ed61f63b4388"),
    ("L", "jaccard 0.8"): (7_042, "aa2586da14e97b55"),
    ("XL", "least 1"): (321_373_865, "0ee0e40b11d823a1"),
    ("XL", "least 2"): (7_737_944, "149a2636591c9b92"),
    ("XL", "jaccard 0.5"): (51_153, "11c3ddcf21fa37d1"),
    ("XL", "jaccard 0.8"): (35_010, "31ecb5e9af53b248"),
}


def checksum(path):
    """Of the first three columns of a CSV of pairs: a, b, shared; ids may have a letter in front."""
    script = """
import sys, numpy as np, polars as pl
table = pl.read_csv(sys.argv[1], infer_schema=False)
n = [table[c].str.strip_chars_start("b").cast(pl.UInt64).to_numpy() for c in table.columns[:3]]
h = np.uint64(0)
with np.errstate(over="ignore"):
    for at in range(0, len(n[0]), 1 << 23):
        x, y, c = (column[at:at + (1 << 23)] for column in n)
        z = ((np.minimum(x, y) << np.uint64(32)) | np.maximum(x, y)) + c * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        h = h + (z ^ (z >> np.uint64(31))).sum(dtype=np.uint64)
print(len(n[0]), f"{int(h):016x}")
"""
    count, digest = subprocess.check_output([PYTHON, "-c", script, path], text=True).split()
    return int(count), digest


def measured(command):
    """What a command printed, its CPU seconds, and its peak memory in MiB."""
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True)
    printed = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        raise SystemExit(f"{command} ended with {status}")
    return printed, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    global PYTHON
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--sizes", default="S,M,L", help="of S,M,L,XL")
    args.add_argument("--peers", default="mkl,scipy,duckdb,polars,chdb", help="of mkl,scipy,topn,duckdb,polars,chdb")
    args.add_argument("--runs", type=int, default=3, help="of which the one with the least CPU counts, for each")
    args.add_argument("--threads", type=int, default=1, help="of govgraph")
    args.add_argument("--ppjoin", help="a C++ set similarity join, called as: PPJOIN j SETS 0.5 (see the README)")
    args.add_argument("--work", default=ROOT / "target" / "overlap", type=Path, help="where tables and peers are kept")
    args = args.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    PYTHON = args.work / "venv" / "bin" / "python"
    peers = [peer for peer in args.peers.split(",") if peer]
    if not PYTHON.exists():
        subprocess.check_call([sys.executable, "-m", "venv", args.work / "venv"])
        subprocess.check_call([PYTHON, "-m", "pip", "install", "--quiet", *WANTED])
    for wanted in [["--bin", "govgraph"], ["--package", "govgraph", "--example", "projection"]]:
        subprocess.check_call(["cargo", "build", "--release", *wanted], cwd=ROOT)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    out = args.work / "pairs.csv"

    def table(size, ids="int"):
        path = args.work / f"{size}-{ids}.csv"
        if not path.exists():
            subprocess.check_call([PYTHON, HERE / "generate.py", size, path, "--ids", ids])
        return path

    def ours(path, *asked):
        columns = ["--member", "member_id", "--body", "body_id", "--columns", "body_a,body_b,shared"]
        return [target / "govgraph", "overlap", path, *columns, *asked, "--threads", args.threads, "-o", out]

    def check(size, task, who):
        found = checksum(out)
        if found != KNOWN[size, task]:
            raise SystemExit(f"{who} at {size}, {task}: {found} is not {KNOWN[size, task]}")

    def best(runs):
        return min(runs, key=lambda run: run[1])

    for size in args.sizes.split(","):
        path, text = table(size), table(size, "str")
        for task in ["least 1", "least 2", "jaccard 0.5", "jaccard 0.8"]:
            asked = task.split()
            for source in [path, text]:
                measured(ours(source, f"--{asked[0]}", asked[1]))
                check(size, task, f"govgraph on {source.name}")
        print(f"\n{size}: checksums of govgraph are right, of numbers and of text as ids", flush=True)
        for peer in peers:
            measured([PYTHON, HERE / "peers.py", peer, "pairs", path, out])
            check(size, "least 2", peer)
        print(f"{size}: checksums of {', '.join(peers)} are the same\n", flush=True)
        runs = {}
        for _ in range(args.runs):
            commands = {
                "govgraph": ours(path, "--least", "2"),
                "govgraph, text ids": ours(text, "--least", "2"),
                "govgraph, Jaccard 0.5": ours(path, "--jaccard", "0.5"),
            }
            commands |= {peer: [PYTHON, HERE / "peers.py", peer, "pairs", path, out] for peer in peers}
            for who, command in commands.items():
                runs.setdefault(who, []).append(measured(command))
            if size != "XL":
                for who, command in {
                    "projection, govgraph": [target / "examples" / "projection", path],
                    **{f"projection, {p}": [PYTHON, HERE / "peers.py", p, "projection", path] for p in peers if p in ("mkl", "scipy")},
                }.items():
                    printed, _, peak = measured(command)
                    runs.setdefault(who, []).append((printed, float(printed.split()[-1]), peak))
        if args.ppjoin:
            sets = args.work / f"{size}.sets"
            subprocess.check_call([PYTHON, HERE / "sets.py", path, sets])
            runs["ppjoin, Jaccard 0.5"] = [measured([args.ppjoin, "j", sets, "0.5"]) for _ in range(args.runs)]
            for printed, _, _ in runs["ppjoin, Jaccard 0.5"]:
                if int(printed.split()[0]) != KNOWN[size, "jaccard 0.5"][0]:
                    raise SystemExit(f"ppjoin at {size}: {printed}")
        print(f"| {size} | CPU s | beside govgraph | peak MiB |\n|---|---|---|---|")
        for who, of in runs.items():
            base = {"proj": "projection, govgraph", "ppjo": "govgraph, Jaccard 0.5"}.get(who[:4], "govgraph")
            _, cpu, peak = best(of)
            # The system counts in steps of milliseconds.
            print(f"| {who} | {cpu:.3f} | {cpu / max(best(runs[base])[1], 0.001):.2f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
