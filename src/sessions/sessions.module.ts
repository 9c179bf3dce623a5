// FTP sessions and the events that tell browsers what to read again.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { ServerTasksModule } from '../server-tasks/server-tasks.module.js';
import { EventsController } from './events.controller.js';
import { EventsService } from './events.service.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';

@Module({
  imports: [AuditModule, AuthModule, ServerTasksModule],
  controllers: [SessionsController, EventsController],
  providers: [SessionsService, EventsService],
})
export class SessionsModule {}
