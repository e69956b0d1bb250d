import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import { Alert, Box, Button, CircularProgress, Paper, Tab, Tabs, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink, Route, Routes, useLocation } from 'react-router';
import { useErrorText } from '../views/messages';
import { UnsavedChanges } from '../views/UnsavedChanges';
import { ObjectDesigner } from './ObjectDesigner';
import { ObjectList } from './ObjectList';
import { PlanDialog } from './PlanDialog';
import { Revisions } from './Revisions';
import { StudioProvider, useStudio } from './StudioContext';

/** Where administrators change objects and fields. Loaded only by those who open it. */
export default function Studio() {
  const translate = useTranslate();
  const errorText = useErrorText();
  return (
    <StudioProvider
      loading={<Box sx={{ display: 'grid', placeItems: 'center', py: 10 }}><CircularProgress size={28} /></Box>}
      failed={(error) => <Alert severity="error">{translate('studio.failed', { message: errorText(error) })}</Alert>}
    >
      <Pages />
    </StudioProvider>
  );
}

function Pages() {
  const translate = useTranslate();
  const { pathname } = useLocation();
  const { edits } = useStudio();
  const onRevisions = pathname.startsWith('/studio/revisions');
  return (
    <Box sx={{ maxWidth: 1120, mx: 'auto', display: 'grid', gap: 2, pb: edits.length > 0 ? 9 : 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <Typography variant="h5" component="h1" sx={{ flex: 1 }}>{translate('studio.title')}</Typography>
        <Button startIcon={<ArrowBackOutlined />} component={RouterLink} to="/">{translate('studio.back')}</Button>
      </Box>
      <Tabs value={onRevisions ? 'revisions' : 'objects'} sx={{ borderBottom: 1, borderColor: 'divider' }}>
        <Tab value="objects" label={translate('studio.objects')} component={RouterLink} to="/studio" />
        <Tab value="revisions" label={translate('studio.revisions')} component={RouterLink} to="/studio/revisions" />
      </Tabs>
      <Routes>
        <Route index element={<ObjectList />} />
        <Route path="revisions" element={<Revisions />} />
        <Route path="objects/:id" element={<ObjectDesigner />} />
      </Routes>
      <DraftBar />
      <UnsavedChanges when={edits.length > 0} within="/studio" />
    </Box>
  );
}

function DraftBar() {
  const translate = useTranslate();
  const { edits, steps, discard } = useStudio();
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
        <Typography sx={{ fontWeight: 600 }} noWrap>{translate('studio.changed', { smart_count: steps.length })}</Typography>
        <Button color="inherit" onClick={discard}>{translate('studio.discard')}</Button>
        <Button variant="contained" onClick={() => setPlanning(true)}>{translate('studio.review')}</Button>
      </Paper>
      {planning && <PlanDialog title={translate('studio.planTitle')} request={{ edits }} onApplied={discard} onClose={() => setPlanning(false)} />}
    </>
  );
}
