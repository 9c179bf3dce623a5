import { expect, it } from 'vitest';
import { environmentFile } from './environment-file.js';

const server = { name: 'web-07', host: 'ftp7.host.example', ftpPort: 21 };
const as = { login: 'portside_ftp_web_07', password: 'a/b' };
const file = (url: string, more = {}) => environmentFile({ ...server, ...more }, url, as);

it('holds what the machine needs to start, and enters the same database by its own login', () => {
  const { text, warning } = file('postgres://portside:p%40w@db.example:5433/portside?sslmode=verify-full', {
    ftpsPort: 990,
  });
  expect(text.split('\n').slice(1)).toEqual([
    'ROLES=ftp',
    'SERVER_NAME=web-07',
    'PUBLIC_HOST=ftp7.host.example',
    'FTP_HOST=0.0.0.0',
    'FTP_PORT=21',
    'FTPS_PORT=990',
    'FTP_DATABASE_URL=postgres://portside_ftp_web_07:a%2Fb@db.example:5433/portside?sslmode=verify-full',
    '',
  ]);
  expect(warning).toBeNull();
});

it('says where the address of the database means another machine over there', () => {
  expect(file('postgres://portside:p@127.0.0.1/portside').warning).toContain('the address by which web-07 reaches it');
  const socket = file('postgres://portside:p@/portside?host=/run/portside&port=5432');
  expect(socket.text).toContain('FTP_DATABASE_URL=postgres://portside_ftp_web_07:a%2Fb@/portside?host=/run/portside');
  expect(socket.warning).toContain('a PostgreSQL that both reach');
});
