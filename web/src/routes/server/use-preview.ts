// Asks the API what the draft would mean, a moment after the last key, and only when the form could be sent.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { previewQuery } from '../../api/servers.js';
import type { PolicyPreview, PolicyWrite } from '../../api/types.js';

const afterTypingMs = 400;

interface Drafted {
  readonly serverId: string;
  readonly draft: PolicyWrite;
  /** Whether the form could be sent. */
  readonly valid: boolean;
}

/** The preview; its data is undefined until it is of the very draft on screen. */
export interface Previewed extends Pick<UseQueryResult<PolicyPreview>, 'data' | 'error' | 'isFetching' | 'refetch'> {
  readonly of: PolicyWrite;
  /** Whether an answer is to come. */
  readonly valid: boolean;
  /** As the newest answer has it, of whichever draft: what the machine has does not hang on that. */
  readonly addressing: PolicyPreview['addressing'] | undefined;
}

/** The preview of the draft, once that can be sent. */
export function usePreview({ serverId, draft, valid }: Drafted): Previewed {
  const now = JSON.stringify(draft);
  const [written] = useDebouncedValue(now, afterTypingMs);
  const of = JSON.parse(written) as PolicyWrite;
  const query = useQuery({ ...previewQuery(serverId, of), enabled: valid, placeholderData: keepPreviousData });
  const { data, error, isFetching, isPlaceholderData, refetch } = query;
  const current = valid && written === now && !isPlaceholderData;
  return { data: current ? data : undefined, error, isFetching, refetch, of, valid, addressing: data?.addressing };
}
