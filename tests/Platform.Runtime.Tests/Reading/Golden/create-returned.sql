select sqrt(coalesce((select 0
from "t_one"."account" as "t"
where ("t"."id" = $1) and ("t"."deleted_at" is null) and ("t"."owner_id" = $2) for key share of "t"), -1));
insert into "t_one"."contact" as "t" ("id", "version", "created_at", "created_by_id", "updated_at", "updated_by_id", "owner_id", "last_name", "account_id")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
returning "t"."id", "t"."owner_id", concat('{"id":"', "t"."id", '","version":', "t"."version"::text, ',"lastName":', coalesce(json_scalar("t"."last_name"), 'null'), ',"createdAt":"', to_char("t"."created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"}');
insert into "t_one"."history_entry" ("id", "version", "created_at", "created_by_id", "updated_at", "updated_by_id", "object", "record", "kind", "at", "by_id")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);
insert into "platform"."outbox" ("tenant_id", "topic", "key", "payload", "next_attempt_at", "attempts")
values ($1, $2, $3, $4, $5, 0 / coalesce((select ("t"."rollups_revision" <= $6)::integer
from "platform"."tenants" as "t"
where "t"."id" = $7), 1));
