-- By which door a backfill came, on which host it is at work, and why it stopped. H2 and PostgreSQL alike.
alter table clientele_backfills add column triggered_by varchar(32) default 'cli' not null;
alter table clientele_backfills add column requester_role varchar(16);
alter table clientele_backfills add column host varchar(256);
alter table clientele_backfills add column stop_requested_by varchar(256);
alter table clientele_backfills add column failure varchar(8000);
