begin;
select "t0"."id"
from "t_one"."account" as "t0"
where ("t0"."industry" = $1) and ("t0"."deleted_at" is null)
order by "t0"."id"
limit 10001;

select "t"."id", "t"."version", "t"."updated_at", "t"."updated_by_id", "t"."active"
from "t_one"."account" as "t"
where ("t"."id" = any($1)) and ("t"."deleted_at" is null)
order by "t"."id" for no key update of "t";

select "t0"."id"
from "t_one"."account" as "t0"
where ("t0"."industry" = $1) and ("t0"."deleted_at" is null)
order by "t0"."id"
limit 10001;

update "t_one"."account" as "t"
set "updated_at" = "i"."updated_at", "updated_by_id" = "i"."updated_by_id", "active" = "i"."active", "version" = "t"."version" + 1
from unnest($1, $2, $3, $4) as "i" ("updated_at", "updated_by_id", "active", "id")
where "t"."id" = "i"."id";
insert into "t_one"."history_entry" ("version", "created_at", "created_by_id", "updated_at", "updated_by_id", "object", "field", "kind", "at", "by_id", "id", "record", "old_value", "new_value") (select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "i"."id", "i"."record", "i"."old_value"::jsonb, "i"."new_value"::jsonb
from unnest($11, $12, $13, $14) as "i" ("id", "record", "old_value", "new_value"));
insert into "platform"."outbox" ("tenant_id", "topic", "key", "payload", "next_attempt_at", "attempts")
values ($1, $2, $3, $4, $5, 0 / coalesce((select ("t"."rollups_revision" <= $6)::integer
from "platform"."tenants" as "t"
where "t"."id" = $7), 1));
commit;
