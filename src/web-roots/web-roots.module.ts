// Web roots.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ServerTasksModule } from '../server-tasks/server-tasks.module.js';
import { WebRootChecks } from './web-root-checks.service.js';
import { WebRootsController } from './web-roots.controller.js';
import { WebRootsService } from './web-roots.service.js';

@Module({
  imports: [AuditModule, ServerTasksModule],
  controllers: [WebRootsController],
  providers: [WebRootsService, WebRootChecks],
  exports: [WebRootsService],
})
export class WebRootsModule {}
