// Asking servers; every feature that needs a server's disk or live engine imports this.
import { Module } from '@nestjs/common';
import { ServerTasksService } from './server-tasks.service.js';

@Module({ providers: [ServerTasksService], exports: [ServerTasksService] })
export class ServerTasksModule {}
