// A live session against mutated conversations: the corpus, cut, doubled, bent and sent in pieces, with data connections
// that come, send, stop or break. Whatever is said, the server lives, answers each line once and well, touches nothing
// outside the jail, and gives everything back.
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LineReader } from '../../src/ftp/control/line-reader.js';
import type { VirtualPath } from '../../src/ftp/virtual-path.js';
import { resetNow } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { portIn, type FtpClient } from '../support/ftp-client.js';
import { makeHome } from '../support/home.js';
import { login, password, startEngine, type Engine } from '../support/start-engine.js';
import { fuzzSeconds, fuzzSeed } from './duration.js';
import { dice, takeReplies } from './wire.js';

type Dice = ReturnType<typeof dice>;

const folder = new URL('./corpus/', import.meta.url);
const corpus = readdirSync(folder).map((name) =>
  readFileSync(new URL(name, folder), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/\\x([0-9a-f]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))),
);

/** A piece of one conversation, perhaps behind a login, some of its lines bent. */
function conversation(roll: Dice): string {
  const lines: string[] = roll(8) === 0 ? [] : [`USER ${login}`, `PASS ${password}`, 'TYPE I'];
  for (let turn = 1 + roll(4); turn > 0; turn -= 1) {
    const script = corpus[roll(corpus.length)] ?? [];
    const from = roll(script.length);
    lines.push(...script.slice(from, from + 1 + roll(12)));
  }
  return lines
    .map((line) => (roll(3) === 0 ? bend(line, roll) : line) + (roll(10) === 0 ? '\n' : '\r\n'))
    .join('')
    .replace(/abor\r(?!\n)/gi, 'abor'); // which would end with its segment, see properties
}

function bend(line: string, roll: Dice): string {
  const at = roll(line.length + 1);
  const byte = String.fromCharCode(roll(256));
  const bends = [
    () => line.slice(0, at),
    () => line.slice(0, at) + byte + line.slice(at),
    () => line.slice(0, at) + byte + line.slice(at + 1),
    () => line + line.slice(at),
    () => line.slice(0, at) + 'x'.repeat(roll(9_000)) + line.slice(at),
    () => line.toLowerCase(),
    () => `${line.slice(0, at)}\xff${String.fromCharCode(0xf0 + roll(16))}${line.slice(at)}`,
    () => line.replace(/ .*/, ` ${'../'.repeat(roll(9))}canary`),
  ];
  return bends[roll(bends.length)]?.() ?? line;
}

/** How many lines the server has to answer. */
function linesIn(said: string): number {
  const reader = new LineReader();
  reader.push(Buffer.from(said, 'latin1'));
  let lines = 0;
  while (reader.next() !== undefined) lines += 1;
  return lines;
}

/** Dials every passive port that the server names, and behaves there as the dice say. */
function visit(text: string, roll: Dice): void {
  for (const line of text.split('\r\n')) {
    const port = portIn(line);
    if (port === undefined) continue;
    const manner = roll(5);
    if (manner === 0) continue;
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    socket.on('error', () => socket.destroy()).resume();
    socket.on('end', () => socket.end());
    socket.once('connect', () => {
      if (manner === 1) resetNow(socket);
      else if (manner === 2) socket.write('half of it', () => resetNow(socket));
      else socket.end(Buffer.alloc(roll(100_000), 'x\r\n'));
    });
  }
}

/** Says it all and reads until every line is answered or the server has closed with a reason. */
async function talk(client: FtpClient, said: string, roll: Dice): Promise<readonly number[]> {
  for (let at = 0; at < said.length;) {
    const piece = said.slice(at, at + 1 + roll(roll(4) === 0 ? 5 : 4_000));
    client.write(piece);
    at += piece.length;
    if (roll(3) === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const wanted = linesIn(said);
  let seen = 0;
  let gone = false;
  void client.closed().then(() => (gone = true));
  return eventually(
    `${wanted} lines are answered`,
    () => {
      visit(client.unread.slice(seen, client.unread.lastIndexOf('\n') + 1), roll);
      seen = Math.max(seen, client.unread.lastIndexOf('\n') + 1);
      const { codes, rest } = takeReplies(client.unread);
      const final = codes.filter((code) => code >= 200);
      const over = final.at(-1) === 221 || final.at(-1) === 421;
      return rest === '' && ((final.length >= wanted && !over) || (over && gone)) ? final : false;
    },
    20_000,
  );
}

async function startTarget(): Promise<{ engine: Engine; untouched: () => void; remove: () => void }> {
  const outer = makeHome();
  outer.write('canary', 'nobody touched this');
  outer.write('site/file', 'content');
  symlinkSync('..', join(outer.path, 'site/link'));
  mkdirSync(join(outer.path, 'neighbour'));
  const before = statSync(join(outer.path, 'canary'));
  const engine = await startEngine({
    certificate: 'none',
    account: { home: { ...outer.home, folder: '/site' as VirtualPath } },
    policy: { dataWaitMs: 100, stallTimeoutMs: 400 },
  });
  const untouched = () => {
    expect(readdirSync(outer.path).sort()).toEqual(['canary', 'neighbour', 'site']);
    expect(readFileSync(join(outer.path, 'canary'), 'utf8')).toBe('nobody touched this');
    const { mode, mtimeMs, uid } = statSync(join(outer.path, 'canary'));
    expect({ mode, mtimeMs, uid }).toEqual({ mode: before.mode, mtimeMs: before.mtimeMs, uid: before.uid });
    expect(readdirSync(join(outer.path, 'neighbour'))).toEqual([]);
  };
  return { engine, untouched, remove: () => outer.remove() };
}

it(
  `answers every line once and well for ${fuzzSeconds} seconds, from seed ${fuzzSeed}`,
  async () => {
    const { engine, untouched, remove } = await startTarget();
    const giveUpAt = Date.now() + fuzzSeconds * 1_000;
    let turns = 0;
    for (let seed = fuzzSeed; Date.now() < giveUpAt || turns === 0; seed += 1) {
      const roll = dice(seed);
      const said = conversation(roll);
      const client = await engine.connect();
      try {
        const final = await talk(client, said, roll);
        const over = final.at(-1) === 221 || final.at(-1) === 421;
        if (!over) expect(final.length).toBe(linesIn(said));
        else expect(final.length).toBeLessThanOrEqual(linesIn(said) + 1);
        untouched();
        expect(engine.observer.notes.filter(({ event }) => event !== 'tls.handshake-failed')).toEqual([]);
      } catch (error) {
        throw new Error(`FUZZ_SEED=${seed}: ${JSON.stringify(said)}\nread: ${client.unread.slice(-600)}`, {
          cause: error,
        });
      }
      client.destroy();
      turns += 1;
    }
    await eventually('nobody is left', () => engine.server.sessions().length === 0);
    remove();
    expect(turns).toBeGreaterThan(0);
  },
  (fuzzSeconds + 60) * 1_000,
);
