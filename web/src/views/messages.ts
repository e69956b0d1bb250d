import { useCallback } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { ApiError } from '../api/problems';

/** An error as a sentence for people. */
export function useErrorText(): (error: unknown) => string {
  const translate = useTranslate();
  return useCallback((error: unknown) => {
    if (error instanceof ApiError && error.code === 'NETWORK') return translate('app.offline');
    return error instanceof Error ? error.message : String(error);
  }, [translate]);
}

/** An error with what support needs to find it: its code, and for a failure of the server the trace. */
export function useErrorReport(): (error: unknown) => string {
  const errorText = useErrorText();
  return useCallback((error: unknown) => {
    if (!(error instanceof ApiError) || error.code === 'NETWORK') return errorText(error);
    const marks = [error.code, error.traceId].filter((part) => part !== undefined);
    return `${errorText(error)} [${marks.join(' · ')}]`;
  }, [errorText]);
}

/** Tells of an error in a notice that stays long enough to be read and copied. */
export function useNotifyError(): (error: unknown) => void {
  const notify = useNotify();
  const report = useErrorReport();
  return useCallback((error: unknown) => notify(report(error), { type: 'error', autoHideDuration: 12_000 }), [notify, report]);
}
