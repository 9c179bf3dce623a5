// A server that does not answer keeps nobody from making an FTP account on it; what that means is said.
import { useQuery } from '@tanstack/react-query';
import { asProblem } from '../../api/problem.js';
import { folderQuery } from '../../api/web-roots.js';
import { Notice } from '../../parts/state.js';

/** Nothing while the server answers. */
export function ServerAway({ webRootId, sentence }: { webRootId: string; sentence: string }) {
  const { error } = useQuery(folderQuery(webRootId, '/'));
  if (error === null || asProblem(error).code !== 'server-silent') return null;
  return (
    <Notice tone="plain">
      <p role="status">{sentence}</p>
    </Notice>
  );
}
