// Which role may use a route. Every route says so; one that doesn't keeps the panel from starting.
import { type CanActivate, type ExecutionContext, Injectable, type OnModuleInit, SetMetadata } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { Actor, PanelRole } from '../auth/actor.js';
import { Problem } from './problems.js';
import { routesWithout } from './route-rules.js';

/** Where a route's roles stand among its metadata. */
export const rolesKey = 'portside:roles';

/** The roles that may use this route; services still keep a customer to their own rows. */
export const RequireRole = (...roles: [PanelRole, ...PanelRole[]]) => SetMetadata(rolesKey, roles);

/** Anybody may use this route, signed in or not. */
export const Public = () => SetMetadata(rolesKey, 'public');

/** The roles a route asks for, `public`, or undefined where it forgot to say. */
export function rolesOf(reflector: Reflector, context: ExecutionContext): readonly PanelRole[] | 'public' | undefined {
  return reflector.getAllAndOverride(rolesKey, [context.getHandler(), context.getClass()]);
}

/** Runs after the request was authenticated. */
@Injectable()
export class RequireRoleGuard implements CanActivate, OnModuleInit {
  constructor(
    private readonly reflector: Reflector,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Throws where a route names no role, so that a forgotten decorator cannot open one. */
  onModuleInit(): void {
    const unguarded = routesWithout(
      this.discovery,
      this.scanner,
      (...route) => this.reflector.getAllAndOverride(rolesKey, route as never) !== undefined,
    );
    if (unguarded.length > 0) throw new Error(`These routes name no role: ${unguarded.join(', ')}. Add @RequireRole.`);
  }

  canActivate(context: ExecutionContext): boolean {
    const roles = rolesOf(this.reflector, context);
    if (roles === 'public') return true;
    const { actor } = context.switchToHttp().getRequest<Request & { actor?: Actor }>();
    if (actor === undefined) throw new Problem('not-signed-in');
    if (roles?.includes(actor.role) !== true) throw new Problem('not-allowed');
    return true;
  }
}
