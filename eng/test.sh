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
dotnet format "$root/Kptn.sln" --verify-no-changes --no-restore </dev/null || {
  say "'dotnet format' finds code that is not formatted as .editorconfig says"
  status=1
}
for project in "$root"/tests/*/*.csproj "$root"/fixtures/*/tests/*.csproj; do
  name=$(basename "$project" .csproj)
  printf '\n%s\n' "$name"
  dotnet test "$project" -c Release --no-build --nologo --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" "$@" </dev/null || status=1
done

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
