import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Autocomplete, Box, Button, FormControlLabel, IconButton, MenuItem, Paper, Switch, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Finding } from '../api/metadata';
import type { Body } from './documents';
import { FindingList } from './FindingList';
import { bodiesOf, textsOf, withSettings } from './pointers';
import { Texts } from './Texts';
import { findingsAt, useFindings } from './useFindings';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const defaults: Body = { default: false, yearly: false };
const none: readonly Finding[] = [];

/** When people work: shifts of the week, and the days that are not as their weekday is. */
export function CalendarEditor({ body, onChange }: { readonly body: Body; readonly onChange: (body: Body, apart?: boolean) => void }) {
  const translate = useTranslate();
  const findings = useFindings('businessCalendar', String(body.name)) ?? none;
  const put = (changes: Body, apart = false) => onChange(withSettings(body, changes, defaults), apart);
  const weekly = bodiesOf(body.weekly), days = bodiesOf(body.days);
  const putWeekly = (index: number, group: Body) => put({ weekly: weekly.map((old, i) => (i === index ? group : old)) });
  const putDay = (index: number, day: Body) => put({ days: days.map((old, i) => (i === index ? day : old)) });
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
        <Texts required value={body.label} onChange={(label) => put({ label })} />
        <Autocomplete
          freeSolo autoSelect options={Intl.supportedValuesOf('timeZone')} value={String(body.timeZone ?? '')} onChange={(_, zone) => put({ timeZone: zone ?? '' })}
          renderInput={(params) => <TextField {...params} required label={translate('calendar.timeZone')} />}
        />
        <FormControlLabel label={translate('calendar.default')} control={<Switch checked={body.default === true} onChange={(event) => put({ default: event.target.checked }, true)} />} />
        <Box sx={{ gridColumn: '1 / -1' }}><FindingList findings={[...findingsAt(findings, '/timeZone'), ...findingsAt(findings, '/default')]} /></Box>
      </Paper>
      <Paper variant="outlined" component="section" aria-label={translate('calendar.weekly')} sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Typography component="h3" sx={{ fontWeight: 600 }}>{translate('calendar.weekly')}</Typography>
        {weekly.map((group, index) => (
          <Box key={index} sx={{ display: 'grid', gap: 1, pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
              <ToggleButtonGroup size="small" value={[...textsOf(group.days)]} onChange={(_, chosen: readonly string[]) => putWeekly(index, { ...group, days: weekdays.filter((d) => chosen.includes(d)) })} sx={{ flexWrap: 'wrap' }}>
                {weekdays.map((d) => <ToggleButton key={d} value={d}>{translate(`calendar.days.${d}`)}</ToggleButton>)}
              </ToggleButtonGroup>
              <IconButton aria-label={translate('calendar.removeGroup', { n: index + 1 })} onClick={() => put({ weekly: weekly.filter((_, i) => i !== index) }, true)}><CloseOutlined fontSize="small" /></IconButton>
            </Box>
            <Shifts value={group.shifts} onChange={(shifts) => putWeekly(index, { ...group, shifts })} />
            <FindingList findings={findingsAt(findings, `/weekly/${index}`)} />
          </Box>
        ))}
        <FindingList findings={findingsAt(findings, '/weekly', false)} />
        <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} disabled={weekly.length >= 7} onClick={() => put({ weekly: [...weekly, { days: weekdays.filter((d) => !weekly.some((g) => textsOf(g.days).includes(d))).slice(0, 1), shifts: [{ from: '09:00', to: '18:00' }] }] }, true)}>
          {translate('calendar.addGroup')}
        </Button>
      </Paper>
      <Paper variant="outlined" component="section" aria-label={translate('calendar.special')} sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Typography component="h3" sx={{ fontWeight: 600 }}>{translate('calendar.special')}</Typography>
        {days.map((day, index) => (
          <Box key={index} sx={{ display: 'grid', gap: 1, pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
            <Day day={day} number={index + 1} onChange={(next) => putDay(index, next)} onRemove={() => put({ days: days.filter((_, i) => i !== index) }, true)} />
            <FindingList findings={findingsAt(findings, `/days/${index}`)} />
          </Box>
        ))}
        <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} onClick={() => put({ days: [...days, { date: `${new Date().getFullYear()}-01-01`, label: { 'en': 'Holiday', 'zh-CN': '假期' } }] }, true)}>{translate('calendar.addDay')}</Button>
      </Paper>
    </Box>
  );
}

function Shifts({ value, onChange }: { readonly value: unknown; readonly onChange: (shifts: readonly Body[]) => void }) {
  const translate = useTranslate();
  const shifts = bodiesOf(value);
  const put = (index: number, changes: Body) => onChange(shifts.map((old, i) => (i === index ? { ...old, ...changes } : old)));
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
      {shifts.map((shift, index) => (
        <Box key={index} sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}>
          <TextField label={translate('calendar.from')} value={String(shift.from ?? '')} placeholder="09:00" onChange={(event) => put(index, { from: event.target.value })} sx={{ width: 92 }} />
          <TextField label={translate('calendar.to')} value={String(shift.to ?? '')} placeholder="18:00" onChange={(event) => put(index, { to: event.target.value })} sx={{ width: 92 }} />
          <IconButton size="small" aria-label={translate('calendar.removeShift', { n: index + 1 })} onClick={() => onChange(shifts.filter((_, i) => i !== index))}><CloseOutlined fontSize="small" /></IconButton>
        </Box>
      ))}
      <Button startIcon={<AddOutlined />} onClick={() => onChange([...shifts, { from: '09:00', to: '18:00' }])}>{translate('calendar.addShift')}</Button>
    </Box>
  );
}

