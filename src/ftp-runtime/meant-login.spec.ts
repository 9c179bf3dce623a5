import { describe, expect, test } from 'vitest';
import { meantBy } from './meant-login.js';

const host = 'files.host.example';
const anna = { logins: ['anna@example.org'], nameOnly: undefined };
const onlyAnna = { logins: [], nameOnly: 'anna' };
const nobody = { logins: [], nameOnly: undefined };

describe('a name near a login', () => {
  test.each([
    ['anna@example.org', 'itself, for another server'],
    ['ANNA@Example.ORG', 'in capitals'],
    ['  anna@example.org\t', 'with spaces around it'],
    ['anna @ example.org', 'with spaces in it'],
    ['anna\u00a0@example.org\u200b', 'with invisible signs'],
    ['"anna@example.org"', 'in quotes'],
    ['<anna@example.org>.', 'as a mail program writes it'],
    ['ftp://anna@example.org/', 'as an address'],
    ['anna%example.org', 'with a per cent sign'],
    ['anna+example.org', 'with a plus'],
    ['anna@example.org@files.host.example', "with the server's name behind it"],
    ['anna@files.host.example@example.org', "with the server's name between"],
    ['anna@example.org@example.org', 'with its domain twice'],
  ])('%j stands for the login: %s', (tried) => {
    expect(meantBy(tried, host)).toEqual(anna);
  });

  test.each(['anna@www.example.org', 'anna@ftp.example.org'])('%j may stand for two', (tried) => {
    const [, domain] = tried.split('@');
    expect(meantBy(tried, host)).toEqual({ logins: [`anna@${domain}`, 'anna@example.org'], nameOnly: undefined });
  });

  test.each([
    ['anna', 'without its domain'],
    [' Anna ', 'in a capital, with spaces'],
    ['anna@files.host.example', "with the server's name in place of it"],
  ])('%j stands for whoever is called that: %s', (tried) => {
    expect(meantBy(tried, host)).toEqual(onlyAnna);
  });
});

describe('a name near nobody', () => {
  test.each([
    ['', 'empty'],
    ['@example.org', 'a domain alone'],
    ['Tr0ub4dor&3', 'a password'],
    ['anna@example.org@hunter2', 'a login with a password behind it'],
    ['anna@example.org@Spring.2026', 'a login with a password that looks like a domain'],
    ['anna@hunter2', 'a password in place of the domain'],
    ['anna:hunter2', 'a login and its password'],
    ['änna@example.org', 'letters no login has'],
    ['a'.repeat(300), 'too long'],
  ])('%j: %s', (tried) => {
    expect(meantBy(tried, host)).toEqual(nobody);
  });
});
