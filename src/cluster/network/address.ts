// IPv4 addresses as texts, and ranges of them.

/** True when an address is in a range such as 172.17.1.3/32. */
export function covers(range: string, address: string): boolean {
  if (range.endsWith('/32')) return range.slice(0, -3) === address;
  const [network = '', bits = '32'] = range.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(network) / size) === Math.floor(toNumber(address) / size);
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.');
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
