import ExpandMoreOutlined from '@mui/icons-material/ExpandMoreOutlined';
import { Box, Chip, Collapse, FormControlLabel, IconButton, Paper, Switch, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { Fragment, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Call } from '../../api/integrations';
import { formatDateTime } from '../../model/formats';
import { useFormats } from '../../providers/workspaceContext';

/** Calls, the latest first, each with what was sent and answered. */
export function CallTable({ calls, sent, failedOnly, onFailedOnly }: {
  readonly calls: readonly Call[];
  /** Whether the platform called, or was called. */
  readonly sent: boolean;
  readonly failedOnly: boolean;
  readonly onFailedOnly: (only: boolean) => void;
}) {
  const translate = useTranslate();
  const formats = useFormats();
  const [open, setOpen] = useState<string>();
  return (
    <Paper variant="outlined" component="section" aria-label={translate('integration.calls')} sx={{ overflowX: 'auto' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', px: 2, py: 1 }}>
        <Typography component="h3" sx={{ fontWeight: 600, flex: 1 }}>{translate('integration.calls')}</Typography>
        <FormControlLabel label={translate('integration.failedOnly')} control={<Switch checked={failedOnly} onChange={(event) => onFailedOnly(event.target.checked)} />} />
      </Box>
      {calls.length === 0 && <Typography color="text.secondary" sx={{ px: 2, pb: 2 }}>{translate('integration.noCalls')}</Typography>}
      {calls.length > 0 && (
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{translate('integration.at')}</TableCell>
              {sent && <TableCell>{translate('integration.what')}</TableCell>}
              {sent && <TableCell align="right">{translate('integration.attempt')}</TableCell>}
              <TableCell>{translate('integration.status')}</TableCell>
              <TableCell />
            </TableRow>
          </TableHead>
          <TableBody>
            {calls.map((call) => (
              <Fragment key={call.id}>
                <TableRow>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>{formatDateTime(call.at, formats)}</TableCell>
                  {sent && <TableCell>{call.event}</TableCell>}
                  {sent && <TableCell align="right">{call.attempt}</TableCell>}
                  <TableCell>
                    <Chip
                      size="small" variant="outlined" color={call.succeeded ? 'success' : 'error'}
                      label={`${call.status === undefined ? translate('integration.noAnswer') : String(call.status)} · ${translate(call.succeeded ? 'integration.taken' : 'integration.refused')}`}
                    />
                    {call.error !== undefined && <Typography variant="body2" color="text.secondary">{call.error}</Typography>}
                  </TableCell>
                  <TableCell align="right">
                    <IconButton size="small" aria-expanded={open === call.id} aria-label={translate('integration.answer')} onClick={() => setOpen(open === call.id ? undefined : call.id)}>
                      <ExpandMoreOutlined fontSize="small" sx={{ transform: open === call.id ? 'rotate(180deg)' : undefined }} />
                    </IconButton>
                  </TableCell>
                </TableRow>
                <TableRow>
                  <TableCell colSpan={sent ? 5 : 3} sx={{ py: 0, border: open === call.id ? undefined : 0 }}>
                    <Collapse in={open === call.id} unmountOnExit><Excerpts call={call} sent={sent} /></Collapse>
                  </TableCell>
                </TableRow>
              </Fragment>
            ))}
          </TableBody>
        </Table>
      )}
    </Paper>
  );
}

function Excerpts({ call, sent }: { readonly call: Call; readonly sent: boolean }) {
  const translate = useTranslate();
  return (
    <Box sx={{ py: 1, display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography variant="body2" color="text.secondary">
        {[call.key === undefined ? '' : translate('integration.key', { key: call.key }), call.duration === undefined ? '' : translate('integration.milliseconds', { count: call.duration })].filter((t) => t !== '').join(' · ')}
      </Typography>
      <Excerpt title={translate(sent ? 'integration.sent' : 'integration.received')} text={call.request} />
      {call.response !== undefined && call.response !== '' && <Excerpt title={translate('integration.answer')} text={call.response} />}
    </Box>
  );
}

function Excerpt({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Box>
      <Typography variant="caption" color="text.secondary">{title}</Typography>
      <Box component="pre" sx={{ m: 0, p: 1, bgcolor: 'action.hover', borderRadius: 1, fontSize: 12, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: 260, overflow: 'auto' }}>{text}</Box>
    </Box>
  );
}
