select concat('{"data":{"historyEntries":', (select concat('{"nodes":[', string_agg(concat('{"field":', coalesce(json_scalar("p0"."field"), 'null'), ',"kind":', coalesce(json_scalar("p0"."kind"), 'null'), ',"oldValue":', coalesce("p0"."old_value"::text, 'null'), ',"newValue":', coalesce("p0"."new_value"::text, 'null'), '}'), ','), '],"totalCount":', (select count(*)
from "t_one"."history_entry" as "t1"
where ("t1"."object" = $1) and ("t1"."record" = $2) and case when "t1"."object" = any(array['Department', 'Team', 'Visit']::text[]) then true when "t1"."object" = 'Account' then (("t1"."field" is null) or ("t1"."field" = any(array['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'owner', 'deletedAt', 'currency', 'name', 'industry', 'employees', 'revenue', 'rating', 'share', 'active', 'founded', 'contactedAt', 'opensAt', 'callTime', 'labels', 'segments', 'notes', 'email', 'billing', 'place', 'meta', 'parent', 'taxNumber', 'logo']::text[]))) and (exists (select 1
from "t_one"."account" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and ("t1_d"."owner_id" = $3))) when "t1"."object" = 'ApprovalDelegation' then exists (select 1
from "t_one"."approval_delegation" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and ("t1_d"."owner_id" = $3)) when "t1"."object" = 'ApprovalEntry' then exists (select 1
from "t_one"."approval_entry" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and (exists (select 1
from "t_one"."approval_request" as "t1_d_m"
where ("t1_d_m"."id" = "t1_d"."request_id") and (("t1_d_m"."owner_id" = $3) or (exists (select 1
from "t_one"."approval_request__participants" as "t1_d_m_l"
where ("t1_d_m_l"."source_id" = "t1_d_m"."id") and ("t1_d_m_l"."target_id" = $3))))))) when "t1"."object" = 'ApprovalRequest' then exists (select 1
from "t_one"."approval_request" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and (("t1_d"."owner_id" = $3) or (exists (select 1
from "t_one"."approval_request__participants" as "t1_d_l"
where ("t1_d_l"."source_id" = "t1_d"."id") and ("t1_d_l"."target_id" = $3))))) when "t1"."object" = 'ApprovalTask' then exists (select 1
from "t_one"."approval_task" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and (exists (select 1
from "t_one"."approval_request" as "t1_d_m"
where ("t1_d_m"."id" = "t1_d"."request_id") and (("t1_d_m"."owner_id" = $3) or (exists (select 1
from "t_one"."approval_request__participants" as "t1_d_m_l"
where ("t1_d_m_l"."source_id" = "t1_d_m"."id") and ("t1_d_m_l"."target_id" = $3))))))) when "t1"."object" = 'Contact' then exists (select 1
from "t_one"."contact" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and ("t1_d"."owner_id" = $3)) when "t1"."object" = 'Deal' then exists (select 1
from "t_one"."deal" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and ("t1_d"."owner_id" = $3)) when "t1"."object" = 'DealLine' then exists (select 1
from "t_one"."deal_line" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and (exists (select 1
from "t_one"."deal" as "t1_d_m"
where ("t1_d_m"."id" = "t1_d"."deal_id") and ("t1_d_m"."owner_id" = $3)))) when "t1"."object" = 'File' then exists (select 1
from "t_one"."file" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and ("t1_d"."owner_id" = $3)) when "t1"."object" = 'Notification' then exists (select 1
from "t_one"."notification" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and ("t1_d"."owner_id" = $3)) when "t1"."object" = 'NotificationSettings' then exists (select 1
from "t_one"."notification_settings" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and ("t1_d"."owner_id" = $3)) when "t1"."object" = 'SavedView' then exists (select 1
from "t_one"."saved_view" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and ("t1_d"."owner_id" = $3)) when "t1"."object" = 'Task' then exists (select 1
from "t_one"."task" as "t1_d"
where ("t1_d"."id" = "t1"."record"::uuid) and (("t1_d"."owner_id" = $3) or ("t1_d"."assignee_id" = $3) or (exists (select 1
from "t_one"."task__watchers" as "t1_d_l"
where ("t1_d_l"."source_id" = "t1_d"."id") and ("t1_d_l"."target_id" = $3))))) when "t1"."object" = 'User' then ("t1"."field" is null) or ("t1"."field" = any(array['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'owner', 'deletedAt', 'name', 'email', 'active', 'title', 'department', 'manager', 'phone', 'avatar', 'locale', 'timeZone']::text[])) else false end and ("t1"."deleted_at" is null)), '}')
from (select "t2"."field" as "field", "t2"."kind" as "kind", "t2"."new_value" as "new_value", "t2"."old_value" as "old_value"
from "t_one"."history_entry" as "t2"
where ("t2"."object" = $4) and ("t2"."record" = $5) and case when "t2"."object" = any(array['Department', 'Team', 'Visit']::text[]) then true when "t2"."object" = 'Account' then (("t2"."field" is null) or ("t2"."field" = any(array['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'owner', 'deletedAt', 'currency', 'name', 'industry', 'employees', 'revenue', 'rating', 'share', 'active', 'founded', 'contactedAt', 'opensAt', 'callTime', 'labels', 'segments', 'notes', 'email', 'billing', 'place', 'meta', 'parent', 'taxNumber', 'logo']::text[]))) and (exists (select 1
from "t_one"."account" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and ("t2_d"."owner_id" = $3))) when "t2"."object" = 'ApprovalDelegation' then exists (select 1
from "t_one"."approval_delegation" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and ("t2_d"."owner_id" = $3)) when "t2"."object" = 'ApprovalEntry' then exists (select 1
from "t_one"."approval_entry" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and (exists (select 1
from "t_one"."approval_request" as "t2_d_m"
where ("t2_d_m"."id" = "t2_d"."request_id") and (("t2_d_m"."owner_id" = $3) or (exists (select 1
from "t_one"."approval_request__participants" as "t2_d_m_l"
where ("t2_d_m_l"."source_id" = "t2_d_m"."id") and ("t2_d_m_l"."target_id" = $3))))))) when "t2"."object" = 'ApprovalRequest' then exists (select 1
from "t_one"."approval_request" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and (("t2_d"."owner_id" = $3) or (exists (select 1
from "t_one"."approval_request__participants" as "t2_d_l"
where ("t2_d_l"."source_id" = "t2_d"."id") and ("t2_d_l"."target_id" = $3))))) when "t2"."object" = 'ApprovalTask' then exists (select 1
from "t_one"."approval_task" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and (exists (select 1
from "t_one"."approval_request" as "t2_d_m"
where ("t2_d_m"."id" = "t2_d"."request_id") and (("t2_d_m"."owner_id" = $3) or (exists (select 1
from "t_one"."approval_request__participants" as "t2_d_m_l"
where ("t2_d_m_l"."source_id" = "t2_d_m"."id") and ("t2_d_m_l"."target_id" = $3))))))) when "t2"."object" = 'Contact' then exists (select 1
from "t_one"."contact" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and ("t2_d"."owner_id" = $3)) when "t2"."object" = 'Deal' then exists (select 1
from "t_one"."deal" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and ("t2_d"."owner_id" = $3)) when "t2"."object" = 'DealLine' then exists (select 1
from "t_one"."deal_line" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and (exists (select 1
from "t_one"."deal" as "t2_d_m"
where ("t2_d_m"."id" = "t2_d"."deal_id") and ("t2_d_m"."owner_id" = $3)))) when "t2"."object" = 'File' then exists (select 1
from "t_one"."file" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and ("t2_d"."owner_id" = $3)) when "t2"."object" = 'Notification' then exists (select 1
from "t_one"."notification" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and ("t2_d"."owner_id" = $3)) when "t2"."object" = 'NotificationSettings' then exists (select 1
from "t_one"."notification_settings" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and ("t2_d"."owner_id" = $3)) when "t2"."object" = 'SavedView' then exists (select 1
from "t_one"."saved_view" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and ("t2_d"."owner_id" = $3)) when "t2"."object" = 'Task' then exists (select 1
from "t_one"."task" as "t2_d"
where ("t2_d"."id" = "t2"."record"::uuid) and (("t2_d"."owner_id" = $3) or ("t2_d"."assignee_id" = $3) or (exists (select 1
from "t_one"."task__watchers" as "t2_d_l"
where ("t2_d_l"."source_id" = "t2_d"."id") and ("t2_d_l"."target_id" = $3))))) when "t2"."object" = 'User' then ("t2"."field" is null) or ("t2"."field" = any(array['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'owner', 'deletedAt', 'name', 'email', 'active', 'title', 'department', 'manager', 'phone', 'avatar', 'locale', 'timeZone']::text[])) else false end and ("t2"."deleted_at" is null)
order by "t2"."at" desc, "t2"."id" desc
limit 50) as "p0"), '}}')
