// What the server says about itself and the session: FEAT HELP SYST STAT NOOP OPTS CLNT SITE SMNT. FEAT and HELP are
// read off the command table, so they cannot promise what the gates refuse.
import { isOffered } from '../dispatch.js';
import { FtpError, reply, replies, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import { escapeBytes, type ByteString } from '../virtual-path.js';
import type { Command } from './define.js';
import { listLines } from './listing-source.js';
import { findTop } from './listing-top.js';
import { readListRequest } from './list-request.js';

/** How many lines STAT of a folder may have; it is held in memory, unlike LIST. */
const longestStat = 1_000;

/** FEAT (RFC 2389 §3). */
export function feat(session: Session): Reply {
  const features = offered(session).flatMap(({ feat: feature }) => {
    if (feature === undefined) return [];
    return [` ${typeof feature === 'string' ? feature : feature(session)}`];
  });
  return reply(211, 'Extensions:', ...features, 'End.');
}

/** HELP: every command, or how to write one. */
export function help(session: Session, asked: ByteString): Reply {
  return asked === '' ? allCommands(session, '') : helpFor(session, asked.trim().toUpperCase());
}

/** SITE HELP. */
export function siteHelp(session: Session): Reply {
  return allCommands(session, 'SITE ');
}

export function syst(): Reply {
  return reply(215, 'UNIX Type: L8');
}

export function noop(): Reply {
  return replies.okay;
}

/** STAT: how a transfer stands or, with a path, what LIST would send (RFC 959 §4.1.3). */
export async function stat(session: Session, asked: ByteString): Promise<Reply> {
  if (asked === '') return reply(211, 'Portside:', ...statusOf(session).map((line) => ` ${line}`), 'End.');
  const { account, jail } = session.who;
  if (!account.permissions.has('list')) throw new FtpError(replies.notPermitted);
  const request = { ...readListRequest(asked, session.workingFolder), recursive: false };
  const top = await findTop(jail, request);
  const lines: ByteString[] = [];
  for await (const line of listLines({ jail, request, top, form: 'long' })) {
    if (lines.push(` ${line}`) < longestStat) continue;
    lines.push(' ... and more; LIST sends all.');
    break;
  }
  return reply(top.entry.kind === 'folder' ? 212 : 213, 'Status:', ...lines, 'End.');
}

/** CLNT: what the client says it is; only written down. */
export function clnt(session: Session, program: ByteString): Reply {
  session.clientProgram = escapeBytes(program.slice(0, 100));
  return replies.okay;
}

/** OPTS UTF8: names are bytes here, and UTF-8 is what listings and the panel take them for (RFC 2640). */
export function optsUtf8(_session: Session, asked: 'ON' | 'OFF'): Reply {
  return asked === 'ON' ? reply(200, 'Names are UTF-8.') : replies.parameterUnknown;
}

/** OPTS with a word that is no row of the table. */
export function unknownOption(): Reply {
  return replies.argumentUnreadable;
}

/** SITE with a word that is no row of the table. */
export function unknownSite(): Reply {
  return replies.parameterUnknown;
}

/** What this server knows by name and does not do. */
export function notHere(): Reply {
  return replies.notImplemented;
}

function offered(session: Session): Command[] {
  return [...session.host.commands.values()].filter((command) => isOffered(session, command));
}

function allCommands(session: Session, prefix: string): Reply {
  const verbs = offered(session)
    .filter(({ verb }) => (prefix === '' ? !verb.includes(' ') : verb.startsWith(prefix)))
    .map(({ verb }) => verb.slice(prefix.length).padEnd(6));
  const lines: string[] = [];
  for (let at = 0; at < verbs.length; at += 8)
    lines.push(
      ` ${verbs
        .slice(at, at + 8)
        .join(' ')
        .trimEnd()}`,
    );
  return reply(214, 'These commands are known:', ...lines, 'Send HELP and a name to read more.');
}

function helpFor(session: Session, verb: string): Reply {
  const command = session.host.commands.get(verb);
  if (command === undefined || !isOffered(session, command)) return reply(502, 'There is no such command here.');
  const where = /^\d/.test(command.rfc) ? `RFC ${command.rfc.replaceAll('§', 'section ')}` : command.rfc;
  return reply(214, `${`${command.verb} ${command.syntax}`.trimEnd()}: ${command.about} (${where}).`);
}

function statusOf(session: Session): string[] {
  const { peer } = session.transport;
  const account = session.login.at === 'in' ? session.login.account.login : undefined;
  return [
    `Connected from ${peer.address}, ${session.tls?.version ?? 'not encrypted'}`,
    account === undefined ? 'Not logged in' : `Logged in as ${account}`,
    `TYPE ${session.type}, data connections ${session.protection === 'P' ? 'encrypted' : 'in clear'}`,
    transferStatus(session),
  ];
}

function transferStatus({ transfer }: Session): string {
  const running = transfer?.snapshot();
  if (running === undefined) return 'No transfer is running';
  const seconds = Math.max((Date.now() - running.startedAt.getTime()) / 1000, 0.001);
  const total = running.totalBytes === undefined ? '' : ` of ${running.totalBytes}`;
  return `A ${running.kind} is running: ${running.bytes}${total} bytes, ${Math.round(running.bytes / seconds)} a second`;
}
