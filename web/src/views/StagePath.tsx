import { Alert, Box, Button, Chip, Link, Paper, Skeleton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import type { WorkspaceObject, WorkspacePipeline, WorkspaceStage } from '../api/workspace.generated';
import { formatDateTime } from '../model/formats';
import { askedFields, pipelineOf, stageOf, stagesOfPath, type Progress } from '../model/pipelines';
import type { AppRecord } from '../model/records';
import { FieldValue } from '../fields/FieldValue';
import { fetchProgress } from '../providers/pipelinesApi';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { AdvanceDialog, useAdvance } from './AdvanceDialog';
import { useNotifyError } from './messages';
import { showPath } from './paths';
import { StageStop } from './StageStop';

/** The stages of a record's pipeline as a path: where it is, what a stage is about, and what is missing to enter it. */
export function StagePath({ object, record }: { readonly object: WorkspaceObject; readonly record: AppRecord }) {
  const { data: progress, isPending } = useQuery({
    queryKey: [object.name, 'pipeline', record.id, record.version],
    queryFn: async ({ signal }) => (await fetchProgress(object, record.id, signal)) ?? null,
  });
  const pipeline = pipelineOf(object, progress?.pipeline);
  if (isPending) return <Skeleton variant="rounded" height={92} />;
  if (progress == null || pipeline === undefined) return null;
  return <Path key={progress.stage} object={object} record={record} pipeline={pipeline} progress={progress} />;
}

interface PathProps {
  readonly object: WorkspaceObject;
  readonly record: AppRecord;
  readonly pipeline: WorkspacePipeline;
  readonly progress: Progress;
}

function Path({ object, record, pipeline, progress }: PathProps) {
  const translate = useTranslate();
  const [chosen, setChosen] = useState(progress.stage);
  const shown = stagesOfPath(pipeline, progress);
  const stage = stageOf(pipeline, chosen);
  return (
    <Paper variant="outlined" component="section" aria-label={translate('pipeline.path', { name: pipeline.label })} sx={{ overflow: 'hidden' }}>
      <Box component="ol" sx={{ position: 'relative', display: 'flex', m: 0, p: 1, gap: 0.5, overflowX: 'auto', listStyle: 'none' }}>
        {shown.map((stop) => (
          <StageStop key={stop.stage.value} label={stop.stage.label} kind={stop.stage.kind} passed={stop.passed} current={stop.current} chosen={stop.stage.value === chosen} choose={() => setChosen(stop.stage.value)} />
        ))}
      </Box>
      {stage !== undefined && <StageDetails object={object} record={record} pipeline={pipeline} progress={progress} stage={stage} />}
    </Paper>
  );
}

function StageDetails({ object, record, pipeline, progress, stage }: PathProps & { readonly stage: WorkspaceStage }) {
  const translate = useTranslate();
  const formats = useFormats();
  const workspace = useWorkspace();
  const isCurrent = stage.value === progress.stage;
  const step = progress.next.find((s) => s.stage === stage.value);
  const missing = isCurrent ? progress.missing : step?.missing ?? [];
  const fields = stage.keyFields.map((name) => workspace.field(object.name, name)).filter((f) => f !== undefined);
  return (
    <Box sx={{ px: 2, pb: 2, pt: 0.5, display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="body2" color="text.secondary">{pipeline.label}</Typography>
        {isCurrent && progress.since !== undefined && (
          <Typography variant="body2" color="text.secondary">{translate('pipeline.since', { time: formatDateTime(progress.since, formats) })}</Typography>
        )}
        {isCurrent && progress.isStale && <Chip size="small" color="warning" label={translate('pipeline.stale')} />}
        <Box sx={{ flex: 1 }} />
        {step !== undefined && record.deletedAt == null && <Go object={object} record={record} stage={stage} missing={step.missing} reopens={step.reopens} />}
        {!isCurrent && step === undefined && <Typography variant="body2" color="text.secondary">{translate('pipeline.noWay')}</Typography>}
      </Box>
      {missing.length > 0 && (
        <Alert severity="info" action={isCurrent && record.deletedAt == null && <FillIn object={object} record={record} stage={stage} missing={missing} />}>
          {translate('pipeline.missing')}
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {missing.map((need, i) => (
              <li key={i}>{need.task === undefined ? need.message : <Link component={RouterLink} to={showPath('Task', need.task)} color="inherit">{need.message}</Link>}</li>
            ))}
          </Box>
        </Alert>
      )}
      {stage.guidance !== undefined && <Typography variant="body2" sx={{ whiteSpace: 'pre-line' }}>{stage.guidance}</Typography>}
      {stage.links.length > 0 && (
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          {stage.links.map((link) => <Link key={link.url} href={link.url} target="_blank" rel="noreferrer" variant="body2">{link.label}</Link>)}
        </Box>
      )}
      {fields.length > 0 && (
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(auto-fit, minmax(160px, 1fr))' } }}>
          {fields.map((field) => (
            <Box key={field.name} sx={{ minWidth: 0 }}>
              <Typography component="dt" variant="caption" color="text.secondary">{field.label}</Typography>
              <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}><FieldValue field={field} value={record[field.name]} record={record} place="page" /></Box>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}

/** Fills in what the stage lacks in which the record is already. */
function FillIn({ object, record, stage, missing }: { readonly object: WorkspaceObject; readonly record: AppRecord; readonly stage: WorkspaceStage; readonly missing: Progress['missing'] }) {
  const translate = useTranslate();
  const [asking, setAsking] = useState(false);
  if (askedFields(stage, missing).length === 0) return null;
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>{translate('pipeline.fillIn')}</Button>
      {asking && <AdvanceDialog object={object} record={record} stage={stage} missing={missing} onClose={() => setAsking(false)} />}
    </>
  );
}

function Go({ object, record, stage, missing, reopens }: {
  readonly object: WorkspaceObject;
  readonly record: AppRecord;
  readonly stage: WorkspaceStage;
  readonly missing: Progress['missing'];
  readonly reopens: boolean;
}) {
  const translate = useTranslate();
  const notifyError = useNotifyError();
  const move = useAdvance(object);
  const [asking, setAsking] = useState(false);
  const asks = missing.length > 0 || askedFields(stage, missing).length > 0;
  const go = () => (asks ? setAsking(true) : move.mutate({ record, stage, input: {} }, { onError: notifyError }));
  return (
    <>
      <Button size="small" variant="contained" disabled={move.isPending} onClick={go}>
        {translate(reopens ? 'pipeline.reopenTo' : 'pipeline.moveTo', { stage: stage.label })}
      </Button>
      {asking && <AdvanceDialog object={object} record={record} stage={stage} missing={missing} onClose={() => setAsking(false)} />}
    </>
  );
}
