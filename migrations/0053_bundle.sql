-- A bundle of an alert begins where retention has cut, with what was remembered of new pairs there.
insert into service_right (role_name, privileges, table_name)
values ('redflag_api', 'select', 'cut_graph_state');

select grant_access();
