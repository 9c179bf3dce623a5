// What a client reads whose login is refused: one table. Who did not give the right password learns nothing from it.
import type { Ban, LoginRefusal, NewAddress } from '../facts.js';
import { reply, type Reply } from '../replies.js';
import type { ByteString } from '../virtual-path.js';

/** What a refusal may name. */
export interface RefusalFacts {
  /** Since when it holds, where that is known. */
  readonly since?: Date | undefined;
  readonly clientAddress: string;
  readonly ban?: Ban | undefined;
  readonly movedTo?: NewAddress | undefined;
}

const wrong = 'The login or the password is wrong.';
const ask = 'ask whoever manages it';

/** RFC 2577 §5: the words of the first two are the same, for known and unknown names. */
const words: Readonly<Record<LoginRefusal, (facts: RefusalFacts) => ByteString>> = {
  'wrong-login-or-password': () => wrong,
  'previous-password': () => wrong,
  disabled: ({ since }) =>
    since === undefined
      ? `This FTP account is disabled; ${ask} to enable it.`
      : `This FTP account was disabled${on(since)}; ${ask} to enable it.`,
  suspended: ({ since }) =>
    since === undefined
      ? 'The customer that this account belongs to is suspended; ask your provider.'
      : `The customer that this account belongs to was suspended${on(since)}; ask your provider.`,
  expired: ({ since }) =>
    since === undefined
      ? `This account has expired; ${ask} to extend it.`
      : `This account expired${on(since)}; ${ask} to extend it.`,
  moved: ({ movedTo }) =>
    movedTo === undefined
      ? 'This FTP account has moved to another server; ask your provider which.'
      : `This FTP account has moved; connect to ${movedTo.host} port ${movedTo.port} and log in there as before.`,
  'network-not-allowed': ({ clientAddress }) =>
    `This account may not be used from your network (${clientAddress}); ${ask} to allow it.`,
  'session-limit': () => 'This account has as many sessions open as it may; close one and try again.',
  'customer-session-limit': () =>
    'The customer that this account belongs to has as many sessions open as its plan allows; close one and try again.',
  'home-unavailable': () => "The account's folder cannot be opened on the server; ask your provider.",
  'home-refused': () => "The account's folder may not be served by FTP; ask your provider.",
  'tls-required': () => 'This account logs in over TLS only; send AUTH TLS first.',
  banned: ({ ban = { reason: '', until: undefined }, clientAddress }) => banWords(ban, clientAddress),
};

/** The 530 for a refused login; 421 where there is no use in trying again. */
export function refusalReply(refused: LoginRefusal, facts: RefusalFacts): Reply {
  return reply(refused === 'banned' ? 421 : 530, words[refused](facts));
}

/** The 421 in place of a greeting. */
export function banReply(ban: Ban, clientAddress: string): Reply {
  return reply(421, banWords(ban, clientAddress));
}

/** Why, until when, and who can lift it. */
function banWords({ reason, until }: Ban, clientAddress: string): string {
  const end = until === undefined ? '' : ` until${stamp(until)}`;
  const why = reason === '' ? '' : ` (${reason.replace(/[.\s]+$/, '')})`;
  return `Your address ${clientAddress} is kept out${end}${why}; ask your provider to lift it.`;
}

const on = (moment: Date): string => ` on${stamp(moment)}`;

function stamp(moment: Date): string {
  const [day = '', time = ''] = moment.toISOString().split('T');
  return ` ${day} at ${time.slice(0, 5)} UTC`;
}
