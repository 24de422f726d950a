-- Behind WITH roles(item). $1: keys, longer and longer prefixes of the migrations. The place (from 1) of the last one that a template is there for,
-- and whether a spare copy of that is there. The roles that the template was made with must all be there, and be as they were.
SELECT k.at, EXISTS (SELECT FROM pg_catalog.pg_database s WHERE s.datname = 'plumb_spare_' || k.key AND NOT s.datallowconn)
FROM pg_catalog.unnest($1::pg_catalog.text[]) WITH ORDINALITY k(key, at)
JOIN pg_catalog.pg_database d ON d.datname = 'plumb_template_' || k.key AND NOT d.datallowconn
WHERE NOT EXISTS (
  SELECT pg_catalog.jsonb_array_elements_text(
           substring(pg_catalog.shobj_description(d.oid, 'pg_database') FROM '^[^\n]*\nroles ([^\n]*)')::pg_catalog.jsonb)
  EXCEPT SELECT item FROM roles)
ORDER BY k.at DESC LIMIT 1
