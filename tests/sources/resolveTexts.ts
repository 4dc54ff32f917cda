import ts from 'typescript';
import type { CallSites } from './callSites.ts';
import { isChoice, isMethod, isToldAsData, isWritten, receiverOf, returnsOf, unwrapped } from './expressions.ts';
import { product, type Text } from './texts.ts';

/** More texts than this are not written out: what makes them many stays a hole that takes a text. */
const mostAlternatives = 12;

/** What they give holds the texts of their arguments too. */
const changingMethods = ['replace', 'map', 'flatMap', 'reduce'];
/** What they give holds the texts of what they are called on. */
const passingMethods = ['trim', 'toLowerCase', 'find', 'at', 'join', 'filter', 'slice'];

/**
 * What texts an expression may become, as far as the sources tell. Choices, constants and sums are written out; what comes
 * through parameters, functions and tables is a text of its own, which `onText` is told.
 */
export class TextResolver {
  readonly #calls: CallSites;
  readonly #isWanted: (text: Text) => boolean;
  readonly #onText: (text: Text, node: ts.Node) => void;
  readonly #visited = new Map<ts.Node, boolean>();

  constructor(calls: CallSites, isWanted: (text: Text) => boolean, onText: (text: Text, node: ts.Node) => void) {
    this.#calls = calls;
    this.#isWanted = isWanted;
    this.#onText = onText;
  }

  /** Tells every text that `expression` may become; false where the sources do not say any. */
  tell(expression: ts.Expression): boolean {
    const known = this.#visited.get(expression);
    if (known !== undefined) return known;
    this.#visited.set(expression, false);
    const isText = this.#tellAnew(expression);
    this.#visited.set(expression, isText);
    return isText;
  }

