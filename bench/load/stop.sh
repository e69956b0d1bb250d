#!/usr/bin/env bash
set -euo pipefail
. "$BENCH_DIR/lib/env.sh"
stop_bg
