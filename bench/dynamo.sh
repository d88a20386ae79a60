#!/usr/bin/env bash
# Counts the requests that whole runs of a mapped task send to DynamoDB, with a DynamoDB Local of its own: dynamo.sh [COUNT…]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=eng/setup.sh
source "$here/../eng/setup.sh"

if [ -z "${KPTN:-}" ]; then
  set_up
  KPTN=$tool
fi
"$root/eng/servers.sh"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir -p "$here/work"
(cd "$artifacts/servers/dynamodb/package/emulator" && exec java -Djava.library.path=./DynamoDBLocal_lib -jar DynamoDBLocal.jar -inMemory -sharedDb -port "$port") >"$here/work/dynamo.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
until python3 -c "import socket; socket.create_connection(('127.0.0.1', $port), 1).close()" 2>/dev/null; do sleep 0.1; done
[ $# -gt 0 ] || set -- 50000 300000
python3 "$here/dynamo.py" "$here/work/dynamo" "$KPTN" "http://127.0.0.1:$port" "$@"
