import {
  Button,
  Checkbox,
  Input,
  Modal,
  PasswordInput,
  Select,
  Switch,
  Tabs,
  Textarea,
  TextInput,
  Tooltip,
  createTheme,
} from '@mantine/core';

/** Desktop density: 13 px words, 4 px grid, 32 px controls; one accent, neutral greys. */
export const theme = createTheme({
  fontFamily: "'Inter', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono', monospace",
  fontSizes: { xs: '11.5px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '20px' }, h2: { fontSize: '16px' }, h3: { fontSize: '14px' } },
  },
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  autoContrast: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', h: 32 } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'sm' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'sm' } }),
    Select: Select.extend({ defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
    Switch: Switch.extend({ defaultProps: { size: 'xs' } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    Input: Input.extend({ defaultProps: { size: 'sm' } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        transitionProps: { duration: 100 },
        overlayProps: { backgroundOpacity: 0.4 },
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: true, transitionProps: { duration: 80 } } }),
  },
});
