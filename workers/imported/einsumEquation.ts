/** What an axis is called, letter by letter, with `...` for those that have no letter. */
const operandPattern = /^[A-Za-z]*(\.\.\.)?[A-Za-z]*$/;
const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const ellipsis = '...';

/**
 * An equation of Einsum with a letter for each axis and with its result. An ellipsis stands for the axes beyond the
 * letters, the same ones in every operand that has it; a result that is left out has these, and then what stands once,
 * in the order of the alphabet. `ranks` are those of the operands. Throws `TypeError` where the equation does not fit them.
 */
export function writtenOut(equation: string, ranks: readonly number[]): string {
  const [left = '', right, ...more] = equation.replaceAll(' ', '').split('->');
  const operands = left.split(',');
  const isReadable = more.length === 0 && [...operands, right ?? ''].every((labels) => operandPattern.test(labels));
  if (!isReadable || operands.length !== ranks.length) {
    throw new TypeError(`the equation ${equation} is not one for ${ranks.length} operands`);
  }
  const unnamed = new Set<number>();
  for (const [i, labels] of operands.entries()) {
    const count = (ranks[i] ?? 0) - labels.replace(ellipsis, '').length;
    if (labels.includes(ellipsis)) unnamed.add(count);
    else if (count !== 0) throw new TypeError(`the equation ${equation} has ${labels} for ${ranks[i]} axes`);
  }
  const [count = 0, ...others] = unnamed;
  const free = letters.filter((letter) => !equation.includes(letter));
  if (others.length > 0 || count < 0 || count > free.length) {
    throw new TypeError(`the ellipses of the equation ${equation} do not stand for the same axes`);
  }
  const result = right ?? `${ellipsis}${standingOnce(left)}`;
  if (count > 0 && !result.includes(ellipsis)) {
    throw new TypeError(`the result of the equation ${equation} lacks the axes of its ellipsis`);
  }
  return `${left}->${result}`.replaceAll(ellipsis, free.slice(0, count).join(''));
}

function standingOnce(operands: string): string {
  const all = [...operands].filter((letter) => letters.includes(letter));
  return all
    .filter((letter) => all.indexOf(letter) === all.lastIndexOf(letter))
    .sort()
    .join('');
}
