// Self-tests of servers.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ServerTasksModule } from '../server-tasks/server-tasks.module.js';
import { SelfTestSchedule } from './self-test-schedule.service.js';
import { SelfTestsController } from './self-tests.controller.js';
import { SelfTestsService } from './self-tests.service.js';

@Module({
  imports: [AuditModule, ServerTasksModule],
  controllers: [SelfTestsController],
  providers: [SelfTestsService, SelfTestSchedule],
})
export class SelfTestsModule {}
