// Mantine, told to look like this product: no shadows, hairlines, ink as the only accent. Colours live in tokens.css.
import {
  Button,
  Checkbox,
  createTheme,
  Modal,
  NativeSelect,
  Radio,
  Textarea,
  TextInput,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/Loader.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/Radio.css';
import '@mantine/core/styles/Skeleton.css';

const ink: MantineColorsTuple = [
  '#f5f4ef',
  '#e7e5df',
  '#cfcdc6',
  '#b9b7ae',
  '#8f969d',
  '#6b747d',
  '#565f69',
  '#3c444c',
  '#2a3036',
  '#1d2227',
];

const field = { radius: 4, size: 'sm' } as const;

/** The component defaults of the panel. */
export const theme = createTheme({
  fontFamily: '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", system-ui, sans-serif',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { sm: '15px', md: '15px' },
  defaultRadius: 4,
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 1 },
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm', radius: 4 } }),
    TextInput: TextInput.extend({ defaultProps: field }),
    Textarea: Textarea.extend({ defaultProps: field }),
    NativeSelect: NativeSelect.extend({ defaultProps: field }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'sm', radius: 3 } }),
    Radio: Radio.extend({ defaultProps: { size: 'sm' } }),
    Modal: Modal.extend({
      defaultProps: { shadow: 'none', radius: 4, centered: true, padding: 24, transitionProps: { duration: 120 } },
    }),
  },
});

const fromTokens = {
  '--mantine-color-body': 'var(--ground)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-2)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--field)',
  '--mantine-color-error': 'var(--refusal)',
  '--mantine-primary-color-filled': 'var(--ink)',
  '--mantine-primary-color-filled-hover': 'var(--ink-2)',
  '--mantine-primary-color-contrast': 'var(--ground)',
  '--mantine-color-ink-filled': 'var(--ink)',
  '--mantine-color-ink-filled-hover': 'var(--ink-2)',
};

/** Points Mantine's variables at the tokens, which know about light and dark themselves. */
export const variables: CSSVariablesResolver = () => ({ variables: {}, light: fromTokens, dark: fromTokens });
