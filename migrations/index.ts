// Every migration, oldest first. A migration is never edited once released; a new one is appended here.
import { PlansAndCustomers1767225600000 } from './1767225600000-plans-and-customers.js';
import { Servers1767225601000 } from './1767225601000-servers.js';
import { WebRootsAndFtpAccounts1767225602000 } from './1767225602000-web-roots-and-ftp-accounts.js';
import { SessionsAndRecords1767225603000 } from './1767225603000-sessions-and-records.js';
import { AuditAndBans1767225604000 } from './1767225604000-audit-and-bans.js';
import { FtpProcessLogin1767225605000 } from './1767225605000-ftp-process-login.js';
import { QuotaLedgers1767225606000 } from './1767225606000-quota-ledgers.js';
import { NameRules1767225607000 } from './1767225607000-name-rules.js';
import { ModeLayers1767225610000 } from './1767225610000-mode-layers.js';
import { PublicHostsAndPeers1767225611000 } from './1767225611000-public-hosts-and-peers.js';
import { RefusedPorts1767225611001 } from './1767225611001-refused-ports.js';
import { RefusedLogins1767225612000 } from './1767225612000-refused-logins.js';
import { LiveDataConnections1767225613000 } from './1767225613000-live-data-connections.js';
import { DataConnectionCounts1767225614000 } from './1767225614000-data-connection-counts.js';
import { SelfTests1767225615000 } from './1767225615000-self-tests.js';
import { WhoClosedAndWhy1767225616000 } from './1767225616000-who-closed-and-why.js';
import { FtpProcessRights1767225617000 } from './1767225617000-ftp-process-rights.js';
import { AccountLists1767225618000 } from './1767225618000-account-lists.js';
import { Revisions1767225620000 } from './1767225620000-revisions.js';
import { TwoStepSignIn1767225621000 } from './1767225621000-two-step-sign-in.js';
import { Removals1767225622000 } from './1767225622000-removals.js';
import { PlanFeatures1767225622500 } from './1767225622500-plan-features.js';
import { OneTimeLinks1767225623000 } from './1767225623000-one-time-links.js';
import { IdempotencyKeys1767225623500 } from './1767225623500-idempotency-keys.js';
import { CountsOverTime1767225624000 } from './1767225624000-counts-over-time.js';
import { Retention1767225624500 } from './1767225624500-retention.js';
import { Imports1767225625000 } from './1767225625000-imports.js';
import { BansAndContainment1767225626000 } from './1767225626000-bans-and-containment.js';
import { SiteMoves1767225627000 } from './1767225627000-site-moves.js';
import { ServersInThePanel1767225628000 } from './1767225628000-servers-in-the-panel.js';
import { WhatStreamsHear1767225629000 } from './1767225629000-what-streams-hear.js';
import { ListOrders1767225631000 } from './1767225631000-list-orders.js';
import { SessionClaims1767225632000 } from './1767225632000-session-claims.js';
import { TwoStepRules1767225633000 } from './1767225633000-two-step-rules.js';
import { OldestTls1767225634000 } from './1767225634000-oldest-tls.js';
import { UploadedCertificates1767225635000 } from './1767225635000-uploaded-certificates.js';
import { PasswordRules1767225636000 } from './1767225636000-password-rules.js';
import { Branding1767225637000 } from './1767225637000-branding.js';
import { BanExemptions1767225638000 } from './1767225638000-ban-exemptions.js';
import { NamesOfAServer1767225639000 } from './1767225639000-names-of-a-server.js';
import { ServerRevisions1767225640000 } from './1767225640000-server-revisions.js';
import { FirstRun1767225641000 } from './1767225641000-first-run.js';
import { DataConnectionOrders1767225642000 } from './1767225642000-data-connection-orders.js';
import { RetentionRevisions1767225643000 } from './1767225643000-retention-revisions.js';

export const migrations = [
  PlansAndCustomers1767225600000,
  Servers1767225601000,
  WebRootsAndFtpAccounts1767225602000,
  SessionsAndRecords1767225603000,
  AuditAndBans1767225604000,
  FtpProcessLogin1767225605000,
  QuotaLedgers1767225606000,
  NameRules1767225607000,
  ModeLayers1767225610000,
  PublicHostsAndPeers1767225611000,
  RefusedPorts1767225611001,
  RefusedLogins1767225612000,
  LiveDataConnections1767225613000,
  DataConnectionCounts1767225614000,
  SelfTests1767225615000,
  WhoClosedAndWhy1767225616000,
  FtpProcessRights1767225617000,
  AccountLists1767225618000,
  Revisions1767225620000,
  TwoStepSignIn1767225621000,
  Removals1767225622000,
  PlanFeatures1767225622500,
  OneTimeLinks1767225623000,
  IdempotencyKeys1767225623500,
  CountsOverTime1767225624000,
  Retention1767225624500,
  Imports1767225625000,
  BansAndContainment1767225626000,
  SiteMoves1767225627000,
  ServersInThePanel1767225628000,
  WhatStreamsHear1767225629000,
  ListOrders1767225631000,
  SessionClaims1767225632000,
  TwoStepRules1767225633000,
  OldestTls1767225634000,
  UploadedCertificates1767225635000,
  PasswordRules1767225636000,
  Branding1767225637000,
  BanExemptions1767225638000,
  NamesOfAServer1767225639000,
  ServerRevisions1767225640000,
  FirstRun1767225641000,
  DataConnectionOrders1767225642000,
  RetentionRevisions1767225643000,
];
