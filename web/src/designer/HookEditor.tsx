import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Box, Button, Checkbox, FormControlLabel, FormGroup, FormLabel, IconButton, MenuItem, Paper, Skeleton, Tab, Tabs, TextField, Tooltip, Typography } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { checkHook, completeHook, type HookFinding } from '../api/hooks';
import { isRecord } from '../api/problems';
import { textFor, type Body } from './documents';
import { useStudio } from './StudioContext';
import { Texts } from './Texts';

const SourceEditor = lazy(() => import('./SourceEditor'));

const events = [
  'beforeInsert', 'beforeUpdate', 'beforeDelete', 'beforeRestore', 'afterInsert', 'afterUpdate', 'afterDelete', 'afterRestore',
  'afterCommitInsert', 'afterCommitUpdate', 'afterCommitDelete', 'afterCommitRestore', 'process', 'afterCommitProcess', 'compute', 'validate', 'beforeMerge', 'afterMerge', 'beforeConvert', 'afterConvert', 'approvers', 'inbound', 'schedule',
] as const;

/** The source that a new hook begins with. */
export const emptyHandler = 'export default function handler({ records }) {\n  for (const record of records) {\n  }\n}\n';

/** A hook: when it runs, in whose name, what it may touch, and its source. */
export function HookEditor({ body, onChange }: { readonly body: Body; readonly onChange: (body: Body) => void }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const { drafted } = useStudio();
  const objects = drafted.flatMap((d) => (d.body?.kind === 'object' ? [d.body] : []));
  const on = Array.isArray(body.on) ? body.on : [];
  const put = (changes: Body) => onChange({ ...body, ...changes });
  const putEvents = (chosen: readonly string[]) => put({
    on: chosen,
    ...(chosen.includes('schedule') ? { runAs: 'system', schedule: body.schedule ?? { cron: '0 6 * * *', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone } } : { schedule: undefined }),
  });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <Texts value={body.label} required onChange={(label) => put({ label })} />
        <TextField select label={translate('studio.object')} value={String(body.object ?? '')} onChange={(event) => put({ object: event.target.value })}>
          {objects.map((o) => <MenuItem key={String(o.name)} value={String(o.name)}>{textFor(o.label, locale)}</MenuItem>)}
        </TextField>
        <TextField select label={translate('hook.runAs')} value={body.runAs ?? 'user'} helperText={translate(body.runAs === 'system' ? 'hook.asSystem' : 'hook.asUser')} onChange={(event) => put({ runAs: event.target.value })}>
          {['user', 'system'].map((who) => <MenuItem key={who} value={who}>{translate(`hook.${who}`)}</MenuItem>)}
        </TextField>
        <TextField
          type="number" label={translate('hook.order')} helperText={translate('hook.orderHelp')} value={typeof body.order === 'number' ? body.order : 100}
          onChange={(event) => put({ order: Math.min(10_000, Math.max(0, Math.trunc(Number(event.target.value)))) })}
        />
        <FormControlLabel
          label={translate('hook.active')}
          control={<Checkbox checked={body.active !== false} onChange={(event) => put({ active: event.target.checked ? undefined : false })} />}
        />
        {on.some((event) => String(event).startsWith('afterCommit') || event === 'schedule') && (
          <FormControlLabel
            label={translate('hook.keepAnswers')}
            control={<Checkbox checked={body.keepAnswers === true} onChange={(event) => put({ keepAnswers: event.target.checked ? true : undefined })} />}
          />
        )}
        {on.some((event) => String(event).startsWith('afterCommit')) && (
          <TextField select label={translate('hook.queue')} value={body.queue ?? 'record'} helperText={translate('hook.queueHelp')} onChange={(event) => put({ queue: event.target.value === 'record' ? undefined : event.target.value })}>
            {['record', 'hook'].map((queue) => <MenuItem key={queue} value={queue}>{translate(`hook.queueOf.${queue}`)}</MenuItem>)}
          </TextField>
        )}
        {on.includes('schedule') && <Schedule value={isRecord(body.schedule) ? body.schedule : {}} onChange={(schedule) => put({ schedule })} />}
        <Box sx={{ gridColumn: '1 / -1' }}>
          <FormLabel>{translate('hook.on')}</FormLabel>
          <FormGroup row>
            {events.map((event) => (
              <FormControlLabel
                key={event} label={translate(`hook.${event}`)}
                control={<Checkbox checked={on.includes(event)} onChange={(change) => putEvents(events.filter((e) => (e === event ? change.target.checked : on.includes(e))))} />}
              />
            ))}
          </FormGroup>
        </Box>
      </Paper>
      <Access entries={entriesOf(body.access)} objects={objects} onChange={(access) => put({ access })} />
      <Sources body={body} onChange={put} />
    </Box>
  );
}

