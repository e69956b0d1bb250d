-- Known
begin;
select count(pg_advisory_xact_lock(hashtext($1), "t"."turn"))
from (select distinct "w"."turn" as "turn"
from ((select mod(hashtext(lower("i"."email")), 128) as "turn"
from unnest($2, $3, $4, $5) with ordinality as "i" ("email", "name", "industry", "#id", "n")
where lower("i"."email") is not null)
union all (select mod(hashtext("i"."industry"::text), 128) as "turn"
from unnest($6, $7, $8, $9) with ordinality as "i" ("email", "name", "industry", "#id", "n")
where "i"."industry"::text is not null)) as "w"
order by "w"."turn" offset 0) as "t";
select "i"."n", "m"."s0", "m"."s1"
from unnest($1, $2, $3, $4) with ordinality as "i" ("email", "name", "industry", "#id", "n") cross join lateral (select platform.match_query("i"."name", 60) as "q0" offset 0) as "k" cross join lateral (select *
from (select "c"."id" as "id", "c"."name"::text as "s0", "c"."email"::text as "s1"
from "t_one"."account" as "c"
where ((lower("c"."email") = lower("i"."email")) or ((platform.search_grams(platform.match_text("c"."name")) @@ "k"."q0") and (platform.match_similarity("c"."name", "i"."name") >= 60) and ("c"."industry" = "i"."industry"))) and ("c"."deleted_at" is null) and ("c"."id" is distinct
from "i"."#id") offset 0) as "a"
order by "a"."id"
limit 5) as "m";
insert into "t_one"."account" as "t" ("id", "version", "created_at", "created_by_id", "updated_at", "updated_by_id", "owner_id", "name", "active", "email")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
returning "t"."id", "t"."owner_id", concat('{"name":', coalesce(json_scalar("t"."name"), 'null'), '}');
insert into "t_one"."history_entry" ("id", "version", "created_at", "created_by_id", "updated_at", "updated_by_id", "object", "record", "kind", "at", "by_id")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);
insert into "platform"."outbox" ("tenant_id", "topic", "key", "payload", "next_attempt_at", "attempts")
values ($1, $2, $3, $4, $5, 0 / coalesce((select ("t"."rollups_revision" <= $6)::integer
from "platform"."tenants" as "t"
where "t"."id" = $7), 1));

commit;

-- Upserts
begin;
select "i"."n", "t"."id"
from unnest($1, $2) with ordinality as "i" ("email", "id", "n") join "t_one"."account" as "t" on (lower("t"."email") = lower("i"."email")) and ("t"."id" <> "i"."id") and ("t"."deleted_at" is null);

select "t"."id", "t"."version", "t"."updated_at", "t"."updated_by_id", "t"."name", "t"."industry", "t"."employees", "t"."email"
from "t_one"."account" as "t"
where ("t"."id" = $1) and ("t"."deleted_at" is null) for no key update of "t";

select count(pg_advisory_xact_lock(hashtext($1), "t"."turn"))
from (select distinct "w"."turn" as "turn"
from ((select mod(hashtext(lower("i"."email")), 128) as "turn"
from unnest($2, $3, $4, $5) with ordinality as "i" ("email", "name", "industry", "#id", "n")
where lower("i"."email") is not null)
union all (select mod(hashtext("i"."industry"::text), 128) as "turn"
from unnest($6, $7, $8, $9) with ordinality as "i" ("email", "name", "industry", "#id", "n")
where "i"."industry"::text is not null)) as "w"
order by "w"."turn" offset 0) as "t";
select "i"."n", "m"."s0", "m"."s1"
from unnest($1, $2, $3, $4) with ordinality as "i" ("email", "name", "industry", "#id", "n") cross join lateral (select platform.match_query("i"."name", 60) as "q0" offset 0) as "k" cross join lateral (select *
from (select "c"."id" as "id", "c"."name"::text as "s0", "c"."email"::text as "s1"
from "t_one"."account" as "c"
where ((lower("c"."email") = lower("i"."email")) or ((platform.search_grams(platform.match_text("c"."name")) @@ "k"."q0") and (platform.match_similarity("c"."name", "i"."name") >= 60) and ("c"."industry" = "i"."industry"))) and ("c"."deleted_at" is null) and ("c"."id" is distinct
from "i"."#id") offset 0) as "a"
order by "a"."id"
limit 5) as "m";
select "i"."n", lower("i"."email"), tsvector_to_array(platform.search_grams(platform.match_text("i"."name"))), "i"."industry"::text
from unnest($1, $2, $3, $4) with ordinality as "i" ("email", "name", "industry", "#id", "n");
insert into "t_one"."account" as "t" ("id", "version", "created_at", "created_by_id", "updated_at", "updated_by_id", "owner_id", "name", "active", "email")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
returning "t"."id", "t"."owner_id", concat('{"name":', coalesce(json_scalar("t"."name"), 'null'), ',"employees":', coalesce("t"."employees"::text, 'null'), ',"version":', "t"."version"::text, '}');
update "t_one"."account" as "t"
set "updated_at" = $1, "updated_by_id" = $2, "name" = $3, "employees" = $4, "version" = "t"."version" + 1
where "t"."id" = $5
returning "t"."id", "t"."owner_id", concat('{"name":', coalesce(json_scalar("t"."name"), 'null'), ',"employees":', coalesce("t"."employees"::text, 'null'), ',"version":', "t"."version"::text, '}');
insert into "t_one"."history_entry" ("version", "created_at", "created_by_id", "updated_at", "updated_by_id", "object", "at", "by_id", "id", "record", "field", "kind", "old_value", "new_value") (select $1, $2, $3, $4, $5, $6, $7, $8, "i"."id", "i"."record", "i"."field", "i"."kind", "i"."old_value"::jsonb, "i"."new_value"::jsonb
from unnest($9, $10, $11, $12, $13, $14) as "i" ("id", "record", "field", "kind", "old_value", "new_value"));
insert into "platform"."outbox" ("tenant_id", "topic", "key", "payload", "next_attempt_at", "attempts") (select $1, $2, "i"."key", "i"."payload"::jsonb, $3, 0 / coalesce((select ("t"."rollups_revision" <= $4)::integer
from "platform"."tenants" as "t"
where "t"."id" = $5), 1)
from unnest($6, $7) as "i" ("key", "payload"));

commit;
