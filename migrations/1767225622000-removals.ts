import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Folders that servers are removing for the panel, and customers who go once theirs are gone. */
export class Removals1767225622000 implements MigrationInterface {
  readonly name = 'Removals1767225622000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table customers drop constraint customers_status_check;
      alter table customers add constraint customers_status_check check (status in ('active', 'suspended', 'terminating'));

      -- Outlives the account whose files these are. The web root's own folder means what lies in it.
      create table folder_removals (
        id uuid primary key default gen_random_uuid(),
        customer_id uuid not null references customers on delete cascade,
        web_root_id uuid not null references web_roots on delete cascade,
        folder text not null check (folder like '/%'),
        account_id uuid,
        login text,
        asked_by text not null,
        state text not null default 'removing' check (state in ('removing', 'done', 'stuck')),
        task_id uuid references server_tasks on delete set null,
        removed_bytes bigint not null default 0,
        removed_files bigint not null default 0,
        removed_folders bigint not null default 0,
        left_behind jsonb not null default '[]' check (jsonb_typeof(left_behind) = 'array'),
        left_count integer not null default 0,
        failure text,
        created_at timestamptz not null default now(),
        finished_at timestamptz,
        constraint folder_removals_finished_check check ((state = 'removing') = (finished_at is null))
      );
      create index folder_removals_created_at_idx on folder_removals (created_at desc, id desc);
      create index folder_removals_customer_id_idx on folder_removals (customer_id, created_at desc, id desc);
      create index folder_removals_web_root_id_idx on folder_removals (web_root_id);
      create index folder_removals_task_id_idx on folder_removals (task_id);
      create index folder_removals_open_idx on folder_removals (created_at) where state = 'removing';

      create function folder_removals_notify() returns trigger language plpgsql as $$
        begin perform pg_notify('panel', 'removal:' || coalesce(new.customer_id, old.customer_id)); return null; end $$;
      create trigger folder_removals_notify after insert or update or delete on folder_removals
        for each row execute function folder_removals_notify();

      -- Whoever watches a removal hears how far its task is; the FTP processes need not know the table.
      create function server_tasks_notify_removal() returns trigger language plpgsql
        security definer set search_path to 'public', 'pg_temp' as $$
        begin
          perform pg_notify('panel', 'removal:' || customer_id) from folder_removals where task_id = new.id;
          return null;
        end $$;
      create trigger server_tasks_notify_removal after update on server_tasks
        for each row when (new.kind = 'remove-folder') execute function server_tasks_notify_removal();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger server_tasks_notify_removal on server_tasks;
      drop function server_tasks_notify_removal;
      drop table folder_removals;
      drop function folder_removals_notify;
      update customers set status = 'active' where status = 'terminating';
      alter table customers drop constraint customers_status_check;
      alter table customers add constraint customers_status_check check (status in ('active', 'suspended'));
    `);
  }
}
