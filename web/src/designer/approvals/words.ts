import { useMemo } from 'react';
import { useLocale, useTranslate } from 'react-admin';
import { textFor, type Body } from '../documents';
import { useNamed } from '../Pickers';
import { bodiesOf, textsOf } from '../pointers';
import { flowTitle, useFindFlow } from './through';

/** How a flow is read: its parts as sentences. */
export interface FlowWords {
  readonly label: (body: Body) => string;
  readonly approver: (approver: Body) => string;
  readonly approvers: (value: unknown) => string;
  readonly rule: (step: Body) => string;
  /** What else is said about a step, part by part. */
  readonly notes: (step: Body) => readonly string[];
  readonly condition: (body: Body) => string | undefined;
  /** Which flow a step goes through. */
  readonly through: (step: Body) => string;
}

export function useFlowWords(): FlowWords {
  const translate = useTranslate();
  const locale = useLocale() ?? 'en';
  const roles = useNamed('role');
  const find = useFindFlow();
  return useMemo(() => {
    const approver = (a: Body): string => {
      const by = String(a.by);
      const level = typeof a.level === 'number' ? a.level : 1;
      switch (by) {
        case 'user': return String(a.email ?? '') || translate('flow.by.user');
        case 'role': return translate('flow.says.role', { name: roles.find((r) => r.name === a.role)?.label ?? String(a.role ?? '') });
        case 'team': return translate('flow.says.team', { name: String(a.team ?? '') });
        case 'field': return translate('flow.says.field', { name: String(a.value ?? '') });
        case 'managers': return a.level === undefined ? translate('flow.says.allManagers') : translate('flow.says.managers', { level });
        case 'manager': case 'departmentHead': return level === 1 ? translate(`flow.by.${by}`) : translate(`flow.says.${by}`, { level });
        default: return translate(`flow.by.${by}`, { _: by });
      }
    };
    const several = (value: unknown): string => bodiesOf(value).map(approver).join(translate('flow.says.and'));
    const count = (value: unknown): number => textsOf(value).length;
    return {
      label: (body) => textFor(body.label, locale) || String(body.name ?? ''),
      approver,
      approvers: several,
      rule: (step) => (step.rule === 'ratio'
        ? translate('flow.says.ratio', { share: Math.round(Number(step.ratio ?? 0) * 100) })
        : translate(`flow.rule.${typeof step.rule === 'string' ? step.rule : 'any'}`)),
      notes: (step) => [
        ...(bodiesOf(step.fallback).length > 0 ? [translate('flow.says.fallback', { people: several(step.fallback) })] : []),
        ...(count(step.watchedFields) > 0 ? [translate('flow.says.watched', { smart_count: count(step.watchedFields) })] : []),
        ...(count(step.editableFields) > 0 ? [translate('flow.says.editable', { smart_count: count(step.editableFields) })] : []),
        ...bodiesOf(step.timeLimits).map((l) => translate(`flow.says.limit_${String(l.do)}`, { hours: Math.round((Number(l.after) / 60) * 100) / 100, people: several(l.to) })),
        ...(bodiesOf(step.cc).length > 0 ? [translate('flow.says.cc', { people: several(step.cc) })] : []),
      ],
      condition: (body) => (typeof body.when === 'string' && body.when !== '' ? body.when : undefined),
      through: (step) => (step.flow === '' ? translate('flow.noFlow') : translate('flow.goesThrough', { name: flowTitle(step.flow, find, locale) ?? String(step.flow) })),
    };
  }, [translate, locale, roles, find]);
}
