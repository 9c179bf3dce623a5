// The test of a login, which tells its steps while they happen, and how many places use one account.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import type { LoginTestStep, MadeFolder } from './types.js';

/** Has the panel log in with this password; tells each step as it happens. Throws a Problem where it may not begin. */
export async function testLogin(id: string, password: string, tell: (step: LoginTestStep) => void): Promise<void> {
  const answer = api.POST('/api/v1/accounts/{id}/login-test', {
    params: { path: { id } },
    body: { password },
    parseAs: 'stream',
  });
  const stream: ReadableStream<Uint8Array> = await body(answer);
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (text + value).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) tell(JSON.parse(line) as LoginTestStep);
  }
}

/** Has the server make the account's folder where it is missing. */
export function makeAccountFolder(id: string): Promise<MadeFolder> {
  return body(api.POST('/api/v1/accounts/{id}/folder', { params: { path: { id } } }));
}

/** From how many addresses an FTP account was used in the last days. */
export const sharedUseQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', 'shared-use', id],
    staleTime: 60_000,
    queryFn: () => body(api.GET('/api/v1/accounts/{id}/shared-use', { params: { path: { id } } })),
  });
