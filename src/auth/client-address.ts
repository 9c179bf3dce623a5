// Where a request came from. No proxy is trusted, so this is the other end of the connection.
import type { Request } from 'express';

/** The peer's address, IPv4-mapped ones written as IPv4; null once the connection is gone. */
export function clientAddressOf(request: Request): string | null {
  const address = request.socket.remoteAddress;
  return address === undefined ? null : address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
}
