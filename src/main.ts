// One role process: reads the settings, starts the roles it was asked for, and stops them once. What a role does is in
// panel.ts and ftp-runtime/; both are loaded only when needed, so an FTP process never holds the panel's framework.
import cluster from 'node:cluster';
import { type Config, readConfig, type Role, SettingError } from './config.js';
import type { RoleMessage, StopMessage } from './role-message.js';

interface Running {
  stop(): Promise<void>;
}

const start: Readonly<Record<Role, (config: Config) => Promise<Running>>> = {
  panel: async (config) => (await import('./panel.js')).startPanel(config),
  ftp: async (config) => (await import('./ftp-runtime/ftp-role.js')).startFtpRole(config),
};

const running: Running[] = [];
let stopping = false;

async function main(): Promise<void> {
  const config = readConfig();
  // A cluster worker of the FTP role runs this file too, and is that role only.
  const roles = cluster.isWorker ? (['ftp'] as const) : config.roles;
  for (const role of roles) running.push(await start[role](config));
  await tell({ ready: true });
}

/** The first call lets everything finish; a second one does not wait. */
async function stop(): Promise<void> {
  if (stopping) process.exit(1);
  stopping = true;
  await Promise.all(running.map((role) => role.stop()));
  process.exit(0);
}

/** A worker's channel leads to its supervisor, which knows by other means; only a role process reports. */
function tell(message: RoleMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected || cluster.isWorker) resolve();
    else process.send(message, undefined, {}, () => resolve());
  });
}

async function refuse(error: unknown): Promise<void> {
  const expected = error instanceof SettingError;
  const sentence = error instanceof Error ? error.message : String(error);
  if (!expected && error instanceof Error) process.stderr.write(`${error.stack ?? sentence}\n`);
  else if (process.send === undefined) process.stderr.write(`${sentence}\n`);
  await tell({ refused: sentence });
  process.exit(1);
}

process.on('SIGTERM', () => void stop().catch(refuse));
process.on('SIGINT', () => void stop().catch(refuse));
if (!cluster.isWorker) {
  process.on('message', (message: StopMessage | null) => {
    if (message?.stop === true) void stop().catch(refuse);
  });
  // The launcher is gone: nobody would restart or stop this process any more.
  process.on('disconnect', () => void stop().catch(refuse));
}
void main().catch(refuse);
