import { Box, Chip, LinearProgress, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslate } from 'react-admin';
import { fetchJobs, type Job } from '../api/background';
import { formatDateTime } from '../model/formats';
import { useFormats } from '../providers/workspaceContext';
import { textFor } from './documents';
import { allFieldsOf } from './relations';
import { useStudio } from './StudioContext';

const shown = 20;
const pause = 1_500;
export const jobsKey = ['metadata', 'jobs'];

export const isUnfinished = (job: Job): boolean => job.state === 'queued' || job.state === 'running';

/** The newest jobs; asked for again and again while some are unfinished. */
export function useJobs(): readonly Job[] {
  const { data } = useQuery({
    queryKey: jobsKey,
    queryFn: ({ signal }) => fetchJobs(shown, signal),
    refetchInterval: (query) => (query.state.data?.some(isUnfinished) === true ? pause : false),
  });
  return data ?? [];
}

/** What deploys have left to be done beside people's work: indexes, keys, values of rollups and of hooks. Nothing shows when all of it is long done. */
export function BackgroundWork() {
  const translate = useTranslate();
  const jobs = useJobs();
  if (jobs.length === 0) return null;
  return (
    <Paper variant="outlined" component="section" aria-label={translate('background.title')} sx={{ px: 2, py: 1.5 }}>
      <Typography component="h2" sx={{ fontWeight: 600, mb: 1 }}>{translate('background.title')}</Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {jobs.map((job) => <Line key={job.id} job={job} />)}
      </Box>
    </Paper>
  );
}

function Line({ job }: { readonly job: Job }) {
  const translate = useTranslate();
  const formats = useFormats();
  const nameOf = useSubject();
  return (
    <Box component="li" sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: 'minmax(0, 1fr) 240px' }, columnGap: 2, alignItems: 'center' }}>
      <Typography variant="body2">{translate(`background.${job.kind}`, { _: job.kind, name: nameOf(job) })}</Typography>
      <JobProgress job={job} />
      <Typography variant="body2" color={job.state === 'failed' ? 'error' : 'text.secondary'} sx={{ gridColumn: '1 / -1' }}>{job.error ?? formatDateTime(job.createdAt, formats)}</Typography>
    </Box>
  );
}

/** How far a job is. */
export function JobProgress({ job }: { readonly job: Job }) {
  const translate = useTranslate();
  if (!isUnfinished(job)) {
    return <Chip size="small" variant="outlined" color={job.state === 'failed' ? 'error' : 'success'} label={translate(`background.${job.state}`)} sx={{ justifySelf: 'start' }} />;
  }

  const percent = Math.round(job.progress * 100);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <LinearProgress variant={job.state === 'queued' ? 'indeterminate' : 'determinate'} value={percent} aria-label={translate('background.progress')} sx={{ flex: 1 }} />
      <Typography variant="body2" className="number" sx={{ minWidth: 70, textAlign: 'end' }}>{job.state === 'queued' ? translate('background.queued') : `${String(percent)} %`}</Typography>
    </Box>
  );
}

function useSubject(): (job: Job) => string {
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  return (job) => {
    if (job.object === undefined) return job.key;
    const { object } = job;
    const body = drafted.find((d) => d.body?.kind === 'object' && d.body.name === object)?.body;
    const fields = allFieldsOf(drafted, object);
    const labels = job.fields.map((name) => textFor(fields.find((f) => f.name === name)?.label, locale) || name);
    return [textFor(body?.label, locale) || object, ...labels].join(' · ');
  };
}
