#!/usr/bin/env bash
set -euo pipefail
. "$BENCH_DIR/lib/env.sh"
stop_bg
RUN_DIR=$RUN_DIR/vacuum stop_bg
