// What is said about the four verbs, as it looks on the wire.
import type { VerbRule } from '../ftp/policy.js';

export type VerbWish = VerbRule | 'inherit';

/** What a plan, an account or a network says about the verbs; `inherit` leaves it to the next layer. */
export class VerbWishesBody {
  PORT: VerbWish;
  EPRT: VerbWish;
  PASV: VerbWish;
  EPSV: VerbWish;
}
