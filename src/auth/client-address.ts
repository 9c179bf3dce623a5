// Where a request came from: the other end of the connection, or what a proxy of TRUSTED_PROXIES says of it.
import { isIP } from 'node:net';
import type { Request } from 'express';

/** The client's address, IPv4-mapped ones written as IPv4; null once the connection is gone. */
export function clientAddressOf(request: Request): string | null {
  // A proxy may write a port behind the address, or nothing of use.
  return spelled(request.ip) ?? spelled(request.socket.remoteAddress) ?? null;
}

function spelled(address: string | undefined): string | undefined {
  const plain = address?.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return plain === undefined || isIP(plain) === 0 ? undefined : plain;
}
