import { expect, test } from 'vitest';
import { sentenceTranslator } from './sentenceTranslator.ts';

const translate = sentenceTranslator([
  {
    'The edit changes nothing.': '没有改动。',
    '{file} is empty.': '{file} 是空的。',
    '{file?} is damaged.': '{file}已损坏。',
    '"{file}" cannot be written to ({code}).': '无法写入“{file}”（{code}）。',
    'The file': '该文件',
  },
  {
    'The image of {object} is not in {project}.': '{project}中没有{object}的图像。',
    'The image of {object} is not in the project.': '项目中没有{object}的图像。',
    'It failed {times} times, at last so: {reason*}': '失败 {times} 次，最后：{reason}',
    '{file} {reason*}': '{file}{reason}',
    'may not be read.': '不可读取。',
    'needs { "from": 1 } or $x^2 [a-z]+ (.*?)\\': '需要 { "from": 1 } 或 $x^2 [a-z]+ (.*?)\\',
    '{what*}: {size*}{free*}.': '{what}：{size}{free}。',
    'The disk is full': '磁盘已满',
    'it needs {count} MB': '需要 {count} MB',
    ', and {count} MB are free': '，剩余 {count} MB',
    '{list*}, or remove them.': '{list}，或移除。',
    '{count} are gone': '{count} 个已不在',
    '{count} are changed': '{count} 个已更改',
  },
]);

test('a sentence without holes and the values of holes', () => {
  expect([
    translate('The edit changes nothing.'),
    translate('a.png is empty.'),
    translate('"/data/a (1).png" cannot be written to (EACCES).'),
  ]).toEqual(['没有改动。', 'a.png 是空的。', '无法写入“/data/a (1).png”（EACCES）。']);
});

test('what no template fits stays as it came', () => {
  const strangers = ['', 'ENOENT: no such file', 'the edit changes nothing.', 'a.png is empty', 'a.png fell over.'];
  expect(strangers.map(translate)).toEqual(strangers);
});

test('characters that mean something to patterns are themselves, on both sides', () => {
  expect([translate('needs { "from": 1 } or $x^2 [a-z]+ (.*?)\\'), translate('$& {file} $1\n\\ is empty.')]).toEqual([
    '需要 { "from": 1 } 或 $x^2 [a-z]+ (.*?)\\',
    '$& {file} $1\n\\ 是空的。',
  ]);
});

test('of two templates the one with more words of its own is taken', () => {
  expect([
    translate('The image of it is not in the project.'),
    translate('The image of it is not in the cellar.'),
  ]).toEqual(['项目中没有 it 的图像。', 'the cellar 中没有 it 的图像。']);
});

test('sentences within sentences, also where the inner one is longer', () => {
  expect(translate('It failed 3 times, at last so: "/a" cannot be written to (EROFS).')).toBe(
    '失败 3 次，最后：无法写入“/a”（EROFS）。',
  );
  expect(translate('It failed 3 times, at last so: segmentation fault')).toBe('失败 3 次，最后：segmentation fault');
  expect(translate('The disk is full: it needs 12 MB, and 3 MB are free.')).toBe('磁盘已满：需要 12 MB，剩余 3 MB。');
  expect(translate('The disk is full: it needs 12 MB.')).toBe('磁盘已满：需要 12 MB。');
});

test('a template without words of its own needs its texts to be known', () => {
  expect(translate('my own file.png may not be read.')).toBe('my own file.png 不可读取。');
  expect(translate('my own file.png was eaten.')).toBe('my own file.png was eaten.');
});

test('a file that is called like a sentence keeps its name', () => {
  expect(translate('The edit changes nothing. is empty.')).toBe('The edit changes nothing. 是空的。');
  expect(translate('The file is empty.')).toBe('The file 是空的。');
  expect(translate('"a.png is empty." cannot be written to (b.png is empty.).')).toBe(
    '无法写入“a.png is empty.”（b.png is empty.）。',
  );
});

test('where a hole takes either, a text is translated and a value stays', () => {
  expect([translate('The file is damaged.'), translate('a.png is damaged.')]).toEqual([
    '该文件已损坏。',
    'a.png 已损坏。',
  ]);
});

test('sentences that follow each other, and lists, part by part', () => {
  expect([
    translate('a.png is empty. The edit changes nothing.'),
    translate('The edit changes nothing. Segmentation fault.'),
    translate('2 are gone; 3 are changed, or remove them.'),
  ]).toEqual(['a.png 是空的。没有改动。', '没有改动。 Segmentation fault.', '2 个已不在；3 个已更改，或移除。']);
});

test('a hole for a count takes no words', () => {
  expect([translate('1,234.5 are gone'), translate('All of them are gone')]).toEqual([
    '1,234.5 个已不在',
    'All of them are gone',
  ]);
});
