// What the health check answers.

/** The panel is there. */
export class Health {
  status: 'ok';
}
