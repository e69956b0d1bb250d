import { Box, Tooltip, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Bar } from './bars';

const colours = { stage: 'text.disabled', run: 'primary.main', expression: 'secondary.main', statements: 'success.main' } as const;

/** What took when how long, on one scale. */
export function Waterfall({ bars, total }: { readonly bars: readonly Bar[]; readonly total: number }) {
  const translate = useTranslate();
  const scale = Math.max(total, ...bars.map((bar) => bar.begun + bar.duration), 0.001);
  return (
    <Box role="table" aria-label={translate('trace.waterfall')} sx={{ display: 'grid', gap: '2px', overflowX: 'auto' }}>
      {bars.map((bar) => (
        <Box key={bar.key} role="row" sx={{ display: 'grid', gridTemplateColumns: 'minmax(140px, 260px) minmax(160px, 1fr) 76px', gap: 1, alignItems: 'center', minHeight: 24 }}>
          <Tooltip describeChild title={bar.detail.length > 600 ? `${bar.detail.slice(0, 600)}…` : bar.detail} placement="top-start">
            <Typography role="rowheader" variant="body2" noWrap sx={{ pl: bar.depth * 1.5, fontWeight: bar.kind === 'run' ? 600 : 400, color: bar.isFailed ? 'error.main' : 'text.primary' }}>{bar.label}</Typography>
          </Tooltip>
          <Box role="cell" aria-label={translate('trace.at', { begun: bar.begun.toFixed(2) })} sx={{ position: 'relative', height: 14, bgcolor: 'action.hover', borderRadius: 0.5 }}>
            <Box
              sx={{
                position: 'absolute', insetBlock: 0, left: `${(bar.begun / scale) * 100}%`, width: `max(2px, ${(bar.duration / scale) * 100}%)`, borderRadius: 0.5,
                bgcolor: bar.isFailed ? 'error.main' : colours[bar.kind],
              }}
            />
          </Box>
          <Typography role="cell" variant="body2" className="number" sx={{ textAlign: 'right', color: 'text.secondary' }}>{translate('trace.ms', { ms: bar.duration.toFixed(2) })}</Typography>
        </Box>
      ))}
    </Box>
  );
}
