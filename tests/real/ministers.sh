#!/usr/bin/env bash
# The whole ministers database: counts that an independent program found, and questions that must be answered soon.
# Called by `run`, which says where the command and the data are.
set -euo pipefail
govgraph=${GOVGRAPH:?}
data=${GOVGRAPH_REAL_DATA:?}/ifg-ministers
[ -d "$data" ] || { echo "SKIPPED: no $data"; exit 0; }

failed=0
expect() {
    if grep -qE -- "$2" <<<"$3"; then echo "ok: $1"; else echo "FAILED: $1: no line like \`$2\`"; failed=1; fi
}

started=$(date +%s)
report=$("$govgraph" check "$data")
expect "69 organisations" "^ +69 organisations → bodies" "$report"
expect "926 posts" "^ +926 posts →" "$report"
expect "3,667 appointments" "^ +3,667 appointments → 3667 people in posts" "$report"
expect "1,337 names of 1,149 people" "^ +1,337 names of people → 1149 persons" "$report"
expect "60 links, 43 events, 14 of several legs" "^ +60 links of organisations → 43 events, 14 of them of several links" "$report"
expect "15 predecessors survive" "^ +15 links after which the organisation before goes on" "$report"
expect "4 names used twice" "^ +4 names of several organisations → bodies that stay apart" "$report"
expect "4 names used twice are told" "^4$" "$(grep -c 'warning\[same-name\]' <<<"$report")"
expect "2 appointments end before they start" "^ +2 period that ends before it begins" "$report"
expect "the data can be used" "69 bodies, 3885 seats, 43 events, 1 source; no errors" "$report"

expect "shared ministers in March 2023" "Kemi Badenoch" \
    "$("$govgraph" overlap "$data" --by person --at 2023-03 --as-of 2026-06-12 --between dbt co 2>/dev/null)"
expect "an elected Treasury" "5 or more of 6 or more, 1 not elected" \
    "$("$govgraph" elected "$data" --body hmt --at 2023-03 --as-of 2026-06-12 2>/dev/null)"
for body in co dfe-2010 dfid; do
    expect "lineage of $body, in whose past functions went in a circle" "function" "$("$govgraph" lineage "$body" "$data" 2>/dev/null)"
done
expect "the load of ministers" "Jeremy Hunt" "$("$govgraph" load "$data" --at 2023-03 --by person 2>/dev/null)"
expect "the changes of February 2023" "beis → desnz" "$("$govgraph" change "$data" --from 2023-01 --to 2023-03 2>/dev/null | tr -s '[:space:]' ' ')"
seconds=$(($(date +%s) - started))
echo "took $seconds s"
exit $failed
