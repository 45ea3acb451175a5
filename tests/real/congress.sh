# The committees of the United States Congress.
. "$(dirname "$0")/expect.bash"
folder=$GOVGRAPH_REAL_DATA/us-congress
[ -d "$folder" ] || { echo "  SKIPPED: there is no $folder"; exit 0; }
made=$(mktemp -d); trap 'rm -rf "$made"' EXIT

checked=$("$GOVGRAPH" check "$folder" --as-of 2026-08)
expect "committees with members" "$(count 'committees with members')" 230
expect "memberships" "$(count memberships)" 3879
expect "people" "$(count people)" 528
expect "findings" "$(tail -n 1 <<<"$checked" | sed 's/.*; //')" "no errors, 0 warnings, 0 notices"

"$GOVGRAPH" overlap "$folder" --as-of 2026-08 --at 2026-08 --by person --everyone --format json >"$made/overlap.json" 2>/dev/null
rows() { python3 - "$made/overlap.json" "$1" <<'P'
import json, sys
rows = json.load(open(sys.argv[1]))["rows"]
print(eval(sys.argv[2], {"rows": rows, "len": len, "sum": sum, "round": round, "next": next}))
P
}
if command -v python3 >/dev/null; then
  expect "pairs that share a member" "$(rows 'len(rows)')" 6533
  expect "shared members in sum" "$(rows 'sum(len(r["shared"]) for r in rows)')" 16553
  expect "pairs that share 10 or more" "$(rows 'sum(len(r["shared"]) >= 10 for r in rows)')" 225
  expect "pairs with Jaccard of 0.5 or more" "$(rows 'sum(r["jaccard"] >= 0.5 for r in rows)')" 87
  pair() { rows "next((len(r['shared']), round(r['jaccard'], 4)) for r in rows if (r['a']['id'], r['b']['id']) == ('$1', '$2'))"; }
  expect "SSCM and SSCM34" "$(pair sscm sscm34)" "(28, 1.0)"
  expect "SSEV and SSEV08" "$(pair ssev ssev08)" "(17, 0.8947)"
  expect "SSEV and SSEV10" "$(pair ssev ssev10)" "(17, 0.8947)"
else
  echo "  SKIPPED: overlap, which is counted with python3"
fi
for verb in brief elected members coverage load composition "lineage --all" "audit --at 2026-08" "timeline --all" "show hsag"; do
  # shellcheck disable=SC2086
  answers "$verb" 20 $verb "$folder" --as-of 2026-08
done
answers "draw" 60 draw "$folder" -o "$made/all.svg"
answers "draw around a committee" 20 draw "$folder" --around hsag -o "$made/around.svg"
answers "convert" 20 convert "$folder" -o "$made/congress.yaml"
exit $failed
