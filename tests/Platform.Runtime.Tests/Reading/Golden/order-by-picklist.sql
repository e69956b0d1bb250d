select concat('{"data":{"accounts":', (select concat('{"nodes":[', string_agg(concat('{"name":', coalesce(json_scalar("p0"."name"), 'null'), ',"industry":', coalesce(json_scalar("p0"."industry"), 'null'), '}'), ','), '],"pageInfo":{"endCursor":', coalesce(json_scalar(max(translate(encode(substr(sha256($1 || convert_to('Account|industry desc nulls last#E15C16C9,name,id' || json_build_array("p0"."#0"::text, "p0"."#1"::text, "p0"."#2"::text)::text, 'UTF8')), 1, 16) || convert_to(json_build_array("p0"."#0"::text, "p0"."#1"::text, "p0"."#2"::text)::text, 'UTF8'), 'base64'), concat('+/=', chr(10)), '-_')) filter (where ("p0"."#" = least($2, "p0"."##")) and ("p0"."#" <= $2))), 'null'), '}}')
from (select "r"."industry" as "industry", "r"."name" as "name", "r"."#0" as "#0", "r"."#1" as "#1", "r"."#2" as "#2", row_number() over () as "#", count(*) over () as "##"
from (select "t1"."industry" as "industry", "t1"."name" as "name", coalesce(array_position(array['retail', 'tech', 'energy']::text[], "t1"."industry"), case when "t1"."industry" is not null then 4 end) as "#0", "t1"."name" as "#1", "t1"."id" as "#2"
from "t_one"."account" as "t1"
where ("t1"."industry" = any($3)) and ("t1"."name" ilike $4) and (platform.search_grams("t1"."name", "t1"."email") @@ platform.search_query($5)) and ("t1"."owner_id" = any(array((select $6) union (select "t1_theirs"."target_id"
from "t_one"."team__members" as "t1_mine" join "t_one"."team" as "t1_team" on ("t1_team"."id" = "t1_mine"."source_id") and ("t1_team"."deleted_at" is null) join "t_one"."team__members" as "t1_theirs" on "t1_theirs"."source_id" = "t1_mine"."source_id"
where "t1_mine"."target_id" = $6) union (select "t1_reports"."target_id"
from "t_one"."team" as "t1_led" join "t_one"."team__members" as "t1_reports" on "t1_reports"."source_id" = "t1_led"."id"
where ("t1_led"."lead_id" = $6) and ("t1_led"."deleted_at" is null))))) and ("t1"."deleted_at" is null)
order by coalesce(array_position(array['retail', 'tech', 'energy']::text[], "t1"."industry"), case when "t1"."industry" is not null then 4 end) desc nulls last, "t1"."name", "t1"."id"
limit $2) as "r") as "p0"), '}}')
