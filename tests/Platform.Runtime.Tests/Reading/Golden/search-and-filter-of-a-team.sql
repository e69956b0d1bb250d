select concat('{"data":{"accounts":', (select concat('{"nodes":[', string_agg(concat('{"name":', coalesce(json_scalar("p0"."name"), 'null'), '}'), ','), '],"totalCount":', (select count(*)
from "t_one"."account" as "t1"
where ("t1"."employees" >= $1) and (("t1"."name" ilike $2) or ("t1"."email" ilike $2)) and (platform.search_grams("t1"."name", "t1"."email") @@ platform.search_query($3)) and ("t1"."owner_id" = any(array((select $4) union (select "t1_theirs"."target_id"
from "t_one"."team__members" as "t1_mine" join "t_one"."team" as "t1_team" on ("t1_team"."id" = "t1_mine"."source_id") and ("t1_team"."deleted_at" is null) join "t_one"."team__members" as "t1_theirs" on "t1_theirs"."source_id" = "t1_mine"."source_id"
where "t1_mine"."target_id" = $4) union (select "t1_reports"."target_id"
from "t_one"."team" as "t1_led" join "t_one"."team__members" as "t1_reports" on "t1_reports"."source_id" = "t1_led"."id"
where ("t1_led"."lead_id" = $4) and ("t1_led"."deleted_at" is null))))) and ("t1"."deleted_at" is null)), '}')
from (select "t2"."name" as "name"
from "t_one"."account" as "t2"
where ("t2"."employees" >= $5) and (("t2"."name" ilike $6) or ("t2"."email" ilike $6)) and (platform.search_grams("t2"."name", "t2"."email") @@ platform.search_query($7)) and ("t2"."owner_id" = any(array((select $4) union (select "t2_theirs"."target_id"
from "t_one"."team__members" as "t2_mine" join "t_one"."team" as "t2_team" on ("t2_team"."id" = "t2_mine"."source_id") and ("t2_team"."deleted_at" is null) join "t_one"."team__members" as "t2_theirs" on "t2_theirs"."source_id" = "t2_mine"."source_id"
where "t2_mine"."target_id" = $4) union (select "t2_reports"."target_id"
from "t_one"."team" as "t2_led" join "t_one"."team__members" as "t2_reports" on "t2_reports"."source_id" = "t2_led"."id"
where ("t2_led"."lead_id" = $4) and ("t2_led"."deleted_at" is null))))) and ("t2"."deleted_at" is null)
order by "t2"."employees" desc, "t2"."id" desc
limit 50) as "p0"), '}}')
