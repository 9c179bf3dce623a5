import { expect, it } from 'vitest';
import { type Listening, PlaceDesk, type PlaceWord } from './place-desk.js';

/** A worker as the desk sees it; `answers` are those it was given. */
function aWorker(connected = true): Listening & { readonly answers: string[] } {
  const answers: string[] = [];
  return {
    answers,
    isConnected: () => connected,
    send: ({ place }: { readonly place: PlaceWord }) => answers.push(place.answer) > 0,
  };
}

const two = { maxSessions: 2, maxSessionsPerAddress: undefined };

async function take(desk: PlaceDesk, worker: Listening, address: string): Promise<void> {
  await desk.hear(worker, { take: address, bounds: two, ask: 1 });
}

it('counts the sessions of all workers together', async () => {
  const desk = new PlaceDesk();
  const [one, other] = [aWorker(), aWorker()];
  await take(desk, one, '192.0.2.1');
  await take(desk, other, '192.0.2.2');
  await take(desk, one, '192.0.2.3');
  expect([one.answers, other.answers]).toEqual([['given', 'server-full'], ['given']]);
  await desk.hear(other, { giveBack: '192.0.2.2' });
  await take(desk, one, '192.0.2.3');
  expect(one.answers.at(-1)).toBe('given');
});

it('takes back what a worker held that died, also what it asked for with its last breath', async () => {
  const desk = new PlaceDesk();
  const [dying, dead, next] = [aWorker(), aWorker(false), aWorker()];
  await take(desk, dying, '192.0.2.1');
  await take(desk, dead, '192.0.2.1');
  desk.forget(dying);
  await take(desk, next, '192.0.2.1');
  await take(desk, next, '192.0.2.1');
  expect(next.answers).toEqual(['given', 'given']);
});

it('gives back no place twice', async () => {
  const desk = new PlaceDesk();
  const worker = aWorker();
  await take(desk, worker, '192.0.2.1');
  await desk.hear(worker, { giveBack: '192.0.2.1' });
  await desk.hear(worker, { giveBack: '192.0.2.1' });
  for (let turn = 0; turn < 3; turn += 1) await take(desk, worker, '192.0.2.1');
  expect(worker.answers).toEqual(['given', 'given', 'given', 'server-full']);
});
