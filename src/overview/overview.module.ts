// Everything on one page, and the watch for servers that fall silent.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { OverviewController } from './overview.controller.js';
import { OverviewService } from './overview.service.js';
import { ServerWatch } from './server-watch.service.js';

@Module({
  imports: [AuditModule, ServersModule],
  controllers: [OverviewController],
  providers: [OverviewService, ServerWatch],
})
export class OverviewModule {}
