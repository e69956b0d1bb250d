select concat('{"data":{"deal":', coalesce((select concat('{"name":', coalesce(json_scalar("t0"."name"), 'null'), ',"amount":', coalesce(json_scalar("t0"."amount"::text), 'null'), ',"account":', coalesce((select concat('{"id":"', "t1"."id", '","name":', coalesce(json_scalar("t1"."name"), 'null'), '}')
from "t_one"."account" as "t1"
where ("t1"."id" = "t0"."account_id") and ("t1"."owner_id" = $1) and ("t1"."deleted_at" is null)), 'null'), ',"lines":', (select concat('{"nodes":[', string_agg(concat('{"title":', coalesce(json_scalar("p2"."title"), 'null'), ',"quantity":', coalesce("p2"."quantity"::text, 'null'), '}'), ','), ']}')
from (select "t3"."quantity" as "quantity", "t3"."title" as "title"
from "t_one"."deal_line" as "t3"
where ("t3"."deal_id" = "t0"."id") and ("t3"."deleted_at" is null)
order by "t3"."id"
limit 50) as "p2"), ',"_access":{"canEdit":', case when ("t0"."owner_id" = $1) and ("t0"."deleted_at" is null) then 'true' else 'false' end, ',"canDelete":', case when ("t0"."owner_id" = $1) and ("t0"."deleted_at" is null) then 'true' else 'false' end, '}}')
from "t_one"."deal" as "t0"
where ("t0"."id" = $2) and ("t0"."owner_id" = $1) and ("t0"."deleted_at" is null)), 'null'), '}}')
