// Names of staged files: where an upload's bytes wait until the upload is complete, and where those of one that broke off
// are kept. A name says whose file is meant and who writes, and a keyed tag in it proves that we wrote it. Nothing here
// touches the disk.
import { createHmac, randomBytes } from 'node:crypto';
import type { ByteString } from '../virtual-path.js';

/** How every staged file's name begins. Such names are hidden from clients and refused in paths. */
export const stagedPrefix = '.portside-';

/**
 * `new`: a running upload of a name that was free. `replacement`: one over a file. `kept`: the part of a replacement that
 * broke off. `ended`: such a part, after it was fetched and is no longer shown under the name.
 */
export type StagedKind = 'new' | 'replacement' | 'kept' | 'ended';

/** Who opened a jail, as far as uploads care: the account, and where its client is. */
export interface Uploader {
  readonly accountId: string;
  readonly clientAddress: string;
}

/** What a staged name says. Keyed digests stand for what it does not tell: nobody reads an account or address in them. */
export interface StagedName {
  readonly kind: StagedKind;
  /** The account and the target's name. */
  readonly target: string;
  /** The account and the client's address. */
  readonly viewer: string;
  /** Which upload of which process writes it; undefined of a part, which nobody writes. See writer.ts. */
  readonly writer: string | undefined;
  /** The target's name; undefined where it was too long to be put in. */
  readonly name: ByteString | undefined;
}

const letterOf: Readonly<Record<StagedKind, string>> = { new: 'n', replacement: 'r', kept: 'k', ended: 'e' };
const kindOf = new Map(Object.entries(letterOf).map(([kind, letter]) => [letter, kind as StagedKind]));

/**
 * How long a target's name may be to be told, in base64url: what is left of the 255 bytes that a name may have on every
 * file system that a web host would use. A running upload's name leaves the least; a part's tells no more than that, so
 * that what a crash has left becomes the very part that is looked for.
 */
const longestTold = 140;
const tagDigits = 16;
const form =
  /^\.portside-([0-9a-f]{20})-([0-9a-f]{16})-(?:([0-9a-f]{16}(?:\.[0-9a-f]+){3})-)?([nrke])([\w-]*)-([0-9a-f]{16})\.part$/i;

let key: Buffer = randomBytes(32);

/**
 * Sets the key that names are made and known with; all processes that serve the same folders need the same one, also
 * after a restart. Until told otherwise it is random. Throws RangeError for fewer than 16 bytes.
 */
export function configureStaging(options: { readonly key: Buffer }): void {
  if (options.key.length < 16) throw new RangeError('The key of staged names must have at least 16 bytes.');
  key = Buffer.from(options.key);
}

/** What stands for a target in its staged names. */
export function targetOf({ accountId }: Pick<Uploader, 'accountId'>, name: ByteString): string {
  return digest('target', `${accountId}/${name}`).slice(0, 20);
}

/** What stands for an uploader. */
export function viewerOf({ accountId, clientAddress }: Uploader): string {
  return digest('viewer', `${accountId}/${clientAddress}`).slice(0, 16);
}

/** Writes a name. Nobody without the key can. */
export function stagedName({ kind, target, viewer, writer, name = '' }: StagedName): ByteString {
  const from = [target, viewer, ...(writer === undefined ? [] : [writer])].join('-');
  const head = `${stagedPrefix}${from}-${letterOf[kind]}`;
  const told = Buffer.from(name, 'latin1').toString('base64url');
  const signed = told.length <= longestTold ? `${head}${told}` : head;
  return `${signed}-${tagOf(signed)}.part`;
}

/** Reads a name that `stagedName` wrote; undefined for any other, however much it looks like one. */
export function readStagedName(written: ByteString): StagedName | undefined {
  const found = form.exec(written);
  if (found === null) return undefined;
  const [, target = '', viewer = '', writer, letter = '', told = '', tag = ''] = found;
  const kind = kindOf.get(letter.toLowerCase());
  const signed = written.slice(0, -`-${tag}.part`.length);
  if (kind === undefined || tag.toLowerCase() !== tagOf(signed)) return undefined;
  const name = Buffer.from(told, 'base64url').toString('latin1');
  return { kind, target, viewer, writer, name: canStandInFolder(name) ? name : undefined };
}

/** In other letters our tag stays right and the told name becomes another, which nobody has checked. */
function canStandInFolder(name: ByteString): boolean {
  return !['', '.', '..'].includes(name) && !/[/\0]/.test(name);
}

/** Whether a name is one of ours. Case is ignored, as some file systems do. */
export function isStagedName(name: ByteString): boolean {
  return readStagedName(name) !== undefined;
}

/** An id, in the form of a UUID, for a part that is kept: the same for the same target, uploader and folder. */
export function partIdOf({ target, viewer }: Pick<StagedName, 'target' | 'viewer'>, folder: ByteString): string {
  const digits = digest('part', `${target}-${viewer}-${folder}`);
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
}

/** In small letters, so that a name in other letters, by which some file systems find the same file, is known too. */
function tagOf(signed: ByteString): string {
  return digest('name', signed.toLowerCase()).slice(0, tagDigits);
}

function digest(purpose: string, of: ByteString): string {
  return createHmac('sha256', key).update(`${purpose}:${of}`, 'latin1').digest('hex');
}
