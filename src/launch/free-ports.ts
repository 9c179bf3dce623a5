// Whether the ports of the settings can be had, asked before anything is made. A child process tries them: the launcher,
// which may be root, opens none.
import { spawnSync } from 'node:child_process';
import { type Config, SettingError } from '../config.js';

interface Wanted {
  readonly setting: 'HTTP' | 'FTP' | 'FTPS';
  readonly host: string;
  readonly port: number;
}

/** Listens on each in turn and answers with the first that fails, as { index, code }, or nothing. */
const attempt = `
const wanted = JSON.parse(process.argv[1]);
const net = require('node:net');
(async () => {
  for (const [index, { host, port }] of wanted.entries()) {
    const failed = await new Promise((resolve) => {
      const server = net.createServer();
      server.once('error', (error) => resolve(error.code));
      server.listen({ host, port, exclusive: true }, () => resolve(undefined));
    });
    if (failed) return console.log(JSON.stringify({ index, code: failed }));
  }
})().finally(() => process.exit(0));
`;

/** Throws SettingError for the first port that this machine will not give. */
export function refuseTakenPorts(config: Config): void {
  const wanted = wantedPorts(config);
  const { stdout } = spawnSync(process.execPath, ['-e', attempt, JSON.stringify(wanted)], { encoding: 'utf8' });
  if (stdout.trim() === '') return;
  const { index, code } = JSON.parse(stdout) as { index: number; code: string };
  const failed = wanted[index];
  if (failed === undefined) return;
  const rival = wanted.slice(0, index).find(({ port }) => port === failed.port);
  if (code === 'EADDRINUSE' && rival !== undefined) {
    const cure = `port ${failed.port} is already ${rival.setting}_PORT; choose another port for one of them.`;
    throw new SettingError(`${failed.setting}_PORT`, cure);
  }
  throw refusal(failed, code);
}

function wantedPorts({ roles, http, ftp }: Config): Wanted[] {
  const wanted: Wanted[] = [];
  if (roles.includes('panel')) wanted.push({ setting: 'HTTP', ...http });
  if (roles.includes('ftp')) wanted.push({ setting: 'FTP', host: ftp.host, port: ftp.port });
  if (roles.includes('ftp') && ftp.tlsPort !== undefined) {
    wanted.push({ setting: 'FTPS', host: ftp.host, port: ftp.tlsPort });
  }
  return wanted;
}

function refusal({ setting, host, port }: Wanted, code: string): SettingError {
  const hostSetting = setting === 'HTTP' ? 'HTTP_HOST' : 'FTP_HOST';
  if (code === 'EADDRINUSE') {
    const cure = `port ${port} on ${host} is taken by another program; stop it or choose another port.`;
    return new SettingError(`${setting}_PORT`, cure);
  }
  if (code === 'EACCES') {
    const cure = `this user may not listen on port ${port}; choose a port from 1024 up or start as root.`;
    return new SettingError(`${setting}_PORT`, cure);
  }
  return new SettingError(hostSetting, `${host} is not an address of this machine (${code}); correct it.`);
}