type Kind = 'off' | 'as' | 'shifts';

function Day({ day, number, onChange, onRemove }: { readonly day: Body; readonly number: number; readonly onChange: (day: Body) => void; readonly onRemove: () => void }) {
  const translate = useTranslate();
  const kind: Kind = typeof day.worksAs === 'string' ? 'as' : bodiesOf(day.shifts).length > 0 ? 'shifts' : 'off';
  const put = (changes: Body) => onChange(withSettings(day, changes, defaults));
  const become = (next: string) => put({ worksAs: next === 'as' ? 'monday' : undefined, shifts: next === 'shifts' ? [{ from: '09:00', to: '12:00' }] : undefined });
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
      <TextField required type="date" label={translate('calendar.date')} value={String(day.date ?? '')} onChange={(event) => put({ date: event.target.value })} slotProps={{ inputLabel: { shrink: true } }} />
      <TextField type="date" label={translate('calendar.until')} value={String(day.until ?? '')} onChange={(event) => put({ until: event.target.value })} slotProps={{ inputLabel: { shrink: true } }} />
      <Texts required value={day.label} onChange={(label) => onChange({ ...day, label: label ?? '' })} />
      <TextField select label={translate('calendar.work')} value={kind} onChange={(event) => become(event.target.value)}>
        {(['off', 'as', 'shifts'] as const).map((k) => <MenuItem key={k} value={k}>{translate(`calendar.kinds.${k}`)}</MenuItem>)}
      </TextField>
      {kind === 'as' && (
        <TextField select label={translate('calendar.worksAs')} value={String(day.worksAs)} onChange={(event) => put({ worksAs: event.target.value })}>
          {weekdays.map((d) => <MenuItem key={d} value={d}>{translate(`calendar.days.${d}`)}</MenuItem>)}
        </TextField>
      )}
      {kind === 'shifts' && <Box sx={{ gridColumn: '1 / -1' }}><Shifts value={day.shifts} onChange={(shifts) => put({ shifts })} /></Box>}
      <Box sx={{ gridColumn: '1 / -1', display: 'flex', alignItems: 'center' }}>
        <FormControlLabel sx={{ flex: 1 }} label={translate('calendar.yearly')} control={<Switch checked={day.yearly === true} onChange={(event) => put({ yearly: event.target.checked })} />} />
        <Button color="error" aria-label={translate('calendar.removeDay', { n: number })} onClick={onRemove}>{translate('ra.action.remove')}</Button>
      </Box>
    </Box>
  );
}
