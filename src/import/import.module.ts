// Imports from other panels, and exports that they can read.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { ExportService } from './export.service.js';
import { ImportService } from './import.service.js';

@Module({
  imports: [AuditModule, ServersModule],
  providers: [ExportService, ImportService],
  exports: [ExportService, ImportService],
})
export class ImportModule {}
