// ABOR with TCP urgent data in front of it, or around it. The kernel takes one byte out of the stream, and clients do not
// agree on which. Node cannot send such data, so Python does.
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { needsPrograms, run } from '../support/programs.js';
import { login, password, startEngine } from '../support/start-engine.js';

const script = fileURLToPath(new URL('../support/urgent.py', import.meta.url));
const needs = needsPrograms('python3');

it.skipIf(needs.missing).each(['RFC 959', 'tnftp', 'lftp', 'ftplib'])(
  `cuts a transfer as %s does it${needs.note}`,
  async (way) => {
    const engine = await startEngine();
    engine.home.write('large', Buffer.alloc(64 * 1024 * 1024));
    const { port } = engine.server.addresses.ftp;
    const { stdout } = await run('python3', [script, String(port), login, password, way]);
    expect(stdout.trim().split(/\s+/)).toEqual(['426', '226', '200']);
  },
);
