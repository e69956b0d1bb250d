import { Alert, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { RunningAction, RunningChoice, RunningFlow } from '../api/metadata';

const actions: readonly RunningAction[] = ['KEEP', 'MOVE', 'CANCEL'];
const shownRecords = 5;

/** The approval flows that change while requests of them are pending, each with what becomes of those. */
export function RunningRequests({ flows, choices, onChange }: {
  readonly flows: readonly RunningFlow[];
  readonly choices: readonly RunningChoice[];
  readonly onChange: (choices: readonly RunningChoice[]) => void;
}) {
  const translate = useTranslate();
  return (
    <Stack spacing={2}>
      {flows.map((flow) => {
        const choice = choices.find((c) => c.flow === flow.flow) ?? { flow: flow.flow, action: 'KEEP' as const };
        const put = (changes: Partial<RunningChoice>) => onChange([...choices.filter((c) => c.flow !== flow.flow), { ...choice, ...changes }]);
        return (
          <Alert key={flow.flow} severity="info" icon={false} slotProps={{ message: { sx: { flex: 1 } } }}>
            <Typography sx={{ fontWeight: 550 }}>{translate('studio.running.title', { smart_count: flow.count, flow: flow.label })}</Typography>
            <Typography variant="body2" color="text.secondary">
              {flow.records.slice(0, shownRecords).join(', ')}{flow.count > shownRecords ? ' …' : ''}
            </Typography>
            <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2} sx={{ mt: 1.5 }}>
              <TextField
                select size="small" label={translate('studio.running.action')} value={choice.action} sx={{ minWidth: 260 }}
                onChange={(event) => put({ action: actions.find((a) => a === event.target.value) ?? 'KEEP' })}
              >
                {actions.filter((a) => !flow.removed || a !== 'MOVE').map((action) => <MenuItem key={action} value={action}>{translate(`studio.running.actions.${action}`)}</MenuItem>)}
              </TextField>
              {choice.action !== 'KEEP' && (
                <TextField size="small" label={translate('studio.running.note')} defaultValue={choice.note ?? ''} sx={{ flex: 1 }} onBlur={(event) => put({ note: event.target.value.trim() })} />
              )}
            </Stack>
          </Alert>
        );
      })}
    </Stack>
  );
}
