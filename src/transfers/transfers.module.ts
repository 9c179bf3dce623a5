// The transfer log, and the uploads that stopped before their end.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ServerTasksModule } from '../server-tasks/server-tasks.module.js';
import { TransfersController } from './transfers.controller.js';
import { TransfersService } from './transfers.service.js';
import { UnfinishedUploadsController } from './unfinished-uploads.controller.js';
import { UnfinishedUploadsService } from './unfinished-uploads.service.js';

@Module({
  imports: [AuditModule, ServerTasksModule],
  controllers: [TransfersController, UnfinishedUploadsController],
  providers: [TransfersService, UnfinishedUploadsService],
})
export class TransfersModule {}
