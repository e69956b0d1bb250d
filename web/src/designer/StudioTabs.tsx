import { Box, Tab, Tabs } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link as RouterLink, useLocation } from 'react-router';

interface Part {
  readonly name: string;
  readonly to: string;
  /** Which addresses belong to the part. */
  readonly of: RegExp;
}

const documentsOf = (name: string, kind: string): Part => ({ name, to: `/studio/documents/${kind}`, of: new RegExp(`^/studio/documents/${kind}(/|$)`) });

/** The parts of the studio by what they are about, so that each is in view on a phone too. */
const groups: readonly { readonly name: string; readonly parts: readonly [Part, ...Part[]] }[] = [
  {
    name: 'data',
    parts: [{ name: 'objects', to: '/studio', of: /^\/studio\/?($|objects)/ }, documentsOf('picklists', 'picklist'), documentsOf('menus', 'navigation')],
  },
  { name: 'processes', parts: [documentsOf('pipelines', 'pipeline'), documentsOf('approvalFlows', 'approvalFlow'), documentsOf('conversions', 'conversion'), documentsOf('calendars', 'businessCalendar'), documentsOf('mails', 'mailTemplate'), { name: 'timers', to: '/studio/timers', of: /^\/studio\/timers/ }] },
  { name: 'code', parts: [documentsOf('hooks', 'hook'), { name: 'traces', to: '/studio/traces', of: /^\/studio\/traces/ }, { name: 'scripts', to: '/studio/scripts', of: /^\/studio\/scripts/ }] },
  { name: 'access', parts: [documentsOf('roles', 'role')] },
  {
    name: 'integration',
    parts: [documentsOf('webhooks', 'webhook'), documentsOf('endpoints', 'inboundEndpoint'), { name: 'secrets', to: '/studio/secrets', of: /^\/studio\/secrets/ }],
  },
  { name: 'everything', parts: [{ name: 'revisions', to: '/studio/revisions', of: /^\/studio\/revisions/ }, { name: 'documents', to: '/studio/documents', of: /^\/studio\/documents/ }] },
];

/** Where one is in the studio, and the ways to its other parts. */
export function StudioTabs() {
  const translate = useTranslate();
  const { pathname } = useLocation();
  const group = groups.find((g) => g.parts.some((p) => p.of.test(pathname))) ?? groups[0];
  if (group === undefined) return null;
  const part = group.parts.find((p) => p.of.test(pathname)) ?? group.parts[0];
  return (
    <Box sx={{ borderBottom: 1, borderColor: 'divider' }}>
      <Tabs value={group.name} variant="scrollable" scrollButtons={false} aria-label={translate('studio.title')}>
        {groups.map((g) => <Tab key={g.name} value={g.name} label={translate(`studio.group.${g.name}`)} component={RouterLink} to={g.parts[0].to} />)}
      </Tabs>
      {group.parts.length > 1 && (
        <Tabs
          value={part.name} variant="scrollable" scrollButtons={false} aria-label={translate(`studio.group.${group.name}`)}
          sx={{ minHeight: 36, bgcolor: 'action.hover', '& .MuiTab-root': { minHeight: 36, py: 0.5, fontWeight: 500 } }}
        >
          {group.parts.map((p) => <Tab key={p.name} value={p.name} label={translate(`studio.${p.name}`)} component={RouterLink} to={p.to} />)}
        </Tabs>
      )}
    </Box>
  );
}
