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
    UNION ALL SELECT 'comment', to_jsonb(d) FROM pg_description d
      WHERE d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass
    UNION ALL SELECT 'inherits', to_jsonb(i) FROM pg_inherits i
    UNION ALL SELECT 'type', to_jsonb(t) - '{typacl}'::text[] FROM pg_type t
      WHERE t.oid >= 16384 AND t.typnamespace <> pg_my_temp_schema()
    UNION ALL SELECT 'enum', to_jsonb(e) FROM pg_enum e
    UNION ALL SELECT 'range', to_jsonb(r) FROM pg_range r WHERE r.rngtypid >= 16384
    UNION ALL SELECT 'cast', to_jsonb(c) FROM pg_cast c WHERE c.oid >= 16384
    UNION ALL SELECT 'operator', to_jsonb(o) FROM pg_operator o WHERE o.oid >= 16384
    UNION ALL SELECT 'operator class', to_jsonb(o) FROM pg_opclass o WHERE o.oid >= 16384
    UNION ALL SELECT 'operator family', to_jsonb(o) FROM pg_opfamily o WHERE o.oid >= 16384
    UNION ALL SELECT 'aggregate', to_jsonb(a) FROM pg_aggregate a WHERE a.aggfnoid >= 16384
    UNION ALL SELECT 'collation', to_jsonb(c) FROM pg_collation c WHERE c.oid >= 16384
    UNION ALL SELECT 'conversion', to_jsonb(c) FROM pg_conversion c WHERE c.oid >= 16384
    UNION ALL SELECT 'dictionary', to_jsonb(d) FROM pg_ts_dict d WHERE d.oid >= 16384
    UNION ALL SELECT 'configuration', to_jsonb(c) FROM pg_ts_config c WHERE c.oid >= 16384
    UNION ALL SELECT 'statistics', to_jsonb(s) FROM pg_statistic_ext s
    UNION ALL SELECT 'sequence', to_jsonb(s) FROM pg_sequence s
    UNION ALL SELECT 'partitioned', to_jsonb(p) FROM pg_partitioned_table p
    UNION ALL SELECT 'publication', to_jsonb(p) FROM pg_publication p
    UNION ALL SELECT 'published', to_jsonb(p) FROM pg_publication_rel p
    UNION ALL SELECT 'published schema', to_jsonb(p) FROM pg_publication_namespace p
    UNION ALL SELECT 'subscription', to_jsonb(s) FROM pg_subscription s
    UNION ALL SELECT 'event trigger', to_jsonb(e) FROM pg_event_trigger e
    UNION ALL SELECT 'extension', to_jsonb(e) FROM pg_extension e
    UNION ALL SELECT 'language', to_jsonb(l) - '{lanacl}'::text[] FROM pg_language l
    UNION ALL SELECT 'transform', to_jsonb(t) FROM pg_transform t
    UNION ALL SELECT 'wrapper', to_jsonb(w) - '{fdwacl}'::text[] FROM pg_foreign_data_wrapper w
    UNION ALL SELECT 'server', to_jsonb(s) - '{srvacl}'::text[] FROM pg_foreign_server s
    UNION ALL SELECT 'foreign table', to_jsonb(t) FROM pg_foreign_table t
    UNION ALL SELECT 'mapping', to_jsonb(m) FROM pg_user_mapping m
    UNION ALL SELECT 'access method', to_jsonb(m) FROM pg_am m WHERE m.oid >= 16384
    UNION ALL SELECT 'large object', to_jsonb(l) - '{lomacl}'::text[] FROM pg_largeobject_metadata l
    UNION ALL SELECT 'shared comment', to_jsonb(d) FROM pg_shdescription d
      WHERE d.objoid >= 16384 OR d.classoid = 'pg_database'::regclass
    UNION ALL SELECT 'parameter acl', to_jsonb(x) || jsonb_build_object('of', p.parname)
      FROM pg_parameter_acl p CROSS JOIN aclexplode(p.paracl) x
    UNION ALL SELECT 'type acl', to_jsonb(x) || jsonb_build_object('of', t.oid)
      FROM pg_type t CROSS JOIN aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) x
      WHERE (t.oid >= 16384 OR t.typacl IS NOT NULL) AND t.typnamespace <> pg_my_temp_schema()
    UNION ALL SELECT 'language acl', to_jsonb(x) || jsonb_build_object('of', l.oid)
      FROM pg_language l CROSS JOIN aclexplode(coalesce(l.lanacl, acldefault('l', l.lanowner))) x
    UNION ALL SELECT 'server acl', to_jsonb(x) || jsonb_build_object('of', s.oid)
      FROM pg_foreign_server s CROSS JOIN aclexplode(coalesce(s.srvacl, acldefault('S', s.srvowner))) x
    UNION ALL SELECT 'large object acl', to_jsonb(x) || jsonb_build_object('of', l.oid)
      FROM pg_largeobject_metadata l CROSS JOIN aclexplode(coalesce(l.lomacl, acldefault('L', l.lomowner))) x
    UNION ALL SELECT 'defaults', to_jsonb(d) - '{defaclacl}'::text[] FROM pg_default_acl d
    UNION ALL SELECT 'default acl', to_jsonb(x) || jsonb_build_object('role', d.defaclrole, 'schema', d.defaclnamespace,
                                                                      'type', d.defaclobjtype)
      FROM pg_default_acl d CROSS JOIN aclexplode(d.defaclacl) x
    UNION ALL SELECT 'class acl', to_jsonb(x) || jsonb_build_object('of', c.oid)
      FROM pg_class c
        CROSS JOIN aclexplode(coalesce(c.relacl, acldefault((CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char",
                                                            c.relowner))) x
      WHERE (c.oid >= 16384 OR c.relacl IS NOT NULL) AND c.relkind <> 'i' AND c.relnamespace <> pg_my_temp_schema()
    UNION ALL SELECT 'column acl', to_jsonb(x) || jsonb_build_object('of', a.attrelid, 'column', a.attnum)
      FROM pg_attribute a CROSS JOIN aclexplode(a.attacl) x
    UNION ALL SELECT 'function acl', to_jsonb(x) || jsonb_build_object('of', p.oid)
      FROM pg_proc p CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
      WHERE (p.oid >= 16384 OR p.proacl IS NOT NULL) AND p.pronamespace <> pg_my_temp_schema()
    UNION ALL SELECT 'schema acl', to_jsonb(x) || jsonb_build_object('of', n.oid)
      FROM pg_namespace n CROSS JOIN aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) x
      WHERE n.nspname !~ '^pg_t'
    UNION ALL SELECT 'database acl', to_jsonb(x)
      FROM pg_database d CROSS JOIN aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) x
      WHERE d.datname = current_database()
  )
  SELECT md5(string_agg(kind || regexp_replace(row::text, ':(location|stmt_location|stmt_len) -?\d+', '', 'g'), E'\n'
                        ORDER BY kind, row::text))
  FROM rows
$$;
