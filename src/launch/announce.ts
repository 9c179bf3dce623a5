// What the person at the terminal reads once everything serves. Passwords appear here only in the run that made them.
import { isIPv6 } from 'node:net';
import type { Config } from '../config.js';
import type { Seeded } from './seed.js';

/** The closing lines of a start. */
export function announcement(config: Config, seeded: Seeded): string[] {
  return ['', 'Portside is ready.', '', ...lines(config, seeded), '', 'Ctrl-C stops all of it.', ''];
}

/** What a start that failed must still tell, because no later one can: the passwords it made. */
export function madeInVain(config: Config, seeded: Seeded): string[] {
  if (seeded.demo === undefined && seeded.admin?.password === undefined) return [];
  return [
    '',
    'It did not start, but these logins were made; they work once it runs.',
    '',
    ...lines(config, seeded),
    '',
  ];
}

function lines(config: Config, { admin, demo }: Seeded): string[] {
  const lines: string[] = [];
  if (config.roles.includes('panel')) lines.push(`  Panel          http://${address(config.http)}/`);
  if (admin !== undefined) {
    lines.push(`  Admin          ${admin.email}   password ${admin.password ?? 'as set in ADMIN_PASSWORD'}`);
  }
  if (demo !== undefined) lines.push(`  Demo customer  ${demo.panel.email}   password ${demo.panel.password}`);
  if (config.roles.includes('ftp')) lines.push(`  FTP            ftp://${address(config.ftp)}/`);
  if (demo !== undefined) {
    lines.push(`  FTP account    ${demo.ftp.login}   password ${demo.ftp.password}`, '', '  Try it:');
    lines.push(`  curl --ssl-reqd -k -u '${demo.ftp.login}:${demo.ftp.password}' ftp://${address(config.ftp)}/`);
  }
  if (demo !== undefined || admin?.password !== undefined) {
    lines.push('', '  The passwords above were made now and are not shown again.');
  }
  return lines;
}

/** Where a client on this machine connects to. */
function address({ host, port }: { host: string; port: number }): string {
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `${isIPv6(near) ? `[${near}]` : near}:${port}`;
}
