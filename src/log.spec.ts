import { expect, test } from 'vitest';
import { QueryFailedError } from 'typeorm';
import { describeError } from './log.js';

test('the log gets no parameters of a statement', () => {
  const driverError = Object.assign(new Error('duplicate key value'), {
    code: '23505',
    constraint: 'ftp_accounts_login_key',
    detail: 'Key (login)=(anna@shop.example) already exists.',
  });
  const error = new QueryFailedError('insert into ftp_accounts values ($1)', ['$2b$10$hash'], driverError);
  const logged = JSON.stringify(describeError(error));
  expect(logged).toContain('ftp_accounts_login_key');
  expect(logged).not.toMatch(/\$2b\$|anna@shop|insert into/);
});
