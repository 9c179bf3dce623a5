// The one TypeORM DataSource, its entities and migrations listed by class. The panel
// uses it; the FTP processes use plain `pg`, and migrate.ts brings the schema up to date.
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { AccountRow } from '../accounts/accounts.entity.js';
import { AuditEventRow } from '../audit/audit.entity.js';
import { ApiTokenRow, PanelUserRow } from '../auth/auth.entity.js';
import { BanExemptionRow, BanRow } from '../bans/bans.entity.js';
import { SettingError } from '../config.js';
import { CustomerRow, PlanRow } from '../customers/customers.entity.js';
import { HandOverLinkRow } from '../hand-over/hand-over.entity.js';
import { ServerPolicyRow, ServerProcessRow, ServerRow } from '../servers/servers.entity.js';
import { WebRootRow } from '../web-roots/web-roots.entity.js';
import { connectionOptions, connectionRefusal, oldestPostgres } from './connection.js';

/** The tables whose rows are classes; of all others the SQL stands where it is used. */
export const entities = [
  AccountRow,
  ApiTokenRow,
  AuditEventRow,
  BanExemptionRow,
  BanRow,
  CustomerRow,
  HandOverLinkRow,
  PanelUserRow,
  PlanRow,
  ServerPolicyRow,
  ServerProcessRow,
  ServerRow,
  WebRootRow,
];

/** The options of a DataSource; `poolSize` is the most connections it holds. */
export function dataSourceOptions(url: string, applicationName: string, poolSize = 10): DataSourceOptions {
  return {
    type: 'postgres',
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    poolSize,
    // pg reads the URL itself: TypeORM's own reader doesn't know `?host=/socket/folder`.
    extra: connectionOptions(url, applicationName),
  };
}

/** Connects. Throws SettingError where the database cannot be reached or is older than PostgreSQL 14. */
export async function openDatabase(url: string, applicationName: string, poolSize?: number): Promise<DataSource> {
  const database = new DataSource(dataSourceOptions(url, applicationName, poolSize));
  try {
    await database.initialize();
  } catch (error) {
    throw connectionRefusal(error);
  }
  try {
    await refuseOldServer(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

async function refuseOldServer(database: DataSource): Promise<void> {
  const [row] = await database.query<{ version: string }[]>(`select current_setting('server_version_num') as version`);
  const major = Math.floor(Number(row?.version) / 10_000);
  if (major < oldestPostgres) {
    const cure = `this is PostgreSQL ${major}, Portside needs ${oldestPostgres} or newer; upgrade it or name another.`;
    throw new SettingError('DATABASE_URL', cure);
  }
}

/** What separates the schema from this program: migrations not yet run, and migrations of a newer program. */
export async function schemaState(database: DataSource): Promise<{ missing: string[]; unknown: string[] }> {
  const [table] = await database.query<{ there: boolean }[]>(`select to_regclass('migrations') is not null as there`);
  const rows = table?.there === true ? await database.query<{ name: string }[]>(`select name from migrations`) : [];
  const done = rows.map((row) => row.name);
  const known = migrations.map((migration) => migration.name);
  return {
    missing: known.filter((name) => !done.includes(name)),
    unknown: done.filter((name) => !known.includes(name)),
  };
}

/** Throws SettingError unless the schema is exactly this program's. */
export async function refuseForeignSchema(database: DataSource): Promise<void> {
  const { missing, unknown } = await schemaState(database);
  if (unknown.length > 0) {
    throw new SettingError('DATABASE_URL', 'the database was migrated by a newer Portside; start that version.');
  }
  if (missing.length > 0) {
    const cure = `the database lacks ${missing.length} of ${migrations.length} migrations; \`npm start\` applies them.`;
    throw new SettingError('DATABASE_URL', cure);
  }
}