function Schedule({ value, onChange }: { readonly value: Body; readonly onChange: (value: Body) => void }) {
  const translate = useTranslate();
  return (
    <>
      <TextField label={translate('hook.cron')} helperText={translate('hook.cronHelp')} value={String(value.cron ?? '')} onChange={(event) => onChange({ ...value, cron: event.target.value })} />
      <TextField label={translate('hook.timeZone')} value={String(value.timeZone ?? '')} onChange={(event) => onChange({ ...value, timeZone: event.target.value })} />
      <TextField
        select label={translate('hook.missed')} value={value.missed ?? 'once'}
        onChange={(event) => onChange({ ...value, missed: event.target.value === 'once' ? undefined : event.target.value })}
      >
        {['once', 'skip'].map((missed) => <MenuItem key={missed} value={missed}>{translate(`hook.missedOf.${missed}`)}</MenuItem>)}
      </TextField>
    </>
  );
}

function Access({ entries, objects, onChange }: { readonly entries: readonly Body[]; readonly objects: readonly Body[]; readonly onChange: (entries: readonly Body[]) => void }) {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const free = objects.filter((o) => !entries.some((e) => e.object === o.name));
  const change = (index: number, changes: Body) => onChange(entries.map((e, i) => (i === index ? { ...e, ...changes } : e)));
  return (
    <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 1 }}>
      <Typography sx={{ fontWeight: 600 }}>{translate('hook.access')}</Typography>
      <Typography variant="body2" color="text.secondary">{translate('hook.accessHelp')}</Typography>
      {entries.map((entry, index) => {
        const name = String(entry.object);
        return (
          <Box key={name} sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
            <Typography sx={{ minWidth: 180 }}>{textFor(objects.find((o) => o.name === name)?.label, locale) || name}</Typography>
            {(['read', 'write'] as const).map((right) => (
              <FormControlLabel
                key={right} label={translate(`hook.${right}`)}
                control={<Checkbox checked={entry[right] === true} onChange={(event) => change(index, { [right]: event.target.checked })} />}
              />
            ))}
            <Tooltip title={translate('hook.remove', { name })}>
              <IconButton aria-label={translate('hook.remove', { name })} onClick={() => onChange(entries.filter((_, i) => i !== index))}><DeleteOutlined fontSize="small" /></IconButton>
            </Tooltip>
          </Box>
        );
      })}
      <TextField
        select label={translate('hook.addObject')} value="" sx={{ maxWidth: 320 }} disabled={free.length === 0}
        onChange={(event) => onChange([...entries, { object: event.target.value, read: true }])}
      >
        {free.map((o) => <MenuItem key={String(o.name)} value={String(o.name)}>{textFor(o.label, locale)}</MenuItem>)}
      </TextField>
    </Paper>
  );
}

function Sources({ body, onChange }: { readonly body: Body; readonly onChange: (changes: Body) => void }) {
  const translate = useTranslate();
  const modules = entriesOf(body.modules);
  const [shown, setShown] = useState(0);
  const [path, setPath] = useState('');
  const { edits } = useStudio();
  const current = modules[Math.min(shown, modules.length - 1)];
  const valid = /^([A-Za-z0-9_-]+\/)*[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.(ts|js)$/.test(path) && !modules.some((m) => m.path === path);
  const add = () => {
    setShown(modules.length);
    setPath('');
    onChange({ modules: [...modules, { path, source: '' }] });
  };
  // The hook as it would be with that source, in the draft but for its own place there.
  const written = (source: string) => ({
    hook: { ...body, modules: modules.map((m) => (m === current ? { ...m, source } : m)) },
    edits: edits.filter((edit) => edit.kind === 'remove' || edit.body.kind !== 'hook' || edit.body.name !== body.name),
  });
  const check = async (source: string): Promise<readonly HookFinding[] | undefined> => {
    const found = await checkHook(written(source)).catch(() => undefined);
    return found?.filter((finding) => finding.pointer === `/modules/${current === undefined ? -1 : modules.indexOf(current)}/source`);
  };
  return (
    <Paper variant="outlined" sx={{ p: 2, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
      <Typography sx={{ fontWeight: 600 }}>{translate('hook.source')}</Typography>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <Tabs value={Math.min(shown, Math.max(0, modules.length - 1))} onChange={(_, next: number) => setShown(next)} variant="scrollable" sx={{ flex: 1 }}>
          {modules.map((m, index) => <Tab key={String(m.path)} value={index} label={String(m.path)} sx={{ textTransform: 'none' }} />)}
        </Tabs>
        <TextField label={translate('hook.newFile')} value={path} placeholder="shared/text.ts" onChange={(event) => setPath(event.target.value)} />
        <Button startIcon={<AddOutlined />} disabled={!valid} onClick={add}>{translate('hook.addFile')}</Button>
      </Box>
      {current !== undefined && (
        <Suspense fallback={<Skeleton variant="rounded" height={300} />}>
          <SourceEditor
            key={String(current.path)} label={String(current.path)} source={String(current.source ?? '')}
            check={check} complete={(source, position) => completeHook(written(source), String(current.path), position)}
            onChange={(source) => onChange({ modules: modules.map((m) => (m === current ? { ...m, source } : m)) })}
          />
        </Suspense>
      )}
    </Paper>
  );
}

function entriesOf(value: unknown): readonly Body[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
