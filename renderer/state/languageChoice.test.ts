import { expect, test } from 'vitest';
import { formatAgo } from '../messages/relativeTime.ts';
import { formatDate, formatDuration, formatPercent } from '../messages/format.ts';
import { messages } from '../messages/messages.ts';
import { shapeActions } from '../actions/shapeActions.ts';
import { languageChoice } from './languageChoice.svelte.ts';

/** Texts, dates and numbers, as a component that is made now would show them. */
function shown() {
  const time = Date.UTC(2026, 10, 30, 12);
  return [
    messages.views.label,
    formatDuration(90),
    formatAgo(time, time + 7_200_000),
    formatAgo(time, time + 59_000),
    formatDate(time).includes('年'),
    formatPercent(0.5),
    shapeActions()[0]?.title,
    document.documentElement.lang,
  ];
}

test('another language is spoken at once, by texts, dates and numbers, and back again', () => {
  const english = ['Label', '2 min', '2 hours ago', 'just now', false, '50%', 'Unite', 'en'];
  languageChoice.chosen = 'en';
  expect(shown()).toEqual(english);
  languageChoice.chosen = 'zh-CN';
  expect(shown()).toEqual(['标注', '2 分钟', '2小时前', '刚刚', true, '50%', '合并', 'zh-CN']);
  expect(localStorage.getItem('maskwright.language')).toBe('zh-CN');
  languageChoice.chosen = 'en';
  expect(shown()).toEqual(english);
  languageChoice.chosen = null;
  expect([languageChoice.spoken, localStorage.getItem('maskwright.language')]).toEqual(['en', null]);
});
