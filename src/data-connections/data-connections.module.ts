// Data connections and tries to log in.
import { Module } from '@nestjs/common';
import { DataConnectionsController } from './data-connections.controller.js';
import { DataConnectionsService } from './data-connections.service.js';

@Module({ controllers: [DataConnectionsController], providers: [DataConnectionsService] })
export class DataConnectionsModule {}
