// The FTP role of a process: the primary supervises workers that share the FTP port, a worker serves. It decides nothing
// about FTP.
import cluster from 'node:cluster';
import type { Socket } from 'node:net';
import { SettingError, type Config } from '../config.js';
import { log, setLogLevel } from '../log.js';
import { PassivePool } from '../ftp/data/passive-pool.js';
import { DeskPlaces } from './desk-places.js';
import { DeskPorts } from './desk-ports.js';
import type { Note } from './note.js';
import { PassiveDesk } from './passive-desk.js';
import { Supervisor, type WorkerMessage, type WorkerOrder } from './supervisor.js';

/** Beyond draining: writing the last records and closing connections. */
const stopBeyondDrainMs = 15_000;

const note: Note = (level, event, fields) => log[level](fields, event);

/** Serves FTP until stopped. Throws SettingError, whose sentence names the setting, when it cannot. */
export async function startFtpRole(config: Config): Promise<{ stop(): Promise<void> }> {
  setLogLevel(config.logLevel);
  if (cluster.isWorker) return startWorker(config);
  const passive = new PassiveDesk(new PassivePool({ host: config.ftp.host }));
  const stopWithinMs = config.drainMs + stopBeyondDrainMs;
  return Supervisor.start({ workers: config.ftpWorkers, stopWithinMs, note, passive });
}

async function startWorker(config: Config): Promise<{ stop(): Promise<void> }> {
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'worker.unhandled-rejection'));
  const passivePorts = new DeskPorts((passive) => void tell({ passive }));
  const places = new DeskPlaces((place) => void tell({ place }));
  let obey = (order: WorkerOrder) => {
    if ('stop' in order) process.exit(0);
  };
  // Node keeps a listener for each passive port whose connections the primary handed over, as many as the range has.
  process.setMaxListeners(0);
  process.on('message', (order: WorkerOrder | null, socket?: Socket) => {
    if (order === null) return;
    if ('passive' in order) passivePorts.hear(order.passive, socket);
    else if ('place' in order) places.hear(order.place);
    else obey(order);
  });
  try {
    // Loaded here, so that the primary never holds the engine and the database driver.
    const { FtpWorker } = await import('./worker.js');
    const worker = await FtpWorker.start(config, note, {
      claim: (claims) => void tell({ claims }),
      passivePorts,
      places,
    });
    obey = (order) => {
      if ('shares' in order) worker.takeShares(order.shares);
      if ('stop' in order) void worker.stop().then(() => process.exit(0));
    };
    await tell({ listening: true });
    return worker;
  } catch (error) {
    if (error instanceof SettingError) await tell({ refused: error.message });
    throw error;
  }
}

function tell(message: WorkerMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) resolve();
    else process.send(message, undefined, {}, () => resolve());
  });
}
