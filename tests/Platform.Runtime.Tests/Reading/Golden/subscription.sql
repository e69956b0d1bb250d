-- Deals
SELECT pg_current_snapshot()::text;

-- Renamed
begin;
select "t"."id", "t"."version", "t"."updated_at", "t"."updated_by_id", "t"."name"
from "t_one"."deal" as "t"
where ("t"."id" = $1) and ("t"."deleted_at" is null) and ("t"."owner_id" = $2) for no key update of "t";

update "t_one"."deal" as "t"
set "updated_at" = $1, "updated_by_id" = $2, "name" = $3, "version" = "t"."version" + 1
where "t"."id" = $4
returning "t"."id", "t"."owner_id", concat('{"id":"', "t"."id", '"}');
insert into "t_one"."history_entry" ("id", "version", "created_at", "created_by_id", "updated_at", "updated_by_id", "object", "record", "field", "kind", "old_value", "new_value", "at", "by_id")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);
insert into "platform"."outbox" ("tenant_id", "topic", "key", "payload", "next_attempt_at", "attempts")
values ($1, $2, $3, $4, $5, 0 / coalesce((select ("t"."rollups_revision" <= $6)::integer
from "platform"."tenants" as "t"
where "t"."id" = $7), 1));
commit;

-- Made
begin;
select "t"."id", "t"."name"
from "t_one"."account" as "t"
where "t"."id" = any($1);

select sqrt(coalesce((select 0
from "t_one"."account" as "t"
where ("t"."id" = $1) and ("t"."deleted_at" is null) and ("t"."owner_id" = $2) for key share of "t"), -1));
insert into "t_one"."deal" as "t" ("version", "created_at", "created_by_id", "updated_at", "updated_by_id", "owner_id", "id", "name", "account_id") (select $1, $2, $3, $4, $5, $6, "i"."id", "i"."name", "i"."account_id"
from unnest($7, $8, $9) as "i" ("id", "name", "account_id"))
returning "t"."id", "t"."owner_id", concat('{"id":"', "t"."id", '"}');
insert into "t_one"."history_entry" ("version", "created_at", "created_by_id", "updated_at", "updated_by_id", "object", "kind", "at", "by_id", "id", "record") (select $1, $2, $3, $4, $5, $6, $7, $8, $9, "i"."id", "i"."record"
from unnest($10, $11) as "i" ("id", "record"));
insert into "platform"."outbox" ("tenant_id", "topic", "key", "payload", "next_attempt_at", "attempts")
values ($1, $2, $3, $4, $5, 0 / coalesce((select ("t"."rollups_revision" <= $6)::integer
from "platform"."tenants" as "t"
where "t"."id" = $7), 1));
commit;

-- Deals hears
SELECT pg_current_snapshot()::text, now(), e.id, e.tenant_id, e.payload
FROM (SELECT 1) AS one LEFT JOIN LATERAL (
    SELECT id, tenant_id, payload::text FROM platform.outbox
    WHERE topic = $1 AND tenant_id = ANY ($2)
        AND transaction_id >= pg_snapshot_xmin($3::pg_snapshot)
        AND NOT pg_visible_in_snapshot(transaction_id, $3::pg_snapshot)
        AND transaction_id < pg_snapshot_xmax(pg_current_snapshot())
        AND ($4::pg_snapshot IS NULL OR pg_visible_in_snapshot(transaction_id, $4::pg_snapshot))
        AND id > $5
    ORDER BY id LIMIT $6
) AS e ON true
ORDER BY e.id;

select "i"."n", concat('{"name":', coalesce(json_scalar("t0"."name"), 'null'), ',"version":', "t0"."version"::text, ',"account":', coalesce((select concat('{"name":', coalesce(json_scalar("t1"."name"), 'null'), '}')
from "t_one"."account" as "t1"
where ("t1"."id" = "t0"."account_id") and ("t1"."owner_id" = $1)), 'null'), '}')
from unnest($2) with ordinality as "i" ("id", "n") join "t_one"."deal" as "t0" on "t0"."id" = "i"."id"
where ("t0"."owner_id" = $1) and ("t0"."name" like $3) and (platform.search_grams("t0"."name") @@ platform.search_query($4));

select "i"."n", concat('{"name":', coalesce(json_scalar("t0"."name"), 'null'), ',"version":', "t0"."version"::text, ',"account":', coalesce((select concat('{"name":', coalesce(json_scalar("t1"."name"), 'null'), '}')
from "t_one"."account" as "t1"
where ("t1"."id" = "t0"."account_id") and ("t1"."owner_id" = $1)), 'null'), '}')
from unnest($2) with ordinality as "i" ("id", "n") join "t_one"."deal" as "t0" on "t0"."id" = "i"."id"
where ("t0"."owner_id" = $1) and ("t0"."name" like $3) and (platform.search_grams("t0"."name") @@ platform.search_query($4));
