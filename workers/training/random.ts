export { normalNumber, randomSource } from '../../app/training/randomSource.ts';
