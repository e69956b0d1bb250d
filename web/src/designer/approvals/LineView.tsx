import AltRouteOutlined from '@mui/icons-material/AltRouteOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import GroupOutlined from '@mui/icons-material/GroupOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import RemoveCircleOutlined from '@mui/icons-material/RemoveCircleOutlined';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import { Box, Typography } from '@mui/material';
import type { SvgIconComponent } from '@mui/icons-material';
import type { Line, Tone } from './lines';

const icons: Readonly<Record<Tone, SvgIconComponent>> = {
  plain: GroupOutlined, condition: AltRouteOutlined, note: RuleOutlined, error: ErrorOutlined, warning: WarningAmberOutlined, person: PersonOutlined, left: RemoveCircleOutlined,
};

const colors: Readonly<Record<Tone, string>> = {
  plain: 'text.primary', condition: 'text.secondary', note: 'text.secondary', error: 'error.main', warning: 'var(--flow-warning)', person: 'var(--flow-person)', left: 'text.secondary',
};

/** A line of a step with the sign of what it tells. */
export function LineView({ line, wraps }: { readonly line: Line; readonly wraps: boolean }) {
  const Icon = icons[line.tone];
  return (
    <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'flex-start', minWidth: 0, color: colors[line.tone] }}>
      <Icon sx={{ fontSize: 15, mt: '3px', flexShrink: 0 }} />
      <Typography
        variant="body2" component="span" noWrap={!wraps} title={wraps ? undefined : line.text}
        sx={{
          fontSize: 13, lineHeight: '21px', minWidth: 0, fontWeight: line.tone === 'person' || line.tone === 'error' ? 600 : undefined, overflowWrap: wraps ? 'anywhere' : undefined,
          fontFamily: line.tone === 'condition' ? 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace' : undefined,
        }}
      >
        {line.text}
      </Typography>
    </Box>
  );
}
