// Containing customers whose sites are abused, and taking the evidence along.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ContainmentController } from './containment.controller.js';
import { ContainmentService } from './containment.service.js';
import { EvidenceService } from './evidence.service.js';

@Module({
  imports: [AuditModule],
  controllers: [ContainmentController],
  providers: [ContainmentService, EvidenceService],
})
export class ContainmentModule {}
