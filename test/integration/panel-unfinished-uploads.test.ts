// Uploads that stopped before their end, as the panel lists and discards them.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UnfinishedUpload } from '../../src/transfers/unfinished-uploads.dto.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';
import { answerNextTask } from '../support/server-answers.js';

let panel: TestPanel;
let anna: PanelClient;
let ben: PanelClient;

beforeAll(async () => {
  panel = await startTestPanel();
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  ben = await PanelClient.signedIn(panel, 'ben@portside.example');
});
afterAll(async () => {
  await panel.stop();
});

let recentId: string;

/** Writes down an upload of Anna's account as an FTP process would. */
async function leave(path: string, minutesAgo: number): Promise<string> {
  const id = randomUUID();
  await panel.db.query(
    `insert into unfinished_uploads
       (id, account_id, server_id, path, client_address, received_bytes, reason, started_at, ended_at)
     values ($1, $2, $3, $4, '203.0.113.9', 4096, 'The connection broke.', now() - interval '2 days',
       now() - $5 * interval '1 minute')`,
    [id, panel.scene.anna.accountId, panel.scene.serverId, path, minutesAgo],
  );
  return id;
}

async function listed(client: PanelClient): Promise<UnfinishedUpload[]> {
  const answer = await client.get(`/unfinished-uploads?accountId=${panel.scene.anna.accountId}`).expect(200);
  return (answer.body as { items: UnfinishedUpload[] }).items;
}

beforeEach(async () => {
  await panel.db.query('delete from unfinished_uploads');
  await leave('/yesterday.html', 60 * 25);
  recentId = await leave('/index.html', 5);
});

describe('unfinished uploads', () => {
  test('of the last day are listed, with how far they came and until when they can be continued', async () => {
    const [only, ...others] = await listed(anna);
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      id: recentId,
      login: 'web@anna.example',
      serverName: 'web-01',
      path: '/index.html',
      receivedBytes: 4096,
      clientAddress: '203.0.113.9',
      reason: 'The connection broke.',
    });
    expect(Date.parse(only?.continuableUntil ?? '') - Date.parse(only?.endedAt ?? '')).toBe(60 * 60 * 1000);
  });

  test('of another customer are not there', async () => {
    expect(await listed(ben)).toEqual([]);
    await ben.delete(`/unfinished-uploads/${recentId}`).expect(404);
  });

  test('are discarded by the server that holds them, and the audit log says by whom', async () => {
    const [answer, asked] = await Promise.all([
      anna.delete(`/unfinished-uploads/${recentId}`),
      answerNextTask(panel, 'discard-upload', { result: { discarded: true } }),
    ]);
    expect(answer.status).toBe(204);
    expect(asked).toEqual({ uploadId: recentId });
    const events = await anna.get('/audit?limit=1').expect(200);
    expect(events.body).toMatchObject({
      items: [
        {
          verb: 'unfinished-upload.discarded',
          subject: 'web@anna.example',
          before: { path: '/index.html', receivedBytes: 4096 },
        },
      ],
    });
  });

  test('stay where the server could not remove them, and its sentence says why', async () => {
    const failure = { code: 'not-permitted', sentence: 'The file permissions do not allow that.' };
    const [answer] = await Promise.all([
      anna.delete(`/unfinished-uploads/${recentId}`),
      answerNextTask(panel, 'discard-upload', { failure }),
    ]);
    expect(answer.body).toMatchObject({ status: 409, code: 'server-refused', detail: failure.sentence });
    expect(await listed(anna)).toHaveLength(1);
  });
});
