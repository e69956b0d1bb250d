import { Alert, Box, Paper, Skeleton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { fetchHistory } from '../api/metadata';
import { useErrorReport } from '../views/messages';
import { linesOf } from './diff';
import { useStudio } from './StudioContext';

/** Every form that a document had, newest first, each with what it changed. */
export function Versions({ kind, name }: { readonly kind: string; readonly name: string | undefined }) {
  const translate = useTranslate();
  const report = useErrorReport();
  const { design } = useStudio();
  const { data, error, isPending } = useQuery({
    queryKey: ['metadata', 'history', kind, name, design.revision], queryFn: ({ signal }) => fetchHistory(kind, name ?? '', signal), enabled: name !== undefined,
  });
  if (name === undefined) return <Typography color="text.secondary">{translate('studio.notApplied')}</Typography>;
  if (error !== null) return <Alert severity="error">{report(error)}</Alert>;
  if (isPending) return <Skeleton variant="rounded" height={160} />;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {data.map((version, index) => (
        <Paper key={version.from} variant="outlined" sx={{ p: 1.5 }}>
          <Typography sx={{ fontWeight: 600, mb: 1 }}>
            {translate(version.to === undefined ? 'studio.sinceRevision' : 'studio.fromToRevision', { from: version.from, to: version.to })}
          </Typography>
          <Diff before={data[index + 1]?.body} after={version.body} />
        </Paper>
      ))}
    </Box>
  );
}

/** Two forms of a document, line by line: only what differs, with the lines around it. */
export function Diff({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const translate = useTranslate();
  const lines = linesOf(before, after);
  if (lines.length === 0) return <Typography color="text.secondary">{translate('studio.same')}</Typography>;
  return (
    <Box component="pre" sx={{ m: 0, fontSize: 12.5, lineHeight: 1.6, overflow: 'auto', maxHeight: 420, borderRadius: 1, border: 1, borderColor: 'divider' }}>
      {lines.map((line, index) => (
        <Box
          key={index} component="span"
          sx={{
            display: 'block', px: 1, minWidth: 'max-content', color: line.mark === ' ' ? 'text.secondary' : 'text.primary',
            bgcolor: line.mark === '+' ? 'rgba(46,125,50,.14)' : line.mark === '-' ? 'rgba(198,40,40,.14)' : undefined,
          }}
        >
          {line.mark === '…' ? '⋯' : `${line.mark} ${line.text}`}
        </Box>
      ))}
    </Box>
  );
}
