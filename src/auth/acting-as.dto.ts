// As whom an admin wants to act, and how that shows.
import { Id, Optional } from '../http/validation.js';

/** A customer's panel user: by their own id, or by their customer's, which means the oldest one. */
export class CustomerUserChoice {
  @Optional()
  @Id()
  customerId?: string;

  @Optional()
  @Id()
  panelUserId?: string;
}

/** The admin who acts as the panel user who is signed in. */
export class ActedBy {
  email: string;
  /** When it ends by itself. */
  until: string;
}
