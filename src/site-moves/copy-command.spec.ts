import { expect, it } from 'vitest';
import { copyCommand } from './copy-command.js';

const old = { host: 'ftp1.example', path: '/srv/www/shop.example', systemUid: 2001, systemGid: 2002 };

it('keeps the owners where they are the same, and leaves newer files alone', () => {
  expect(copyCommand(old, { ...old, host: 'ftp2.example' })).toBe(
    'mkdir -p /srv/www/shop.example/ && rsync -aHAXus --numeric-ids root@ftp1.example:/srv/www/shop.example/ /srv/www/shop.example/',
  );
});

it('gives the files to the new owner', () => {
  expect(copyCommand(old, { ...old, systemUid: 3001 })).toContain(' --chown=3001:2002 ');
});

it('quotes what a shell would read otherwise', () => {
  const command = copyCommand(
    { ...old, host: '2001:db8::1', path: "/srv/it's" },
    { ...old, path: '/srv/a b; rm -r x' },
  );
  expect(command).toContain(`'root@[2001:db8::1]:/srv/it'\\''s/'`);
  expect(command).toMatch(/^mkdir -p '\/srv\/a b; rm -r x\/' && /);
});
