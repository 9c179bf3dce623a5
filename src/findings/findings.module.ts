// What is fine in the installation and what is not.
import { Module } from '@nestjs/common';
import { ServersModule } from '../servers/servers.module.js';
import { FindingsController } from './findings.controller.js';
import { FindingsService } from './findings.service.js';

@Module({ imports: [ServersModule], controllers: [FindingsController], providers: [FindingsService] })
export class FindingsModule {}