  #tellAnew(expression: ts.Expression): boolean {
    const bare = unwrapped(expression);
    const sources = this.#origins(bare);
    if (sources !== null) return sources.map((origin) => this.tell(origin)).includes(true);
    const texts = this.#texts(bare).filter(this.#isWanted);
    for (const text of texts) this.#onText(text, bare);
    return texts.length > 0;
  }

  /** The expressions that one takes its value from, where it is no text itself. */
  #origins(expression: ts.Expression): readonly ts.Expression[] | null {
    if (ts.isConditionalExpression(expression)) return [expression.whenTrue, expression.whenFalse];
    if (ts.isBinaryExpression(expression) && isChoice(expression.operatorToken.kind)) {
      return [expression.left, expression.right];
    }
    if (ts.isIdentifier(expression) || ts.isElementAccessExpression(expression)) return this.#originsOfName(expression);
    if (ts.isPropertyAccessExpression(expression)) return this.#originsOfName(expression);
    if (ts.isObjectLiteralExpression(expression)) {
      return expression.properties.flatMap((property) => {
        if (ts.isShorthandPropertyAssignment(property)) return property.name;
        return ts.isPropertyAssignment(property) ? property.initializer : [];
      });
    }
    if (ts.isArrayLiteralExpression(expression)) return expression.elements;
    if (ts.isSpreadElement(expression)) return [expression.expression];
    if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) return returnsOf(expression);
    if (ts.isCallExpression(expression)) {
      if (isMethod(expression, changingMethods)) return [receiverOf(expression), ...expression.arguments];
      return isMethod(expression, passingMethods) ? [receiverOf(expression)] : this.#returnsOfCall(expression);
    }
    return null;
  }

  #originsOfName(expression: ts.Expression): readonly ts.Expression[] {
    const target = ts.isElementAccessExpression(expression) ? expression.expression : expression;
    const declaration = this.#calls.declarationOf(target);
    if (declaration === undefined) return [];
    if (ts.isParameter(declaration)) {
      const { initializer } = declaration;
      return [...(initializer === undefined ? [] : [initializer]), ...this.#calls.argumentsFor(declaration)];
    }
    if (ts.isPropertyAssignment(declaration)) return [declaration.initializer];
    if (ts.isBindingElement(declaration)) return this.#originsOfBinding(declaration);
    if (ts.isFunctionDeclaration(declaration)) return returnsOf(declaration);
    if (!ts.isVariableDeclaration(declaration)) return [];
    const { initializer, parent } = declaration;
    const loop = parent.parent;
    if (ts.isForOfStatement(loop)) return [loop.expression];
    return [...(initializer === undefined ? [] : [initializer]), ...this.#calls.pushedOn(declaration)];
  }

  /** The properties of that name where the whole is written down. */
  #originsOfBinding(element: ts.BindingElement): readonly ts.Expression[] {
    const name = (element.propertyName ?? element.name).getText();
    const holder = element.parent.parent;
    const wholes = ts.isParameter(holder)
      ? this.#calls.argumentsFor(holder)
      : ts.isVariableDeclaration(holder) && holder.initializer !== undefined
        ? [holder.initializer]
        : [];
    return wholes.flatMap((whole) => this.#propertiesOf(unwrapped(whole), name));
  }

  #propertiesOf(whole: ts.Expression, name: string): readonly ts.Expression[] {
    if (ts.isObjectLiteralExpression(whole)) {
      return whole.properties.flatMap((property) => {
        if (property.name?.getText() !== name) return [];
        if (ts.isShorthandPropertyAssignment(property)) return property.name;
        return ts.isPropertyAssignment(property) ? property.initializer : [];
      });
    }
    if (!ts.isCallExpression(whole)) return [];
    return this.#returnsOfCall(whole).flatMap((made) => this.#propertiesOf(unwrapped(made), name));
  }

  #returnsOfCall(call: ts.CallExpression): readonly ts.Expression[] {
    const callee = unwrapped(call.expression);
    // A table of functions.
    if (ts.isElementAccessExpression(callee)) return [callee.expression];
    const declaration = this.#calls.declarationOf(callee);
    if (declaration === undefined || isToldAsData(declaration)) return [];
    if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) return returnsOf(declaration);
    const initializer = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    return initializer !== undefined && ts.isArrowFunction(initializer) ? returnsOf(initializer) : [];
  }

  /** The texts written out; those of an expression that is no text are a hole. */
  #texts(expression: ts.Expression): readonly Text[] {
    const bare = unwrapped(expression);
    if (ts.isStringLiteral(bare) || ts.isNoSubstitutionTemplateLiteral(bare)) return [[bare.text]];
    if (ts.isTemplateExpression(bare)) {
      return bare.templateSpans.reduce<readonly Text[]>(
        (texts, span) => product(texts, product(this.#filled(span.expression), [[span.literal.text]])),
        [[bare.head.text]],
      );
    }
    if (ts.isBinaryExpression(bare) && bare.operatorToken.kind === ts.SyntaxKind.PlusToken) {
      return product(this.#filled(bare.left), this.#filled(bare.right));
    }
    if (ts.isConditionalExpression(bare)) return [...this.#filled(bare.whenTrue), ...this.#filled(bare.whenFalse)];
    return [[{ expression: bare, isText: this.tell(bare) }]];
  }

  #filled(expression: ts.Expression): readonly Text[] {
    const bare = unwrapped(expression);
    const asHole = (): readonly Text[] => [[{ expression: bare, isText: this.tell(bare) }]];
    if (ts.isIdentifier(bare)) {
      const declaration = this.#calls.declarationOf(bare);
      const isConstant = declaration !== undefined && ts.isVariableDeclaration(declaration);
      if (!isConstant || declaration.initializer === undefined) return asHole();
      const texts = isWritten(unwrapped(declaration.initializer)) ? this.#texts(declaration.initializer) : [];
      return texts.length > 0 && texts.length <= mostAlternatives ? texts : asHole();
    }
    return isWritten(bare) ? this.#texts(bare) : asHole();
  }
}
