#!/usr/bin/env bash
# rdflib reads the London data in every syntax of RDF that is written, counts the statements that our own reader counts, and
# answers by SPARQL which bodies the London Crime Reduction Board derives from, as `govgraph lineage` does.
set -euo pipefail
cd "$(dirname "$0")/../.."
govgraph="${1:-target/debug/govgraph}"
venv=target/tools/rdf
out=target/tools/rdf-out

if ! "$venv/bin/python" -c 'import rdflib; assert rdflib.__version__ == "7.1.4"' 2>/dev/null; then
  if ! { python3 -m venv "$venv" && timeout 300 "$venv/bin/pip" install --quiet rdflib==7.1.4; }; then
    # No fault of what is written: whoever has no Python or no network can still run everything else.
    echo "NOT TRIED: rdflib on what is written as RDF. It could not be installed; Python 3 and pip's registry are needed" >&2
    exit 0
  fi
fi

mkdir -p "$out"
for extension in ttl nt rdf jsonld; do
  "$govgraph" convert data/london -o "$out/london.$extension" 2>/dev/null
  "$govgraph" check "$out/london.$extension" --format json >"$out/$extension.json"
done
"$govgraph" lineage lcrb data/london --format json >"$out/lineage.json"

"$venv/bin/python" - "$out" <<'PYTHON'
import collections
import json
import sys

import rdflib

out = sys.argv[1]
WORDS = """
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX gov: <urn:x-govgraph:term:>
PREFIX body: <urn:x-govgraph:body:>
"""
# Whoever knows only ORG sees what has happened; what is only planned is told in our words.
PLAIN = WORDS + "SELECT DISTINCT ?b WHERE { body:%s (^org:resultingOrganization/org:originalOrganization)+ ?b }"
PLANNED = WORDS + """SELECT DISTINCT ?b WHERE {
  body:%s (^(org:resultingOrganization|gov:resultingOrganization)/(org:originalOrganization|gov:originalOrganization))+ ?b }"""


def derives(graph, query, body):
    return sorted(str(row.b).rsplit(":", 1)[1] for row in graph.query(query % body))


lineage = json.load(open(f"{out}/lineage.json"))
expected = set()


def walk(branches):
    for branch in branches:
        expected.update(body["id"] for body in branch["bodies"])


walk(lineage["before"])
failed = []


def hold(what, found, wanted):
    if found != wanted:
        failed.append(f"{what}: {found}, not {wanted}")


graphs = {}
for extension, syntax in [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")]:
    graph = rdflib.Graph().parse(f"{out}/london.{extension}", format=syntax)
    tallies = json.load(open(f"{out}/{extension}.json"))["import"]["tallies"]
    ours = next(tally["count"] for tally in tallies if tally["what"] == "statements")
    hold(f"statements in {extension}", len(graph), ours)
    hold(f"what the LCSP derives from, in plain ORG, in {extension}", derives(graph, PLAIN, "lcsp"), ["lcrdb"])
    hold(f"what the LCRB derives from, in plain ORG, in {extension}", derives(graph, PLAIN, "lcrb"), [])
    hold(f"what the LCRB is to derive from, in {extension}", derives(graph, PLANNED, "lcrb"), sorted(expected))
    graphs[extension] = graph
    print(f"{extension}: {len(graph)} statements")


def alike(graph):
    """The statements, with one name for all that has none: to find which is which takes rdflib many minutes."""
    term = lambda term: "_" if isinstance(term, rdflib.BNode) else term.n3()
    return collections.Counter((term(s), p, term(o)) for s, p, o in graph)


for extension in ["nt", "rdf", "jsonld"]:
    hold(f"whether {extension} says what Turtle says", alike(graphs[extension]) == alike(graphs["ttl"]), True)
hold("the bodies that the lineage tells", sorted(expected), ["lcrdb", "lcsp"])
if failed:
    sys.exit("\n".join(failed))
print("rdflib: the LCRB is to derive from " + ", ".join(sorted(expected)))
PYTHON
