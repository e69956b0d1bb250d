import { Box, Button, Chip, Paper, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { ApprovalRequest } from '../model/approvals';
import { formatDateTime } from '../model/formats';
import { requestsBy } from '../providers/approvalsApi';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { ActDialog, type AskedAct } from './ApprovalActs';
import { statusColor } from './approvalWords';
import { InboxList, RecordLine } from './InboxList';

/** What one has submitted, or been sent copies of. */
export function InboxRequests({ copied }: { readonly copied: boolean }) {
  const translate = useTranslate();
  const me = useWorkspace().description.user.id;
  return (
    <InboxList name={['requests', copied, me]} read={(first, signal) => requestsBy(me, copied, first, signal)} empty={translate(copied ? 'approvals.noneCopied' : 'approvals.noneRequests')}>
      {(requests) => (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
          {requests.map((request) => <RequestCard key={request.id} request={request} mine={!copied} />)}
        </Box>
      )}
    </InboxList>
  );
}

function RequestCard({ request, mine }: { readonly request: ApprovalRequest; readonly mine: boolean }) {
  const translate = useTranslate();
  const formats = useFormats();
  const [asked, setAsked] = useState<AskedAct>();
  const waits = [...new Set(request.tasks.map((t) => t.assignee?.name).filter((name) => name !== undefined))];
  return (
    <Paper component="li" variant="outlined" sx={{ p: 1.5, display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
      <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
        <RecordLine request={request} />
        <Typography variant="body2" color="text.secondary">
          {mine ? formatDateTime(request.submittedAt, formats) : translate('approvals.submittedBy', { name: request.submitter?.name ?? translate('record.someone'), time: formatDateTime(request.submittedAt, formats) })}
        </Typography>
        {request.status === 'pending' && waits.length > 0 && <Typography variant="body2" color="text.secondary">{translate('approvals.waitsFor', { names: waits.join(translate('flow.comma')) })}</Typography>}
      </Box>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        {mine && request.status === 'pending' && (
          <>
            <Button size="small" aria-label={`${translate('approvals.acts.remind')}: ${request.recordName}`} onClick={() => setAsked({ kind: 'remind', id: request.id })}>{translate('approvals.acts.remind')}</Button>
            <Button size="small" aria-label={`${translate('approvals.acts.recall')}: ${request.recordName}`} onClick={() => setAsked({ kind: 'recall', id: request.id })}>{translate('approvals.acts.recall')}</Button>
          </>
        )}
        {request.voids && <Chip size="small" color="error" variant="outlined" label={translate('approvals.voids')} />}
        <Chip size="small" color={statusColor(request.status)} label={translate(`approvals.status.${request.status}`)} />
      </Box>
      {asked !== undefined && <ActDialog asked={asked} object={request.object} onClose={() => setAsked(undefined)} />}
    </Paper>
  );
}
