-- First
begin;
select "t"."id", "t"."version", "t"."updated_at", "t"."updated_by_id", "t"."name"
from "t_one"."deal" as "t"
where ("t"."id" = $1) and ("t"."deleted_at" is null) and ("t"."owner_id" = $2) for no key update of "t";

update "t_one"."deal" as "t"
set "updated_at" = $1, "updated_by_id" = $2, "name" = $3, "version" = "t"."version" + 1
where "t"."id" = $4
returning "t"."id", "t"."owner_id", concat('{"name":', coalesce(json_scalar("t"."name"), 'null'), ',"version":', "t"."version"::text, '}');
insert into "t_one"."history_entry" ("id", "version", "created_at", "created_by_id", "updated_at", "updated_by_id", "object", "record", "field", "kind", "old_value", "new_value", "at", "by_id")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);
insert into "platform"."outbox" ("tenant_id", "topic", "key", "payload", "next_attempt_at", "attempts")
values ($1, $2, $3, $4, $5, 0 / coalesce((select ("t"."rollups_revision" <= $6)::integer
from "platform"."tenants" as "t"
where "t"."id" = $7), 1));
commit;

-- Late
begin;
select "t"."id", "t"."version", "t"."updated_at", "t"."updated_by_id", "t"."name"
from "t_one"."deal" as "t"
where ("t"."id" = $1) and ("t"."deleted_at" is null) and ("t"."owner_id" = $2) for no key update of "t";

select "t"."id", "t"."name"
from "t_one"."user" as "t"
where "t"."id" = any($1);

rollback;
