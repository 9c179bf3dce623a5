// The panel, and what only its command line needs.
import { type DynamicModule, Module } from '@nestjs/common';
import { AppModule, type PanelParts } from '../app.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { AdminsService } from './admins.service.js';
import { NamesService } from './names.service.js';

@Module({})
export class CommandLineModule {
  /** The panel over an open database, with the services of the command line. */
  static of(parts: PanelParts): DynamicModule {
    return {
      module: CommandLineModule,
      imports: [AppModule.of(parts), AuditModule, AuthModule, ServersModule],
      providers: [AdminsService, NamesService],
    };
  }
}
