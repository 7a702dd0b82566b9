-- Who may do what in the database: four roles, of which the pages have the weakest.
--
--   psql --dbname=wir --file=roles.sql
--
-- Once as administrator of the server, before the first migrate, then after every migrate as
-- wir_owner. Running it again changes nothing. Roles get their passwords by \password.
--
--   wir_owner    owns the tables: migrate, restore
--   wir_app      the pages, the worker, sweep and all other commands: may add evidence, not change it
--   wir_removal  apply_retention and remove_rehearsal, which open the triggers of the evidence
--   wir_backup   backup

-- 1. What only an administrator can do, as far as it is not done.

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['wir_owner', 'wir_app', 'wir_removal', 'wir_backup'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', wanted);
    END IF;
  END LOOP;
  -- Only who owns a table takes its triggers away and puts them back.
  IF NOT pg_has_role('wir_removal', 'wir_owner', 'MEMBER') THEN
    GRANT wir_owner TO wir_removal;
  END IF;
  IF (SELECT datdba FROM pg_database WHERE datname = current_database())
     <> 'wir_owner'::regrole THEN
    EXECUTE format('ALTER DATABASE %I OWNER TO wir_owner', current_database());
    ALTER SCHEMA public OWNER TO wir_owner;
  END IF;
END
$$;

-- 2. Who may come in, and who may make something there.

DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO wir_app, wir_backup', current_database());
END
$$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO wir_app, wir_backup;

-- 3. Tables of a later migration work at once; step 4 then closes what is evidence in them.

ALTER DEFAULT PRIVILEGES FOR ROLE wir_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO wir_app;
ALTER DEFAULT PRIVILEGES FOR ROLE wir_owner IN SCHEMA public GRANT SELECT ON TABLES TO wir_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE wir_owner IN SCHEMA public
  GRANT SELECT ON SEQUENCES TO wir_backup;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO wir_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO wir_backup;

-- 4. Evidence is what carries our triggers. One without a condition is never changed, one with a
--    condition only while it holds; neither is deleted. Nothing is emptied.

DO $$
DECLARE
  place record;
  rights text;
BEGIN
  FOR place IN
    SELECT format('%I.%I', schemaname, tablename) AS name,
           tablename = 'django_migrations' AS is_fixed,
           guard.oid IS NOT NULL AS is_evidence,
           guard.tgqual IS NOT NULL AS may_change
      FROM pg_tables
      LEFT JOIN pg_trigger AS guard
        ON guard.tgrelid = format('%I.%I', schemaname, tablename)::regclass
       AND guard.tgname = tablename || '_no_update'
     WHERE schemaname = 'public'
  LOOP
    rights := CASE
      WHEN place.is_fixed THEN 'SELECT'
      WHEN place.is_evidence AND place.may_change THEN 'SELECT, INSERT, UPDATE'
      WHEN place.is_evidence THEN 'SELECT, INSERT'
      ELSE 'SELECT, INSERT, UPDATE, DELETE'
    END;
    EXECUTE format('REVOKE ALL ON TABLE %s FROM wir_app', place.name);
    EXECUTE format('GRANT %s ON TABLE %s TO wir_app', rights, place.name);
  END LOOP;
END
$$;

-- 5. A backup notes itself in the log: one row, and the new end of the chain.

DO $$
BEGIN
  IF to_regclass('public.applications_auditevent') IS NOT NULL THEN
    GRANT INSERT ON TABLE applications_auditevent TO wir_backup;
    GRANT UPDATE ON TABLE applications_auditchain TO wir_backup;
  END IF;
END
$$;
