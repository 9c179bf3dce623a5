-- The schema that the migrations lead to. Written by `npm run db:dump`; never edited by hand.

create table account_traffic_days (
  customer_id uuid not null,
  account_id uuid not null,
  day date not null,
  login text not null,
  received_bytes bigint not null,
  sent_bytes bigint not null,
  uploads integer not null,
  downloads integer not null,
  constraint account_traffic_days_pkey PRIMARY KEY (customer_id, account_id, day),
  constraint account_traffic_days_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE
);

create table account_usage (
  account_id uuid not null,
  used_bytes bigint not null default 0,
  used_files bigint not null default 0,
  counted_at timestamp with time zone,
  updated_at timestamp with time zone not null default now(),
  real_folder text,
  outside_bytes bigint not null default 0,
  outside_files bigint not null default 0,
  constraint account_usage_pkey PRIMARY KEY (account_id),
  constraint account_usage_account_id_fkey FOREIGN KEY (account_id) REFERENCES ftp_accounts(id) ON DELETE CASCADE
);

create table api_tokens (
  id uuid not null default gen_random_uuid(),
  panel_user_id uuid not null,
  name text not null,
  token_hash bytea not null,
  scopes text[] not null default '{}'::text[],
  allowed_networks cidr[] not null default '{}'::cidr[],
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint api_tokens_pkey PRIMARY KEY (id),
  constraint api_tokens_token_hash_key UNIQUE (token_hash),
  constraint api_tokens_panel_user_id_fkey FOREIGN KEY (panel_user_id) REFERENCES panel_users(id) ON DELETE CASCADE,
  constraint api_tokens_name_check CHECK (length(name) >= 1 AND length(name) <= 100)
);
CREATE INDEX api_tokens_panel_user_id_idx ON api_tokens USING btree (panel_user_id);
CREATE TRIGGER api_tokens_notify AFTER DELETE ON api_tokens FOR EACH ROW EXECUTE FUNCTION access_notify();

create table audit_events (
  id uuid not null default gen_random_uuid(),
  at timestamp with time zone not null default now(),
  actor_id uuid,
  actor text not null,
  client_address inet,
  customer_id uuid,
  verb text not null,
  subject_kind text not null,
  subject_id text,
  subject text not null,
  before jsonb,
  after jsonb,
  constraint audit_events_pkey PRIMARY KEY (id),
  constraint audit_events_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES panel_users(id) ON DELETE SET NULL,
  constraint audit_events_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE SET NULL,
  constraint audit_events_verb_check CHECK (verb ~ '^[a-z-]+\.[a-z-]+$'::text)
);
CREATE INDEX audit_events_actor_id_idx ON audit_events USING btree (actor_id);
CREATE INDEX audit_events_at_idx ON audit_events USING btree (at DESC, id DESC);
CREATE INDEX audit_events_customer_id_idx ON audit_events USING btree (customer_id, at DESC, id DESC);
CREATE INDEX audit_events_terminated_idx ON audit_events USING btree ((before ->> 'externalRef'::text)) WHERE verb = 'customer.terminated'::text;

create table ban_exemptions (
  id uuid not null default gen_random_uuid(),
  network cidr not null,
  note text not null,
  created_at timestamp with time zone not null default now(),
  created_by text not null,
  constraint ban_exemptions_pkey PRIMARY KEY (id),
  constraint ban_exemptions_network_key UNIQUE (network),
  constraint ban_exemptions_note_check CHECK (length(note) >= 1 AND length(note) <= 300)
);
CREATE TRIGGER ban_exemptions_notify AFTER INSERT OR DELETE OR UPDATE ON ban_exemptions FOR EACH STATEMENT EXECUTE FUNCTION bans_notify();

create table bans (
  id uuid not null default gen_random_uuid(),
  client_network cidr not null,
  login text,
  reason text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  created_by text not null,
  lifted_at timestamp with time zone,
  lifted_by text,
  constraint bans_pkey PRIMARY KEY (id),
  constraint bans_lifted_check CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
  constraint bans_login_check CHECK (login = lower(login) AND length(login) >= 1 AND length(login) <= 255),
  constraint bans_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 300)
);
CREATE INDEX bans_client_network_idx ON bans USING btree (client_network) WHERE lifted_at IS NULL;
CREATE INDEX bans_created_at_idx ON bans USING btree (created_at DESC, id DESC);
CREATE INDEX bans_login_idx ON bans USING btree (login) WHERE login IS NOT NULL;
CREATE TRIGGER bans_notify AFTER INSERT OR DELETE OR UPDATE ON bans FOR EACH STATEMENT EXECUTE FUNCTION bans_notify();

create table branding (
  only_row boolean not null default true,
  product_name text not null default 'Portside'::text,
  support_text text,
  support_link text,
  logo_on_light bytea,
  logo_on_dark bytea,
  revision integer not null default 1,
  constraint branding_pkey PRIMARY KEY (only_row),
  constraint branding_logos_check CHECK (octet_length(logo_on_light) <= 32768 AND octet_length(logo_on_dark) <= 32768),
  constraint branding_only_row_check CHECK (only_row),
  constraint branding_support_check CHECK (support_link IS NULL OR support_text IS NOT NULL)
);
CREATE TRIGGER branding_count_revision BEFORE UPDATE ON branding FOR EACH ROW EXECUTE FUNCTION count_revision();

create table customer_usage (
  customer_id uuid not null,
  used_bytes bigint not null default 0,
  used_files bigint not null default 0,
  counted_at timestamp with time zone,
  updated_at timestamp with time zone not null default now(),
  outside_bytes bigint not null default 0,
  outside_files bigint not null default 0,
  constraint customer_usage_pkey PRIMARY KEY (customer_id),
  constraint customer_usage_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE
);

create table customers (
  id uuid not null default gen_random_uuid(),
  name text not null,
  external_ref text,
  plan_id uuid not null,
  status text not null default 'active'::text,
  suspended_reason text,
  suspended_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  revision integer not null default 1,
  contained_at timestamp with time zone,
  contained_reason text,
  two_step_required boolean not null default false,
  constraint customers_pkey PRIMARY KEY (id),
  constraint customers_external_ref_key UNIQUE (external_ref),
  constraint customers_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans(id),
  constraint customers_contained_check CHECK ((contained_at IS NULL) = (contained_reason IS NULL)),
  constraint customers_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint customers_status_check CHECK (status = ANY (ARRAY['active'::text, 'suspended'::text, 'terminating'::text])),
  constraint customers_suspended_check CHECK ((status = 'suspended'::text) = (suspended_at IS NOT NULL))
);
CREATE INDEX customers_created_at_idx ON customers USING btree (created_at DESC, id DESC);
CREATE INDEX customers_name_idx ON customers USING btree (lower(name), id);
CREATE INDEX customers_plan_id_idx ON customers USING btree (plan_id);
CREATE TRIGGER customers_count_revision BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION count_revision();
CREATE TRIGGER customers_notify AFTER UPDATE OF status, plan_id ON customers FOR EACH ROW WHEN (old.status IS DISTINCT FROM new.status OR old.plan_id IS DISTINCT FROM new.plan_id) EXECUTE FUNCTION customers_notify();
CREATE TRIGGER customers_notify_contained AFTER UPDATE OF contained_at ON customers FOR EACH ROW WHEN (old.contained_at IS DISTINCT FROM new.contained_at) EXECUTE FUNCTION customers_notify();
CREATE TRIGGER customers_notify_plan AFTER UPDATE OF plan_id ON customers FOR EACH ROW WHEN (old.plan_id IS DISTINCT FROM new.plan_id) EXECUTE FUNCTION quota_notify();

create table data_connection_counts (
  server_id uuid not null,
  step text not null,
  at timestamp with time zone not null,
  verb text not null,
  verdict text not null,
  client_program text not null,
  client_network cidr not null,
  connect_within_ms integer not null,
  connections integer not null,
  constraint data_connection_counts_pkey PRIMARY KEY (server_id, step, at, verb, verdict, client_program, client_network, connect_within_ms),
  constraint data_connection_counts_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint data_connection_counts_step_check CHECK (step = ANY (ARRAY['hour'::text, 'day'::text]))
);

create table data_connection_totals (
  server_id uuid not null,
  verb text not null,
  verdict text not null,
  connect_within_ms integer not null,
  connections bigint not null,
  connect_ms bigint not null,
  strangers bigint not null,
  constraint data_connection_totals_pkey PRIMARY KEY (server_id, verb, verdict, connect_within_ms),
  constraint data_connection_totals_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE
);

create table data_connections (
  at timestamp with time zone not null,
  id uuid not null,
  server_id uuid not null,
  session_id uuid not null,
  account_id uuid,
  customer_id uuid,
  client_address inet not null,
  client_program text,
  verb text not null,
  offered_address text,
  offered_port integer,
  local_port integer,
  peer_address inet,
  peer_port integer,
  connect_ms integer,
  first_byte_ms integer,
  duration_ms integer not null,
  bytes bigint not null default 0,
  tls_version text,
  tls_resumed boolean,
  strangers integer not null default 0,
  outcome text not null,
  verdict text,
  errno text,
  reference text,
  policy_version integer,
  last_byte_ms integer,
  closed_first text,
  decision text,
  constraint data_connections_pkey PRIMARY KEY (at, id),
  constraint data_connections_account_id_fkey FOREIGN KEY (account_id) REFERENCES ftp_accounts(id) ON DELETE SET NULL,
  constraint data_connections_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE SET NULL,
  constraint data_connections_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint data_connections_bytes_check CHECK (bytes >= 0),
  constraint data_connections_closed_first_check CHECK (closed_first = ANY (ARRAY['client'::text, 'server'::text])),
  constraint data_connections_verb_check CHECK (verb = ANY (ARRAY['PORT'::text, 'EPRT'::text, 'PASV'::text, 'EPSV'::text]))
) partition by RANGE (at);
CREATE INDEX data_connections_account_id_idx ON ONLY data_connections USING btree (account_id, at DESC, id DESC);
CREATE INDEX data_connections_bytes_idx ON ONLY data_connections USING btree (server_id, bytes, id);
CREATE INDEX data_connections_customer_id_idx ON ONLY data_connections USING btree (customer_id, at DESC, id DESC);
CREATE INDEX data_connections_reference_idx ON ONLY data_connections USING btree (reference) WHERE reference IS NOT NULL;
CREATE INDEX data_connections_server_id_idx ON ONLY data_connections USING btree (server_id, at DESC, id DESC);
CREATE INDEX data_connections_session_id_idx ON ONLY data_connections USING btree (session_id);
CREATE TRIGGER data_connections_count AFTER INSERT ON data_connections REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION data_connections_count();

