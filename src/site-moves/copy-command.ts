// The command by which an operator copies a site's files from one server to another. Pure; the panel copies nothing.

/** One end of a copy. */
export interface CopyEnd {
  readonly host: string;
  readonly path: string;
  readonly systemUid: number;
  readonly systemGid: number;
}

/** To be run as root on the new server; run again it brings only what changed and leaves alone what is newer there. */
export function copyCommand(from: CopyEnd, to: CopyEnd): string {
  const sameOwner = from.systemUid === to.systemUid && from.systemGid === to.systemGid;
  const owner = sameOwner ? '--numeric-ids' : `--chown=${to.systemUid}:${to.systemGid}`;
  const host = from.host.includes(':') ? `[${from.host}]` : from.host;
  const [source, target] = [quoted(`root@${host}:${from.path}/`), quoted(`${to.path}/`)];
  return `mkdir -p ${target} && rsync -aHAXus ${owner} ${source} ${target}`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
