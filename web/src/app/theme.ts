import { createTheme, type ThemeOptions } from '@mui/material/styles';

/** The system's own faces: nothing is fetched, and each language gets glyphs made for it. */
const fontFamily = [
  '-apple-system', 'BlinkMacSystemFont', '"Segoe UI"', 'Roboto', '"Helvetica Neue"', 'Arial',
  '"PingFang SC"', '"Hiragino Sans GB"', '"Microsoft YaHei"', '"Noto Sans CJK SC"', '"Source Han Sans SC"', 'sans-serif',
].join(', ');

function options(mode: 'light' | 'dark'): ThemeOptions {
  const dark = mode === 'dark';
  return {
    palette: {
      mode,
      primary: dark ? { main: '#7fb2ea', contrastText: '#0b1c30' } : { main: '#1f5fa8', light: '#7ba7d8' },
      secondary: { main: dark ? '#ffc04d' : '#b26a00' },
      background: dark ? { default: '#12161c', paper: '#191f27' } : { default: '#f5f6f8', paper: '#ffffff' },
      // White words on these are readable.
      ...(dark ? {} : { warning: { main: '#b45309' }, info: { main: '#0369a1' }, text: { primary: '#1c2430', secondary: '#5b6675', disabled: '#98a1ad' } }),
      divider: dark ? 'rgba(255,255,255,.1)' : '#e3e6eb',
    },
    shape: { borderRadius: 8 },
    typography: {
      fontFamily,
      fontSize: 14,
      h5: { fontSize: '1.25rem', fontWeight: 650 },
      h6: { fontSize: '1.05rem', fontWeight: 650 },
      body1: { fontSize: '0.9rem', lineHeight: 1.6 },
      body2: { fontSize: '0.85rem', lineHeight: 1.55 },
      button: { textTransform: 'none', fontWeight: 600 },
    },
    components: {
      MuiCssBaseline: {
        styleOverrides: {
          'body': { fontSize: '0.9rem', lineHeight: 1.6 },
          '.number': { fontVariantNumeric: 'tabular-nums' },
          '.value': { fontVariantNumeric: 'tabular-nums' },
        },
      },
      MuiButton: { defaultProps: { disableElevation: true, size: 'small' }, styleOverrides: { root: { minHeight: 34, paddingInline: 12 } } },
      MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiAppBar: { defaultProps: { elevation: 0 } },
      MuiTab: { styleOverrides: { root: { textTransform: 'none', minHeight: 42, fontWeight: 600 } } },
      MuiTabs: { styleOverrides: { root: { minHeight: 42 } } },
      MuiTableCell: {
        styleOverrides: {
          root: { fontSize: '0.85rem', padding: '6px 9px', borderColor: dark ? 'rgba(255,255,255,.08)' : '#eceef2' },
          head: {
            fontWeight: 600, color: dark ? '#a9b4c2' : '#5b6675', backgroundColor: dark ? '#1f262f' : '#fafbfc', whiteSpace: 'nowrap', lineHeight: 1.5,
          },
          paddingCheckbox: { padding: '0 0 0 8px' },
        },
      },
      MuiChip: { styleOverrides: { sizeSmall: { height: 22, fontSize: '0.78rem' } } },
      MuiTextField: { defaultProps: { size: 'small' } },
      // react-admin sets other defaults for its own forms; the outlined frame is what the rest of the page shows.
      MuiFormControl: { defaultProps: { variant: 'outlined', margin: 'none', size: 'small' } },
      MuiAutocomplete: { defaultProps: { size: 'small' } },
      MuiTooltip: { defaultProps: { arrow: true } },
    },
  };
}

export const lightTheme = createTheme(options('light'));
export const darkTheme = createTheme(options('dark'));
