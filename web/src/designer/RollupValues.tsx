import { Alert, Box, Button, CircularProgress, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { checkRollup, recomputeRollup } from '../api/background';
import { useErrorReport } from '../views/messages';
import { isUnfinished, JobProgress, jobsKey, useJobs } from './BackgroundWork';

/** The values of a rollup whose definition is not the tenant's to change. */
export function RollupValuesDialog({ object, field, label, onClose }: { readonly object: string; readonly field: string; readonly label: string; readonly onClose: () => void }) {
  const translate = useTranslate();
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose}>
      <DialogTitle>{label}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="body2" color="text.secondary">{translate('value.rollupText')}</Typography>
        <RollupValues object={object} field={field} />
      </DialogContent>
      <DialogActions><Button onClick={onClose}>{translate('ra.action.close')}</Button></DialogActions>
    </Dialog>
  );
}

/** Whether a rollup that is applied has the values that its lists give, and the way to make them anew beside people's work. */
export function RollupValues({ object, field }: { readonly object: string; readonly field: string }) {
  const translate = useTranslate();
  const report = useErrorReport();
  const client = useQueryClient();
  const check = useMutation({ mutationFn: () => checkRollup(object, field) });
  const anew = useMutation({
    mutationFn: () => recomputeRollup(object, field),
    onSuccess: async () => {
      check.reset();
      await client.invalidateQueries({ queryKey: jobsKey });
    },
  });
  const job = useJobs().find((j) => j.kind === 'rollup.fill' && j.object === object && j.fields.includes(field));
  const busy = job !== undefined && isUnfinished(job);
  const error = check.error ?? anew.error;
  return (
    <Box sx={{ gridColumn: '1 / -1', display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
      <Button variant="outlined" disabled={check.isPending || busy} startIcon={check.isPending ? <CircularProgress size={16} /> : undefined} onClick={() => check.mutate()}>{translate('background.check')}</Button>
      <Button variant="outlined" disabled={anew.isPending || busy} onClick={() => anew.mutate()}>{translate('background.anew')}</Button>
      {job !== undefined && (busy || anew.isSuccess) && <Box sx={{ minWidth: 220, display: 'grid' }}><JobProgress job={job} /></Box>}
      {check.data !== undefined && (
        <Alert severity={check.data.wrong === 0 ? 'success' : 'warning'} sx={{ py: 0 }}>{translate(check.data.wrong === 0 ? 'background.right' : 'background.wrong', { smart_count: check.data.wrong })}</Alert>
      )}
      {error !== null && <Alert severity="error" sx={{ py: 0 }}>{report(error)}</Alert>}
    </Box>
  );
}
