select concat('{"data":{"visits":', (select concat('{"nodes":[', string_agg(concat('{"title":', coalesce(json_scalar("p0"."title"), 'null'), ',"subject":', coalesce(case when "p0"."subject_type" = 'Account' then (select concat('{"__typename":"Account","name":', coalesce(json_scalar("t1"."name"), 'null'), ',"visits":{"totalCount":', (select count(*)
from "t_one"."visit" as "t2"
where ("t2"."subject_type" = 'Account') and ("t2"."subject_id" = "t1"."id") and ("t2"."deleted_at" is null)), '}}')
from "t_one"."account" as "t1"
where ("t1"."id" = "p0"."subject_id") and ("t1"."deleted_at" is null)) when "p0"."subject_type" = 'Contact' then (select '{"__typename":"Contact"}'::text
from "t_one"."contact" as "t3"
where ("t3"."id" = "p0"."subject_id") and ("t3"."deleted_at" is null)) end, 'null'), '}'), ','), ']}')
from (select "t4"."subject_id" as "subject_id", "t4"."subject_type" as "subject_type", "t4"."title" as "title"
from "t_one"."visit" as "t4"
where "t4"."deleted_at" is null
order by "t4"."title", "t4"."id"
limit 50) as "p0"), ',"contacts":', (select concat('{"nodes":[', string_agg(concat('{"lastName":', coalesce(json_scalar("p5"."last_name"), 'null'), ',"deals":', (select concat('{"nodes":[', string_agg(concat('{"name":', coalesce(json_scalar("p6"."name"), 'null'), ',"contacts":{"totalCount":', (select count(*)
from "t_one"."contact" as "t7" join "t_one"."deal__contacts" as "t7_l" on "t7_l"."target_id" = "t7"."id"
where ("t7_l"."source_id" = "p6"."id") and ("t7"."deleted_at" is null)), '}}'), ','), ']}')
from (select "t8"."id" as "id", "t8"."name" as "name"
from "t_one"."deal" as "t8" join "t_one"."deal__contacts" as "t8_l" on "t8_l"."source_id" = "t8"."id"
where ("t8_l"."target_id" = "p5"."id") and ("t8"."deleted_at" is null)
order by "t8"."id"
limit 50) as "p6"), '}'), ','), ']}')
from (select "t9"."id" as "id", "t9"."last_name" as "last_name"
from "t_one"."contact" as "t9"
where "t9"."deleted_at" is null
order by "t9"."id"
limit 50) as "p5"), '}}')
