export { reasonsInEnglish as planReasons } from '../../../app/training/plan/planReasons.ts';
