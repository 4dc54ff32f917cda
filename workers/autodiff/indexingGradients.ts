import { axisFrom } from '../onnx/shapeRule.ts';
import { zeros } from './arithmetic.ts';
import { noGradient, type GradientRules } from './gradientRule.ts';
import { reshapeTo } from './reductions.ts';

type IndexingOperator = 'Gather' | 'GatherND' | 'ScatterND';

export const indexingGradients: GradientRules<IndexingOperator> = {
  // dx = sum of g over the places that took from x, 0 where none did; the axis of the indices is brought to the front
  Gather: ({ builder, inputs: [x = '', indices = ''], attributes, gradient }) => {
    const shape = builder.shape(x);
    const axis = axisFrom(attributes.axis ?? 0, shape.length);
    const places = builder.shape(indices);
    const axes = [...builder.shape(gradient).keys()];
    const taken = axes.slice(axis, axis + places.length);
    const front = [...taken, ...axes.slice(0, axis), ...axes.slice(axis + places.length)];
    const moved = builder.add('Transpose', [gradient], { perm: front });
    const [size = 1] = shape.slice(axis, axis + 1);
    const column = reshapeTo(builder, indices, [...places, 1]);
    const sums = zeros(builder, [size, ...shape.toSpliced(axis, 1)]);
    const added = builder.add('ScatterND', [sums, column, moved], { reduction: 'add' });
    const back = [...shape.keys()].toSpliced(0, 1).toSpliced(axis, 0, 0);
    return [builder.add('Transpose', [added], { perm: back }), null];
  },
  // dx = sum of g over the places that took from x, 0 where none did
  GatherND: (context) => {
    const {
      builder,
      inputs: [x = '', indices = ''],
      attributes,
      gradient,
    } = context;
    if ((attributes.batch_dims ?? 0) !== 0) throw noGradient(context, 'batch_dims must be 0');
    const sums = zeros(builder, builder.shape(x));
    return [builder.add('ScatterND', [sums, indices, gradient], { reduction: 'add' }), null];
  },
  // y = x with updates written over it, or added with reduction 'add': dupdates = g at their places; dx = g, without
  // what was written over
  ScatterND: (context) => {
    const {
      builder,
      inputs: [, indices = '', updates = ''],
      attributes,
      gradient,
      needs,
    } = context;
    const reduction = attributes.reduction ?? 'none';
    if (reduction !== 'none' && reduction !== 'add') throw noGradient(context, `its reduction is ${reduction}`);
    const erased = (): string => {
      const nothing = zeros(builder, builder.shape(updates));
      return builder.add('ScatterND', [gradient, indices, nothing], { reduction: 'none' });
    };
    return [
      needs(0) ? (reduction === 'add' ? gradient : erased()) : null,
      null,
      needs(2) ? builder.add('GatherND', [gradient, indices]) : null,
    ];
  },
};
