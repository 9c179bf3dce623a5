// The removal of folders by their servers; whoever deletes what has files imports this.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { RemovalProgress } from './removal-progress.service.js';
import { RemovalsController } from './removals.controller.js';
import { RemovalsService } from './removals.service.js';

@Module({
  imports: [AuditModule],
  controllers: [RemovalsController],
  providers: [RemovalsService, RemovalProgress],
  exports: [RemovalsService],
})
export class RemovalsModule {}
