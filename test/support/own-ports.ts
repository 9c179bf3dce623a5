// Ranges of ports for tests that run beside each other, in one run and in several: whoever listens on a range's lock has it.
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** From 10,000 to 29,999, below the range that a new server begins with and the ports that the kernel gives out itself. */
const firstOfAll = 10_000;
const portsEach = 200;
const ranges = 100;
const firstLock = 9_800;

/** A range that nobody else has. */
export interface OwnPorts {
  readonly firstPort: number;
  readonly lastPort: number;
  /** Lets others have it; the end of the process does so too. */
  readonly giveBack: () => void;
}

/** Takes 200 ports. Throws where every range is taken. */
export async function ownPorts(): Promise<OwnPorts> {
  const from = Math.floor(Math.random() * ranges);
  for (let tried = 0; tried < ranges; tried += 1) {
    const range = (from + tried) % ranges;
    const lock = await listening(firstLock + range);
    if (lock === undefined) continue;
    const firstPort = firstOfAll + range * portsEach;
    return { firstPort, lastPort: firstPort + portsEach - 1, giveBack: () => void lock.close() };
  }
  throw new Error(`All ${ranges} ranges of ports are taken: end what still runs from earlier tests.`);
}

async function listening(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1').unref();
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}
