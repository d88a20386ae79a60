#!/usr/bin/env bash
# Sets up what is missing and runs every test project; further arguments go to `dotnet test` (as in --filter …).
# The last line is the sum: `N passed, N failed, N skipped`.
set -euo pipefail
# shellcheck source=eng/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

# shellcheck source=eng/containers.sh
source "$(dirname "${BASH_SOURCE[0]}")/containers.sh"

need_packages dot=graphviz tmux=tmux ps=procps java=default-jre-headless node=nodejs npm=npm openssl=openssl
"$root/eng/servers.sh"
trap stop_containers EXIT
begin_containers
set_up
need_dotnet

export KPTN_TOOL=$tool
results=$artifacts/test-results
rm -rf "$results"
mkdir -p "$results"
say "building the tests"
dotnet build "$root/Kptn.sln" -c Release -v quiet --nologo </dev/null

end_containers

status=0
# The build has checked the style; what is left are spaces and line ends.
(cd "$root" && dotnet format whitespace . --folder --exclude artifacts --verify-no-changes </dev/null) || {
  say "'dotnet format' finds code that is not formatted as .editorconfig says"
  status=1
}
# run_tests PROJECT ARGUMENT…
run_tests() {
  local project=$1 name
  shift
  name=$(basename "$project" .csproj)
  printf '\n%s\n' "$name"
  dotnet test "$project" -c Release --no-build --nologo --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" "$@" </dev/null
}

# Both the tests end to end and the others wait much of their time: they run beside each other.
run_tests "$root/tests/Kptn.EndToEnd/Kptn.EndToEnd.csproj" "$@" >"$results/end-to-end.log" 2>&1 &
end_to_end=$!
for project in "$root"/tests/*/*.csproj "$root"/fixtures/*/tests/*.csproj; do
  [ "$project" = "$root/tests/Kptn.EndToEnd/Kptn.EndToEnd.csproj" ] || run_tests "$project" "$@" || status=1
done
wait "$end_to_end" || status=1
cat "$results/end-to-end.log"

# A skipped test is in `total` alone: `notExecuted` stays 0 in these files.
# shellcheck disable=SC2016
count='
  /<Counters / {
    for (i = 1; i <= NF; i++) if (split($i, part, "\"") > 1) n[part[1]] += part[2]
  }
  END {
    printf "\n%d passed, %d failed, %d skipped\n", n["passed="], n["executed="] - n["passed="], n["total="] - n["executed="]
    exit n["executed="] != n["passed="]
  }'
find "$results" -name '*.trx' -exec cat {} + | awk "$count" || status=1
exit "$status"
