// The database of an installation that runs beside this process: the one its settings name, or the embedded one that
// `npm start` keeps among its data. It starts nothing.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, SettingError } from '../config.js';
import { chooseBase } from './data-folder.js';
import { databaseUrl, panelLogin } from './embedded-database.js';
import { placePostgres } from './postgres-place.js';

const socketPort = 5432;

/** The URL by which the panel enters its database. Throws SettingError, which says what to do. */
export function findDatabase({ databaseUrl: given, dataDir }: Config): string {
  if (given !== undefined) return given;
  const passwordFile = join(dataDir, 'state', 'database-panel.pw');
  refuseUnreadable(passwordFile, dataDir);
  const { socketFolder } = placePostgres(chooseBase(dataDir, []), '');
  if (!existsSync(join(socketFolder, `.s.PGSQL.${socketPort}`))) {
    const cure = `the embedded database of ${dataDir} does not run; run npm start, or set DATABASE_URL to yours.`;
    throw new SettingError('DATABASE_URL', cure);
  }
  const password = readFileSync(passwordFile, 'utf8').trim();
  return databaseUrl({ host: socketFolder, port: socketPort }, { login: panelLogin, password });
}

function refuseUnreadable(passwordFile: string, dataDir: string): void {
  try {
    accessSync(passwordFile, constants.R_OK);
  } catch (error) {
    const hidden = (error as NodeJS.ErrnoException).code === 'EACCES';
    const cure = hidden
      ? `this user may not read ${passwordFile}; run the command as the user who runs npm start.`
      : `it is not set, and npm start keeps no database in ${dataDir}; set it, or set DATA_DIR to the one of npm start.`;
    throw new SettingError('DATABASE_URL', cure);
  }
}
