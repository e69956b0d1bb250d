import { Alert, Box, Paper, Skeleton, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { fetchMailPreview } from '../../api/mails';
import { useErrorText } from '../../views/messages';
import type { Body } from '../documents';

/** Typing pauses this long before the host is asked. */
const pause = 500;

/** What the mail of a template looks like, about an invented notification, as HTML and as text. */
export function MailPreview({ body }: { readonly body: Body }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [language, setLanguage] = useState(useLocale() ?? 'en');
  const [shown, setShown] = useState<'html' | 'text'>('html');
  const [settled, setSettled] = useState(body);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(body), pause);
    return () => clearTimeout(timer);
  }, [body]);
  const { data, error, isPending } = useQuery({
    queryKey: ['mailPreview', settled, language], queryFn: ({ signal }) => fetchMailPreview(settled, language, signal), placeholderData: keepPreviousData, retry: false, gcTime: 60_000,
  });
  return (
    <Paper component="section" aria-label={translate('mailTemplate.preview')} variant="outlined" sx={{ p: 2, display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="h6" component="h2" sx={{ flex: 1 }}>{translate('mailTemplate.preview')}</Typography>
        <ToggleButtonGroup exclusive size="small" value={language} aria-label={translate('mailTemplate.language')} onChange={(_, next: string | null) => { if (next !== null) setLanguage(next); }}>
          <ToggleButton value="en">English</ToggleButton>
          <ToggleButton value="zh-CN">简体中文</ToggleButton>
        </ToggleButtonGroup>
        <ToggleButtonGroup exclusive size="small" value={shown} aria-label={translate('mailTemplate.form')} onChange={(_, next: 'html' | 'text' | null) => { if (next !== null) setShown(next); }}>
          <ToggleButton value="html">HTML</ToggleButton>
          <ToggleButton value="text">{translate('mailTemplate.text')}</ToggleButton>
        </ToggleButtonGroup>
      </Box>
      {error !== null && <Alert severity="error">{errorText(error)}</Alert>}
      {isPending && <Skeleton variant="rounded" height={200} />}
      {data === undefined && !isPending && error === null && <Alert severity="info">{translate('mailTemplate.notYet')}</Alert>}
      {data !== undefined && (
        <>
          <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{data.subject}</Typography>
          {shown === 'html'
            // A page of its own, without scripts, forms or a way out of its frame.
            ? <Box component="iframe" title={translate('mailTemplate.preview')} sandbox="" srcDoc={data.html} sx={{ width: '100%', height: 420, border: 1, borderColor: 'divider', borderRadius: 1, bgcolor: '#fff' }} />
            : <Typography component="pre" sx={{ m: 0, fontFamily: 'monospace', fontSize: 13, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{data.text}</Typography>}
        </>
      )}
    </Paper>
  );
}
