// Notices: what customers are told about their client programs.
import { Module } from '@nestjs/common';
import { ServersModule } from '../servers/servers.module.js';
import { NoticesController } from './notices.controller.js';
import { NoticesService } from './notices.service.js';

@Module({ imports: [ServersModule], controllers: [NoticesController], providers: [NoticesService] })
export class NoticesModule {}
