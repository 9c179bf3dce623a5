import { describe, expect, it } from 'vitest';
import { refusalOfIdentity, refusalOfPath } from './web-root-check.js';

describe('refusalOfPath', () => {
  it.each(['/srv/www/example.com', '/home/anna', '/var/www/html', '/opt/sites/ä'])('takes %s', (path) => {
    expect(refusalOfPath(path)).toBeUndefined();
  });

  it.each(['/', '/etc', '/etc/nginx', '/home', '/root', '/var', '/proc/1', '/srv', '/usr/local'])(
    'leaves %s to the system',
    (path) => {
      expect(refusalOfPath(path)).toContain('belongs to the system');
    },
  );

  it('wants the whole path', () => {
    expect(refusalOfPath('www/example.com')).toBe('Write the path from the root, such as /srv/www/example.com.');
  });

  it.each([
    ['/srv/../etc', '/etc'],
    ['/srv/www/', '/srv/www'],
    ['/srv//www', '/srv/www'],
    ['/srv/./www', '/srv/www'],
  ])('offers the plain form of %s', (path, plain) => {
    expect(refusalOfPath(path)).toMatch(new RegExp(`: ${plain}$`));
  });

  it('refuses a control character', () => {
    expect(refusalOfPath('/srv/a\nb')).toBe('The path holds a control character; leave it out.');
  });
});

describe('refusalOfIdentity', () => {
  const plan = { path: '/srv/a', systemUid: 2001, systemGid: 2001, umask: 0o22 };

  it('takes an ordinary user', () => {
    expect(refusalOfIdentity(plan, 1000)).toBeUndefined();
  });

  it('refuses system users and groups', () => {
    expect(refusalOfIdentity({ ...plan, systemUid: 33 }, 1000)).toContain('The system user 33 is below 1000');
    expect(refusalOfIdentity({ ...plan, systemGid: 33 }, 1000)).toContain('The system group 33 is below 1000');
  });
});
