-- What people are told, and who has taken it. Moments are milliseconds since 1970 in UTC. H2 and PostgreSQL alike.
create table notices (
    notice_key varchar(96) not null primary key,
    subject varchar(256) not null,
    body varchar(16000) not null,
    created_at bigint not null
);

create table deliveries (
    notice_key varchar(96) not null references notices,
    channel varchar(16) not null,
    attempts integer not null,
    due_at bigint not null,
    is_delivered boolean not null,
    primary key (notice_key, channel)
);
