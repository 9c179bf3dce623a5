// What to do about a step of a login test that failed: one table. The sentences for what happened are the FTP client's
// and the server's own. Pure.
import type { FtpFailure, FtpReply } from '../ftp-client/client.js';
import type { LoginTestStepName } from './login-tests.dto.js';

const forTheHost = 'This is for your host to mend: send them these lines.';

/** By the code of what stopped it. */
const byCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there: ask your host whether the FTP server runs. The login works once it does.',
  ETIMEDOUT: 'The server is down or a firewall is in between: ask your host. The login works once it answers.',
  ENOTFOUND: 'The name of the server leads nowhere: ask your host to correct it.',
  EAI_AGAIN: 'Try again in a moment; if it stays, ask your host to correct the name of the server.',
  EHOSTUNREACH: 'The server is down or unplugged: ask your host. The login works once it answers.',
  tls: 'Ask your host to look at the certificate of the server.',
  certificate: 'Your password was not sent. Ask your host whether the certificate was changed.',
  'too-late': 'Try again; if it stays, ask your host.',
};

/** By what the server says about the login. */
const byReply: readonly (readonly [RegExp, string])[] = [
  [/login or the password is wrong/i, 'Type the password again, or set a new one.'],
  [/disabled/i, 'Enable the FTP account, then try again.'],
  [/expired/i, 'Set a later expiry date, then try again.'],
  [/suspended/i, 'Ask your host why the customer is suspended.'],
  [/may not be used from your network/i, 'Add the address in the sentence to the allowed networks if it should work.'],
  [/as many sessions/i, 'Close one of its sessions, then try again.'],
  [/folder/i, 'Choose a folder that is there, or have it made, then try again.'],
  [/too many|banned|blocked/i, 'Wait a minute, then try again.'],
];

/** What to do about a control connection, TLS or data connection that did not come about. */
export function cureOfFailure(step: LoginTestStepName, { code }: Pick<FtpFailure, 'code'>): string {
  return byCode[code] ?? (step === 'log-in' ? 'Try again in a moment.' : forTheHost);
}

/** What to do about a login that the server refused. */
export function cureOfReply({ text }: Pick<FtpReply, 'text'>): string {
  return byReply.find(([words]) => words.test(text))?.[1] ?? 'Do what the server says, then try again.';
}

/** What to do where the login works and the listing does not come. */
export const cureOfListing = `The login works; only listings and transfers do not. ${forTheHost}`;
