import { Alert, Box, Skeleton, Tab, Tabs, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { useSearchParams } from 'react-router';
import { utcToZoned, zonedToUtc } from '../model/times';
import { tasksAbout, tasksOfTab, type TaskTab } from '../providers/tasksApi';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { EmptyState } from './EmptyState';
import { useErrorText } from './messages';
import { QuickTask, TaskItems } from './TaskItems';

const tabs: readonly TaskTab[] = ['today', 'overdue', 'upcoming', 'done'];

/** The user's own tasks by when they are due. */
export default function TasksPage() {
  const translate = useTranslate();
  const errorText = useErrorText();
  const me = useWorkspace().description.user.id;
  const { timeZone } = useFormats();
  const [search, setSearch] = useSearchParams();
  const tab = tabs.find((t) => t === search.get('tab')) ?? 'today';
  useEffect(() => { document.title = translate('tasks.title'); }, [translate]);
  const tomorrow = useMemo(() => startOfTomorrow(timeZone), [timeZone]);
  const { data, isPending, error } = useQuery({
    queryKey: ['tasks', 'mine', me, tab, tomorrow], queryFn: ({ signal }) => tasksOfTab(me, tab, new Date().toISOString(), tomorrow, signal),
  });
  return (
    <Box sx={{ maxWidth: 960, mx: 'auto' }}>
      <Typography variant="h5" component="h1" sx={{ mb: 1 }}>{translate('tasks.title')}</Typography>
      <QuickTask />
      <Tabs value={tab} variant="scrollable" allowScrollButtonsMobile sx={{ mb: 1.5 }} onChange={(_, to: string) => setSearch(to === 'today' ? {} : { tab: to }, { replace: true })}>
        {tabs.map((t) => <Tab key={t} value={t} label={translate(`tasks.tabs.${t}`)} />)}
      </Tabs>
      {isPending && <Skeleton variant="rounded" height={160} />}
      {error !== null && <Alert severity="error">{errorText(error)}</Alert>}
      {data?.length === 0 && <EmptyState title={translate(`tasks.empty.${tab}`)} />}
      {data !== undefined && <TaskItems tasks={data} />}
    </Box>
  );
}

/** The tasks about one record. */
export function RecordTasks({ object, id }: { readonly object: string; readonly id: string }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const about = useMemo(() => ({ object, record: id }), [object, id]);
  const { data, isPending, error } = useQuery({ queryKey: ['tasks', 'about', object, id], queryFn: ({ signal }) => tasksAbout(object, id, signal) });
  return (
    <Box>
      <QuickTask about={about} />
      {isPending && <Skeleton variant="rounded" height={120} />}
      {error !== null && <Alert severity="error">{errorText(error)}</Alert>}
      {data?.length === 0 && <Typography color="text.secondary">{translate('tasks.empty.record')}</Typography>}
      {data !== undefined && <TaskItems tasks={data} about={about} />}
    </Box>
  );
}

/** The instant at which the day after today begins on the clocks of the zone. */
function startOfTomorrow(timeZone: string): string {
  const today = utcToZoned(new Date().toISOString(), timeZone)?.slice(0, 10) ?? new Date().toISOString().slice(0, 10);
  const next = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return zonedToUtc(`${next}T00:00`, timeZone) ?? `${next}T00:00:00Z`;
}
