// Sites moved from one server to another: where each lived before, for as long as the old server says so, and what the
// servers counted on the way.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SiteMoves1767225627000 implements MigrationInterface {
  name = 'SiteMoves1767225627000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table site_moves (
        web_root_id uuid not null,
        from_server_id uuid not null,
        from_path text not null,
        from_system_uid bigint not null,
        from_system_gid bigint not null,
        moved_by text not null,
        moved_at timestamptz not null default now(),
        announced_until timestamptz not null,
        constraint site_moves_pkey primary key (web_root_id, from_server_id),
        constraint site_moves_web_root_id_fkey foreign key (web_root_id) references web_roots on delete cascade,
        constraint site_moves_from_server_id_fkey foreign key (from_server_id) references servers on delete cascade,
        constraint site_moves_announced_check check (announced_until > moved_at)
      );
      create index site_moves_from_server_id_idx on site_moves (from_server_id);
      create index site_moves_announced_until_idx on site_moves (announced_until);

      create table site_move_checks (
        web_root_id uuid not null,
        from_server_id uuid not null,
        to_server_id uuid not null,
        path text not null,
        system_uid bigint not null,
        system_gid bigint not null,
        source_task_id uuid,
        target_task_id uuid,
        asked_by text not null,
        asked_at timestamptz not null default now(),
        constraint site_move_checks_pkey primary key (web_root_id),
        constraint site_move_checks_web_root_id_fkey foreign key (web_root_id) references web_roots on delete cascade,
        constraint site_move_checks_from_server_id_fkey foreign key (from_server_id) references servers on delete cascade,
        constraint site_move_checks_to_server_id_fkey foreign key (to_server_id) references servers on delete cascade,
        constraint site_move_checks_source_task_id_fkey foreign key (source_task_id) references server_tasks on delete set null,
        constraint site_move_checks_target_task_id_fkey foreign key (target_task_id) references server_tasks on delete set null
      );
      create index site_move_checks_from_server_id_idx on site_move_checks (from_server_id);
      create index site_move_checks_to_server_id_idx on site_move_checks (to_server_id);
      create index site_move_checks_source_task_id_idx on site_move_checks (source_task_id);
      create index site_move_checks_target_task_id_idx on site_move_checks (target_task_id);

      create function server_tasks_notify_site_move() returns trigger language plpgsql security definer
        set search_path = public, pg_temp as $$
        begin
          perform pg_notify('panel', 'site-move:' || web_root_id) from site_move_checks
            where new.id in (source_task_id, target_task_id);
          return null;
        end $$;
      create trigger server_tasks_notify_site_move after update on server_tasks for each row
        when (new.kind = 'measure-web-root') execute function server_tasks_notify_site_move();

      insert into ftp_process_rights values ('select on site_moves');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from ftp_process_rights where what = 'select on site_moves';
      drop trigger server_tasks_notify_site_move on server_tasks;
      drop function server_tasks_notify_site_move();
      drop table site_move_checks;
      drop table site_moves;
    `);
  }
}
