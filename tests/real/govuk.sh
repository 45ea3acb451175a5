# The organisations of GOV.UK on two days.
. "$(dirname "$0")/expect.bash"
folder=$GOVGRAPH_REAL_DATA/govuk
[ -d "$folder" ] || { echo "  SKIPPED: there is no $folder"; exit 0; }

# date, bodies, parents, with several of them, superseding, superseded, closed, closed without a date
snapshot() {
  local file=$folder/organisations-$1.json
  checked=$("$GOVGRAPH" check "$file")
  expect "$1 bodies" "$(count organisations)" "$2"
  expect "$1 parents" "$(count parents)" "$3"
  expect "$1 with several parents" "$(count 'organisations with several parents')" "$4"
  expect "$1 successors" "$(count successors)" "$5"
  expect "$1 predecessors" "$(count predecessors)" "$6"
  expect "$1 closed" "$(count 'closed organisations')" "$7"
  expect "$1 closed without a date" "$(count 'closed organisations without a date')" "$8"
  expect "$1 findings" "$(tail -n 1 <<<"$checked" | sed 's/.*; //')" "no errors, 0 warnings, 0 notices"
  for verb in brief overlap elected members coverage load composition "lineage --all" "audit --at $1" "duplication --at $1"; do
    # shellcheck disable=SC2086
    answers "$1 $verb" 20 $verb "$file"
  done
  answers "$1 draw" 60 draw "$file" -o "$made/all.svg"
  answers "$1 draw around a department" 20 draw "$file" --around hm-treasury -o "$made/around.svg"
  answers "$1 convert" 20 convert "$file" -o "$made/$1.yaml"
  expect "$1 converted" "$("$GOVGRAPH" check "$made/$1.yaml" | tail -n 1 | sed 's/.*: //; s/ bodies.*//')" "$2"
}
made=$(mktemp -d); trap 'rm -rf "$made"' EXIT
snapshot 2023-05-01 1176 767 34 229 219 467 356
snapshot 2026-08-22 1262 857 44 291 289 595 425
# 47 live and 16 exempt organisations were closed between the two, and three have another slug.
changed=$("$GOVGRAPH" change "$folder"/organisations-*.json --format csv 2>/dev/null)
expect "bodies that went" "$(grep -cE '^[a-z0-9-]+,("[^"]*"|[^,]*),Itself,lost' <<<"$changed")" 66
exit $failed
