#!/usr/bin/env bash
# Sets up what is missing, then runs kptn in the current directory with the given arguments.
set -euo pipefail
# shellcheck source=eng/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

set_up
exec "$tool" "$@"
