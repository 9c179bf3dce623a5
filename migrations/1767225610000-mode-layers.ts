import type { MigrationInterface, QueryRunner } from 'typeorm';

const verbs = `array['PORT', 'EPRT', 'PASV', 'EPSV']`;

/** What plan, account and client network say about modes, and policies that are only tried for some minutes. */
export class ModeLayers1767225610000 implements MigrationInterface {
  readonly name = 'ModeLayers1767225610000';

  async up(db: QueryRunner): Promise<void> {
    for (const table of ['plans', 'ftp_accounts']) {
      await db.query(`
        alter table ${table} add constraint ${table}_verb_rules_words_check check (
          verb_rules - ${verbs} = '{}' and not jsonb_path_exists(verb_rules, '$.* ? (@ != "allow" && @ != "deny")'));
      `);
    }
    await db.query(`
      alter table ftp_accounts add column clear_text_allowed boolean not null default false;

      alter table server_policies
        add column network_rules jsonb not null default '[]'
          constraint server_policies_network_rules_check check (jsonb_typeof(network_rules) = 'array'),
        add column revert_below_percent integer
          constraint server_policies_revert_below_percent_check check (revert_below_percent between 1 and 100),
        add column revert_after_attempts integer
          constraint server_policies_revert_after_attempts_check check (revert_after_attempts between 1 and 100000),
        add constraint server_policies_revert_check check (
          (revert_below_percent is null) = (revert_after_attempts is null)
          and (expires_at is not null or revert_below_percent is null));

      create function plans_notify() returns trigger language plpgsql as $$
      begin perform pg_notify('ftp_runtime', 'plan:' || old.id); return null; end $$;
      create trigger plans_notify after update of verb_rules on plans for each row
        when (old.verb_rules is distinct from new.verb_rules) execute function plans_notify();

      drop trigger customers_notify on customers;
      create trigger customers_notify after update of status, plan_id on customers for each row
        when (old.status is distinct from new.status or old.plan_id is distinct from new.plan_id)
        execute function customers_notify();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger customers_notify on customers;
      create trigger customers_notify after update of status on customers for each row
        when (old.status is distinct from new.status) execute function customers_notify();
      drop trigger plans_notify on plans;
      drop function plans_notify;
      alter table server_policies drop constraint server_policies_revert_check, drop column revert_after_attempts,
        drop column revert_below_percent, drop column network_rules;
      alter table ftp_accounts drop column clear_text_allowed;
      alter table ftp_accounts drop constraint ftp_accounts_verb_rules_words_check;
      alter table plans drop constraint plans_verb_rules_words_check;
    `);
  }
}
