# Sourced by the scripts of this folder; the harness gives BENCH_DIR, BENCH_TMP, RUN_DIR, PORT and CONTESTANT_ROLE.
. "$BENCH_DIR/lib/env.sh"
contestant=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
repository=$(cd "$contestant/../.." && pwd)
home=$BENCH_TMP/platform
export PLATFORM_ADMIN_PASSWORD=bench-Only-1 PLATFORM_USER_PASSWORD=bench-Only-1 PLATFORM_SESSION_HOURS=8760 PLATFORM_APPS=$home/apps PLATFORM_DATA=$home/data
export PLATFORM_DATABASE="Host=$PGHOST;Port=$PGPORT;Database=$PGDATABASE;Username=$CONTESTANT_ROLE"
platform() { dotnet "$home/app/Platform.Runtime.dll" "$@"; }
