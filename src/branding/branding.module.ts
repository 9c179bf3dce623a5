// How the panel shows itself, and what it tells anybody.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { BrandingController } from './branding.controller.js';
import { BrandingService } from './branding.service.js';
import { PanelFactsController } from './panel-facts.controller.js';
import { PanelFactsService } from './panel-facts.service.js';

@Module({
  imports: [AuditModule, AuthModule],
  controllers: [BrandingController, PanelFactsController],
  providers: [BrandingService, PanelFactsService],
})
export class BrandingModule {}
