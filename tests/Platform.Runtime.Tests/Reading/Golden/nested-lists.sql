select concat('{"data":{"accounts":', (select concat('{"nodes":[', string_agg(concat('{"name":', coalesce(json_scalar("p0"."name"), 'null'), ',"deals":', (select concat('{"nodes":[', string_agg(concat('{"name":', coalesce(json_scalar("p1"."name"), 'null'), ',"lines":', (select concat('{"edges":[', string_agg(concat('{"node":{"title":', coalesce(json_scalar("p2"."title"), 'null'), ',"quantity":', coalesce("p2"."quantity"::text, 'null'), '}}'), ','
order by "p2"."#" desc) filter (where "p2"."#" <= $1), '],"pageInfo":{"hasPreviousPage":', (count(*) > $1)::text, '}}')
from (select "r"."quantity" as "quantity", "r"."title" as "title", row_number() over () as "#", count(*) over () as "##"
from (select "t3"."quantity" as "quantity", "t3"."title" as "title"
from "t_one"."deal_line" as "t3"
where ("t3"."deal_id" = "p1"."id") and ("t3"."deleted_at" is null)
order by "t3"."quantity" desc, "t3"."id" desc
limit $2) as "r") as "p2"), '}'), ','), '],"totalCount":', (select count(*)
from "t_one"."deal" as "t4"
where ("t4"."account_id" = "p0"."id") and ("t4"."amount" is not null) and ("t4"."owner_id" = $3) and ("t4"."deleted_at" is null)), '}')
from (select "t5"."id" as "id", "t5"."name" as "name"
from "t_one"."deal" as "t5"
left join "t_one"."account" as "o6" on ("o6"."id" = "t5"."account_id") and ("o6"."owner_id" = $3) and ("o6"."deleted_at" is null)
where ("t5"."account_id" = "p0"."id") and ("t5"."amount" is not null) and ("t5"."owner_id" = $3) and ("t5"."deleted_at" is null)
order by "t5"."amount" desc nulls last, "o6"."name", "t5"."id"
limit $4) as "p1"), ',"none":{"totalCount":', (select count(*)
from "t_one"."contact" as "t7"
where ("t7"."account_id" = "p0"."id") and ("t7"."owner_id" = $3) and ("t7"."deleted_at" is null)), '}}'), ',') filter (where "p0"."#" <= $5), '],"pageInfo":{"hasNextPage":', (count(*) > $5)::text, ',"endCursor":', coalesce(json_scalar(max(translate(encode(substr(sha256($6 || convert_to('Account|name,id' || json_build_array("p0"."#0"::text, "p0"."#1"::text)::text, 'UTF8')), 1, 16) || convert_to(json_build_array("p0"."#0"::text, "p0"."#1"::text)::text, 'UTF8'), 'base64'), concat('+/=', chr(10)), '-_')) filter (where ("p0"."#" = least($5, "p0"."##")) and ("p0"."#" <= $5))), 'null'), '}}')
from (select "r"."id" as "id", "r"."name" as "name", "r"."#0" as "#0", "r"."#1" as "#1", row_number() over () as "#", count(*) over () as "##"
from (select "t8"."id" as "id", "t8"."name" as "name", "t8"."name" as "#0", "t8"."id" as "#1"
from "t_one"."account" as "t8"
where ("t8"."owner_id" = $3) and ("t8"."deleted_at" is null)
order by "t8"."name", "t8"."id"
limit $7) as "r") as "p0"), '}}')
