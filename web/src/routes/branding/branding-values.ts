// The form of how the panel shows itself: what its fields begin with, what may be typed, and what is sent. Pure.
import type { Branding, BrandingChange } from '../../api/types.js';
import { t } from '../../i18n/index.js';

/** Empty fields are nothing; a logo is an address of the panel's, or a `data:` address of one just chosen. */
export const valuesOf = (branding: Branding) => ({
  productName: branding.productName,
  supportText: branding.supportText ?? '',
  supportLink: branding.supportLink ?? '',
  logoOnLight: branding.logoOnLight ?? '',
  logoOnDark: branding.logoOnDark ?? '',
});

export type BrandingValues = ReturnType<typeof valuesOf>;

const link = /^(https:\/\/[^\s/]+\S*|(mailto:)?[^\s@:/]+@[^\s@]+)$/;

export const rules = {
  productName: (name: string) => (name.trim() === '' ? t('branding.nameMissing') : null),
  supportText: (text: string, { supportLink }: BrandingValues) =>
    text.trim() === '' && supportLink.trim() !== '' ? t('branding.textMissing') : null,
  supportLink: (written: string) =>
    written.trim() === '' || link.test(written.trim()) ? null : t('branding.linkWrong'),
};

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** The link; an e-mail address becomes one. */
const linkOf = (written: string) => orNull(written)?.replace(/^(?=[^:/]+@)/, 'mailto:') ?? null;

/** What is sent; a logo that is there already stays unsaid. */
export function changeFrom(values: BrandingValues): BrandingChange {
  const { productName, supportText, supportLink, logoOnDark, logoOnLight } = values;
  return {
    productName: productName.trim(),
    supportText: orNull(supportText),
    supportLink: linkOf(supportLink),
    ...(isNew(logoOnLight) && { logoOnLight: pngOf(logoOnLight) }),
    ...(isNew(logoOnDark) && { logoOnDark: pngOf(logoOnDark) }),
  };
}

const isNew = (logo: string) => logo === '' || logo.startsWith('data:');
const pngOf = (logo: string) => (logo === '' ? null : logo.replace(/^data:image\/png;base64,/, ''));
