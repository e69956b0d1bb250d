import { Box, Paper, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { WorkspacePipeline } from '../api/workspace.generated';
import { formatMoney, formatPercent } from '../model/formats';
import type { BoardColumn } from '../providers/pipelinesApi';
import { useFormats } from '../providers/workspaceContext';

/** How many records, and for how much, are in each stage or have come further. */
export function Funnel({ pipeline, columns }: { readonly pipeline: WorkspacePipeline; readonly columns: readonly BoardColumn[] }) {
  const translate = useTranslate();
  const { locale, currency } = useFormats();
  const steps = columns.filter((c) => c.stage.kind === 'open' || c.stage.kind === 'won');
  const reached = steps.map((_, i) => steps.slice(i).reduce((sum, c) => sum + c.count, 0));
  const most = Math.max(1, reached[0] ?? 1);
  return (
    <Paper variant="outlined" component="section" aria-label={translate('pipeline.funnelOf', { name: pipeline.label })} sx={{ p: 2 }}>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {steps.map(({ stage, count, sum }, i) => {
          const here = reached[i] ?? 0;
          return (
            <Box component="li" key={stage.value} sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '180px 1fr 220px' }, gap: 1.5, alignItems: 'center' }}>
              <Typography variant="body2">{stage.label}</Typography>
              <Box sx={{ height: 28, width: `${Math.max(2, (here / most) * 100)}%`, mx: 'auto', borderRadius: 1, bgcolor: stage.color ?? 'primary.main' }} />
              <Typography variant="body2" color="text.secondary" className="number">
                {translate('pipeline.reached', { count, reached: here, share: formatPercent(here / most, locale) })}
                {sum !== undefined && ` · ${formatMoney(sum, currency, locale)}`}
              </Typography>
            </Box>
          );
        })}
      </Box>
    </Paper>
  );
}
