// Services and the Endpoints of their name.

import { nearest } from '../nearest.ts';
import type { Rule } from '../rule.ts';

export const endpointsWithoutService: Rule = {
  name: 'endpointsWithoutService',
  severity: 'warning',
  kinds: ['Endpoints'],
  find(object, { around }) {
    if (object.name === '' || around.find('Service', object)) return [];
    const near = nearest(object.name, around.names('Service', object.namespace));
    const question = near === undefined ? '' : ` Did you mean ${near}?`;
    return [
      {
        range: object.rangeOf(['metadata', 'name']),
        message: `There is no Service ${object.name}: nobody sends to these Endpoints.${question}`,
        fixes: near === undefined ? [] : object.set(['metadata', 'name'], near),
      },
    ];
  },
};

export const serviceWithoutEndpoints: Rule = {
  name: 'serviceWithoutEndpoints',
  severity: 'warning',
  kinds: ['Service'],
  find(object, { around, append }) {
    const spec = object.is('Service') ? object.object?.spec : undefined;
    if (!spec || Object.keys(spec.selector ?? {}).length > 0) return [];
    if (object.name === '' || around.find('Endpoints', object)) return [];
    const ports = spec.ports.flatMap(({ name, targetPort, port }) => [
      `  - port: ${typeof targetPort === 'number' ? targetPort : port}`,
      ...(name ? [`    name: ${name}`] : []),
    ]);
    const namespace = object.namespace === 'default' ? [] : [`  namespace: ${object.namespace}`];
    return [
      {
        range: object.keyRangeOf(['spec']),
        message: `Without a selector nothing fills in endpoints: requests fail until there are Endpoints ${object.name}.`,
        fixes: append(`Add Endpoints ${object.name}`, [
          'kind: Endpoints',
          'apiVersion: v1',
          'metadata:',
          `  name: ${object.name}`,
          ...namespace,
          'subsets:',
          '- addresses:',
          '  - ip: 1.2.3.4',
          '  ports:',
          ...ports,
        ]),
      },
    ];
  },
};

export const endpointsAreOverwritten: Rule = {
  name: 'endpointsAreOverwritten',
  severity: 'warning',
  kinds: ['Endpoints'],
  find(object, { around }) {
    const service = around.find('Service', object);
    if (Object.keys(service?.spec.selector ?? {}).length === 0) return [];
    return [
      {
        range: object.rangeOf(['metadata', 'name']),
        message: `Service ${object.name} has a selector: the endpoints controller writes over these Endpoints.`,
      },
    ];
  },
};

export const endpointsPortName: Rule = {
  name: 'endpointsPortName',
  severity: 'warning',
  kinds: ['Endpoints'],
  find(object, { around }) {
    const service = around.find('Service', object);
    if (!service || !object.is('Endpoints') || !object.object) return [];
    const names = service.spec.ports.map(({ name = '' }) => name);
    return object.object.subsets.flatMap(({ ports = [] }, subset) =>
      ports.flatMap(({ name = '' }, index) => {
        if (names.includes(name)) return [];
        const path = ['subsets', subset, 'ports', index, 'name'];
        const called = names.map((each) => each || 'without a name').join(', ');
        const [only = ''] = names;
        const fixes =
          names.length > 1 ? [] : only === '' ? object.remove(path) : object.set(path, only);
        return [
          {
            range: object.rangeOf(path),
            message: `kube-proxy joins ports by name: the Service has ${called}, this one is ${name || 'without a name'}, so it is passed over.`,
            fixes,
          },
        ];
      }),
    );
  },
};
