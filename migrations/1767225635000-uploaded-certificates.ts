// Certificates that an admin uploads in the panel. The key is read by the FTP processes of its own server and by nobody
// else's: of all tables this one alone tells the rows of one server's login from those of another's.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class UploadedCertificates1767225635000 implements MigrationInterface {
  name = 'UploadedCertificates1767225635000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table uploaded_certificates (
        server_id uuid not null,
        chain text not null,
        private_key text not null,
        uploaded_by text not null,
        uploaded_at timestamptz not null default now(),
        constraint uploaded_certificates_pkey primary key (server_id),
        constraint uploaded_certificates_server_id_fkey foreign key (server_id) references servers (id) on delete cascade
      );

      alter table uploaded_certificates enable row level security;
      create policy uploaded_certificates_own_server on uploaded_certificates for select using (exists (
        select from servers s where s.id = server_id and (s.database_login = current_user
          or s.database_login is null and not exists (select from servers o where o.database_login = current_user))));
      insert into ftp_process_rights values ('select on uploaded_certificates');

      create function uploaded_certificates_notify() returns trigger language plpgsql as $$
        begin
          perform pg_notify('ftp_runtime', 'certificate:' || coalesce(new.server_id, old.server_id));
          perform pg_notify('panel', 'server:' || coalesce(new.server_id, old.server_id));
          return null;
        end $$;
      create trigger uploaded_certificates_notify after insert or update or delete on uploaded_certificates
        for each row execute function uploaded_certificates_notify();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from ftp_process_rights where what = 'select on uploaded_certificates';
      drop table uploaded_certificates;
      drop function uploaded_certificates_notify;
    `);
  }
}
