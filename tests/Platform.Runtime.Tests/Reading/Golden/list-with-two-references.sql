select concat('{"data":{"deals":', (select concat('{"nodes":[', string_agg(concat('{"id":"', "p0"."id", '","name":', coalesce(json_scalar("p0"."name"), 'null'), ',"amount":', coalesce(json_scalar("p0"."amount"::text), 'null'), ',"account":', coalesce((select concat('{"id":"', "t1"."id", '","name":', coalesce(json_scalar("t1"."name"), 'null'), '}')
from "t_one"."account" as "t1"
where ("t1"."id" = "p0"."account_id") and ("t1"."owner_id" = $1) and ("t1"."deleted_at" is null)), 'null'), ',"owner":', coalesce((select concat('{"id":"', "t2"."id", '","name":', coalesce(json_scalar("t2"."name"), 'null'), '}')
from "t_one"."user" as "t2"
where ("t2"."id" = "p0"."owner_id") and ("t2"."deleted_at" is null)), 'null'), '}'), ','), ']}')
from (select "t3"."account_id" as "account_id", "t3"."amount" as "amount", "t3"."id" as "id", "t3"."name" as "name", "t3"."owner_id" as "owner_id"
from "t_one"."deal" as "t3"
where ("t3"."amount" >= $2) and ("t3"."amount" <= $3) and ("t3"."owner_id" = $1) and ("t3"."deleted_at" is null)
order by "t3"."amount" desc, "t3"."id" desc
limit $4) as "p0"), '}}')
