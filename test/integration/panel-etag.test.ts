// Conditional changes of everything that is edited in a form: each is read with an ETag and written with If-Match.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';
import { answerTasks } from '../support/server-answers.js';

interface Edited {
  readonly name: string;
  readonly path: () => string;
  readonly method: 'patch' | 'put';
  /** A change that says something else each time. */
  readonly change: (turn: number) => object;
}

let panel: TestPanel;
let admin: PanelClient;
let answers: ReturnType<typeof answerTasks>;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  answers = answerTasks(panel, 'check-web-root', { ok: true });
});
afterAll(async () => {
  await answers.stop();
  await panel.stop();
});

const edited: readonly Edited[] = [
  {
    name: 'an FTP account',
    path: () => `/accounts/${panel.scene.anna.accountId}`,
    method: 'patch',
    change: (turn) => ({ note: `note ${turn}` }),
  },
  {
    name: 'what an FTP account says about modes',
    path: () => `/accounts/${panel.scene.ben.accountId}/modes`,
    method: 'put',
    change: (turn) => ({ clearTextAllowed: turn % 2 === 0 }),
  },
  {
    name: 'a customer',
    path: () => `/customers/${panel.scene.anna.customerId}`,
    method: 'patch',
    change: (turn) => ({ name: `Anna ${turn}` }),
  },
  {
    name: 'a plan',
    path: () => `/plans/${panel.scene.planId}`,
    method: 'patch',
    change: (turn) => ({ maxSessions: turn }),
  },
  {
    name: 'what a plan says about modes',
    path: () => `/plans/${panel.scene.planId}/modes`,
    method: 'put',
    change: (turn) => ({ verbs: turn % 2 === 0 ? {} : { PORT: 'allow' } }),
  },
  {
    name: 'a web root',
    path: () => `/web-roots/${panel.scene.anna.webRootId}`,
    method: 'patch',
    change: (turn) => ({ umask: turn }),
  },
  {
    name: 'a server',
    path: () => `/servers/${panel.scene.serverId}`,
    method: 'patch',
    change: (turn) => ({ host: `ftp${turn}.example` }),
  },
  {
    name: 'a policy',
    path: () => `/servers/${panel.scene.serverId}/policy`,
    method: 'put',
    change: (turn) => ({ note: `note ${turn}` }),
  },
  {
    name: 'for how long records are kept',
    path: () => '/retention/audit',
    method: 'put',
    change: (turn) => ({ days: 400 + turn }),
  },
];

async function tagOf(path: string): Promise<string> {
  const { headers } = await admin.get(path).expect(200);
  expect(headers['etag']).toMatch(/^"\d+"$/);
  return headers['etag'] as string;
}

describe.each(edited)('$name', ({ path, method, change }) => {
  test('is changed from the state that was seen, and the answer says the next', async () => {
    const answer = await admin[method](path(), change(1)).set('If-Match', await tagOf(path()));
    expect(answer.status, answer.text).toBeLessThan(300);
    expect(answer.headers['etag']).toBe(await tagOf(path()));
  });

  test('is not changed from an old state; the answer says what is there', async () => {
    const old = await tagOf(path());
    await admin[method](path(), change(2)).set('If-Match', old);
    const before = await admin.get(path());
    const stale = await admin[method](path(), change(3)).set('If-Match', old);
    expect(stale.body).toMatchObject({ status: 412, code: 'changed-meanwhile' });
    const { current } = stale.body as { current: { revision?: number; version?: number } };
    expect(`"${current.revision ?? current.version}"`).toBe(before.headers['etag']);
    expect(await tagOf(path())).toBe(before.headers['etag']);
  });

  test('has one winner where two change it at once', async () => {
    const seen = await tagOf(path());
    const both = await Promise.all([4, 5].map((turn) => admin[method](path(), change(turn)).set('If-Match', seen)));
    const refused = both.filter(({ status }) => status === 412);
    expect(refused, both.map(({ text }) => text).join()).toHaveLength(1);
    const won = both.find(({ status }) => status < 300);
    expect(won?.headers['etag']).toBe(await tagOf(path()));
  });

  test('is changed by who says * or nothing, whatever is there', async () => {
    for (const [turn, asked] of [
      [6, admin[method](path(), change(6)).set('If-Match', '*')],
      [7, admin[method](path(), change(7))],
    ] as const) {
      const answer = await asked;
      expect(answer.status, `${turn}: ${answer.text}`).toBeLessThan(300);
    }
  });

  test('is read anew although the ETag is known, because counts change without it', async () => {
    const known = await tagOf(path());
    await admin.get(path()).set('If-None-Match', known).expect(200);
  });
});

test('an If-Match that cannot be read is named', async () => {
  const answer = await admin.patch(`/customers/${panel.scene.ben.customerId}`, { name: 'Ben' }).set('If-Match', '1');
  expect(answer.body).toMatchObject({ status: 400, field: 'If-Match' });
});

test('a tag of what is somebody else’s tells nothing', async () => {
  const anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  const bens = `/accounts/${panel.scene.ben.accountId}`;
  for (const tag of ['"1"', '"99"', '*']) {
    const answer = await anna.patch(bens, { note: 'mine' }).set('If-Match', tag);
    expect(answer.body).toMatchObject({ status: 404, code: 'not-found' });
    expect(answer.headers['etag']).not.toMatch(/^"\d+"$/);
  }
});

test('a customer who is suspended meanwhile is not renamed unseen', async () => {
  const path = `/customers/${panel.scene.ben.customerId}`;
  const seen = await tagOf(path);
  await admin.post(`${path}/suspend`, { reason: 'unpaid' }).expect(200);
  const stale = await admin.patch(path, { name: 'Ben' }).set('If-Match', seen);
  expect(stale.body).toMatchObject({ status: 412, current: { status: 'suspended', suspendedReason: 'unpaid' } });
});
