-- What rules about new pairs remember, as of the lane's checkpoint, or of the cut that retention made, as profiles are.

-- Of the address in each direction, and whom it paid last. Beside the state and no part of it: a profile follows from its
-- own address's transfers alone, this from both sides'. Null for who was never observed.
alter table profile add column pairs bytea;
alter table cut_profile add column pairs bytea;

-- Of the chain as a whole, in parts: the new pairs of a window, what is usual, and groups of payments that still take something.
create table graph_state (
  chain_id bigint not null,
  -- `head`, `calibration <rule> <layer>`, `group <number>` or `pairs <page>`.
  part     text not null,
  state    bytea not null,
  primary key (chain_id, part)
);

create table cut_graph_state (
  chain_id bigint not null,
  part     text not null,
  state    bytea not null,
  primary key (chain_id, part)
);

insert into service_right (role_name, privileges, table_name)
values
  ('redflag_screen', 'select, insert, update, delete', 'graph_state'),
  ('redflag_screen', 'select, insert, update, delete', 'cut_graph_state');

select grant_access();
