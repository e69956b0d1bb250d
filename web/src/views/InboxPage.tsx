import { Box, Tab, Tabs, Typography } from '@mui/material';
import { useEffect } from 'react';
import { useTranslate } from 'react-admin';
import { useSearchParams } from 'react-router';
import { Delegations } from './Delegations';
import { InboxRequests } from './InboxRequests';
import { InboxTasks } from './InboxTasks';

const tabs = ['mine', 'requests', 'copied', 'done', 'delegations'] as const;

/** What waits for one's answer, what one has submitted, been told of and answered, and who answers in one's place. */
export default function InboxPage() {
  const translate = useTranslate();
  const [search, setSearch] = useSearchParams();
  const current = tabs.find((t) => t === search.get('tab')) ?? 'mine';
  useEffect(() => { document.title = translate('approvals.inbox'); }, [translate]);
  return (
    <Box sx={{ maxWidth: 960, mx: 'auto' }}>
      <Typography variant="h5" component="h1" sx={{ mb: 1 }}>{translate('approvals.inbox')}</Typography>
      <Tabs
        value={current} variant="scrollable" allowScrollButtonsMobile sx={{ mb: 1.5 }}
        onChange={(_, tab: string) => setSearch(tab === 'mine' ? {} : { tab }, { replace: true })}
      >
        {tabs.map((tab) => <Tab key={tab} value={tab} label={translate(`approvals.tabs.${tab}`)} />)}
      </Tabs>
      {(current === 'mine' || current === 'done') && <InboxTasks key={current} done={current === 'done'} />}
      {(current === 'requests' || current === 'copied') && <InboxRequests key={current} copied={current === 'copied'} />}
      {current === 'delegations' && <Delegations />}
    </Box>
  );
}
