-- Behind WITH roles(item). $1: the roles that a template was made with. Whether all of them are there, and as they were.
SELECT NOT EXISTS (SELECT pg_catalog.jsonb_array_elements_text($1::pg_catalog.jsonb) EXCEPT SELECT item FROM roles)
