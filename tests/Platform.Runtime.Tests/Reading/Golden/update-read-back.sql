begin;
select "t"."id", "t"."version", "t"."updated_at", "t"."updated_by_id", "t"."name"
from "t_one"."deal" as "t"
where ("t"."id" = $1) and ("t"."deleted_at" is null) and ("t"."owner_id" = $2) for no key update of "t";

update "t_one"."deal" as "t"
set "updated_at" = $1, "updated_by_id" = $2, "name" = $3, "version" = "t"."version" + 1
where "t"."id" = $4;
insert into "t_one"."history_entry" ("id", "version", "created_at", "created_by_id", "updated_at", "updated_by_id", "object", "record", "field", "kind", "old_value", "new_value", "at", "by_id")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);
insert into "platform"."outbox" ("tenant_id", "topic", "key", "payload", "next_attempt_at", "attempts")
values ($1, $2, $3, $4, $5, 0 / coalesce((select ("t"."rollups_revision" <= $6)::integer
from "platform"."tenants" as "t"
where "t"."id" = $7), 1));
select "i"."n", concat('{"name":', coalesce(json_scalar("t0"."name"), 'null'), ',"version":', "t0"."version"::text, ',"account":', coalesce((select concat('{"name":', coalesce(json_scalar("t1"."name"), 'null'), ',"contacts":{"totalCount":', (select count(*)
from "t_one"."contact" as "t2"
where ("t2"."account_id" = "t1"."id") and ("t2"."owner_id" = $1) and ("t2"."deleted_at" is null)), '}}')
from "t_one"."account" as "t1"
where ("t1"."id" = "t0"."account_id") and ("t1"."owner_id" = $1)), 'null'), ',"lines":', (select concat('{"nodes":[', string_agg(concat('{"title":', coalesce(json_scalar("p3"."title"), 'null'), '}'), ','), ']}')
from (select "t4"."title" as "title"
from "t_one"."deal_line" as "t4"
where ("t4"."deal_id" = "t0"."id") and ("t4"."deleted_at" is null)
order by "t4"."id"
limit $2) as "p3"), '}')
from unnest($3) with ordinality as "i" ("id", "n") join "t_one"."deal" as "t0" on "t0"."id" = "i"."id"
where "t0"."owner_id" = $1;
commit;
