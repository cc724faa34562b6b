-- An entry is about an address, or about an account at a venue: an order names those, too, and an exchange asks for them.
-- No transfer has an account, so what screens reads addresses only. Rights are those of the table.

alter table list_entry
  alter column family drop not null,
  alter column address drop not null,
  add column venue text,
  add column account text,
  add constraint list_entry_subject check (
    num_nonnulls(family, address) = 2 and num_nonnulls(venue, account) = 0
    or num_nonnulls(family, address) = 0 and num_nonnulls(venue, account) = 2
  );

create index list_entry_account on list_entry (account, venue) where account is not null;
