#!/usr/bin/env bash
# Fetches the native libraries that this machine needs into artifacts/native/<rid>/, once; does nothing, quickly, when they are there.
# With a runtime identifier (linux-arm64) it fetches those of that platform.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

say() { printf 'kptn: %s\n' "$*" >&2; }

platform() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo linux-x64 ;;
    Linux-aarch64 | Linux-arm64) echo linux-arm64 ;;
    *) echo none ;;
  esac
}

need() {
  command -v "$1" >/dev/null 2>&1 && return 0
  say "'$1' is not installed, and without it DuckDB's library cannot be fetched. On Debian: sudo apt-get install $2"
  return 1
}

# fetch RID PACKAGE INTEGRITY FILE
fetch() {
  local folder=$root/artifacts/native/$1 work found
  [ -f "$folder/$4" ] && [ "$(cat "$folder/$4.from" 2>/dev/null)" = "$2 $3" ] && return 0
  need npm npm && need openssl openssl || return 1
  say "fetching $2 (once)"
  mkdir -p "$folder"
  work=$(mktemp -d "$folder/.fetch.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" RETURN
  if ! (cd "$work" && npm pack "$2" --silent </dev/null >pack.out 2>pack.log); then
    cat "$work/pack.log" >&2
    say "npm could not fetch $2"
    return 1
  fi

  found=sha512-$(openssl dgst -sha512 -binary "$work"/*.tgz | openssl base64 -A)
  if [ "$found" != "$3" ]; then
    say "$2 is not what eng/native.txt says: its integrity is $found"
    return 1
  fi

  tar -xzf "$work"/*.tgz -C "$work"
  cp "$work/package/LICENSE" "$folder/$4.license"
  touch "$work/package/$4"
  mv "$work/package/$4" "$folder/$4"
  printf '%s' "$2 $3" >"$work/from"
  mv "$work/from" "$folder/$4.from"
}

main() {
  local wanted=${1:-$(platform)} rid package integrity file
  while read -r rid package integrity file; do
    [ "$rid" = "$wanted" ] || continue
    fetch "$rid" "$package" "$integrity" "$file" || return 1
  done <"$root/eng/native.txt"
}

mkdir -p "$root/artifacts"
exec 8>"$root/artifacts/.native.lock"
if command -v flock >/dev/null 2>&1; then flock 8; fi
main "$@"
