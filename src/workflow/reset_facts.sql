-- What a reset must know of a server. $1: the database. The settings are those that decide what a migration means or makes; the folders of the sockets
-- tell a server of `plumb dev`, and only a superuser is told.
SELECT pg_catalog.pg_is_in_recovery(),
       current_user,
       pg_catalog.concat_ws(E'\n', pg_catalog.version(),
         (SELECT pg_catalog.string_agg(pg_catalog.concat(s.name, '=', pg_catalog.current_setting(s.name, true)), E'\n' ORDER BY s.ord)
          FROM pg_catalog.unnest('{search_path,timezone,datestyle,intervalstyle,default_tablespace,default_table_access_method,
                                   default_toast_compression,createrole_self_grant,standard_conforming_strings,session_replication_role,
                                   check_function_bodies,default_with_oids,xmloption,row_security}'::pg_catalog.text[])
               WITH ORDINALITY s(name, ord))),
       CASE WHEN (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user)
            THEN pg_catalog.current_setting('unix_socket_directories') END,
       EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = $1::pg_catalog.text),
       (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datname = $1::pg_catalog.text)
