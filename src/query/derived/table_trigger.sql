-- table: table_trigger
-- what: triggers of tables of the audited schemas, and whether each is the one that keeps the timestamps
-- column: class: of the table, as class_of_table tells it
-- column: keeps_timestamps: 1: by its name, which is names.timestamps_trigger
-- column: events: JSON array
-- column: columns: JSON array: of UPDATE OF
-- column: arguments: JSON array
-- column: inherited: 1: it is a partition's, from its parent
SELECT g.schema, g."table", g.name, c.class, g.enabled, g.timing, g.level, g.events, g.columns, g."when",
       g.function_schema, g.function_name, g.arguments, g.inherited,
       -- A name that is too long loses its end, or, as plumb makes it, the end of the table's name.
       CASE WHEN g.name = pattern_name(s.value, g."table") THEN 1
            ELSE g.name = pattern_name(s.value, CAST(substr(CAST(g."table" AS BLOB), 1,
                   63 - length(CAST(replace(s.value, '{table}', '') AS BLOB))) AS TEXT)) END AS keeps_timestamps
FROM setting s CROSS JOIN triggers g CROSS JOIN class_of_table c
WHERE s.name = 'names.timestamps_trigger' AND c.schema = g.schema AND c.name = g."table"
