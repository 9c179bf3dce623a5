// Stands in for a server's FTP process towards the panel: answers server tasks with what the test says.
import { eventually } from './eventually.js';
import type { TestPanel } from './panel.js';

/** Claims the next task of this kind and writes the answer; resolves with what was asked. */
export async function answerNextTask(
  panel: TestPanel,
  kind: string,
  answer: { result?: object; failure?: object },
): Promise<object> {
  return eventually(`the panel asks for ${kind}`, async () => {
    const { rows } = await panel.db.query<{ arguments: object }>(
      `update server_tasks set state = $2, result = $3, failure = $4, finished_at = now()
        where id = (select id from server_tasks where kind = $1 and state = 'waiting' limit 1) returning arguments`,
      [kind, answer.failure === undefined ? 'done' : 'failed', answer.result ?? null, answer.failure ?? null],
    );
    return rows[0]?.arguments;
  });
}
