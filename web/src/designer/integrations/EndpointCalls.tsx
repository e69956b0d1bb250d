import { Alert } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchInboundCalls } from '../../api/integrations';
import { useErrorText } from '../../views/messages';
import { CallTable } from './CallTable';

/** The calls of an inbound endpoint, with why some were not taken. */
export function EndpointCalls({ endpoint }: { readonly endpoint: string }) {
  const errorText = useErrorText();
  const [failedOnly, setFailedOnly] = useState(false);
  const { data: calls = [], error } = useQuery({
    queryKey: ['inbound', endpoint, failedOnly], queryFn: ({ signal }) => fetchInboundCalls(endpoint, failedOnly, signal), refetchInterval: 5_000,
  });
  if (error !== null) return <Alert severity="error">{errorText(error)}</Alert>;
  return <CallTable calls={calls} sent={false} failedOnly={failedOnly} onFailedOnly={setFailedOnly} />;
}
