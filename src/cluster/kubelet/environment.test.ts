import { describe, expect, test } from 'vitest';
import type { Service } from '../api/core/v1/objects.ts';
import { expand, serviceVariables } from './environment.ts';

function service(ports: Service['spec']['ports']): { name: string; spec: Service['spec'] } {
  return {
    name: 'redis-master',
    spec: { ports, clusterIP: '169.169.8.10', type: 'ClusterIP', sessionAffinity: 'None' },
  };
}

describe('the variables of a Service', () => {
  test('are those that Docker gives for a link', () => {
    const one = service([{ protocol: 'TCP', port: 6379, targetPort: 6379 }]);
    expect(serviceVariables(one).map((pair) => pair.join('='))).toEqual([
      'REDIS_MASTER_SERVICE_HOST=169.169.8.10',
      'REDIS_MASTER_SERVICE_PORT=6379',
      'REDIS_MASTER_PORT=tcp://169.169.8.10:6379',
      'REDIS_MASTER_PORT_6379_TCP=tcp://169.169.8.10:6379',
      'REDIS_MASTER_PORT_6379_TCP_PROTO=tcp',
      'REDIS_MASTER_PORT_6379_TCP_PORT=6379',
      'REDIS_MASTER_PORT_6379_TCP_ADDR=169.169.8.10',
    ]);
  });

  test('name each named port, and take the first port for the Service', () => {
    const two = service([
      { name: 'dns', protocol: 'UDP', port: 53, targetPort: 53 },
      { name: 'dns-tcp', protocol: 'TCP', port: 54, targetPort: 53 },
    ]);
    const variables = new Map(serviceVariables(two));
    expect(variables.get('REDIS_MASTER_SERVICE_PORT')).toBe('53');
    expect(variables.get('REDIS_MASTER_SERVICE_PORT_DNS')).toBe('53');
    expect(variables.get('REDIS_MASTER_SERVICE_PORT_DNS_TCP')).toBe('54');
    expect(variables.get('REDIS_MASTER_PORT')).toBe('udp://169.169.8.10:53');
    expect(variables.get('REDIS_MASTER_PORT_54_TCP')).toBe('tcp://169.169.8.10:54');
    expect(variables.get('REDIS_MASTER_PORT_53_UDP_PROTO')).toBe('udp');
  });
});

test('$(NAME) is a known variable, anything else stays, and $$ is a dollar sign', () => {
  const known = new Map([['HOST', '169.169.8.10']]);
  expect(expand('tcp://$(HOST):80', known)).toBe('tcp://169.169.8.10:80');
  expect(expand('$(PORT) $HOST', known)).toBe('$(PORT) $HOST');
  expect(expand('$$(HOST)', known)).toBe('$(HOST)');
});
