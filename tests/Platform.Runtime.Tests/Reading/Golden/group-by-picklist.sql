select concat('{"data":{"accountsGroup":[', (select string_agg(concat('{"key":{"industry":', coalesce(json_scalar("g"."k0"), 'null'), '},"count":', "g"."a0", '}'), ',')
from (select "t0"."industry" as "k0", count(*) as "a0", 1 as "one"
from "t_one"."account" as "t0"
where (("t0"."name" ilike $1) or ("t0"."email" ilike $1)) and (platform.search_grams("t0"."name", "t0"."email") @@ platform.search_query($2)) and ("t0"."owner_id" = any(array((select $3) union (select "t0_theirs"."target_id"
from "t_one"."team__members" as "t0_mine" join "t_one"."team" as "t0_team" on ("t0_team"."id" = "t0_mine"."source_id") and ("t0_team"."deleted_at" is null) join "t_one"."team__members" as "t0_theirs" on "t0_theirs"."source_id" = "t0_mine"."source_id"
where "t0_mine"."target_id" = $3) union (select "t0_reports"."target_id"
from "t_one"."team" as "t0_led" join "t_one"."team__members" as "t0_reports" on "t0_reports"."source_id" = "t0_led"."id"
where ("t0_led"."lead_id" = $3) and ("t0_led"."deleted_at" is null))))) and ("t0"."deleted_at" is null)
group by "t0"."industry"
order by coalesce(array_position(array['retail', 'tech', 'energy']::text[], "t0"."industry"), case when "t0"."industry" is not null then 4 end)
limit 1000) as "g"), ']}}')
