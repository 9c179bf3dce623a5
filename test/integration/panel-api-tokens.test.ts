// What an API token may do: walks the committed description of the API with tokens that lack the scope of each route.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Scope, scopes } from '../../src/auth/scopes.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

type Asked = Scope | readonly Scope[] | 'any' | 'none';

interface Operation {
  readonly method: Method;
  readonly path: string;
  readonly asked: Asked | undefined;
}

const document = JSON.parse(await readFile(new URL('../../openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<Method, { 'x-portside-scope'?: Asked }>>;
};
const operations: Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method as Method,
    path: path.replace('/api/v1', '').replace('{version}', '1').replace('{kind}', 'filezilla'),
    asked: operation['x-portside-scope'],
  })),
);
const scopesOf = ({ asked = [] }: Operation) => scopes.filter((scope) => [asked].flat().includes(scope));
const scoped = operations
  .map((operation) => ({ ...operation, needed: scopesOf(operation) }))
  .filter(({ needed }) => needed.length > 0);
const lacking = scoped.flatMap((operation) => operation.needed.map((scope) => ({ ...operation, scope })));

let panel: TestPanel;
let admin: PanelClient;
const without = new Map<string, string>();
const onlyWith = new Map<string, Promise<string>>();

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  for (const scope of scopes) {
    without.set(scope, await makeToken({ scopes: scopes.filter((other) => other !== scope) }));
  }
});
afterAll(async () => {
  await panel.stop();
});

async function makeToken(wish: object): Promise<string> {
  const made = await admin.post('/tokens', { name: 'walk', ...wish }).expect(201);
  return (made.body as { token: string }).token;
}

/** One that has these scopes and no other. */
function tokenOf(needed: readonly Scope[]): Promise<string> {
  const made = onlyWith.get(needed.join(' ')) ?? makeToken({ scopes: needed });
  onlyWith.set(needed.join(' '), made);
  return made;
}

function ask({ method, path }: Pick<Operation, 'method' | 'path'>, token: string) {
  return supertest(`${panel.url}/api/v1`)
    [method](path.replace('{id}', randomUUID()))
    .set('Authorization', `Bearer ${token}`)
    .send({});
}

describe('a token without the scope of a route', () => {
  test('meets every scope somewhere', () => {
    expect(new Set(lacking.map(({ scope }) => scope))).toEqual(new Set(scopes));
  });

  test.each(lacking)('is refused $method $path, which needs $scope', async ({ scope, ...operation }) => {
    const answer = await ask(operation, without.get(scope) ?? '');
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'scope-missing', scope });
    expect(answer.body).toMatchObject({ detail: expect.stringContaining(` ${scope}.`) as string });
  });

  test.each(scoped.filter(({ path }) => path !== '/events'))(
    'that has no other scope may $method $path with $needed',
    async (operation) => {
      const answer = await ask(operation, await tokenOf(operation.needed));
      expect(answer.status).not.toBe(401);
      expect((answer.body as { code?: string }).code).not.toBe('scope-missing');
    },
  );

  test.each(operations.filter(({ asked }) => asked === 'none'))(
    'or with all of them cannot $method $path',
    async (operation) => {
      const answer = await ask(operation, await makeToken({}));
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ code: 'no-token-here' });
    },
  );

  test('still learns whose it is', async () => {
    const answer = await ask({ method: 'get', path: '/auth/me' }, await tokenOf(['accounts:read']));
    expect(answer.body).toMatchObject({ email: 'admin@portside.example', csrfToken: '' });
  });
});

describe('a token without any scopes', () => {
  test('may do everything its panel user may, as tokens could before there were scopes', async () => {
    const token = await makeToken({});
    await ask({ method: 'get', path: '/accounts' }, token).expect(200);
    await ask({ method: 'get', path: '/customers' }, token).expect(200);
  });

  test('gives no more than the role of its panel user, whatever its scopes are', async () => {
    const support = await PanelClient.signedIn(panel, 'support@portside.example');
    const made = await support.post('/tokens', { name: 'bold', scopes: ['customers:write'] }).expect(201);
    const answer = await ask({ method: 'post', path: '/customers' }, (made.body as { token: string }).token);
    expect(answer.body).toMatchObject({ status: 403, code: 'not-allowed' });
  });
});

describe('a token for certain networks', () => {
  test('works from there and from nowhere else', async () => {
    const here = await makeToken({ allowedNetworks: ['127.0.0.9/8'] });
    const elsewhere = await makeToken({ allowedNetworks: ['203.0.113.0/24', '2001:db8::/32'] });
    await ask({ method: 'get', path: '/accounts' }, here).expect(200);
    const refused = await ask({ method: 'get', path: '/accounts' }, elsewhere);
    expect(refused.body).toMatchObject({ status: 401, code: 'token-refused' });
    const listed = await admin.get('/tokens').expect(200);
    const [newest] = (listed.body as { items: { allowedNetworks: string[]; lastUsedAt: string | null }[] }).items;
    expect(newest).toMatchObject({ allowedNetworks: ['203.0.113.0/24', '2001:db8::/32'], lastUsedAt: null });
  });

  test('is not made with what is no network, nor with an unknown scope', async () => {
    const network = await admin.post('/tokens', { name: 'odd', allowedNetworks: ['home'] });
    expect(network.body).toMatchObject({ status: 400, field: 'allowedNetworks' });
    const scope = await admin.post('/tokens', { name: 'odd', scopes: ['everything'] });
    expect(scope.body).toMatchObject({ status: 400, field: 'scopes' });
  });
});
