// Names and paths as a client writes them: bytes, held one byte a character ("latin1" strings), so that a name in any
// encoding survives. A host path is never one of these; only src/ftp/jail turns a VirtualPath into something on disk.

/** Bytes written one a character, U+0000 to U+00FF. What the control connection carries. */
export type ByteString = string;

/** An absolute, normalised path inside the jail: starts with `/`, no empty, `.` or `..` part, no NUL; `/` is the root. */
export type VirtualPath = ByteString & { readonly virtualPath: unique symbol };

/** The jail's root. */
export const rootPath = '/' as VirtualPath;

/**
 * Reads what a client wrote against its working folder; `..` stops at the root, as in chroot.
 * Returns undefined for an empty path or one that holds a NUL.
 */
export function resolvePath(written: ByteString, workingFolder: VirtualPath): VirtualPath | undefined {
  if (written === '' || written.includes('\0')) return undefined;
  const parts: string[] = written.startsWith('/') ? [] : partsOf(workingFolder);
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}` as VirtualPath;
}

/** The names along the path, outermost first; none for the root. */
export function partsOf(path: VirtualPath): ByteString[] {
  return path === '/' ? [] : path.slice(1).split('/');
}

/** The folder that holds this path; the root holds itself. */
export function folderOf(path: VirtualPath): VirtualPath {
  return `/${partsOf(path).slice(0, -1).join('/')}` as VirtualPath;
}

/** The last name of the path; empty for the root. */
export function nameOf(path: VirtualPath): ByteString {
  return partsOf(path).at(-1) ?? '';
}

/** The path of `name` inside `folder`; `name` holds no slash. */
export function joinPath(folder: VirtualPath, name: ByteString): VirtualPath {
  return (folder === '/' ? `/${name}` : `${folder}/${name}`) as VirtualPath;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Writes bytes as text that Postgres, JSON and a person can hold, reversibly: valid UTF-8 as it is, except that a
 * backslash is doubled and a control character, or a byte that is not UTF-8, becomes `\xHH`.
 */
export function escapeBytes(bytes: ByteString): string {
  const raw = Buffer.from(bytes, 'latin1');
  try {
    return strictUtf8.decode(raw).replace(/[\\\u0000-\u001f\u007f]/g, escapeAscii);
  } catch {
    return escapeBrokenUtf8(raw);
  }
}

/** The bytes that `escapeBytes` wrote as `text`; ordinary text comes back as its UTF-8 bytes. */
export function unescapeBytes(text: string): ByteString {
  const plain = Buffer.from(text, 'utf8').toString('latin1');
  return plain.replace(/\\(\\|x([0-9a-f]{2}))/g, (_all, mark: string, hex?: string) =>
    hex === undefined ? mark : String.fromCharCode(parseInt(hex, 16)),
  );
}

function escapeAscii(character: string): string {
  return character === '\\' ? '\\\\' : hexByte(character.charCodeAt(0));
}

function hexByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

function escapeBrokenUtf8(raw: Buffer): string {
  let text = '';
  for (let at = 0; at < raw.length;) {
    const length = utf8LengthAt(raw, at);
    if (length === 0) {
      text += hexByte(raw[at] ?? 0);
      at += 1;
    } else {
      text += escapeBytes(raw.toString('latin1', at, at + length));
      at += length;
    }
  }
  return text;
}

/** How many bytes the valid UTF-8 character at `at` takes; 0 where none begins. */
function utf8LengthAt(raw: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= raw.length; length += 1) {
    try {
      strictUtf8.decode(raw.subarray(at, at + length));
      return length;
    } catch {
      continue;
    }
  }
  return 0;
}
