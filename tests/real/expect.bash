# What the parts share: expect WHAT FOUND WANTED, and answers WHAT SECONDS ARGUMENTS….
failed=0
expect() {
  if [ "$2" = "$3" ]; then echo "  ok: $1: $2"; else echo "  WRONG: $1: $2, and not $3"; failed=1; fi
}
# How many records of a kind a check tells, of the text in $checked: "857 parents".
count() {
  grep -E "^ +[0-9,]+ $1( →|$)" <<<"$checked" | head -n 1 | awk '{ gsub(",", "", $1); print $1 }'
}
# That a verb answers, and soon.
answers() {
  local what=$1 seconds=$2; shift 2
  if timeout "$seconds" "$GOVGRAPH" "$@" >/dev/null 2>&1; then echo "  ok: $what answers"; else echo "  WRONG: $what does not answer within $seconds s"; failed=1; fi
}
