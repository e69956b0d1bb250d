select concat('{"data":{"accounts":', (select concat('{"nodes":[', string_agg(concat('{"name":', coalesce(json_scalar("p0"."name"), 'null'), '}'), ','), '],"totalCount":', (select count(*)
from "t_one"."account" as "t1"
where ((exists (select 1
from "t_one"."deal" as "r2"
where ("r2"."account_id" = "t1"."id") and ("r2"."owner_id" = $1) and ("r2"."deleted_at" is null) and (not (exists (select 1
from "t_one"."deal_line" as "r3"
where ("r3"."deal_id" = "r2"."id") and (exists (select 1
from "t_one"."deal" as "r3_m"
where ("r3_m"."id" = "r3"."deal_id") and ("r3_m"."owner_id" = $1))) and ("r3"."deleted_at" is null) and (("r3"."quantity" > $2) is not true)))) and ("r2"."amount" >= $3) and ("r2"."amount" <= $4))) or (not (exists (select 1
from "t_one"."account" as "r4"
where ("r4"."id" = "t1"."parent_id") and ("r4"."owner_id" = $1) and ("r4"."deleted_at" is null) and ("r4"."name" ilike $5) and (platform.search_grams("r4"."name", "r4"."email") @@ platform.search_query($6)))))) and ("t1"."owner_id" = (select "r5"."id"
from "t_one"."user" as "r5"
where ("r5"."id" = $7) and ("r5"."deleted_at" is null) and ("r5"."id" = $1))) and (("t1"."name" ilike $8) or ("t1"."email" ilike $8)) and (("t1"."name" ilike $9) or ("t1"."email" ilike $9)) and (platform.search_grams("t1"."name", "t1"."email") @@ platform.search_query($10)) and ("t1"."deleted_at" is null)), '}')
from (select "t6"."name" as "name"
from "t_one"."account" as "t6"
where ((exists (select 1
from "t_one"."deal" as "r7"
where ("r7"."account_id" = "t6"."id") and ("r7"."owner_id" = $1) and ("r7"."deleted_at" is null) and (not (exists (select 1
from "t_one"."deal_line" as "r8"
where ("r8"."deal_id" = "r7"."id") and (exists (select 1
from "t_one"."deal" as "r8_m"
where ("r8_m"."id" = "r8"."deal_id") and ("r8_m"."owner_id" = $1))) and ("r8"."deleted_at" is null) and (("r8"."quantity" > $11) is not true)))) and ("r7"."amount" >= $12) and ("r7"."amount" <= $13))) or (not (exists (select 1
from "t_one"."account" as "r9"
where ("r9"."id" = "t6"."parent_id") and ("r9"."owner_id" = $1) and ("r9"."deleted_at" is null) and ("r9"."name" ilike $14) and (platform.search_grams("r9"."name", "r9"."email") @@ platform.search_query($15)))))) and ("t6"."owner_id" = (select "r10"."id"
from "t_one"."user" as "r10"
where ("r10"."id" = $16) and ("r10"."deleted_at" is null) and ("r10"."id" = $1))) and (("t6"."name" ilike $17) or ("t6"."email" ilike $17)) and (("t6"."name" ilike $18) or ("t6"."email" ilike $18)) and (platform.search_grams("t6"."name", "t6"."email") @@ platform.search_query($19)) and ("t6"."deleted_at" is null)
order by case when (lower("t6"."name") = lower($20)) or (lower("t6"."email") = lower($20)) then 1 when ("t6"."name" ilike $21) or ("t6"."email" ilike $21) then 2 when ("t6"."name" ilike $22) or ("t6"."email" ilike $22) then 3 else 4 end, "t6"."id"
limit 50) as "p0"), '}}')
