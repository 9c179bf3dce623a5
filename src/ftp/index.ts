// The engine's public face. Whoever is outside src/ftp imports this file and nothing behind it; the panel's policy forms
// may import policy.ts, which is pure.
export {
  permissions,
  uploadModes,
  type Account,
  type Home,
  type HostPath,
  type Identity,
  type Permission,
  type UploadMode,
} from './account.js';
export { NameTable, namesOn } from './certificate-names.js';
export type {
  Ban,
  BandwidthDirection,
  BandwidthUse,
  DataConnectionFacts,
  Endpoint,
  ForeignSpeech,
  LiveDataConnection,
  LoginAttempt,
  LoginRefusal,
  SessionEnd,
  SessionFacts,
  SessionSnapshot,
  TransferFacts,
  TransferKind,
  TransferOutcome,
  TreeChange,
  UnfinishedUpload,
} from './facts.js';
export {
  configureIdentity,
  configureStaging,
  identityMode,
  Jail,
  jailBackend,
  JailError,
  type Backend,
  type Entry,
  type EntryKind,
  type IdentityMode,
  type JailErrorCode,
  type JailOptions,
  type LeftBehind,
  type Part,
  type Removed,
  type TreeRemoval,
  type Usage,
} from './jail/jail.js';
export type {
  ClaimEvents,
  ClaimRequest,
  PassivePorts,
  PortClaim,
  PortRange,
  RefusedPort,
} from './data/passive-ports.js';
export { defaultLimits, type Limits } from './limits.js';
export type { AccountRules } from './mode-rules.js';
export { describeCertificate, type CertificateDescription } from './certificate-description.js';
export { kindOfAddress } from './data/address.js';
export { NameRules, noNameRules, type NamePatterns } from './name-rules.js';
export { isInNetwork } from './networks.js';
export {
  allowedVerbs,
  dataVerbs,
  modeOf,
  presetOf,
  presets,
  tlsRules,
  tlsSessionReuses,
  tlsVersions,
  type DataMode,
  type DataVerb,
  type NetworkRule,
  type PeerCheck,
  type Preset,
  type ServerPolicy,
  type TlsRule,
  type TlsSessionReuse,
  type TlsVersion,
  type VerbRules,
  type VerbWishes,
} from './policy.js';
export type { Authenticator, Certificates, KeyPair, LoginAnswer, SessionObserver } from './ports.js';
export {
  allChanges,
  unlimitedQuotas,
  type MovedFolder,
  type QuotaMeter,
  type Quotas,
  type QuotaStanding,
  type Reservation,
  type Room,
  type Settlement,
  type Stored,
  type StoredChange,
} from './quota.js';
export { FtpError, reply } from './replies.js';
export { Secret } from './secret.js';
export { FtpServer, type FtpServerOptions } from './server.js';
export type { SessionFilter } from './session-filter.js';
export type { PlaceAnswer, PlaceBounds, Places } from './session-places.js';
export { verdicts, type Verdict } from './verdict.js';
export {
  escapeBytes,
  folderOf,
  joinPath,
  nameOf,
  partsOf,
  resolvePath,
  rootPath,
  unescapeBytes,
  type ByteString,
  type VirtualPath,
} from './virtual-path.js';
