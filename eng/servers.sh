#!/usr/bin/env bash
# Fetches the servers that tests are run against into artifacts/servers/, once; does nothing, quickly, when they are there.
# Nothing of them is part of kptn: Amazon's licence for DynamoDB Local lets anybody use it for tests, and nobody pass it on.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
servers=$root/artifacts/servers

say() { printf 'kptn: %s\n' "$*" >&2; }

# fetch FOLDER PACKAGE INTEGRITY FILE — with all that the package needs.
fetch() {
  local folder=$servers/$1 work found
  [ -e "$folder/$4" ] && [ "$(cat "$folder/.from" 2>/dev/null)" = "$2 $3" ] && return 0
  command -v npm >/dev/null 2>&1 && command -v openssl >/dev/null 2>&1 || {
    say "npm and openssl are needed to fetch $2"
    return 1
  }
  say "fetching $2 (once)"
  mkdir -p "$servers"
  work=$(mktemp -d "$servers/.fetch.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" RETURN
  (cd "$work" && npm pack "$2" --silent </dev/null >pack.out 2>pack.log) || {
    cat "$work/pack.log" >&2
    say "npm could not fetch $2"
    return 1
  }
  found=sha512-$(openssl dgst -sha512 -binary "$work"/*.tgz | openssl base64 -A)
  if [ "$found" != "$3" ]; then
    say "$2 is not what eng/servers.sh says: its integrity is $found"
    return 1
  fi

  if [ "$5" = alone ]; then
    mkdir "$work/whole"
    tar -xzf "$work"/*.tgz -C "$work/whole"
  else
    npm install --prefix "$work/whole" --ignore-scripts --no-audit --no-fund --no-package-lock --silent "$work"/*.tgz </dev/null >"$work/install.log" 2>&1 || {
      cat "$work/install.log" >&2
      say "npm could not install $2"
      return 1
    }
  fi
  printf '%s' "$2 $3" >"$work/whole/.from"
  rm -rf "$folder"
  mv "$work/whole" "$folder"
}

mkdir -p "$root/artifacts"
exec 8>"$root/artifacts/.servers.lock"
if command -v flock >/dev/null 2>&1; then flock 8; fi
fetch dynamodb amplify-dynamodb-simulator@2.9.30 sha512-xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ== package/emulator/DynamoDBLocal.jar alone
fetch s3 s3rver@3.7.1 sha512-H9KIX6n8NqcfoE4ziFNbQASBQfjcNJgb+3wbT9L5iotEqfOncFO1c38cfJSFSo7xXTu1zM9HA6t2u9xKNlYRaA== node_modules/s3rver/bin/s3rver.js whole
