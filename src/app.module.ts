// The panel: imports the modules; nothing else.
import { type DynamicModule, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountsModule } from './accounts/accounts.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BansModule } from './bans/bans.module.js';
import { BrandingModule } from './branding/branding.module.js';
import { ContainmentModule } from './containment/containment.module.js';
import { CustomersModule } from './customers/customers.module.js';
import { DataConnectionsModule } from './data-connections/data-connections.module.js';
import { dataSourceOptions } from './database/data-source.js';
import { DatabaseModule } from './database/database.module.js';
import { DoctorModule } from './doctor/doctor.module.js';
import { FindingsModule } from './findings/findings.module.js';
import { HandOverModule } from './hand-over/hand-over.module.js';
import { HttpModule } from './http/http.module.js';
import type { Settings } from './http/settings.js';
import { SettingsModule } from './http/settings.module.js';
import { ImportModule } from './import/import.module.js';
import { LoginTestsModule } from './login-tests/login-tests.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ModesModule } from './modes/modes.module.js';
import { ProvisioningModule } from './provisioning/provisioning.module.js';
import { SelfTestsModule } from './self-tests/self-tests.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { RefusedLoginsModule } from './refused-logins/refused-logins.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { RemovalsModule } from './removals/removals.module.js';
import { PeopleModule } from './people/people.module.js';
import { SearchModule } from './search/search.module.js';
import { ServersModule } from './servers/servers.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SiteMovesModule } from './site-moves/site-moves.module.js';
import { SsoModule } from './sso/sso.module.js';
import { TransfersModule } from './transfers/transfers.module.js';
import { UsageModule } from './usage/usage.module.js';
import { WebRootsModule } from './web-roots/web-roots.module.js';

/** What the panel is built from. */
export interface PanelParts {
  readonly settings: Settings;
  readonly databaseUrl: string;
  /** Open already. */
  readonly database: DataSource;
}

/** What every feature stands on. */
const foundation = ({ settings, databaseUrl, database }: PanelParts) => [
  SettingsModule.of(settings),
  DatabaseModule.of(database, databaseUrl),
  HttpModule,
  AuthModule,
];

@Module({})
export class AppModule {
  /** The panel over an open database. */
  static of(parts: PanelParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ...foundation(parts),
        PeopleModule,
        CustomersModule,
        ServersModule,
        ModesModule,
        SelfTestsModule,
        NoticesModule,
        WebRootsModule,
        RemovalsModule,
        SiteMovesModule,
        AccountsModule,
        LoginTestsModule,
        SessionsModule,
        TransfersModule,
        DataConnectionsModule,
        DoctorModule,
        RefusedLoginsModule,
        ImportModule,
        BansModule,
        ContainmentModule,
        SearchModule,
        MetricsModule,
        HandOverModule,
        SsoModule,
        ProvisioningModule,
        AuditModule,
        OverviewModule,
        UsageModule,
        RetentionModule,
        BrandingModule,
        FindingsModule,
      ],
    };
  }

  /** The panel's shape only, for describing its API: nothing of it is ever started. */
  static forPreview(): DynamicModule {
    const databaseUrl = 'postgres://preview';
    const settings = { databaseUrl, http: { host: '', port: 0 }, minSystemUid: 1, sessionSecret: undefined };
    const database = new DataSource(dataSourceOptions(databaseUrl, 'portside preview'));
    return AppModule.of({ settings, databaseUrl, database });
  }
}
