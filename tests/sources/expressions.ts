import ts from 'typescript';

/** A text by its own form. */
export function isWritten(expression: ts.Expression): boolean {
  if (ts.isConditionalExpression(expression)) {
    return isWritten(unwrapped(expression.whenTrue)) || isWritten(unwrapped(expression.whenFalse));
  }
  const isSum = ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.PlusToken;
  if (isSum) return isWritten(unwrapped(expression.left)) || isWritten(unwrapped(expression.right));
  return ts.isStringLiteralLike(expression) || ts.isTemplateExpression(expression);
}

export function isChoice(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.QuestionQuestionToken || operator === ts.SyntaxKind.BarBarToken;
}

/** Each language has its own sentences for it. */
export function isToldAsData(declaration: ts.Declaration): boolean {
  return ts.isFunctionDeclaration(declaration) && declaration.name?.text === 'sentenceOf';
}

export function isMethod(call: ts.CallExpression, names: readonly string[]): boolean {
  return ts.isPropertyAccessExpression(call.expression) && names.includes(call.expression.name.text);
}

export function receiverOf(call: ts.CallExpression): ts.Expression {
  return (call.expression as ts.PropertyAccessExpression).expression;
}

export function unwrapped(expression: ts.Expression): ts.Expression {
  const isWrapped =
    ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isNonNullExpression(expression) ||
    ts.isAwaitExpression(expression);
  return isWrapped ? unwrapped(expression.expression) : expression;
}

export function returnsOf(made: ts.SignatureDeclaration & { readonly body?: ts.Node | undefined }): ts.Expression[] {
  if (made.body === undefined) return [];
  if (!ts.isBlock(made.body)) return [made.body as ts.Expression];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(made.body, visit);
  return found;
}
