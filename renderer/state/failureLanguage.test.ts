import { ORPCError } from '@orpc/client';
import { afterEach, expect, test } from 'vitest';
import { setLanguage } from '../messages/messages.ts';
import { messageOf } from './host.ts';
import { Loaded } from './loaded.svelte.ts';

afterEach(() => setLanguage('en'));

const gone = new ORPCError('NOT_FOUND', { message: 'This image is not in the project any more.' });

test('a failure that stands on the screen is told in the language that is spoken now', async () => {
  const loaded = new Loaded<string>();
  await loaded.read(() => Promise.reject(gone));
  const told = [loaded.problem];
  setLanguage('zh-CN');
  told.push(loaded.problem);
  setLanguage('en');
  told.push(loaded.problem);
  expect(told).toEqual([gone.message, '此图像已不在项目中。', gone.message]);
});

test('errors of the page itself are told in its language too, and those of nobody as they came', () => {
  setLanguage('zh-CN');
  expect([messageOf(new Error('The edit changes nothing.')), messageOf(new Error('Out of cheese.'))]).toEqual([
    '此编辑没有改动任何内容。',
    'Out of cheese.',
  ]);
});
