import ts from 'typescript';
import { CallSites } from './callSites.ts';
import { placeOf, type Sources } from './readSources.ts';
import { TextResolver } from './resolveTexts.ts';
import { isSentence, speaks, type Text } from './texts.ts';

/** What speaks to the terminal alone. */
const terminal = [
  'main/cli/',
  'main/launch/',
  'main/server/',
  'main/electron/',
  'main/jobs/scoreCoco.ts',
  'main/jobs/scorePanoptic.ts',
  'main/jobs/cocoShapes.ts',
  'app/formats/coco/cocoTruth.ts',
  'app/formats/coco/cocoResults.ts',
  'app/formats/coco/panopticFile.ts',
];

/** An error's sentence is its second argument. */
const errors = ['AppError', 'RunInterruption'];

interface Sink {
  /** Below which folder or in which file. */
  readonly within: string;
  readonly properties?: readonly string[];
  readonly variables?: readonly string[];
  /** Errors whose message becomes part of a sentence. */
  readonly errors?: readonly string[];
  /** Functions whose second argument is a text. */
  readonly calls?: readonly string[];
  /** Single words are texts too. */
  readonly words?: true;
}

/** Where finished English leaves for the window, beside the errors. */
const sinks: readonly Sink[] = [
  { within: 'main/host/doctorChecks.ts', properties: ['name', 'finding', 'advice'], words: true },
  { within: 'app/contract/deviceNames.ts', variables: ['deviceNames'], words: true },
  { within: 'main/host/knownPlaces.ts', properties: ['name'], variables: ['usual'], words: true },
  { within: 'main/', properties: ['reason', 'fix', 'notes', 'error', 'message'] },
  { within: 'main/handlers/', calls: ['project.edits.commit'] },
  { within: 'workers/', properties: ['reason', 'fix', 'notes', 'message', 'fault'] },
  { within: 'app/formats/', properties: ['item', 'reason', 'obstacle', 'omitted'], errors: ['RangeError'] },
  { within: 'workers/autodiff/', calls: ['noGradient'] },
  { within: 'app/geometry/', errors: ['RangeError'] },
  { within: 'app/contract/jobDetails.ts', properties: ['imagesKept'] },
  { within: 'app/training/architectureProblem.ts', variables: ['architectureProblemsInEnglish'] },
];

export interface HostText {
  readonly text: Text;
  /** Where it stands: file and line. */
  readonly place: string;
}

export interface HostTexts {
  readonly texts: readonly HostText[];
  /** Where errors are made whose sentence the sources do not tell. */
  readonly silent: readonly string[];
}

/** Every text that the host and the workers may show in the window. */
export function hostTexts(sources: Sources): HostTexts {
  const texts: HostText[] = [];
  const silent: string[] = [];
  const calls = new CallSites(sources);
  const tell = (text: Text, node: ts.Node): void => void texts.push({ text, place: placeOf(sources, node) });
  const resolver = new TextResolver(calls, isSentence, tell);
  const wordResolver = new TextResolver(calls, speaks, tell);
  for (const file of sources.files) {
    const place = placeOf(sources, file);
    if (terminal.some((path) => place.startsWith(path))) continue;
    const here = sinks.filter(({ within }) => place.startsWith(within));
    const visit = (node: ts.Node): void => {
      const message = errorMessage(node, errors, 1);
      if (message !== null && !resolver.tell(message)) silent.push(placeOf(sources, node));
      for (const sink of here) {
        const said = errorMessage(node, sink.errors ?? [], 0) ?? textOfSink(node, sink);
        if (said !== null) (sink.words ? wordResolver : resolver).tell(said);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { texts, silent };
}

function errorMessage(node: ts.Node, classes: readonly string[], position: number): ts.Expression | null {
  if (!ts.isNewExpression(node) || !classes.includes(node.expression.getText())) return null;
  return node.arguments?.[position] ?? null;
}

function textOfSink(node: ts.Node, { properties = [], variables = [], calls = [] }: Sink): ts.Expression | null {
  if (ts.isCallExpression(node) && calls.includes(node.expression.getText())) return node.arguments[1] ?? null;
  if (ts.isPropertyAssignment(node) && properties.includes(node.name.getText())) return node.initializer;
  if (ts.isShorthandPropertyAssignment(node) && properties.includes(node.name.text)) return node.name;
  const isVariable = ts.isVariableDeclaration(node) && variables.includes(node.name.getText());
  return isVariable ? (node.initializer ?? null) : null;
}
