// Routes for the certificate that is uploaded for a server.
import { Body, Controller, Delete, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { CertificatePreview, CertificateUpload, UploadedCertificate } from './uploaded-certificates.dto.js';
import { UploadedCertificatesService } from './uploaded-certificates.service.js';

@ApiTags('servers')
@Controller('servers/:id/certificate')
export class UploadedCertificatesController {
  constructor(private readonly certificates: UploadedCertificatesService) {}

  /** Uploads a certificate with its key, in place of the one uploaded before; new sessions get it within a second. */
  @Put()
  @RequireRole('admin')
  @RequireScope('servers:write')
  putCertificate(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() upload: CertificateUpload,
  ): Promise<UploadedCertificate> {
    return this.certificates.put(actor, id, upload);
  }

  /** What a certificate would be if it were uploaded. Keeps nothing. */
  @Post('preview')
  @HttpCode(200)
  @RequireRole('admin')
  @RequireScope('servers:write')
  previewCertificate(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() upload: CertificateUpload,
  ): Promise<CertificatePreview> {
    return this.certificates.preview(actor, id, upload);
  }

  /** Removes the uploaded certificate with its key; new sessions get that of the server's files. */
  @Delete()
  @HttpCode(204)
  @RequireRole('admin')
  @RequireScope('servers:write')
  removeCertificate(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.certificates.remove(actor, id);
  }
}
