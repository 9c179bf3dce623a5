// From a line to a row of the table, and the gates between them. Every rule that keeps a verb from running is a column
// compared here, in one place and in one order.
import type { Command, CommandTable } from './commands/define.js';
import type { CommandLine } from './control/command-line.js';
import { whyForbidden } from './mode-rules.js';
import { replies, reply, type Reply } from './replies.js';
import type { Session } from './session.js';
import type { ByteString } from './virtual-path.js';

type Gate = (session: Session, command: Command) => Reply | undefined;

/** What the session has yet to do before the verb may be used. */
const notYet: readonly Gate[] = [
  (session, { tls }) => (session.mustEncryptFirst && tls === undefined ? replies.needsTls : undefined),
  (session, { login }) => (login === 'required' && session.login.at !== 'in' ? replies.notLoggedIn : undefined),
];

/** What this server, or this account, does not allow at all; such a verb is not advertised either. */
const never: readonly Gate[] = [
  (session, { tls }) => (tls === 'negotiates' && session.rules.tls.rule === 'off' ? replies.tlsIsOff : undefined),
  (session, { tls }) =>
    tls === 'negotiates' && !session.secure && !session.host.hasCertificate ? replies.noCertificate : undefined,
  (session, { dataVerb }) => {
    const why = dataVerb && whyForbidden(dataVerb, session.rules);
    return why === undefined ? undefined : reply(502, why);
  },
  ({ login }, { needs }) =>
    needs !== undefined && login.at === 'in' && !login.account.permissions.has(needs)
      ? replies.notPermitted
      : undefined,
];

/** What stands in the way of this one command now. */
const notNow: readonly Gate[] = [
  (session, { dataVerb }) =>
    session.epsvAll && dataVerb !== undefined && dataVerb !== 'EPSV' ? replies.epsvAll : undefined,
  (session, { transfers }) =>
    transfers && session.rules.tls.rule === 'required-data' && session.protection !== 'P'
      ? replies.dataMustBeProtected
      : undefined,
];

const gates: readonly Gate[] = [...notYet, ...never, ...notNow];

/** Why the session may not use the command; undefined where it may. The first gate that is shut speaks. */
export function refusalOf(session: Session, command: Command): Reply | undefined {
  return firstShut(gates, session, command);
}

/** Whether FEAT and HELP may name the command to this session. */
export function isOffered(session: Session, command: Command): boolean {
  return firstShut(never, session, command) === undefined;
}

/** A row and what was written behind its verb. */
export interface Asked {
  readonly command: Command;
  readonly argument: ByteString;
}

/** Finds the row: that of the first two words where there is one (`SITE CHMOD`), else that of the first. */
export function find(commands: CommandTable, { verb, argument }: CommandLine): Asked | undefined {
  const [, word = '', rest = ''] = /^(\S*)(?: ([^]*))?$/.exec(argument) ?? [];
  const subcommand = commands.get(`${verb} ${word.toUpperCase()}`);
  if (subcommand !== undefined) return { command: subcommand, argument: rest };
  const command = commands.get(verb);
  return command && { command, argument };
}

function firstShut(asked: readonly Gate[], session: Session, command: Command): Reply | undefined {
  for (const gate of asked) {
    const refusal = gate(session, command);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
