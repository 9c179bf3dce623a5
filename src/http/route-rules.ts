// Which routes of the panel forgot to state a rule; the guards ask before the panel starts.
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

type Handler = (...args: never[]) => unknown;
type Controller = abstract new (...args: never[]) => unknown;

/** Every route whose handler and controller `states` nothing about, as `Controller.method`. */
export function routesWithout(
  discovery: DiscoveryService,
  scanner: MetadataScanner,
  states: (handler: Handler, controller: Controller) => boolean,
): string[] {
  return discovery.getControllers().flatMap(({ instance, metatype }) => {
    const prototype = Object.getPrototypeOf(instance) as Record<string, Handler>;
    return scanner
      .getAllMethodNames(prototype)
      .map((name) => ({ name, handler: prototype[name] }))
      .filter(({ handler }) => handler !== undefined && Reflect.hasMetadata('path', handler))
      .filter(({ handler }) => !states(handler as Handler, metatype as Controller))
      .map(({ name }) => `${metatype?.name}.${name}`);
  });
}
