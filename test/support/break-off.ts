// A client that stops in the middle of an upload.
import { expect } from 'vitest';
import { eventually } from './eventually.js';
import type { FtpClient } from './ftp-client.js';
import type { Engine } from './start-engine.js';

/** Sends some bytes and, when the server has them, ABOR. */
export async function breakOff(engine: Engine, client: FtpClient, upload: readonly [line: string, bytes: string]) {
  const [line, bytes] = upload;
  const data = await client.passive();
  expect(await client.code(line)).toBe(150);
  data.write(bytes);
  const received = () => engine.server.sessions().reduce((sum, { transfer }) => sum + (transfer?.bytes ?? 0), 0);
  await eventually('the bytes have come', () => received() >= bytes.length);
  expect(await client.code('ABOR')).toBe(426);
  expect((await client.reply())?.code).toBe(226);
}
