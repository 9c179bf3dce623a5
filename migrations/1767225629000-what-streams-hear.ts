import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an open event stream has to hear: that self-tests begin and end, and that who listens may listen no longer. */
export class WhatStreamsHear1767225629000 implements MigrationInterface {
  readonly name = 'WhatStreamsHear1767225629000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function self_tests_notify() returns trigger language plpgsql as $$
        begin perform pg_notify('panel', 'self-test:' || new.server_id); return null; end $$;
      create trigger self_tests_notify after insert or update on self_tests
        for each row execute function self_tests_notify();

      -- The id of a session's sign-in, which opens nothing; one that is halfway has none and holds no stream.
      create function panel_sessions_notify() returns trigger language plpgsql as $$
        begin
          if old.sess -> 'signedIn' ->> 'id' is not null then
            perform pg_notify('panel', 'access:' || (old.sess -> 'signedIn' ->> 'id'));
          end if;
          return null;
        end $$;
      create trigger panel_sessions_notify after delete on panel_sessions
        for each row execute function panel_sessions_notify();

      create function access_notify() returns trigger language plpgsql as $$
        begin perform pg_notify('panel', 'access:' || old.id); return null; end $$;
      create trigger api_tokens_notify after delete on api_tokens for each row execute function access_notify();
      create trigger panel_users_notify_delete after delete on panel_users for each row execute function access_notify();
      create trigger panel_users_notify_update after update on panel_users
        for each row when (old.status is distinct from new.status or old.role is distinct from new.role)
        execute function access_notify();

      -- What a process finds on its machine's network interfaces.
      alter table server_processes add column interface_addresses jsonb not null default '[]'
        constraint server_processes_interface_addresses_check check (jsonb_typeof(interface_addresses) = 'array');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table server_processes drop column interface_addresses;
      drop trigger panel_users_notify_update on panel_users;
      drop trigger panel_users_notify_delete on panel_users;
      drop trigger api_tokens_notify on api_tokens;
      drop function access_notify();
      drop trigger panel_sessions_notify on panel_sessions;
      drop function panel_sessions_notify();
      drop trigger self_tests_notify on self_tests;
      drop function self_tests_notify();
    `);
  }
}
