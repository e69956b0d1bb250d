-- Copies the data of schema crm into the tables of the tenant; ids stay. The caller sees the records of the 200 owners as a member of their team.
\set ON_ERROR_STOP on
\set tenant t_default
begin;
set local search_path = :tenant;
set local session_replication_role = replica;

insert into "user" (id, version, created_at, updated_at, name, email, active)
select id, 1, created_at, created_at, name, email, is_active from crm.users
on conflict do nothing;

insert into team (id, version, created_at, updated_at, name)
values (bench.id('team', 1), 1, now(), now(), 'All sellers') on conflict do nothing;

insert into team__members (source_id, target_id)
select bench.id('team', 1), id from "user" where id in (select id from crm.users) or email = :'seller'
on conflict do nothing;

insert into account (id, version, created_at, updated_at, owner_id, name, industry, website, phone, billing_city, billing_country, employee_count, annual_revenue)
select id, 1, created_at, updated_at, owner_id, name, industry, website, phone, billing_city, billing_country, employee_count, annual_revenue
from crm.accounts;

insert into contact (id, version, created_at, updated_at, owner_id, account_id, first_name, last_name, email, phone, mobile, title, department, city, country)
select c.id, 1, c.created_at, c.updated_at, a.owner_id, c.account_id, c.first_name, c.last_name, c.email, c.phone, c.mobile, c.title, c.department, c.city, c.country
from crm.contacts c join crm.accounts a on a.id = c.account_id
where c.email not like '%@bench.example.com';

insert into opportunity (id, version, created_at, updated_at, owner_id, account_id, name, stage, amount, close_date, probability, lead_source, description)
select id, 1, created_at, updated_at, owner_id, account_id, name, stage, amount, close_date, probability, lead_source, description
from crm.opportunities;
commit;

-- The harness deletes what W6 and W7 made from crm.contacts after each cell: what they made here goes with it.
create or replace function bench.forget_created_contacts() returns trigger language plpgsql security definer as $$
begin
  delete from t_default.history_entry where object = 'Contact';
  delete from t_default.contact where email like '%@bench.example.com';
  return null;
end $$;
create or replace trigger forget_created_contacts after delete on crm.contacts for each statement execute function bench.forget_created_contacts();

-- As the harness does: indexes are made when the data is there.
reindex table t_default.account;
reindex table t_default.contact;
reindex table t_default.opportunity;
vacuum (freeze, analyze) t_default.user, t_default.team, t_default.team__members, t_default.account, t_default.contact, t_default.opportunity;
