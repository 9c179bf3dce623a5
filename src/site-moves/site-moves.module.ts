// Moving sites between servers.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ServerTasksModule } from '../server-tasks/server-tasks.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { WebRootsModule } from '../web-roots/web-roots.module.js';
import { CopyChecksService } from './copy-checks.service.js';
import { SiteMovesController } from './site-moves.controller.js';
import { SiteMovesService } from './site-moves.service.js';

@Module({
  imports: [AuditModule, ServerTasksModule, ServersModule, WebRootsModule],
  controllers: [SiteMovesController],
  providers: [SiteMovesService, CopyChecksService],
  exports: [SiteMovesService],
})
export class SiteMovesModule {}
