// A TCP hop that a test can make go silent or refuse: what a pulled cable and a firewall look like to a program.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Forwards connections to 127.0.0.1:`port` on to a database, until told otherwise. */
export interface TcpProxy {
  readonly port: number;
  /** How many connections were taken since the start. */
  readonly connections: () => number;
  /** Stops passing bytes on in the connections that stand, without a word to either side; new ones work. */
  goSilent(): void;
  /** Cuts every connection and takes no new one until `mend()`. */
  breakOff(): void;
  mend(): void;
  dispose(): Promise<void>;
}

/** Starts a proxy in front of a TCP port or, where `host` is a folder, PostgreSQL's socket in it. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let taken = 0;
  let broken = false;
  const server = createServer((near) => {
    if (broken) {
      near.destroy();
      return;
    }
    taken += 1;
    const far = target.host.startsWith('/')
      ? connect(`${target.host}/.s.PGSQL.${target.port}`)
      : connect(target.port, target.host);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const [one, other] of [pair, [far, near] as const]) {
      one.on('data', (chunk) => other.write(chunk));
      one.on('error', () => other.destroy()); // a cut connection is what this is for
      one.on('close', () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const all = (act: (socket: Socket) => void) => {
    for (const pair of pairs) pair.forEach(act);
  };
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => taken,
    goSilent: () => all((socket) => socket.pause()),
    breakOff: () => {
      broken = true;
      all((socket) => socket.destroy());
    },
    mend: () => {
      broken = false;
    },
    dispose: () => {
      all((socket) => socket.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
