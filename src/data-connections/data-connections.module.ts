// Data connections, how they fare over time, and tries to log in.
import { Module } from '@nestjs/common';
import { DataConnectionsController } from './data-connections.controller.js';
import { DataConnectionsService } from './data-connections.service.js';
import { SummaryController } from './summary.controller.js';
import { SummaryService } from './summary.service.js';

@Module({
  controllers: [DataConnectionsController, SummaryController],
  providers: [DataConnectionsService, SummaryService],
})
export class DataConnectionsModule {}
