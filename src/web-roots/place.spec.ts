import { describe, expect, it } from 'vitest';
import { normalPath, whyDomainRefused, whyIdRefused, whyPathRefused } from './place.js';

describe('whyPathRefused', () => {
  it.each([
    '/srv/www/example.com',
    '/home/anna',
    '/var/www/html',
    '/opt/sites/ä',
    '/library/anna',
    '/srv//www/',
    '/var/lib/portside/sites/demo.example',
  ])('takes %s', (path) => {
    expect(whyPathRefused(path)).toBeUndefined();
  });

  it.each([
    '/etc',
    '/etc/nginx',
    '//etc/',
    '/home',
    '/home/',
    '/root',
    '/var',
    '/proc/1',
    '/srv',
    '/usr/local',
    '/usr/lib/x',
  ])('leaves %s to the system', (path) => {
    expect(whyPathRefused(path)).toContain('belongs to the system');
  });

  it.each([
    ['www/example.com', 'Write the path from the root, such as /srv/www/shop.example.'],
    [7, 'Write the path from the root, such as /srv/www/shop.example.'],
    ['/', 'The root of the server cannot be a web root; name a folder.'],
    ['//', 'The root of the server cannot be a web root; name a folder.'],
    ['/srv/../etc', 'Write the path without "." and "..".'],
    ['/srv/./www', 'Write the path without "." and "..".'],
    ['/srv/a\nb', 'Leave out control characters.'],
    [`/srv/${'x'.repeat(4096)}`, 'Use a path of at most 4096 bytes.'],
  ])('refuses %j with a sentence', (path, why) => {
    expect(whyPathRefused(path)).toBe(why);
  });
});

it('writes a path one way only', () => {
  expect(normalPath('//srv///www/')).toBe('/srv/www');
});

describe('whyIdRefused', () => {
  it('takes an ordinary user and refuses those of the system, root first', () => {
    expect(whyIdRefused(1000, 1000)).toBeUndefined();
    for (const id of [0, 33, 999]) expect(whyIdRefused(id, 1000)).toMatch(/^Use 1000 or more; .*\(MIN_SYSTEM_UID\)/);
  });
});

describe('whyDomainRefused', () => {
  it('wants a name that can be part of a login', () => {
    expect(whyDomainRefused('shop.example')).toBeUndefined();
    expect(whyDomainRefused('Shop.example')).toMatch(/small letters/);
    expect(whyDomainRefused('-a.example')).toMatch(/Write a domain/);
  });
});
