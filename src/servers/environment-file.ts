// The settings that a new server's machine starts with, as the file to put there. Pure.
import { isIP } from 'node:net';
import pg from 'pg';
import type { NewServer } from './new-server.dto.js';

/** A login of the database and its password, in clear. */
export interface DatabaseLogin {
  readonly login: string;
  readonly password: string;
}

/** The file, and what has to be put right in it by whoever knows the network. */
export interface EnvironmentFile {
  readonly text: string;
  readonly warning: string | null;
}

const anyAddress = '0.0.0.0';

/** For a server whose FTP processes reach the database of `panelUrl` with a login of their own. */
export function environmentFile(server: NewServer, panelUrl: string, as: DatabaseLogin): EnvironmentFile {
  const { name, host, ftpPort, ftpsPort } = server;
  const lines = [
    `# Portside on ${name}. It holds a password of the database: let root alone read it.`,
    'ROLES=ftp',
    `SERVER_NAME=${name}`,
    `PUBLIC_HOST=${host}`,
    `FTP_HOST=${anyAddress}`,
    `FTP_PORT=${ftpPort}`,
    ...(ftpsPort === undefined ? [] : [`FTPS_PORT=${ftpsPort}`]),
    `FTP_DATABASE_URL=${urlAs(panelUrl, as)}`,
  ];
  return { text: `${lines.join('\n')}\n`, warning: warningAbout(name, new pg.Client(panelUrl).host) };
}

/** The same database, entered by another login. */
function urlAs(panelUrl: string, { login, password }: DatabaseLogin): string {
  const rest = panelUrl.replace(/^postgres(ql)?:\/\/([^/]*@)?/, '');
  return `postgres://${login}:${encodeURIComponent(password)}@${rest}`;
}

function warningAbout(name: string, databaseHost: string): string | null {
  if (databaseHost.startsWith('/')) {
    return (
      'This panel reaches its database by a socket, which no other machine can. Give Portside a PostgreSQL that both ' +
      `reach (DATABASE_URL), or start ${name} on this machine.`
    );
  }
  if (!isLoopback(databaseHost)) return null;
  return (
    `The database is at ${databaseHost}, which is this panel's own machine. ` +
    `Write into FTP_DATABASE_URL the address by which ${name} reaches it.`
  );
}

const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
