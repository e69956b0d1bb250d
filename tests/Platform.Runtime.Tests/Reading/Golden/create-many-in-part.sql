begin;
select "t"."id"
from "t_one"."account" as "t"
where ("t"."id" = any($1)) and ("t"."deleted_at" is null)
order by "t"."id" for key share of "t";
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

insert into "t_one"."account" as "t" ("version", "created_at", "created_by_id", "updated_at", "updated_by_id", "owner_id", "active", "id", "name", "industry") (select $1, $2, $3, $4, $5, $6, $7, "i"."id", "i"."name", "i"."industry"
from unnest($8, $9, $10) as "i" ("id", "name", "industry"))
returning "t"."id", "t"."owner_id", concat('{"name":', coalesce(json_scalar("t"."name"), 'null'), ',"industry":', coalesce(json_scalar("t"."industry"), 'null'), '}');
insert into "t_one"."history_entry" ("version", "created_at", "created_by_id", "updated_at", "updated_by_id", "object", "kind", "at", "by_id", "id", "record") (select $1, $2, $3, $4, $5, $6, $7, $8, $9, "i"."id", "i"."record"
from unnest($10, $11) as "i" ("id", "record"));
insert into "platform"."outbox" ("tenant_id", "topic", "key", "payload", "next_attempt_at", "attempts")
values ($1, $2, $3, $4, $5, 0 / coalesce((select ("t"."rollups_revision" <= $6)::integer
from "platform"."tenants" as "t"
where "t"."id" = $7), 1));
commit;
