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

/** Answers every task of this kind with the same until it is stopped. */
export function answerTasks(panel: TestPanel, kind: string, result: object): { stop(): Promise<void> } {
  let stopped = false;
  const answering = (async () => {
    while (!stopped) {
      await panel.db.query(
        `update server_tasks set state = 'done', result = $2, finished_at = now() where kind = $1 and state = 'waiting'`,
        [kind, result],
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    async stop() {
      stopped = true;
      await answering;
    },
  };
}
