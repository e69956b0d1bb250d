import { useCallback } from 'react';
import { useTranslate } from 'react-admin';
import type { SimulatedPerson, SimulatedStep } from '../../api/approvalDesign';
import type { Body } from '../documents';
import { bodiesOf } from '../pointers';
import type { FlowItem } from './flow';
import type { Said, SaidStep } from './simulation';
import type { FlowWords } from './words';

export type Tone = 'plain' | 'condition' | 'note' | 'error' | 'warning' | 'person' | 'left';

/** One line that a step or branch shows. */
export interface Line {
  readonly tone: Tone;
  readonly text: string;
}

/** What a step or branch shows, on the canvas as in the list. */
export function useLines(words: FlowWords): (item: FlowItem, said: Said) => readonly Line[] {
  const translate = useTranslate();
  return useCallback((item, said) => {
    const condition = words.condition(item.body);
    const errors = said.findings.filter((f) => f.isError).length, warnings = said.findings.length - errors;
    // Of a flow that is gone through each line says at which of its steps that is.
    const at = ({ step }: SaidStep, text: string): string => (item.kind === 'flow' ? translate('flow.atStep', { step: words.label(step.body), what: text }) : text);
    const person = (p: SimulatedPerson, step: SimulatedStep, body: Body): string => {
      const list = bodiesOf(step.isFallback ? body.fallback : body.approvers);
      const by: Body | undefined = p.through === undefined ? undefined : list[p.through];
      const why = [
        ...(by === undefined ? [] : [words.approver(by)]), ...(step.isFallback ? [translate('flow.byFallback')] : []),
        ...(p.onBehalfOf === undefined ? [] : [translate('flow.insteadOf', { name: p.onBehalfOf })]), ...(p.automatic ? [translate('flow.takenForGranted')] : []),
      ].join(', ');
      return why === '' ? p.name : `${p.name} (${why})`;
    };
    return [
      ...(condition === undefined ? [] : [{ tone: 'condition' as const, text: translate('flow.if', { condition }) }]),
      ...(item.kind === 'step' ? [
        { tone: 'plain' as const, text: words.approvers(item.body.approvers) || translate('flow.nobody') },
        { tone: 'note' as const, text: [words.rule(item.body), ...words.notes(item.body)].join(' · ') },
      ] : []),
      ...(item.kind === 'flow' ? [
        { tone: 'plain' as const, text: words.through(item.body) },
        ...(said.steps.length === 0 ? [] : [{ tone: 'note' as const, text: said.steps.map((s) => words.label(s.step.body)).join(' → ') }]),
      ] : []),
      ...(errors > 0 ? [{ tone: 'error' as const, text: translate('flow.errors', { smart_count: errors }) }] : []),
      ...(warnings > 0 ? [{ tone: 'warning' as const, text: translate('flow.warnings', { smart_count: warnings }) }] : []),
      ...said.steps.flatMap((step) => step.people.map((c) => ({
        tone: 'warning' as const,
        text: at(step, translate(`flow.check.${c.code}`, { smart_count: c.count, names: c.submitters.slice(0, 3).join(translate('flow.comma')) + (c.count > 3 ? '…' : '') })),
      }))),
      ...(said.skipped ? [{ tone: 'left' as const, text: translate(condition === undefined ? 'flow.leftOut' : 'flow.leftOutBecause') }] : []),
      ...(said.problem === undefined ? [] : [{ tone: 'error' as const, text: translate(`flow.stops.${said.problem}`, { _: said.problem }) }]),
      ...said.steps.flatMap((step) => {
        const { simulated } = step;
        return simulated === undefined ? [] : simulated.asked.map((p) => ({ tone: 'person' as const, text: at(step, person(p, simulated, step.step.body)) }));
      }),
    ];
  }, [translate, words]);
}
