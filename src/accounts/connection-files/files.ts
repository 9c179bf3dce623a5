// Every file that a connection card offers. What stands in one is the file of its program.
import type { ConnectionChoices } from './choices.js';
import { curlConfig } from './curl.js';
import { cyberduckBookmark } from './cyberduck.js';
import { filezillaSite } from './filezilla.js';
import { lftpScript } from './lftp.js';
import { winscpScript } from './winscp.js';

/** How a kind of file is written and called. */
interface FileKind {
  readonly write: (choices: ConnectionChoices) => string;
  readonly ending: string;
  readonly contentType: string;
}

const kinds = {
  filezilla: { write: filezillaSite, ending: 'filezilla.xml', contentType: 'application/xml; charset=utf-8' },
  cyberduck: { write: cyberduckBookmark, ending: 'duck', contentType: 'application/x-apple-plist; charset=utf-8' },
  winscp: { write: winscpScript, ending: 'winscp.txt', contentType: 'text/plain; charset=utf-8' },
  lftp: { write: lftpScript, ending: 'lftp', contentType: 'text/plain; charset=utf-8' },
  curl: { write: curlConfig, ending: 'curl', contentType: 'text/plain; charset=utf-8' },
} as const satisfies Record<string, FileKind>;

export type ConnectionFileKind = keyof typeof kinds;
export const connectionFileKinds = Object.keys(kinds) as readonly ConnectionFileKind[];

/** A file, ready to be saved. */
export interface ConnectionFile {
  /** Holds nothing that a file system or a header could trip over. */
  readonly name: string;
  readonly contentType: string;
  readonly text: string;
}

/** The file for one program. */
export function connectionFile(kind: ConnectionFileKind, choices: ConnectionChoices): ConnectionFile {
  const { contentType, ending, write } = kinds[kind];
  return { name: `${safeName(choices.login)}.${ending}`, contentType, text: write(choices) };
}

function safeName(login: string): string {
  return (
    login
      .replace(/[^A-Za-z0-9@._-]+/g, '_')
      .replace(/^[.-]+/, '')
      .slice(0, 100) || 'ftp'
  );
}
