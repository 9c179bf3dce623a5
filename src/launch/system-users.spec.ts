// Choosing users from a machine's list.
import { describe, expect, it } from 'vitest';
import { namedUser, postgresUser, readPasswd } from './system-users.js';

const users = readPasswd(
  [
    'root:x:0:0:root:/root:/bin/bash',
    'nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin',
    'web:x:1005:1006::/home/web:/bin/sh',
    '',
  ].join('\n'),
);

describe('the users of a machine', () => {
  it('are read with their number and group', () => {
    expect(users.at(-1)).toEqual({ name: 'web', uid: 1005, gid: 1006 });
    expect(users).toHaveLength(3);
  });

  it('are named by name or number', () => {
    expect(namedUser('FTP_USER', 'web', users)).toEqual({ uid: 1005, gid: 1006 });
    expect(namedUser('FTP_USER', '1005', users)).toEqual({ uid: 1005, gid: 1006 });
    expect(namedUser('FTP_USER', '70001', users)).toEqual({ uid: 70_001, gid: 70_001 });
  });

  it.each(['absent', '-1', '1.5', '', '99999999999'])('are refused where "%s" is none of them', (written) => {
    expect(() => namedUser('FTP_USER', written, users)).toThrow(/^FTP_USER: there is no user/);
  });

  it.each(['root', '0'])('are never root, written as "%s"', (written) => {
    expect(() => namedUser('PANEL_USER', written, users)).toThrow('PANEL_USER: name a user other than root.');
  });

  it('give Postgres its own user, else nobody, else a sentence', () => {
    expect(postgresUser(users)).toEqual({ uid: 65_534, gid: 65_533 });
    expect(postgresUser([...users, { name: 'postgres', uid: 101, gid: 104 }])).toEqual({ uid: 101, gid: 104 });
    expect(() => postgresUser([])).toThrow(/^DATABASE_URL: the embedded Postgres needs a user/);
  });
});
