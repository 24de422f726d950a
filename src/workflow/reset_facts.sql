-- What a reset must know of a server. $1: the database. The settings are those that decide what a migration means or makes; the folders of the sockets
-- tell a server of `plumb dev`, and only a superuser is told. Every reset asks this of a session whose caches are cold: therefore no views, which take
-- a millisecond each to plan.
SELECT pg_catalog.pg_is_in_recovery(),
       current_user,
       pg_catalog.concat_ws(E'\n', pg_catalog.version(), pg_catalog.current_setting('search_path'), pg_catalog.current_setting('timezone'),
         pg_catalog.current_setting('datestyle'), pg_catalog.current_setting('intervalstyle'), pg_catalog.current_setting('default_tablespace'),
         pg_catalog.current_setting('default_table_access_method', true), pg_catalog.current_setting('default_toast_compression', true),
         pg_catalog.current_setting('createrole_self_grant', true), pg_catalog.current_setting('standard_conforming_strings'),
         pg_catalog.current_setting('session_replication_role'), pg_catalog.current_setting('check_function_bodies'),
         pg_catalog.current_setting('xmloption'), pg_catalog.current_setting('row_security')),
       CASE WHEN pg_catalog.current_setting('is_superuser') = 'on' THEN pg_catalog.current_setting('unix_socket_directories') END,
       d.oid IS NOT NULL,
       (SELECT count(*) FROM pg_catalog.pg_stat_get_activity(NULL) a WHERE a.datid = d.oid)
FROM (SELECT) one LEFT JOIN pg_catalog.pg_database d ON d.datname = $1::pg_catalog.text
