// What is recorded about files, in the words of the transfers table.

export const transferKinds = [
  'download',
  'upload',
  'append',
  'delete',
  'rename',
  'make-folder',
  'remove-folder',
  'chmod',
  'set-time',
] as const;
export type TransferKind = (typeof transferKinds)[number];

export const transferOutcomes = ['complete', 'aborted', 'refused', 'failed'] as const;
export type TransferOutcome = (typeof transferOutcomes)[number];
