import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { checkApproval, simulateApproval, type CheckFinding, type SimulatedStep, type Simulation } from '../../api/approvalDesign';
import type { Finding } from '../../api/metadata';
import type { RecordRef } from '../../model/records';
import { useStudio } from '../StudioContext';
import { useSettledEdits } from '../useFindings';
import type { FlowItem } from './flow';
import { branchOf, type AskedStep } from './through';

/** What is simulated: a record, who submits it, and whom people would choose. */
export interface Trial {
  readonly record: RecordRef | null;
  readonly submitter: RecordRef | null;
  readonly chosen: Readonly<Record<string, RecordRef | null>>;
}

export const noTrial: Trial = { record: null, submitter: null, chosen: {} };

/** Who would be asked for the record; the flow must be free of errors. */
export function useSimulation(flow: string, trial: Trial, sound: boolean) {
  const { design } = useStudio();
  const edits = useSettledEdits();
  const record = trial.record?.id;
  const approvers = Object.entries(trial.chosen).flatMap(([step, user]) => (user === null ? [] : [{ step, users: [user.id] }]));
  return useQuery({
    queryKey: ['simulation', design.revision, flow, record, trial.submitter?.id, approvers, edits],
    queryFn: ({ signal }) => simulateApproval({ flow, record: record ?? '', submitter: trial.submitter?.id, approvers, edits }, signal),
    enabled: record !== undefined && sound, placeholderData: record === undefined ? undefined : keepPreviousData, retry: false, gcTime: 0,
  });
}

/** For which submitters steps find nobody, or themselves. */
export function useCheck(flow: string, sound: boolean) {
  const { design } = useStudio();
  const edits = useSettledEdits();
  return useQuery({
    queryKey: ['approvalCheck', design.revision, flow, edits], queryFn: ({ signal }) => checkApproval(flow, edits, signal),
    enabled: sound, placeholderData: keepPreviousData, retry: false, gcTime: 60_000,
  });
}

/** A step at which people are asked, with what the host says about it. */
export interface SaidStep {
  readonly step: AskedStep;
  readonly people: readonly CheckFinding[];
  readonly simulated: SimulatedStep | undefined;
}

/** What the host has said about one step or branch. */
export interface Said {
  readonly findings: readonly Finding[];
  /** The step itself, or those of the flow that it goes through. */
  readonly steps: readonly SaidStep[];
  readonly skipped: boolean;
  /** Code of what would stop the request here. */
  readonly problem: string | undefined;
}

/** `asked`: the steps at which people are asked in a thing: the step itself, or those of the flow that it goes through. */
export function saidOf(item: FlowItem, asked: readonly AskedStep[], findings: readonly Finding[], checks: readonly CheckFinding[], simulation: Simulation | undefined): Said {
  const inBranches = `${item.pointer}/branches/`, inSteps = `${item.pointer}/steps/`;
  const names = new Set([item.name, ...asked.map((s) => s.name)]);
  return {
    // What stands in the branches of a step is said there.
    findings: findings.filter((f) => f.pointer === item.pointer || (f.pointer.startsWith(`${item.pointer}/`) && !f.pointer.startsWith(inBranches) && !f.pointer.startsWith(inSteps))),
    steps: asked.map((step) => ({ step, people: checks.filter((c) => c.step === step.name), simulated: simulation?.steps.find((s) => s.name === step.name) })),
    skipped: simulation !== undefined && (simulation.skipped.includes(item.name) || (item.kind === 'flow' && simulation.skipped.includes(branchOf(item)))),
    problem: simulation?.problemStep !== undefined && names.has(simulation.problemStep) ? simulation.problem : undefined,
  };
}
