/** The kinds of settings that a form, the command line and a stored configuration can hold. */

export type FieldUnit =
  | ''
  | 'channels'
  | 'levels'
  | 'layers'
  | 'pixels'
  | 'degrees'
  | 'standard deviations'
  | 'cut-outs'
  | 'parts'
  | 'steps'
  | 'drops'
  | 'cycles'
  | 'validations'
  | 'minutes'
  | 'seconds'
  | 'threads'
  | 'MB';

interface FieldText {
  /** One sentence for the person. */
  readonly description: string;
  readonly unit: FieldUnit;
}
export interface NumberField extends FieldText {
  readonly kind: 'number' | 'integer';
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}
/** A number that may be left open, which is stored as `null`. */
export interface OptionalNumberField extends FieldText {
  readonly kind: 'optionalNumber' | 'optionalInteger';
  readonly default: number | null;
  readonly minimum: number;
  readonly maximum: number;
}
export interface BooleanField extends FieldText {
  readonly kind: 'boolean';
  readonly default: boolean;
}
export interface ChoiceField<Option extends string = string> extends FieldText {
  readonly kind: 'choice';
  readonly default: Option;
  readonly options: readonly Option[];
}
export interface PathField extends FieldText {
  readonly kind: 'path';
  readonly default: string | null;
}
/** `null`: left empty. */
export interface TextField extends FieldText {
  readonly kind: 'text';
  readonly default: string | null;
}
export type ConfigField = NumberField | OptionalNumberField | BooleanField | ChoiceField | PathField | TextField;

export function number(
  initial: number,
  minimum: number,
  maximum: number,
  unit: FieldUnit,
  description: string,
): NumberField {
  return { kind: 'number', default: initial, minimum, maximum, unit, description };
}
export function integer(
  initial: number,
  minimum: number,
  maximum: number,
  unit: FieldUnit,
  description: string,
): NumberField {
  return { kind: 'integer', default: initial, minimum, maximum, unit, description };
}
export function boolean(initial: boolean, description: string): BooleanField {
  return { kind: 'boolean', default: initial, unit: '', description };
}
export function choice<const Option extends string>(
  options: readonly [Option, ...Option[]],
  description: string,
): ChoiceField<Option> {
  return { kind: 'choice', default: options[0], options, unit: '', description };
}
