select concat('{"data":{"dealsGroup":[', (select string_agg(concat('{"key":{"account":', coalesce((select concat('{"name":', coalesce(json_scalar("t0"."name"), 'null'), '}')
from "t_one"."account" as "t0"
where ("t0"."id" = "g"."k0") and ("t0"."owner_id" = any(array((select $1) union (select "t0_theirs"."target_id"
from "t_one"."team__members" as "t0_mine" join "t_one"."team" as "t0_team" on ("t0_team"."id" = "t0_mine"."source_id") and ("t0_team"."deleted_at" is null) join "t_one"."team__members" as "t0_theirs" on "t0_theirs"."source_id" = "t0_mine"."source_id"
where "t0_mine"."target_id" = $1) union (select "t0_reports"."target_id"
from "t_one"."team" as "t0_led" join "t_one"."team__members" as "t0_reports" on "t0_reports"."source_id" = "t0_led"."id"
where ("t0_led"."lead_id" = $1) and ("t0_led"."deleted_at" is null))))) and ("t0"."deleted_at" is null)), 'null'), ',"createdAt":', coalesce(json_scalar(to_char("g"."k1" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), 'null'), '},"count":', "g"."a0", ',"sum":{"amount":', coalesce(json_scalar("g"."a1"::text), 'null'), '},"max":{"amount":', coalesce(json_scalar("g"."a2"::text), 'null'), '}}'), ',')
from (select "o2"."id" as "k0", date_trunc('month', "t1"."created_at", $2) as "k1", count(*) as "a0", sum("t1"."amount") as "a1", max("t1"."amount") as "a2", 1 as "one"
from "t_one"."deal" as "t1"
left join "t_one"."account" as "o2" on ("o2"."id" = "t1"."account_id") and ("o2"."owner_id" = any(array((select $1) union (select "o2_theirs"."target_id"
from "t_one"."team__members" as "o2_mine" join "t_one"."team" as "o2_team" on ("o2_team"."id" = "o2_mine"."source_id") and ("o2_team"."deleted_at" is null) join "t_one"."team__members" as "o2_theirs" on "o2_theirs"."source_id" = "o2_mine"."source_id"
where "o2_mine"."target_id" = $1) union (select "o2_reports"."target_id"
from "t_one"."team" as "o2_led" join "t_one"."team__members" as "o2_reports" on "o2_reports"."source_id" = "o2_led"."id"
where ("o2_led"."lead_id" = $1) and ("o2_led"."deleted_at" is null))))) and ("o2"."deleted_at" is null)
where ("t1"."owner_id" = any(array((select $1) union (select "t1_theirs"."target_id"
from "t_one"."team__members" as "t1_mine" join "t_one"."team" as "t1_team" on ("t1_team"."id" = "t1_mine"."source_id") and ("t1_team"."deleted_at" is null) join "t_one"."team__members" as "t1_theirs" on "t1_theirs"."source_id" = "t1_mine"."source_id"
where "t1_mine"."target_id" = $1) union (select "t1_reports"."target_id"
from "t_one"."team" as "t1_led" join "t_one"."team__members" as "t1_reports" on "t1_reports"."source_id" = "t1_led"."id"
where ("t1_led"."lead_id" = $1) and ("t1_led"."deleted_at" is null))))) and ("t1"."deleted_at" is null)
group by "o2"."id", date_trunc('month', "t1"."created_at", $2)
having count(*) >= $3
order by sum("t1"."amount") desc, "o2"."id", date_trunc('month', "t1"."created_at", $2)
limit 1000) as "g"), ']}}')