create table first_run_dismissals (
  only_row boolean not null default true,
  dismissed_at timestamp with time zone not null default now(),
  constraint first_run_dismissals_pkey PRIMARY KEY (only_row),
  constraint first_run_dismissals_only_row_check CHECK (only_row)
);

create table folder_removals (
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  web_root_id uuid not null,
  folder text not null,
  account_id uuid,
  login text,
  asked_by text not null,
  state text not null default 'removing'::text,
  task_id uuid,
  removed_bytes bigint not null default 0,
  removed_files bigint not null default 0,
  removed_folders bigint not null default 0,
  left_behind jsonb not null default '[]'::jsonb,
  left_count integer not null default 0,
  failure text,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  constraint folder_removals_pkey PRIMARY KEY (id),
  constraint folder_removals_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE,
  constraint folder_removals_task_id_fkey FOREIGN KEY (task_id) REFERENCES server_tasks(id) ON DELETE SET NULL,
  constraint folder_removals_web_root_id_fkey FOREIGN KEY (web_root_id) REFERENCES web_roots(id) ON DELETE CASCADE,
  constraint folder_removals_finished_check CHECK ((state = 'removing'::text) = (finished_at IS NULL)),
  constraint folder_removals_folder_check CHECK (folder ~~ '/%'::text),
  constraint folder_removals_left_behind_check CHECK (jsonb_typeof(left_behind) = 'array'::text),
  constraint folder_removals_state_check CHECK (state = ANY (ARRAY['removing'::text, 'done'::text, 'stuck'::text]))
);
CREATE INDEX folder_removals_created_at_idx ON folder_removals USING btree (created_at DESC, id DESC);
CREATE INDEX folder_removals_customer_id_idx ON folder_removals USING btree (customer_id, created_at DESC, id DESC);
CREATE INDEX folder_removals_open_idx ON folder_removals USING btree (created_at) WHERE state = 'removing'::text;
CREATE INDEX folder_removals_task_id_idx ON folder_removals USING btree (task_id);
CREATE INDEX folder_removals_web_root_id_idx ON folder_removals USING btree (web_root_id);
CREATE TRIGGER folder_removals_notify AFTER INSERT OR DELETE OR UPDATE ON folder_removals FOR EACH ROW EXECUTE FUNCTION folder_removals_notify();

create table ftp_accounts (
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  web_root_id uuid not null,
  login text not null,
  password_hash text not null,
  password_changed_at timestamp with time zone not null default now(),
  folder text not null default '/'::text,
  permissions text[] not null,
  quota_bytes bigint,
  quota_files bigint,
  max_sessions integer,
  bandwidth_down_bytes bigint,
  bandwidth_up_bytes bigint,
  allowed_networks cidr[] not null default '{}'::cidr[],
  verb_rules jsonb not null default '{}'::jsonb,
  upload_mode text not null default 'staged'::text,
  expires_at timestamp with time zone,
  status text not null default 'enabled'::text,
  note text not null default ''::text,
  revision integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  hidden_names text[] not null default '{}'::text[],
  refused_names text[] not null default '{}'::text[],
  only_own_files boolean not null default false,
  clear_text_allowed boolean not null default false,
  previous_password_hash text,
  disabled_at timestamp with time zone,
  sessions_kept_at timestamp with time zone,
  external_ref text,
  imported_hash_sha256 bytea,
  constraint ftp_accounts_pkey PRIMARY KEY (id),
  constraint ftp_accounts_external_ref_key UNIQUE (external_ref),
  constraint ftp_accounts_login_key UNIQUE (login),
  constraint ftp_accounts_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE,
  constraint ftp_accounts_web_root_id_fkey FOREIGN KEY (web_root_id, customer_id) REFERENCES web_roots(id, customer_id),
  constraint ftp_accounts_bandwidth_down_bytes_check CHECK (bandwidth_down_bytes > 0),
  constraint ftp_accounts_bandwidth_up_bytes_check CHECK (bandwidth_up_bytes > 0),
  constraint ftp_accounts_folder_check CHECK (folder ~~ '/%'::text AND length(folder) <= 4096),
  constraint ftp_accounts_hidden_names_check CHECK (cardinality(hidden_names) <= 50),
  constraint ftp_accounts_login_check CHECK (login = lower(login) AND login ~ '^[a-z0-9][a-z0-9._-]*@[a-z0-9.-]+$'::text AND length(login) <= 255),
  constraint ftp_accounts_max_sessions_check CHECK (max_sessions > 0),
  constraint ftp_accounts_note_check CHECK (length(note) <= 1000),
  constraint ftp_accounts_password_hash_check CHECK (length(password_hash) > 0),
  constraint ftp_accounts_permissions_check CHECK (permissions <@ ARRAY['list'::text, 'download'::text, 'upload'::text, 'overwrite'::text, 'append'::text, 'delete'::text, 'rename'::text, 'make-folder'::text, 'remove-folder'::text, 'chmod'::text, 'set-time'::text]),
  constraint ftp_accounts_quota_bytes_check CHECK (quota_bytes >= 0),
  constraint ftp_accounts_quota_files_check CHECK (quota_files >= 0),
  constraint ftp_accounts_refused_names_check CHECK (cardinality(refused_names) <= 50),
  constraint ftp_accounts_status_check CHECK (status = ANY (ARRAY['enabled'::text, 'disabled'::text])),
  constraint ftp_accounts_upload_mode_check CHECK (upload_mode = ANY (ARRAY['staged'::text, 'direct'::text])),
  constraint ftp_accounts_verb_rules_check CHECK (jsonb_typeof(verb_rules) = 'object'::text),
  constraint ftp_accounts_verb_rules_words_check CHECK ((verb_rules - ARRAY['PORT'::text, 'EPRT'::text, 'PASV'::text, 'EPSV'::text]) = '{}'::jsonb AND NOT jsonb_path_exists(verb_rules, '$.*?(@ != "allow" && @ != "deny")'::jsonpath))
);
CREATE INDEX ftp_accounts_created_at_idx ON ftp_accounts USING btree (created_at DESC, id DESC);
CREATE INDEX ftp_accounts_customer_id_idx ON ftp_accounts USING btree (customer_id, created_at DESC, id DESC);
CREATE INDEX ftp_accounts_login_name_idx ON ftp_accounts USING btree (split_part(login, '@'::text, 1));
CREATE INDEX ftp_accounts_previous_password_idx ON ftp_accounts USING btree (password_changed_at) WHERE previous_password_hash IS NOT NULL;
CREATE INDEX ftp_accounts_web_root_id_idx ON ftp_accounts USING btree (web_root_id);
CREATE TRIGGER ftp_accounts_notify AFTER DELETE OR UPDATE ON ftp_accounts FOR EACH ROW EXECUTE FUNCTION ftp_accounts_notify();
CREATE TRIGGER ftp_accounts_usage AFTER UPDATE ON ftp_accounts FOR EACH ROW EXECUTE FUNCTION ftp_accounts_usage();
CREATE TRIGGER ftp_accounts_usage_added AFTER INSERT ON ftp_accounts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ftp_accounts_usage_added();

create table ftp_process_rights (
  what text not null,
  constraint ftp_process_rights_pkey PRIMARY KEY (what)
);

