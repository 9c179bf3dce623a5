// Imports from other panels.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { ImportService } from './import.service.js';

@Module({
  imports: [AuditModule, ServersModule],
  providers: [ImportService],
  exports: [ImportService],
})
export class ImportModule {}
