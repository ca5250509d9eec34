-- Every start of a night, and the one run that each business date may have at a time. H2 and PostgreSQL alike.
create table clientele_runs (
    run_id varchar(64) not null primary key,
    business_date date not null,
    revision bigint,
    is_full boolean not null,
    triggered_by varchar(32) not null,
    requested_by varchar(256),
    reason varchar(2000),
    backfill_id varchar(64),
    status varchar(16) not null,
    version_before varchar(128),
    version_after varchar(128),
    models varchar(128),
    policies varchar(128),
    sources varchar(128),
    program varchar(128),
    fencing_token bigint,
    host varchar(256) not null,
    pid bigint not null,
    requested_at timestamp(6) with time zone not null,
    began_at timestamp(6) with time zone,
    ended_at timestamp(6) with time zone,
    stop_requested_by varchar(256),
    failure varchar(8000)
);

create index clientele_runs_by_date on clientele_runs (business_date, run_id);
create index clientele_runs_by_status on clientele_runs (status);

-- The heartbeat tells a host whether a run of another one is alive; on its own host the lock of the file system tells.
create table clientele_run_lock (
    business_date date not null primary key,
    run_id varchar(64) not null,
    fencing_token bigint,
    host varchar(256) not null,
    pid bigint not null,
    taken_at timestamp(6) with time zone not null,
    heartbeat_at timestamp(6) with time zone not null,
    is_held boolean not null
);

-- One row: the last token that was given.
create table clientele_fencing (
    token bigint not null
);

insert into clientele_fencing (token) values (0);

-- A stretch of business dates that somebody wants runs of, and what became of each.
create table clientele_backfills (
    backfill_id varchar(64) not null primary key,
    from_date date not null,
    to_date date not null,
    selection varchar(16) not null,
    requested_by varchar(256),
    reason varchar(2000),
    status varchar(16) not null,
    requested_at timestamp(6) with time zone not null,
    ended_at timestamp(6) with time zone
);

create table clientele_backfill_days (
    backfill_id varchar(64) not null references clientele_backfills,
    business_date date not null,
    status varchar(16) not null,
    run_id varchar(64),
    primary key (backfill_id, business_date)
);
