-- What became of every row of the file that a version was read from: the format, how many rows, how many of other chains,
-- how many say the same twice, and each row that could not be read with its place and reason. Null where nobody counted:
-- what was imported before, and what comes by another way than a file.
alter table list_version add column account jsonb;
