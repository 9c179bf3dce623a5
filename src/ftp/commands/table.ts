// The whole protocol on one screen: a row a verb. A rule about verbs is a column here and a gate in dispatch.ts; FEAT,
// HELP, the tests that walk the rows and docs/commands.md are read off this table.
import * as access from './access.js';
import {
  allocation,
  byte,
  extendedHostPort,
  hashName,
  hostName,
  hostPort,
  listRequest,
  mlstFacts,
  modeAndPath,
  modeCode,
  none,
  onOff,
  optionalPath,
  optionalSeconds,
  optionalText,
  passiveProtocol,
  path,
  protectionLevel,
  securityMechanism,
  structureCode,
  text,
  timeAndPath,
  typeCode,
  utime,
} from './args.js';
import * as change from './change.js';
import * as channel from './channel.js';
import { command, type Command, type CommandTable } from './define.js';
import * as digest from './digest.js';
import * as files from './file-facts.js';
import * as info from './info.js';
import * as listing from './listing.js';
import { mlstFeature } from './mlst-facts.js';
import * as navigation from './navigation.js';
import * as own from './own-sessions.js';
import * as security from './security.js';
import * as space from './space.js';
import * as transfer from './transfer.js';

const anyone = 'optional';
const required = 'required';

// prettier-ignore
export const table: readonly Command[] = [
  //       verb         argument           handler              who may, and what else is true of it                                        specified                    help
  command('HOST',       hostName,          access.host,         { login: anyone, tls: 'exempt', feat: 'HOST',                               rfc: '7151 §3',              about: 'name the host that was dialled' }),
  command('USER',       text,              access.user,         { login: anyone,                                                            rfc: '959 §4.1.1',           about: 'name the account' }),
  command('PASS',       text,              access.pass,         { login: anyone, secret: true,                                              rfc: '959 §4.1.1',           about: 'prove it' }),
  command('ACCT',       text,              access.acct,         { login: required,                                                          rfc: '959 §4.1.1',           about: 'not needed' }),
  command('REIN',       none,              access.rein,         { login: anyone, tls: 'exempt',                                             rfc: '959 §4.1.1',           about: 'log out and begin again' }),
  command('QUIT',       none,              access.quit,         { login: anyone, tls: 'exempt', leaves: true,                               rfc: '959 §4.1.1',           about: 'say goodbye' }),

  command('AUTH',       securityMechanism, security.auth,       { login: anyone, tls: 'negotiates', feat: 'AUTH TLS',                       rfc: '4217 §4',              about: 'encrypt this connection' }),
  command('PBSZ',       byte,              security.pbsz,       { login: anyone, tls: 'negotiates', feat: 'PBSZ',                           rfc: '4217 §8',              about: 'agree on the buffer size 0' }),
  command('PROT',       protectionLevel,   security.prot,       { login: anyone, tls: 'negotiates', feat: 'PROT',                           rfc: '4217 §9',              about: 'encrypt data connections or not' }),
  command('CCC',        none,              security.ccc,        { login: anyone, tls: 'negotiates',                                         rfc: '4217 §3',              about: 'refused: what is encrypted stays so' }),

  command('FEAT',       none,              info.feat,           { login: anyone, tls: 'exempt',                                             rfc: '2389 §3',              about: 'list extensions' }),
  command('HELP',       optionalText,      info.help,           { login: anyone, tls: 'exempt',                                             rfc: '959 §4.1.3',           about: 'list commands, or explain one' }),
  command('SYST',       none,              info.syst,           { login: anyone, tls: 'exempt',                                             rfc: '959 §4.1.3',           about: 'name the kind of system' }),
  command('NOOP',       none,              info.noop,           { login: anyone, tls: 'exempt', while: 'transferring',                      rfc: '959 §4.1.3',           about: 'do nothing' }),
  command('STAT',       optionalText,      info.stat,           { login: required, while: 'transferring',                                   rfc: '959 §4.1.3',           about: 'tell how a transfer stands, or list here' }),
  command('CLNT',       text,              info.clnt,           { login: anyone, tls: 'exempt', feat: 'CLNT',                               rfc: 'draft-peterson',       about: 'name the client program' }),
  command('OPTS',       text,              info.unknownOption,  { login: anyone, tls: 'exempt',                                             rfc: '2389 §4',              about: 'set options of a command' }),
  command('OPTS UTF8',  onOff,             info.optsUtf8,       { login: anyone, tls: 'exempt', feat: 'UTF8',                               rfc: '2640 §3',              about: 'names are UTF-8' }),
  command('OPTS MLST',  mlstFacts,         files.optsMlst,      { login: required, needs: 'list',                                           rfc: '3659 §7.9',            about: 'choose the facts' }),
  command('OPTS HASH',  hashName,          digest.optsHash,     { login: anyone, tls: 'exempt', needs: 'download',                          rfc: 'draft-bryan-ftp-hash', about: 'choose the algorithm' }),
  command('SITE',       text,              info.unknownSite,    { login: required,                                                          rfc: '959 §4.1.3',           about: 'commands of this server' }),
  command('SITE HELP',  none,              info.siteHelp,       { login: required,                                                          rfc: '959 §4.1.3',           about: 'list commands of this server' }),
  command('SITE CHMOD', modeAndPath,       change.chmod,        { login: required, needs: 'chmod',                                          rfc: '959 §4.1.3',           about: 'set permissions' }),
  command('SITE UTIME', utime,             change.utime,        { login: required, needs: 'set-time',                                       rfc: '959 §4.1.3',           about: 'say when it was changed' }),
  command('SITE IDLE',  optionalSeconds,   own.idle,            { login: required,                                                          rfc: '959 §4.1.3',           about: 'how long to wait for a command' }),
  command('SITE QUOTA', none,              space.quota,         { login: required,                                                          rfc: '959 §4.1.3',           about: 'tell the limit and the use' }),
  command('SITE WHO',   none,              own.who,             { login: required,                                                          rfc: '959 §4.1.3',           about: 'list the sessions of this account' }),
  command('SMNT',       text,              info.notHere,        { login: required,                                                          rfc: '959 §4.1.1',           about: 'not implemented' }),

  command('CWD',        path,              navigation.cwd,      { login: required, feat: 'TVFS',                                            rfc: '959 §4.1.1, 3659 §6',  about: 'change the working folder' }),
  command('XCWD',       path,              navigation.cwd,      { login: required,                                                          rfc: '775',                  about: 'the same as CWD' }),
  command('CDUP',       none,              navigation.cdup,     { login: required,                                                          rfc: '959 §4.1.1',           about: 'change to the parent folder' }),
  command('XCUP',       none,              navigation.cdup,     { login: required,                                                          rfc: '775',                  about: 'the same as CDUP' }),
  command('PWD',        none,              navigation.pwd,      { login: required,                                                          rfc: '959 §4.1.3',           about: 'name the working folder' }),
  command('XPWD',       none,              navigation.pwd,      { login: required,                                                          rfc: '775',                  about: 'the same as PWD' }),

  command('TYPE',       typeCode,          channel.type,        { login: required,                                                          rfc: '959 §4.1.2',           about: 'send lines or bytes' }),
  command('MODE',       modeCode,          channel.accepted,    { login: required,                                                          rfc: '959 §4.1.2',           about: 'stream is the only mode' }),
  command('STRU',       structureCode,     channel.accepted,    { login: required,                                                          rfc: '959 §4.1.2',           about: 'file is the only structure' }),
  command('PASV',       none,              channel.pasv,        { login: required, dataVerb: 'PASV',                                        rfc: '959 §4.1.2',           about: 'the server opens a port' }),
  command('EPSV',       passiveProtocol,   channel.epsv,        { login: required, dataVerb: 'EPSV', feat: 'EPSV',                          rfc: '2428 §3',              about: 'the same, for any address family' }),
  command('PORT',       hostPort,          channel.port,        { login: required, dataVerb: 'PORT',                                        rfc: '959 §4.1.2',           about: 'the client opens a port' }),
  command('EPRT',       extendedHostPort,  channel.eprt,        { login: required, dataVerb: 'EPRT', feat: 'EPRT',                          rfc: '2428 §2',              about: 'the same, for any address family' }),

  command('LIST',       listRequest,       listing.list,        { login: required, needs: 'list', transfers: true,                          rfc: '959 §4.1.3',           about: 'list a folder for people' }),
  command('NLST',       listRequest,       listing.nlst,        { login: required, needs: 'list', transfers: true,                          rfc: '959 §4.1.3',           about: 'list names' }),
  command('MLSD',       optionalPath,      listing.mlsd,        { login: required, needs: 'list', transfers: true,                          rfc: '3659 §7',              about: 'list a folder for programs' }),
  command('MLST',       optionalPath,      files.mlst,          { login: required, needs: 'list', feat: (s) => mlstFeature(s.mlstFacts),    rfc: '3659 §7',              about: 'tell the facts of one thing' }),
  command('SIZE',       path,              files.size,          { login: required, needs: 'list', feat: 'SIZE',                             rfc: '3659 §4',              about: 'tell how many bytes' }),
  command('MDTM',       path,              files.mdtm,          { login: required, needs: 'list', feat: 'MDTM',                             rfc: '3659 §3',              about: 'tell when it was changed' }),
  command('MFMT',       timeAndPath,       change.mfmt,         { login: required, needs: 'set-time', feat: 'MFMT',                         rfc: 'draft-somers-ftp-mfxx', about: 'say when it was changed' }),

  command('HASH',       path,              digest.hash,         { login: required, needs: 'download', feat: 'HASH SHA-256*',                rfc: 'draft-bryan-ftp-hash', about: "tell a file's digest" }),
  command('AVBL',       optionalPath,      space.avbl,          { login: required, feat: 'AVBL',                                            rfc: 'draft-peterson',       about: 'tell how many bytes are free' }),

  command('RETR',       path,              transfer.retr,       { login: required, needs: 'download', transfers: true,                      rfc: '959 §4.1.3',           about: 'fetch a file' }),
  command('STOR',       path,              transfer.stor,       { login: required, needs: 'upload', transfers: true,                        rfc: '959 §4.1.3',           about: 'store a file' }),
  command('STOU',       optionalPath,      transfer.stou,       { login: required, needs: 'upload', transfers: true,                        rfc: '959 §4.1.3, 1123 §4.1.2.9', about: 'store under a new name' }),
  command('APPE',       path,              transfer.appe,       { login: required, needs: 'append', transfers: true,                        rfc: '959 §4.1.3',           about: 'add to a file' }),
  command('REST',       byte,              transfer.rest,       { login: required, feat: 'REST STREAM',                                     rfc: '3659 §5',              about: 'the next transfer begins here' }),
  command('ALLO',       allocation,        transfer.allo,       { login: required,                                                          rfc: '959 §4.1.3',           about: 'say how many bytes the next upload has' }),
  command('ABOR',       none,              transfer.abor,       { login: required, while: 'transferring',                                   rfc: '959 §4.1.3',           about: 'cut the transfer' }),

  command('RNFR',       path,              change.rnfr,         { login: required, needs: 'rename',                                         rfc: '959 §4.1.3',           about: 'rename this' }),
  command('RNTO',       path,              change.rnto,         { login: required, needs: 'rename',                                         rfc: '959 §4.1.3',           about: 'to this' }),
  command('DELE',       path,              change.dele,         { login: required, needs: 'delete',                                         rfc: '959 §4.1.3',           about: 'delete a file' }),
  command('MKD',        path,              change.mkd,          { login: required, needs: 'make-folder',                                    rfc: '959 §4.1.3',           about: 'make a folder' }),
  command('XMKD',       path,              change.mkd,          { login: required, needs: 'make-folder',                                    rfc: '775',                  about: 'the same as MKD' }),
  command('RMD',        path,              change.rmd,          { login: required, needs: 'remove-folder',                                  rfc: '959 §4.1.3',           about: 'remove an empty folder' }),
  command('XRMD',       path,              change.rmd,          { login: required, needs: 'remove-folder',                                  rfc: '775',                  about: 'the same as RMD' }),
];

/** The table, by verb. */
export const commands: CommandTable = new Map(table.map((row) => [row.verb, row]));
