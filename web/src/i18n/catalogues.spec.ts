import { describe, expect, it } from 'vitest';
import { de } from './de/index.js';
import { en } from './en/index.js';

/** Every text by its path, such as `accounts.title`. */
function textsOf(texts: object, prefix = ''): [path: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]): [string, string][] =>
    typeof value === 'object' && value !== null ? textsOf(value, `${prefix}${key}.`) : [[prefix + key, String(value)]],
  );
}

const english = textsOf(en);
const german = new Map(textsOf(de));
const pairs = english.map(([path, text]) => [path, text, german.get(path) ?? ''] as const);

/** What is filled in, and the tags around it. */
const holesOf = (text: string) => [...new Set(text.match(/\{\{.*?\}\}|<\/?\w+>/g) ?? [])].sort().join(' ');

/** What is the same in both languages; what is only holes and signs is the same anyway. */
const same: ReadonlySet<string> = new Set([
  'Admin',
  'Admins',
  'API-Token',
  'Browser',
  'Bytes',
  'Client',
  'Cloud',
  'Code',
  'Domain',
  'Download',
  'Downloads',
  'Export',
  'Filter',
  'Firewall',
  'Host',
  'Import',
  'Limits',
  'Link',
  'Login',
  'Logo',
  'Minute',
  'Name',
  'Port',
  'Port 20',
  'Portside',
  'Portside FTP server ready.',
  'Router',
  'Server',
  'Status',
  'Support',
  'System',
  'Test',
  'TLS',
  'uid:gid',
  'uid:gid, umask',
  'umask',
  'Upload',
  'Uploads',
  'Version',
  'Version {{version}}',
  'Website',
  'Websites',
]);

describe('the English catalogue', () => {
  it('says of nobody that they failed, calls an account no user, and quotes as print does', () => {
    const unwanted = /\berrors?\b|invalid|successful|ftp users?\b|"|(?<!\w)'|'(?!\w)|\w'\w/i;
    expect(english.filter(([, text]) => unwanted.test(text)).map(([path]) => path)).toEqual([]);
  });

  it('tells only customers to ask their host', () => {
    const toStaff = english.filter(
      ([path, text]) => /(Staff|Admin|Support|\.admin|\.staff)$/.test(path) && /your host/.test(text),
    );
    expect(toStaff.map(([path]) => path)).toEqual([]);
  });
});

describe('the German catalogue', () => {
  it('has a text wherever the English one has one', () => {
    expect(pairs.filter(([, , translated]) => translated === '').map(([path]) => path)).toEqual([]);
  });

  it('fills in the same as the English one', () => {
    const differing = pairs.filter(([, text, translated]) => holesOf(text) !== holesOf(translated));
    expect(differing.map(([path]) => path)).toEqual([]);
  });

  it('leaves nothing in English', () => {
    const left = pairs.filter(([, text, translated]) => {
      const words = text.replace(/\{\{.*?\}\}|<\/?\w+>/g, '');
      return text === translated && /\p{L}/u.test(words) && !same.has(text);
    });
    expect(left.map(([path, text]) => `${path}: ${text}`)).toEqual([]);
  });

  it('says of nobody that they failed, calls an account no user, and has quotation marks of its own', () => {
    const unwanted = /fehler|ungültig|erfolgreich|ftp-?benutzer|ftp-?konto|"/i;
    expect([...german].filter(([, text]) => unwanted.test(text)).map(([path]) => path)).toEqual([]);
  });

  it('keeps the order of the English one', () => {
    expect([...german.keys()]).toEqual(english.map(([path]) => path));
  });
});
