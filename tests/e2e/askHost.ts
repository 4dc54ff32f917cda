import type { Page } from '@playwright/test';

/** Asks the host as the page does. */
export function askHost<T>(page: Page, procedure: string, input?: unknown): Promise<T> {
  return page.evaluate(
    async ([path, json]) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`/rpc/${path as string}`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ json }),
      });
      const answer = (await response.json()) as { json: unknown };
      if (!response.ok) throw new Error(JSON.stringify(answer.json));
      return answer.json as never;
    },
    [procedure, input],
  );
}
