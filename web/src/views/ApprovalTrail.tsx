import GppBadOutlined from '@mui/icons-material/GppBadOutlined';
import GppMaybeOutlined from '@mui/icons-material/GppMaybeOutlined';
import VerifiedUserOutlined from '@mui/icons-material/VerifiedUserOutlined';
import { Box, Button, Chip, Link, Tooltip, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { fileUrl } from '../api/files';
import { inLanguage, peopleOf, stepLabels, type ApprovalRequest } from '../model/approvals';
import { formatDateTime } from '../model/formats';
import { isByTime, verifyTrail, type TrailEntry, type TrailState } from '../model/trail';
import { useFormats } from '../providers/workspaceContext';

/** What was done with a request, from its submission on, and whether that is as it was written. */
export function ApprovalTrail({ request }: { readonly request: ApprovalRequest }) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>{translate('approvals.trail', { smart_count: request.trail.length })}</Button>
        {open && <Verification request={request} />}
      </Box>
      {open && (
        <Box component="ol" sx={{ m: 0, mt: 0.5, p: 0, listStyle: 'none' }}>
          {request.trail.map((entry) => <Entry key={entry.id} request={request} entry={entry} />)}
        </Box>
      )}
    </Box>
  );
}

function Entry({ request, entry }: { readonly request: ApprovalRequest; readonly entry: TrailEntry }) {
  const translate = useTranslate();
  const locale = useLocale();
  const formats = useFormats();
  const labels = stepLabels(request), people = peopleOf(request);
  const step = (name: string): string => inLanguage(labels.get(name) ?? {}, locale, name);
  const concerned = entry.users.map((id) => people.get(id)).filter((name) => name !== undefined);
  const where = entry.act === 'return' ? `${translate('approvals.returnTo')}: ${entry.to === undefined ? translate('approvals.submitter') : step(entry.to)}` : entry.step === undefined ? undefined : step(entry.step);
  return (
    <Box component="li" sx={{ display: 'grid', gridTemplateColumns: '14px minmax(0, 1fr)', columnGap: 1, pb: 1, position: 'relative' }}>
      <Box sx={{ width: 9, height: 9, borderRadius: '50%', bgcolor: 'primary.main', mt: '7px', mx: 'auto' }} />
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2">
          <Box component="span" sx={{ fontWeight: 600 }}>{entry.by?.name ?? translate(isByTime(entry) ? 'approvals.byTime' : 'record.someone')}</Box>
          {' '}{translate(`approvals.trailActs.${entry.act}`, { _: entry.act })}{concerned.length > 0 && `: ${concerned.join(translate('flow.comma'))}`}
        </Typography>
        <Typography variant="caption" color="text.secondary" component="div">{[where, formatDateTime(entry.at, formats)].filter((part) => part !== undefined).join(' · ')}</Typography>
        {entry.comment !== undefined && <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', pl: 1, borderLeft: 2, borderColor: 'divider', mt: 0.25 }}>{entry.comment}</Typography>}
        {entry.files.map((file) => <Link key={file.id} href={fileUrl(file.id)} target="_blank" rel="noreferrer" variant="body2" sx={{ display: 'block', overflowWrap: 'anywhere' }}>{file.name}</Link>)}
      </Box>
    </Box>
  );
}

const signs = { whole: VerifiedUserOutlined, broken: GppBadOutlined, unknown: GppMaybeOutlined } as const;
const colors = { whole: 'success', broken: 'error', unknown: 'default' } as const satisfies Record<TrailState, string>;

function Verification({ request }: { readonly request: ApprovalRequest }) {
  const translate = useTranslate();
  const { data } = useQuery({ queryKey: ['approvals', 'verified', request.id, request.seal.hash, request.trail.length], queryFn: () => verifyTrail(request.id, request.trail, request.seal), retry: false });
  if (data === undefined) return null;
  const Sign = signs[data];
  return (
    <Tooltip title={translate(`approvals.verifiedHelp.${data}`)}>
      <Chip size="small" variant="outlined" color={colors[data]} icon={<Sign />} label={translate(`approvals.verified.${data}`)} tabIndex={0} />
    </Tooltip>
  );
}
