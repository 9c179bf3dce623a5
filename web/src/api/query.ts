// The query client and the shapes every resource's queries share.
import { keepPreviousData, QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.js';

function worthAnotherTry(failures: number, thrown: unknown): boolean {
  const answered = thrown instanceof Problem && thrown.status > 0 && thrown.status < 500;
  return !answered && failures < 1;
}

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: worthAnotherTry, retryDelay: 600, staleTime: 5_000 } },
});

/** Leaves out what is undefined or empty, as query strings and optional fields want it. */
export function given<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined && entry !== '');
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** What every list that pages by key has in common. */
export const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { nextCursor?: string | null }) => page.nextCursor ?? undefined,
  placeholderData: keepPreviousData,
};

/** Marks everything under these first words of a key as old, and fetches what is on screen again. */
export function refresh(...subjects: readonly string[]): void {
  for (const subject of subjects) void queryClient.invalidateQueries({ queryKey: [subject] });
}
