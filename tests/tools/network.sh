#!/usr/bin/env bash
# networkx and igraph read the GraphML, and networkx the GEXF, of the London data, and count what the Neo4j tables count; and
# pandas reads the Parquet tables where the command was built with them.
set -euo pipefail
cd "$(dirname "$0")/../.."
govgraph="${1:-target/debug/govgraph}"
venv=target/tools/network
out=target/tools/network-out

if ! "$venv/bin/python" -c 'import networkx, igraph, pyarrow' 2>/dev/null; then
  if ! { python3 -m venv "$venv" && timeout 300 "$venv/bin/pip" install --quiet networkx==3.5 igraph==0.11.9 pyarrow==21.0.0; }; then
    # No fault of what is written: whoever has no Python or no network can still run everything else.
    echo "NOT TRIED: networkx, igraph and pyarrow on what is written. They could not be installed; Python 3 and pip's registry are needed" >&2
    exit 0
  fi
fi

mkdir -p "$out"
"$govgraph" convert data/london -o "$out/london.graphml" 2>/dev/null
"$govgraph" convert data/london -o "$out/london.gexf" 2>/dev/null
"$govgraph" convert data/london -o "$out/neo4j" --to neo4j 2>/dev/null
"$govgraph" bodies data/london --format csv >"$out/bodies.csv"
rm -rf "$out/parquet"
"$govgraph" convert data/london -o "$out/parquet" --to parquet 2>/dev/null || true

"$venv/bin/python" - "$out" <<'PYTHON'
import csv
import os
import sys

import igraph
import networkx

out = sys.argv[1]
rows = lambda name: list(csv.DictReader(open(f"{out}/{name}", newline="")))
nodes, edges = rows("neo4j/nodes.csv"), rows("neo4j/edges.csv")
failed = []


def hold(what, found, wanted):
    if found != wanted:
        failed.append(f"{what}: {found}, not {wanted}")


wanted = (len(nodes), len(edges))
hold("bodies", sum(node[":LABEL"] == "Body" for node in nodes), len(rows("bodies.csv")))
graphml = networkx.read_graphml(f"{out}/london.graphml")
hold("GraphML in networkx", (graphml.number_of_nodes(), graphml.number_of_edges()), wanted)
hold("the name of a node in networkx", graphml.nodes["body:lcsp"]["label"], "London Community Safety Partnership")
other = igraph.Graph.Read_GraphML(f"{out}/london.graphml")
hold("GraphML in igraph", (other.vcount(), other.ecount()), wanted)
gexf = networkx.read_gexf(f"{out}/london.gexf", version="1.3") if "1.3" in networkx.readwrite.gexf.GEXF.versions else None
if gexf is None:
    # networkx knows the namespaces of 1.1 and 1.2; the elements that it reads are the same.
    text = open(f"{out}/london.gexf").read().replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
    open(f"{out}/london-12.gexf", "w").write(text.replace('version="1.3"', 'version="1.2"').replace(' kind="', ' x="'))
    gexf = networkx.read_gexf(f"{out}/london-12.gexf")
hold("GEXF in networkx", (gexf.number_of_nodes(), gexf.number_of_edges()), wanted)
lcrdb = gexf.nodes["body:lcrdb"]
hold("the interval of a node in networkx", bool(lcrdb.get("start") or lcrdb.get("end") or lcrdb.get("spells")), True)
if os.path.isdir(f"{out}/parquet"):
    import pyarrow.parquet

    tables = [pyarrow.parquet.read_table(f"{out}/parquet/{name}.parquet") for name in ("nodes", "edges")]
    hold("Parquet in pyarrow", tuple(table.num_rows for table in tables), wanted)
    hold("days in pyarrow", str(tables[0].schema.field("first").type), "date32[day]")
else:
    print("no Parquet: the command was built without the feature `parquet`")
if failed:
    sys.exit("\n".join(failed))
print(f"networkx and igraph read {wanted[0]} nodes and {wanted[1]} edges")
PYTHON
