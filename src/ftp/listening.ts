// A listening socket as promises: beginning, ending, where it is. Who may connect is server.ts's business.
import type { AddressInfo, Server } from 'node:net';
import type { Endpoint } from './facts.js';

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
