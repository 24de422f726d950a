-- What the session must be set to so that the server prints the same text for the same thing, whatever the role, the
-- database or the URL has set. As one SELECT, for SET LOCAL takes one setting a statement. $1 and $2: timeouts.
SELECT
  set_config('search_path', 'pg_catalog', true),
  set_config('quote_all_identifiers', 'off', true),
  set_config('DateStyle', 'ISO, MDY', true),
  set_config('IntervalStyle', 'postgres', true),
  set_config('TimeZone', 'UTC', true),
  set_config('extra_float_digits', '1', true),
  set_config('bytea_output', 'hex', true),
  set_config('xmlbinary', 'base64', true),
  set_config('standard_conforming_strings', 'on', true),
  set_config('jit', 'off', true),
  -- The joins are written in the order that they are to be made in; to look for a better one takes longer than they do.
  set_config('join_collapse_limit', '1', true),
  set_config('max_parallel_workers_per_gather', '0', true),
  set_config('statement_timeout', $1, true),
  set_config('lock_timeout', $2, true)
