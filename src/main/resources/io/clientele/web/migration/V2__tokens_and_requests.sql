-- Who may ask; of a token only its SHA-256. Moments are milliseconds since 1970 in UTC. H2 and PostgreSQL alike.
create table tokens (
    name varchar(64) not null primary key,
    role varchar(16) not null,
    sha256 varchar(64) not null unique,
    created_at bigint not null
);

-- What was asked under which key, so that what is asked twice is done once.
create table requests (
    name varchar(64) not null,
    idempotency_key varchar(64) not null,
    sha256 varchar(64) not null,
    run_id varchar(64) not null,
    primary key (name, idempotency_key)
);
