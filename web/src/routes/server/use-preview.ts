// Asks the API what the draft would mean, a moment after the last key, and only when the form could be sent.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { previewQuery } from '../../api/servers.js';
import type { PolicyPreview, PolicyWrite } from '../../api/types.js';

const afterTypingMs = 400;

interface Drafted {
  readonly serverId: string;
  readonly draft: PolicyWrite;
  /** Whether the form could be sent. */
  readonly valid: boolean;
}

/** The preview, and the draft it is of. */
export type Previewed = UseQueryResult<PolicyPreview> & { readonly of: PolicyWrite };

/** The preview of the last draft that could be sent. */
export function usePreview({ serverId, draft, valid }: Drafted): Previewed {
  const [written] = useDebouncedValue(JSON.stringify(draft), afterTypingMs);
  const of = JSON.parse(written) as PolicyWrite;
  return { ...useQuery({ ...previewQuery(serverId, of), enabled: valid }), of };
}
