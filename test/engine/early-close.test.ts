// Under TLS 1.3 a client that closes with our session tickets unread in its kernel sends a reset, and what it had not
// sent by then is lost. The client is a real one: Node's own TLS reads whatever comes.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { needsPrograms } from '../support/programs.js';
import { login, password, startEngine } from '../support/start-engine.js';

const python = needsPrograms('python3');
const script = fileURLToPath(new URL('../support/close-early.py', import.meta.url));

/** More than one side's kernel takes in before the other reads. */
const unreadBytes = 400_000;

/** Stands still as a busy server does, so that nothing more is read from the client before it has closed. */
function readNothingUntil(there: () => boolean): void {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let turn = 0; turn < 2_000 && !there(); turn += 1) Atomics.wait(clock, 0, 0, 5);
}

describe.skipIf(python.missing)(`an upload whose client closes with our TLS tickets unread${python.note}`, () => {
  it.each(['after the 150', 'before the command'])('is stored whole and confirmed: handshake %s', async (handshake) => {
    const engine = await startEngine();
    const closed = join(engine.home.path, 'closed');
    const { port } = engine.server.addresses.ftp;
    const args = [script, String(port), login, password, handshake, String(unreadBytes), closed];
    const running = promisify(execFile)('python3', args);
    // The first byte proves that the handshake is over here too: tickets, where there are any, are on their way.
    await eventually('the first byte has come', () => engine.server.sessions()[0]?.transfer?.bytes === 1);
    running.child.stdin?.write('\n');
    readNothingUntil(() => existsSync(closed));
    expect((await running).stdout).toBe('226 The transfer is complete.\n');
    const stored = readFileSync(join(engine.home.path, 'early'), 'latin1');
    expect(stored).toBe(`x${'y'.repeat(unreadBytes)}`);
    expect(engine.observer.connections).toMatchObject([{ outcome: 'used', tlsVersion: 'TLSv1.3' }]);
  });
});
