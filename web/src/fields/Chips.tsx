import { Box, Chip, useTheme } from '@mui/material';
import { alpha, darken, lighten } from '@mui/material/styles';
import type { WorkspaceField } from '../api/workspace.generated';
import { choiceLabel } from '../model/formats';

const hexColor = /^#[0-9a-f]{6}$/i;

/** A choice in its own colour: a pale ground with text dark enough to read, and the reverse on a dark page. */
export function ChoiceChip({ field, value }: { readonly field: WorkspaceField; readonly value: unknown }) {
  const theme = useTheme();
  const choice = field.choices?.find((c) => c.value === value);
  const color = choice?.color !== undefined && hexColor.test(choice.color) ? choice.color : theme.palette.grey[700];
  const dark = theme.palette.mode === 'dark';
  return (
    <Chip
      size="small"
      label={choiceLabel(field, value)}
      sx={{
        bgcolor: alpha(color, dark ? 0.28 : 0.12),
        color: dark ? lighten(color, 0.7) : darken(color, 0.25),
        fontWeight: 500,
        textDecoration: choice?.retired === true ? 'line-through' : undefined,
      }}
    />
  );
}

export function ChipRow({ children }: { readonly children: React.ReactNode }) {
  return <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', gap: 0.5 }}>{children}</Box>;
}
