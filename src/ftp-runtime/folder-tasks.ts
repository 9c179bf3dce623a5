// The server tasks that walk a whole folder: measuring and removing. They say how far they are, and stop where they are
// told to, with an answer that says so.
import { escapeBytes, Jail, joinPath, rootPath } from '../ftp/index.js';
import type { HostPath, Removed, TreeRemoval, VirtualPath } from '../ftp/index.js';
import type { WebRootPlan } from './web-root-check.js';

/** A task that is being run. */
export interface TaskRun {
  /** Ends what takes long, in time for an answer that says how far it came. */
  readonly signal: AbortSignal;
  /** Shown to whoever waits; may be called as often as there is something to say. */
  readonly progress: (facts: object) => void;
}

/** Counts a folder and says where it really is inside the web root; `complete` is false where it did not come to an end. */
export async function measure(jail: Jail, folder: VirtualPath, { progress, signal }: TaskRun): Promise<object> {
  // Any name will do: what is asked for is the folder that it would stand in.
  const realFolder = escapeBytes(await jail.realFolder(joinPath(folder, 'any')));
  return { ...(await jail.usage(folder, { signal, onProgress: progress })), realFolder };
}

/** Counts what lies where a web root is or is to be, and says whose the folder is. */
export async function measurePlace(plan: WebRootPlan, { progress, signal }: TaskRun): Promise<object> {
  const { path, systemUid, systemGid, umask } = plan;
  const identity = { uid: systemUid, gid: systemGid, umask };
  const jail = await Jail.open({ webRoot: path as HostPath, folder: rootPath, identity });
  try {
    const { gid: ownerGid, uid: ownerUid } = await jail.stat(rootPath);
    return { ...(await jail.usage(rootPath, { signal, onProgress: progress })), ownerUid, ownerGid };
  } finally {
    await jail.close();
  }
}

/** Removes a folder; of the web root itself only what lies in it. What is gone already counts as removed. */
export async function remove(jail: Jail, folder: VirtualPath, { progress, signal }: TaskRun): Promise<object> {
  const onProgress = (removed: Removed) => progress(removed);
  return toAnswer(await jail.removeTree(folder, { signal, onProgress }));
}

function toAnswer({ left, ...removal }: TreeRemoval): object {
  return { ...removal, left: left.map(({ path, why }) => ({ path: escapeBytes(path), why })) };
}
