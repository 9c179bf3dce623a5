// What the server says: replies as values, every fixed sentence in one table, and the one place where an error becomes
// a reply. It doesn't write to anything; control/reply-writer.ts puts a reply on the wire.
import { JailError, type JailErrorCode } from './jail/jail-error.js';
import type { ByteString } from './virtual-path.js';

/** One answer to one command. Several lines make the multi-line form of RFC 959 §4.2. */
export interface Reply {
  readonly code: number;
  readonly lines: readonly ByteString[];
}

/** Makes a reply; the lines hold no line ends. */
export function reply(code: number, first: ByteString, ...more: readonly ByteString[]): Reply {
  return { code, lines: [first, ...more] };
}

/** An expected refusal: whoever runs the command answers with its reply. */
export class FtpError extends Error {
  constructor(readonly reply: Reply) {
    super(reply.lines.join(' '));
    this.name = 'FtpError';
  }
}

/** Every reply whose words never change. Codes: RFC 959 §4.2.1, RFC 2228 §3, RFC 2428 §2, RFC 4217 §5. */
export const replies = {
  okay: reply(200, 'Okay.'),
  timeSet: reply(200, 'The time is set.'),
  dataEncrypted: reply(200, 'Data connections are encrypted now.'),
  dataInClear: reply(200, 'Data connections are in clear now.'),
  superfluous: reply(202, 'Not needed here.'),
  nothingToAbort: reply(225, 'No transfer is running.'),
  aborted: reply(226, 'The abort is done; the data connection is closed.'),
  goodbye: reply(221, 'Goodbye.'),
  readyAgain: reply(220, 'Ready for another login.'),
  hostChosen: reply(220, 'This server has that name; go on with USER.'),
  loggedIn: reply(230, 'You are logged in.'),
  sendPassword: reply(331, 'Send the password with PASS.'),
  secured: reply(234, 'Begin the TLS handshake.'),
  transferred: reply(226, 'The transfer is complete.'),
  done: reply(250, 'Done.'),
  sendRnto: reply(350, 'Send the new name with RNTO.'),

  noDataConnection: reply(425, 'Agree on a data connection first: send EPSV, PASV, EPRT or PORT.'),
  transferAborted: reply(426, 'The transfer was aborted.'),
  noCertificate: reply(431, 'This server has no certificate to speak TLS with.'),
  partWasShown: reply(
    450,
    'Your last upload of this file broke off, and SIZE told how far it came; ask again for the whole file as it stands.',
  ),
  hashBusy: reply(450, 'The server works on as many digests as it may; try again in a moment.'),
  fileBecameShorter: reply(451, 'The file became shorter while it was sent; fetch it again.'),
  localError: reply(451, 'The server met an unexpected error; nothing was done.'),

  unknownCommand: reply(500, 'This is no command of FTP; send HELP for those that are known.'),
  lineTooLong: reply(500, 'The line is longer than 4096 bytes and was not read.'),
  argumentMissing: reply(501, 'This command needs an argument; HELP and its name say which.'),
  argumentForbidden: reply(501, 'This command takes no argument.'),
  argumentUnreadable: reply(501, 'The argument cannot be read; HELP and the name of the command say how to write it.'),
  notImplemented: reply(502, 'This server does not know that command.'),
  tlsIsOff: reply(502, 'TLS is switched off on this server.'),
  pasvIsIpv4: reply(502, 'PASV can name IPv4 addresses only and this session runs over IPv6; use EPSV.'),
  loginFirst: reply(503, 'Send USER first.'),
  alreadyLoggedIn: reply(503, 'You are already logged in; send REIN or USER to begin again.'),
  hostBeforeUser: reply(503, 'HOST comes before USER; send REIN to begin again.'),
  tlsFirst: reply(503, 'Send AUTH TLS first.'),
  protectionSizeFirst: reply(503, 'Send PBSZ 0 first.'),
  alreadySecure: reply(503, 'This connection is encrypted already.'),
  renameFirst: reply(503, 'Send RNFR with the old name first.'),
  epsvAll: reply(503, 'After EPSV ALL only EPSV is accepted (RFC 2428).'),
  mlsdOfFile: reply(501, 'MLSD lists folders only; MLST tells of a file.'),
  hashUnknown: reply(501, 'SHA-256 is the only algorithm here; it stays chosen.'),
  parameterUnknown: reply(504, 'The command is known, this parameter is not.'),
  hostIsNotSni: reply(
    504,
    'HOST must give the name that your TLS handshake gave (SNI); connect again to give another.',
  ),
  hostUnknown: reply(504, 'This server does not have that name.'),
  binaryToRestart: reply(504, 'A transfer can start further on in TYPE I only; send TYPE I first.'),
  dataMustBeProtected: reply(521, 'Data connections must be encrypted on this server; send PBSZ 0 and PROT P first.'),
  notLoggedIn: reply(530, 'Log in with USER and PASS first.'),
  needsTls: reply(530, 'This server takes logins over TLS only; send AUTH TLS first.'),
  protectionRequired: reply(534, 'This server requires protected data connections (PROT P).'),
  controlStaysProtected: reply(534, 'The control connection stays encrypted.'),
  protectionUnknown: reply(536, 'TLS knows the levels C (clear) and P (private) only.'),
  hashOfFolder: reply(553, 'Only a file has a digest.'),
  notPermitted: reply(550, 'This account is not permitted to do that.'),
  sizeNeedsBinary: reply(550, 'The size is known in TYPE I only; send TYPE I first.'),
} as const satisfies Record<string, Reply>;

/** What the client reads for each way in which the jail refuses or fails; the words are the jail's. */
const jailCodes: Readonly<Record<JailErrorCode, number>> = {
  'home-missing': 550,
  'home-not-a-folder': 550,
  'not-found': 550,
  exists: 550,
  'not-a-file': 550,
  'not-a-folder': 550,
  'not-empty': 550,
  'into-itself': 553,
  'not-permitted': 550,
  'no-space': 452,
  'quota-exceeded': 552,
  'read-only': 550,
  'name-too-long': 553,
  'name-refused': 553,
  'too-many-links': 550,
  'beyond-end': 554,
  'crosses-devices': 550,
  busy: 450,
  replaced: 451,
  io: 451,
};

/** What the client is told about an error, whatever it was. What nobody foresaw is 451 and tells nothing. */
export function replyFor(error: unknown): Reply {
  if (error instanceof FtpError) return error.reply;
  if (error instanceof JailError) return reply(jailCodes[error.code], error.message);
  return replies.localError;
}
