// What all scenes share: the compiled engine, a certificate, and whether this kernel can follow FTP. Vitest calls setup()
// once before the first scene and the function it returns after the last.
import type { TestProject } from 'vitest/node';
import type { KeyPair } from '../../src/ftp/ports.js';
import { compileEngine } from '../support/compiled-engine.js';
import { selfSignedPair } from '../support/data-connection.js';
import { followsFtp, lacking, Network } from './network.js';

/** The same for every stage. */
export interface Equipment {
  /** The folder of the compiled engine. */
  readonly engine: string;
  readonly pair: KeyPair;
  /** Whether routers can be told to read FTP's control connections. */
  readonly followsFtp: boolean;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Undefined where no scene can be played. */
    sceneEquipment: Equipment | undefined;
  }
}

/** Sweeps away what killed runs have left. */
export async function setup(project: TestProject): Promise<() => void> {
  if (lacking !== '') return () => undefined;
  await Network.sweep();
  const engine = compileEngine();
  project.provide('sceneEquipment', {
    engine: engine.folder,
    pair: await selfSignedPair(),
    followsFtp: await followsFtp(),
  });
  return () => engine.remove();
}
