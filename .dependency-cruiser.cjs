/** Who may know whom: the rooms of ARCHITECTURE.md, and the folders of `app` among themselves. */
const inRoom = (room) => `^${room}/`;

/** A room may import only itself and `allowed` of this repository; packages are the next rules' business. */
const roomRule = (room, allowed) => ({
  name: `${room}-imports`,
  severity: 'error',
  from: { path: inRoom(room), pathNot: '[.]test[.]ts$' },
  to: { path: '^(app|renderer|main|workers|tests)/', pathNot: `^(${[room, ...allowed].join('|')})/` },
});

/** A folder of `app` may import only itself and `allowed` of `app`. */
const appRule = (folder, allowed) => ({
  name: `app-${folder}-imports`,
  severity: 'error',
  from: { path: `^app/${folder}/`, pathNot: '[.]test[.]ts$' },
  // How failures are named and reports put into sentences is known everywhere.
  to: {
    path: '^app/',
    pathNot: [`^app/(${[folder, ...allowed].join('|')})/`, '^app/contract/(errors|sentences)[.]ts$'],
  },
});

/** Workers share the reading of images and the model's own machinery, and are otherwise apart. */
const workerRule = (folder, allowed) => ({
  name: `workers-${folder}-imports`,
  severity: 'error',
  from: { path: `^workers/${folder}/`, pathNot: '[.]test[.]ts$' },
  to: { path: '^workers/', pathNot: `^workers/(${[folder, ...allowed].join('|')})/` },
});

const engine = ['onnx', 'autodiff', 'architectures'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A type may name the module that fills it in: such an import is gone when the program runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    roomRule('app', []),
    roomRule('renderer', ['app']),
    roomRule('main', ['app']),
    roomRule('workers', ['app']),
    appRule('geometry', []),
    appRule('model', ['geometry']),
    appRule('metrics', ['geometry', 'model']),
    appRule('training', ['geometry', 'model', 'metrics']),
    appRule('deployment', ['training']),
    appRule('formats', ['geometry', 'model', 'contract']),
    appRule('contract', ['geometry', 'model', 'training', 'metrics', 'deployment']),
    appRule('work', ['model', 'contract']),
    workerRule('process', []),
    workerRule('images', ['process']),
    workerRule('sample', []),
    workerRule('onnx', ['process']),
    workerRule('architectures', ['onnx']),
    workerRule('autodiff', ['onnx']),
    workerRule('imported', ['process', ...engine]),
    workerRule('losses', ['onnx']),
    workerRule('optimisers', ['onnx']),
    workerRule('training', ['process', 'imported', ...engine, 'losses', 'optimisers', 'images', 'inference']),
    workerRule('deployment', ['process', 'onnx', 'images', 'inference']),
    workerRule('inference', ['process', ...engine, 'images']),
    {
      name: 'app-is-pure',
      comment: 'Neither Node nor packages but schemas and matrices: app runs everywhere.',
      severity: 'error',
      from: { path: '^app/', pathNot: '[.]test[.]ts$' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: 'node_modules/(valibot|@orpc/contract|ml-matrix)/',
      },
    },
    {
      name: 'views-come-last',
      comment: 'Views put together what the other folders of the page have, and are known by none of them.',
      severity: 'error',
      from: { path: '^renderer/(actions|canvas|messages|state|tools|widgets)/', pathNot: '[.]test[.]ts$' },
      to: { path: '^renderer/views/' },
    },
    {
      name: 'renderer-is-a-page',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '[.]test[.]ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-in-the-shell',
      severity: 'error',
      from: { pathNot: '^main/electron/' },
      to: { path: '(^|node_modules/)electron(/|$)' },
    },
    {
      name: 'shell-is-thin',
      comment: 'The shell has no native modules and no project data; it shares how processes are kept alive.',
      severity: 'error',
      from: { path: '^main/electron/', pathNot: '[.]test[.]ts$' },
      to: { path: '^main/', pathNot: '^main/(electron|processes/restartPolicy|server/shellToken|host/userFolders)' },
    },
    {
      name: 'packed-programs-need-no-tools',
      comment: 'main/launch serves the checkout: it may use the build tools, and nothing else may use it.',
      severity: 'error',
      from: { path: '^main/', pathNot: ['^main/launch/', '[.]test[.]ts$'] },
      to: { path: ['^main/launch/', 'node_modules/(vite|vitest|@playwright)/'] },
    },
    {
      name: 'declared-packages',
      comment: 'A type is gone when the program runs: the package may be one that a test or a person installs.',
      severity: 'error',
      from: { path: '^(app|renderer|main|workers)/', pathNot: ['[.]test[.]ts$', '^main/launch/'] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/electron/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
