// What a role process and the launcher tell each other over Node's IPC channel. Nothing else crosses it.

/** From a role process to its launcher, at most one of them: it serves now, or it cannot, and why. */
export type RoleMessage = { readonly ready: true } | { readonly refused: string };

/** From the launcher to a role process: finish what runs, then end. A second one means at once. */
export interface StopMessage {
  readonly stop: true;
}
