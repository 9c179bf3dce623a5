// What the panel's name, its contact and its logos look like on the wire.
import { Optional, OptionalOrNull, Rule, Text } from '../http/validation.js';
import { whyLogoRefused } from './logo.js';
import { whyLinkRefused, whyOneLineRefused } from './words.js';

/** How the panel shows itself, for whoever may change it. */
export class Branding {
  productName: string;
  /** Whom customers ask, in the host's own words; null: nobody is named. */
  supportText: string | null;
  /** Where these words lead: an https or mailto address; null: nowhere. */
  supportLink: string | null;
  /** Where the logo for light pages is, under this panel; null: there is none. */
  logoOnLight: string | null;
  /** The same for dark pages. */
  logoOnDark: string | null;
  /** Grows with each change; in quotes it is the ETag. */
  revision: number;
}

/** How the panel shows itself from now on. */
export class BrandingChange {
  @Text(1, 40)
  @Rule('one line', whyOneLineRefused)
  productName: string;

  @OptionalOrNull()
  @Text(1, 200)
  @Rule('one line', whyOneLineRefused)
  supportText: string | null;

  /** Begins with `https:` or `mailto:`; needs `supportText`. */
  @OptionalOrNull()
  @Rule('link', whyLinkRefused)
  supportLink: string | null;

  /** A PNG of up to 32 kB and 16 to 1024 pixels a side, in base64; null: none; left out: stays. */
  @Optional()
  @Rule('logo', whyLogoRefused)
  logoOnLight?: string | null;

  /** The same for dark pages. */
  @Optional()
  @Rule('logo', whyLogoRefused)
  logoOnDark?: string | null;
}

/** What new passwords must be at this moment. At most 72 bytes holds besides. */
export class NewPasswordRules {
  /** The fewest characters. */
  shortestCharacters: number;
  /** The least score of zxcvbn, 0 to 4; with 0 nothing is guessed. */
  leastScore: number;
}

/** What anybody may know of this panel before signing in. */
export class PanelFacts {
  productName: string;
  supportText: string | null;
  supportLink: string | null;
  logoOnLight: string | null;
  logoOnDark: string | null;
  passwords: NewPasswordRules;
}
