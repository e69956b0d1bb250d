import { isRecord, text } from '../api/problems';
import type { WorkspaceObject, WorkspacePipeline, WorkspaceStage } from '../api/workspace.generated';

/** Something that a record lacks for a stage. */
export interface Need {
  readonly code: string;
  readonly gate?: string;
  readonly field?: string;
  /** The task to be done. */
  readonly task?: string;
  readonly message: string;
}

/** A stage that may follow the present one. */
export interface Step {
  readonly stage: string;
  readonly reopens: boolean;
  readonly missing: readonly Need[];
}

/** Where a record is in its pipeline. */
export interface Progress {
  readonly pipeline: string;
  readonly stage?: string;
  readonly since?: string;
  readonly isStale: boolean;
  readonly missing: readonly Need[];
  readonly next: readonly Step[];
}

/** What {@link readProgress} reads. */
export const progressSelection =
  '_pipeline { name stage since isStale missing { code gate field task message } next { stage reopens missing { code gate field task message } } }';

export function readProgress(value: unknown): Progress | undefined {
  if (!isRecord(value)) return undefined;
  const next = Array.isArray(value.next) ? value.next.filter(isRecord) : [];
  return {
    pipeline: String(value.name),
    stage: text(value.stage),
    since: text(value.since),
    isStale: value.isStale === true,
    missing: readNeeds(value.missing),
    next: next.map((step) => ({ stage: String(step.stage), reopens: step.reopens === true, missing: readNeeds(step.missing) })),
  };
}

function readNeeds(value: unknown): readonly Need[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((need) => ({
    code: String(need.code), gate: text(need.gate), field: text(need.field), task: text(need.task), message: String(need.message),
  }));
}

export function pipelineOf(object: WorkspaceObject, name: string | undefined): WorkspacePipeline | undefined {
  return object.pipelines.find((p) => p.name === name);
}

export function stageOf(pipeline: WorkspacePipeline, value: unknown): WorkspaceStage | undefined {
  return pipeline.stages.find((s) => s.value === value);
}

/** Fields to ask for when a record goes to a stage: what is missing and can be filled in, and the reason of the end with its note. */
export function askedFields(stage: WorkspaceStage, missing: readonly Need[]): readonly string[] {
  const named = missing.map((n) => n.field).filter((f) => f !== undefined);
  return [...new Set([...named, stage.reason, stage.note].filter((f) => f !== undefined))];
}

/** A stage as a record's path shows it. */
export interface PathStop {
  readonly stage: WorkspaceStage;
  /** The record has gone on from here. Of a record that was lost nobody can say how far it had come. */
  readonly passed: boolean;
  readonly current: boolean;
}

/** The stages of a record's path: those it may pass through, and of those that end it the one it is in and those it may still get to. */
export function stagesOfPath(pipeline: WorkspacePipeline, progress: Progress): readonly PathStop[] {
  const at = pipeline.stages.findIndex((s) => s.value === progress.stage);
  const now = pipeline.stages[at]?.kind ?? 'open';
  const mayFollow = new Set(progress.next.map((step) => step.stage));
  return pipeline.stages.flatMap((stage, place) => {
    const current = place === at;
    if (!current && stage.retired === true) return [];
    if (!current && stage.kind !== 'open' && now !== 'open' && !mayFollow.has(stage.value)) return [];
    const passed = !current && stage.kind === 'open' && (now === 'won' || (now === 'open' && place < at));
    return [{ stage, passed, current }];
  });
}
