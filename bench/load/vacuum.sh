#!/usr/bin/env bash
# Autovacuum is off, and the harness vacuums its own tables after each cell of writes: vacuums the tables that hold the same records here whenever it has done so.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/env.sh"
ask() {
  while sleep 0.3; do
    cat <<'SQL' || exit
select 'vacuum ' || ours || ', t_default.history_entry, platform.outbox'
from (values ('crm.contacts', 't_default.contact'), ('crm.opportunities', 't_default.opportunity')) as t (theirs, ours)
where pg_stat_get_last_vacuum_time(theirs::regclass) > coalesce(pg_stat_get_last_vacuum_time(ours::regclass), '-infinity') \gexec
SQL
  done
}
export PGUSER=postgres
exec psql -Xq >/dev/null < <(ask)
