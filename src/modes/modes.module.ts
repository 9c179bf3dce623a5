// Modes: what plans and accounts say about data connections, and what holds in the end.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { ModesController } from './modes.controller.js';
import { ModesService } from './modes.service.js';

@Module({ imports: [AuditModule, ServersModule], controllers: [ModesController], providers: [ModesService] })
export class ModesModule {}
