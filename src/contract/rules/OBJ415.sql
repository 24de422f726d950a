-- rule: OBJ415
-- title: Large objects are in use
-- severity: medium
-- object: large_object
-- why: A large object has an owner and privileges, and no policies. The application makes them all as one role, so every
--   tenant reads, overwrites and deletes those of the others by guessing a number. Without EXECUTE on lo_creat, lo_create,
--   lo_from_bytea and lo_import nobody makes new ones.
-- bad: SELECT lo_create(42424242);
-- fixed: SELECT lo_unlink(42424242);
-- false positives: Large objects of nobody but operations; waive it.
SELECT l.owner AS name, sum(CAST(l.objects AS INTEGER)) || ' large objects belong to ' || l.owner AS message
FROM large_object l
GROUP BY l.owner;
