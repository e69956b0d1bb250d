import { Box, Paper, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { WorkspacePipeline } from '../api/workspace.generated';
import { formatPercent } from '../model/formats';
import { sumByCurrency, weighted } from '../model/money';
import type { BoardColumn } from '../providers/pipelinesApi';
import { useFormats } from '../providers/workspaceContext';
import { Sums } from './Sums';

/** How many records, and for how much, are in each stage or have come further; what is lost apart. */
export function Funnel({ pipeline, columns }: { readonly pipeline: WorkspacePipeline; readonly columns: readonly BoardColumn[] }) {
  const translate = useTranslate();
  const { locale } = useFormats();
  const steps = columns.filter((c) => c.stage.kind === 'open' || c.stage.kind === 'won');
  const reached = steps.map((_, i) => steps.slice(i).reduce((sum, c) => sum + c.count, 0));
  const most = Math.max(1, reached[0] ?? 1);
  const open = columns.filter((c) => c.stage.kind === 'open');
  const expected = sumByCurrency(open.flatMap((c) => weighted(c.sums, c.stage.probability)));
  const ended = columns.filter((c) => c.stage.kind === 'lost' || c.stage.kind === 'invalid');
  return (
    <Paper variant="outlined" component="section" aria-label={translate('pipeline.funnelOf', { name: pipeline.label })} sx={{ p: 2, display: 'grid', gap: 2 }}>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {steps.map(({ stage, count, sums }, i) => {
          const here = reached[i] ?? 0;
          return (
            <Box component="li" key={stage.value} sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '160px minmax(0, 1fr) 300px' }, columnGap: 2, rowGap: 0.25, alignItems: 'center' }}>
              <Typography variant="body2" sx={{ fontWeight: 600 }}>{stage.label}</Typography>
              <Box sx={{ height: 30, width: `${Math.max(2, (here / most) * 100)}%`, mx: 'auto', borderRadius: 1, bgcolor: stage.color ?? 'primary.main' }} />
              <Box>
                <Typography variant="body2" color="text.secondary" className="number">
                  {translate('pipeline.reached', { count, reached: here, share: formatPercent((here / most).toFixed(3), locale) })}
                </Typography>
                {sums.length > 0 && <Typography variant="body2"><Sums sums={sums} /></Typography>}
              </Box>
            </Box>
          );
        })}
      </Box>
      <Box sx={{ display: 'flex', gap: 3, flexWrap: 'wrap', borderTop: 1, borderColor: 'divider', pt: 1.5 }}>
        {expected.length > 0 && <Figure label={translate('pipeline.weighted')}><Sums sums={expected} /></Figure>}
        {ended.map((c) => <Figure key={c.stage.value} label={c.stage.label}>{c.count}{c.sums.length > 0 && <> · <Sums sums={c.sums} /></>}</Figure>)}
      </Box>
    </Paper>
  );
}

function Figure({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <Box>
      <Typography variant="caption" color="text.secondary" component="div">{label}</Typography>
      <Typography variant="body2" component="div" className="number">{children}</Typography>
    </Box>
  );
}
