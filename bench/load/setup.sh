#!/usr/bin/env bash
# Publishes the host, describes the CRM objects to it, and copies the data of the benchmark into the tenant's tables.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/env.sh"
mkdir -p "$home/apps" "$home/data"
# As './platform run' publishes it: compiled ahead, so that a measurement of a few seconds does not measure the compiler.
dotnet publish "$repository/src/Platform.Runtime" -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o "$home/app" --nologo -v q
PGUSER=postgres psql -Xq -v ON_ERROR_STOP=1 -c "set client_min_messages = warning" \
  -c "drop schema if exists t_default cascade" -c "drop schema if exists platform cascade" -c "grant create on database $PGDATABASE to $CONTESTANT_ROLE"

start_bg dotnet "$home/app/Platform.Runtime.dll" --port "$PORT" --listen 127.0.0.1
trap stop_bg EXIT
for _ in $(seq 300); do
  curl -fs "http://127.0.0.1:$PORT/health/ready" >/dev/null && break
  sleep 0.2
done
node "$contestant/register.mjs" "http://127.0.0.1:$PORT" "$contestant/documents" "$PLATFORM_ADMIN_PASSWORD"
platform user create seller@example.com --tenant default --name Seller --role seller
PGUSER=postgres psql -Xq -v seller=seller@example.com -f "$contestant/load.sql"
node "$contestant/token.mjs" "http://127.0.0.1:$PORT" seller@example.com "$PLATFORM_USER_PASSWORD" >"$home/token"
