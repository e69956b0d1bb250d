import { useCallback } from 'react';
import { useTranslate } from 'react-admin';
import type { SimulatedPerson, SimulatedStep } from '../../api/approvalDesign';
import type { Body } from '../documents';
import { bodiesOf } from '../pointers';
import type { FlowItem } from './flow';
import type { Said } from './simulation';
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
    const person = (p: SimulatedPerson, step: SimulatedStep): string => {
      const list = bodiesOf(step.isFallback ? item.body.fallback : item.body.approvers);
      const by: Body | undefined = p.through === undefined ? undefined : list[p.through];
      const why = [
        ...(by === undefined ? [] : [words.approver(by)]), ...(step.isFallback ? [translate('flow.byFallback')] : []),
        ...(p.onBehalfOf === undefined ? [] : [translate('flow.insteadOf', { name: p.onBehalfOf })]), ...(p.automatic ? [translate('flow.takenForGranted')] : []),
      ].join(', ');
      return why === '' ? p.name : `${p.name} (${why})`;
    };
    const simulated = said.simulated;
    return [
      ...(condition === undefined ? [] : [{ tone: 'condition' as const, text: translate('flow.if', { condition }) }]),
      ...(item.kind === 'step' ? [
        { tone: 'plain' as const, text: words.approvers(item.body.approvers) || translate('flow.nobody') },
        { tone: 'note' as const, text: [words.rule(item.body), ...words.notes(item.body)].join(' · ') },
      ] : []),
      ...(errors > 0 ? [{ tone: 'error' as const, text: translate('flow.errors', { smart_count: errors }) }] : []),
      ...(warnings > 0 ? [{ tone: 'warning' as const, text: translate('flow.warnings', { smart_count: warnings }) }] : []),
      ...said.people.map((c) => ({
        tone: 'warning' as const,
        text: translate(`flow.check.${c.code}`, { smart_count: c.count, names: c.submitters.slice(0, 3).join(translate('flow.comma')) + (c.count > 3 ? '…' : '') }),
      })),
      ...(said.skipped ? [{ tone: 'left' as const, text: translate(condition === undefined ? 'flow.leftOut' : 'flow.leftOutBecause') }] : []),
      ...(said.problem === undefined ? [] : [{ tone: 'error' as const, text: translate(`flow.stops.${said.problem}`, { _: said.problem }) }]),
      ...(simulated === undefined ? [] : simulated.asked.map((p) => ({ tone: 'person' as const, text: person(p, simulated) }))),
    ];
  }, [translate, words]);
}
