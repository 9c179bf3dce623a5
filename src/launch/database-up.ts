// `npm run db:up`: brings the database of DATABASE_URL to this release's schema and ends, for those who migrate before
// they start. `npm start` does the same by itself.
import { readConfig, SettingError } from '../config.js';
import { migrate } from '../database/migrate.js';

try {
  const { databaseUrl } = readConfig();
  if (databaseUrl === undefined) {
    throw new SettingError('DATABASE_URL', 'set it; the embedded database is migrated by npm start.');
  }
  const ran = await migrate(databaseUrl);
  process.stdout.write(ran.length === 0 ? 'The schema is up to date.\n' : `Ran ${ran.join(', ')}.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
