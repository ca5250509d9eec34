-- Why something is not told any more: its receiver does not want it.
alter table deliveries add column given_up varchar(1000);
