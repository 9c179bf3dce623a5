// Servers and their mode policies.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ModeLayersService } from './mode-layers.service.js';
import { PoliciesController } from './policies.controller.js';
import { PoliciesService } from './policies.service.js';
import { PolicyPreviewController } from './policy-preview.controller.js';
import { PolicyPreviewService } from './policy-preview.service.js';
import { PolicyScenesService } from './policy-scenes.service.js';
import { PolicyTrialsService } from './policy-trials.service.js';
import { ServerFleetController } from './server-fleet.controller.js';
import { ServerFleetService } from './server-fleet.service.js';
import { ServerLoginsService } from './server-logins.service.js';
import { ServerProcessesService } from './server-processes.service.js';
import { ServerTlsController } from './server-tls.controller.js';
import { ServerTlsService } from './server-tls.service.js';
import { ServersController } from './servers.controller.js';
import { ServersService } from './servers.service.js';
import { SessionReuseController } from './session-reuse.controller.js';
import { SessionReuseService } from './session-reuse.service.js';
import { UploadedCertificatesController } from './uploaded-certificates.controller.js';
import { UploadedCertificatesService } from './uploaded-certificates.service.js';

@Module({
  imports: [AuditModule],
  controllers: [
    ServersController,
    ServerFleetController,
    ServerTlsController,
    UploadedCertificatesController,
    PoliciesController,
    PolicyPreviewController,
    SessionReuseController,
  ],
  providers: [
    ServersService,
    ServerFleetService,
    ServerLoginsService,
    ServerTlsService,
    UploadedCertificatesService,
    PoliciesService,
    PolicyScenesService,
    PolicyTrialsService,
    PolicyPreviewService,
    ModeLayersService,
    ServerProcessesService,
    SessionReuseService,
  ],
  exports: [ModeLayersService, PoliciesService, ServerProcessesService],
})
export class ServersModule {}
