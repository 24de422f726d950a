-- SPDX-License-Identifier: Apache-2.0
-- Whether anything changed, by a way that has nothing to do with how plumb reads: the rows of pg_catalog themselves.
-- Left out is what only counts or caches, where an expression stood in its statement, and in which order an ACL is kept;
-- an ACL that is not set is the default that it stands for.
CREATE FUNCTION pg_temp.digest() RETURNS text LANGUAGE sql AS $$
  WITH rows (kind, row) AS (
    SELECT 'class', to_jsonb(c) - '{relpages,reltuples,relallvisible,relallfrozen,relfilenode,relfrozenxid,relminmxid,
                                    relhasindex,relhasrules,relhastriggers,relhassubclass,relacl}'::text[]
      FROM pg_class c WHERE c.oid >= 16384 AND c.relnamespace <> pg_my_temp_schema()
    UNION ALL SELECT 'attribute', to_jsonb(a) - '{attacl,attcacheoff,attmissingval}'::text[]
      FROM pg_attribute a WHERE a.attrelid >= 16384 AND a.attnum > 0
    UNION ALL SELECT 'default', to_jsonb(d) FROM pg_attrdef d
    UNION ALL SELECT 'constraint', to_jsonb(c) FROM pg_constraint c WHERE c.oid >= 16384
    UNION ALL SELECT 'index', to_jsonb(i) FROM pg_index i WHERE i.indexrelid >= 16384
    UNION ALL SELECT 'trigger', to_jsonb(t) FROM pg_trigger t
    UNION ALL SELECT 'policy', to_jsonb(p) FROM pg_policy p
    UNION ALL SELECT 'function', to_jsonb(p) - '{proacl}'::text[] FROM pg_proc p
      WHERE p.oid >= 16384 AND p.pronamespace <> pg_my_temp_schema()
    UNION ALL SELECT 'schema', to_jsonb(n) - '{nspacl}'::text[] FROM pg_namespace n WHERE n.nspname !~ '^pg_'
    UNION ALL SELECT 'role', to_jsonb(r) FROM pg_authid r
    UNION ALL SELECT 'member', to_jsonb(m) FROM pg_auth_members m
    UNION ALL SELECT 'setting', to_jsonb(s) FROM pg_db_role_setting s
    UNION ALL SELECT 'database', to_jsonb(d) - '{datacl,datfrozenxid,datminmxid}'::text[]
      FROM pg_database d WHERE d.datname = current_database()
    UNION ALL SELECT 'rewrite', to_jsonb(w) FROM pg_rewrite w WHERE w.oid >= 16384
    UNION ALL SELECT 'comment', to_jsonb(d) FROM pg_description d WHERE d.objoid >= 16384
    UNION ALL SELECT 'inherits', to_jsonb(i) FROM pg_inherits i
    UNION ALL SELECT 'publication', to_jsonb(p) FROM pg_publication p
    UNION ALL SELECT 'default acl', to_jsonb(x) || jsonb_build_object('role', d.defaclrole, 'schema', d.defaclnamespace,
                                                                      'type', d.defaclobjtype)
      FROM pg_default_acl d CROSS JOIN aclexplode(d.defaclacl) x
    UNION ALL SELECT 'class acl', to_jsonb(x) || jsonb_build_object('of', c.oid)
      FROM pg_class c
        CROSS JOIN aclexplode(coalesce(c.relacl, acldefault((CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char",
                                                            c.relowner))) x
      WHERE c.oid >= 16384 AND c.relnamespace <> pg_my_temp_schema()
    UNION ALL SELECT 'column acl', to_jsonb(x) || jsonb_build_object('of', a.attrelid, 'column', a.attnum)
      FROM pg_attribute a CROSS JOIN aclexplode(a.attacl) x WHERE a.attrelid >= 16384
    UNION ALL SELECT 'function acl', to_jsonb(x) || jsonb_build_object('of', p.oid)
      FROM pg_proc p CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
      WHERE p.oid >= 16384 AND p.pronamespace <> pg_my_temp_schema()
    UNION ALL SELECT 'schema acl', to_jsonb(x) || jsonb_build_object('of', n.oid)
      FROM pg_namespace n CROSS JOIN aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) x
      WHERE n.nspname !~ '^pg_'
    UNION ALL SELECT 'database acl', to_jsonb(x)
      FROM pg_database d CROSS JOIN aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) x
      WHERE d.datname = current_database()
  )
  SELECT md5(string_agg(kind || regexp_replace(row::text, ':(location|stmt_location|stmt_len) -?\d+', '', 'g'), E'\n'
                        ORDER BY kind, row::text))
  FROM rows
$$;
