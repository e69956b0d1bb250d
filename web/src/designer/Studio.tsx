import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import UndoOutlined from '@mui/icons-material/UndoOutlined';
import { Alert, Box, Button, CircularProgress, IconButton, Paper, Tooltip, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink, Route, Routes, useLocation } from 'react-router';
import { EmptyState } from '../views/EmptyState';
import { useErrorReport } from '../views/messages';
import { UnsavedChanges } from '../views/UnsavedChanges';
import { DocumentList } from './DocumentList';
import { DocumentPage } from './DocumentPage';
import { Secrets } from './integrations/Secrets';
import { ObjectDesigner } from './ObjectDesigner';
import { ObjectList } from './ObjectList';
import { PlanDialog } from './PlanDialog';
import { Revisions } from './Revisions';
import { ScriptsPage } from './ScriptsPage';
import { StudioProvider, useStudio } from './StudioContext';
import { StudioTabs } from './StudioTabs';
import { FailedTimers } from './timers/FailedTimers';
import { TraceList } from './traces/TraceList';
import { TracePage } from './traces/TracePage';

/** Where administrators change objects and fields. Loaded only by those who open it. */
export default function Studio() {
  const translate = useTranslate();
  const report = useErrorReport();
  return (
    <StudioProvider
      loading={<Box sx={{ display: 'grid', placeItems: 'center', py: 10 }}><CircularProgress size={28} /></Box>}
      failed={(error) => <Alert severity="error">{translate('studio.failed', { message: report(error) })}</Alert>}
    >
      <Pages />
    </StudioProvider>
  );
}

function Pages() {
  const translate = useTranslate();
  const { pathname } = useLocation();
  const { edits } = useStudio();
  return (
    <Box sx={{ maxWidth: 1180, mx: 'auto', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, pb: edits.length > 0 ? 9 : 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <Typography variant="h5" component="h1" sx={{ flex: 1 }}>{translate('studio.title')}</Typography>
        <Button startIcon={<ArrowBackOutlined />} component={RouterLink} to="/">{translate('studio.back')}</Button>
      </Box>
      <StudioTabs />
      <Routes>
        <Route index element={<ObjectList />} />
        <Route path="secrets" element={<Secrets />} />
        <Route path="revisions" element={<Revisions />} />
        <Route path="scripts" element={<ScriptsPage />} />
        <Route path="timers" element={<FailedTimers />} />
        <Route path="traces" element={<TraceList />} />
        <Route path="traces/:id" element={<TracePage key={pathname} />} />
        <Route path="objects/:id" element={<ObjectDesigner />} />
        <Route path="documents" element={<DocumentList key="all" />} />
        <Route path="documents/:kind" element={<DocumentList key={pathname} />} />
        <Route path="documents/:kind/:id" element={<DocumentPage key={pathname} />} />
        <Route path="*" element={<EmptyState title={translate('app.notFound')} action={<Button component={RouterLink} to="/studio">{translate('studio.title')}</Button>} />} />
      </Routes>
      <DraftBar />
      <UnsavedChanges when={edits.length > 0} within="/studio" />
    </Box>
  );
}

function DraftBar() {
  const translate = useTranslate();
  const { edits, discard, undo } = useStudio();
  const [planning, setPlanning] = useState(false);
  if (edits.length === 0 && !planning) return null;
  return (
    <>
      <Paper
        elevation={6}
        sx={{
          position: 'fixed', bottom: 16, left: '50%', transform: 'translateX(-50%)', zIndex: 5, display: 'flex', alignItems: 'center', gap: 1.5,
          px: 2, py: 1, maxWidth: 'calc(100vw - 24px)', border: 1, borderColor: 'primary.main',
        }}
      >
        <Typography sx={{ fontWeight: 600 }} noWrap>{translate('studio.changed', { smart_count: edits.length })}</Typography>
        <Tooltip title={translate('studio.undo')}><IconButton size="small" aria-label={translate('studio.undo')} onClick={undo}><UndoOutlined fontSize="small" /></IconButton></Tooltip>
        <Button color="inherit" onClick={discard}>{translate('studio.discard')}</Button>
        <Button variant="contained" onClick={() => setPlanning(true)}>{translate('studio.review')}</Button>
      </Paper>
      {planning && <PlanDialog title={translate('studio.planTitle')} request={{ edits }} onApplied={discard} onClose={() => setPlanning(false)} />}
    </>
  );
}
