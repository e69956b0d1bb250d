#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/env.sh"
start_bg dotnet "$home/app/Platform.Runtime.dll" --port "$PORT" --listen 127.0.0.1
RUN_DIR=$RUN_DIR/vacuum start_bg "$contestant/vacuum.sh"
