import ts from 'typescript';
import type { Sources } from './readSources.ts';

type Call = ts.CallExpression | ts.NewExpression;

/** Who calls what: what parameters are given and arrays get, anywhere in the sources. */
export class CallSites {
  readonly #checker: ts.TypeChecker;
  readonly #calls = new Map<ts.Node, Call[]>();
  readonly #pushed = new Map<ts.Node, ts.Expression[]>();
  /** Fields that keep a parameter, by the parameter. */
  readonly #fields = new Map<ts.Node, ts.Declaration>();

  constructor({ files, checker }: Sources) {
    this.#checker = checker;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.#note(node);
      if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) this.#noteField(node);
      ts.forEachChild(node, visit);
    };
    for (const file of files) visit(file);
  }

  argumentsFor(parameter: ts.ParameterDeclaration): readonly ts.Expression[] {
    const made = parameter.parent;
    const index = made.parameters.indexOf(parameter);
    const callee = ts.isConstructorDeclaration(made) ? made.parent : made;
    const calls = [...(this.#calls.get(callee) ?? []), ...this.#callsOfCallback(made)];
    return calls.flatMap((call) => call.arguments?.[index] ?? []);
  }

  pushedOn(array: ts.VariableDeclaration): readonly ts.Expression[] {
    return this.#pushed.get(array) ?? [];
  }

  declarationOf(name: ts.Node): ts.Declaration | undefined {
    const symbol = ts.isShorthandPropertyAssignment(name.parent)
      ? this.#checker.getShorthandAssignmentValueSymbol(name.parent)
      : this.#checker.getSymbolAtLocation(ts.isPropertyAccessExpression(name) ? name.name : name);
    if (symbol === undefined) return undefined;
    const target = symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    return target.declarations?.[0];
  }

  /** Those of the parameter that a function is handed over for. */
  #callsOfCallback(made: ts.Node): readonly Call[] {
    const call = made.parent;
    if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return [];
    const callee = this.#madeBy(call.expression);
    const taker =
      callee !== null && ts.isClassDeclaration(callee) ? callee.members.find(ts.isConstructorDeclaration) : callee;
    if (taker === null || taker === undefined || !ts.isFunctionLike(taker)) return [];
    const parameter = taker.parameters[call.arguments?.findIndex((one) => one === made) ?? -1];
    if (parameter === undefined) return [];
    const field = this.#fields.get(parameter);
    return [parameter, ...(field === undefined ? [] : [field])].flatMap((called) => this.#calls.get(called) ?? []);
  }

  #note(call: Call): void {
    if (ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'push') {
      const array = this.declarationOf(call.expression.expression);
      if (array !== undefined) add(this.#pushed, array, ...(call.arguments ?? []));
    }
    const made = this.#madeBy(call.expression);
    if (made !== null) add(this.#calls, made, call);
  }

  #noteField({ left, right }: ts.BinaryExpression): void {
    if (!ts.isPropertyAccessExpression(left) || !ts.isIdentifier(right)) return;
    const [field, parameter] = [this.declarationOf(left), this.declarationOf(right)];
    if (field !== undefined && parameter !== undefined && ts.isParameter(parameter)) this.#fields.set(parameter, field);
  }

  /** The function or class behind a name, also where another function returned it. */
  #madeBy(callee: ts.Expression): ts.Node | null {
    const declaration = this.declarationOf(callee);
    if (declaration === undefined) return null;
    if (!ts.isVariableDeclaration(declaration)) return declaration;
    const { initializer } = declaration;
    if (initializer === undefined) return null;
    if (ts.isArrowFunction(initializer)) return initializer;
    const maker = ts.isCallExpression(initializer) ? this.#madeBy(initializer.expression) : null;
    if (maker === null || !ts.isFunctionDeclaration(maker)) return null;
    const returned = maker.body?.statements.find(ts.isReturnStatement)?.expression;
    return returned !== undefined && ts.isArrowFunction(returned) ? returned : null;
  }
}

function add<T>(lists: Map<ts.Node, T[]>, key: ts.Node, ...values: readonly T[]): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [...values]);
  else list.push(...values);
}
