select * from read_text('{outside}/secret.txt')
select * from read_blob('{outside}/secret.txt')
select * from read_text(['{outside}/secret.txt'])
select * from read_text('file://{outside}/secret.txt')
select * from read_csv('{outside}/secret.txt')
select * from read_csv_auto('{outside}/secret.txt', store_rejects = true)
select * from read_json('{outside}/secret.txt')
select * from read_ndjson_objects('{outside}/secret.txt')
select * from read_parquet('{outside}/published.parquet')
select * from parquet_scan(['{outside}/published.parquet'])
select * from parquet_metadata('{outside}/published.parquet')
select * from parquet_schema('{outside}/published.parquet')
select * from parquet_file_metadata('{outside}/published.parquet')
select * from parquet_kv_metadata('{outside}/published.parquet')
select * from read_duckdb('{outside}/other.duckdb')
select * from sniff_csv('{outside}/secret.txt')
select * from glob('{outside}/*')
select * from '{outside}/secret.csv'
select * from "{outside}/published.parquet"
select * from read_text('{own}/../outside/secret.txt')
select * from read_text('{own}/link/secret.txt')
select * from read_text('/dev/stdin')
select * from read_blob('/proc/self/environ')
select * from read_csv('http://127.0.0.1:9/secret.csv')
select * from read_parquet('https://127.0.0.1:9/secret.parquet')
select * from read_parquet('s3://bucket/secret.parquet')
select * from query('select content from read_text(''{outside}/secret.txt'')')
select * from query_table('{outside}/secret.csv')
select * from json_execute_serialized_sql(json_serialize_sql('select content from read_text(''{outside}/secret.txt'')'))
select (select content from read_text('{outside}/secret.txt')) as person_id, null as born_on from landing.people
select person_id from landing.people where exists (select 1 from glob('{outside}/*'))
select getenv('HOME') as person_id
copy (select 1) to '{outside}/stolen.csv'
copy (select 1) to '{outside}/published.parquet' (format parquet)
copy (select 1) to '{own}/../outside/stolen.csv'
copy (select 1) to '{own}/link/stolen.csv'
copy (select 1) to '/dev/stdout'
create table stolen (line varchar); copy stolen from '{outside}/secret.txt'
explain analyze copy (select 1) to '{outside}/stolen.csv'
attach '{outside}/other.duckdb' as other
attach '{outside}/new.duckdb' as other
attach 'https://127.0.0.1:9/other.duckdb' as other
attach 'dbname=clientele' as other (type postgres)
install httpfs
load httpfs
load '{outside}/evil.duckdb_extension'
export database '{outside}/all'
import database '{outside}'
pragma import_database('{outside}')
set enable_external_access = true
set lock_configuration = false
reset lock_configuration
set allowed_directories = ['/']
set file_search_path = '{outside}'
set home_directory = '{outside}'
set temp_directory = '{outside}'
set autoload_known_extensions = true
set log_query_path = '{outside}/queries.sql'
pragma profiling_output = '{outside}/profile.json'
create persistent secret stolen (type s3, key_id 'a', secret 'b')
set variable stolen = (select content from read_text('{outside}/secret.txt'))
create macro reading(file) as table select * from read_text(file); select * from reading('{outside}/secret.txt')
prepare reading as select * from read_text('{outside}/secret.txt'); execute reading
select 1 as person_id; copy (select 1) to '{outside}/stolen.csv'
select 1 as person_id; attach '{outside}/new.duckdb' as other
select 1 as person_id; set enable_external_access = true
/* harmless */ select 1 as person_id; export database '{outside}/all' --
