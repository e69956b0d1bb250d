select concat('{"data":{"deals":', (select concat('{"edges":[', string_agg(concat('{"node":{"name":', coalesce(json_scalar("p0"."name"), 'null'), '}}'), ','
order by "p0"."#" desc) filter (where "p0"."#" <= $1), '],"pageInfo":{"hasNextPage":false,"hasPreviousPage":', (count(*) > $1)::text, '},"totalCount":', (select count(*)
from "t_one"."deal" as "t1"
where ("t1"."owner_id" = any(array((select $2) union (select "t1_theirs"."target_id"
from "t_one"."team__members" as "t1_mine" join "t_one"."team" as "t1_team" on ("t1_team"."id" = "t1_mine"."source_id") and ("t1_team"."deleted_at" is null) join "t_one"."team__members" as "t1_theirs" on "t1_theirs"."source_id" = "t1_mine"."source_id"
where "t1_mine"."target_id" = $2) union (select "t1_reports"."target_id"
from "t_one"."team" as "t1_led" join "t_one"."team__members" as "t1_reports" on "t1_reports"."source_id" = "t1_led"."id"
where ("t1_led"."lead_id" = $2) and ("t1_led"."deleted_at" is null))))) and ("t1"."deleted_at" is null)), '}')
from (select "r"."name" as "name", row_number() over () as "#", count(*) over () as "##"
from (select "t2"."name" as "name"
from "t_one"."deal" as "t2"
left join "t_one"."account" as "o3" on ("o3"."id" = "t2"."account_id") and ("o3"."owner_id" = any(array((select $2) union (select "o3_theirs"."target_id"
from "t_one"."team__members" as "o3_mine" join "t_one"."team" as "o3_team" on ("o3_team"."id" = "o3_mine"."source_id") and ("o3_team"."deleted_at" is null) join "t_one"."team__members" as "o3_theirs" on "o3_theirs"."source_id" = "o3_mine"."source_id"
where "o3_mine"."target_id" = $2) union (select "o3_reports"."target_id"
from "t_one"."team" as "o3_led" join "t_one"."team__members" as "o3_reports" on "o3_reports"."source_id" = "o3_led"."id"
where ("o3_led"."lead_id" = $2) and ("o3_led"."deleted_at" is null))))) and ("o3"."deleted_at" is null)
where ("t2"."owner_id" = any(array((select $2) union (select "t2_theirs"."target_id"
from "t_one"."team__members" as "t2_mine" join "t_one"."team" as "t2_team" on ("t2_team"."id" = "t2_mine"."source_id") and ("t2_team"."deleted_at" is null) join "t_one"."team__members" as "t2_theirs" on "t2_theirs"."source_id" = "t2_mine"."source_id"
where "t2_mine"."target_id" = $2) union (select "t2_reports"."target_id"
from "t_one"."team" as "t2_led" join "t_one"."team__members" as "t2_reports" on "t2_reports"."source_id" = "t2_led"."id"
where ("t2_led"."lead_id" = $2) and ("t2_led"."deleted_at" is null))))) and ("t2"."deleted_at" is null)
order by "o3"."name" desc nulls last, "t2"."amount" nulls first, "t2"."id"
limit $3) as "r") as "p0"), '}}')
