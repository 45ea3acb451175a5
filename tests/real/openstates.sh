# The committees of all state legislatures: a folder each, as in data/*/committees of openstates/people.
. "$(dirname "$0")/expect.bash"
folder=$GOVGRAPH_REAL_DATA/openstates
[ -d "$folder" ] || { echo "  SKIPPED: there is no $folder"; exit 0; }
command -v python3 >/dev/null && python3 -c "import yaml" 2>/dev/null || { echo "  SKIPPED: counting needs python3 with yaml"; exit 0; }
for state in "$folder"/*/committees; do
  checked=$("$GOVGRAPH" check "$state")
  read -r committees memberships < <(python3 - "$state" <<'P'
import glob, sys, yaml
loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
all = [yaml.load(open(name), Loader=loader) for name in glob.glob(sys.argv[1] + "/*.yml")]
print(len(all), sum(len(one.get("members") or []) for one in all))
P
)
  expect "$state committees" "$(count committees)" "$committees"
  expect "$state memberships" "$(count memberships)" "$memberships"
done
exit $failed
