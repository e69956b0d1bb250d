select concat('{"data":{"findDuplicateAccounts":[', concat_ws(',', (select string_agg(concat('{"object":"Account","id":', case when "m"."readable" then concat('"', "m"."id", '"') else 'null' end, ',"rule":"sameAccount","blocks":true,"values":[{"field":"name","value":', coalesce(to_json("m"."s0")::text, 'null'), '},{"field":"email","value":', coalesce(to_json("m"."s1")::text, 'null'), '}]}'), ',')
from (select null::uuid as "id", $1 as "email", $2 as "name", $3 as "industry") as "g" cross join lateral (select platform.match_query("g"."name", 60) as "q0" offset 0) as "k" cross join lateral (select *
from (select "c"."id" as "id", "c"."name"::text as "s0", "c"."email"::text as "s1", ("c"."owner_id" = $4) and ("c"."deleted_at" is null) as "readable"
from "t_one"."account" as "c"
where ((lower("c"."email") = lower("g"."email")) or ((platform.search_grams(platform.match_text("c"."name")) @@ "k"."q0") and (platform.match_similarity("c"."name", "g"."name") >= 60) and ("c"."industry" = "g"."industry"))) and ("c"."deleted_at" is null) and ("c"."id" is distinct
from "g"."id") offset 0) as "a"
order by "a"."id"
limit 20) as "m")), ']}}')
