// What two-step sign-in looks like on the wire.
import { Text } from '../http/validation.js';

/** Whether two-step sign-in is on, and how many recovery codes are left. */
export class TwoStep {
  on: boolean;
  recoveryCodesLeft: number;
}

/** One's own password, asked for again. */
export class OwnPassword {
  @Text(1, 1000)
  password: string;
}

/** What an authenticator app needs; shown until the first code confirms it. */
export class Enrolment {
  /** The secret in base32. */
  secret: string;
  /** The same as an otpauth:// address, for a QR code. */
  uri: string;
}

/** The six digits of an authenticator app, or a recovery code. */
export class SecondStep {
  @Text(6, 40)
  code: string;
}

/** One's own password and a code. */
export class PasswordAndCode extends OwnPassword {
  @Text(6, 40)
  code: string;
}

/** New recovery codes, each good for one sign-in; shown in this answer only. */
export class RecoveryCodes {
  recoveryCodes: string[];
}
