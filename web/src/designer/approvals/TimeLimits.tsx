import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, Button, IconButton, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Finding } from '../../api/metadata';
import type { Body } from '../documents';
import { FindingList } from '../FindingList';
import { ChoiceSetting, NumberSetting } from '../Pickers';
import { bodiesOf, withSettings } from '../pointers';
import { findingsAt } from '../useFindings';
import { ApproverList } from './ApproverList';

const acts = ['remind', 'escalate', 'approve', 'reject'] as const;

interface Props {
  readonly object: string;
  readonly value: unknown;
  readonly pointer: string;
  readonly findings: readonly Finding[];
  readonly onChange: (limits: readonly Body[]) => void;
}

/** What happens when nobody answers a step for so many hours of work. */
export function TimeLimits({ object, value, pointer, findings, onChange }: Props) {
  const translate = useTranslate();
  const limits = bodiesOf(value);
  const put = (index: number, limit: Body) => onChange(limits.map((old, i) => (i === index ? limit : old)));
  return (
    <Box role="group" aria-label={translate('flow.timeLimits')} sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
      <Box>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>{translate('flow.timeLimits')}</Typography>
        <Typography variant="caption" color="text.secondary">{translate('flow.timeLimitsHelp')}</Typography>
      </Box>
      {limits.map((limit, index) => (
        <Box key={index} sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr) auto', alignItems: 'start', pl: 1.5, borderLeft: 2, borderColor: 'divider' }}>
          <Limit object={object} limit={limit} pointer={`${pointer}/${index}`} findings={findings} onChange={(next) => put(index, next)} />
          <IconButton size="small" aria-label={translate('flow.removeLimit', { n: index + 1 })} onClick={() => onChange(limits.filter((_, i) => i !== index))}><CloseOutlined fontSize="small" /></IconButton>
        </Box>
      ))}
      <Button startIcon={<AddOutlined />} sx={{ justifySelf: 'start' }} disabled={limits.length >= 10} onClick={() => onChange([...limits, { after: 480, do: 'remind' }])}>{translate('flow.addLimit')}</Button>
    </Box>
  );
}

/** What each act begins with, the time apart. */
function begun(act: string): Body {
  return act === 'escalate' ? { to: [{ by: 'manager' }] } : {};
}

function Limit({ object, limit, pointer, findings, onChange }: { readonly object: string; readonly limit: Body; readonly pointer: string; readonly findings: readonly Finding[]; readonly onChange: (limit: Body) => void }) {
  const translate = useTranslate();
  const act = String(limit.do);
  const own = findings.filter((f) => f.pointer === pointer || ['after', 'every', 'times'].some((key) => f.pointer === `${pointer}/${key}`));
  return (
    <Box sx={{ display: 'grid', gap: 1.75, minWidth: 0 }}>
      <Hours label={translate('flow.after')} value={limit.after} onChange={(after) => onChange({ ...limit, after: after ?? 60 })} />
      <ChoiceSetting label={translate('flow.then')} value={act} options={acts.map((a) => [a, translate(`flow.limit.${a}`)])} onChange={(next) => onChange({ after: limit.after, do: next, ...begun(next) })} />
      {act === 'remind' && (
        <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' }}>
          <Hours label={translate('flow.every')} value={limit.every} onChange={(every) => onChange(withSettings(limit, { every, times: every === undefined ? undefined : (limit.times ?? 2) }))} />
          {limit.every !== undefined && <NumberSetting label={translate('flow.times')} min={2} max={100} value={limit.times} onChange={(times) => onChange(withSettings(limit, { times }))} />}
        </Box>
      )}
      {act === 'escalate' && (
        <ApproverList object={object} title={translate('flow.to')} value={limit.to} pointer={`${pointer}/to`} findings={findings} onChange={(to) => onChange({ ...limit, to })} />
      )}
      <FindingList findings={[...own, ...(act === 'escalate' ? [] : findingsAt(findings, `${pointer}/to`))]} />
    </Box>
  );
}

/** Minutes of work, given in hours. */
function Hours({ label, value, onChange }: { readonly label: string; readonly value: unknown; readonly onChange: (minutes: number | undefined) => void }) {
  return (
    <NumberSetting
      label={label} min={0} step={0.25} value={typeof value === 'number' ? Math.round((value / 60) * 100) / 100 : undefined}
      onChange={(hours) => onChange(hours === undefined || hours <= 0 ? undefined : Math.max(1, Math.round(hours * 60)))}
    />
  );
}
