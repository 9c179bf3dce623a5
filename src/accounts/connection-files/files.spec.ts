import { describe, expect, test } from 'vitest';
import type { ConnectionChoices } from './choices.js';
import { curlLine } from './curl.js';
import { connectionFile, connectionFileKinds } from './files.js';
import { lftpLine } from './lftp.js';

const choices: ConnectionChoices = {
  host: 'ftp.example.com',
  port: 2121,
  login: 'web@anna.example',
  encrypts: true,
  unvouchedFingerprint: undefined,
  mode: 'passive',
  maxSessions: 3,
};

const textOf = (kind: (typeof connectionFileKinds)[number], change: Partial<ConnectionChoices> = {}) =>
  connectionFile(kind, { ...choices, ...change }).text;

describe('FileZilla', () => {
  test('is told to encrypt, to ask for the password, the mode, the folder and how many connections', () => {
    const xml = textOf('filezilla');
    for (const element of [
      '<Host>ftp.example.com</Host>',
      '<Port>2121</Port>',
      '<Protocol>4</Protocol>',
      '<Logontype>2</Logontype>',
      '<PasvMode>MODE_PASSIVE</PasvMode>',
      '<MaximumMultipleConnections>3</MaximumMultipleConnections>',
      '<RemoteDir>1 0</RemoteDir>',
    ]) {
      expect(xml).toContain(element);
    }
  });

  test('is told of active mode, and of no limit where there is none', () => {
    const xml = textOf('filezilla', { mode: 'active', maxSessions: undefined, encrypts: false });
    expect(xml).toContain('<PasvMode>MODE_ACTIVE</PasvMode>');
    expect(xml).toContain('<MaximumMultipleConnections>0</MaximumMultipleConnections>');
    expect(xml).toContain('<Protocol>0</Protocol>');
  });
});

describe('WinSCP', () => {
  test('opens explicit TLS with the fingerprint where no authority vouches', () => {
    expect(textOf('winscp', { unvouchedFingerprint: 'AB:CD' })).toContain(
      'open ftpes://web%40anna.example@ftp.example.com:2121/ -passive=on -certificate="ab:cd"\r\n',
    );
  });

  test('opens plain FTP and active mode where that is the policy', () => {
    expect(textOf('winscp', { encrypts: false, mode: 'active', unvouchedFingerprint: 'AB:CD' })).toContain(
      'open ftp://web%40anna.example@ftp.example.com:2121/ -passive=off\r\n',
    );
  });
});

test('Cyberduck transfers over the connection that browses where only one is allowed', () => {
  expect(textOf('cyberduck')).not.toContain('Transfer Connection');
  expect(textOf('cyberduck', { maxSessions: 1 })).toMatch(/<key>Transfer Connection<\/key>\s*<string>browser</);
});

test('an IPv6 address stands in brackets wherever a URL is written', () => {
  const change = { host: '2001:db8::1' };
  expect(curlLine({ ...choices, ...change })).toContain("'ftp://[2001:db8::1]:2121/'");
  expect(lftpLine({ ...choices, ...change })).toContain('"ftp://[2001:db8::1]:2121/"');
  expect(textOf('winscp', change)).toContain('@[2001:db8::1]:2121/');
  expect(textOf('filezilla', change)).toContain('<Host>2001:db8::1</Host>');
});

test('no line tells a program to accept any certificate where an authority vouches for it', () => {
  const all = [curlLine(choices), lftpLine(choices), ...connectionFileKinds.map((kind) => textOf(kind))].join('\n');
  expect(all).not.toMatch(/insecure|verify-certificate|-certificate=/);
  const plain = { ...choices, encrypts: false, unvouchedFingerprint: 'AB:CD' };
  expect(curlLine(plain)).toBe("curl --user 'web@anna.example' 'ftp://ftp.example.com:2121/'");
});

test('a login with a line end adds no line to a script', () => {
  const login = 'web\nset net:max-retries 1\r\nopen evil';
  for (const kind of ['winscp', 'lftp', 'curl'] as const) {
    const lines = (text: string) => text.split(/\r?\n/).length;
    expect(lines(textOf(kind, { login }))).toBe(lines(textOf(kind)));
  }
});

test.each([
  ['web@anna.example', 'web@anna.example.duck'],
  ['../../etc/passwd', '_.._etc_passwd.duck'],
  ['"; filename="evil.exe\r\nX: y', '_filename_evil.exe_X_y.duck'],
  ['...', 'ftp.duck'],
  ['ünïcode 日本', '_n_code_.duck'],
])('the file for %j is called %s', (login, name) => {
  expect(connectionFile('cyberduck', { ...choices, login }).name).toBe(name);
});
