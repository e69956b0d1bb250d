begin;
select "t"."id", "t"."version", "t"."updated_at", "t"."updated_by_id"
from "t_one"."deal" as "t"
where ("t"."id" = $1) and ("t"."deleted_at" is null) and ("t"."owner_id" = $2) for update of "t";

select "t"."id", "t"."deal_id"
from "t_one"."deal_line" as "t"
where ("t"."deal_id" = any($1)) and ("t"."deleted_at" is null)
order by "t"."id" for update of "t";

update "t_one"."deal" as "t"
set "deleted_at" = $1, "updated_at" = $2, "updated_by_id" = $3, "version" = "t"."version" + 1
where "t"."id" = any($4);
update "t_one"."deal_line" as "t"
set "deleted_at" = $1, "updated_at" = $2, "updated_by_id" = $3, "version" = "t"."version" + 1
where "t"."id" = any($4);
insert into "t_one"."history_entry" ("version", "created_at", "created_by_id", "updated_at", "updated_by_id", "kind", "at", "by_id", "id", "object", "record") (select $1, $2, $3, $4, $5, $6, $7, $8, "i"."id", "i"."object", "i"."record"
from unnest($9, $10, $11) as "i" ("id", "object", "record"));
insert into "platform"."outbox" ("tenant_id", "topic", "key", "payload", "next_attempt_at", "attempts") (select $1, $2, "i"."key", "i"."payload"::jsonb, $3, 0 / coalesce((select ("t"."rollups_revision" <= $4)::integer
from "platform"."tenants" as "t"
where "t"."id" = $5), 1)
from unnest($6, $7) as "i" ("key", "payload"));
select "i"."n", concat('{"id":"', "t0"."id", '","name":', coalesce(json_scalar("t0"."name"), 'null'), ',"version":', "t0"."version"::text, ',"deletedAt":', coalesce(json_scalar(to_char("t0"."deleted_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), 'null'), '}')
from unnest($1) with ordinality as "i" ("id", "n") join "t_one"."deal" as "t0" on "t0"."id" = "i"."id"
where "t0"."owner_id" = $2;
commit;