create table ftp_sessions (
  id uuid not null,
  server_id uuid not null,
  process_id uuid,
  account_id uuid,
  customer_id uuid,
  login text,
  client_address inet not null,
  client_port integer not null,
  server_address inet not null,
  server_port integer not null,
  client_program text,
  tls_version text,
  opened_at timestamp with time zone not null,
  logged_in_at timestamp with time zone,
  seen_at timestamp with time zone not null,
  working_folder text not null default '/'::text,
  transfer jsonb,
  closed_at timestamp with time zone,
  end_reason text,
  data_connection jsonb,
  constraint ftp_sessions_pkey PRIMARY KEY (id),
  constraint ftp_sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES ftp_accounts(id) ON DELETE SET NULL,
  constraint ftp_sessions_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE SET NULL,
  constraint ftp_sessions_process_id_fkey FOREIGN KEY (process_id) REFERENCES server_processes(id) ON DELETE SET NULL,
  constraint ftp_sessions_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint ftp_sessions_closed_check CHECK ((closed_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX ftp_sessions_account_id_idx ON ftp_sessions USING btree (account_id, opened_at DESC, id DESC);
CREATE INDEX ftp_sessions_customer_id_idx ON ftp_sessions USING btree (customer_id, opened_at DESC, id DESC);
CREATE INDEX ftp_sessions_open_account_idx ON ftp_sessions USING btree (account_id) WHERE closed_at IS NULL;
CREATE INDEX ftp_sessions_open_customer_idx ON ftp_sessions USING btree (customer_id) WHERE closed_at IS NULL;
CREATE INDEX ftp_sessions_open_idx ON ftp_sessions USING btree (server_id, opened_at DESC, id DESC) WHERE closed_at IS NULL;
CREATE INDEX ftp_sessions_opened_at_idx ON ftp_sessions USING btree (opened_at DESC, id DESC);
CREATE INDEX ftp_sessions_process_id_idx ON ftp_sessions USING btree (process_id) WHERE closed_at IS NULL;

create table hand_over_links (
  id uuid not null default gen_random_uuid(),
  secret_hash bytea not null,
  account_id uuid,
  panel_user_id uuid,
  customer_id uuid,
  made_by text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  used_from inet,
  revoked_at timestamp with time zone,
  constraint hand_over_links_pkey PRIMARY KEY (id),
  constraint hand_over_links_secret_hash_key UNIQUE (secret_hash),
  constraint hand_over_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES ftp_accounts(id) ON DELETE CASCADE,
  constraint hand_over_links_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE,
  constraint hand_over_links_panel_user_id_fkey FOREIGN KEY (panel_user_id) REFERENCES panel_users(id) ON DELETE CASCADE,
  constraint hand_over_links_ended_check CHECK (used_at IS NULL OR revoked_at IS NULL),
  constraint hand_over_links_secret_hash_check CHECK (length(secret_hash) = 32),
  constraint hand_over_links_subject_check CHECK (num_nonnulls(account_id, panel_user_id) = 1)
);
CREATE UNIQUE INDEX hand_over_links_account_id_key ON hand_over_links USING btree (account_id) WHERE used_at IS NULL AND revoked_at IS NULL;
CREATE INDEX hand_over_links_created_at_idx ON hand_over_links USING btree (created_at DESC, id DESC);
CREATE INDEX hand_over_links_customer_id_idx ON hand_over_links USING btree (customer_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX hand_over_links_panel_user_id_key ON hand_over_links USING btree (panel_user_id) WHERE used_at IS NULL AND revoked_at IS NULL;

create table idempotency_keys (
  panel_user_id uuid not null,
  key text not null,
  fingerprint bytea not null,
  claim uuid not null,
  claimed_at timestamp with time zone not null default now(),
  status integer,
  answer bytea,
  constraint idempotency_keys_pkey PRIMARY KEY (panel_user_id, key),
  constraint idempotency_keys_panel_user_id_fkey FOREIGN KEY (panel_user_id) REFERENCES panel_users(id) ON DELETE CASCADE,
  constraint idempotency_keys_answered_check CHECK ((status IS NULL) = (answer IS NULL)),
  constraint idempotency_keys_fingerprint_check CHECK (length(fingerprint) = 32),
  constraint idempotency_keys_key_check CHECK (length(key) >= 1 AND length(key) <= 255)
);
CREATE INDEX idempotency_keys_claimed_at_idx ON idempotency_keys USING btree (claimed_at);

create table last_logins (
  account_id uuid not null,
  at timestamp with time zone not null,
  constraint last_logins_pkey PRIMARY KEY (account_id),
  constraint last_logins_account_id_fkey FOREIGN KEY (account_id) REFERENCES ftp_accounts(id) ON DELETE CASCADE
);

create table login_attempts (
  at timestamp with time zone not null,
  id uuid not null,
  server_id uuid not null,
  session_id uuid not null,
  account_id uuid,
  customer_id uuid,
  name text not null,
  client_address inet not null,
  tls boolean not null,
  outcome text not null,
  client_program text,
  constraint login_attempts_pkey PRIMARY KEY (at, id),
  constraint login_attempts_account_id_fkey FOREIGN KEY (account_id) REFERENCES ftp_accounts(id) ON DELETE SET NULL,
  constraint login_attempts_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE SET NULL,
  constraint login_attempts_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE
) partition by RANGE (at);
CREATE INDEX login_attempts_account_id_idx ON ONLY login_attempts USING btree (account_id, at DESC, id DESC);
CREATE INDEX login_attempts_client_address_idx ON ONLY login_attempts USING btree (client_address, at DESC);
CREATE INDEX login_attempts_customer_id_idx ON ONLY login_attempts USING btree (customer_id, at DESC, id DESC);
CREATE INDEX login_attempts_guessed_idx ON ONLY login_attempts USING btree (account_id, at DESC) WHERE outcome = 'wrong-login-or-password'::text;
CREATE INDEX login_attempts_refused_idx ON ONLY login_attempts USING btree (account_id, at DESC) WHERE outcome <> ALL (ARRAY['accepted'::text, 'wrong-login-or-password'::text]);
CREATE TRIGGER login_attempts_count AFTER INSERT ON login_attempts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION login_attempts_count();
CREATE TRIGGER login_attempts_count_minutes AFTER INSERT ON login_attempts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION login_attempts_count_minutes();
CREATE TRIGGER login_attempts_last AFTER INSERT ON login_attempts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION last_logins_note();

create table login_counts (
  server_id uuid not null,
  at timestamp with time zone not null,
  outcome text not null,
  attempts integer not null,
  constraint login_counts_pkey PRIMARY KEY (server_id, at, outcome),
  constraint login_counts_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE
);

create table login_totals (
  server_id uuid not null,
  outcome text not null,
  attempts bigint not null,
  constraint login_totals_pkey PRIMARY KEY (server_id, outcome),
  constraint login_totals_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE
);

create table panel_recovery_codes (
  panel_user_id uuid not null,
  code_hash bytea not null,
  constraint panel_recovery_codes_pkey PRIMARY KEY (panel_user_id, code_hash),
  constraint panel_recovery_codes_panel_user_id_fkey FOREIGN KEY (panel_user_id) REFERENCES panel_users(id) ON DELETE CASCADE
);

create table panel_sessions (
  sid text not null,
  sess json not null,
  expire timestamp with time zone not null,
  constraint panel_sessions_pkey PRIMARY KEY (sid)
);
CREATE INDEX panel_sessions_expire_idx ON panel_sessions USING btree (expire);
CREATE INDEX panel_sessions_user_idx ON panel_sessions USING btree (((sess -> 'passport'::text) ->> 'user'::text));
CREATE TRIGGER panel_sessions_notify AFTER DELETE ON panel_sessions FOR EACH ROW EXECUTE FUNCTION panel_sessions_notify();

create table panel_users (
  id uuid not null default gen_random_uuid(),
  email text not null,
  display_name text not null default ''::text,
  password_hash text not null,
  role text not null,
  customer_id uuid,
  status text not null default 'enabled'::text,
  totp_secret bytea,
  last_sign_in_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  totp_last_step bigint,
  totp_wrong_codes integer not null default 0,
  totp_blocked_until timestamp with time zone,
  time_zone text,
  constraint panel_users_pkey PRIMARY KEY (id),
  constraint panel_users_email_key UNIQUE (email),
  constraint panel_users_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE,
  constraint panel_users_customer_check CHECK ((role = 'customer'::text) = (customer_id IS NOT NULL)),
  constraint panel_users_email_check CHECK (email = lower(email) AND POSITION(('@'::text) IN (email)) > 1),
  constraint panel_users_role_check CHECK (role = ANY (ARRAY['admin'::text, 'support'::text, 'customer'::text])),
  constraint panel_users_status_check CHECK (status = ANY (ARRAY['enabled'::text, 'disabled'::text])),
  constraint panel_users_time_zone_check CHECK (length(time_zone) >= 1 AND length(time_zone) <= 64)
);
CREATE INDEX panel_users_customer_id_idx ON panel_users USING btree (customer_id);
CREATE TRIGGER panel_users_notify_delete AFTER DELETE ON panel_users FOR EACH ROW EXECUTE FUNCTION access_notify();
CREATE TRIGGER panel_users_notify_update AFTER UPDATE ON panel_users FOR EACH ROW WHEN (old.status IS DISTINCT FROM new.status OR old.role IS DISTINCT FROM new.role) EXECUTE FUNCTION access_notify();

create table password_rules (
  only_row boolean not null default true,
  shortest_characters integer not null default 10,
  least_score integer not null default 2,
  revision integer not null default 1,
  constraint password_rules_pkey PRIMARY KEY (only_row),
  constraint password_rules_least_score_check CHECK (least_score >= 0 AND least_score <= 4),
  constraint password_rules_only_row_check CHECK (only_row),
  constraint password_rules_shortest_characters_check CHECK (shortest_characters >= 8 AND shortest_characters <= 64)
);
CREATE TRIGGER password_rules_count_revision BEFORE UPDATE ON password_rules FOR EACH ROW EXECUTE FUNCTION count_revision();

create table plans (
  id uuid not null default gen_random_uuid(),
  name text not null,
  max_ftp_accounts integer,
  quota_bytes bigint,
  quota_files bigint,
  max_sessions integer,
  bandwidth_down_bytes bigint,
  bandwidth_up_bytes bigint,
  verb_rules jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  revision integer not null default 1,
  features text[] not null default '{expiry,networks,limits,modes,tokens}'::text[],
  constraint plans_pkey PRIMARY KEY (id),
  constraint plans_name_key UNIQUE (name),
  constraint plans_bandwidth_down_bytes_check CHECK (bandwidth_down_bytes > 0),
  constraint plans_bandwidth_up_bytes_check CHECK (bandwidth_up_bytes > 0),
  constraint plans_features_check CHECK (features <@ '{expiry,networks,limits,modes,tokens}'::text[]),
  constraint plans_max_ftp_accounts_check CHECK (max_ftp_accounts >= 0),
  constraint plans_max_sessions_check CHECK (max_sessions > 0),
  constraint plans_name_check CHECK (length(name) >= 1 AND length(name) <= 100),
  constraint plans_quota_bytes_check CHECK (quota_bytes >= 0),
  constraint plans_quota_files_check CHECK (quota_files >= 0),
  constraint plans_verb_rules_check CHECK (jsonb_typeof(verb_rules) = 'object'::text),
  constraint plans_verb_rules_words_check CHECK ((verb_rules - ARRAY['PORT'::text, 'EPRT'::text, 'PASV'::text, 'EPSV'::text]) = '{}'::jsonb AND NOT jsonb_path_exists(verb_rules, '$.*?(@ != "allow" && @ != "deny")'::jsonpath))
);
CREATE TRIGGER plans_count_revision BEFORE UPDATE ON plans FOR EACH ROW EXECUTE FUNCTION count_revision();
CREATE TRIGGER plans_notify AFTER UPDATE OF verb_rules ON plans FOR EACH ROW WHEN (old.verb_rules IS DISTINCT FROM new.verb_rules) EXECUTE FUNCTION plans_notify();
CREATE TRIGGER plans_notify_bandwidth AFTER UPDATE OF bandwidth_down_bytes, bandwidth_up_bytes ON plans FOR EACH ROW EXECUTE FUNCTION plans_notify();
CREATE TRIGGER plans_notify_quota AFTER UPDATE OF quota_bytes, quota_files ON plans FOR EACH STATEMENT EXECUTE FUNCTION quota_notify();

create table probe_logins (
  id uuid not null,
  server_id uuid not null,
  secret_hash bytea not null,
  expires_at timestamp with time zone not null,
  constraint probe_logins_pkey PRIMARY KEY (id),
  constraint probe_logins_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint probe_logins_secret_hash_check CHECK (length(secret_hash) = 32)
);

create table quota_leases (
  id uuid not null default gen_random_uuid(),
  process_id uuid not null,
  account_id uuid,
  customer_id uuid,
  leased_bytes bigint not null,
  leased_files bigint not null,
  updated_at timestamp with time zone not null default now(),
  constraint quota_leases_pkey PRIMARY KEY (id),
  constraint quota_leases_account_key UNIQUE (process_id, account_id),
  constraint quota_leases_customer_key UNIQUE (process_id, customer_id),
  constraint quota_leases_account_id_fkey FOREIGN KEY (account_id) REFERENCES ftp_accounts(id) ON DELETE CASCADE,
  constraint quota_leases_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE,
  constraint quota_leases_process_id_fkey FOREIGN KEY (process_id) REFERENCES server_processes(id) ON DELETE CASCADE,
  constraint quota_leases_leased_bytes_check CHECK (leased_bytes >= 0),
  constraint quota_leases_leased_files_check CHECK (leased_files >= 0),
  constraint quota_leases_ledger_check CHECK (num_nonnulls(account_id, customer_id) = 1)
);
CREATE INDEX quota_leases_account_id_idx ON quota_leases USING btree (account_id);
CREATE INDEX quota_leases_customer_id_idx ON quota_leases USING btree (customer_id);

create table recount_changes (
  web_root_id uuid not null,
  folder text not null,
  bytes bigint not null,
  files bigint not null,
  begun_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  constraint recount_changes_web_root_id_fkey FOREIGN KEY (web_root_id) REFERENCES web_root_usage(web_root_id) ON DELETE CASCADE
);
CREATE INDEX recount_changes_web_root_id_idx ON recount_changes USING btree (web_root_id);

create table recount_folders (
  web_root_id uuid not null,
  folder text not null,
  folder_key text not null generated always as (md5(folder)) stored,
  bytes bigint not null default 0,
  files bigint not null default 0,
  listed_from timestamp with time zone,
  listed_until timestamp with time zone,
  constraint recount_folders_pkey PRIMARY KEY (web_root_id, folder_key),
  constraint recount_folders_web_root_id_fkey FOREIGN KEY (web_root_id) REFERENCES web_root_usage(web_root_id) ON DELETE CASCADE,
  constraint recount_folders_listed_check CHECK ((listed_from IS NULL) = (listed_until IS NULL))
);
CREATE INDEX recount_folders_waiting_idx ON recount_folders USING btree (web_root_id) WHERE listed_until IS NULL;

create table recount_links (
  web_root_id uuid not null,
  folder_key text not null,
  inode text not null,
  bytes bigint not null,
  constraint recount_links_pkey PRIMARY KEY (web_root_id, folder_key, inode),
  constraint recount_links_folder_fkey FOREIGN KEY (web_root_id, folder_key) REFERENCES recount_folders(web_root_id, folder_key) ON DELETE CASCADE
);

create table retention (
  records text not null,
  days integer,
  revision integer not null default 1,
  constraint retention_pkey PRIMARY KEY (records),
  constraint retention_days_check CHECK (days > 0)
);
CREATE TRIGGER retention_count_revision BEFORE UPDATE ON retention FOR EACH ROW EXECUTE FUNCTION count_revision();

create table self_tests (
  id uuid not null default gen_random_uuid(),
  server_id uuid not null,
  reason text not null,
  asked_by text not null,
  policy_version integer not null,
  certificate_fingerprint text,
  started_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  outcome text,
  sentence text,
  views jsonb not null default '[]'::jsonb,
  constraint self_tests_pkey PRIMARY KEY (id),
  constraint self_tests_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint self_tests_finished_check CHECK ((finished_at IS NULL) = (outcome IS NULL)),
  constraint self_tests_outcome_check CHECK (outcome = ANY (ARRAY['worked'::text, 'failed'::text, 'unclear'::text])),
  constraint self_tests_reason_check CHECK (reason = ANY (ARRAY['asked'::text, 'policy'::text, 'certificate'::text, 'schedule'::text])),
  constraint self_tests_views_check CHECK (jsonb_typeof(views) = 'array'::text)
);
CREATE INDEX self_tests_server_id_idx ON self_tests USING btree (server_id, started_at DESC, id DESC);
CREATE TRIGGER self_tests_notify AFTER INSERT OR UPDATE ON self_tests FOR EACH ROW EXECUTE FUNCTION self_tests_notify();

create table server_certificates (
  server_id uuid not null,
  at timestamp with time zone not null default clock_timestamp(),
  fingerprint text,
  constraint server_certificates_pkey PRIMARY KEY (server_id, at),
  constraint server_certificates_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE
);

create table server_policies (
  server_id uuid not null,
  version integer not null,
  verbs jsonb not null,
  exceptions_allowed text[] not null default '{}'::text[],
  tls text not null,
  tls_session_reuse text not null default 'off'::text,
  passive_first_port integer not null,
  passive_last_port integer not null,
  public_ipv4 inet,
  public_ipv6 inet,
  address_overrides jsonb not null default '[]'::jsonb,
  peer_check text not null default 'exact'::text,
  active_source_port integer,
  active_connect_timeout_ms integer not null,
  data_wait_ms integer not null,
  stall_timeout_ms integer not null,
  idle_timeout_ms integer not null,
  note text not null default ''::text,
  expires_at timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  network_rules jsonb not null default '[]'::jsonb,
  revert_below_percent integer,
  revert_after_attempts integer,
  public_ipv4_host text,
  public_ipv6_host text,
  local_for_private_peers boolean not null default false,
  peer_networks cidr[] not null default '{}'::cidr[],
  login_timeout_ms integer not null default 60000,
  max_failed_logins integer not null default 3,
  max_sessions integer,
  max_sessions_per_address integer,
  greeting text,
  tls_minimum_version text not null default 'TLSv1.2'::text,
  hidden_names text[] not null default '{}'::text[],
  refused_names text[] not null default '{}'::text[],
  constraint server_policies_pkey PRIMARY KEY (server_id, version),
  constraint server_policies_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint server_policies_a_verb_is_left_check CHECK (verbs::text ~~ '%allow%'::text),
  constraint server_policies_active_connect_timeout_ms_check CHECK (active_connect_timeout_ms >= 1000 AND active_connect_timeout_ms <= 300000),
  constraint server_policies_active_source_port_check CHECK (active_source_port >= 1 AND active_source_port <= 65535),
  constraint server_policies_address_overrides_check CHECK (jsonb_typeof(address_overrides) = 'array'::text),
  constraint server_policies_data_wait_ms_check CHECK (data_wait_ms >= 1000 AND data_wait_ms <= 300000),
  constraint server_policies_exceptions_allowed_check CHECK (exceptions_allowed <@ ARRAY['PORT'::text, 'EPRT'::text, 'PASV'::text, 'EPSV'::text]),
  constraint server_policies_greeting_check CHECK (greeting ~ '^[^[:cntrl:]]{1,200}$'::text),
  constraint server_policies_hidden_names_check CHECK (cardinality(hidden_names) <= 50),
  constraint server_policies_idle_timeout_ms_check CHECK (idle_timeout_ms >= 10000 AND idle_timeout_ms <= 86400000),
  constraint server_policies_login_timeout_ms_check CHECK (login_timeout_ms >= 5000 AND login_timeout_ms <= 600000),
  constraint server_policies_max_failed_logins_check CHECK (max_failed_logins >= 1 AND max_failed_logins <= 20),
  constraint server_policies_max_sessions_check CHECK (max_sessions >= 1 AND max_sessions <= 100000),
  constraint server_policies_max_sessions_per_address_check CHECK (max_sessions_per_address >= 1 AND max_sessions_per_address <= 100000),
  constraint server_policies_network_rules_check CHECK (jsonb_typeof(network_rules) = 'array'::text),
  constraint server_policies_passive_ports_check CHECK (passive_first_port >= 1024 AND passive_first_port <= 65535 AND passive_last_port >= passive_first_port AND passive_last_port <= 65535),
  constraint server_policies_peer_check_check CHECK (peer_check = ANY (ARRAY['exact'::text, 'same-network'::text, 'list'::text])),
  constraint server_policies_peer_networks_check CHECK (cardinality(peer_networks) <= 100),
  constraint server_policies_public_ipv4_check CHECK (family(public_ipv4) = 4 AND masklen(public_ipv4) = 32),
  constraint server_policies_public_ipv4_host_check CHECK (public_ipv4_host ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*$'::text AND length(public_ipv4_host) <= 253),
  constraint server_policies_public_ipv4_one_check CHECK (public_ipv4 IS NULL OR public_ipv4_host IS NULL),
  constraint server_policies_public_ipv6_check CHECK (family(public_ipv6) = 6 AND masklen(public_ipv6) = 128),
  constraint server_policies_public_ipv6_host_check CHECK (public_ipv6_host ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*$'::text AND length(public_ipv6_host) <= 253),
  constraint server_policies_public_ipv6_one_check CHECK (public_ipv6 IS NULL OR public_ipv6_host IS NULL),
  constraint server_policies_refused_names_check CHECK (cardinality(refused_names) <= 50),
  constraint server_policies_revert_after_attempts_check CHECK (revert_after_attempts >= 1 AND revert_after_attempts <= 100000),
  constraint server_policies_revert_below_percent_check CHECK (revert_below_percent >= 1 AND revert_below_percent <= 100),
  constraint server_policies_revert_check CHECK ((revert_below_percent IS NULL) = (revert_after_attempts IS NULL) AND (expires_at IS NOT NULL OR revert_below_percent IS NULL)),
  constraint server_policies_stall_timeout_ms_check CHECK (stall_timeout_ms >= 1000 AND stall_timeout_ms <= 3600000),
  constraint server_policies_tls_check CHECK (tls = ANY (ARRAY['off'::text, 'allowed'::text, 'required-login'::text, 'required-data'::text])),
  constraint server_policies_tls_minimum_version_check CHECK (tls_minimum_version = ANY (ARRAY['TLSv1.2'::text, 'TLSv1.3'::text])),
  constraint server_policies_tls_session_reuse_check CHECK (tls_session_reuse = ANY (ARRAY['off'::text, 'observe'::text, 'prefer'::text, 'require'::text])),
  constraint server_policies_verbs_check CHECK (verbs ?& ARRAY['PORT'::text, 'EPRT'::text, 'PASV'::text, 'EPSV'::text] AND (verbs - ARRAY['PORT'::text, 'EPRT'::text, 'PASV'::text, 'EPSV'::text]) = '{}'::jsonb AND ((verbs ->> 'PORT'::text) = ANY (ARRAY['allow'::text, 'deny'::text])) AND ((verbs ->> 'EPRT'::text) = ANY (ARRAY['allow'::text, 'deny'::text])) AND ((verbs ->> 'PASV'::text) = ANY (ARRAY['allow'::text, 'deny'::text])) AND ((verbs ->> 'EPSV'::text) = ANY (ARRAY['allow'::text, 'deny'::text]))),
  constraint server_policies_version_check CHECK (version > 0)
);
CREATE TRIGGER server_policies_notify AFTER INSERT ON server_policies FOR EACH ROW EXECUTE FUNCTION server_policies_notify();
CREATE TRIGGER server_policies_refuse_change BEFORE UPDATE ON server_policies FOR EACH ROW EXECUTE FUNCTION server_policies_refuse_change();

create table server_processes (
  id uuid not null,
  server_id uuid not null,
  pid integer not null,
  version text not null,
  jail_backend text not null,
  identity text not null,
  binds_low_ports boolean not null,
  ephemeral_first_port integer,
  ephemeral_last_port integer,
  started_at timestamp with time zone not null default now(),
  heartbeat_at timestamp with time zone not null default now(),
  stopped_at timestamp with time zone,
  applied_version integer,
  applied_at timestamp with time zone,
  changes_posted_until timestamp with time zone,
  public_addresses jsonb not null default '[]'::jsonb,
  refused_ports jsonb not null default '[]'::jsonb,
  database_latency_ms real,
  interface_addresses jsonb not null default '[]'::jsonb,
  constraint server_processes_pkey PRIMARY KEY (id),
  constraint server_processes_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint server_processes_identity_check CHECK (identity = ANY (ARRAY['customer'::text, 'process'::text])),
  constraint server_processes_interface_addresses_check CHECK (jsonb_typeof(interface_addresses) = 'array'::text),
  constraint server_processes_public_addresses_check CHECK (jsonb_typeof(public_addresses) = 'array'::text),
  constraint server_processes_refused_ports_check CHECK (jsonb_typeof(refused_ports) = 'array'::text)
);
CREATE INDEX server_processes_server_id_idx ON server_processes USING btree (server_id, heartbeat_at DESC);
CREATE TRIGGER server_processes_notify_insert AFTER INSERT ON server_processes FOR EACH ROW EXECUTE FUNCTION server_processes_notify();
CREATE TRIGGER server_processes_notify_update AFTER UPDATE ON server_processes FOR EACH ROW WHEN (old.applied_version IS DISTINCT FROM new.applied_version OR old.stopped_at IS DISTINCT FROM new.stopped_at OR old.public_addresses IS DISTINCT FROM new.public_addresses OR old.refused_ports IS DISTINCT FROM new.refused_ports) EXECUTE FUNCTION server_processes_notify();

create table server_tasks (
  id uuid not null default gen_random_uuid(),
  server_id uuid not null,
  for_process_id uuid,
  kind text not null,
  arguments jsonb not null default '{}'::jsonb,
  asked_by text not null,
  state text not null default 'waiting'::text,
  deadline_at timestamp with time zone not null,
  claimed_by uuid,
  claimed_at timestamp with time zone,
  progress jsonb,
  result jsonb,
  failure jsonb,
  finished_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint server_tasks_pkey PRIMARY KEY (id),
  constraint server_tasks_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES server_processes(id) ON DELETE SET NULL,
  constraint server_tasks_for_process_id_fkey FOREIGN KEY (for_process_id) REFERENCES server_processes(id) ON DELETE CASCADE,
  constraint server_tasks_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint server_tasks_finished_check CHECK ((state = ANY (ARRAY['done'::text, 'failed'::text])) = (finished_at IS NOT NULL)),
  constraint server_tasks_kind_check CHECK (kind ~ '^[a-z]+(-[a-z]+)*$'::text),
  constraint server_tasks_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text]))
);
CREATE INDEX server_tasks_created_at_idx ON server_tasks USING btree (created_at);
CREATE INDEX server_tasks_waiting_idx ON server_tasks USING btree (server_id, created_at) WHERE state = 'waiting'::text;
CREATE TRIGGER server_tasks_notify AFTER INSERT OR UPDATE ON server_tasks FOR EACH ROW EXECUTE FUNCTION server_tasks_notify();
CREATE TRIGGER server_tasks_notify_removal AFTER UPDATE ON server_tasks FOR EACH ROW WHEN (new.kind = 'remove-folder'::text) EXECUTE FUNCTION server_tasks_notify_removal();
CREATE TRIGGER server_tasks_notify_site_move AFTER UPDATE ON server_tasks FOR EACH ROW WHEN (new.kind = 'measure-web-root'::text) EXECUTE FUNCTION server_tasks_notify_site_move();

create table servers (
  id uuid not null default gen_random_uuid(),
  name text not null,
  host text not null,
  ftp_port integer not null,
  ftps_port integer,
  certificate_fingerprint text,
  certificate_self_signed boolean,
  certificate_problem text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  certificate_valid_until timestamp with time zone,
  certificate_names text[] not null default '{}'::text[],
  database_login text,
  certificates jsonb not null default '[]'::jsonb,
  revision integer not null default 1,
  constraint servers_pkey PRIMARY KEY (id),
  constraint servers_database_login_key UNIQUE (database_login),
  constraint servers_name_key UNIQUE (name),
  constraint servers_certificate_check CHECK ((certificate_fingerprint IS NULL) = (certificate_self_signed IS NULL)),
  constraint servers_certificates_check CHECK (jsonb_typeof(certificates) = 'array'::text),
  constraint servers_database_login_check CHECK (database_login ~ '^[a-z][a-z0-9_]{0,62}$'::text),
  constraint servers_ftp_port_check CHECK (ftp_port >= 1 AND ftp_port <= 65535),
  constraint servers_ftps_port_check CHECK (ftps_port >= 1 AND ftps_port <= 65535),
  constraint servers_name_check CHECK (length(name) >= 1 AND length(name) <= 100)
);
CREATE TRIGGER servers_count_revision BEFORE UPDATE OF host ON servers FOR EACH ROW WHEN (old.host IS DISTINCT FROM new.host) EXECUTE FUNCTION count_revision();
CREATE TRIGGER servers_keep_certificate AFTER UPDATE OF certificate_fingerprint ON servers FOR EACH ROW WHEN (old.certificate_fingerprint IS DISTINCT FROM new.certificate_fingerprint) EXECUTE FUNCTION servers_keep_certificate();
CREATE TRIGGER servers_notify_certificates AFTER UPDATE OF certificates ON servers FOR EACH ROW WHEN (old.certificates IS DISTINCT FROM new.certificates) EXECUTE FUNCTION servers_notify();

create table session_claims (
  session_id uuid not null,
  process_id uuid not null,
  account_id uuid not null,
  customer_id uuid not null,
  claimed_at timestamp with time zone not null default clock_timestamp(),
  constraint session_claims_pkey PRIMARY KEY (session_id),
  constraint session_claims_account_id_fkey FOREIGN KEY (account_id) REFERENCES ftp_accounts(id) ON DELETE CASCADE,
  constraint session_claims_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE,
  constraint session_claims_process_id_fkey FOREIGN KEY (process_id) REFERENCES server_processes(id) ON DELETE CASCADE
);
CREATE INDEX session_claims_account_id_idx ON session_claims USING btree (account_id);
CREATE INDEX session_claims_customer_id_idx ON session_claims USING btree (customer_id);
CREATE INDEX session_claims_process_id_idx ON session_claims USING btree (process_id);

create table sign_in_rules (
  only_row boolean not null default true,
  staff_two_step boolean not null default false,
  revision integer not null default 1,
  constraint sign_in_rules_pkey PRIMARY KEY (only_row),
  constraint sign_in_rules_only_row_check CHECK (only_row)
);
CREATE TRIGGER sign_in_rules_count_revision BEFORE UPDATE ON sign_in_rules FOR EACH ROW EXECUTE FUNCTION count_revision();

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
  asked_at timestamp with time zone not null default now(),
  constraint site_move_checks_pkey PRIMARY KEY (web_root_id),
  constraint site_move_checks_from_server_id_fkey FOREIGN KEY (from_server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint site_move_checks_source_task_id_fkey FOREIGN KEY (source_task_id) REFERENCES server_tasks(id) ON DELETE SET NULL,
  constraint site_move_checks_target_task_id_fkey FOREIGN KEY (target_task_id) REFERENCES server_tasks(id) ON DELETE SET NULL,
  constraint site_move_checks_to_server_id_fkey FOREIGN KEY (to_server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint site_move_checks_web_root_id_fkey FOREIGN KEY (web_root_id) REFERENCES web_roots(id) ON DELETE CASCADE
);
CREATE INDEX site_move_checks_from_server_id_idx ON site_move_checks USING btree (from_server_id);
CREATE INDEX site_move_checks_source_task_id_idx ON site_move_checks USING btree (source_task_id);
CREATE INDEX site_move_checks_target_task_id_idx ON site_move_checks USING btree (target_task_id);
CREATE INDEX site_move_checks_to_server_id_idx ON site_move_checks USING btree (to_server_id);

create table site_moves (
  web_root_id uuid not null,
  from_server_id uuid not null,
  from_path text not null,
  from_system_uid bigint not null,
  from_system_gid bigint not null,
  moved_by text not null,
  moved_at timestamp with time zone not null default now(),
  announced_until timestamp with time zone not null,
  constraint site_moves_pkey PRIMARY KEY (web_root_id, from_server_id),
  constraint site_moves_from_server_id_fkey FOREIGN KEY (from_server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint site_moves_web_root_id_fkey FOREIGN KEY (web_root_id) REFERENCES web_roots(id) ON DELETE CASCADE,
  constraint site_moves_announced_check CHECK (announced_until > moved_at)
);
CREATE INDEX site_moves_announced_until_idx ON site_moves USING btree (announced_until);
CREATE INDEX site_moves_from_server_id_idx ON site_moves USING btree (from_server_id);

create table sso_links (
  id uuid not null default gen_random_uuid(),
  secret_hash bytea not null,
  panel_user_id uuid not null,
  return_to text not null,
  made_by text not null,
  expires_at timestamp with time zone not null,
  constraint sso_links_pkey PRIMARY KEY (id),
  constraint sso_links_secret_hash_key UNIQUE (secret_hash),
  constraint sso_links_panel_user_id_fkey FOREIGN KEY (panel_user_id) REFERENCES panel_users(id) ON DELETE CASCADE,
  constraint sso_links_secret_hash_check CHECK (length(secret_hash) = 32)
);
CREATE INDEX sso_links_expires_at_idx ON sso_links USING btree (expires_at);
CREATE INDEX sso_links_panel_user_id_idx ON sso_links USING btree (panel_user_id);

create table transfers (
  at timestamp with time zone not null,
  id uuid not null,
  server_id uuid not null,
  session_id uuid not null,
  account_id uuid,
  customer_id uuid,
  login text not null,
  client_address inet not null,
  kind text not null,
  path text not null,
  to_path text,
  bytes bigint not null default 0,
  added_bytes bigint not null default 0,
  added_files bigint not null default 0,
  duration_ms integer not null default 0,
  mode text,
  tls boolean not null,
  outcome text not null,
  reply text not null default ''::text,
  sha256 bytea,
  written text not null default 'staged'::text,
  constraint transfers_pkey PRIMARY KEY (at, id),
  constraint transfers_account_id_fkey FOREIGN KEY (account_id) REFERENCES ftp_accounts(id) ON DELETE SET NULL,
  constraint transfers_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE SET NULL,
  constraint transfers_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint transfers_bytes_check CHECK (bytes >= 0),
  constraint transfers_mode_check CHECK (mode = ANY (ARRAY['active'::text, 'passive'::text]))
) partition by RANGE (at);
CREATE INDEX transfers_account_id_idx ON ONLY transfers USING btree (account_id, at DESC, id DESC);
CREATE INDEX transfers_bytes_idx ON ONLY transfers USING btree (bytes, id);
CREATE INDEX transfers_customer_id_idx ON ONLY transfers USING btree (customer_id, at DESC, id DESC);
CREATE INDEX transfers_file_name_idx ON ONLY transfers USING btree (lower("substring"(path, '[^/]*$'::text)) text_pattern_ops, at DESC);
CREATE INDEX transfers_session_id_idx ON ONLY transfers USING btree (session_id);
CREATE INDEX transfers_sha256_idx ON ONLY transfers USING btree (sha256) WHERE sha256 IS NOT NULL;
CREATE TRIGGER transfers_count_days AFTER INSERT ON transfers REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION transfers_count_days();

create table unfinished_uploads (
  id uuid not null,
  account_id uuid not null,
  server_id uuid not null,
  path text not null,
  client_address inet,
  received_bytes bigint not null,
  reason text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  constraint unfinished_uploads_pkey PRIMARY KEY (id),
  constraint unfinished_uploads_account_id_fkey FOREIGN KEY (account_id) REFERENCES ftp_accounts(id) ON DELETE CASCADE,
  constraint unfinished_uploads_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE,
  constraint unfinished_uploads_received_bytes_check CHECK (received_bytes >= 0)
);
CREATE INDEX unfinished_uploads_account_id_idx ON unfinished_uploads USING btree (account_id, ended_at DESC);

create table uploaded_certificates (
  server_id uuid not null,
  chain text not null,
  private_key text not null,
  uploaded_by text not null,
  uploaded_at timestamp with time zone not null default now(),
  constraint uploaded_certificates_pkey PRIMARY KEY (server_id),
  constraint uploaded_certificates_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id) ON DELETE CASCADE
);
CREATE TRIGGER uploaded_certificates_notify AFTER INSERT OR DELETE OR UPDATE ON uploaded_certificates FOR EACH ROW EXECUTE FUNCTION uploaded_certificates_notify();
alter table uploaded_certificates enable row level security;
create policy uploaded_certificates_own_server on uploaded_certificates for select using ((EXISTS ( SELECT
   FROM servers s
  WHERE s.id = uploaded_certificates.server_id AND (s.database_login = CURRENT_USER OR s.database_login IS NULL AND NOT (EXISTS ( SELECT
           FROM servers o
          WHERE o.database_login = CURRENT_USER))))));

create table usage_days (
  subject_kind text not null,
  subject_id uuid not null,
  day date not null,
  used_bytes bigint not null,
  used_files bigint not null,
  constraint usage_days_pkey PRIMARY KEY (subject_kind, subject_id, day),
  constraint usage_days_subject_kind_check CHECK (subject_kind = ANY (ARRAY['customer'::text, 'web-root'::text, 'account'::text]))
);

create table web_root_usage (
  web_root_id uuid not null,
  used_bytes bigint not null default 0,
  used_files bigint not null default 0,
  outside_bytes bigint not null default 0,
  outside_files bigint not null default 0,
  counted_at timestamp with time zone,
  recount_due_at timestamp with time zone,
  recount_begun_at timestamp with time zone,
  recounted_by uuid,
  updated_at timestamp with time zone not null default now(),
  constraint web_root_usage_pkey PRIMARY KEY (web_root_id),
  constraint web_root_usage_recounted_by_fkey FOREIGN KEY (recounted_by) REFERENCES server_processes(id) ON DELETE SET NULL,
  constraint web_root_usage_web_root_id_fkey FOREIGN KEY (web_root_id) REFERENCES web_roots(id) ON DELETE CASCADE
);
CREATE INDEX web_root_usage_recounted_by_idx ON web_root_usage USING btree (recounted_by);

create table web_roots (
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  server_id uuid not null,
  domain text not null,
  path text not null,
  system_uid bigint not null,
  system_gid bigint not null,
  umask integer not null default 18,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  revision integer not null default 1,
  external_ref text,
  checked_at timestamp with time zone default now(),
  check_problem text,
  constraint web_roots_pkey PRIMARY KEY (id),
  constraint web_roots_domain_key UNIQUE (domain),
  constraint web_roots_external_ref_key UNIQUE (external_ref),
  constraint web_roots_id_customer_id_key UNIQUE (id, customer_id),
  constraint web_roots_server_id_path_key UNIQUE (server_id, path),
  constraint web_roots_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE,
  constraint web_roots_server_id_fkey FOREIGN KEY (server_id) REFERENCES servers(id),
  constraint web_roots_domain_check CHECK (domain = lower(domain) AND length(domain) >= 1 AND length(domain) <= 253),
  constraint web_roots_path_check CHECK (length(path) >= 2 AND length(path) <= 4096),
  constraint web_roots_system_gid_check CHECK (system_gid >= 1 AND system_gid <= '4294967294'::bigint),
  constraint web_roots_system_uid_check CHECK (system_uid >= 1 AND system_uid <= '4294967294'::bigint),
  constraint web_roots_umask_check CHECK (umask >= 0 AND umask <= 511)
);
CREATE INDEX web_roots_created_at_idx ON web_roots USING btree (created_at DESC, id DESC);
CREATE INDEX web_roots_customer_id_idx ON web_roots USING btree (customer_id);
CREATE INDEX web_roots_domain_idx ON web_roots USING btree (domain, id);
CREATE INDEX web_roots_place_idx ON web_roots USING btree (server_id, path COLLATE "C");
CREATE INDEX web_roots_unchecked_idx ON web_roots USING btree (server_id) WHERE checked_at IS NULL;
CREATE TRIGGER web_roots_count_revision BEFORE UPDATE ON web_roots FOR EACH ROW EXECUTE FUNCTION count_revision();
CREATE TRIGGER web_roots_notify AFTER UPDATE ON web_roots FOR EACH ROW EXECUTE FUNCTION web_roots_notify();
CREATE TRIGGER web_roots_usage AFTER INSERT OR UPDATE OF path, server_id, customer_id ON web_roots FOR EACH ROW EXECUTE FUNCTION web_roots_usage();
CREATE TRIGGER web_roots_usage_gone BEFORE DELETE ON web_roots FOR EACH ROW EXECUTE FUNCTION web_roots_usage_gone();

CREATE OR REPLACE FUNCTION access_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin perform pg_notify('panel', 'access:' || old.id); return null; end $function$;

CREATE OR REPLACE FUNCTION bans_in_force()
 RETURNS TABLE(id uuid, client_network cidr, login text, reason text, created_at timestamp with time zone, expires_at timestamp with time zone, exempt cidr[])
 LANGUAGE sql
 STABLE
AS $function$
          select b.id, b.client_network, b.login, b.reason, b.created_at, b.expires_at,
            array(select e.network from ban_exemptions e where e.network << b.client_network order by e.network)
          from bans b
          where b.lifted_at is null and (b.expires_at is null or b.expires_at > now())
            and not exists (select from ban_exemptions e where e.network >>= b.client_network)
        $function$;

CREATE OR REPLACE FUNCTION bans_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          perform pg_notify('ftp_runtime', 'bans');
          perform pg_notify('panel', 'bans');
          return null;
        end $function$;

CREATE OR REPLACE FUNCTION claim_session(session uuid, process uuid, account uuid, account_here integer, customer_here integer)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
        declare
          held record;
          elsewhere record;
        begin
          select a.customer_id as customer, a.max_sessions as account_most, p.max_sessions as customer_most into held
            from ftp_accounts a join customers c on c.id = a.customer_id join plans p on p.id = c.plan_id where a.id = account;
          if not found then return null; end if;
          perform pg_advisory_xact_lock(hashtextextended(held.customer::text, 7061006));
          delete from session_claims where customer_id = held.customer and claimed_at < clock_timestamp() - interval '1 minute';
          select count(*) filter (where open.account_id = account) as of_account, count(*) as of_customer into elsewhere from (
            select s.id, s.account_id from ftp_sessions s join server_processes o on o.id = s.process_id
              where s.customer_id = held.customer and s.closed_at is null and s.logged_in_at is not null and o.id <> process
                and o.stopped_at is null and o.heartbeat_at > now() - interval '15 seconds'
            union
            select c.session_id, c.account_id from session_claims c join server_processes o on o.id = c.process_id
              where c.customer_id = held.customer and o.id <> process and o.stopped_at is null
                and c.claimed_at > clock_timestamp() - interval '15 seconds'
                and not exists (select from ftp_sessions s where s.id = c.session_id
                  and (s.closed_at is not null or s.account_id = c.account_id))) as open;
          if account_here + elsewhere.of_account > held.account_most then return 'session-limit'; end if;
          if customer_here + elsewhere.of_customer > held.customer_most then return 'customer-session-limit'; end if;
          insert into session_claims as c (session_id, process_id, account_id, customer_id)
            values (session, process, account, held.customer)
            on conflict (session_id) do update set process_id = excluded.process_id, account_id = excluded.account_id,
              customer_id = excluded.customer_id, claimed_at = excluded.claimed_at;
          return null;
        end $function$;

CREATE OR REPLACE FUNCTION client_network(client_address inet)
 RETURNS cidr
 LANGUAGE sql
 IMMUTABLE
AS $function$
    select network(set_masklen(client_address, case family(client_address) when 4 then 24 else 64 end))
  $function$;

CREATE OR REPLACE FUNCTION connect_class(connect_ms integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
    select case when connect_ms is null then 0
      when connect_ms <= 5 then 5 when connect_ms <= 10 then 10 when connect_ms <= 20 then 20 when connect_ms <= 50 then 50 when connect_ms <= 100 then 100 when connect_ms <= 200 then 200 when connect_ms <= 500 then 500 when connect_ms <= 1000 then 1000 when connect_ms <= 2000 then 2000 when connect_ms <= 5000 then 5000 when connect_ms <= 10000 then 10000 when connect_ms <= 20000 then 20000 when connect_ms <= 60000 then 60000 when connect_ms <= 300000 then 300000
      else 2147483647 end
  $function$;

CREATE OR REPLACE FUNCTION count_revision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          new.revision := old.revision + 1;
          return new;
        end $function$;

CREATE OR REPLACE FUNCTION customers_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin perform pg_notify('ftp_runtime', 'customer:' || old.id); return null; end $function$;

CREATE OR REPLACE FUNCTION data_connections_count()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      begin
    insert into data_connection_counts as c (server_id, step, at, verb, verdict, client_program, client_network, connect_within_ms, connections)
      select server_id, step, date_trunc(step, at, 'UTC') as begun, verb, coalesce(verdict, case outcome when 'used' then 'worked' when 'denied' then 'mode-denied'
      when 'unused' then 'not-used' when 'replaced' then 'not-used' when 'aborted' then 'client-aborted'
      when 'unreachable' then 'client-unreachable' when 'reset' then 'client-left' else outcome end) as verdict,
        program_name(client_program) as program, client_network(client_address) as network,
        connect_class(connect_ms) as connect_within_ms, count(*)
      from added cross join (values ('day'), ('hour')) as steps (step)
      group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8
      on conflict (server_id, step, at, verb, verdict, client_program, client_network, connect_within_ms) do update set connections = c.connections + excluded.connections;
    insert into data_connection_totals as t (server_id, verb, verdict, connect_within_ms, connections, connect_ms, strangers)
      select server_id, verb, coalesce(verdict, case outcome when 'used' then 'worked' when 'denied' then 'mode-denied'
      when 'unused' then 'not-used' when 'replaced' then 'not-used' when 'aborted' then 'client-aborted'
      when 'unreachable' then 'client-unreachable' when 'reset' then 'client-left' else outcome end) as verdict, connect_class(connect_ms) as connect_within_ms, count(*),
        coalesce(sum(connect_ms), 0), sum(strangers)
      from added group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (server_id, verb, verdict, connect_within_ms) do update set
        connections = t.connections + excluded.connections, connect_ms = t.connect_ms + excluded.connect_ms,
        strangers = t.strangers + excluded.strangers;
        return null;
      end $function$;

CREATE OR REPLACE FUNCTION drop_month_partitions(parent text, keep_months integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
      declare
        child text;
        dropped integer := 0;
        oldest text := to_char((now() at time zone 'UTC') - make_interval(months => keep_months), 'YYYY_MM');
      begin
        for child in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                      where i.inhparent = parent::regclass and right(c.relname, 7) < oldest loop
          execute format('drop table %I', child);
          dropped := dropped + 1;
        end loop;
        return dropped;
      end $function$;

CREATE OR REPLACE FUNCTION folder_holds(outer_folder text, folder text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
    select starts_with(folder || '/', rtrim(outer_folder, '/') || '/')
  $function$;

CREATE OR REPLACE FUNCTION folder_removals_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin perform pg_notify('panel', 'removal:' || coalesce(new.customer_id, old.customer_id)); return null; end $function$;

CREATE OR REPLACE FUNCTION ftp_accounts_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin perform pg_notify('ftp_runtime', 'account:' || old.id); return null; end $function$;

CREATE OR REPLACE FUNCTION ftp_accounts_usage()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if tg_op = 'UPDATE' and old.folder = new.folder and old.web_root_id = new.web_root_id then return null; end if;
    update account_usage set real_folder = null where account_id = new.id;
    update web_root_usage set recount_due_at = now() where web_root_id = new.web_root_id;
    perform pg_notify('ftp_runtime', 'quota');
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION ftp_accounts_usage_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          update web_root_usage u set recount_due_at = now()
            where u.web_root_id in (select web_root_id from added) and u.recount_due_at is distinct from now();
          perform pg_notify('ftp_runtime', 'quota');
          return null;
        end $function$;

CREATE OR REPLACE FUNCTION grant_ftp_process(login_name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
        declare
          granted record;
        begin
          execute format('grant usage on schema %I to %I', current_schema(), login_name);
          for granted in select what from ftp_process_rights order by what loop
            execute format('grant %s to %I', granted.what, login_name);
          end loop;
        end $function$;

CREATE OR REPLACE FUNCTION last_logins_note()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
        begin
          insert into last_logins as l (account_id, at)
            select account_id, max(at) from added where outcome = 'accepted' and account_id is not null
              group by account_id order by account_id
            on conflict (account_id) do update set at = greatest(l.at, excluded.at);
          return null;
        end $function$;

CREATE OR REPLACE FUNCTION lease_block(room bigint, wanted bigint, smallest bigint, largest bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$
    select case when room is null or wanted = 0 then 0
      else least(room, greatest(wanted, least(largest, greatest(smallest, room / 8)))) end
  $function$;

CREATE OR REPLACE FUNCTION lease_quota(process uuid, ledger_kind text, ledger uuid, wanted_bytes bigint, wanted_files bigint)
 RETURNS TABLE(lease uuid, granted_bytes bigint, granted_files bigint, used_bytes bigint, used_files bigint, quota_bytes bigint, quota_files bigint, lacking text, leased_elsewhere boolean)
 LANGUAGE plpgsql
AS $function$
  #variable_conflict use_column
  declare
    used record;
    quota record;
    leased record;
    room_bytes bigint;
    room_files bigint;
  begin
    if ledger_kind = 'account' then
      insert into account_usage (account_id) select id from ftp_accounts where id = ledger on conflict do nothing;
      select u.used_bytes as bytes, u.used_files as files into used from account_usage u where u.account_id = ledger for update;
      select a.quota_bytes as bytes, a.quota_files as files into quota from ftp_accounts a where a.id = ledger;
    else
      insert into customer_usage (customer_id) select id from customers where id = ledger on conflict do nothing;
      select u.used_bytes as bytes, u.used_files as files into used from customer_usage u where u.customer_id = ledger for update;
      select p.quota_bytes as bytes, p.quota_files as files into quota
        from customers c join plans p on p.id = c.plan_id where c.id = ledger;
    end if;
    if not found then return; end if;
    select coalesce(sum(l.leased_bytes), 0)::bigint as bytes, coalesce(sum(l.leased_files), 0)::bigint as files,
        coalesce(bool_or(l.process_id <> process and (l.leased_bytes > 0 or l.leased_files > 0)), false) as elsewhere
      into leased from quota_leases l where l.account_id = ledger or l.customer_id = ledger;
    room_bytes := quota.bytes - greatest(used.bytes, 0) - leased.bytes;
    room_files := quota.files - greatest(used.files, 0) - leased.files;
    used_bytes := used.bytes;
    used_files := used.files;
    quota_bytes := quota.bytes;
    quota_files := quota.files;
    leased_elsewhere := leased.elsewhere;
    lacking := case when wanted_bytes > 0 and wanted_bytes > room_bytes then 'bytes'
      when wanted_files > 0 and wanted_files > room_files then 'files' end;
    if lacking is not null then
      return next;
      return;
    end if;
    granted_bytes := lease_block(room_bytes, wanted_bytes, 65536, 268435456);
    granted_files := lease_block(room_files, wanted_files, 1, 1000);
    if ledger_kind = 'account' then
      insert into quota_leases as l (process_id, account_id, leased_bytes, leased_files)
        values (process, ledger, granted_bytes, granted_files)
        on conflict on constraint quota_leases_account_key do update set leased_bytes = l.leased_bytes + excluded.leased_bytes,
          leased_files = l.leased_files + excluded.leased_files, updated_at = now()
        returning l.id into lease;
    else
      insert into quota_leases as l (process_id, customer_id, leased_bytes, leased_files)
        values (process, ledger, granted_bytes, granted_files)
        on conflict on constraint quota_leases_customer_key do update set leased_bytes = l.leased_bytes + excluded.leased_bytes,
          leased_files = l.leased_files + excluded.leased_files, updated_at = now()
        returning l.id into lease;
    end if;
    return next;
  end $function$;

CREATE OR REPLACE FUNCTION login_attempts_count()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      begin
    insert into login_totals as t (server_id, outcome, attempts)
      select server_id, outcome, count(*) from added group by 1, 2 order by 1, 2
      on conflict (server_id, outcome) do update set attempts = t.attempts + excluded.attempts;
        return null;
      end $function$;

CREATE OR REPLACE FUNCTION login_attempts_count_minutes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      begin
    insert into login_counts as c (server_id, at, outcome, attempts)
      select server_id, date_trunc('minute', at, 'UTC'), outcome, count(*) from added
      group by 1, 2, 3 order by 1, 2, 3
      on conflict (server_id, at, outcome) do update set attempts = c.attempts + excluded.attempts;
        return null;
      end $function$;

CREATE OR REPLACE FUNCTION make_month_partitions(months_ahead integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
      declare
        parent text;
        month date;
        child text;
      begin
        perform pg_advisory_xact_lock(hashtext('make_month_partitions'));
        foreach parent in array array['login_attempts', 'transfers', 'data_connections'] loop
          for step in -1..months_ahead loop
            month := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => step))::date;
            child := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
            if to_regclass(child) is null then
              execute format('create table %I partition of %I for values from (%L) to (%L)', child, parent,
                month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
            end if;
          end loop;
        end loop;
      end $function$;

CREATE OR REPLACE FUNCTION note_certificate_expiry(of_server uuid, valid_until timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
        update servers set certificate_valid_until = valid_until, updated_at = now()
         where id = of_server and certificate_valid_until is distinct from valid_until
      $function$;

CREATE OR REPLACE FUNCTION panel_sessions_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          if old.sess -> 'signedIn' ->> 'id' is not null then
            perform pg_notify('panel', 'access:' || (old.sess -> 'signedIn' ->> 'id'));
          end if;
          return null;
        end $function$;

CREATE OR REPLACE FUNCTION plans_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin perform pg_notify('ftp_runtime', 'plan:' || old.id); return null; end $function$;

CREATE OR REPLACE FUNCTION program_name(client_program text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
    select left(coalesce(client_program, 'unknown'), 100)
  $function$;

CREATE OR REPLACE FUNCTION quota_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin perform pg_notify('ftp_runtime', 'quota'); return null; end $function$;

CREATE OR REPLACE FUNCTION renew_password_hash(of_account uuid, old_hash text, new_hash text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
        with renewed as (
          update ftp_accounts set password_hash = new_hash
           where id = of_account and password_hash = old_hash and old_hash ~ '^\$(1|5|6|2y)\$'
             and new_hash ~ '^\$2b\$[0-9]{2}\$[./0-9A-Za-z]{53}$'
          returning 1)
        select exists (select from renewed)
      $function$;

CREATE OR REPLACE FUNCTION revoke_ftp_process(login_name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
        declare
          granted record;
        begin
          for granted in select what from ftp_process_rights order by what loop
            execute format('revoke %s from %I', granted.what, login_name);
          end loop;
          execute format('revoke usage on schema %I from %I', current_schema(), login_name);
        end $function$;

CREATE OR REPLACE FUNCTION self_tests_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin perform pg_notify('panel', 'self-test:' || new.server_id); return null; end $function$;

CREATE OR REPLACE FUNCTION server_policies_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin perform pg_notify('ftp_runtime', 'policy:' || new.server_id); return null; end $function$;

CREATE OR REPLACE FUNCTION server_policies_refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        raise exception 'a server policy is never changed; write the next version' using errcode = 'restrict_violation';
      end $function$;

CREATE OR REPLACE FUNCTION server_processes_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin perform pg_notify('panel', 'server:' || new.server_id); return null; end $function$;

CREATE OR REPLACE FUNCTION server_tasks_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        if tg_op = 'INSERT' then perform pg_notify('ftp_runtime', 'task:' || new.server_id);
        else perform pg_notify('panel', 'task:' || new.id);
        end if;
        return null;
      end $function$;

CREATE OR REPLACE FUNCTION server_tasks_notify_removal()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
        begin
          perform pg_notify('panel', 'removal:' || customer_id) from folder_removals where task_id = new.id;
          return null;
        end $function$;

CREATE OR REPLACE FUNCTION server_tasks_notify_site_move()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
        begin
          perform pg_notify('panel', 'site-move:' || web_root_id) from site_move_checks
            where new.id in (source_task_id, target_task_id);
          return null;
        end $function$;

CREATE OR REPLACE FUNCTION servers_keep_certificate()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      begin
        insert into server_certificates (server_id, fingerprint) values (new.id, new.certificate_fingerprint);
        return null;
      end $function$;

CREATE OR REPLACE FUNCTION servers_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          perform pg_notify('panel', 'server:' || new.id);
          return null;
        end $function$;

CREATE OR REPLACE FUNCTION transfers_count_days()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      begin
    insert into account_traffic_days as d (customer_id, account_id, day, login, received_bytes, sent_bytes, uploads, downloads)
      select customer_id, account_id, (at at time zone 'UTC')::date, max(login),
        coalesce(sum(bytes) filter (where kind in ('upload', 'append')), 0),
        coalesce(sum(bytes) filter (where kind = 'download'), 0),
        count(*) filter (where kind in ('upload', 'append')), count(*) filter (where kind = 'download')
      from added where customer_id is not null and account_id is not null
        and kind in ('upload', 'append', 'download')
      group by 1, 2, 3 order by 1, 2, 3
      on conflict (customer_id, account_id, day) do update set login = excluded.login,
        received_bytes = d.received_bytes + excluded.received_bytes, sent_bytes = d.sent_bytes + excluded.sent_bytes,
        uploads = d.uploads + excluded.uploads, downloads = d.downloads + excluded.downloads;
        return null;
      end $function$;

CREATE OR REPLACE FUNCTION uploaded_certificates_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          perform pg_notify('ftp_runtime', 'certificate:' || coalesce(new.server_id, old.server_id));
          perform pg_notify('panel', 'server:' || coalesce(new.server_id, old.server_id));
          return null;
        end $function$;

CREATE OR REPLACE FUNCTION web_roots_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin perform pg_notify('ftp_runtime', 'customer:' || old.customer_id); return null; end $function$;

CREATE OR REPLACE FUNCTION web_roots_usage()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    insert into web_root_usage as u (web_root_id, recount_due_at) values (new.id, now())
      on conflict (web_root_id) do update set recount_due_at = now();
    if tg_op = 'UPDATE' and old.customer_id <> new.customer_id then
      update customer_usage c set used_bytes = c.used_bytes - u.used_bytes, used_files = c.used_files - u.used_files,
          outside_bytes = c.outside_bytes - u.outside_bytes, outside_files = c.outside_files - u.outside_files
        from web_root_usage u where u.web_root_id = new.id and c.customer_id = old.customer_id;
      insert into customer_usage as c (customer_id, used_bytes, used_files, outside_bytes, outside_files)
        select new.customer_id, u.used_bytes, u.used_files, u.outside_bytes, u.outside_files
          from web_root_usage u where u.web_root_id = new.id
        on conflict (customer_id) do update set used_bytes = c.used_bytes + excluded.used_bytes,
          used_files = c.used_files + excluded.used_files, outside_bytes = c.outside_bytes + excluded.outside_bytes,
          outside_files = c.outside_files + excluded.outside_files;
    end if;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION web_roots_usage_gone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    update customer_usage c set used_bytes = c.used_bytes - u.used_bytes, used_files = c.used_files - u.used_files,
        outside_bytes = c.outside_bytes - u.outside_bytes, outside_files = c.outside_files - u.outside_files
      from web_root_usage u where u.web_root_id = old.id and c.customer_id = old.customer_id;
    return old;
  end $function$;
