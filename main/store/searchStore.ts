import { AppError } from '../../app/contract/errors.ts';
import type { Search, SearchTrial } from '../../app/contract/searchViews.ts';
import type { RunId } from '../../app/model/records.ts';
import type { Database } from './database.ts';

export type NewSearch = Omit<Search, 'state' | 'finishedAt' | 'elapsedMs' | 'trials' | 'error'>;
export type SearchChange = Partial<Pick<Search, 'state' | 'finishedAt' | 'error'>>;

/** Searches with their trials. One found running when the project is opened becomes `interrupted`. */
export interface SearchStore {
  /** Adds a search in the state `running`. */
  create(search: NewSearch): Search;
  /** Newest first. */
  list(): Search[];
  /** Throws NOT_FOUND. */
  get(id: string): Search;
  update(id: string, change: SearchChange): Search;
  /** Adds a trial, or replaces the one of its number. */
  putTrial(id: string, trial: SearchTrial): Search;
  /** The search that a run is a trial of; `null` for a run on its own. */
  ofRun(runId: RunId): Search | null;
}

interface SearchRow {
  readonly id: string;
  readonly state: Search['state'];
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly strategy: Search['strategy'];
  readonly seed: number;
  readonly space: string;
  readonly budget: string;
  readonly prunes: number;
  readonly config: string;
  readonly error: string | null;
}

interface TrialRow {
  readonly search_id: string;
  readonly number: number;
  readonly run_id: string | null;
  readonly state: SearchTrial['state'];
  readonly settings: string;
  readonly score: number | null;
  readonly points: string;
  readonly duration_ms: number;
  readonly error: string | null;
}

export function createSearchStore(database: Database): SearchStore {
  const all = database.prepare<[], SearchRow>('SELECT * FROM searches ORDER BY started_at DESC, rowid DESC');
  const one = database.prepare<[string], SearchRow>('SELECT * FROM searches WHERE id = ?');
  const insert = database.prepare<[SearchRow]>(
    `INSERT INTO searches (id, state, started_at, finished_at, strategy, seed, space, budget, prunes, config, error)
     VALUES (@id, @state, @started_at, @finished_at, @strategy, @seed, @space, @budget, @prunes, @config, @error)`,
  );
  const change = database.prepare<[string, number | null, string | null, string]>(
    'UPDATE searches SET state = ?, finished_at = ?, error = ? WHERE id = ?',
  );
  const trialsOf = database.prepare<[string], TrialRow>(
    'SELECT * FROM search_trials WHERE search_id = ? ORDER BY number',
  );
  const putTrial = database.prepare<[TrialRow]>(
    `INSERT OR REPLACE INTO search_trials (search_id, number, run_id, state, settings, score, points, duration_ms, error)
     VALUES (@search_id, @number, @run_id, @state, @settings, @score, @points, @duration_ms, @error)`,
  );
  const searchOf = database.prepare<[string], { search_id: string }>(
    'SELECT search_id FROM search_trials WHERE run_id = ?',
  );
  // Whoever ran them is gone: the lock of the file was free.
  database.prepare(`UPDATE searches SET state = 'interrupted' WHERE state = 'running'`).run();

  const viewOf = (row: SearchRow): Search => searchView(row, trialsOf.all(row.id).map(trialView));
  const get = (id: string): Search => {
    const row = one.get(id);
    if (row === undefined) throw new AppError('NOT_FOUND', 'This search is not in the project any more.');
    return viewOf(row);
  };
  return {
    create: (search) => {
      insert.run(rowOf(search));
      return get(search.id);
    },
    list: () => all.all().map(viewOf),
    get,
    update: (id, changed) => {
      const { state, finishedAt, error } = { ...get(id), ...changed };
      change.run(state, finishedAt, error, id);
      return get(id);
    },
    putTrial: (id, trial) => {
      putTrial.run(trialRow(id, trial));
      return get(id);
    },
    ofRun: (runId) => {
      const found = searchOf.get(runId);
      return found === undefined ? null : get(found.search_id);
    },
  };
}

const searchView = (row: SearchRow, trials: readonly SearchTrial[]): Search => ({
  id: row.id,
  state: row.state,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  strategy: row.strategy,
  seed: row.seed,
  space: JSON.parse(row.space) as Search['space'],
  budget: JSON.parse(row.budget) as Search['budget'],
  prunes: row.prunes === 1,
  config: JSON.parse(row.config) as Search['config'],
  elapsedMs: trials.reduce((sum, { durationMs }) => sum + durationMs, 0),
  trials,
  error: row.error,
});

const rowOf = (search: NewSearch): SearchRow => ({
  id: search.id,
  state: 'running',
  started_at: search.startedAt,
  finished_at: null,
  strategy: search.strategy,
  seed: search.seed,
  space: JSON.stringify(search.space),
  budget: JSON.stringify(search.budget),
  prunes: Number(search.prunes),
  config: JSON.stringify(search.config),
  error: null,
});

const trialView = (row: TrialRow): SearchTrial => ({
  number: row.number,
  runId: row.run_id,
  state: row.state,
  settings: JSON.parse(row.settings) as SearchTrial['settings'],
  score: row.score,
  points: JSON.parse(row.points) as SearchTrial['points'],
  durationMs: row.duration_ms,
  error: row.error,
});

const trialRow = (searchId: string, trial: SearchTrial): TrialRow => ({
  search_id: searchId,
  number: trial.number,
  run_id: trial.runId,
  state: trial.state,
  settings: JSON.stringify(trial.settings),
  score: trial.score,
  points: JSON.stringify(trial.points),
  duration_ms: trial.durationMs,
  error: trial.error,
});
