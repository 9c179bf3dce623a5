// The one stream of nudges from the panel. A nudge only says what is old; the screens fetch it again themselves.
import { useSyncExternalStore } from 'react';
import { askWhetherSignedIn } from './client.js';
import { queryClient } from './query.js';

type LiveState = 'connecting' | 'live' | 'paused';

/** Which queries each event makes old, and how long to gather before fetching. */
const nudges = {
  server: { subjects: ['servers', 'notices', 'site-moves', 'health'], gatherMs: 0 },
  sessions: { subjects: ['sessions', 'doctor'], gatherMs: 200 },
  transfers: { subjects: ['transfers', 'notices', 'doctor'], gatherMs: 400 },
  logins: { subjects: ['logins', 'doctor', 'notices'], gatherMs: 300 },
  removals: { subjects: ['removals', 'customers', 'terminations'], gatherMs: 200 },
  bans: { subjects: ['bans'], gatherMs: 0 },
  'site-moves': { subjects: ['site-moves'], gatherMs: 200 },
  'self-tests': { subjects: ['self-tests', 'health'], gatherMs: 0 },
} as const;
const aboutNoAccount: ReadonlySet<string> = new Set(['server', 'bans', 'self-tests']);
/** Account rows hold counts and usage; they follow sessions and transfers more slowly. */
const accountsGatherMs = 1500;
/** Counting a month again is not for each session that opens. */
const connectionsGatherMs = 10_000;
/** The overview is read as a whole, by everybody who looks at it. */
const overviewGatherMs = 1000;
const reconnectMs = 3000;

let state: LiveState = 'connecting';
const watchers = new Set<() => void>();
const waiting = new Map<string, number>();

function become(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const watcher of watchers) watcher();
}

function markOld(subject: string, gatherMs: number): void {
  if (waiting.has(subject)) return;
  const fetchAgain = () => {
    waiting.delete(subject);
    void queryClient.invalidateQueries({ queryKey: [subject] });
  };
  waiting.set(subject, window.setTimeout(fetchAgain, gatherMs));
}

function listen(source: EventSource): void {
  for (const [name, { subjects, gatherMs }] of Object.entries(nudges)) {
    source.addEventListener(name, () => {
      for (const subject of subjects) markOld(subject, gatherMs);
      if (name === 'site-moves') return;
      markOld('overview', overviewGatherMs);
      if (aboutNoAccount.has(name)) return;
      markOld('accounts', accountsGatherMs);
      markOld('usage', accountsGatherMs);
      markOld('connections', connectionsGatherMs);
    });
  }
}

/**
 * Opens the stream; the returned function closes it. A hello after a break, of the stream or of what the panel itself
 * listens to, means that everything on screen is fetched again.
 */
export function goLive(): () => void {
  let source: EventSource | undefined;
  let timer: number | undefined;
  let broken = false;
  const open = () => {
    source = new EventSource('/api/v1/events');
    source.addEventListener('hello', () => {
      become('live');
      if (broken) void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
      // Another hello on this stream says that the panel itself missed something.
      broken = true;
    });
    source.onerror = () => {
      broken = true;
      become('paused');
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(open, reconnectMs);
      void askWhetherSignedIn();
    };
    listen(source);
  };
  open();
  return () => {
    source?.close();
    window.clearTimeout(timer);
  };
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Whether what is on screen follows the servers at this moment. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(watch, () => state);
}
