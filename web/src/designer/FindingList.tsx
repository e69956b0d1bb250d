import { Alert } from '@mui/material';
import type { Finding } from '../api/metadata';

/** Findings of the host, at the thing that they are about. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  return findings.map((finding, index) => (
    <Alert key={index} severity={finding.isError ? 'error' : 'warning'} sx={{ py: 0 }}>
      {finding.message}{finding.suggestion !== undefined && ` → ${finding.suggestion}`}
    </Alert>
  ));
}
