// A listening socket: made, and as promises begun and ended; where it is. Who may connect is server.ts's business.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from './facts.js';

/** Silent control connections are asked for a sign of life, so that one whose machine has gone does not stay for ever. */
const keepAliveAfterMs = 60_000;

/** A server for control connections, which does not listen yet. */
export function listenerOf(welcome: (socket: Socket) => void): Server {
  return createServer(
    { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveAfterMs },
    welcome,
  );
}

/** Listens. Rejects with the system's error (EADDRINUSE ...). */
export function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Stops listening; resolves when the last connection has ended. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Where a listening server is reached. */
export function endpointOf(server: Server): Endpoint {
  const { address, port } = server.address() as AddressInfo;
  return { address, port };
}
