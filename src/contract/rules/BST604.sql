-- rule: BST604
-- title: An issuer may lead to two tenants
-- severity: high
-- object: table
-- about: constraint, index
-- knob: issuer_column = issuer: the column of a root table that holds the issuer of a token
-- why: A login is given the tenant of its token's issuer. Where one issuer can stand there twice, which tenant that is
--   is chance, and the border is crossed before row security has a say.
-- fix: ALTER TABLE {object} ADD UNIQUE ({column});
-- bad: ALTER TABLE public.user_external_ids DROP CONSTRAINT user_external_ids_tenant_id_issuer_fkey;
--   ALTER TABLE public.tenant_issuers DROP CONSTRAINT tenant_issuers_pkey;
-- false positives: An issuer that serves several organisations: UNIQUE NULLS NOT DISTINCT (issuer, organisation) is
--   accepted. Without NULLS NOT DISTINCT two rows without organisation would be.
SELECT t.schema, t.name, 'no unique key keeps one ' || k.value || ' to one tenant' AS message, k.value AS column
FROM class_of_table t
  JOIN setting k ON k.name = 'BST604.issuer_column'
  JOIN "columns" c ON c.schema = t.schema AND c."table" = t.name AND c.name = k.value
WHERE t.class = 'root'
  AND NOT EXISTS (SELECT 1 FROM table_index i
                  WHERE i.schema = t.schema AND i."table" = t.name AND i.is_unique = 1 AND i.is_valid = 1
                    AND i.predicate IS NULL AND i.first_column = k.value
                    AND (json_array_length(i.columns) = 1 OR i.nulls_not_distinct = 1));
