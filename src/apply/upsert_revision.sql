INSERT INTO {} ("version", "description", "type", "applied", "total", "executed_at", "execution_time", "error", "error_stmt", "hash", "partial_hashes", "operator_version")
VALUES ($1, $2, $3, $4, $5, pg_catalog.now(),
        $6::pg_catalog.int8 + CASE WHEN $7::pg_catalog.bool
          THEN GREATEST(1, (EXTRACT(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) pg_catalog.now()) * 1000000000)::pg_catalog.int8)
          ELSE 0 END,
        $8, $9, $10, $11, $12)
ON CONFLICT ("version") DO UPDATE
SET "type" = EXCLUDED."type", "applied" = EXCLUDED."applied", "total" = EXCLUDED."total", "execution_time" = EXCLUDED."execution_time",
    "error" = EXCLUDED."error", "error_stmt" = EXCLUDED."error_stmt", "hash" = EXCLUDED."hash",
    "partial_hashes" = EXCLUDED."partial_hashes", "operator_version" = EXCLUDED."operator_version"
