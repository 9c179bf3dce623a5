// An FTP account's files when it goes: what there is, deleting the account with or without them, and how far that is.
import { queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';

/** What lies in its folder and who else uses it; the server counts, which takes a moment. */
export const accountFilesQuery = (id: string) =>
  queryOptions({
    queryKey: ['account-files', id],
    staleTime: 0,
    retry: false,
    queryFn: () => body(api.GET('/api/v1/accounts/{id}/files', { params: { path: { id } } })),
  });

/** Takes the login away and has the server remove its folder; other FTP accounts in it lose their files. */
export async function deleteAccountWithFiles(id: string): Promise<void> {
  const query = { files: 'delete', others: 'lose-their-files' } as const;
  await done(api.DELETE('/api/v1/accounts/{id}', { params: { path: { id }, query } }));
}

/** How far the server is with the folder of an FTP account that is gone. */
export const filesRemovalQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['removals', 'of', accountId],
    queryFn: async () => {
      const { items } = await body(api.GET('/api/v1/removals', { params: { query: { accountId } } }));
      return items[0] ?? null;
    },
  });
